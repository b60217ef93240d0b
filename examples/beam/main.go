// Command beam finds the double records of a people.csv with Apache Beam, for
// shops that already run Flink or Spark. It is the pipeline and nothing else:
// the keys, the comparing and the grouping are the pure functions Keys, Compare
// and Cluster of package matching/linkage, as they stand. On one machine
// examples/dedupe does the same in a fraction of the time and memory.
//
//	go run . -in people.csv -out clusters.csv                     # Prism, in this process
//	go run . -in … -out … -runner=flink -endpoint=host:8099       # a cluster
//
// The header must be record,full_name,date_of_birth,gender,id_number,
// social_insurance_number, and no value may hold a line break, since Beam reads
// lines.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/bhxh-go/bhxh/identity"
)

func main() {
	in := flag.String("in", "", "`FILE` of the records, CSV (required)")
	out := flag.String("out", "", "`FILE` to write, record,cluster (required)")
	asOf := flag.String("as-of", "", "`DATE` of the comparison, yyyy-MM-dd (required)")
	flag.Parse()
	beam.Init()
	day, err := identity.ParseDate(*asOf)
	if *in == "" || *out == "" || flag.NArg() > 0 || err != nil || day.Precision() != identity.PrecisionDay {
		fmt.Fprintln(os.Stderr, "beam: -in, -out and -as-of yyyy-MM-dd are required (-h explains the flags)")
		os.Exit(2)
	}
	if err := beamx.Run(context.Background(), pipeline(*in, *out, day)); err != nil {
		fmt.Fprintln(os.Stderr, "beam: the pipeline failed:", err)
		os.Exit(1)
	}
}

// pipeline reads, files the records under their keys, compares what shares a
// key, and groups what is one person.
func pipeline(in, out string, asOf identity.Date) *beam.Pipeline {
	p := beam.NewPipeline()
	s := p.Root()
	lines := textio.Read(s, in)
	blocks := beam.GroupByKey(s, beam.ParDo(s, keysOf, lines))
	pairs := beam.ParDo(s, &compareBlock{AsOf: asOf.String()}, blocks)
	groups := beam.ParDo(s, clusterPairs, beam.GroupByKey(s, beam.AddFixedKey(s, pairs)))
	textio.Write(s, out, groups)
	return p
}
