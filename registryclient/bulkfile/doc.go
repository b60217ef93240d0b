// Package bulkfile carries the mass exchange of Kế hoạch 2207/KH-BHXH, part
// B.I: BHXH hands over many participants at once, and the data centre of the
// national population database answers for each whether it agrees, which
// fields are wrong, and the personal ID where a CMND was sent.
//
// # The format is ours
//
// Only the fields of that exchange are public: họ và tên, ngày tháng năm sinh,
// giới tính, số CMND/ĐDCN/CCCD. Its file format, its codes and its transport
// are not. What this package writes is a format of this module, and says so in
// the first line of every file, so that nobody takes it for an official one. A
// real exchange needs a codec of its own; [Channel] shows where it goes. The
// words of a real service for wrong fields and results are configured with a
// [Vocabulary].
//
// A file is JSON lines in UTF-8: a header, a line a row, and a last line with
// the number of rows, without which the file was cut off.
//
//	{"format":"bhxh-go/bulk","version":1,"kind":"questions","exchange":"…","procedure":"…","officer":"…","note":"not an official format"}
//	{"row":"…","full_name":"…","date_of_birth":"dd/MM/yyyy","gender":"Nam","id_number":"…"}
//	{"rows":1}
//
//	{"format":"bhxh-go/bulk","version":1,"kind":"answers","exchange":"…","note":"not an official format"}
//	{"row":"…","result":"differs","wrong":["full_name"],"not_compared":["gender"]}
//	{"rows":1}
//
// # Codec and channel
//
// [WriteQuestions], [ReadQuestions], [WriteAnswers] and [ReadAnswers] are the
// codec; they stream. [Channel] is one way to exchange the files: it posts one
// and gets one back, over a [registryclient.Transport].
//
// # The exchange as files
//
// [ExportQuestions] writes a directory of files with a digest list that is
// signed with a shared key ([HMAC]) or a private one ([Ed25519]); [Import] takes
// the answers that come back in another. Importing twice gives nothing the
// second time, and a file or row that is missing, altered or foreign is
// refused. Memory is that of one file of rows, whatever the length of the list.
//
// The files hold personal data. [ExportOptions].Sealers encrypts them, each side
// with its own key: [X25519Recipient] for whoever has the private key, [SharedKey]
// for whoever has the same. How the real exchange protects its files is not
// public; this is a profile of our own, of the standard library's parts alone:
// X25519, HKDF-SHA-256 and AES-256-GCM in chunks that cannot be moved, dropped or
// cut off ([SealFile]). The digest list is signed over the sealed files: what is
// not signed is never decrypted. Without sealers the files are in clear and go on
// a medium that is encrypted.
//
// # People without any number
//
// They may go along with an empty number. What comes back is a [Proposal] of
// people who may be the one: an officer decides with papers in hand, and the
// accepted number is asked about like any other. Nothing here applies it.
//
// # The way back
//
// After a verification BHXH owes the population database what it knows of the
// participant (part B.I, bước 4): a [Share]. [ExportShares] writes those that
// are due, and a [ShareLedger] keeps what was shared of whom, as keyed hashes,
// so that the same is not shared twice.
//
// # Errors
//
// An answer file is taken whole or not at all: a missing, doubled or foreign
// row, an answer to another exchange and a file that breaks off are refused
// with an *[Error] that has a [Code] and a line, and no value. Through Channel
// it is the cause of a *registryclient.Error with CodeBadResponse.
package bulkfile
