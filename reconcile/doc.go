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
