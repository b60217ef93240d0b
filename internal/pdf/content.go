package pdf

import (
	"math"
	"strconv"
)

// content is what is drawn on a page, as the operators of ISO 32000-1, annex A.
// What was set last is not set again.
type content struct {
	ops    []byte
	height float64 // of the page: PDF counts y from below
	face   Face
	size   float64 // of the font; 0 = none is set
	width  float64 // of lines; 0 = none is set
}

func (c *content) text(x, y float64, face Face, size float64, s string) {
	c.ops = append(c.ops, "BT "...)
	if c.face != face || c.size != size {
		c.face, c.size = face, size
		c.ops = append(append(c.ops, '/'), face.resource()...)
		c.operator("Tf", size)
	}
	c.operator("Td", x, c.height-y)
	c.ops = appendString(c.ops, s)
	c.ops = append(c.ops, " Tj ET\n"...)
}

func (c *content) line(x1, y1, x2, y2, width float64) {
	if c.width != width {
		c.width = width
		c.operator("w", width)
	}
	c.operator("m", x1, c.height-y1)
	c.operator("l", x2, c.height-y2)
	c.ops = append(c.ops, " S\n"...)
}

func (c *content) dashes(lengths []float64) {
	c.ops = append(c.ops, '[')
	for _, n := range lengths {
		c.number(n)
	}
	c.ops = append(c.ops, "] 0 d\n"...)
}

func (c *content) fill(x, y, width, height float64, color Color) {
	c.ops = append(c.ops, 'q')
	c.color(color)
	c.operator("re", x, c.height-y-height, width, height)
	c.ops = append(c.ops, " f Q\n"...)
}

// color sets the color of areas and text.
func (c *content) color(color Color) {
	const most = 255
	c.operator("rg", float64(color.R)/most, float64(color.G)/most, float64(color.B)/most)
}

// operator adds an operator behind its operands.
func (c *content) operator(name string, operands ...float64) {
	for _, v := range operands {
		c.number(v)
	}
	c.ops = append(append(c.ops, ' '), name...)
}

// number adds a number with at most three decimals.
func (c *content) number(v float64) {
	const scale = 1000
	n := int64(math.Round(v * scale))
	c.ops = append(c.ops, ' ')
	if n < 0 {
		c.ops, n = append(c.ops, '-'), -n
	}
	c.ops = strconv.AppendInt(c.ops, n/scale, 10)
	if n %= scale; n == 0 {
		return
	}
	c.ops = append(c.ops, '.')
	for unit := int64(scale / 10); n > 0; unit /= 10 {
		c.ops = append(c.ops, byte('0'+n/unit))
		n %= unit
	}
}

// appendString adds a string in UTF-16, the codes of the fonts. Check lets
// nothing through that takes two units.
func appendString(b []byte, s string) []byte {
	b = append(b, '(')
	for _, c := range s {
		for _, half := range [...]byte{byte(c >> 8), byte(c)} {
			switch half {
			case '(', ')', '\\':
				b = append(b, '\\', half)
			case '\r': // as it is, a reader would take it for the end of a line
				b = append(b, '\\', 'r')
			default:
				b = append(b, half)
			}
		}
	}
	return append(b, ')')
}
