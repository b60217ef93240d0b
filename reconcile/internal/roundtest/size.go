package roundtest

import (
	"fmt"
	"os"
	"strconv"
)

// Size gives how many participants a round has and how often it is killed: a
// country's worth takes minutes and runs only where BHXH_ROUND asks for it.
func Size() (people, kills int, err error) {
	text := os.Getenv("BHXH_ROUND")
	if text == "" {
		return 2000, 5, nil
	}
	people, err = strconv.Atoi(text)
	if err != nil || people < 1000 || people > mostPeople {
		return 0, 0, fmt.Errorf("BHXH_ROUND is no number from 1000 to %d", mostPeople)
	}
	return people, 20, nil
}

// Batch gives how many participants a worker claims at a time.
func Batch(people int) int { return min(500, max(10, people/50)) }
