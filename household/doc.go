// Package household answers the question behind the family health card (thẻ
// BHYT hộ gia đình): who belongs to the household, what is known of it, and what
// the family pays.
//
// The amounts alone need no registry:
//
//	quote, err := household.Compute(request, household.Accepted)
//	…
//	err = quote.WriteText(os.Stdout) // or json.Marshal(quote)
//
// With a registry at hand a [Resolver] comes to the verdict first:
//
//	resolver, err := household.NewResolver(household.Sources{Checker: registry}, household.Options{Purpose: purpose})
//	…
//	result, err := resolver.Resolve(ctx, request, today)
//	quote, err := result.Quote()
//
// # Three ways to a household
//
// What the registries at hand can do decides; the [Result] is one type. A
// [Lister] names the members of a head whose details are exactly right. A
// [Checker] tells of each declared member under which head and where they are
// registered: cùng nơi thường trú hoặc cùng nơi tạm trú, either may agree.
// [OwnRecords] is BHXH's own record of households. Each member's result says who
// confirmed what, and how declared details differ, in codes.
//
// Whether everybody was declared only a list can tell. Without one the
// [Completeness] is unknown, and says why; the household may be accepted all the
// same.
//
// The ways over the wires of this module are packages of their own, so that this
// one depends on none: viaqldc (the citizen services), vialist (a format of ours,
// since no service is known to list a household) and viangsp (BHXH's services).
// Package filing has the codes that BHXH's filings use for a [Relation].
//
// # Refusals
//
// The three kinds of "no" never mix. What a registry refuses makes the verdict
// [Refused]; what it could not be asked, or does not decide, [Provisional]: the
// amounts are those of the whole declared family, never of fewer people. The two
// official refusals are codes with the official texts,
// [FindingHeadNotFound] and [FindingResidenceDiffers]; [Result.Explain] says what
// in the data caused them. A refused family gets the plain renewal, without
// reduction, as its quote. An officer's [Confirmation] outweighs a wrong refusal
// and stays in the evidence. No result asks for a paper household book.
//
// # Money
//
// Amounts are whole đồng ([Dong]). Rules are dated and carry their source:
// [RulesAt], [BaseSalaryAt], [BasisOf]. Each [Line] has every factor of its
// amount, so that it can be worked out again by hand. A member whom the budget
// supports pays as a first person, without the reduction, and takes no place from
// the others; the share of the budget is the caller's to state.
//
// # Errors
//
// Failures are an *[Error] with a [Code], or [Errors] for several: they say which
// member and which part, and never hold a value. What is wrong with a family is
// no failure: it is a [FindingCode] in the result.
//
// # Privacy
//
// A Result keeps the request and codes, never the records of a registry. Values
// mask themselves in fmt and log/slog; JSON and the fields carry them.
package household
