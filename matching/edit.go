package matching

// maxEditLength bounds the texts whose distance is counted; longer ones are
// never a typing error of one another.
const maxEditLength = 40

// editDistance gives the number of edits (insert, delete, substitute, swap
// neighbours) between two texts of one byte a letter, in the form known as
// optimal string alignment: no letter takes part in two edits. Distances over
// limit come back as limit + 1.
func editDistance(a, b []byte, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(b)-len(a) > limit || len(b) > maxEditLength:
		return limit + 1
	case len(a) == 0:
		return len(b)
	case len(b) == 1, len(b) == 2 && len(a) == 2 && a[0] == b[1] && a[1] == b[0]:
		return 1
	case limit <= 1: // what one edit leaves has been seen
		return limit + 1
	}
	return min(alignmentDistance(a, b), limit+1)
}

// alignmentDistance is the dynamic programme of editDistance over three rows.
func alignmentDistance(a, b []byte) int {
	var rows [3][maxEditLength + 1]uint8
	for j := range len(b) + 1 {
		rows[0][j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		row, above, above2 := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = uint8(i)
		for j := 1; j <= len(b); j++ {
			cost := above[j-1]
			if a[i-1] != b[j-1] {
				cost++
			}
			cost = min(cost, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cost = min(cost, above2[j-2]+1)
			}
			row[j] = cost
		}
	}
	return int(rows[len(a)%3][len(b)])
}
