package journal_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" { // this process is the one that is killed
		os.Exit(child())
	}
	goleak.VerifyTestMain(m)
}
