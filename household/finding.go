package household

import "iter"

// FindingCode is the stable code of something found about a family: what a
// registry said, what the data show, why a member takes no place. Codes are
// data that other systems store; once published a code keeps its meaning. How
// the details of a person differ is said by the codes of package matching.
type FindingCode string

// What is found of the household as a whole.
const (
	// FindingHeadNotFound is the first official refusal.
	FindingHeadNotFound FindingCode = "household.head_not_found"
	// FindingResidenceDiffers is the second official refusal.
	FindingResidenceDiffers   FindingCode = "household.residence_differs"
	FindingMemberUnconfirmed  FindingCode = "household.member_unconfirmed"   // a registry does not confirm a member
	FindingIncomplete         FindingCode = "household.incomplete"           // a registry lists a member who is not declared
	FindingUnchecked          FindingCode = "household.unchecked"            // somebody could not be asked about
	FindingUndecided          FindingCode = "household.undecided"            // asked, and the answer does not decide
	FindingHouseholdByOfficer FindingCode = "household.confirmed_by_officer" // an officer confirms the household
	FindingPlainRenewal       FindingCode = "household.plain_renewal"        // the amounts are those without reduction
)

// What a registry says of one person.
const (
	FindingConfirmed       FindingCode = "member.confirmed"            // known under these details
	FindingNotFound        FindingCode = "member.not_found"            // nobody has this number
	FindingNothingFits     FindingCode = "member.nothing_fits"         // number, name and date fit nobody together
	FindingDetailsDiffer   FindingCode = "member.details_differ"       // the number is known, the details differ: see the matching codes
	FindingOtherPerson     FindingCode = "member.other_person"         // the number belongs to somebody else
	FindingNotComparable   FindingCode = "member.not_comparable"       // the answer does not concern this person
	FindingDead            FindingCode = "member.dead"                 // the registry holds the person as dead
	FindingMissing         FindingCode = "member.missing"              // as missing
	FindingNumberCancelled FindingCode = "member.number_cancelled"     // the number was cancelled
	FindingUnreachable     FindingCode = "member.unchecked"            // the registry could not be asked
	FindingUnaskable       FindingCode = "member.unaskable"            // no question can be put: number, name or date unusable
	FindingOldNumber       FindingCode = "member.old_number"           // asked about under a CMND
	FindingToCorrect       FindingCode = "member.to_correct"           // confirmed, yet a detail is written differently: see the matching codes
	FindingByOfficer       FindingCode = "member.confirmed_by_officer" // an officer confirms the member
)

// What shows that a member belongs to the household, or does not.
const (
	FindingSameHead         FindingCode = "member.same_head"                  // the registry names the same head
	FindingSamePermanent    FindingCode = "member.same_permanent_residence"   // cùng nơi thường trú với chủ hộ
	FindingSameCurrent      FindingCode = "member.same_current_residence"     // cùng nơi ở hiện tại với chủ hộ
	FindingListed           FindingCode = "member.listed"                     // on the registry's list of the household
	FindingSameOwnRecord    FindingCode = "member.same_household_code"        // same mã hộ in BHXH's own record
	FindingElsewhere        FindingCode = "member.elsewhere"                  // neither residence is that of the head
	FindingNotListed        FindingCode = "member.not_listed"                 // not on the registry's list
	FindingNoHead           FindingCode = "member.no_head_to_compare"         // the head is not known, so nothing can be compared with it
	FindingListOldNumber    FindingCode = "member.not_linked_to_list"         // declared by a CMND; the list holds personal IDs
	FindingOtherHead        FindingCode = "member.other_head"                 // the registry names another head
	FindingNotHead          FindingCode = "member.not_head"                   // declared as head; the registry names another head
	FindingHeadOldNumber    FindingCode = "member.head_by_old_number"         // the registry names the head by a CMND that cannot be linked
	FindingNoResidence      FindingCode = "member.residence_unknown"          // the registry gives no head and no residence that can be compared
	FindingOtherOwnRecord   FindingCode = "member.other_household_code"       // another mã hộ in BHXH's own record
	FindingNamesake         FindingCode = "member.household_code_of_namesake" // another mã hộ, found by name, date of birth and gender alone
	FindingNoOwnRecord      FindingCode = "member.no_household_code"          // no mã hộ in BHXH's own record
	FindingMoved            FindingCode = "member.moved"                      // registered elsewhere, in the household by its head or by BHXH's record
	FindingPermanentText    FindingCode = "residence.permanent_text"          // the texts of the permanent residences differ
	FindingPermanentArea    FindingCode = "residence.permanent_province"      // their provinces differ
	FindingPermanentWard    FindingCode = "residence.permanent_ward"          // their wards differ, says the caller's mapping
	FindingCurrentText      FindingCode = "residence.current_text"            // the texts of the current residences differ
	FindingCurrentArea      FindingCode = "residence.current_province"        // their provinces differ
	FindingCurrentWard      FindingCode = "residence.current_ward"            // their wards differ, says the caller's mapping
	FindingProvinceMerged   FindingCode = "residence.province_merged"         // two provinces of the old list, one of the new
	FindingWardMapped       FindingCode = "residence.ward_mapped"             // two ward codes, one ward, says the caller's mapping
	FindingWardNotCompared  FindingCode = "residence.ward_not_compared"       // two ward codes and nobody to say whether they are one
	FindingCurrentInferred  FindingCode = "residence.current_for_temporary"   // nơi ở hiện tại taken for nơi tạm trú
	FindingPermanentCurrent FindingCode = "residence.permanent_for_current"   // no current residence given: the permanent one taken
)

