// Package xlsxread reads one sheet of an XLSX file that comes from outside: an
// employer's list, a returned form. It reads the first sheet that people see, or
// with [Workbook.Find] the one that holds a certain row, in one pass, in bounded
// memory, without a temporary file, and trusts nothing.
//
//	book, err := xlsxread.Open(ctx, file, size, xlsxread.Limits{})
//	for row, err := range book.Rows(ctx) {
//		for _, cell := range row.Cells {
//			…
//		}
//	}
//
// # What it tells that others do not
//
// A cell says whether it is text or a number, so that an ID typed as a number,
// which has lost its leading zeros, can be told from one that never had any. A
// number under a date format says so, and is turned into a date only on
// request, with the workbook's own day zero. A formula says so and is never
// evaluated.
//
// # What it refuses
//
// By name: old .xls files and files with a password, macros, links to other
// files, embedded objects, a DOCTYPE, encrypted entries, PDF, CSV and
// OpenDocument files. Every size is capped while reading, whatever the file
// says of itself: see [Limits]. The caps are absolute; a test of the packing
// ratio would refuse honest files.
//
// # Errors
//
// Errors are *[Error] with a [Code] and a position and never hold content of
// the file.
package xlsxread
