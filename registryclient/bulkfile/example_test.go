package bulkfile_test

import (
	"fmt"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// A file of questions, for an exchange by other means than HTTP.
func ExampleWriteQuestions() {
	header := bulkfile.Header{Exchange: "2026-11-0001", Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "test"}}
	rows := []bulkfile.Question{ // synthetic
		{Row: "1", FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985", Gender: "Nam", IDNumber: "000085000001"},
	}
	if err := bulkfile.WriteQuestions(os.Stdout, header, slices.Values(rows)); err != nil {
		log.Fatal(err)
	}

	// Output:
	// {"format":"bhxh-go/bulk","version":1,"kind":"questions","exchange":"2026-11-0001","procedure":"TEST","officer":"test","note":"not an official format"}
	// {"row":"1","full_name":"Nguyễn Văn Mẫu","date_of_birth":"01/02/1985","gender":"Nam","id_number":"000085000001"}
	// {"rows":1}
}

// Answers come back in any order; Pair puts each to its row or refuses the
// whole file.
func ExamplePair() {
	const file = `{"format":"bhxh-go/bulk","version":1,"kind":"answers","exchange":"2026-11-0001","note":"not an official format"}
{"row":"2","result":"differs","wrong":["date_of_birth"]}
{"row":"1","result":"match"}
{"rows":2}
`
	_, answers, err := bulkfile.ReadAnswers(strings.NewReader(file))
	if err != nil {
		log.Fatal(err)
	}
	paired, err := bulkfile.Pair([]string{"1", "2"}, answers)
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range paired {
		fmt.Println(a.Row, a.Result, a.Wrong)
	}

	// Output:
	// 1 match []
	// 2 differs [date_of_birth]
}
