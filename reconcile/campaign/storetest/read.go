package storetest

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// byUnit puts rows in the order in which a store gives them.
func byUnit(rows []campaign.Row) []campaign.Row {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b campaign.Row) int {
		return cmp.Or(strings.Compare(a.Place.Unit, b.Place.Unit), cmp.Compare(a.ID, b.ID))
	})
	return rows
}

func rowFilters(t *testing.T, h *harness) {
	rows := h.load(40)
	h.append(at(1), follow(rows[4], campaign.Merged, campaign.CauseMerged), follow(rows[9], campaign.Merged, campaign.CauseMerged))
	rows[4], rows[9] = h.row(5), h.row(10)
	all := byUnit(rows)
	for name, test := range map[string]struct {
		filter campaign.Filter
		keep   func(r campaign.Row) bool
	}{
		"all":            {campaign.Filter{}, func(campaign.Row) bool { return true }},
		"empty lists":    {campaign.Filter{IDs: []campaign.ID{}, Keys: [][]byte{}, States: []campaign.State{}, Units: []string{}}, func(campaign.Row) bool { return true }},
		"IDs":            {campaign.Filter{IDs: []campaign.ID{7, 3, 99, 7, 1}}, func(r campaign.Row) bool { return r.ID == 1 || r.ID == 3 || r.ID == 7 }},
		"keys":           {campaign.Filter{Keys: [][]byte{label("key", 8), label("key", 77), label("key", 8)}}, func(r campaign.Row) bool { return r.ID == 8 }},
		"keys among IDs": {campaign.Filter{IDs: []campaign.ID{8, 9}, Keys: [][]byte{label("key", 8), label("key", 7)}}, func(r campaign.Row) bool { return r.ID == 8 }},
		"states":         {campaign.Filter{States: []campaign.State{campaign.Merged, campaign.Filed}}, func(r campaign.Row) bool { return r.State == campaign.Merged }},
		"units":          {campaign.Filter{Units: []string{"DV02", "DV77", "DV00"}}, func(r campaign.Row) bool { return r.Place.Unit != "DV01" }},
		"shard":          {campaign.Filter{Shard: campaign.Shard{Index: 1, Of: 3}}, func(r campaign.Row) bool { return r.ID%3 == 1 }},
		"IDs in a unit":  {campaign.Filter{IDs: []campaign.ID{1, 2, 3, 4}, Units: []string{"DV01"}}, func(r campaign.Row) bool { return r.ID == 1 || r.ID == 4 }},
		"everything":     {campaign.Filter{States: []campaign.State{campaign.New}, Units: []string{"DV01"}, Shard: campaign.Shard{Of: 2}}, func(r campaign.Row) bool { return r.State == campaign.New && r.ID%3 == 1 && r.ID%2 == 0 }},
	} {
		var want []campaign.Row
		for _, r := range all {
			if test.keep(r) {
				want = append(want, r)
			}
		}
		diff(t, name, want, h.rows(test.filter))
		for _, limit := range []int{1, 2, len(want)} {
			f := test.filter
			f.Limit = limit
			diff(t, name+" with a limit", want[:min(limit, len(want))], h.rows(f))
		}
		for i, r := range want {
			f := test.filter
			f.AfterUnit, f.AfterID = r.Place.Unit, r.ID
			diff(t, name+" going on", want[i+1:], h.rows(f))
		}
	}
}

func rowPages(t *testing.T, h *harness) {
	const n = 2507 // more than two pages of any sensible size
	all := byUnit(h.load(n))
	diff(t, "all of many", ids(all), ids(h.rows(campaign.Filter{})))
	diff(t, "a limit beyond a page", ids(all[:1500]), ids(h.rows(campaign.Filter{Limit: 1500})))
	list := make([]campaign.ID, 0, n)
	for id := range campaign.ID(n) {
		list = append(list, n-id)
	}
	diff(t, "a list beyond a page", ids(all), ids(h.rows(campaign.Filter{IDs: list})))

	count := 0
	seq := h.Rows(t.Context(), campaign.Filter{})
	for row, err := range seq { // the consumer may use the store
		if err != nil {
			t.Fatal(err)
		}
		if count++; count == 1200 {
			break
		}
		if count%100 == 0 {
			h.append(at(1), follow(row, campaign.New, campaign.CauseEvidence))
		}
	}
	diff(t, "a sequence ranged over again", ids(all), ids(gather(t, "Rows", seq)))

	events := h.events(campaign.EventFilter{})
	checkOrder(t, events)
	if len(events) != n+11 {
		t.Errorf("%d events, want %d", len(events), n+11)
	}
}

// rowsMovingOn streams who stands in a state while the consumer moves them on:
// who has left the state before their page is read does not come.
func rowsMovingOn(t *testing.T, h *harness) {
	const n = 3100 // more pages than one
	all := byUnit(h.load(n))
	states := []campaign.State{campaign.New, campaign.Merged}
	var got, want []campaign.ID
	for row, err := range h.Rows(t.Context(), campaign.Filter{States: states}) {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, row.ID); len(got) > 1 {
			continue
		}
		var away []campaign.Change // every second of the second half
		for i, row := range all {
			if i > n/2 && i%2 == 0 {
				away = append(away, follow(row, campaign.Asked, campaign.CauseRound))
			} else {
				want = append(want, row.ID)
			}
		}
		h.append(at(1), away...)
	}
	diff(t, "who stands there when their page is read", want, got)
}

