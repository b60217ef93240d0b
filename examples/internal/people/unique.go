package people

import "errors"

// ErrTwice says that the name of a record stands twice in a file.
var ErrTwice = errors.New("the record stands there twice")

// unique finds the names that stand twice among those of a file. It holds places
// and not names: twelve bytes a record or so.
type unique struct {
	table []uint32 // index of a record + 1 at the hash of its name or behind; 0 = free
	n     int
}

// add reports whether the last record of f has a name that no record before it has.
func (u *unique) add(f *File) bool {
	if 4*(u.n+1) > 3*len(u.table) {
		u.grow(f)
	}
	last := f.Len() - 1
	name := f.name(last)
	at := u.place(name)
	for ; u.table[at] != 0; at = (at + 1) & (len(u.table) - 1) {
		if string(f.name(int(u.table[at])-1)) == string(name) {
			return false
		}
	}
	u.table[at] = uint32(last) + 1
	u.n++
	return true
}

// place gives where the search for a name begins.
func (u *unique) place(name []byte) int {
	h := uint64(fnvOffset)
	for _, b := range name {
		h = (h ^ uint64(b)) * fnvPrime
	}
	return int((h^h>>32)&(1<<31-1)) & (len(u.table) - 1)
}

func (u *unique) grow(f *File) {
	old := u.table
	u.table = make([]uint32, max(2*len(old), 1<<10))
	for _, entry := range old {
		if entry == 0 {
			continue
		}
		at := u.place(f.name(int(entry) - 1))
		for u.table[at] != 0 {
			at = (at + 1) & (len(u.table) - 1)
		}
		u.table[at] = entry
	}
}
