package linkage

// KeyKind is a kind of key under which candidates are looked for. The numbers
// and names are stable: keys may be stored.
type KeyKind uint8

// The kinds of keys, in the order of the cascade.
const (
	// KeyNumber is the personal ID or the CMND, in force or former; a number
	// that lost its leading zeros is filed under the padded one as well.
	KeyNumber KeyKind = iota + 1
	// KeyInsurance is the mã số BHXH.
	KeyInsurance
	// KeyNameDate is the day of birth with the letters of the name, without marks
	// and in any order: words may change places, be joined or split.
	KeyNameDate
	// KeyIDHead is the first eight digits of a personal ID: place, century and
	// gender, year of birth, and two more. It finds a slip in the last four.
	KeyIDHead
	// KeyIDMiddle is the first six digits and the last four: a slip between them.
	KeyIDMiddle
	// KeyIDTail is the last six digits: a slip in the first six.
	KeyIDTail
	// KeyGivenDate is the day of birth with the last word of the name.
	KeyGivenDate
	// KeyInitialsDate is the day of birth with the letters with which the first
	// and the last word begin: slips and abbreviations within the words.
	KeyInitialsDate
	// KeyNameDay is the day and month of birth with the letters of the name.
	KeyNameDay
	// KeyNameYear is the year of birth, stated by the date or by the personal
	// ID, with the letters of the name.
	KeyNameYear

	keyKinds = iota + 1 // one past the last
)

var keyNames = [keyKinds]string{
	KeyNumber: "number", KeyInsurance: "insurance_number", KeyNameDate: "name_date", KeyIDHead: "id_head", KeyIDMiddle: "id_middle", KeyIDTail: "id_tail",
	KeyGivenDate: "given_date", KeyInitialsDate: "initials_date", KeyNameDay: "name_day", KeyNameYear: "name_year",
}

// String gives the stable name of the kind.
func (k KeyKind) String() string {
	if int(k) < len(keyNames) && keyNames[k] != "" {
		return keyNames[k]
	}
	return "unknown"
}

// KeyKinds is a set of kinds.
type KeyKinds uint16

// Has reports whether the set holds the kind.
func (s KeyKinds) Has(k KeyKind) bool { return k < keyKinds && s>>k&1 != 0 }

