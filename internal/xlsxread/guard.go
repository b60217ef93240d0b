package xlsxread

import "bytes"

// tokenGuard watches XML go by and stops what would make the parser behind it
// hold too much: a tag, text, comment or instruction without an end. A billion
// blanks pack into a few bytes. It also finds a DOCTYPE, with which entities
// begin.
type tokenGuard struct {
	run   int     // bytes of the current token
	state int     // what the current token is
	tail  [2]byte // the last two bytes of a comment, section or instruction
}

const (
	guardText    = iota // text, or a tag
	guardOpen           // "<"
	guardBang           // "<!"
	guardComment        // "<!--": ends with "-->"
	guardSection        // "<![CDATA[": ends with "]]>"
	guardInstr          // "<?": ends with "?>"
)

// check looks at the next bytes and gives CodeTooLarge, CodeDoctype or "".
func (g *tokenGuard) check(b []byte) Code {
	for len(b) > 0 {
		if g.state == guardText {
			next := bytes.IndexByte(b, '<')
			if next < 0 {
				g.run += len(b)
				return g.overlong()
			}
			if g.run += next; g.run > maxToken {
				return CodeTooLarge
			}
			g.run, g.state, b = 0, guardOpen, b[next+1:]
			continue
		}
		if code := g.step(b[0]); code != "" {
			return code
		}
		b = b[1:]
	}
	return g.overlong()
}

func (g *tokenGuard) overlong() Code {
	if g.run > maxToken {
		return CodeTooLarge
	}
	return ""
}

// step takes one byte of what begins with "<".
func (g *tokenGuard) step(c byte) Code {
	g.run++
	switch g.state {
	case guardOpen:
		switch c {
		case '!':
			g.state = guardBang
		case '?':
			g.state = guardInstr
		default:
			g.state = guardText
		}
		g.tail = [2]byte{}
		return ""
	case guardBang:
		switch c {
		case '-':
			g.state = guardComment
		case '[':
			g.state = guardSection
		default:
			return CodeDoctype
		}
		return ""
	}
	if c == '>' && (g.state == guardInstr && g.tail[1] == '?' ||
		g.state == guardComment && g.tail == [2]byte{'-', '-'} ||
		g.state == guardSection && g.tail == [2]byte{']', ']'}) {
		g.state, g.run = guardText, 0
		return ""
	}
	g.tail = [2]byte{g.tail[1], c}
	return g.overlong()
}
