// Package measure knows how wide text is in Times New Roman and how many lines
// it takes in a cell, which no spreadsheet library computes: without it the
// long sentences of Mẫu số 02 print over their neighbours.
//
// The widths are those of Liberation Serif, which are the widths of Times New
// Roman by design, for Latin with every Vietnamese letter.
//
// The functions are pure and safe for concurrent use.
package measure

//go:generate go run ./gen
