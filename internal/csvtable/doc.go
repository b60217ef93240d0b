// Package csvtable reads the CSV files of this module strictly and as a
// stream: UTF-8 with or without a byte order mark, comma, a header row, lines
// ended by \n or \r\n. Columns are found by their name in the header, in any
// order; columns nobody asked for are ignored.
//
//	table, err := csvtable.Open(file, "participants.csv",
//		[]string{"full_name", "id_number"}, []string{"email"})
//	for row, err := range table.Rows() {
//		…
//		name := row.Get("full_name")
//	}
//
// Nothing is skipped and nothing is repaired: a missing column, a broken
// quote, a row with the wrong number of fields, text that is not UTF-8 or a
// field without end stops the reading with an [*Error] that names the file,
// the line and the column, and never holds what stands there. Memory does not
// grow with the number of rows. Values are given as they are, blanks included.
package csvtable
