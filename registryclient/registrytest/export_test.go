package registrytest

// ParseQuestion reads a request and says whether it is one, with the parts
// that a test compares.
func ParseQuestion(body []byte) (operation, requestID, number, name, born string, err error) {
	q, err := parseQuestion(body)
	return q.operation, q.requestID, q.number.Reveal(), q.name, q.born.Reveal(), err
}

// ErrRequest is the one error of ParseQuestion.
var ErrRequest = errRequest
