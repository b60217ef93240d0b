package registryclient

import "sync"

// The prices of the retry budget. A full budget pays for 100 repeats; after
// that, repeats are earned by answers, so that an outage of the registry meets
// little more than one request a question.
const (
	budgetFull        = 500
	budgetRepeat      = 5
	budgetSlowRepeat  = 10 // after a timeout, which costs the service most
	budgetFirstAnswer = 1
)

// budget is a bucket of tokens shared by every call of a transport.
type budget struct {
	mu     sync.Mutex
	tokens int
}

func newBudget() *budget { return &budget{tokens: budgetFull} }

// take pays for a repeat after a failure of the class, and gives its price; 0
// when there is not enough left.
func (b *budget) take(code Code) int {
	price := budgetRepeat
	if code == CodeTimeout {
		price = budgetSlowRepeat
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tokens < price {
		return 0
	}
	b.tokens -= price
	return price
}

// succeeded gives back what the repeats of an answered call cost, or earns a
// little for an answer at the first attempt.
func (b *budget) succeeded(spent int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tokens = min(budgetFull, b.tokens+max(spent, budgetFirstAnswer))
}
