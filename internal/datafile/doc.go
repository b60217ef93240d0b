// Package datafile reads the data files of the example programs. Their formats
// are described in docs/data-files.md; the same formats serve samples, tests and
// whoever brings data of their own.
package datafile
