package main

import (
	"encoding/csv"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/examples/internal/clitest"
)

// TestOddities puts everything that lists hold and should not through the three
// powers of the registry: every row gets an outcome that is not pending, and
// the same one from each. All of it is synthetic.
func TestOddities(t *testing.T) {
	names := []string{
		"Nguyễn Văn An", "", "   ", "-", "123", "Nguyễn\nVăn An", strings.Repeat("A", 3000), "=cmd|' /C calc'!A0",
		"Y Bhăm Niê", "H'Hen Niê", "\u202eNguyễn Văn An", "Nguyễn Văn \x07An", "😀 Văn An", "NguyÔn V¨n An", "??ng V?n An",
		"Nguyen  Van   An", "Lê Minh Vi\u200cnh", "Nguyễn, Văn \"An\"", "Phan Thò Linh", "Trần Thị Bê",
	}
	dates := []string{
		"15/03/1980", "1980", "03/1980", "0/0/1980", "31/02/1980", "", "99/99/9999", "1980-03-15", "19800315", "15.3.1980",
		"01/01/1850", "23/11/2030", "abc", "１５/０３/１９８０", "15/03/80",
	}
	genders := []string{"Nam", "Nữ", "nu", "1", "", "F", "Khác"}
	numbers := []string{
		"001080012345", "012345678", "1080012345", "", "không có", "001 080 012 345", "0010800123456789012345",
		"'001080012345", "１２３４５６７８９", "001080012345.0", "12345678.0", "271450001", "079175004323",
	}
	units := []string{"A", "a", "A/B", "../../etc/passwd", "", " ", "đơn vị", strings.Repeat("A", 200), "A.B"}
	var list strings.Builder
	w := csv.NewWriter(&list)
	w.UseCRLF = true
	_ = w.Write(strings.Split(strings.TrimSpace(header)+",vssid,email,nationality", ","))
	const rows = 3000
	for i := range rows {
		_ = w.Write([]string{
			fmt.Sprintf("%010d", i), names[i%len(names)], dates[i/3%len(dates)], genders[i/7%len(genders)], numbers[i%len(numbers)],
			units[i%len(units)], "Đơn vị \x01", "Địa chỉ", []string{"approved", "none", ""}[i%3], "=1+1",
			[]string{"", "VN", "vn", "LA", ""}[i/11%5],
		})
	}
	w.Flush()
	dir := t.TempDir()
	participants := clitest.Write(t, dir, "participants.csv", "\ufeff"+list.String())
	people := clitest.Write(t, dir, "population.csv", `personal_id,cmnd,full_name,date_of_birth,gender,status
001080012345,012345678,Nguyễn Văn An,15/03/1980,Nam,alive
079175004321,271450001,Trần Thị Bê,1980,Nữ,dead
079175004322,271450001,Trần Thị Bê,1980,Nữ,alive
079175004323,123456789,Nguyễn Văn An,15/03/1980,,missing
`)
	var first []map[string]string
	for _, mode := range []string{modeRecord, modeTriple, modeDescribe} {
		out := filepath.Join(dir, mode)
		r := program(t, nil, "-participants", participants, "-population", people, "-registry-mode", mode, "-out", out, "-as-of", "2026-11-22")
		if r.Status != 0 {
			t.Fatalf("%s: exit status %d\n%s%s", mode, r.Status, r.Stdout, r.Stderr)
		}
		got := outcomes(t, out)
		if len(got) != rows {
			t.Fatalf("%s: %d rows of %d", mode, len(got), rows)
		}
		if first == nil {
			first = got
		}
		kinds := make(map[string]int)
		for i := range got {
			kinds[got[i]["outcome"]]++
			if got[i]["outcome"] != first[i]["outcome"] {
				t.Errorf("row %d: %s in mode %s (%s), %s in mode %s (%s)", i+1, got[i]["outcome"], mode, got[i]["codes"],
					first[i]["outcome"], modeRecord, first[i]["codes"])
			}
		}
		for _, kind := range []string{"verified", "id_shared", "no_id", "mismatched", "not_comparable"} {
			if kinds[kind] == 0 {
				t.Errorf("%s: no row is %s: %v", mode, kind, kinds)
			}
		}
	}
}
