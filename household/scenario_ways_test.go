package household_test

import (
	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

var listScenarios = []scenario{
	{
		name: "a listed family", reason: "head → members: everybody is declared",
		arrange: func(s *scene) { s.list(false) }, verdict: household.Accepted, total: reduced4,
		complete: household.Complete, why: household.FindingAllDeclared,
		evidence: evidence{father: {household.FindingConfirmed}, mother: {household.FindingListed}},
	},
	{
		name: "a member is left out", reason: "the list names somebody who is not declared: plain renewal",
		arrange: func(s *scene) { s.list(false); s.keep(father, mother, child) },
		verdict: household.Refused, codes: codes{household.FindingIncomplete}, total: 3 * 1_366_200,
		complete: household.Incomplete, why: household.FindingUndeclared,
	},
	{
		name: "the member left out has another card", reason: "NĐ 146/2018/NĐ-CP Điều 5 khoản 1: takes no place, says the caller's callback",
		arrange: func(s *scene) {
			s.list(false)
			s.keep(father, mother, child)
			s.options.CardGroups = groups{"001148000004": "HT"}
		},
		verdict: household.Accepted, total: reduced3, complete: household.Complete, why: household.FindingAllAccounted,
	},
	{
		name: "the member left out has no other card", reason: "belongs to the household group and is not declared",
		arrange: func(s *scene) {
			s.list(false)
			s.keep(father, mother, child)
			s.options.CardGroups = groups{"001148000004": ""}
		},
		verdict: household.Refused, codes: codes{household.FindingIncomplete}, complete: household.Incomplete, why: household.FindingUndeclared,
	},
	{
		name: "the card of the member left out cannot be found out", reason: "unknown is a value: provisional",
		arrange: func(s *scene) {
			s.list(false)
			s.keep(father, mother, child)
			s.options.CardGroups = groups{}
		},
		verdict: household.Provisional, codes: codes{household.FindingUndecided}, why: household.FindingGroupUnknown,
	},
	{
		name: "only the head is declared", reason: "the list brings the others, the callback their cards",
		arrange: func(s *scene) {
			s.list(false)
			s.keep(father)
			s.options.CardGroups = groups{"001177000002": "DN", "001308000003": "HS", "001148000004": "HT"}
		},
		verdict: household.Accepted, total: 1_366_200, complete: household.Complete, why: household.FindingAllAccounted,
	},
	{
		name: "a declared member is not on the list", reason: "no other way to ask: not confirmed",
		arrange: func(s *scene) { s.list(false); s.citizen(child).household = "H2" },
		verdict: household.Refused, codes: codes{household.FindingMemberUnconfirmed},
		complete: household.Complete, why: household.FindingAllDeclared,
		standings: standings{member, member, refused, member}, evidence: evidence{child: {household.FindingNotListed}},
	},
	{
		name: "not on the list, at the same address", reason: "Luật BHYT Điều 2 khoản 7: temporarily resident at the same residence",
		arrange: func(s *scene) { s.list(true); s.citizen(child).household = "H2" },
		verdict: household.Accepted, complete: household.Complete, why: household.FindingAllDeclared,
		evidence: evidence{child: {household.FindingNotListed, household.FindingSamePermanent}},
	},
	{
		name: "not on the list, elsewhere", reason: "both ways say no",
		arrange: func(s *scene) {
			s.list(true)
			s.citizen(child).household, s.citizen(child).permanent = "H2", elsewhere()
		},
		verdict: household.Refused, codes: codes{household.FindingResidenceDiffers},
		complete: household.Complete, why: household.FindingAllDeclared,
		standings: standings{member, member, refused, member}, evidence: evidence{child: {household.FindingNotListed, household.FindingElsewhere}},
	},
	{
		name: "on the list by a CMND, no checks", reason: "the list holds personal IDs: undecided",
		arrange: func(s *scene) { s.list(false); s.member(mother).Person.IDNumber = "010000002" },
		verdict: household.Provisional, codes: codes{household.FindingUndecided}, why: household.FindingUnlinkedToList,
		standings: standings{member, open, member, member}, evidence: evidence{mother: {household.FindingListOldNumber}},
	},
	{
		name: "on the list by a CMND, checked", reason: "the check shares the personal ID",
		arrange: func(s *scene) { s.list(true); s.member(mother).Person.IDNumber = "010000002" },
		verdict: household.Accepted, complete: household.Complete, why: household.FindingAllDeclared,
		evidence: evidence{mother: {household.FindingListed, household.FindingOldNumber}},
	},
	{
		name: "the head is not exactly right", reason: "no list without it; the checks say what differs",
		arrange: func(s *scene) { s.list(true); s.member(father).Person.DateOfBirth = "10/06/1975" },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound}, why: household.FindingListRefusedHead,
		standings: standings{refused, member, member, member},
		evidence:  evidence{father: {household.FindingNothingFits, household.FindingDetailsDiffer}}, mismatches: map[int][]matching.Code{father: {matching.DateMonth}},
	},
	{
		name: "the head is not exactly right, no checks", reason: "the registry does not say what differs",
		arrange: func(s *scene) { s.list(false); s.member(father).Person.DateOfBirth = "10/06/1975" },
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound, household.FindingUndecided}, why: household.FindingListRefusedHead,
		standings: standings{refused, open, open, open}, evidence: evidence{mother: {household.FindingNoHead}},
	},
	{
		name: "the list wants diacritics", reason: "what one way refuses, another does not make good: an officer decides",
		arrange: func(s *scene) {
			s.list(true)
			s.world.strictList = true
			s.member(father).Person.FullName = "Nguyen Van Thu"
		},
		verdict: household.Refused, codes: codes{household.FindingHeadNotFound}, why: household.FindingListRefusedHead,
		standings: standings{refused, member, member, member}, evidence: evidence{father: {household.FindingConfirmed, household.FindingToCorrect}},
	},
	{
		name: "the list is not offered", reason: "the account has no right to it: the checks remain",
		arrange: func(s *scene) {
			s.list(true)
			s.world.listFails = &registryclient.Error{Code: registryclient.CodeForbidden}
		},
		verdict: household.Accepted, why: household.FindingListNotOffered,
	},
	{
		name: "the list fails", reason: "the checks remain; nobody knows whether all were declared",
		arrange: func(s *scene) { s.list(true); s.world.listFails = errDown },
		verdict: household.Accepted, why: household.FindingListUnreachable,
	},
	{
		name: "the list fails and there are no checks", reason: "nobody was asked about: provisional",
		arrange: func(s *scene) { s.list(false); s.world.listFails = errDown },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked}, why: household.FindingListUnreachable, total: reduced4,
		standings: standings{open, open, open, open}, evidence: evidence{father: {household.FindingUnreachable}},
	},
	{
		name: "the head cannot be put to the list", reason: "no number: no question",
		arrange: func(s *scene) { s.list(false); s.member(father).Person.IDNumber = "1" },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked}, why: household.FindingListUnreachable,
		standings: standings{open, open, open, open}, evidence: evidence{father: {household.FindingUnaskable}},
	},
}

