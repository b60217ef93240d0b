package linkage

// oriented is two records of one file as package matching wants them: one that
// may be damaged, and one that knows.
type oriented struct {
	subject, reference         packed
	subjectName, referenceName []byte
}

// orient takes the value that looks better for what the reference knows, field
// by field, so that it does not matter which record comes first. Two personal
// IDs that differ stay with their dates: each states a year of birth. The names
// are for orientNames, which costs more.
func orient(p, q *packed) oriented {
	o := oriented{subject: *p, reference: *q}
	a, b := qualityOfDate(p.date), qualityOfDate(q.date)
	if a > b || a == b && (p.date < q.date || p.date == q.date && p.id < q.id) {
		o.subject, o.reference = o.reference, o.subject
	}
	if (p.idKind != idPersonal || q.idKind != idPersonal) && o.subject.knowsIDBetter(&o.reference) {
		s, r := &o.subject, &o.reference
		s.id, s.idKind, s.idLen, s.former, r.id, r.idKind, r.idLen, r.former = r.id, r.idKind, r.idLen, r.former, s.id, s.idKind, s.idLen, s.former
	}
	return o
}

func (o *oriented) orientNames(pn, qn []byte) {
	o.subjectName, o.referenceName = pn, qn
	if a, b := qualityOfName(pn), qualityOfName(qn); a > b || a == b && string(pn) < string(qn) {
		o.subjectName, o.referenceName = qn, pn
	}
}

func (p *packed) knowsIDBetter(q *packed) bool {
	if a, b := qualityOfID(p), qualityOfID(q); a != b {
		return a > b
	}
	return p.id < q.id
}

func qualityOfDate(date uint32) int {
	switch {
	case date == 0:
		return 0
	case isDay(date) && isNewYear(date):
		return 3
	case isDay(date):
		return 4
	case monthOf(date) != 0:
		return 2
	}
	return 1
}

func qualityOfID(p *packed) int {
	switch p.idKind {
	case idPersonal:
		return 3
	case idCMND:
		return 2
	case idDigits:
		return 1
	}
	return 0
}

// qualityOfName is higher the less a name shows of what damages names: lost
// letters, signs and words of one letter, keystrokes, lost marks.
func qualityOfName(name []byte) int {
	if len(name) == 0 {
		return -100
	}
	n, word := 0, 0
	for i, c := range name {
		switch {
		case c == '?':
			n -= 40
		case isSeparator(c):
			if c != ' ' || word == 1 {
				n -= 8
			}
			word = -1
		case c >= 0x80 && n >= 0:
			n = max(n, 1)
		}
		if word++; i == len(name)-1 && word == 1 {
			n -= 8
		}
	}
	if mayBeKeystrokes(name) {
		n -= 20
	}
	return n
}
