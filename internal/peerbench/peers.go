package main

import (
	"unicode/utf8"

	"github.com/adrg/strutil/metrics"
	agnivade "github.com/agnivade/levenshtein"
	"github.com/antzucaro/matchr"
	kaweihe "github.com/ka-weihe/fast-levenshtein"
	"github.com/xrash/smetrics"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// A peer is a function of another library that says how alike two names are:
// 1 the same, 0 nothing in common.
type peer struct {
	library, function string
	similarity        func(a, b string) float64
}

func peers() []peer {
	jaroWinkler, levenshtein := metrics.NewJaroWinkler(), metrics.NewLevenshtein()
	return []peer{
		{"xrash/smetrics", "JaroWinkler", func(a, b string) float64 { return smetrics.JaroWinkler(a, b, 0.7, 4) }},
		{"xrash/smetrics", "WagnerFischer", func(a, b string) float64 {
			return 1 - float64(smetrics.WagnerFischer(a, b, 1, 1, 1))/float64(max(len(a), len(b), 1)) // bytes
		}},
		{"antzucaro/matchr", "JaroWinkler", func(a, b string) float64 { return matchr.JaroWinkler(a, b, false) }},
		{"antzucaro/matchr", "Levenshtein", ofDistance(matchr.Levenshtein)},
		{"antzucaro/matchr", "OSA", ofDistance(matchr.OSA)},
		{"antzucaro/matchr", "DamerauLevenshtein", ofDistance(matchr.DamerauLevenshtein)},
		{"adrg/strutil", "JaroWinkler", jaroWinkler.Compare},
		{"adrg/strutil", "Levenshtein", levenshtein.Compare},
		{"agnivade/levenshtein", "ComputeDistance", ofDistance(agnivade.ComputeDistance)},
		{"ka-weihe/fast-levenshtein", "Distance", ofDistance(kaweihe.Distance)},
	}
}

// ofDistance makes a similarity of a number of edits.
func ofDistance(distance func(a, b string) int) func(a, b string) float64 {
	return func(a, b string) float64 {
		longer := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b), 1)
		return 1 - float64(distance(a, b))/float64(longer)
	}
}

// folded takes letter case and marks away first, as users of these libraries
// do.
func folded(similarity func(a, b string) float64) func(a, b string) float64 {
	return func(a, b string) float64 { return similarity(vntext.Fold(a), vntext.Fold(b)) }
}