var ownScenarios = []scenario{
	{
		name: "BHXH's own record", reason: "NĐ 43/2021/NĐ-CP Điều 6: the household list is BHXH's own data",
		arrange: func(s *scene) { s.ownOnly() }, verdict: household.Accepted, total: reduced4,
		evidence: evidence{father: {household.FindingSameOwnRecord}, mother: {household.FindingSameOwnRecord}},
	},
	{
		name: "another household in BHXH's own record", reason: "BHXH holds the member elsewhere",
		arrange: func(s *scene) { s.ownOnly(); s.citizen(child).own = "HB0002" },
		verdict: household.Refused, codes: codes{household.FindingMemberUnconfirmed},
		standings: standings{member, member, refused, member}, evidence: evidence{child: {household.FindingOtherOwnRecord}},
	},
	{
		name: "BHXH's own record found by name alone, same household", reason: "two that agree are no coincidence",
		arrange: func(s *scene) { s.ownOnly(); s.world.proposals = true }, verdict: household.Accepted, total: reduced4,
		evidence: evidence{mother: {household.FindingSameOwnRecord}},
	},
	{
		name: "BHXH's own record found by name alone, another household", reason: "it may be a namesake's: never a refusal",
		arrange: func(s *scene) { s.ownOnly(); s.world.proposals, s.citizen(child).own = true, "HB0002" },
		verdict: household.Provisional, codes: codes{household.FindingUndecided}, total: reduced4,
		standings: standings{member, member, open, member}, evidence: evidence{child: {household.FindingNamesake}},
	},
	{
		name: "a question that BHXH's service does not take", reason: "asking again does not help: unaskable, and no refusal",
		arrange: func(s *scene) {
			s.ownOnly()
			s.world.ownFails = &registryclient.Error{Code: registryclient.CodeInvalidQuery}
		},
		verdict: household.Provisional, codes: codes{household.FindingUnchecked},
		standings: standings{open, open, open, open}, evidence: evidence{mother: {household.FindingUnaskable}},
	},
	{
		name: "no household in BHXH's own record", reason: "BHXH does not know",
		arrange: func(s *scene) { s.ownOnly(); s.citizen(child).own = "" },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked},
		standings: standings{member, member, open, member}, evidence: evidence{child: {household.FindingNoOwnRecord}},
	},
	{
		name: "no household of the head in BHXH's own record", reason: "there is nothing to compare with",
		arrange: func(s *scene) { s.ownOnly(); s.citizen(father).own = "" },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked},
		standings: standings{open, open, open, open}, evidence: evidence{mother: {household.FindingNoHead}},
	},
	{
		name: "BHXH's own record fails", reason: "nobody was asked about: provisional",
		arrange: func(s *scene) { s.ownOnly(); s.world.ownFails = errDown },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked},
		standings: standings{open, open, open, open}, evidence: evidence{mother: {household.FindingUnreachable}},
	},
	{
		name: "BHXH's own record where the licence gives nothing", reason: "confirmed by the registry, placed by BHXH",
		arrange: func(s *scene) {
			s.world.noHomes, s.world.noHeads = true, true
			s.sources.Own = records{s.world}
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingConfirmed, household.FindingSameOwnRecord}},
	},
	{
		name: "BHXH's own record against the registry", reason: "a refusal stays one; the record is evidence for the officer",
		arrange: func(s *scene) {
			s.citizen(child).permanent, s.citizen(child).household = elsewhere(), "H2"
			s.sources.Own = records{s.world}
		},
		verdict: household.Refused, codes: codes{household.FindingResidenceDiffers},
		standings: standings{member, member, refused, member},
		evidence:  evidence{child: {household.FindingElsewhere, household.FindingSameOwnRecord, household.FindingMoved}},
	},
	{
		name: "BHXH's own record does not stand in for a registry that fails", reason: "who could not be asked about stays open",
		arrange: func(s *scene) { s.citizen(child).down = true; s.sources.Own = records{s.world} },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked},
		standings: standings{member, member, open, member}, evidence: evidence{child: {household.FindingUnreachable, household.FindingSameOwnRecord}},
	},
}

