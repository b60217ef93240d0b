// Package forms writes the documents of Kế hoạch 2207/KH-BHXH: Mẫu số 01, the
// participants whose records agree with the national population database;
// Mẫu số 02, those whose records do not, with room to correct them; and
// Mẫu số 03, the report on progress.
//
//	head := forms.Head{Agency: "BẢO HIỂM XÃ HỘI …", Unit: unit, ListID: "2026-11/YN0001A", AsOf: today}
//	err := forms.WriteMau02(ctx, file, head, rows, forms.Options{})
//
// Rows stream in as iter.Seq2; [Rows] makes one of a slice. A list of more
// than [MaxRows] rows is written as volumes: see [Volumes].
//
// # Forms are data
//
// A [Layout] describes a form: title, header with its spans, columns, widths,
// notes. Renderers draw any layout and know no form, so that a caller can
// replace a description: Mẫu số 03 above all, whose official columns were
// never published and are derived here, as the sheet itself says.
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
// # XLSX
//
// A workbook looks like the form on paper: A4 landscape, Times New Roman,
// header repeated on every page and kept in view, rows as high as their text
// needs. IDs and dates are text. On the lists only the columns that are the
// participant's are unlocked; protection helps whoever fills the form in and
// is no security. Custom document properties say which list it is, without any
// personal value. No temporary file is written, and the same input gives the
// same bytes.
//
// # Errors
//
// Errors are *[Error]: a [Code], row and column, never a value. Whatever goes
// wrong, nothing is written that looks like a whole document. [Options].BadText
// chooses between refusing text that no document can hold and marking it.
//
// # Privacy
//
// The documents are personal data, and so are the rows, which mask themselves
// in fmt and log/slog. Errors, properties and sheet names hold none.
package forms
