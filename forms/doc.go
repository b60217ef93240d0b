// Package forms writes the documents of Kế hoạch 2207/KH-BHXH and reads the one
// that comes back: Mẫu số 01, the participants whose records agree with the
// national population database; Mẫu số 02, those whose records do not, with
// room to correct them; Mẫu số 03, the report on progress; the forms with which
// a unit files corrections (TK1-TS, D02-LT, D03-TS); and the letters that travel
// with the lists.
//
//	head := forms.Head{Agency: "BẢO HIỂM XÃ HỘI …", Unit: unit, ListID: "2026-11/YN0001A", AsOf: today}
//	err := forms.WriteMau02(ctx, file, head, rows, forms.Options{Format: forms.FormatPDF})
//	…
//	got, err := forms.ReadMau02(ctx, returned, size, forms.ReadOptions{ListID: head.ListID, Issued: list})
//	for _, correction := range got.Corrections { … }
//	for _, finding := range got.Findings { fmt.Println(finding.Vietnamese()) }
//
// Rows stream in as iter.Seq2; [Rows] makes one of a slice. A list of more
// than [MaxRows] rows is written as volumes: see [Volumes] and [VolumesFor].
// [WriteFile] puts a document at a path, whole or not at all. [DispatchDir] and
// [DispatchZip] write the documents of many units at once, within a bound, and
// go on after an interruption.
//
// # Forms are data
//
// A [Layout] describes a form: title, header with its spans, columns, widths,
// notes. Renderers draw any layout and know no form, so that a caller can
// replace a description: Mẫu số 03 above all, whose official columns were
// never published and are derived here, as the sheet itself says.
//
// Mẫu số 03 is grouped as its rows say ([Mau03Row].Province and District), with
// the sums of each group above its rows, or has a line a district or a province
// ([Options].Level). Sums are of the figures printed, in every column and at
// every level.
//
// The wording of Mẫu số 01 and Mẫu số 02 is that of the plan's appendix, with
// its fixed phrases. Where the plan leaves something to the software, the
// rules are:
//
//   - column (6) of Mẫu số 02 shows a 12-digit number or the plan's phrase; a
//     CMND is not a số ĐDCN and never stands there;
//   - column (7) shows the e-mail of an account in VssID, or the plan's phrase
//     for an account without one; it stays blank where there is no account, or
//     none is known of;
//   - column (8) shows X for a participant without an account, and stays blank
//     where nothing is known;
//   - column (9) of Mẫu số 02 words the codes of package matching, a line each.
//
// # Formats
//
// A workbook (XLSX) looks like the form on paper: A4 landscape, Times New Roman,
// header repeated on every page and kept in view, rows as high as their text
// needs. IDs and dates are text. On the lists only the columns that are the
// participant's are unlocked; protection helps whoever fills the form in and
// is no security. Custom document properties say which list it is, without any
// personal value.
//
// A PDF is the same page to print and sign: fonts embedded, text that can be
// searched and copied, the signature never alone on a page, the line of a group
// never apart from its first row. Where the pages of a worksheet end is up to
// the program that prints it, but for the last one of a signed document: a page
// break before its last lines keeps the signature with the notes. HTML is a
// preview.
// CSV and JSON lines carry the exact values under the names of the fields;
// FormatCSVSafe guards against formulas, at the price of an apostrophe in the
// data.
//
// Every document is built in memory and then written: no temporary file, the
// same bytes for the same input, and nothing at all after an error.
//
// # Reading what comes back
//
// [ReadMau02] trusts nothing. It refuses by name what is no workbook, compares
// columns (1) to (9) with what was sent ([ReadOptions].Issued), or with the seal
// of each row (RowKey), and gives corrections with findings: a bad row never
// stops the others. What a spreadsheet does by itself, such as eating leading
// zeros, is reported and suggested, never repaired in silence.
//
// # Errors
//
// Errors are *[Error]: a [Code], row and column, never a value. Whatever goes
// wrong, nothing is written that looks like a whole document. [Options].BadText
// chooses between refusing text that no document can hold and marking it.
//
// # Performance
//
// Mẫu số 02 on two shared cores, each job in a process of its own, with the most
// memory that the process held:
//
//	job                                      rows in a CPU second   memory
//	XLSX, 100,000 rows in volumes of 25,000                57,000    81 MB
//	PDF, 100,000 rows in volumes of 10,000                 53,000    35 MB
//	reading 100,000 returned rows                          88,000    48 MB
//	the same, compared with what was sent                  62,000    94 MB
//	XLSX, 50 lists of 10,000 rows, 8 at once               74,000   187 MB
//
// The list that was sent is part of the memory of the fourth. Again with
//
//	go test ./forms -run '^$' -bench Load -benchtime 3x
//
// Files that are meant to do harm, of up to 3 GB unpacked, are refused before
// they allocate 6 MB in all, most of them within a millisecond and the slowest,
// ten million empty rows, after 0.6 CPU seconds:
//
//	go test ./forms -run '^$' -bench Hostile -benchtime 3x
//
// # Privacy
//
// The documents are personal data, and so are the rows, which mask themselves
// in fmt and log/slog. Errors, properties, findings and sheet names hold none;
// the suggestion of a finding does, and masks itself.
//
// Neither writing nor reading makes a temporary file. A process that is killed
// in the middle leaves nothing outside of the path that was asked for; see
// [WriteFile] for what that takes. TestKillWhileWriting and TestKillWhileReading
// kill it, in the middle of 100,000 rows with
//
//	go test ./forms -run TestKill -rows 100000 -timeout 30m
package forms
