package matching

// Vietnamese gives the sentence for column (9) of Mẫu số 02: what to check and
// where to write the correction, never a value. "" for a code that is not known.
func (c Code) Vietnamese() string { panic("not written yet") }

// English gives the sentence for developers.
func (c Code) English() string { panic("not written yet") }

// VietnameseNote gives the sentence of the code as a note for the officer.
func (c Code) VietnameseNote() string { panic("not written yet") }
