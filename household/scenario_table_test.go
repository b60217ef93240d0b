package household_test

import (
	"context"

	"github.com/bhxh-go/bhxh/household"
)

// The families are synthetic. "Luật BHYT Điều 2 khoản 7" is the definition of a
// household since 01/07/2021: people registered together, permanently or
// temporarily, at one legal residence.

var ordinaryScenarios = []scenario{
	{
		name: "a family at one address", reason: "Luật BHYT Điều 2 khoản 7",
		arrange: func(*scene) {}, verdict: household.Accepted, total: reduced4,
		evidence: evidence{mother: {household.FindingConfirmed, household.FindingSameHead, household.FindingSamePermanent}},
	},
	{
		name: "a single head", reason: "a household may be one person",
		arrange: func(s *scene) { s.keep(father) }, verdict: household.Accepted, total: 1_366_200,
	},
	{
		name: "a head who does not pay", reason: "NĐ 146/2018/NĐ-CP Điều 5: the head need not join",
		arrange: func(s *scene) { s.member(father).OtherGroup = "HT" }, verdict: household.Accepted, total: reduced3,
	},
	{
		name: "a child with a TE card", reason: "NĐ 146/2018/NĐ-CP Điều 5 khoản 1: takes no place",
		arrange: func(s *scene) { s.member(child).Joins, s.member(child).OtherGroup = false, "TE" }, verdict: household.Accepted, total: reduced3,
		evidence: evidence{child: {household.FindingSamePermanent}},
	},
	{
		name: "a student with an HS card who lives away", reason: "thường trú hoặc tạm trú: either may agree",
		arrange: func(s *scene) {
			s.member(child).Joins, s.member(child).OtherGroup = false, "HS"
			s.citizen(child).current = elsewhere()
		},
		verdict: household.Accepted, total: reduced3, evidence: evidence{child: {household.FindingSamePermanent}},
	},
	{
		name: "a worker with a DN card", reason: "NĐ 146/2018/NĐ-CP Điều 5 khoản 1: takes no place",
		arrange: func(s *scene) { s.member(mother).OtherGroup = "DN" }, verdict: household.Accepted, total: reduced3,
	},
	{
		name: "an absent member", reason: "declared tạm vắng: not counted and not asked about",
		arrange: func(s *scene) {
			s.member(child).Absent = true
			s.citizen(child).permanent, s.citizen(child).household = elsewhere(), "H2"
		},
		verdict: household.Accepted, total: reduced3, standings: standings{member, member, skipped, member},
		evidence: evidence{child: {household.FindingAbsent}},
	},
	{
		name: "a member named twice", reason: "one person takes one place",
		arrange: func(s *scene) { s.request.Members = append(s.request.Members, s.request.Members[mother]) },
		verdict: household.Accepted, total: reduced4,
		standings: standings{member, member, member, member, skipped}, evidence: evidence{4: {household.FindingDuplicate}},
	},
	{
		name: "a member named twice, the second time by the CMND", reason: "one person takes one place, by whichever number",
		arrange: func(s *scene) {
			again := s.request.Members[mother]
			again.Person.IDNumber = s.citizen(mother).person.FormerID
			s.request.Members = append(s.request.Members, again)
		},
		verdict: household.Accepted, total: reduced4,
		standings: standings{member, member, member, member, member}, evidence: evidence{4: {household.FindingOldNumber}},
	},
	{
		name: "a supported pupil", reason: "NĐ 146/2018/NĐ-CP Điều 7 khoản 2: no reduction, no place",
		arrange: func(s *scene) { s.member(child).Support = household.SupportPupil },
		verdict: household.Accepted, total: reduced3 + 1_366_200,
	},
	{
		name: "only payers are asked about", reason: "the caller's choice: who takes no place changes no amount",
		arrange: func(s *scene) {
			s.options.PayersOnly = true
			s.member(child).Joins, s.member(child).OtherGroup = false, "SV"
			s.citizen(child).permanent, s.citizen(child).household = elsewhere(), "H2"
		},
		verdict: household.Accepted, total: reduced3, standings: standings{member, member, skipped, member},
		evidence: evidence{child: {household.FindingOtherGroup}},
	},
}

