package journal_test

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// isolate lets the child make a file system that nobody else sees.
func isolate(command *exec.Cmd, space string) {
	if !strings.HasPrefix(space, "disk") {
		return
	}
	command.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
}

// makeDisk makes a file system of so many bytes.
func makeDisk(dir string, bytes int64) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+strconv.FormatInt(bytes, 10))
}
