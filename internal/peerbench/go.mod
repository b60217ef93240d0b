module github.com/bhxh-go/bhxh/internal/peerbench

go 1.25.0

require (
	github.com/adrg/strutil v0.3.1
	github.com/agnivade/levenshtein v1.2.2
	github.com/antzucaro/matchr v0.0.0-20221106193745-7bed6ef61ef9
	github.com/bhxh-go/bhxh v0.0.0
	github.com/ka-weihe/fast-levenshtein v0.0.0-20201227151214-4c99ee36a1ba
	github.com/xrash/smetrics v0.0.0-20250705151800-55b8f293f342
)

require golang.org/x/text v0.38.0

replace github.com/bhxh-go/bhxh => ../..
