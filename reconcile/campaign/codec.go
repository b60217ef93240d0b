package campaign

import (
	"encoding/binary"
	"encoding/json"
)

// The first byte of what was sealed is the version of the way in which it was;
// plain text begins with the brace of its JSON object.
const (
	sealedFirst  = 1 // under generation 0
	sealedByLast = 2 // under the generation that the next byte names
)

// The kinds of sealed text, part of what a seal is bound to.
const (
	sealRecord  = 'r'
	sealMessage = 'm'
	sealChain   = 'c'
)

// codec turns records, messages and numbers into what stores keep, and back. It
// writes under the current generation of the campaign's key and reads what is
// under those before it, as far as they are still in use. It is safe for
// concurrent use.
type codec struct {
	generation byte            // of the current key
	keys       map[byte]keyset // the current one and the former ones in use
	chain      []tokenKeys     // of generations 0 to the current one
}

// record gives the stored form, bound to the participant's key so that two
// records cannot be exchanged.
func (c codec) record(key []byte, r Record) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, &Error{Code: CodeRecord, Op: "encode"}
	}
	return c.seal(text, sealRecord, c.raise(forLoads, key, c.generation)), nil
}

// open reads a stored record.
func (c codec) open(row Row) (Record, error) {
	if row.State == Erased {
		return Record{}, &Error{Code: CodeErased, ID: row.ID}
	}
	text, err := c.openRecord(row.Key, row.Record)
	if err != nil {
		return Record{}, &Error{Code: codeOf(err), ID: row.ID, Op: "open"}
	}
	var r Record
	if err := json.Unmarshal(text, &r); err != nil {
		return Record{}, &Error{Code: CodeRecord, ID: row.ID, Op: "decode"} // the words of encoding/json may repeat a value
	}
	return r, nil
}

// openRecord gives the text of a record. Its participant's key may be under an
// earlier generation than the record.
func (c codec) openRecord(key, record []byte) ([]byte, error) {
	return c.unseal(record, sealRecord, c.raise(forLoads, key, generationOf(record)))
}

// sealMessage gives the stored form of a message about a participant.
func (c codec) sealMessage(id ID, text []byte) []byte {
	return c.seal(text, sealMessage, binary.BigEndian.AppendUint64(nil, uint64(id)))
}

// openMessage gives the text of a stored message, nil for one whose
// participant was erased.
func (c codec) openMessage(m StoredMessage) ([]byte, error) {
	if m.Body == nil {
		return nil, nil
	}
	text, err := c.unseal(m.Body, sealMessage, binary.BigEndian.AppendUint64(nil, uint64(m.ID)))
	if err != nil {
		return nil, &Error{Code: codeOf(err), ID: m.ID, Op: "open message"}
	}
	return text, nil
}

// header gives what stands before a text that is sealed under a generation.
func header(generation byte) []byte {
	if generation == 0 {
		return []byte{sealedFirst}
	}
	return []byte{sealedByLast, generation}
}

// generationOf gives the generation under which a text is sealed, 0 for a plain
// one.
func generationOf(text []byte) byte {
	if len(text) > 1 && text[0] == sealedByLast {
		return text[1]
	}
	return 0
}

// seal seals a text under the current generation, bound to its kind and to what
// it belongs to.
func (c codec) seal(text []byte, kind byte, to []byte) []byte {
	k := c.keys[c.generation]
	if k.aead == nil {
		return text
	}
	head := header(c.generation)
	dst := append(make([]byte, 0, len(head)+len(text)+k.aead.Overhead()), head...)
	return k.aead.Seal(dst, nil, text, bound(head, kind, to))
}

// unseal opens a text under its generation. It fails with CodeKey where that is
// none in use.
func (c codec) unseal(text []byte, kind byte, to []byte) ([]byte, error) {
	generation := generationOf(text)
	k, known := c.keys[generation]
	if !known {
		return nil, CodeKey
	}
	if k.aead == nil {
		return text, nil
	}
	head := header(generation)
	if len(text) < len(head) || text[0] != head[0] {
		return nil, CodeRecord
	}
	plain, err := k.aead.Open(nil, nil, text[len(head):], bound(head, kind, to))
	if err != nil {
		return nil, CodeRecord
	}
	return plain, nil
}

func bound(head []byte, kind byte, to []byte) []byte {
	return append(append(head[:len(head):len(head)], kind), to...)
}
