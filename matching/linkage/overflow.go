package linkage

// Overflow says how many blocks of one kind of key are left out of every
// search because more records share the key than MaxBlock allows.
type Overflow struct {
	Kind    KeyKind
	Blocks  int
	Records int // in all of these blocks together
	Largest int // records of the largest one
}

// Overflows gives what is left out, for each kind of key that leaves something
// out, in the order of the cascade.
func (ix *Index) Overflows() []Overflow {
	ix.lockWhole()
	defer ix.mu.RUnlock()
	var of [keyKinds]Overflow
	for _, s := range ix.segments {
		for b := range len(s.heads) - 1 {
			s.countOverflows(s.entries[s.heads[b]:s.heads[b+1]], ix.options, &of)
		}
	}
	var out []Overflow
	for kind, o := range of {
		if o.Blocks > 0 {
			o.Kind = KeyKind(kind)
			out = append(out, o)
		}
	}
	return out
}

func (s *segment) countOverflows(bucket []entry, o Options, of *[keyKinds]Overflow) {
	for from := 0; from < len(bucket); {
		to := from + 1
		for to < len(bucket) && bucket[to].check == bucket[from].check {
			to++
		}
		kind := KeyKind(bucket[from].check & 15)
		if n := to - from; n > o.bound(kind) {
			of[kind].Blocks++
			of[kind].Records += n
			of[kind].Largest = max(of[kind].Largest, n)
		}
		from = to
	}
}

// lockWhole locks the index for reading with all records in one segment, so
// that no block is spread over several.
func (ix *Index) lockWhole() {
	for {
		ix.lockFiled()
		if len(ix.segments) <= 1 {
			return
		}
		ix.mu.RUnlock()
		ix.fileAll()
	}
}

// fileAll makes one segment of all records.
func (ix *Index) fileAll() {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if len(ix.segments) > 1 || ix.filed < ix.store.n {
		ix.segments = []*segment{newSegment(&ix.store, 0, ix.store.n)}
		ix.filed = ix.store.n
	}
}
