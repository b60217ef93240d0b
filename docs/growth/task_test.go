package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestPlay: the jobs that this program plays take a list of participants.
func TestPlay(t *testing.T) {
	list := filepath.Join(t.TempDir(), "participants.csv")
	const text = "social_insurance_number,full_name,date_of_birth,gender,id_number,unit_code,unit_name,unit_address\n" +
		"0123456789,Nguyễn Thị Mẫu,15/03/1980,Nữ,000180000001,TH0000A,Đơn vị Thử,Số 1\n" // synthetic
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		task, reason string
		fails        bool
	}{
		{taskCheck, "reads and checks", false},
		{taskMau02, "writes the form", false},
		{"other", "no such job", true},
	} {
		t.Run(c.task, func(t *testing.T) {
			if err := run(t.Context(), []string{"-task", c.task, "-in", list}, io.Discard); (err != nil) != c.fails {
				t.Errorf("%v: %s", err, c.reason)
			}
		})
	}
}
