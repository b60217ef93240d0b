//go:build unix

package people

import (
	"runtime"
	"syscall"
)

// PeakRSS gives the most memory that the program held, in megabytes; 0 where
// the system does not say.
func PeakRSS() int {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" { // in bytes, elsewhere in kilobytes
		return int(u.Maxrss >> 20)
	}
	return int(u.Maxrss >> 10)
}
