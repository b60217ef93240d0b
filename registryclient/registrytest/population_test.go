package registrytest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// Every population here is synthetic: no region has the code 000.

func TestLoadPopulation(t *testing.T) {
	for name, text := range map[string]string{
		"required columns": "personal_id,full_name,date_of_birth,gender\n000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam\n",
		"any order, unknown columns, a mark, windows lines": "\ufeffgender,x,date_of_birth,full_name,personal_id\r\nNam,1,1985,Nguyễn Văn Mẫu,000085000001\r\n",
		"every status": "personal_id,full_name,date_of_birth,gender,status\n000085000001,A,1985,Nam,alive\n000085000002,B,1985,Nam,dead\n" +
			"000085000003,C,1985,Nam,missing\n000085000004,D,1985,Nam,number_cancelled\n000085000005,E,1985,Nam,\n",
		"values that are not known": "personal_id,full_name,date_of_birth,gender,cmnd\n000085000001,,,,\n000085000002,A,1985,không rõ,\n",
		"a number twice":            "personal_id,full_name,date_of_birth,gender\n000085000001,A,1985,Nam\n000085000001,B,1986,Nam\n",
	} {
		p, err := registrytest.LoadPopulation(strings.NewReader(text), "population.csv")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := strings.Count(text, "\n") - 1; p.Len() != want {
			t.Errorf("%s: %d people, want %d", name, p.Len(), want)
		}
	}
}

func TestLoadPopulationRefuses(t *testing.T) {
	const head = "personal_id,cmnd,full_name,date_of_birth,gender,status\n"
	for _, c := range []struct{ name, text, want string }{
		{"no file", "", "population.csv: the file has no header row"},
		{"missing column", "personal_id,full_name,gender\n", "population.csv: line 1, column date_of_birth: this column is required and missing"},
		{"short row", head + "000085000001,,A\n", "population.csv: line 2, column date_of_birth: wrong number of fields in this row"},
		{"half a number", head + "00008500000,,A,1985,Nam,\n", "population.csv: line 2, column personal_id: unusable value: identity: personal_id: "},
		{"no number", head + ",,A,1985,Nam,\n", "population.csv: line 2, column personal_id: unusable value: identity: personal_id: "},
		{"a CMND of letters", head + "000085000001,canary,A,1985,Nam,\n", "population.csv: line 2, column cmnd: unusable value: identity: cmnd: "},
		{"a date that is none", head + "000085000001,,A,1985,Nam,\n000085000002,,A,30/02/1985,Nam,\n", "population.csv: line 3, column date_of_birth: unusable value: identity: date_of_birth: "},
		{"no such status", head + "000085000001,,A,1985,Nam,canary\n", "population.csv: line 2, column status: unusable value: not a status of the format"},
	} {
		_, err := registrytest.LoadPopulation(strings.NewReader(c.text), "population.csv")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
			continue
		}
		for _, value := range []string{"canary", "0000850000", "1985"} {
			if strings.Contains(err.Error(), value) {
				t.Errorf("%s: the error holds a value: %v", c.name, err)
			}
		}
	}
}

func TestPopulationPrintsNobody(t *testing.T) {
	p, err := registrytest.LoadPopulation(strings.NewReader("personal_id,full_name,date_of_birth,gender\n000085000001,Canary,1985,Nam\n"), "p.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(verb, p) + fmt.Sprintf(verb, *p); got != "population of 1population of 1" {
			t.Errorf("%s prints %q", verb, got)
		}
	}
}

func TestPowers(t *testing.T) {
	for _, p := range []registrytest.Power{registrytest.Triple, registrytest.Record, registrytest.Describe} {
		if got, err := registrytest.ParsePower(p.String()); got != p || err != nil {
			t.Errorf("ParsePower(%q) = %v, %v", p, got, err)
		}
	}
	if _, err := registrytest.ParsePower("Triple"); err == nil {
		t.Error("ParsePower reads what String does not give")
	}
}
