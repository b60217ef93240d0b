// Package synth makes synthetic Vietnamese people with known truth, and the
// faults that thirty years of paper, legacy encodings and spreadsheets leave in
// their records. Nobody it makes exists: names are drawn word by word from
// frequency lists, numbers and dates are reckoned from a seed.
//
//	set, err := synth.NewSet(synth.Hard, 1_000_000, 7) // two files for linking
//	for r := range set.Participants() { … }
//	for p := range synth.Pairs(7, 20_000) { … }         // labelled pairs
//	list := synth.NewList(7, 3000, units, mix)          // a list for the main job
//
// The same seed gives the same people. A [World] keeps nothing: the person of
// every index is reckoned, so sets of any size take no memory.
//
// # The people
//
// Surnames follow the shares of the country (Nguyễn 38 %, Trần 11 %, Lê 9.5 %,
// and a tail of 75 more), so namesakes are as common as they are; one family in
// fifty bears a name formed as the Ê-đê, Gia-rai, H'Mông, Khmer, Chăm, Thái or
// Cơ Ho form theirs. Of twenty people nine have brothers or sisters in the
// world: the same surname, middle name and province, some of them twins with
// the same birth date, numbers that follow each other and often names that
// sound alike.
//
// # Error classes
//
// [Faults] gives every class with its code. A fault is made from the definition
// of its code, and what could be read as another one is thrown away, so that a
// label never rests on a comparison:
//
//   - notes of the name: upper, lower and mixed case, two blanks, blanks around,
//     another apostrophe; decomposed and half composed Unicode (Windows-1258),
//     look-alike and invisible letters; the tone moved or misplaced; TCVN3 (as
//     typed, capitals, capital font) and VNI (small, capitals)
//   - the name damaged: Telex and VNI keys (tone last, tone at once, one hook for
//     ươ, capitals, in one word), no marks, letters lost to ? and U+FFFD; another
//     tone, another vowel mark, d for đ, one word without marks; i for y; known
//     regional pairs and the sound pairs ch/tr, s/x, l/n, d/gi/r, n/ng, t/c; a
//     letter substituted, dropped, added, doubled, two swapped, two slips
//   - the words of the name: joined, split, another order, missing, added,
//     abbreviated in five ways; another surname, middle, given or whole name; none
//   - the date: five notations; year only, month and year, with and without
//     zeros; 1 January, day and month swapped, lunar; another day, month, year,
//     two of them, all; impossible, future, long ago, words; none
//   - the gender: another notation, the other one, a digit, words; none
//   - the number: groups and blanks; a digit wrong, dropped, added, two swapped,
//     the leading zero eaten; the CMND; another number; words, too few and too
//     many digits; none
//
// Classes of whole records (no usable number, two mã số BHXH of one person, a
// stranger's number) are made by [Set], [Pairs] and [NewList].
package synth
