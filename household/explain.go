package household

import (
	"fmt"
	"io"
	"strings"

	"github.com/bhxh-go/bhxh/matching"
)

// Explanation says what in the data caused a refusal or left a household open,
// so that an officer can resolve it.
type Explanation struct {
	Code      FindingCode // of the household
	Overruled bool        // outweighed by an officer's confirmation
	Causes    []Cause
}

// Cause is the part of one member in an explanation. It holds codes, never
// anybody's data.
type Cause struct {
	Member     int // index in Request.Members, -1 for the household as a whole
	Evidence   []Evidence
	Mismatches []matching.Code
}

// Explain gives the cause of every code of the household that is not in its
// favour, those that an officer outweighed included.
func (r Result) Explain() []Explanation {
	var list []Explanation
	add := func(codes []FindingCode, overruled bool) {
		for _, code := range codes {
			if w := code.Weight(); w == WeightAgainst || w == WeightOpen {
				list = append(list, Explanation{Code: code, Overruled: overruled, Causes: r.causes(code)})
			}
		}
	}
	add(r.Codes, false)
	add(r.Overruled, true)
	return list
}

// causes gives the members of whom a code of the household speaks.
func (r Result) causes(code FindingCode) []Cause {
	if code == FindingIncomplete {
		return []Cause{{Member: -1, Evidence: []Evidence{{Finding: r.Reason}}}}
	}
	var causes []Cause
	for i := range r.Members {
		m := &r.Members[i]
		if r.speaksOf(code, i, m) {
			causes = append(causes, Cause{Member: i, Evidence: m.Evidence, Mismatches: m.Mismatches})
		}
	}
	if len(causes) == 0 {
		causes = append(causes, Cause{Member: -1, Evidence: []Evidence{{Finding: r.Reason}}})
	}
	return causes
}

func (r Result) speaksOf(code FindingCode, i int, m *MemberResult) bool {
	weight := func(w Weight) bool {
		for _, e := range m.Evidence {
			if e.Finding.Weight() == w {
				return true
			}
		}
		return false
	}
	unresolved := m.Standing != StandingMember || m.Has(FindingByOfficer)
	switch code {
	case FindingHeadNotFound:
		return i == r.Head
	case FindingResidenceDiffers:
		return i != r.Head && unresolved && m.elsewhere()
	case FindingMemberUnconfirmed:
		return i != r.Head && unresolved && weight(WeightAgainst) && !m.elsewhere()
	}
	return unresolved && m.Standing != StandingSkipped && weight(WeightOpen)
}

// WriteText writes the result for an officer, in Vietnamese: the verdict, what
// each member's standing rests on and who said so, and the cause of every
// refusal, with the confirmations that stand against it. Members are named by
// their place in the list. It asks for no paper.
func (r Result) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Kết luận: %s. Kê khai đủ thành viên: %s (%s)\n",
		verdictsVietnamese[r.Verdict], completenessVietnamese[r.Completeness], strings.TrimSuffix(r.Reason.Vietnamese(), "."))
	for i := range r.Members {
		m := &r.Members[i]
		fmt.Fprintf(&b, "%3d. %s\n", i+1, standingsVietnamese[m.Standing])
		writeEvidence(&b, m.Evidence, m.Mismatches)
	}
	for _, e := range r.Explain() {
		prefix := ""
		if e.Overruled {
			prefix = "(đã được cán bộ xác nhận) "
		}
		fmt.Fprintf(&b, "%s%s\n", prefix, e.Code.Vietnamese())
		for _, cause := range e.Causes {
			if cause.Member >= 0 {
				fmt.Fprintf(&b, "  - do thành viên %d\n", cause.Member+1)
			}
		}
	}
	for _, c := range r.Request.Confirmations {
		fmt.Fprintf(&b, "Xác nhận của cán bộ %s, ngày %s, căn cứ %s\n", c.Officer, c.On.Reveal(), string(c.Document))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var (
	completenessVietnamese = [...]string{"chưa kết luận", "có", "không"}
	standingsVietnamese    = [...]string{"chưa kết luận", "là thành viên của hộ", "chưa được xác nhận", "không kiểm tra"}
)

func writeEvidence(b *strings.Builder, list []Evidence, mismatches []matching.Code) {
	for _, e := range list {
		source := ""
		if e.Source != "" {
			source = " [" + e.Source + "]"
		}
		fmt.Fprintf(b, "       %s%s\n", e.Finding.Vietnamese(), source)
	}
	for _, c := range mismatches {
		fmt.Fprintf(b, "       %s: %s\n", c, fieldVietnamese(c))
	}
}

// fieldVietnamese names the field that a matching code speaks of. The sentences
// of package matching speak of the columns of Mẫu số 02 and would mislead here.
func fieldVietnamese(c matching.Code) string {
	field, ok := c.Field()
	if !ok {
		return "kiểm tra lại họ và tên, ngày sinh và số định danh"
	}
	switch field {
	case matching.FieldName:
		return "kiểm tra lại họ và tên"
	case matching.FieldDateOfBirth:
		return "kiểm tra lại ngày sinh"
	case matching.FieldGender:
		return "kiểm tra lại giới tính"
	}
	return "kiểm tra lại số định danh"
}
