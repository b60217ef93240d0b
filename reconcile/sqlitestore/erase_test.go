package sqlitestore_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/sqlitestore"
)

// person is a synthetic participant of the erasure test with every value that
// was ever stored of them.
type person struct {
	row    campaign.Row
	values [][]byte
}

// value makes bytes that occur nowhere else, of a random length.
func (p *person) value(random *rand.Rand, most int) []byte {
	v := fmt.Appendf(nil, "synthetic-%016x-", random.Uint64())
	for range random.IntN(most) {
		v = append(v, byte('a'+random.IntN(26)))
	}
	p.values = append(p.values, v)
	return v
}

// TestEraseLeavesNoByte writes people of all sizes in random order, changes
// them many times, erases some and looks for every value they ever had in the
// files. Small values stand whole in pages that are split and joined, large
// ones in pages of their own.
func TestEraseLeavesNoByte(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	store, err := sqlitestore.Open(ctx, filepath.Join(dir, "campaign.db"), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }() // it is closed before
	random := rand.New(rand.NewPCG(2207, 3))
	now := time.Date(2022, 6, 1, 8, 0, 0, 0, time.UTC)
	var people []*person
	var changes []campaign.Change
	for i := range 300 {
		p := &person{row: campaign.Row{ID: campaign.ID(i + 1), State: campaign.New, Seq: 1}}
		people = append(people, p)
		changes = append(changes, campaign.Change{
			Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded},
			Key:   p.value(random, 40), Record: p.value(random, 900), Numbers: [][]byte{p.value(random, 20), p.value(random, 20)},
		})
	}
	if err := store.Append(ctx, now, changes); err != nil {
		t.Fatal(err)
	}
	for range 800 {
		p := people[random.IntN(len(people))]
		c := campaign.Change{Event: campaign.Event{
			ID: p.row.ID, Seq: p.row.Seq + 1, From: campaign.New, To: campaign.New, Cause: campaign.CauseRecord,
		}}
		most := 900
		if random.IntN(10) == 0 {
			most = 12000
		}
		c.Record, c.Outbox, c.Numbers = p.value(random, most), p.value(random, 300), [][]byte{p.value(random, 20)}
		if err := store.Append(ctx, now, []campaign.Change{c}); err != nil {
			t.Fatal(err)
		}
		p.row.Seq++
	}
	var erased [][]byte
	erase := func(n int) {
		t.Helper()
		for _, p := range people[:n] {
			erased = append(erased, p.values...)
			if err := store.Erase(ctx, now, campaign.Event{
				ID: p.row.ID, Seq: p.row.Seq + 1, From: campaign.New, To: campaign.Erased, Cause: campaign.CauseErased,
			}); err != nil {
				t.Fatal(err)
			}
		}
		people = people[n:]
	}
	if left := search(t, dir, people[0].values); left == 0 {
		t.Fatal("the values of a living person are not in the files: the search finds nothing")
	}

	erase(60)
	if err := store.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	if left := search(t, dir, erased); left > 0 {
		t.Errorf("after Compact %d of %d values are still in the files", left, len(erased))
	}

	erase(60)
	crashed := snapshot(t, dir)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if left := search(t, dir, erased); left > 0 {
		t.Errorf("after Close %d of %d values are still in the files", left, len(erased))
	}

	again, err := sqlitestore.Open(ctx, filepath.Join(crashed, "campaign.db"), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if left := search(t, crashed, erased); left > 0 {
		t.Errorf("after a crash and Open %d of %d values are still in the files", left, len(erased))
	}
	if left := search(t, crashed, people[0].values); left == 0 {
		t.Error("the values of a living person are gone")
	}
}

// snapshot copies the files of a store that is open, as a crash would leave
// them.
func snapshot(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// search counts the values that stand in any file of a directory.
func search(t *testing.T, dir string, values [][]byte) (left int) {
	t.Helper()
	var all []byte
	files, err := os.ReadDir(dir)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, error %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(dir, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	for _, v := range values {
		if bytes.Contains(all, v[:26]) { // "synthetic-" and what makes it unique
			left++
		}
	}
	return left
}
