//go:build !unix

package people

// PeakRSS gives the most memory that the program held, in megabytes; 0 where
// the system does not say.
func PeakRSS() int { return 0 }
