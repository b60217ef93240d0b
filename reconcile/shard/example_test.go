package shard_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/datafile"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/shard"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// The people are synthetic.
const (
	population = `personal_id,cmnd,full_name,date_of_birth,gender
001080012345,012345678,Nguyễn Văn An,15/03/1980,Nam
079175004321,,Trần Thị Hoà,08/11/1975,Nữ
`
	participants = `social_insurance_number,full_name,date_of_birth,gender,id_number,unit_code,unit_name,unit_address
0123456701,Nguyễn Văn An,15/03/1980,Nam,012345678,TH0001A,,
0123456702,Trần Thi Hoà,1975,Nữ,079175004321,TH0001A,,
0123456703,Lê Văn Mới,02/02/2002,Nam,,TH0002A,,
`
)

// Two processes verify one list without knowing of each other. Each has a
// journal for every chunk, so that a chunk that is begun again after a crash
// asks nobody twice.
func ExampleWork() {
	people, err := registrytest.LoadPopulation(strings.NewReader(population), "population.csv")
	check(err)
	registry, err := registrytest.NewServer(people, registrytest.Options{})
	check(err)
	defer registry.Close()
	client, err := qldc.NewClient(registry.URL(), registry.Credentials(),
		qldc.WithPurpose(registryclient.Purpose{Procedure: "VPCP", Officer: "can-bo-01"}))
	check(err)
	defer client.Close()
	dir, err := os.MkdirTemp("", "shards")
	check(err)
	defer func() { _ = os.RemoveAll(dir) }()

	ctx := context.Background()
	input := strings.NewReader(participants)
	plan, err := shard.Cut(ctx, input, shard.CutOptions{ChunkRows: 2, Salt: "record, 2026-11-22"})
	check(err)
	key := registryclient.NewSecret("a key of at least thirty-two bytes")
	job := func(ctx context.Context, c shard.Chunk, emit func([]byte) error) error {
		store, err := journal.Open(filepath.Join(dir, fmt.Sprintf("journal-%d", c.Index)), journal.Options{})
		if err != nil {
			return err
		}
		defer func() { _ = store.Close() }()
		rows := datafile.Participants(plan.Open(input, c), "participants.csv", nil)
		opts := reconcile.Options{
			AsOf:   identity.MustDate(2026, 11, 22),
			Resume: reconcile.Resume{Checkpoints: store, Key: key, Input: fmt.Sprint(c.Plan, c.Index)},
		}
		for outcome, err := range reconcile.Run(ctx, rows, client, opts) {
			if err != nil {
				return err
			}
			if err := emit([]byte(outcome.Kind.String())); err != nil {
				return err
			}
		}
		return nil
	}

	var dirs []string
	for i := range 2 { // in life: two machines
		dirs = append(dirs, filepath.Join(dir, fmt.Sprint(i)))
		check(shard.Work(ctx, plan, shard.Part{Index: i, Of: 2}, dirs[i], job, shard.Options{Key: key}))
	}
	for row, err := range shard.Merge(ctx, plan, shard.Options{Key: key}, dirs...) {
		check(err)
		fmt.Println(string(row))
	}
	// Output:
	// id_shared
	// mismatched
	// no_id
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