var residenceScenarios = []scenario{
	{
		name: "two families at one address", reason: "Luật BHYT Điều 2 khoản 7: the residence decides, not the head",
		arrange: func(s *scene) {
			s.citizen(grandmother).household = "H2"
			s.stranger()
		},
		verdict: household.Accepted, evidence: evidence{grandmother: {household.FindingOtherHead, household.FindingSamePermanent}},
	},
	{
		name: "the same address written otherwise", reason: "addresses are compared by text after normalising",
		arrange: func(s *scene) {
			s.world.noHeads = true
			s.citizen(mother).permanent.Detail = "12 Đ. MẪU, Tổ 03, TP. Hà Nội"
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSamePermanent}},
	},
	{
		name: "a merged province", reason: "NQ 202/2025/QH15: Hà Giang lies in Tuyên Quang since 01/07/2025",
		arrange: func(s *scene) {
			s.world.noHeads = true
			for i := range s.world.people {
				s.citizen(i).permanent.Province = "08"
			}
			s.citizen(mother).permanent.Province = "02"
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSamePermanent, household.FindingProvinceMerged}},
	},
	{
		name: "a merged province in the text", reason: "NQ 202/2025/QH15; the code is missing",
		arrange: func(s *scene) {
			s.world.noHeads = true
			for i := range s.world.people {
				s.citizen(i).permanent = household.Residence{Detail: "Thôn 3, xã Thử, tỉnh Tuyên Quang"}
			}
			s.citizen(mother).permanent.Detail = "Thôn 3, xã Thử, huyện Mẫu, tỉnh Hà Giang"
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSamePermanent, household.FindingProvinceMerged}},
	},
	{
		name: "another province", reason: "the same street exists everywhere",
		arrange: func(s *scene) { s.world.noHeads = true; s.citizen(mother).permanent.Province = "79" },
		verdict: household.Refused, codes: codes{household.FindingResidenceDiffers}, total: plain4,
		standings: standings{member, refused, member, member},
		evidence:  evidence{mother: {household.FindingElsewhere, household.FindingPermanentArea}},
	},
	{
		name: "a moved ward, mapped", reason: "ward codes changed on 01/07/2025; the caller's map knows both",
		arrange: func(s *scene) {
			s.world.noHeads, s.options.Wards = true, wardPairs{{"00100", "00101"}: true}
			s.citizen(mother).permanent.Ward = "00101"
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSamePermanent, household.FindingWardMapped}},
	},
	{
		name: "a moved ward without a map", reason: "nobody can say whether two codes are one ward: undecided, not refused",
		arrange: func(s *scene) { s.world.noHeads = true; s.citizen(mother).permanent.Ward = "00101" },
		verdict: household.Provisional, codes: codes{household.FindingUndecided}, total: reduced4,
		standings: standings{member, open, member, member}, evidence: evidence{mother: {household.FindingWardNotCompared}},
	},
	{
		name: "a moved ward and the same head", reason: "the registry names the same head",
		arrange: func(s *scene) { s.citizen(mother).permanent.Ward = "00101" },
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSameHead, household.FindingWardNotCompared}},
	},
	{
		name: "another ward, says the map", reason: "the caller's map knows both",
		arrange: func(s *scene) {
			s.world.noHeads, s.options.Wards = true, wardPairs{{"00100", "00101"}: false}
			s.citizen(mother).permanent.Ward = "00101"
		},
		verdict: household.Refused, codes: codes{household.FindingResidenceDiffers}, standings: standings{member, refused, member, member},
		evidence: evidence{mother: {household.FindingElsewhere, household.FindingPermanentWard}},
	},
	{
		name: "a shared temporary residence", reason: "cùng đăng ký tạm trú; nơi ở hiện tại is taken for it and the result says so",
		arrange: func(s *scene) {
			s.world.noHeads = true
			s.citizen(father).current, s.citizen(mother).current = elsewhere(), elsewhere()
			s.citizen(mother).permanent = household.Residence{Province: "79", Detail: "Ấp 4"}
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSameCurrent, household.FindingCurrentInferred, household.FindingPermanentText}},
	},
	{
		name: "temporarily resident where the head is permanently", reason: "Luật Cư trú 68/2020/QH14 Điều 2: without tạm trú the current residence is the permanent one",
		arrange: func(s *scene) {
			s.world.noHeads = true
			s.citizen(mother).permanent, s.citizen(mother).current = household.Residence{Province: "79", Detail: "Ấp 4"}, home()
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSameCurrent, household.FindingPermanentCurrent}},
	},
	{
		name: "temporarily resident, joined at home", reason: "NĐ 146/2018/NĐ-CP Điều 5 khoản 2: takes no place",
		arrange: func(s *scene) {
			s.member(mother).JoinedElsewhere = true
			s.citizen(mother).household, s.citizen(mother).permanent, s.citizen(mother).current = "H2", elsewhere(), home()
		},
		verdict: household.Accepted, total: reduced3,
	},
	{
		name: "a member of two households", reason: "permanently elsewhere under another head, living here: either may agree",
		arrange: func(s *scene) {
			s.stranger()
			s.citizen(mother).household, s.citizen(mother).permanent, s.citizen(mother).current = "H2", elsewhere(), home()
		},
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingOtherHead, household.FindingSameCurrent}},
	},
	{
		name: "a member who moved away", reason: "neither residence is that of the head: the second official refusal",
		arrange: func(s *scene) {
			s.stranger()
			s.citizen(child).household, s.citizen(child).permanent = "H2", elsewhere()
		},
		verdict: household.Refused, codes: codes{household.FindingResidenceDiffers}, total: plain4,
		standings: standings{member, member, refused, member},
		evidence:  evidence{child: {household.FindingElsewhere, household.FindingPermanentText, household.FindingOtherHead}},
	},
	{
		name: "a member who moved and still stands under the head", reason: "the registry names the same head",
		arrange: func(s *scene) { s.citizen(child).permanent = elsewhere() },
		verdict: household.Accepted, evidence: evidence{child: {household.FindingSameHead, household.FindingMoved}},
	},
	{
		name: "a residence without text", reason: "thousands of households share a ward: undecided",
		arrange: func(s *scene) { s.world.noHeads = true; s.citizen(mother).permanent.Detail = "" },
		verdict: household.Provisional, codes: codes{household.FindingUndecided},
		standings: standings{member, open, member, member}, evidence: evidence{mother: {household.FindingNoResidence}},
	},
}

