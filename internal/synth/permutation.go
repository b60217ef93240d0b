package synth

import "math/bits"

// A permutation puts the numbers from 0 to size-1 in an order that looks
// random, without a table: the number at any place is reckoned. It is a Feistel
// network over the next power of four, walked until it lands inside.
type permutation struct {
	size uint64
	half uint
	mask uint64
	keys [4]uint64
}

func newPermutation(seed uint64, size int) permutation {
	width := uint(bits.Len64(uint64(max(size, 2) - 1)))
	p := permutation{size: uint64(size), half: (width + 1) / 2}
	p.mask = 1<<p.half - 1
	for i := range p.keys {
		p.keys[i] = mix(seed, uint64(i), uint64(size))
	}
	return p
}

// at gives the number at the place i, which must be less than the size.
func (p *permutation) at(i int) int {
	x := uint64(i)
	for {
		left, right := x>>p.half, x&p.mask
		for _, key := range p.keys {
			left, right = right, left^(scramble(right^key)&p.mask)
		}
		if x = left<<p.half | right; x < p.size {
			return int(x)
		}
	}
}

// mix makes one number of several; each bit of the result hangs on all of them.
func mix(values ...uint64) uint64 {
	h := uint64(0x2207)
	for _, v := range values {
		h = scramble(h ^ v)
	}
	return h
}

// scramble is the finalizer of SplitMix64.
func scramble(x uint64) uint64 {
	x += 0x9e37_79b9_7f4a_7c15
	x = (x ^ x>>30) * 0xbf58_476d_1ce4_e5b9
	x = (x ^ x>>27) * 0x94d0_49bb_1331_11eb
	return x ^ x>>31
}
