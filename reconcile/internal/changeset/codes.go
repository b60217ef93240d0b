package changeset

import (
	"strings"

	"github.com/bhxh-go/bhxh/matching"
)

// JoinCodes gives codes as one text, in their order.
func JoinCodes(codes []matching.Code) string {
	texts := make([]string, len(codes))
	for i, code := range codes {
		texts[i] = string(code)
	}
	return strings.Join(texts, ",")
}

// SplitCodes reads what JoinCodes gave, nil for none.
func SplitCodes(text string) []matching.Code {
	if text == "" {
		return nil
	}
	var codes []matching.Code
	for code := range strings.SplitSeq(text, ",") {
		codes = append(codes, matching.Code(code))
	}
	return codes
}
