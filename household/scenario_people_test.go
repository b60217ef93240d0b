package household_test

import (
	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

var headScenarios = []scenario{
	{
		name: "the head by an old CMND", reason: "Kế hoạch 2207: the registry shares the personal ID",
		arrange: func(s *scene) { s.member(father).Person.IDNumber = "010000001" },
		verdict: household.Accepted, evidence: evidence{father: {household.FindingOldNumber}, mother: {household.FindingSameHead}},
	},
	{
		name: "the registry names the head by the CMND", reason: "the head's record links the two numbers",
		arrange: func(s *scene) { s.citizen(mother).headByCMND = true },
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSameHead}},
	},
	{
		name: "an old CMND on one side, same residence", reason: "the residence decides; the head cannot be linked",
		arrange: func(s *scene) {
			s.citizen(mother).headByCMND = true
			s.world.people = append(s.world.people, &citizen{household: "H9", head: true, person: s.citizen(mother).person})
			s.world.people[4].person.FormerID, s.world.people[4].person.IDNumber = "019999999", ""
			s.citizen(mother).household = "H9"
			s.citizen(father).person.FormerID = ""
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingHeadOldNumber, household.FindingSamePermanent}},
	},
	{
		name: "an old CMND on one side and no residence", reason: "nothing decides",
		arrange: func(s *scene) {
			s.world.noHomes = true
			s.citizen(mother).headByCMND = true
			s.world.people = append(s.world.people, &citizen{household: "H9", head: true, person: s.citizen(mother).person})
			s.world.people[4].person.FormerID, s.world.people[4].person.IDNumber = "019999999", ""
			s.citizen(mother).household = "H9"
			s.citizen(father).person.FormerID = ""
		},
		verdict: household.Provisional, codes: codes{household.FindingUndecided},
		standings: standings{member, open, member, member}, evidence: evidence{mother: {household.FindingHeadOldNumber, household.FindingNoResidence}},
	},
	{
		name: "a former CMND declared beside the number", reason: "both numbers are the head's",
		arrange: func(s *scene) {
			s.world.noHomes = true
			s.member(father).Person.FormerID = "010000001"
			s.citizen(mother).headByCMND = true
			s.citizen(father).person.FormerID = "010000001"
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSameHead}},
	},
	{
		name: "a head who died", reason: "the registry holds no living head: the first official refusal",
		arrange: func(s *scene) { s.citizen(father).status = registryclient.CitizenDead },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound}, total: plain4,
		standings: standings{refused, member, member, member}, evidence: evidence{father: {household.FindingDead}},
	},
	{
		name: "a head who is missing", reason: "declared missing by the registry",
		arrange: func(s *scene) { s.citizen(father).status = registryclient.CitizenMissing },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound},
		standings: standings{refused, member, member, member}, evidence: evidence{father: {household.FindingMissing}},
	},
	{
		name: "a head who is gone", reason: "the head lives elsewhere alone; the others have another head",
		arrange: func(s *scene) {
			s.citizen(father).household, s.citizen(father).permanent = "H2", elsewhere()
			s.citizen(mother).head = true
		},
		verdict: household.Refused, codes: codes{household.FindingResidenceDiffers},
		standings: standings{member, refused, refused, refused}, evidence: evidence{mother: {household.FindingOtherHead, household.FindingElsewhere}},
	},
	{
		name: "a declared head who is not the head", reason: "the registry names another",
		arrange: func(s *scene) { s.citizen(father).head, s.citizen(mother).head = false, true },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound},
		standings: standings{refused, member, member, member}, evidence: evidence{father: {household.FindingNotHead}},
	},
	{
		name: "a head's number that nobody has", reason: "the first official refusal, with its cause",
		arrange: func(s *scene) { s.member(father).Person.IDNumber = "001075999999" },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound, household.FindingUndecided},
		standings:  standings{refused, open, open, open},
		evidence:   evidence{father: {household.FindingNotFound}, mother: {household.FindingOtherHead, household.FindingNoHead}},
		mismatches: map[int][]matching.Code{father: {matching.IDNotFound}},
	},
	{
		name: "a head's detail differs, match or nothing", reason: "the registry does not say which",
		arrange: func(s *scene) { s.world.triple = true; s.member(father).Person.FullName = "Nguyễn Văn Thứ Hai" },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound},
		standings: standings{refused, member, member, member}, evidence: evidence{father: {household.FindingNothingFits}, mother: {household.FindingSameHead}},
		mismatches: map[int][]matching.Code{father: {matching.RecordUnconfirmed}},
	},
	{
		name: "a head's detail differs, by record", reason: "head found, a detail different: it is named",
		arrange: func(s *scene) { s.member(father).Person.DateOfBirth = "10/05/1976" },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound},
		standings: standings{refused, member, member, member}, evidence: evidence{father: {household.FindingDetailsDiffer}},
		mismatches: map[int][]matching.Code{father: {matching.DateYear}},
	},
	{
		name: "a head typed without diacritics", reason: "the services compare stripped names: confirmed, to be corrected",
		arrange: func(s *scene) { s.member(father).Person.FullName = "NGUYEN VAN THU" },
		verdict: household.Accepted, evidence: evidence{father: {household.FindingConfirmed, household.FindingToCorrect}},
		mismatches: map[int][]matching.Code{father: {matching.NameNoDiacritics}},
	},
	{
		name: "a head's number of somebody else", reason: "the record is a stranger's: nothing of it is compared",
		arrange: func(s *scene) { s.member(father).Person.IDNumber = s.stranger().person.IDNumber },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound, household.FindingUndecided},
		standings: standings{refused, open, open, open}, evidence: evidence{father: {household.FindingOtherPerson}, mother: {household.FindingNoHead}},
		mismatches: map[int][]matching.Code{father: {matching.IDOtherPerson}},
	},
	{
		name: "the head cannot be asked about", reason: "no number: that is no refusal",
		arrange: func(s *scene) { s.member(father).Person.IDNumber = "" },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked, household.FindingUndecided},
		standings: standings{open, open, open, open}, evidence: evidence{father: {household.FindingUnaskable}},
	},
}

