// Package auditlog keeps the log of every request that goes to a registry, in
// files that show every change made to them afterwards. Thông tư 46/2022/TT-BCA,
// Điều 8, has both ends of a connection to the national population database
// keep the log of what was exchanged.
//
// A [Log] is a [registryclient.Auditor]: give it to a transport, and no request
// leaves that is not in it.
//
//	log, err := auditlog.Open(dir, auditlog.Options{Key: key})
//	…
//	defer log.Close()
//	transport, err := registryclient.NewTransport(registryclient.WithAuditor(log))
//
// # What is in it
//
// An [Entry] for each request before it leaves: time, operation, procedure,
// officer and unit codes, request id, number of the attempt, and a keyed hash
// of each person asked about; and one for how it ended: a class and a status.
// No name, number or date of a person asked about is in a file or a file name.
// An officer who goes by their own personal ID is a keyed hash as well. With
// the key one can look for a person, by [SubjectHash]; without it the hashes
// tell nothing, although a number has only twelve digits.
//
// # What it promises
//
// Attempt and Outcome return only after fsync. When the log cannot be written,
// they fail and go on failing, and with them every request (fail closed). Open
// a new log to go on.
//
// Entries stand in frames that are chained by SHA-256 and carry a MAC under the
// caller's key. A segment ends in a seal, at rotation and at Close; with a
// Signer the seal is an Ed25519 signature, so that somebody without the key can
// check the log too. [Verify] finds any change, insertion, removal or exchange.
// What no file can show of itself is that its whole end was cut off at a seal:
// keep what [Log.Head] gives somewhere else, and Verify compares it.
//
// A process that is killed leaves its segment unsealed; the next Open goes on
// in it. A last frame that was not written to its end is cut off then; the
// request of that entry never left.
//
// # Errors
//
// Every error is an *[Error] with a [Code].
package auditlog