var officerScenarios = []scenario{
	{
		name: "an officer confirms a refused household", reason: "a wrong refusal is resolved by hand, on the record",
		arrange: func(s *scene) {
			s.citizen(child).permanent, s.citizen(child).household = elsewhere(), "H2"
			s.request.Confirmations = append(s.request.Confirmations, confirmation(household.SubjectHousehold, 0))
		},
		verdict: household.Accepted, codes: codes{household.FindingHouseholdByOfficer}, total: reduced4,
		evidence: evidence{child: {household.FindingElsewhere, household.FindingByOfficer}},
	},
	{
		name: "an officer confirms a refused head", reason: "the first official refusal, found wrong by the police",
		arrange: func(s *scene) {
			s.world.triple = true
			s.member(father).Person.FullName = "Nguyễn Văn Thứ Hai"
			s.request.Confirmations = append(s.request.Confirmations, confirmation(household.SubjectMember, father))
		},
		verdict: household.Accepted, total: reduced4, evidence: evidence{father: {household.FindingNothingFits, household.FindingByOfficer}},
	},
	{
		name: "an officer confirms one of two", reason: "the confirmation speaks of its subject alone",
		arrange: func(s *scene) {
			s.member(child).Person.IDNumber, s.member(grandmother).Person.IDNumber = "001308999999", "001148999999"
			s.request.Confirmations = append(s.request.Confirmations, confirmation(household.SubjectMember, child))
		},
		verdict: household.Refused, codes: codes{household.FindingMemberUnconfirmed},
		standings: standings{member, member, member, refused}, evidence: evidence{child: {household.FindingNotFound, household.FindingByOfficer}},
	},
	{
		name: "an officer confirms that nobody was left out", reason: "the list is out of date",
		arrange: func(s *scene) {
			s.list(false)
			s.keep(father, mother, child)
			s.request.Confirmations = append(s.request.Confirmations, confirmation(household.SubjectComplete, 0))
		},
		verdict: household.Accepted, total: reduced3, complete: household.Complete, why: household.FindingCompleteByOfficer,
	},
	{
		name: "an officer confirms while the registry is down", reason: "the family is served, the evidence shows on what",
		arrange: func(s *scene) {
			for i := range s.world.people {
				s.citizen(i).down = true
			}
			s.request.Confirmations = append(s.request.Confirmations, confirmation(household.SubjectHousehold, 0))
		},
		verdict: household.Accepted, codes: codes{household.FindingHouseholdByOfficer},
		evidence: evidence{child: {household.FindingUnreachable, household.FindingByOfficer}},
	},
}
