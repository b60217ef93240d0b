package linkage

import (
	"context"
	"iter"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Index holds records so that the one that belongs to a person is found among
// millions. Records are numbered from 0 in the order in which they come.
//
// It takes new records at any time and answers one person at a time. Many
// goroutines may ask; one that adds keeps the others waiting. What it answers
// depends on the records that it holds and not on when or how they came.
//
// A record takes 64 bytes, some 90 for its keys and 8 to 32 for the counts of
// names, together less than 200; three megabytes are needed for any number of
// them. See [Index.Bytes].
type Index struct {
	options  Options
	mu       sync.RWMutex
	store    store
	census   census
	segments []*segment
	filed    uint32 // the records before it are in a segment
	packer   packer
	spare    sync.Pool // of *searcher, for Find

	relations *relations
	compared  atomic.Int64
}

// NewIndex makes an empty index. The error is an *[Error] with CodeOptions.
func NewIndex(o Options) (*Index, error) {
	o, err := o.check()
	if err != nil {
		return nil, err
	}
	return &Index{options: o, census: newCensus(), packer: packer{asOf: o.AsOf}, relations: new(relations)}, nil
}

// Len gives the number of records.
func (ix *Index) Len() int {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return int(ix.store.n)
}

// Add adds a record and gives its number. The error is an *[Error] with
// CodeFull.
func (ix *Index) Add(r Record) (int, error) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.store.n >= MaxRecords {
		return None, &Error{Code: CodeFull}
	}
	p, name := ix.packer.pack(&r)
	return int(ix.add(p, name)), nil
}

func (ix *Index) add(p packed, name []byte) uint32 {
	n := ix.store.add(p, name)
	if ix.census.add(&p, name); ix.census.crowded() {
		ix.census.grow(&ix.store)
	}
	return n
}

// AddAll adds every record of a stream, in its order. It stops at the first
// error: of the stream (an *[Error] with CodeInput), of ctx, or CodeFull; what
// came before stays added. The stream is read from a goroutine of AddAll, which
// has ended when AddAll returns; it must not use the index.
func (ix *Index) AddAll(ctx context.Context, records iter.Seq2[Record, error]) error {
	type packedBatch struct {
		records []packedRecord
		names   []byte
	}
	pack := func() func([]Record) packedBatch {
		k := packer{asOf: ix.options.AsOf}
		return func(batch []Record) packedBatch {
			out := packedBatch{records: make([]packedRecord, len(batch)), names: make([]byte, 0, 20*len(batch))}
			for i := range batch {
				p, name := k.pack(&batch[i])
				out.names = append(out.names, name...)
				out.records[i] = packedRecord{p, len(out.names)}
			}
			return out
		}
	}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	for batch, err := range inBatches(ctx, records, batchRecords, ix.options.Workers, pack) {
		if err != nil {
			return err
		}
		start := 0
		for i := range batch.records {
			if ix.store.n >= MaxRecords {
				return &Error{Code: CodeFull}
			}
			ix.add(batch.records[i].packed, batch.names[start:batch.records[i].end])
			start = batch.records[i].end
		}
	}
	return nil
}

// file puts the records that came since the last time into segments. Segments
// that are not larger than what is new are made one with it, so that there are
// few and a record is filed again only now and then.
func (ix *Index) file() {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.filed == ix.store.n {
		return
	}
	first := ix.filed
	kept := len(ix.segments)
	for kept > 0 && ix.segments[kept-1].end-ix.segments[kept-1].first <= ix.store.n-first {
		kept--
		first = ix.segments[kept].first
	}
	clear(ix.segments[kept:])
	ix.segments = append(ix.segments[:kept], newSegment(&ix.store, first, ix.store.n))
	ix.filed = ix.store.n
}

// lockFiled locks the index for reading with every record in a segment.
func (ix *Index) lockFiled() {
	for {
		ix.mu.RLock()
		if ix.filed == ix.store.n {
			return
		}
		ix.mu.RUnlock()
		ix.file()
	}
}

// Find looks for one person.
func (ix *Index) Find(r Record) Answer {
	ix.lockFiled()
	defer ix.mu.RUnlock()
	s, ok := ix.spare.Get().(*searcher)
	if !ok {
		s = ix.newSearcher(ix.options, ix.options.expected(defaultExpected))
	}
	s.scorer.follow(ix.options.expected(defaultExpected))
	a := s.find(&r)
	ix.compared.Add(int64(a.Compared))
	ix.spare.Put(s)
	return a
}

func (o Options) expected(otherwise float64) float64 {
	if o.Expected == 0 {
		return otherwise
	}
	return o.Expected
}

// Compared gives how many candidates were compared since the index was made.
func (ix *Index) Compared() int64 { return ix.compared.Load() }

// Compare compares a record with one of the index, for the codes that say how
// they differ. The index keeps names without letter case and without what
// [identity.Name.Normalize] changes, so the notes on these are not to be relied
// on. It panics for a number that the index did not give.
func (ix *Index) Compare(r Record, record int) matching.Result {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	var s scorer
	p, name := ix.store.at(uint32(record))
	return compare(r, Record{Person: s.person(p, name)}, ix.options.AsOf)
}

// Compare compares two records as package matching does, the names normalised
// before. It is the pure function beside [Keys] and [Cluster].
func Compare(subject, reference Record, asOf identity.Date) matching.Result {
	return compare(subject, reference, asOf)
}

func compare(subject, reference Record, asOf identity.Date) matching.Result {
	reference.Person.FullName, _ = reference.Person.FullName.Normalize()
	return matching.Compare(subject.Person, reference.Person, asOf)
}

// Bytes gives the memory that the index holds, in bytes, but for that of names
// longer than 36 letters.
func (ix *Index) Bytes() int {
	ix.lockFiled()
	defer ix.mu.RUnlock()
	n := len(ix.store.chunks)*chunkRecords*int(unsafe.Sizeof(packed{})) + 2*len(ix.census.names) + 4*len(ix.census.days) + 16*len(ix.census.others) +
		int(unsafe.Sizeof(*ix.relations))
	for _, s := range ix.segments {
		n += 4*len(s.heads) + int(unsafe.Sizeof(entry{}))*len(s.entries)
	}
	return n
}
