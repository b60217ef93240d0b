package forms

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strconv"
)

// property is a custom property of a document.
type property struct{ name, value string }

// The names of the custom properties by which a returned form is recognised.
// None of them holds a personal value.
const (
	propertyForm   = "bhxh.form"
	propertyLayout = "bhxh.layout"
	propertyList   = "bhxh.list"
	propertyUnit   = "bhxh.unit"
	propertyAsOf   = "bhxh.as_of"
	propertyVolume = "bhxh.volume"
	propertyRows   = "bhxh.rows"
	propertyDigest = "bhxh.digest"
	propertyFirst  = "bhxh.first" // the Stt of the first row
)

// maxProperty is the most characters that Excel shows of a custom property.
const maxProperty = 255

// properties gives them by name, the order in which LibreOffice saves them.
func (s *settings) properties(rows int, sum *digest) []property {
	list := []property{
		{propertyAsOf, s.head.AsOf.ISO()},
		{propertyDigest, sum.hex()},
		{propertyFirst, strconv.Itoa(max(1, s.head.FirstOrdinal))},
		{propertyForm, s.layout.Form},
		{propertyLayout, s.layout.Version},
		{propertyList, s.head.ListID},
		{propertyRows, strconv.Itoa(rows)},
		{propertyUnit, s.head.Unit.Code},
	}
	if s.head.Volumes > 0 {
		list = append(list, property{propertyVolume, strconv.Itoa(s.head.Volume) + "/" + strconv.Itoa(s.head.Volumes)})
	}
	return list
}

// digest sums up the locked columns of all rows, so that a change to what the
// office issued can be seen in a returned form. It stands in the file beside
// the values themselves, so it betrays nothing; nor does it prove anything
// against whoever computes it anew.
type digest struct {
	columns []Column
	sum     hash.Hash
	buf     []byte
}

func newDigest(columns []Column) *digest { return &digest{columns: columns, sum: sha256.New()} }

// add sums up a row: the text of each locked cell after its length.
func (d *digest) add(cells []cell) {
	d.buf = appendLocked(d.buf[:0], d.columns, func(i int) string { return cells[i].print() })
	d.sum.Write(d.buf)
}

// appendLocked appends the text of each locked column after its length.
func appendLocked(buf []byte, columns []Column, text func(i int) string) []byte {
	for i, c := range columns {
		if c.Open {
			continue
		}
		s := text(i)
		buf = binary.AppendUvarint(buf, uint64(len(s)))
		buf = append(buf, s...)
	}
	return buf
}

// print gives what a cell holds as text.
func (c cell) print() string {
	if c.isNumber {
		return strconv.FormatFloat(c.number, 'f', -1, 64)
	}
	return c.text
}

func (d *digest) hex() string { return hex.EncodeToString(d.sum.Sum(nil)) }
