package changeset

import (
	"bytes"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// CheckReseal judges what is to be put in the place of what is kept, against the
// rows as they are with their keys.
func CheckReseal(sealed []campaign.Sealed, rows map[campaign.ID]campaign.Row, claims Claims) error {
	seen := make(map[campaign.ID]bool, len(sealed))
	for _, s := range sealed {
		row, known := rows[s.ID]
		if !known {
			return &campaign.Error{Code: campaign.CodeUnknown, ID: s.ID}
		}
		if err := claims(row); err != nil {
			return err
		}
		if seen[s.ID] || row.Seq != s.Seq || row.Key == nil || !bytes.Equal(row.Key, s.Was) {
			return &campaign.Error{Code: campaign.CodeConflict, ID: s.ID}
		}
		seen[s.ID] = true
	}
	return nil
}
