package linkage

import "math"

// A census counts how often each name and each date of birth stands in the
// index: what tells an agreement that means much from one that chance brings.
type census struct {
	names  []uint16          // by the hash of the toned name; two names may share a count
	days   []uint32          // by the date after firstDay, the partial ones behind the others
	others map[uint32]uint32 // of dates beyond these
	total  uint32
}

// The dates that are counted in a table: those of 1850 to 2105.
const (
	firstDay = 1850 << 9
	allDays  = 256 << 9
)

// maxCount is where a count of names stops: it is a hub by then.
const maxCount = math.MaxUint16

func newCensus() census {
	return census{names: make([]uint16, 1<<12), days: make([]uint32, 2*allDays), others: make(map[uint32]uint32)}
}

// add counts one record. It reports false where the table of names is too full
// to count well: see grow.
func (c *census) add(p *packed, name []byte) {
	c.total++
	c.addName(name)
	if p.date == 0 {
		return
	}
	c.addDay(p.date)
	for _, coarser := range [...]uint32{p.date &^ 31, p.date &^ (1<<9 - 1)} {
		if coarser != p.date {
			c.addDay(coarser | partial)
		}
	}
}

// partial marks the counts of everybody born in a month or year, beside those
// of whom no more is known.
const partial = 1 << 31

// dayAt gives the place of a date in the table, partial or not.
func dayAt(date uint32) (at uint32, ok bool) {
	at = date&^partial - firstDay
	return at + date/partial*allDays, at < allDays
}

func (c *census) addDay(date uint32) {
	if at, ok := dayAt(date); ok {
		c.days[at]++
		return
	}
	c.others[date]++
}

func (c *census) day(date uint32) uint32 {
	if at, ok := dayAt(date); ok {
		return c.days[at]
	}
	return c.others[date]
}

func (c *census) addName(name []byte) {
	if n := &c.names[hashName(name)&uint64(len(c.names)-1)]; *n < maxCount {
		*n++
	}
}

// crowded reports a table of names in which many would share a count.
func (c *census) crowded() bool { return int(c.total) > len(c.names)/4 }

// grow makes the table of names larger and counts again.
func (c *census) grow(s *store) {
	size := len(c.names)
	for size < 4*int(c.total) {
		size *= 2
	}
	c.names = make([]uint16, 2*size)
	for i := range s.n {
		_, name := s.at(i)
		c.addName(name)
	}
}

func (c *census) name(name []byte) uint32 {
	return uint32(c.names[hashName(name)&uint64(len(c.names)-1)])
}

// date counts the records whose date agrees with one that may be known to the
// month or year only.
func (c *census) date(d uint32) uint32 {
	n := c.day(d)
	if d&31 == 0 {
		n += c.day(d | partial)
	}
	return n
}

// pseudoRecords is how many records the stated weights count for beside the
// records of the index: a small index says little about how common a name is.
const pseudoRecords = 10_000

// weight turns a count into the weight of agreeing by chance, with the stated
// weight as what was known before.
func (c *census) weight(count uint32, stated float64) float64 {
	return c.size() - math.Log2(float64(count)+pseudoRecords*math.Exp2(-stated))
}

// turing is how many namesakes are told apart by the count of counts.
const turing = 12

// enoughNames is how many names must be borne by so many people before their
// number is worth anything.
const enoughNames = 50

// bearers gives how many bearers of a name may be expected among as many other
// people again, where the index holds so many besides a record and perhaps its
// double: the estimate of Good and Turing, which learns from how many names
// have one bearer, two and three how much a rare name is rarer than its count.
func (c *census) bearers() (expected [turing]float64) {
	var names [turing + 2]float64 // how many names have so many bearers
	for _, n := range c.names {
		if int(n) < len(names) {
			names[n]++
		}
	}
	for k := range expected {
		expected[k] = float64(k + 1)
		if fewer, more := names[k+1], names[k+2]; fewer >= enoughNames && more > 0 {
			expected[k] = min(expected[k], float64(k+2)*more/fewer)
		}
		if k > 0 {
			expected[k] = max(expected[k], expected[k-1])
		}
	}
	return expected
}

// size is log₂ of the records that a count is out of.
func (c *census) size() float64 { return math.Log2(float64(c.total) + pseudoRecords) }

// prior is log₂ of the odds that a given record of the index is the person
// asked for, before any field is looked at, where expected is how many records
// of that person the index may be expected to hold. In a small index it is the
// prior of package matching.
func (c *census) prior(expected float64) float64 {
	return math.Log2(expected) - math.Log2(float64(c.total)+128)
}
