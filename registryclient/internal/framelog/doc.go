// Package framelog is the file format under the journal of a batch and under
// the audit log: an append-only log in a directory of segments.
//
// A segment is a row of frames. A frame is what one write and one fsync made
// durable: the records of everybody who was waiting at that moment (group
// commit), so a frame is there whole or not at all. Frames are numbered and
// chained by SHA-256 across segments; header and body have a CRC-32C each, so
// that a changed length is told from a write that broke off.
//
// What [Open] finds is one of three things:
//
//   - a sound log;
//   - a torn tail: the last frame is incomplete. It was never acknowledged, and
//     it is cut off;
//   - corruption: anything else. The log is refused, and nothing is cut: a bad
//     frame with anything behind it had been acknowledged.
//
// A complete last frame with a wrong body is taken for torn too, because a
// power loss can leave it so; a caller that must tell the two apart seals.
//
// After one failed write or fsync a log is finished: nobody knows what the disk
// holds then, and a second fsync may report success for pages that are gone.
package framelog
