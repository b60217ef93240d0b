package vntext

// A rime is a vần: the vowels and the final consonants of a syllable.
type rime struct {
	key   uint32 // its toned bytes, the last one lowest
	flags uint8
	text  string
}

// Where a rime may stand, and what it is.
const (
	placeInitial   uint8 = 1 << iota // with no consonant before it
	placeConsonant                   // after a consonant
	placeLabial                      // after b, m, p, ph, v (and c, gi, k) too: no glide before the vowel
	placeQu                          // after qu
	rimeStopped                      // ends in c, ch, p or t
	rimeFront                        // begins with e, ê, i or y
)

// findRime gives the rime that is written with these toneless letters, nil
// where there is none.
func findRime(letters []byte) *rime {
	if len(letters) == 0 || len(letters) > 4 {
		return nil
	}
	var key uint32
	for _, b := range letters {
		key = key<<8 | uint32(b)
	}
	for i := key * rimeMultiplier >> rimeShift; rimes[i].key != 0; i = (i + 1) % uint32(len(rimes)) {
		if rimes[i].key == key {
			return &rimes[i]
		}
	}
	return nil
}
