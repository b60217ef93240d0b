package synth

// minority makes the family one of a minority people: Ê-đê, Gia-rai, H'Mông,
// Khmer, Chăm, Thái or Cơ Ho.
func (w *World) minority(f *family) {
	both := func(givens []string) [2][]string { return [2][]string{givens, givens} }
	middle := func(clan, man, woman string) func(bool, string) string {
		return func(female bool, given string) string {
			if female {
				return clan + woman + given
			}
			return clan + man + given
		}
	}
	switch w.rng.IntN(7) {
	case 0:
		clan := pickOf(w.rng, edeClans)
		f.minorityGivens = [2][]string{edeMen, edeWomen}
		f.whole = func(female bool, given string) string {
			if female {
				return "H'" + given + " " + clan
			}
			return "Y " + given + " " + clan
		}
	case 1:
		f.minorityGivens = both(jraiGivens)
		f.whole = middle(pickOf(w.rng, jraiClans), " ", " H'")
	case 2:
		f.minorityGivens = both(hmongGivens)
		f.whole = middle(pickOf(w.rng, hmongClans), pickOf(w.rng, []string{" A ", " Seo ", " Văn "}), " Thị ")
	case 3:
		f.minorityGivens = both(khmerGivens)
		f.whole = middle(pickOf(w.rng, khmerClans), " ", " Thị ")
	case 4:
		f.minorityGivens = both(chamGivens)
		f.whole = middle(pickOf(w.rng, chamClans), " Năng ", " Thị ")
	case 5:
		f.minorityGivens = both(thaiGivens)
		f.whole = middle(pickOf(w.rng, thaiClans), " Văn ", " Thị ")
	default:
		f.minorityGivens = both(khoGivens)
		f.whole = middle("", "K'", "Ka ")
	}
}
