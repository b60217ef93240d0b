//go:build !darwin && !dragonfly && !freebsd && !illumos && !linux && !netbsd && !openbsd

package journal_test

import "os"

const spaceEnv = childEnv + "_SPACE"

// cramped needs a system that can be told to refuse to write.
func cramped(string, string, string) int {
	_, _ = os.Stderr.WriteString("not on this system\n")
	return 1
}
