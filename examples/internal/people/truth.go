package people

import (
	"math/bits"
	"slices"
)

// Shared counts the records of left whose person is in right, too. It is told
// the people as [File.Truth] has them.
func Shared(left, right []uint64) (n int) {
	shift := 63 - bits.Len(uint(len(right))) // a table with at least as much room again
	slots := make([]uint32, 1<<(64-shift))   // places in right, from 1
	find := func(person uint64) *uint32 {
		for i := person * 0x9e3779b97f4a7c15 >> shift; ; i = (i + 1) & uint64(len(slots)-1) {
			if at := slots[i]; at == 0 || right[at-1] == person {
				return &slots[i]
			}
		}
	}
	for i, person := range right {
		*find(person) = uint32(i + 1)
	}
	for _, person := range left {
		if *find(person) != 0 {
			n++
		}
	}
	return n
}

// Pairs counts the pairs of records that are one person.
func Pairs(truth []uint64) (n int) {
	sorted := slices.Clone(truth)
	slices.Sort(sorted)
	same := 0
	for i := 1; i < len(sorted); i++ {
		if sorted[i] != sorted[i-1] {
			same = 0
			continue
		}
		same++
		n += same
	}
	return n
}
