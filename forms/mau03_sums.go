package forms

import "math"

// MaxFigure is the greatest figure of a row of Mẫu số 03, far above the number
// of inhabitants, so that every sum is exact.
const MaxFigure = 1_000_000_000

// cell gives what a column prints of the row.
func (r Mau03Row) cell(f Field, _ *settings) (cell, Code) {
	switch f {
	case FieldName:
		return text(r.Name), ""
	case FieldProvince:
		return text(r.Province), ""
	case FieldDistrict:
		return text(r.District), ""
	case FieldRemarks:
		return text(r.Remarks), ""
	}
	if over, under, ok := ratio(f); ok {
		return percentage(r.figure(over), r.figure(under)), ""
	}
	return r.figure(f).cell(), ""
}

// figure gives the figure of a field.
func (r Mau03Row) figure(f Field) Figure {
	switch f {
	case FieldParticipants:
		return Known(r.Participants)
	case FieldWithID:
		return Known(r.WithID)
	case FieldVerified:
		return Known(r.Verified)
	case FieldReplaced:
		return Known(r.Replaced)
	case FieldMismatched:
		return Known(r.Mismatched)
	case FieldWithoutNumber:
		return Known(r.WithoutNumber)
	case FieldSentMau01:
		return Known(r.SentMau01)
	case FieldSentMau02:
		return Known(r.SentMau02)
	case FieldReceived:
		return r.Received
	case FieldUpdated:
		return r.Updated
	case FieldReverified:
		return r.Reverified
	case FieldEscalated:
		return r.Escalated
	case FieldVssIDTarget:
		return r.VssIDTarget
	case FieldVssIDRegistered:
		return r.VssIDRegistered
	case FieldVssIDApproved:
		return r.VssIDApproved
	case FieldVssIDApprovedTotal:
		return r.VssIDApprovedTotal
	case FieldVssIDWithoutEmail:
		return Known(r.NoEmail)
	case FieldVssIDNotRegistered:
		return Known(r.NotRegistered)
	}
	return Figure{}
}

// ratio gives the two figures of which a percentage is made.
func ratio(f Field) (over, under Field, ok bool) {
	switch f {
	case FieldWithIDPercent:
		return FieldWithID, FieldParticipants, true
	case FieldVerifiedPercent:
		return FieldVerified, FieldParticipants, true
	case FieldVssIDTargetPercent:
		return FieldVssIDApprovedTotal, FieldVssIDTarget, true
	}
	return "", "", false
}

// percentage rounds to the one decimal place that is printed, half away from
// zero, so that the value in the file is the value on paper.
func percentage(over, under Figure) cell {
	if !over.IsKnown || !under.IsKnown || under.N == 0 {
		return cell{}
	}
	return number(math.Round(1000*float64(over.N)/float64(under.N)) / 10)
}

// total is a line of sums.
type total struct {
	name, province, district string

	rows  int
	sums  map[Field]Figure
	known map[Field]int // rows in which the figure is known
}

func newTotal(name string) total {
	return total{name: name, sums: make(map[Field]Figure), known: make(map[Field]int)}
}

func (t *total) add(r Mau03Row) {
	t.rows++
	for _, f := range mau03Fields {
		if figure := r.figure(f); figure.IsKnown {
			t.sums[f] = Known(t.sums[f].N + figure.N)
			t.known[f]++
		}
	}
}

// cell gives what a column prints of the totals. A percentage needs both its
// figures in every row: of half of them it would be nobody's.
func (t total) cell(f Field, _ *settings) (cell, Code) {
	switch f {
	case FieldName:
		return text(t.name), ""
	case FieldProvince:
		return text(t.province), ""
	case FieldDistrict:
		return text(t.district), ""
	}
	over, under, ok := ratio(f)
	if !ok {
		return t.sums[f].cell(), ""
	}
	if t.known[over] != t.rows || t.known[under] != t.rows {
		return cell{}, ""
	}
	return percentage(t.sums[over], t.sums[under]), ""
}