var memberScenarios = []scenario{
	{
		name: "a member's number that nobody has", reason: "the registry says no",
		arrange: func(s *scene) { s.member(child).Person.IDNumber = "001308999999" },
		verdict: household.Refused, codes: codes{household.FindingMemberUnconfirmed}, total: plain4,
		standings: standings{member, member, refused, member}, evidence: evidence{child: {household.FindingNotFound}},
	},
	{
		name: "a member's name misspelt", reason: "the registry's record differs; the code says how",
		arrange: func(s *scene) { s.member(mother).Person.FullName = "Trần Thị Mẫuu" },
		verdict: household.Refused, codes: codes{household.FindingMemberUnconfirmed},
		standings: standings{member, refused, member, member}, evidence: evidence{mother: {household.FindingDetailsDiffer, household.FindingSamePermanent}},
		mismatches: map[int][]matching.Code{mother: {matching.NameTypo}},
	},
	{
		name: "a member's number of somebody else", reason: "the record is a stranger's",
		arrange: func(s *scene) { s.member(mother).Person.IDNumber = s.stranger().person.IDNumber },
		verdict: household.Refused, codes: codes{household.FindingMemberUnconfirmed},
		standings: standings{member, refused, member, member}, evidence: evidence{mother: {household.FindingOtherPerson}},
		mismatches: map[int][]matching.Code{mother: {matching.IDOtherPerson}},
	},
	{
		name: "a member who died", reason: "the registry holds the member as dead",
		arrange: func(s *scene) { s.citizen(grandmother).status = registryclient.CitizenDead },
		verdict: household.Refused, codes: codes{household.FindingMemberUnconfirmed},
		standings: standings{member, member, member, refused}, evidence: evidence{grandmother: {household.FindingDead}},
	},
	{
		name: "a cancelled number", reason: "NĐ 70/2024/NĐ-CP Điều 11: cancelled and set anew",
		arrange: func(s *scene) { s.citizen(child).status = registryclient.CitizenNumberCancelled },
		verdict: household.Refused, codes: codes{household.FindingMemberUnconfirmed},
		standings: standings{member, member, refused, member}, evidence: evidence{child: {household.FindingNumberCancelled}},
	},
	{
		name: "a newborn without a number", reason: "NĐ 70/2024/NĐ-CP Điều 11: no number before the birth is registered; nobody can be asked",
		arrange: func(s *scene) { s.member(child).Person.IDNumber = "" },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked}, total: reduced4,
		standings: standings{member, member, open, member}, evidence: evidence{child: {household.FindingUnaskable}},
	},
	{
		name: "a birth date known to the year", reason: "what both sides know agrees",
		arrange: func(s *scene) { s.citizen(grandmother).person.DateOfBirth = "05/06/1948" },
		verdict: household.Accepted, evidence: evidence{grandmother: {household.FindingConfirmed, household.FindingToCorrect}},
		mismatches: map[int][]matching.Code{grandmother: {matching.DateIncomplete}},
	},
	{
		name: "a member by an old CMND", reason: "Kế hoạch 2207: the registry shares the personal ID",
		arrange: func(s *scene) { s.member(mother).Person.IDNumber = "010000002" },
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingOldNumber, household.FindingSameHead}},
	},
	{
		name: "several people under one CMND", reason: "the answer does not concern this person",
		arrange: func(s *scene) {
			s.member(mother).Person.IDNumber = "010000002"
			s.stranger().person.FormerID = "010000002"
		},
		verdict: household.Provisional, codes: codes{household.FindingUndecided},
		standings: standings{member, open, member, member}, evidence: evidence{mother: {household.FindingNotComparable}},
	},
	{
		name: "a declared stranger with a card of another group", reason: "the official check is of everybody declared",
		arrange: func(s *scene) {
			s.member(child).OtherGroup = "SV"
			s.citizen(child).permanent, s.citizen(child).household = elsewhere(), "H2"
		},
		verdict: household.Refused, codes: codes{household.FindingResidenceDiffers}, total: 3 * 1_366_200,
		standings: standings{member, member, refused, member},
	},
}
