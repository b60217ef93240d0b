//go:build linux && (amd64 || arm64)

package forms

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"unsafe"
)

const (
	descriptors = "/proc/self/fd/"
	// Flags that package syscall does not name (include/uapi/asm-generic/fcntl.h,
	// include/uapi/linux/fcntl.h).
	openUnnamedFlag = 0o20000000 | syscall.O_DIRECTORY // O_TMPFILE
	currentDir      = ^uintptr(99)                     // AT_FDCWD, -100
	followLinks     = 0x400                            // AT_SYMLINK_FOLLOW
)

// openUnnamed opens a new file that has no name in a directory: it is gone when
// the process is.
func openUnnamed(root *os.Root, dir string) (*os.File, error) {
	if _, err := os.Stat(descriptors); err != nil {
		return nil, err // without it the file could never be named
	}
	return root.OpenFile(dir, os.O_WRONLY|openUnnamedFlag, 0o600)
}

// linkUnnamed names such a file (see open(2) on O_TMPFILE).
func linkUnnamed(file *os.File, root *os.Root, name string) error {
	dir, err := root.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }() // read only
	from, err := syscall.BytePtrFromString(descriptors + strconv.FormatUint(uint64(file.Fd()), 10))
	if err != nil {
		return err
	}
	to, err := syscall.BytePtrFromString(filepath.Base(name))
	if err != nil {
		return err
	}
	_, _, number := syscall.Syscall6(syscall.SYS_LINKAT, currentDir, uintptr(unsafe.Pointer(from)),
		dir.Fd(), uintptr(unsafe.Pointer(to)), followLinks, 0)
	if number != 0 {
		return os.NewSyscallError("linkat", number)
	}
	return nil
}
