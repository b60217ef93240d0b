package identity

import (
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// NumberIndex finds persons by any of their numbers, current or former: the
// function that the plan asks for, to look up the CMND of a participant after
// the personal ID took its place (tra cứu số CMND của người tham gia sau khi đã
// được cập nhật thay thế bằng số ĐDCN mới; Kế hoạch 2207/KH-BHXH, phần C.2).
//
// A person is known here by a key that the caller chooses, such as the mã số
// BHXH or a row number of a database. A number may lead to several keys: a CMND
// is not unique, and two records may be one person.
//
// The zero NumberIndex is empty and ready for use. It is safe for concurrent
// use and must not be copied after the first use. It keeps everything in
// memory: for each number the key and about 50 bytes. fmt and log/slog show
// only its size.
type NumberIndex struct {
	mu    sync.RWMutex
	first map[Number]string   // the key of a number, the first one where there are several
	more  map[Number][]string // the other keys of the few numbers that have several
}

// Add makes the numbers lead to a key. A zero Number, an empty key and what is
// known already are passed over.
func (x *NumberIndex) Add(key string, numbers ...Number) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, n := range numbers {
		x.add(key, n)
	}
}

// AddHistory makes every number of a history lead to a key.
func (x *NumberIndex) AddHistory(key string, h History) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for e := range h.Entries() {
		x.add(key, e.Number)
	}
}

func (x *NumberIndex) add(key string, n Number) {
	if key == "" || !n.IsValid() {
		return
	}
	first, found := x.first[n]
	switch {
	case !found:
		if x.first == nil {
			x.first = make(map[Number]string)
		}
		x.first[n] = key
	case first != key && !slices.Contains(x.more[n], key):
		if x.more == nil {
			x.more = make(map[Number][]string)
		}
		x.more[n] = append(x.more[n], key)
	}
}

// Lookup gives the keys of a number in the order in which they were added; nil
// where it has none. The slice is the caller's.
func (x *NumberIndex) Lookup(n Number) []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	first, found := x.first[n]
	if !found {
		return nil
	}
	return append([]string{first}, x.more[n]...)
}

// Remove takes the key away from the numbers, as the right to have data erased
// demands; without numbers it looks for the key under every number, which
// takes time with the size of the index.
func (x *NumberIndex) Remove(key string, numbers ...Number) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(numbers) == 0 {
		for n := range x.first {
			x.remove(key, n)
		}
	}
	for _, n := range numbers {
		x.remove(key, n)
	}
}

func (x *NumberIndex) remove(key string, n Number) {
	others := x.more[n]
	switch {
	case x.first[n] != key:
		others = slices.DeleteFunc(others, func(k string) bool { return k == key })
	case len(others) > 0:
		x.first[n] = others[0]
		others = slices.Delete(others, 0, 1)
	default:
		delete(x.first, n)
	}
	if len(others) == 0 {
		delete(x.more, n)
	} else {
		x.more[n] = others
	}
}

// Len gives how many numbers lead somewhere.
func (x *NumberIndex) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.first)
}

// Masked gives the number of entries.
func (x *NumberIndex) Masked() string {
	if x == nil {
		return "(none)"
	}
	return "index of " + strconv.Itoa(x.Len()) + " numbers"
}

// String gives the masked form.
func (x *NumberIndex) String() string { return x.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (x *NumberIndex) Format(f fmt.State, _ rune) { mask.Format(f, x.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (x *NumberIndex) LogValue() slog.Value { return slog.StringValue(x.Masked()) }
