// Package pdf draws text, lines and areas on A4 pages in Liberation Serif, whose
// widths are those of Times New Roman and which holds every Vietnamese letter.
//
//	doc := pdf.New(pdf.Info{Title: "Mẫu số 02", Created: day})
//	doc.AddPage(pdf.Landscape)
//	doc.Text(85, 60, pdf.Bold, 14, "Nguyễn Văn Thử")
//	_, err := doc.WriteTo(w)
//
// It is the only importer of the library that writes PDF, and keeps away from
// it what it cannot do: a character outside the Basic Multilingual Plane makes
// it panic, one that the font lacks disappears from a name without a word. Both
// are typed errors here, before anything is drawn. Text is brought into NFC,
// since no PDF library places combining marks.
//
// Pages are packed as they fill, so that memory grows with the packed size of
// a document; the library makes fonts and catalog when it is written.
//
// The same calls give the same bytes. Fonts are embedded and cut to what is
// used, text can be searched and copied, no temporary file is written.
//
// Coordinates are points from the upper left corner; the y of text is its base
// line.
package pdf
