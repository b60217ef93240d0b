package people

import (
	"errors"
	"io"
	"iter"
	"math"
	"os"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// File is what is kept of a people.csv while its records stream by: how each
// record is called, and whose it is where the file says so.
type File struct {
	names []byte   // of the records, one after another
	ends  []uint32 // where each ends in names
	Truth []uint64 // a hash of the person of each record; nil where the file has no such column

	unique unique
}

// Len gives the number of records that were read.
func (f *File) Len() int { return len(f.ends) }

// Name gives the name of a record, as the column record has it.
func (f *File) Name(i int) string { return string(f.name(i)) }

func (f *File) name(i int) []byte {
	start := uint32(0)
	if i > 0 {
		start = f.ends[i-1]
	}
	return f.names[start:f.ends[i]]
}

// ErrTooLarge says that the names of the records of a file take more than four
// gigabytes.
var ErrTooLarge = errors.New("the column record is too large")

// Read reads people.csv from path and gives its records, while f fills with
// what is kept of them. An error, which is a *csvtable.Error where the format
// is broken, comes last. row is called for every record.
func (f *File) Read(path string, row func()) iter.Seq2[linkage.Record, error] {
	return func(yield func(linkage.Record, error) bool) {
		file, err := os.Open(path)
		if err != nil {
			yield(linkage.Record{}, err)
			return
		}
		defer file.Close()
		for r, err := range f.read(file, path) {
			row()
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// The columns of people.csv, by their places in columns.
const (
	record = iota
	fullName
	dateOfBirth
	gender
	idNumber
	insuranceNumber
	person // the only one that may be missing
)

func columns() []string {
	return []string{"record", "full_name", "date_of_birth", "gender", "id_number", "social_insurance_number", "person"}
}

func (f *File) read(from io.Reader, path string) iter.Seq2[linkage.Record, error] {
	return func(yield func(linkage.Record, error) bool) {
		names := columns()
		table, err := csvtable.Open(from, path, names[:person], names[person:])
		if err != nil {
			yield(linkage.Record{}, err)
			return
		}
		truth := table.Has(names[person])
		for row, err := range table.Rows() {
			if err != nil {
				yield(linkage.Record{}, err)
				return
			}
			if f.names = append(f.names, row.At(record)...); uint64(len(f.names)) > math.MaxUint32 {
				yield(linkage.Record{}, row.Fail(names[record], ErrTooLarge))
				return
			}
			f.ends = append(f.ends, uint32(len(f.names)))
			if !f.unique.add(f) {
				yield(linkage.Record{}, row.Fail(names[record], ErrTwice))
				return
			}
			if truth {
				f.Truth = append(f.Truth, hash(row.At(person), len(f.ends)))
			}
			r := linkage.Record{
				Person: identity.Person{
					FullName:    identity.Name(row.At(fullName)),
					DateOfBirth: identity.Text(row.At(dateOfBirth)),
					Gender:      identity.Text(row.At(gender)),
					IDNumber:    identity.Text(row.At(idNumber)),
				},
				InsuranceNumber: identity.Text(row.At(insuranceNumber)),
			}
			if !yield(r, nil) {
				return
			}
		}
		f.unique = unique{} // of no more use
	}
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// hash gives 64 bits of FNV-1a. An empty person is nobody: it is like no
// other.
func hash(person string, line int) uint64 {
	h := uint64(fnvOffset)
	if person == "" {
		return h ^ uint64(line)<<1 | 1<<63
	}
	for i := range len(person) {
		h = (h ^ uint64(person[i])) * fnvPrime
	}
	h ^= h >> 32
	return h &^ (1 << 63)
}
