// Package linkage finds the records of one person among millions: it links two
// files, finds the double records of one, and answers for one person at a time.
//
//	index, err := linkage.NewIndex(linkage.Options{AsOf: today})
//	err = index.AddAll(ctx, registry) // iter.Seq2[linkage.Record, error]
//	for link, err := range index.Link(ctx, participants) {
//		…
//		if link.Zone == matching.ZoneSame { … link.Left, link.Best.Record … }
//	}
//
//	for pair, err := range index.Duplicates(ctx) { … }        // within one file
//	groups := linkage.Cluster(pairs, index.Contradict)        // each a person
//	keep := index.Survivor(groups.Groups[0])                  // the mã số BHXH that remains, and why
//
//	n, err := index.Add(record)                               // at any time
//	answer := index.Find(record)                              // one person
//
// # Candidates
//
// No record is compared with all others. Records are filed under exact keys
// ([KeyKind]), and those that share a key are candidates: the number first;
// then the name with the date, and what a slip leaves of the number; then what
// survives errors in the name or the date. The search for a person stops after
// a stage that leaves no doubt. A key holds the letters of a name without marks
// and in any order, so that words may change places or be joined; names that
// look like raw keystrokes are filed under what they may mean as well.
//
// Every block of records under one key is bounded ([Options.MaxBlock]):
// "Nguyễn Văn An, 01/01/1980" is a hub by nature. A larger block is left out
// whole, never cut, and never in silence: an [Answer] names the kinds of keys
// that were left out for it, and [Index.Overflows] counts the blocks.
//
// # Scores
//
// Two records are compared by package matching, with its weights. Where a number
// agrees, that is the score. Where none does, a name and a date agree with
// somebody's by chance the more often the more people there are: the weights of
// the name and the date are then those that the index itself counts, and the
// prior is that of its size. In an index of few records the counts say little,
// and the score is that of package matching again.
//
// [Answer.Score] weighs all candidates against one another: two that fit
// equally well have half each, and the answer is ambiguous. The runner-up is
// kept. Records of the index that hold the same number are no rivals.
//
// However high its score, a link goes to review where the given name is another
// one, as it is with twins whose numbers were taken for each other; where the
// numbers follow each other and the names are not the same; and where no number
// vouches for it and the name differs by what may make another name of it: a
// word missing, a letter, one mark.
//
// An equal mã số BHXH vouches for a pair as well, and so does an equal wrong
// number of eight digits and more: eleven digits do not agree by chance.
//
// How many duplicates a file holds is not known beforehand, nor among which
// records. [Index.Duplicates] learns it from the file. The numbers that stand in
// it twice tell how many there are; the pairs of one name and one day, compared
// with what chance brings, whether they are among records without a number, with
// a CMND, or neither. How many names have one bearer, two and three tells how
// rare the rare ones are. Namesakes of one day whose personal IDs make them two
// people tell what the gender is worth beside a name.
//
// Beside the same personal ID another name is another person unless the day of
// birth agrees: the number states the year and the gender itself.
//
// # Figures
//
// Generated files of mode hard, 1,000,000 × 1,000,000 records, from CSV to links
// on two idle cores of a Xeon: 7.1 CPU seconds, 290 MB, best F1 0.992; of 857,000
// links without review 9 are wrong, at a recall of 0.952. A record of the index
// takes about 165 bytes. 10,000,000 × 10,000,000: 161 CPU seconds, 2.9 GiB, best F1
// 0.986.
//
// Duplicates in the left file: 6.1 CPU seconds, 270 MB. Of the
// 5,000 pairs 92.1 % are found, and of what is found 96.5 % are right: F1 0.942. To
// measure again, with any n:
//
//	go run ./examples/synthesize -out /tmp/set -n 1000000 -mode hard -seed 1
//	go run ./examples/link -left /tmp/set/left.csv -right /tmp/set/right.csv -out /tmp/links.csv -json
//	go run ./examples/dedupe -in /tmp/set/left.csv -out /tmp/clusters.csv -json
//
// How good duplicates can be depends on how the second record came about. The
// ceiling below is the best F1 of boosted trees, fitted to the truth of another
// set of the same kind, that see every comparison, the counts of names, dates and
// numbers, and what else each record resembles. The sets of the lower rows,
// 1,000,000 records and 5,000 pairs each, come from a throw-away generator, made
// for this table and not kept: one record in five has one to three faults, one in
// ten no personal ID, of people born before 1975 twelve in a hundred 1 January.
//
//	the second record, the names                             F1     ceiling
//	damaged on its own, generator of this project            0.942  0.947
//	damaged on its own, frequent names                       0.950  0.956
//	damaged on its own, 800 words equally frequent           0.964  0.973
//	damaged on its own, no number in both or in neither      0.966  0.972
//	right, the first one damaged                             0.978  0.982
//	copied from the first, half of them with one change      0.987  0.991
//	a third each of own, right and copied; siblings; faults
//	may share a field                                        0.961  0.969
//
// Where each record is damaged on its own, one pair in five has no numbers to
// compare, and some share nothing but a common name and a year.
//
// The generator is our own and knows the errors that the comparison knows:
// judge with your data.
//
// # Other engines
//
// [Keys], [Compare] and [Cluster] are pure functions. An engine of its own that
// joins records on equal keys, bounds its blocks and compares what shares a key
// finds the same candidates on any number of machines.
//
// # Weights of your own
//
// [EstimateEM] estimates how often the fields of one person and of two people
// agree from pairs of which nobody knows which are which; [CountU] counts the
// latter on random pairs. What they give stands beside the weights that package
// matching states.
//
// # Errors and privacy
//
// Errors are *[Error] with a [Code] and never hold a value. A [Record] shows
// itself masked. An index holds personal data in memory, numbers and names
// packed but readable; keys are hashes that can be tried out, so keep them as
// you keep the records.
package linkage