// Kinds gives the kinds of the set in the order of the cascade.
func (s KeyKinds) Kinds() []KeyKind {
	var kinds []KeyKind
	for k := KeyNumber; k < keyKinds; k++ {
		if s.Has(k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Key is one key of a record. Two records that share a key are candidates for
// being one person. The hash is that of the values, which it does not show; it
// is still personal data, since numbers can be tried.
type Key struct {
	Kind KeyKind
	Hash uint64
}

// Keys gives the keys of a record, in the order of the cascade, each once. It
// is a pure function: an engine of its own that joins records on equal keys,
// bounds the size of each block and then calls [Compare] and [Cluster] finds
// what this package finds.
func Keys(r Record) []Key { return AppendKeys(nil, r) }

// AppendKeys appends [Keys] to dst.
func AppendKeys(dst []Key, r Record) []Key {
	var k packer
	p, name := k.pack(&r)
	var m keyMaker
	m.read(&p, name)
	start := len(dst)
	for stage := range stages {
		dst = m.appendStage(dst, stage)
	}
	return withoutDoubles(dst, start)
}

// withoutDoubles drops the keys from start on that stand there before.
func withoutDoubles(keys []Key, start int) []Key {
	n := start
next:
	for _, key := range keys[start:] {
		for _, seen := range keys[start:n] {
			if seen == key {
				continue next
			}
		}
		keys[n] = key
		n++
	}
	return keys[:n]
}

// The stages of the cascade: the search stops after a stage that leaves no
// doubt.
const (
	stageNumber = iota // a number that is held
	stageExact         // name with date, and slips of the number
	stageLoose         // what survives errors in the name or the date
	stages
)

// A keyMaker makes the keys of one packed record.
type keyMaker struct {
	p     *packed
	name  []byte
	words words
	other []words // other readings of the name
	buf   packer
}

func (m *keyMaker) read(p *packed, name []byte) {
	var w words
	w.read(name)
	m.readWords(p, name, &w)
}

func (m *keyMaker) readWords(p *packed, name []byte, w *words) {
	m.p, m.name, m.words = p, name, *w
	m.other = m.other[:0]
	if mayBeKeystrokes(name) {
		m.other = m.buf.appendReadings(m.other, name)
	}
}

func (m *keyMaker) appendStage(dst []Key, stage int) []Key {
	switch stage {
	case stageNumber:
		return m.appendNumbers(dst)
	case stageExact:
		dst = m.appendExact(dst)
	default:
		dst = m.appendLoose(dst)
	}
	return dst
}

// appendNumbers appends the keys of numbers that are equal.
func (m *keyMaker) appendNumbers(dst []Key) []Key {
	p := m.p
	switch p.idKind {
	case idPersonal, idCMND:
		dst = append(dst, numberKey(p.idKind, p.id))
	case idDigits:
		if p.idLen < 12 {
			dst = append(dst, numberKey(idPersonal, p.id))
		}
		if p.idLen < 9 {
			dst = append(dst, numberKey(idCMND, p.id))
		}
	}
	if p.former != 0 {
		dst = append(dst, numberKey(idCMND, uint64(p.former)))
	}
	if p.insurance != 0 {
		dst = append(dst, Key{KeyInsurance, hash2(KeyInsurance, p.insurance, 0)})
	}
	return dst
}

func numberKey(kind idKind, digits uint64) Key {
	return Key{KeyNumber, hash2(KeyNumber, digits, uint64(kind))}
}

// appendExact appends the keys of records that differ in little but a slip of
// the number.
func (m *keyMaker) appendExact(dst []Key) []Key {
	if m.words.n > 0 && isDay(m.p.date) {
		dst = m.appendNames(dst, KeyNameDate, uint64(m.p.date))
	}
	return m.appendIDParts(dst)
}

// appendIDParts appends the keys of what a slip leaves of a personal ID, with
// a digit too many or too few as well.
func (m *keyMaker) appendIDParts(dst []Key) []Key {
	id := m.p.id
	if m.p.idKind != idPersonal && (m.p.idKind != idDigits || m.p.idLen < 11) {
		return dst
	}
	head := id
	for range m.p.idLen - 8 {
		head /= 10
	}
	return append(dst,
		Key{KeyIDHead, hash2(KeyIDHead, head, 0)},
		Key{KeyIDMiddle, hash2(KeyIDMiddle, head/100, id%10_000)},
		Key{KeyIDTail, hash2(KeyIDTail, id%1_000_000, 0)})
}

// appendNames appends the keys of the whole name with another value, one for
// each reading of the name.
func (m *keyMaker) appendNames(dst []Key, kind KeyKind, value uint64) []Key {
	if m.words.n == 0 {
		return dst
	}
	dst = append(dst, Key{kind, hash2(kind, m.words.all, value)})
	for i := range m.other {
		dst = append(dst, Key{kind, hash2(kind, m.other[i].all, value)})
	}
	return dst
}

// appendLoose appends the keys that survive an error in the name or the date.
func (m *keyMaker) appendLoose(dst []Key) []Key {
	if m.words.n == 0 {
		return dst
	}
	if date := uint64(m.p.date); isDay(m.p.date) {
		dst = append(dst, Key{KeyGivenDate, hash2(KeyGivenDate, m.words.last, date)})
		for i := range m.other {
			dst = append(dst, Key{KeyGivenDate, hash2(KeyGivenDate, m.other[i].last, date)})
		}
		if initials, ok := m.words.initials(m.name); ok {
			dst = append(dst, Key{KeyInitialsDate, hash2(KeyInitialsDate, initials, date)})
		}
		dst = m.appendNames(dst, KeyNameDay, date&(1<<9-1))
	}
	return m.appendYears(dst)
}

// appendYears appends the keys of a name with the years of birth that the date
// and the personal ID state.
func (m *keyMaker) appendYears(dst []Key) []Key {
	year := yearOf(m.p.date)
	if year != 0 {
		dst = m.appendNames(dst, KeyNameYear, uint64(year))
	}
	if m.p.idKind == idPersonal {
		if stated := yearOfID(m.p.id); stated != year {
			dst = m.appendNames(dst, KeyNameYear, uint64(stated))
		}
	}
	return dst
}

// yearOfID gives the year of birth that a personal ID states.
func yearOfID(id uint64) int {
	return 1900 + 100*int(id/100_000_000%10/2) + int(id/1_000_000%100)
}
