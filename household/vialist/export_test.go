package vialist

import "github.com/bhxh-go/bhxh/household"

// Decode reads a reply as ListMembers does.
func Decode(body []byte, requestID string) (household.Listing, error) {
	r, err := decode(body, requestID)
	if err != nil {
		return household.Listing{}, err
	}
	return r.listing(requestID), nil
}
