package registrytest_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// describedPeople are synthetic: no region has the code 000.
const describedPeople = `personal_id,cmnd,full_name,date_of_birth,gender,status
000085000001,000000001,Nguyễn Văn Mẫu,01/02/1985,Nam,
000085000002,,Nguyễn Văn Mẫu,01/02/1985,Nam,dead
000085000003,,Nguyễn Văn Mẫu,,Nam,
000085000004,,Nguyễn Văn Mẫu,1985,,
000085000005,,Nguyễn Văn Mẫu,01/02/1985,Nam,number_cancelled
000185000006,,Nguyễn Văn Mẫu,02/01/1985,Nữ,
000190000007,000000007,Trần Thị Thử,15/04/1990,Nữ,
000190000008,000000007,Trần Thị Hòa,1990,Nữ,
`

// byMatching is the comparison of this module, as Options.Compare describes it.
func byMatching(subject, reference identity.Person) registrytest.FieldsDiffer {
	r := matching.Compare(subject, reference, identity.MustDate(2026, 1, 1))
	wrong := func(f matching.Field) bool {
		a := r.Agreement(f)
		return a == matching.Different || a == matching.Missing
	}
	return registrytest.FieldsDiffer{
		Name: wrong(matching.FieldName), DateOfBirth: wrong(matching.FieldDateOfBirth),
		Gender: wrong(matching.FieldGender), ID: wrong(matching.FieldID),
	}
}

// describe has a server answer questions, and gives the answers in their order.
func describe(t *testing.T, people string, questions []bulkfile.Question) []bulkfile.Answer {
	t.Helper()
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	s, err := registrytest.NewServer(p, registrytest.Options{Power: registrytest.Describe, Compare: byMatching})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	var file bytes.Buffer
	h := bulkfile.Header{Exchange: "x-1", Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "test"}}
	if err := bulkfile.WriteQuestions(&file, h, slices.Values(questions)); err != nil {
		t.Fatal(err)
	}
	status, reply := post(t, s, file.String(), nil)
	_, answers, err := bulkfile.ReadAnswers(strings.NewReader(reply))
	if err != nil {
		t.Fatalf("status %d: %v", status, err)
	}
	rows := make([]string, len(questions))
	for i := range questions {
		rows[i] = questions[i].Row
	}
	paired, err := bulkfile.Pair(rows, answers)
	if err != nil {
		t.Fatal(err)
	}
	return paired
}

