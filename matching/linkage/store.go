package linkage

// chunkRecords is how many records a chunk of the store holds: a megabyte.
const chunkRecords = 1 << 14

// A store holds packed records by their number. It grows by chunks, so that
// nothing is ever copied.
type store struct {
	chunks []*[chunkRecords]packed
	long   [][]byte // names that are too long for a packed record
	n      uint32
}

// add takes over a packed record with its name.
func (s *store) add(p packed, name []byte) uint32 {
	if p.nameLen == longName {
		n := uint32(len(s.long))
		p.name = [packedName]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}
		s.long = append(s.long, append([]byte(nil), name...))
	}
	if s.n%chunkRecords == 0 {
		s.chunks = append(s.chunks, new([chunkRecords]packed))
	}
	s.chunks[s.n/chunkRecords][s.n%chunkRecords] = p
	s.n++
	return s.n - 1
}

// at gives a record and its name. Neither may be written.
func (s *store) at(i uint32) (*packed, []byte) {
	p := &s.chunks[i/chunkRecords][i%chunkRecords]
	if p.nameLen == longName {
		return p, s.long[uint32(p.name[0])|uint32(p.name[1])<<8|uint32(p.name[2])<<16|uint32(p.name[3])<<24]
	}
	return p, p.name[:p.nameLen]
}
