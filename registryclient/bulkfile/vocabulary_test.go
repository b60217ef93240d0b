package bulkfile_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

func TestVocabulary(t *testing.T) {
	own, err := bulkfile.NewVocabulary(
		map[string]bulkfile.Field{"Sai HỌ  TÊN": bulkfile.FieldName, "061": bulkfile.FieldDateOfBirth},
		map[string]bulkfile.Result{"KHONG_KHOP": bulkfile.ResultDiffers, "00": bulkfile.ResultMatch})
	if err != nil {
		t.Fatal(err)
	}
	all := bulkfile.PlanVocabulary().With(own)
	name, date, gender := bulkfile.FieldName, bulkfile.FieldDateOfBirth, bulkfile.FieldGender
	for line, c := range map[string]struct {
		vocabulary bulkfile.Vocabulary
		result     bulkfile.Result
		wrong      []bulkfile.Field
		refused    bool
	}{
		`"result":"differs","wrong":["full_name"]`:                             {bulkfile.Vocabulary{}, bulkfile.ResultDiffers, []bulkfile.Field{name}, false},
		`"result":"differs","wrong":["Sai họ tên"]`:                            {own, bulkfile.ResultDiffers, []bulkfile.Field{name}, false},
		`"result":"khong_khop","description":" sai họ tên ; 061;"`:             {own, bulkfile.ResultDiffers, []bulkfile.Field{name, date}, false},
		`"result":"differs","description":"Họ và tên, Giới tính"`:              {bulkfile.PlanVocabulary(), bulkfile.ResultDiffers, []bulkfile.Field{name, gender}, false},
		`"result":"KHONG_KHOP","description":"Ngày tháng năm sinh\nhọ và tên"`: {all, bulkfile.ResultDiffers, []bulkfile.Field{date, name}, false},
		`"result":"00"`: {all, bulkfile.ResultMatch, nil, false},
		`"result":"00","not_compared":["Giới tính"]`:           {all, bulkfile.ResultMatch, nil, false},
		`"result":"differs","wrong":["quê quán"]`:              {all, "", nil, true},
		`"result":"differs","description":"Họ và tên; lạ"`:     {all, "", nil, true},
		`"result":"00","description":"Họ và tên"`:              {all, "", nil, true},
		`"result":"differs","description":"061; 061"`:          {all, "", nil, true},
		`"result":"chưa rõ"`:                                   {all, "", nil, true},
		`"result":"differs","wrong":["Họ và tên"], "x":1`:      {all, "", nil, true},
		`"result":"differs","wrong":["Sai họ tên"],"row":"r2"`: {own, "", nil, true},
	} {
		file := `{"format":"bhxh-go/bulk","version":1,"kind":"answers","exchange":"x","note":""}` + "\n" +
			`{"row":"r-1",` + line + "}\n" + `{"rows":1}` + "\n"
		_, got, err := collect(c.vocabulary.ReadAnswers(strings.NewReader(file)))
		if c.refused {
			if !errors.Is(err, bulkfile.CodeValue) && !errors.Is(err, bulkfile.CodeSyntax) {
				t.Errorf("%s: %v, error %v; want a refusal", line, got, err)
			}
			continue
		}
		if err != nil || len(got) != 1 || got[0].Result != c.result || !slices.Equal(got[0].Wrong, c.wrong) {
			t.Errorf("%s: %v, error %v; want %s %v", line, got, err, c.result, c.wrong)
		}
	}
}

func TestVocabularyRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		fields  map[string]bulkfile.Field
		results map[string]bulkfile.Result
	}{
		"no word":          {map[string]bulkfile.Field{" ": bulkfile.FieldName}, nil},
		"no such field":    {map[string]bulkfile.Field{"x": "address"}, nil},
		"no such result":   {nil, map[string]bulkfile.Result{"x": "perhaps"}},
		"two meanings":     {map[string]bulkfile.Field{"Họ tên": bulkfile.FieldName, "họ  TÊN": bulkfile.FieldGender}, nil},
		"two for a result": {nil, map[string]bulkfile.Result{"a": bulkfile.ResultMatch, "A": bulkfile.ResultSeveral}},
	} {
		if _, err := bulkfile.NewVocabulary(c.fields, c.results); !errors.Is(err, bulkfile.CodeConfig) {
			t.Errorf("%s: error %v, want CodeConfig", name, err)
		}
	}
}