// Why it is known, or not, whether every member was declared.
const (
	FindingAllDeclared       FindingCode = "completeness.all_declared"       // everybody on the registry's list is declared
	FindingAllAccounted      FindingCode = "completeness.all_accounted_for"  // the others hold a card of another group
	FindingUndeclared        FindingCode = "completeness.undeclared"         // the list names members who are not declared
	FindingGroupUnknown      FindingCode = "completeness.card_group_unknown" // and their card group could not be found out
	FindingNoListService     FindingCode = "completeness.no_list_service"    // no registry at hand lists a household
	FindingListUnreachable   FindingCode = "completeness.list_unreachable"   // the registry that does could not be asked
	FindingListNotOffered    FindingCode = "completeness.list_not_offered"   // it does not do so for this account
	FindingListRefusedHead   FindingCode = "completeness.head_refused"       // it does not confirm the head
	FindingUnlinkedToList    FindingCode = "completeness.not_linked"         // somebody is declared by a CMND that may be on the list
	FindingCompleteByOfficer FindingCode = "completeness.by_officer"         // an officer confirms that nobody was left out
)

// What a payment depends on.
const (
	FindingNotJoining         FindingCode = "payment.not_joining"          // does not pay now
	FindingOtherGroup         FindingCode = "payment.other_group"          // holds a card of another group
	FindingAbsent             FindingCode = "payment.absent"               // declared absent
	FindingJoinedElsewhere    FindingCode = "payment.joined_elsewhere"     // joined where permanently resident
	FindingDuplicate          FindingCode = "payment.duplicate"            // named twice, counts once
	FindingBudgetSupported    FindingCode = "payment.budget_supported"     // no reduction, no place
	FindingBudgetShareUnknown FindingCode = "payment.budget_share_unknown" // the amount is the whole contribution
	FindingPaidBefore         FindingCode = "payment.paid_before"          // keeps the place taken earlier this year
	FindingSamePlace          FindingCode = "payment.same_place"           // somebody else says to have taken the same place
	FindingRemainingMonths    FindingCode = "payment.remaining_months"     // neither 3, 6 nor 12 months
)

// Weight is what a finding does to the verdict.
type Weight uint8

// The weights. The zero Weight is that of an unknown code.
const (
	WeightNone     Weight = iota
	WeightNote            // explains, decides nothing
	WeightSupports        // speaks for the household
	WeightOpen            // leaves it open: provisional
	WeightAgainst         // speaks against: refused
)

// IsKnown reports a code of this package.
func (c FindingCode) IsKnown() bool { return c.row() != nil }

// Weight says what the finding does to the verdict by itself; whether it did
// so, the result says.
func (c FindingCode) Weight() Weight {
	if row := c.row(); row != nil {
		return row.weight
	}
	return WeightNone
}

// Vietnamese gives the sentence for the officer. The two official refusals keep
// their official wording. "" for an unknown code.
func (c FindingCode) Vietnamese() string {
	if row := c.row(); row != nil {
		return row.vietnamese
	}
	return ""
}

// English gives the sentence for developers, "" for an unknown code.
func (c FindingCode) English() string {
	if row := c.row(); row != nil {
		return row.english
	}
	return ""
}

// IsOfficialRefusal reports one of the two texts with which the public service
// refuses a family.
func (c FindingCode) IsOfficialRefusal() bool {
	return c == FindingHeadNotFound || c == FindingResidenceDiffers
}

// FindingCodes gives every code in the order of the table.
func FindingCodes() iter.Seq[FindingCode] {
	return func(yield func(FindingCode) bool) {
		for i := range findings {
			if !yield(findings[i].code) {
				return
			}
		}
	}
}

type findingRow struct {
	code       FindingCode
	weight     Weight
	vietnamese string
	english    string
}

func (c FindingCode) row() *findingRow {
	for i := range findings {
		if findings[i].code == c {
			return &findings[i]
		}
	}
	return nil
}
