package framelog

import (
	"io"
	"os"
	"syscall"
)

const sharingViolation = syscall.Errno(32)

// lock takes the directory for one writer by a file that nobody else may open.
// The system gives it back when the process ends, however it ends.
func lock(name string) (io.Closer, error) {
	path, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, failed(err)
	}
	const shareNothing = 0
	h, err := syscall.CreateFile(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE, shareNothing, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err == sharingViolation {
		return nil, &Error{Code: Locked}
	}
	if err != nil {
		return nil, failed(err)
	}
	return os.NewFile(uintptr(h), name), nil
}

// syncDir does nothing: NTFS journals its directories, and a directory cannot
// be flushed through its handle.
func syncDir(string) error { return nil }
