package pgstore

import (
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// query is SQL with its arguments.
type query struct {
	text strings.Builder
	args []any
}

// add appends SQL in which each "?" stands for the next argument.
func (q *query) add(text string, args ...any) {
	for _, arg := range args {
		before, after, _ := strings.Cut(text, "?")
		q.args = append(q.args, arg)
		q.text.WriteString(before + "$" + strconv.Itoa(len(q.args)))
		text = after
	}
	q.text.WriteString(text)
}

// queueInserts adds an INSERT for each row.
func queueInserts(batch *pgx.Batch, table string, columns []string, rows [][]any) {
	var places []string
	for i := range columns {
		places = append(places, "$"+strconv.Itoa(i+1))
	}
	text := `INSERT INTO ` + table + ` (` + strings.Join(columns, ", ") + `) VALUES (` + strings.Join(places, ", ") + `)`
	for _, row := range rows {
		batch.Queue(text, row...)
	}
}
