package household

import "strconv"

// Dong is an amount of money in whole đồng.
type Dong int64

// String groups the digits as Vietnamese documents do: 1.366.200.
func (d Dong) String() string {
	digits := strconv.FormatInt(int64(d), 10)
	sign := ""
	if d < 0 {
		sign, digits = "-", digits[1:]
	}
	out := make([]byte, 0, len(digits)*4/3+1)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, '.')
		}
		out = append(out, digits[i])
	}
	return sign + string(out)
}

// divideRounded divides a number that is not negative and rounds half up.
func divideRounded(n, by int64) int64 { return (n + by/2) / by }
