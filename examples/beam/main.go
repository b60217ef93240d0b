// Command beam finds the double records of a people.csv with Apache Beam, for
// shops that already run Flink or Spark. It is the pipeline and nothing else:
// the keys, the comparing and the grouping are the pure functions Keys, Compare
// and Cluster of package matching/linkage, as they stand. On one machine
// examples/dedupe does the same in a fraction of the time and memory.
//
//	go run . -in people.csv -out clusters.csv                     # Prism, in this process
//	go run . -in … -out … -runner=flink -endpoint=host:8099       # a cluster
//
// A line of the output is record,cluster, without a header: records of one
// cluster are held to be one person. A record that is there once has no line.
//
// The header must begin with record,full_name,date_of_birth,gender,id_number,
// social_insurance_number, and no value may hold a line break, since Beam reads
// lines.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/identity"
)

func main() {
	in := flag.String("in", "", "`FILE` of the records, CSV (required)")
	out := flag.String("out", "", "`FILE` to write, record,cluster (required)")
	force := flag.Bool("force", false, "let -out replace a file")
	asOf := flag.String("as-of", "", "`DATE` of the comparison, yyyy-MM-dd (default today)")
	flag.Parse()
	beam.Init()
	if *in == "" || *out == "" || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "beam: -in and -out are required, and nothing after the flags (-h explains them)")
		os.Exit(cli.ExitUsage)
	}
	day, err := cli.AsOf(*asOf, time.Now())
	if err == nil {
		err = checkFiles(*in, *out, *force)
	}
	if err != nil {
		os.Exit(cli.Exit(os.Stderr, "beam", err))
	}
	if err = beamx.Run(context.Background(), pipeline(*in, *out, day)); err != nil {
		fmt.Fprintln(os.Stderr, "beam: the pipeline failed:", err)
		os.Exit(cli.ExitFailure)
	}
}

// columns are those of the records: Beam reads lines, so they stand in this order.
const columns = "record,full_name,date_of_birth,gender,id_number,social_insurance_number"

// checkFiles checks the files of this machine before Beam, which takes a missing
// one for an empty one, and makes the output readable to its owner only. What a
// runner reads and writes elsewhere (scheme://…) is left to it.
func checkFiles(in, out string, force bool) error {
	if !strings.Contains(in, "://") {
		f, err := cli.Open(in)
		if err != nil {
			return err
		}
		defer f.Close()
		header, err := bufio.NewReader(f).ReadString('\n')
		if header = strings.TrimPrefix(header, "\ufeff"); err != nil || !strings.HasPrefix(header, columns) {
			return cli.Usagef("%s: line 1: the header must begin with %s", filepath.Base(in), columns)
		}
	}
	if strings.Contains(out, "://") {
		return nil
	}
	if _, err := os.Stat(out); err == nil && !force {
		return cli.Usagef("-out: the file is there; -force replaces it")
	}
	f, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return cli.Usagef("-out: %v", cli.Reason(err))
	}
	return f.Close()
}

// pipeline reads, files the records under their keys, compares what shares a
// key, and groups what is one person.
func pipeline(in, out string, asOf identity.Date) *beam.Pipeline {
	p := beam.NewPipeline()
	s := p.Root()
	lines := textio.Read(s, in)
	blocks := beam.GroupByKey(s, beam.ParDo(s, keysOf, lines))
	pairs := beam.ParDo(s, newCompareBlock(asOf), blocks)
	groups := beam.ParDo(s, clusterPairs, beam.GroupByKey(s, beam.AddFixedKey(s, pairs)))
	textio.Write(s, out, groups)
	return p
}