// rowsWhileWriting streams while others write. Who stays in their unit must
// come exactly once, in order.
func rowsWhileWriting(t *testing.T, h *harness) {
	const n = 1500
	rows := h.load(n)
	want := ids(byUnit(rows))
	// Who reads a row lets one be written, so that writers are never ahead by
	// more than the channel holds.
	turns := make(chan struct{}, 64)
	var wait sync.WaitGroup
	for part := range 3 {
		wait.Go(func() {
			i := part
			for range turns {
				if err := h.Append(t.Context(), at(1), []campaign.Change{follow(rows[i], campaign.New, campaign.CauseEvidence)}); err != nil {
					t.Errorf("Append: %v", err)
					return
				}
				rows[i].Seq++
				i = (i + 3) % n
			}
		})
	}
	write := func() {
		select {
		case turns <- struct{}{}:
		default:
		}
	}
	for range 3 {
		var got []campaign.ID
		for row, err := range h.Rows(t.Context(), campaign.Filter{}) {
			if err != nil {
				t.Errorf("Rows: %v", err)
			}
			got = append(got, row.ID)
			write()
		}
		diff(t, "everybody once, in order", want, got)
	}
	last := int64(0)
	for e, err := range h.Events(t.Context(), campaign.EventFilter{}) {
		if err != nil {
			t.Errorf("Events: %v", err)
		}
		if last++; e.Position != last {
			t.Errorf("position %d comes after %d", e.Position, last-1)
		}
		if last <= n { // else a stream that takes in what is new would not end
			write()
		}
	}
	close(turns)
	wait.Wait()
}

func eventFilters(t *testing.T, h *harness) {
	rows := h.load(5)
	for minute := 1; minute <= 3; minute++ {
		for i := range rows {
			h.append(at(minute), follow(rows[i], campaign.New, campaign.CauseEvidence))
			rows[i].Seq++
		}
	}
	all := h.events(campaign.EventFilter{})
	for name, test := range map[string]struct {
		filter campaign.EventFilter
		keep   func(e campaign.Event) bool
	}{
		"all":           {campaign.EventFilter{}, func(campaign.Event) bool { return true }},
		"some":          {campaign.EventFilter{IDs: []campaign.ID{4, 2, 99, 4}}, func(e campaign.Event) bool { return e.ID == 4 || e.ID == 2 }},
		"later":         {campaign.EventFilter{After: 7}, func(e campaign.Event) bool { return e.Position > 7 }},
		"until":         {campaign.EventFilter{Until: at(2)}, func(e campaign.Event) bool { return !e.At.After(at(2)) }},
		"before all":    {campaign.EventFilter{Until: at(-1)}, func(campaign.Event) bool { return false }},
		"after all":     {campaign.EventFilter{Until: at(99), After: 20}, func(campaign.Event) bool { return false }},
		"all of it":     {campaign.EventFilter{IDs: []campaign.ID{3, 5}, After: 4, Until: at(2)}, func(e campaign.Event) bool { return (e.ID == 3 || e.ID == 5) && e.Position > 4 && !e.At.After(at(2)) }},
		"empty ID list": {campaign.EventFilter{IDs: []campaign.ID{}}, func(campaign.Event) bool { return true }},
	} {
		var want []campaign.Event
		for _, e := range all {
			if test.keep(e) {
				want = append(want, e)
			}
		}
		diff(t, name, want, h.events(test.filter))
		slices.SortStableFunc(want, func(a, b campaign.Event) int { return cmp.Compare(a.ID, b.ID) })
		test.filter.ByParticipant = true
		diff(t, name+" by participant", want, h.events(test.filter))
	}
}

func find(t *testing.T, h *harness) {
	rows := h.load(6)
	share := func(i int, numbers ...[]byte) {
		c := follow(h.row(rows[i].ID), campaign.New, campaign.CauseRecord)
		c.Numbers = numbers
		h.append(at(1), c)
	}
	share(4, label("number", 2), nil, label("number", 90))
	share(4, label("number", 90)) // again
	share(1, []byte("short"))
	for name, test := range map[string]struct {
		number []byte
		want   []campaign.ID
	}{
		"own":           {label("number", 1), []campaign.ID{1}},
		"older":         {label("number", 5), []campaign.ID{5}},
		"later":         {label("number", 90), []campaign.ID{5}},
		"shared":        {label("number", 2), []campaign.ID{2, 5}},
		"short":         {[]byte("short"), []campaign.ID{2}},
		"nobody":        {label("number", 77), nil},
		"end of one":    {label("number", 1)[4:], nil},
		"one with more": {append([]byte("x"), label("number", 1)...), nil},
		"none":          {nil, nil},
	} {
		got, err := h.Find(t.Context(), test.number)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var want []campaign.Row
		for _, id := range test.want {
			want = append(want, h.row(id))
		}
		diff(t, name, want, got)
	}
}
