// Package xlsx writes one printable worksheet as an XLSX file. It is the only
// package of the module that imports the spreadsheet library, and it knows no
// form: [Sheet] says what the sheet is like, [Writer.Row] adds rows from top to
// bottom, [Writer.WriteTo] gives the file.
//
// The streaming writer underneath drops whatever is set at the wrong moment
// without saying so. This package makes each call at the one moment at which
// it counts:
//
//  1. before the stream is opened: default font, styles, sheet properties;
//  2. before the first row: column widths, frozen rows, the view;
//  3. row by row, with the cells of merged ranges written as blank cells so
//     that their borders show;
//  4. before the stream is closed: page setup, protection, input rules;
//  5. at any time: print titles and document properties.
//
// # Personal data
//
// Nothing is written to a temporary file. The library would spill a sheet of
// more than 16 MB there, in plain text, and leave it behind when the process
// is killed; here its temporary directory is a name under which no file can be
// made, so that it keeps the sheet in memory. A sheet of 25,000 rows with 14
// columns takes about 100 MB.
//
// # Determinism
//
// The same calls give the same bytes: the archive carries no times, and the
// times of the document are the caller's.
package xlsx
