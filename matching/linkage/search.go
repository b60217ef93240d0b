package linkage

// A searcher finds candidates for one record after another. It belongs to one
// goroutine.
type searcher struct {
	index   *Index
	options Options
	scorer  *scorer
	packer  packer
	subject subject
	other   subject // of compareStored
	packed  packed
	names   []byte
	maker   keyMaker
	keys    []Key
	blocks  [][]entry
	seen    seen
	heads   []uint32
	touched uint32 // keeps touch from being optimised away

	found      []found // candidates that reached the floor
	compared   int
	overflowed KeyKinds
}

func (ix *Index) newSearcher(o Options, expected float64) *searcher {
	return &searcher{
		index:   ix,
		options: o,
		scorer:  newScorer(&ix.census, ix.relations, o, expected),
		packer:  packer{asOf: o.AsOf},
	}
}

// find answers for a record that is not in the index.
func (s *searcher) find(r *Record) Answer {
	p, name := s.packer.pack(r)
	return s.findPacked(r, &p, name)
}

func (s *searcher) findPacked(r *Record, p *packed, name []byte) Answer {
	s.packed = *p
	s.subject.read(&s.packed, name, &r.Person)
	s.search()
	return s.answer()
}

// few is how many records are worked on at a time, so that the memory can work
// on what all of them need.
const few = 32

// findAll answers for many records.
func (s *searcher) findAll(records []Record, answers []Answer) {
	var queued [few]packedRecord
	for from := 0; from < len(records); from += few {
		some := records[from:min(from+few, len(records))]
		s.names, s.keys = s.names[:0], s.keys[:0]
		for i := range some {
			p, name := s.packer.pack(&some[i])
			s.names = append(s.names, name...)
			queued[i] = packedRecord{p, len(s.names)}
			if p.idKind == idPersonal || p.idKind == idCMND {
				s.keys = append(s.keys, numberKey(p.idKind, p.id))
			}
		}
		s.touch()
		start := 0
		for i := range some {
			q := &queued[i]
			answers[from+i] = s.findPacked(&some[i], &q.packed, s.names[start:q.end])
			start = q.end
		}
	}
}

// packedRecord is a packed record with the end of its name among the names of
// all.
type packedRecord struct {
	packed packed
	end    int
}

// search walks the stages of the cascade, up to one that leaves no doubt.
func (s *searcher) search() {
	s.found, s.compared, s.overflowed = s.found[:0], 0, 0
	s.seen.clear()
	s.maker.readWords(s.subject.packed, s.subject.name, &s.subject.words)
	for stage := range stages {
		s.keys = s.maker.appendStage(s.keys[:0], stage)
		if stage > stageNumber {
			s.touch()
		}
		for _, key := range s.keys {
			s.block(key)
		}
		if s.settled(stage) {
			return
		}
	}
}

// The bits from which a stage settles the matter: a number with a name or a
// date that agrees; the name and the date, where no slip of the number was
// found that would be better.
const (
	settledByNumber = 20
	settledByName   = 8
)

func (s *searcher) settled(stage int) bool {
	limit := float64(settledByNumber)
	if stage == stageExact {
		limit = settledByName
	}
	for _, f := range s.found {
		if f.bits >= limit {
			return true
		}
	}
	return false
}

// touch reads a little of what the keys will need. None of these reads waits
// for another, so that the memory works on all of them at once, where the
// search would wait for each in turn.
func (s *searcher) touch() {
	for _, segment := range s.index.segments {
		s.heads = s.heads[:0]
		for _, key := range s.keys {
			s.heads = append(s.heads, segment.heads[key.Hash>>segment.shift])
		}
		for i, head := range s.heads {
			if int(head) < len(segment.entries) {
				s.heads[i] = segment.entries[head].record
			}
		}
		for _, record := range s.heads {
			if record < s.index.store.n {
				s.touchRecord(record)
			}
		}
	}
}

func (s *searcher) touchRecord(record uint32) {
	s.touched += s.index.store.chunks[record/chunkRecords][record%chunkRecords].date
}

// block compares the records filed under a key, all or, where they are too
// many, none.
func (s *searcher) block(key Key) {
	limit, size := s.options.bound(key.Kind), 0
	s.blocks = s.blocks[:0]
	for _, segment := range s.index.segments {
		if found := segment.lookup(key); len(found) > 0 {
			s.blocks = append(s.blocks, found)
			size += len(found)
		}
	}
	if size > limit {
		s.overflowed |= 1 << key.Kind
		return
	}
	for _, block := range s.blocks {
		for _, e := range block {
			if !s.seen.add(e.record) {
				continue
			}
			s.compared++
			p, name := s.index.store.at(e.record)
			if bits, ok := s.scorer.score(&s.subject, p, name); ok && bits >= s.scorer.floor {
				s.found = append(s.found, found{e.record, s.scorer.doubt, bits})
			}
		}
	}
}

// A seen remembers the candidates of one search. Forgetting them all costs
// nothing.
type seen struct {
	slots []seenSlot
	n     int
	round uint32
}

type seenSlot struct{ record, round uint32 }

func (s *seen) clear() {
	if s.round++; s.round == 0 || s.slots == nil {
		*s = seen{slots: make([]seenSlot, max(256, len(s.slots))), round: 1}
	}
	s.n = 0
}

// add reports whether the record is new.
func (s *seen) add(record uint32) bool {
	mask := uint32(len(s.slots) - 1)
	for i := record * 0x9e3779b1 >> 7 & mask; ; i = (i + 1) & mask {
		switch slot := &s.slots[i]; {
		case slot.round != s.round:
			*slot = seenSlot{record, s.round}
			if s.n++; 2*s.n > len(s.slots) {
				s.grow()
			}
			return true
		case slot.record == record:
			return false
		}
	}
}

func (s *seen) grow() {
	old := s.slots
	s.slots, s.n = make([]seenSlot, 2*len(old)), 0
	for _, slot := range old {
		if slot.round == s.round {
			s.add(slot.record)
		}
	}
}
