// Package matching compares two records of a person: a participant as BHXH
// holds it, and the same person as the national population database (CSDL quốc
// gia về dân cư) holds it. It says for each of name, date of birth, gender and
// number whether they agree, in one stable code how they come to differ, in one
// sentence what to do about it, and in a score whether it is the same person
// at all.
//
//	r := matching.Compare(participant, record, asOf)
//	if !r.Matches() {
//		for _, code := range r.Codes() {
//			fmt.Println(code, code.Vietnamese()) // column (9) of Mẫu số 02
//		}
//	}
//
// Some general library for comparing strings would say that Nguyen Van An and
// Nguyễn Văn An are somewhat alike, and that Hùng and Hưng are more so. Here
// the first is name.no_diacritics, likely the same person, and the second is
// name.diacritics, likely a brother.
//
// # Agreement, codes and notes
//
// Each field is [Same], [Equivalent] (the same value, written differently),
// [Different], [Missing] or [Unknown]. A field that differs or is missing has
// one or more mismatch codes; a field that is equivalent has none, but notes
// where the stored value should be normalised. A field is never both.
//
// Of the explanations for a difference that with the fewest codes is given, and
// of these the one with the most specific codes: one cause, one code, however
// many words it touches. The order of the codes in the constants is that from
// the most specific to the least. The exact rules stand at the comparison of
// each field, in the order in which they are applied.
//
// Names are compared word by word. A word is what stands between blanks and
// hyphens; an apostrophe stands inside a word (H'Hen) and is a matter of
// spelling, like letter case. The first word is the surname, the last the given
// name, every other a middle name. Where a name has one word and that is
// another, nothing is shared and the code is name.different.
//
// # Score
//
// [Result.Score] follows I. P. Fellegi and A. B. Sunter, A Theory for Record
// Linkage (1969): each field adds log₂(m/u), where m is how often two records
// of one person show this agreement and u how often those of two people do,
// and the sum with a prior is turned into a probability. [Result.Waterfall]
// gives the steps.
//
// The weights are stated in score.go, name_weight.go and score_together.go with
// their m and u. They are reasoned, not trained: u from the shape of the data (a birthday is
// one of 365, a year one of about 70, Nguyễn is the surname of 38 % of the
// people and rare names are worth more), m from the error classes that the
// plan's own documents name, and both corrected for the pairs that matter, in
// which brothers, sisters and twins share surname, middle name and sometimes
// the birthday. Whoever has labelled pairs of their own can put the agreement
// of each field against the label and compare log₂ of the two shares with
// [Share.Weight].
//
// Fields that differ are also weighed together, where one tells what the other
// means: brothers and sisters have one surname and other birth years, which their
// numbers state; twins have one birthday, other given names and numbers that
// follow each other; of one name and the default birthday of 1 January there are
// dozens; and without a number, a name alone makes nobody one person.
//
// Four rules hold whatever the weights: an equal number never hides a name and
// a date that are both another's, least of all where it states the birth year or
// gender of the reference and not that of the subject; a missing value weighs
// nothing; a CMND beside a personal ID weighs nothing; and where fewer than two
// of name, date and number can be compared the zone is at most [ZoneReview].
//
// # Policy
//
// Which codes keep a record from matching is a [Policy]. The default is that
// all mismatch codes do and no note does.
//
// # Performance
//
// [Compare] reads two records from text. Where one record is compared often,
// [Prepare] reads it once and [ComparePrepared] compares without reading.
// Neither allocates for records that agree or differ in common ways. On one core of
// an Intel Xeon, by
//
//	go test -run '^$' -bench 'Compare|Prepare' -benchtime 1ms -count 150 -benchmem ./matching
//
// the fastest of the runs from text and prepared:
//
//	                                                         text      prepared
//	equal                                                  229 ns         23 ns
//	one composed otherwise (NFD)                           537 ns         46 ns
//	one common difference                            284 – 465 ns   32 – 129 ns
//	raw keystrokes                                         575 ns        221 ns
//	another name                                           821 ns        510 ns
//	a legacy encoding                                1.7 – 2.1 µs  334 – 342 ns
//	words in another order                                 1.7 µs        1.3 µs
//	TCVN3, and a typing error or another order       2.0 – 3.1 µs  0.7 – 1.8 µs
//	keystrokes, and a missing word or another order  2.8 – 2.9 µs        2.5 µs
//	keystrokes, and a typing error                   3.8 – 4.5 µs  3.4 – 4.1 µs
//	keystrokes, and joined words                     5.3 – 5.9 µs  5.0 – 5.5 µs
//
// # Beside other libraries
//
// The same synthetic names in one run, on two cores of an Intel Xeon, by
//
//	go -C internal/peerbench run . -benchtime 2s
//
// A third of the 6000 pairs are equal names, a sixth one person with a damaged
// name of any error class, half two people. ns and allocs are for a pair. Same is
// how many of 21 ways in which one name is written or damaged a threshold finds,
// apart how many of 11 look-alikes (Hùng and Hưng) it keeps apart, at the
// threshold that gets most of both right; folded is both with the marks taken off
// first. The other libraries give a number and no cause; this one names the cause
// of all 21 by its code.
//
//	                                                                ns  allocs  same  apart  folded
//	xrash/smetrics             JaroWinkler                         369     0.0     0     11    0+11
//	xrash/smetrics             WagnerFischer                      1031     2.0     3     10    0+11
//	antzucaro/matchr           JaroWinkler                         372     0.0     0     11    0+11
//	antzucaro/matchr           Levenshtein                         960     1.0     0     11    20+1
//	antzucaro/matchr           OSA                                1071     1.0     0     11    20+1
//	antzucaro/matchr           DamerauLevenshtein                 3230    18.7     0     11    20+1
//	adrg/strutil               JaroWinkler                        1054     2.3     0     11    0+11
//	adrg/strutil               Levenshtein                        1048     2.0     0     11    20+1
//	agnivade/levenshtein       ComputeDistance                     284     0.0     0     11    20+1
//	ka-weihe/fast-levenshtein  Distance                            257     0.0     0     11    20+1
//	this module                name: codes and weight, from text   1070     0.7    21     11       -
//	this module                name: codes and weight, prepared    427     0.1    21     11       -
//	this module                whole record, from text            1291     0.8     -      -       -
//	this module                whole record, prepared              607     0.1     -      -       -
//
// # Errors and privacy
//
// Comparing never fails: every text, valid UTF-8 or not, has a result. Only
// reading stored results and policies fails, with an *[Error]. A [Result] holds
// no personal data and may be stored and logged; [Code.Officer] and the
// suggestions do and may not.
package matching

//go:generate go run ./gen
