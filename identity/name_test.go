package identity_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
)

func TestNameReadings(t *testing.T) {
	tests := []struct {
		name   identity.Name
		want   []string
		reason string
	}{
		{"Nguyễn Văn An", nil, "letters that no legacy byte was read as"},
		{"Nguyen Van An", nil, "nothing to decode"},
		{"", nil, "no name"},
		{"NguyÔn V¨n An", []string{"NguyÔn V¨n An"}, "Normalize decodes it; the other reading is the text as it stands"},
		{"Phan Thò Linh", []string{"Phan Thũ Linh", "Phan Thị Linh"}, "TCVN3 or VNI, and right as it stands"},
		{"Lý Minh Phóc", []string{"Lý Minh Phúc"}, "TCVN3 for Phúc"},
		{"Y Bh¨m Niª", []string{"Y Bhăm Niê"}, "a word that no table knows"},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range tt.name.Readings() {
			got = append(got, string(n))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("readings, %s (-want +got):\n%s", tt.reason, diff)
		}
	}
}
