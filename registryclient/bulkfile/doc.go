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
// real exchange needs a codec of its own; [Channel] shows where it goes.
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
// # Errors
//
// An answer file is taken whole or not at all: a missing, doubled or foreign
// row, an answer to another exchange and a file that breaks off are refused
// with an *[Error] that has a [Code] and a line, and no value. Through Channel
// it is the cause of a *registryclient.Error with CodeBadResponse.
package bulkfile