func TestProposals(t *testing.T) {
	id := identity.MustParsePersonalID
	cases := []struct {
		name, reason string
		question     bulkfile.Question
		want         []identity.PersonalID
	}{
		{
			"whole details", "who has another date of birth is not among them, who has none is",
			bulkfile.Question{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985", Gender: "Nam"},
			[]identity.PersonalID{id("000085000001"), id("000085000002"), id("000085000004"), id("000085000003")},
		},
		{
			"year only", "a date that is less than the record has is a mismatch",
			bulkfile.Question{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "1985", Gender: "Nữ"},
			[]identity.PersonalID{id("000085000004")},
		},
		{
			"no gender", "what is not there is not compared",
			bulkfile.Question{FullName: "Trần Thị Thử", DateOfBirth: "15/04/1990"},
			[]identity.PersonalID{id("000190000007")},
		},
		{"nobody", "no name like it", bulkfile.Question{FullName: "Lê Văn Khác", DateOfBirth: "1985", Gender: "Nam"}, nil},
		{"another year", "a date that differs", bulkfile.Question{FullName: "Trần Thị Thử", DateOfBirth: "1991", Gender: "Nữ"}, nil},
		{"no name", "it is missing", bulkfile.Question{DateOfBirth: "1985", Gender: "Nam"}, nil},
	}
	var questions []bulkfile.Question
	for _, c := range cases {
		c.question.Row = strings.ReplaceAll(c.name, " ", "-")
		questions = append(questions, c.question)
	}
	for i, a := range describe(t, describedPeople, questions) {
		want := bulkfile.Answer{Row: questions[i].Row, Result: bulkfile.ResultNoSuchPerson}
		if len(cases[i].want) > 0 {
			want.Result, want.Proposed = bulkfile.ResultProposed, cases[i].want
		}
		slices.SortFunc(a.Proposed, compareIDs)
		slices.SortFunc(want.Proposed, compareIDs)
		if diff := cmp.Diff(revealed(want), revealed(a)); diff != "" {
			t.Errorf("%s (%s): (-want +got)\n%s", cases[i].name, cases[i].reason, diff)
		}
	}
}

func compareIDs(a, b identity.PersonalID) int { return strings.Compare(a.Reveal(), b.Reveal()) }

// revealed is an answer as cmp can show it.
func revealed(a bulkfile.Answer) []string {
	out := []string{a.Row, string(a.Result)}
	for _, id := range a.Proposed {
		out = append(out, id.Reveal())
	}
	return out
}

// TestDescribeIsTheComparison crosses names, dates, genders and numbers: a field
// is wrong exactly when comparing it gives a mismatch, and somebody without a
// number is proposed exactly those of whom no field is.
func TestDescribeIsTheComparison(t *testing.T) {
	var questions []bulkfile.Question
	for _, number := range []identity.Text{"000085000001", "000000001", "000000007", "000185000006", "000085000005", "000085999999", "abc", ""} {
		for _, name := range []identity.Name{"Nguyễn Văn Mẫu", "NGUYEN VAN MAU", "Nguyễn Văn Mâu", "Trần Thị Hoà", "Trần Thị Thử", ""} {
			for _, born := range []identity.Text{"01/02/1985", "02/01/1985", "1985", "02/1985", "15/04/1990", "1990", ""} {
				for _, gender := range []identity.Text{"Nam", "Nữ", ""} {
					questions = append(questions, bulkfile.Question{
						Row:      "r-" + string(rune('a'+len(questions)/676%26)) + string(rune('a'+len(questions)/26%26)) + string(rune('a'+len(questions)%26)),
						FullName: name, DateOfBirth: born, Gender: gender, IDNumber: number,
					})
				}
			}
		}
	}
	records := map[string][]identity.Person{} // by every number of theirs
	for line := range strings.Lines(describedPeople) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if f[0] == "personal_id" || f[5] == "number_cancelled" {
			continue
		}
		p := identity.Person{FullName: identity.Name(f[2]), DateOfBirth: identity.Text(f[3]), Gender: identity.Text(f[4]), IDNumber: identity.Text(f[0]), FormerID: identity.Text(f[1])}
		records[f[0]] = append(records[f[0]], p)
		records[""] = append(records[""], p)
		if f[1] != "" {
			records[f[1]] = append(records[f[1]], p)
		}
	}
	for i, a := range describe(t, describedPeople, questions) {
		q := questions[i]
		want := bulkfile.Answer{Row: q.Row, Result: bulkfile.ResultNoSuchNumber}
		switch holders := records[string(q.IDNumber)]; {
		case q.IDNumber == "":
			want.Result = bulkfile.ResultNoSuchPerson
			for _, p := range holders {
				d := byMatching(q.Person(), p)
				if !d.Name && !d.DateOfBirth && (!d.Gender || q.Gender == "") {
					want.Result = bulkfile.ResultProposed
					want.Proposed = append(want.Proposed, identity.MustParsePersonalID(string(p.IDNumber)))
				}
			}
		case len(holders) > 1:
			want.Result = bulkfile.ResultSeveral
		case len(holders) == 1:
			want.Result = bulkfile.ResultMatch
			if d := byMatching(q.Person(), holders[0]); d.Name || d.DateOfBirth || d.Gender && q.Gender != "" || d.ID {
				want.Result = bulkfile.ResultDiffers
			}
		}
		slices.SortFunc(a.Proposed, compareIDs)
		slices.SortFunc(want.Proposed, compareIDs)
		if diff := cmp.Diff(revealed(want), revealed(a)); diff != "" {
			t.Errorf("row %d: (-want +got)\n%s", i, diff)
		}
	}
}

// TestManyProposals: no more than the format has, and everybody of them fits.
func TestManyProposals(t *testing.T) {
	var people strings.Builder
	people.WriteString("personal_id,full_name,date_of_birth,gender\n")
	for i := range 50 {
		people.WriteString("0000850000" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + ",Nguyễn Văn Mẫu,1985,Nam\n")
	}
	answers := describe(t, people.String(), []bulkfile.Question{{Row: "r", FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985"}})
	if n := len(answers[0].Proposed); n != bulkfile.MaxProposed {
		t.Errorf("%d proposed, want %d", n, bulkfile.MaxProposed)
	}
}
