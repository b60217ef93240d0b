// Package reconcile runs the procedure of Kế hoạch 2207/KH-BHXH (parts B.I and
// B.II) over a list of participants: check each record by itself, ask the
// national population database, compare what comes back, replace a CMND by the
// personal ID that the database shares, and sort everybody into the lists.
//
// [Run] is the whole of it:
//
//	for outcome, err := range reconcile.Run(ctx, participants, verifier, reconcile.Options{AsOf: today}) {
//		…
//	}
//
// Participants stream in and outcomes stream out, in input order, one for each
// participant whatever happens: a record that breaks a rule is an outcome, a
// registry that is down is an outcome ([Pending]), an interrupted run gives
// [Pending] for the rest. Memory holds what is in flight and nothing else.
//
// # The three kinds of "no"
//
// They never mix. The registry said no ([Mismatched], with codes); the registry
// cannot be asked now ([Pending], with the class of the failure); the question
// cannot be put or its answer does not concern this person ([NoID], an offline
// [Mismatched], [NotComparable]).
//
// # Registries of different powers
//
// A registry that returns its record gives every code of package matching. One
// that only says which fields are wrong gives "<field>.unconfirmed", one that
// answers match-or-nothing gives "record.unconfirmed". The outcome of a
// participant is the same with all three; only the codes get coarser.
//
// # Resuming
//
// A list of millions outlives the process that works through it. With
// [Options.Resume] a run that ended in any way, kill -9 included, goes on where
// it stopped: call Run again with the same participants, key and checkpoints.
//
//	j, err := journal.Open(dir, journal.Options{})
//	…
//	defer j.Close()
//	opts.Resume = reconcile.Resume{Checkpoints: j, Key: key, Input: digest}
//
// Then everybody comes out again, in input order, as from one unbroken run:
//
//   - whoever was answered is decided by that answer ([Outcome].Restored), and
//     nobody is asked;
//   - whoever may have been asked about is asked about again, under the same
//     request id: after a kill at most Workers × 16 participants, or Workers ×
//     Batch with a registryclient.BatchVerifier;
//   - whoever was left [Pending] is asked about anew, so the same call is also how
//     a later run catches up with an outage;
//   - once nobody is pending, the registry is not asked at all.
//
// What is kept is the registry's answer, not the outcome: the comparison is made
// again, by the policy and the day of the later run. Answers are sealed with the
// caller's key before they reach the checkpoints, which see outcome classes,
// numbers of rows and keyed digests, and no personal data. Who destroys the key
// has erased them.
//
// Other participants, another order or another key end the run with a
// *registryclient.BatchError, before anything of the part concerned is sent; so
// does a checkpoint that cannot be written, and then nobody is asked any more.
// Another day of the run (Options.AsOf) counts as another input only where it
// turns a date from a future one into a usable one.
//
// # Documents
//
// This package writes none and links no spreadsheet code: hand its outcomes to
// package forms. [Tally] counts them for the progress report (Mẫu số 03).
//
// # Privacy
//
// An [Outcome] holds the participant, whose values mask themselves in fmt and
// log/slog, and codes. It never holds the registry's record.
package reconcile
