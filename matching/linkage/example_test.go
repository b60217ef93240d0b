package linkage_test

import (
	"context"
	"fmt"
	"iter"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// The people of these examples are synthetic.

func people(records ...linkage.Record) iter.Seq2[linkage.Record, error] { return stream(records) }

func Example() {
	index, err := linkage.NewIndex(linkage.Options{AsOf: identity.MustDate(2026, 11, 1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	registry := people(
		record("Trần Quốc Tuấn", "12/04/1985", "Nam", "036085004417"),
		record("Trần Quốc Tú", "12/04/1985", "Nam", "036085004418"), // his twin
	)
	if err := index.AddAll(context.Background(), registry); err != nil {
		fmt.Println(err)
		return
	}
	participants := people(
		record("TRAN QUOC TU", "12/04/1985", "Nam", "36085004418"),
		record("Đỗ Hữu Hạnh", "01/05/1955", "Nam", ""),
	)
	for link, err := range index.Link(context.Background(), participants) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(link.Left, link.Best.Record, link.Zone)
	}
	// Output:
	// 0 1 same
	// 1 -1 different
}

func ExampleIndex_Find() {
	index, _ := linkage.NewIndex(linkage.Options{})
	_, _ = index.Add(record("Nguyễn Thị Hương", "20/11/1990", "Nữ", "040190008801"))
	_, _ = index.Add(record("Nguyễn Thị Hương", "20/11/1990", "Nữ", "079190113355"))

	a := index.Find(record("Nguyễn Thị Hương", "20/11/1990", "Nữ", "")) // two fit
	fmt.Println(a.Zone, a.Ambiguous, a.Best.Record, a.RunnerUp.Record)
	a = index.Find(record("Nguyễn Thị Hường", "20/11/1990", "", "079190113355"))
	fmt.Println(a.Zone, a.Ambiguous, a.Best.Record)
	// Output:
	// review true 0 1
	// same false 1
}

func ExampleCluster() {
	index, _ := linkage.NewIndex(linkage.Options{})
	a := record("Lê Thị Minh Khai", "05/07/1979", "Nữ", "001179022299")
	a.InsuranceNumber = "0123456789"
	b := record("LE THI MINH KHAI", "1979", "", "001179022299")
	b.InsuranceNumber = "7912345678"
	_, _ = index.Add(a)
	_, _ = index.Add(b)

	var pairs []linkage.Pair
	for pair := range index.Duplicates(context.Background()) {
		pairs = append(pairs, pair)
	}
	for _, group := range linkage.Cluster(pairs, index.Contradict).Groups {
		keep := index.Survivor(group)
		fmt.Println(group, keep.Record, keep.Reason)
	}
	// Output: [0 1] 0 most_complete
}
