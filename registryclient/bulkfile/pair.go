package bulkfile

import "iter"

// Pair puts answers to the rows that were asked, in the order of the rows. Row
// keys and answers must correspond one to one: a missing, doubled or foreign
// row fails with an *[Error], and then nothing of the file is used. Rows must
// not repeat a key.
func Pair(rows []string, answers iter.Seq2[Answer, error]) ([]Answer, error) {
	place := make(map[string]int, len(rows))
	for i, row := range rows {
		place[row] = i
	}
	if len(place) != len(rows) {
		return nil, &Error{Code: CodeDuplicateRow}
	}
	paired := make([]Answer, len(rows))
	line := 1 // the header's
	for a, err := range answers {
		line++
		if err != nil {
			return nil, err
		}
		i, asked := place[a.Row]
		switch {
		case !asked:
			return nil, &Error{Code: CodeForeignRow, Line: line}
		case paired[i].Row != "":
			return nil, &Error{Code: CodeDuplicateRow, Line: line}
		}
		paired[i] = a
	}
	for i := range paired {
		if paired[i].Row == "" {
			return nil, &Error{Code: CodeMissingRow}
		}
	}
	return paired, nil
}
