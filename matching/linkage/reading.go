package linkage

import "github.com/bhxh-go/bhxh/internal/vntext"

// maxReadings bounds the readings of one name that are made into keys.
const maxReadings = 4

// mayBeKeystrokes reports a name in which something looks like raw Telex or
// VNI keystrokes: a digit in a word, a letter that Vietnamese does not have, a
// doubled letter, or a word that ends in a key of a tone.
func mayBeKeystrokes(name []byte) bool {
	if len(name) > maxText {
		return false
	}
	for i, c := range name {
		switch c {
		case 'f', 'j', 'w', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			return true
		case 'a', 'e', 'o', 'd':
			if i > 0 && name[i-1] == c {
				return true
			}
		case 's', 'r', 'x':
			if i > 0 && name[i-1] != ' ' && (i+1 == len(name) || name[i+1] == ' ') {
				return true
			}
		}
	}
	return false
}

// maxText bounds the names that are read in other ways.
const maxText = 128

// appendReadings appends the words of what the keystrokes may mean.
func (k *packer) appendReadings(dst []words, name []byte) []words {
	k.text = vntext.AppendText(k.text[:0], name)
	for i, d := range vntext.KeystrokeCandidates(string(k.text)) {
		if i == maxReadings {
			break
		}
		folded, toned, ok := vntext.AppendForms(k.folded[:0], k.toned[:0], d.Text)
		if !ok {
			continue
		}
		k.folded, k.toned = folded, toned
		dst = append(dst, words{})
		dst[len(dst)-1].read(toned)
	}
	return dst
}
