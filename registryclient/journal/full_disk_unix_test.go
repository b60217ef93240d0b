//go:build darwin || dragonfly || freebsd || illumos || netbsd || openbsd

package journal_test

import (
	"errors"
	"os/exec"
)

func isolate(*exec.Cmd, string) {}

func makeDisk(string, int64) error { return errors.ErrUnsupported }
