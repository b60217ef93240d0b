package campaign

import (
	"crypto/hmac"
	"crypto/sha256"

	"github.com/bhxh-go/bhxh/identity"
)

// A token is what a store finds a participant by: the key of a load or of a
// number. That of generation 0 is the text itself, or its keyed hash where the
// campaign began with a key. That of every later generation is the keyed hash of
// the token before it. So the key can be changed without knowing the texts, some
// of which stand in no record any more: a number that was corrected still leads
// to its participant.

// tokenKeys are what the tokens of one generation are hashed with, nil for a
// generation without a key.
type tokenKeys struct {
	Numbers []byte `json:"numbers"`
	Loads   []byte `json:"loads"`
}

// tokenKind picks the key for numbers or for loads.
type tokenKind func(tokenKeys) []byte

func forNumbers(k tokenKeys) []byte { return k.Numbers }
func forLoads(k tokenKeys) []byte   { return k.Loads }

// tokenSize is how much of a hash a token keeps: 128 bits never meet by chance.
const tokenSize = 16

// tokenMark stands before the generation of a token from the first change of the
// key on. It occurs in no text in UTF-8, and a token of generation 0 that is a
// hash is two bytes shorter.
const tokenMark = 0xFF

// tokenGeneration gives the generation of a token.
func tokenGeneration(token []byte) byte {
	if len(token) == 2+tokenSize && token[0] == tokenMark {
		return token[1]
	}
	return 0
}

// raise gives the token that stands for the same in a later generation.
func (c codec) raise(kind tokenKind, token []byte, to byte) []byte {
	for g := int(tokenGeneration(token)) + 1; g <= int(to) && g < len(c.chain); g++ {
		token = append([]byte{tokenMark, byte(g)}, hashed(kind(c.chain[g]), token)...)
	}
	return token
}

// token gives the token of a text in a generation.
func (c codec) token(kind tokenKind, text string, generation byte) []byte {
	return c.raise(kind, hashed(kind(c.chain[0]), []byte(text)), generation)
}

// tokens gives every token of a text under which something may still be found,
// the oldest first: while the key is being changed these are several, and what
// is looked for under each in this order cannot slip by.
func (c codec) tokens(kind tokenKind, text string) [][]byte {
	tokens := make([][]byte, 0, len(c.keys))
	for g := range len(c.chain) {
		if _, used := c.keys[byte(g)]; used {
			tokens = append(tokens, c.token(kind, text, byte(g)))
		}
	}
	return tokens
}

// number gives the token of a number, whose count of digits says its kind, nil
// for the zero Number.
func (c codec) number(n identity.Number) []byte {
	if !n.IsValid() {
		return nil
	}
	return c.token(forNumbers, n.Reveal(), c.generation)
}

// load gives the token of what [LoadKey] names.
func (c codec) load(text string) []byte { return c.token(forLoads, text, c.generation) }

func hashed(key, text []byte) []byte {
	if key == nil {
		return text
	}
	m := hmac.New(sha256.New, key)
	m.Write(text)
	return m.Sum(nil)[:tokenSize]
}
