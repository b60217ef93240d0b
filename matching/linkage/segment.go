package linkage

import (
	"math/bits"
	"slices"
	"sync"
)

// A segment files the records of one stretch of the index under their keys. It
// is a hash table in two arrays: entries, sorted by bucket and then by check,
// and for each bucket where it begins. Eight bytes a key and some four a
// bucket of two to four keys; nothing in it points anywhere. It never changes.
type segment struct {
	first, end uint32 // the records, end not among them
	shift      uint
	heads      []uint32
	entries    []entry
	doubles    int // records under a number that stands there before

	once      sync.Once // of doublesOf
	doublesOf doubles
}

// An entry is one key of one record: 28 bits of the hash with the kind, and the
// number of the record. Two keys with the same check bring a candidate too
// many, never one too few.
type entry struct {
	check  uint32
	record uint32
}

func (k Key) check() uint32 { return uint32(k.Hash)<<4 | uint32(k.Kind) }

// lookup gives the records filed under a key, in their order.
func (s *segment) lookup(k Key) []entry {
	b := k.Hash >> s.shift
	bucket := s.entries[s.heads[b]:s.heads[b+1]]
	check := k.check()
	from := 0
	if len(bucket) > 16 {
		from, _ = slices.BinarySearchFunc(bucket, check, func(e entry, c uint32) int {
			switch {
			case e.check < c:
				return -1
			case e.check > c:
				return 1
			}
			return 0
		})
	} else {
		for from < len(bucket) && bucket[from].check < check {
			from++
		}
	}
	to := from
	for to < len(bucket) && bucket[to].check == check {
		to++
	}
	return bucket[from:to]
}

// newSegment files the records from first to before end. Keys are made twice,
// to count and to place, rather than kept: they would take more memory than
// the table.
func newSegment(from *store, first, end uint32) *segment {
	s := &segment{first: first, end: end}
	buckets := 1 << bits.Len(uint(3*(end-first)))
	s.shift = uint(64 - bits.TrailingZeros(uint(buckets)))
	s.heads = make([]uint32, buckets+1)
	var m keyMaker
	var keys []Key
	forEach := func(do func(key Key, record uint32)) {
		for r := first; r < end; r++ {
			m.read(from.at(r))
			keys = keys[:0]
			for stage := range stages {
				keys = m.appendStage(keys, stage)
			}
			if len(m.other) > 0 { // readings may share words
				keys = withoutDoubles(keys, 0)
			}
			for _, key := range keys {
				do(key, r)
			}
		}
	}
	forEach(func(key Key, _ uint32) { s.heads[key.Hash>>s.shift+1]++ })
	for b := range buckets {
		s.heads[b+1] += s.heads[b]
	}
	s.entries = make([]entry, s.heads[buckets])
	forEach(func(key Key, record uint32) {
		b := key.Hash >> s.shift
		s.entries[s.heads[b]] = entry{key.check(), record}
		s.heads[b]++
	})
	copy(s.heads[1:], s.heads[:buckets]) // each head has run to the end of its bucket
	s.heads[0] = 0
	for b := range buckets {
		bucket := s.entries[s.heads[b]:s.heads[b+1]]
		sortBucket(bucket)
		s.doubles += countDoubles(from, bucket)
	}
	return s
}

// maxDoubles bounds the records of one number that may be one person's: a number
// that more records share is a default, or lent.
const maxDoubles = 8

// countDoubles counts the records under a number that stands in the bucket
// before.
func countDoubles(from *store, bucket []entry) (n int) {
	for len(bucket) > 1 {
		size := 1
		for size < len(bucket) && bucket[size].check == bucket[0].check {
			size++
		}
		if KeyKind(bucket[0].check&15) == KeyNumber && size > 1 && size <= maxDoubles {
			for i := 1; i < size; i++ {
				p, _ := from.at(bucket[i-1].record)
				q, _ := from.at(bucket[i].record)
				if p != q && samePerson(p, q) { // a record may hold a number twice
					n++
				}
			}
		}
		bucket = bucket[size:]
	}
	return n
}

// sortBucket sorts by check and, since the records came in their order, by
// record.
func sortBucket(bucket []entry) {
	if len(bucket) > 24 {
		slices.SortFunc(bucket, func(a, b entry) int {
			if a.check != b.check {
				return compareUint32(a.check, b.check)
			}
			return compareUint32(a.record, b.record)
		})
		return
	}
	for i := 1; i < len(bucket); i++ {
		e := bucket[i]
		j := i
		for ; j > 0 && bucket[j-1].check > e.check; j-- {
			bucket[j] = bucket[j-1]
		}
		bucket[j] = e
	}
}

func compareUint32(a, b uint32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
