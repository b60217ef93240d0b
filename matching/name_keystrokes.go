package matching

// keystrokesOf explains a word of raw Telex or VNI keystrokes.
func keystrokesOf(s, r []byte) (codeSet, bool) { return 0, false }