var registryScenarios = []scenario{
	{
		name: "the registry fails for a member", reason: "never computed on fewer people: provisional, everybody counts",
		arrange: func(s *scene) { s.citizen(child).down = true },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked}, total: reduced4,
		standings: standings{member, member, open, member}, evidence: evidence{child: {household.FindingUnreachable}},
	},
	{
		name: "the registry fails for a member who takes no place", reason: "not checked is not checked",
		arrange: func(s *scene) { s.citizen(child).down = true; s.member(child).OtherGroup = "HS" },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked}, total: reduced3,
		standings: standings{member, member, open, member},
	},
	{
		name: "the registry fails for the head", reason: "the heads of the members still agree",
		arrange: func(s *scene) { s.citizen(father).down = true },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked},
		standings: standings{open, member, member, member}, evidence: evidence{mother: {household.FindingSameHead}},
	},
	{
		name: "the registry fails for the head, no head block", reason: "there is no residence to compare with",
		arrange: func(s *scene) { s.citizen(father).down = true; s.world.noHeads = true },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked, household.FindingUndecided},
		standings: standings{open, open, open, open}, evidence: evidence{mother: {household.FindingNoHead}},
	},
	{
		name: "interrupted in the middle", reason: "who was not asked about is open",
		arrange: func(s *scene) { s.world.stop = context.CancelFunc(func() {}) },
		verdict: household.Provisional, codes: codes{household.FindingUnchecked}, total: reduced4,
		standings: standings{member, open, open, open},
	},
	{
		name: "a refusal and a failure", reason: "what the registry refuses is refused, whatever else is open",
		arrange: func(s *scene) {
			s.citizen(child).down = true
			s.citizen(mother).permanent, s.citizen(mother).household = elsewhere(), "H2"
		},
		verdict: household.Refused, codes: codes{household.FindingResidenceDiffers, household.FindingUnchecked},
		standings: standings{member, refused, open, member},
	},
	{
		name: "a licence without heads", reason: "the residence decides",
		arrange: func(s *scene) { s.world.noHeads = true },
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSamePermanent}},
	},
	{
		name: "a licence without residences", reason: "the head decides",
		arrange: func(s *scene) { s.world.noHomes = true },
		verdict: household.Accepted, evidence: evidence{mother: {household.FindingSameHead}},
	},
	{
		name: "a licence without either", reason: "nothing may assume a block: undecided",
		arrange: func(s *scene) { s.world.noHomes, s.world.noHeads = true, true },
		verdict: household.Provisional, codes: codes{household.FindingUndecided},
		standings: standings{member, open, open, open}, evidence: evidence{mother: {household.FindingNoResidence}},
	},
	{
		name: "a service that says yes or no", reason: "XacThucThongTinCongDan returns no record",
		arrange: func(s *scene) { s.world.bare = true },
		verdict: household.Provisional, codes: codes{household.FindingUndecided},
		standings: standings{member, open, open, open}, evidence: evidence{mother: {household.FindingConfirmed, household.FindingNoResidence}},
	},
}
