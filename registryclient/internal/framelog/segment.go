package framelog

import (
	"path/filepath"
	"strconv"
	"strings"
)

const (
	lockName    = "lock"
	segmentExt  = ".seg"
	partialExt  = ".new"
	nameWidth   = 8
	maxSegments = 99_999_999
)

// SegmentName gives the file name of a segment, from 1.
func SegmentName(n int) string {
	digits := strconv.Itoa(n)
	return strings.Repeat("0", max(0, nameWidth-len(digits))) + digits + segmentExt
}

func segmentNumber(name string) (int, bool) {
	digits, ok := strings.CutSuffix(name, segmentExt)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n >= 1 && n <= maxSegments && SegmentName(n) == name
}

// segmentBody is the body of a segment's first frame.
func segmentBody(kind string, n int) []byte {
	return []byte("bhxh-go/" + kind + " 1 " + strconv.Itoa(n))
}

// segments gives how many segments a directory holds. They are numbered
// without gaps; leftovers of a creation that broke off are named in partial.
func segments(fs FS, dir string) (count int, partial []string, err error) {
	names, err := fs.List(dir)
	if err != nil {
		return 0, nil, failed(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, partialExt) {
			partial = append(partial, filepath.Join(dir, name))
		}
		if n, ok := segmentNumber(name); ok {
			if count++; n != count {
				return 0, nil, &Error{Code: Corrupt, Segment: count}
			}
		}
	}
	return count, partial, nil
}

// create makes a segment that appears with its first frame or not at all.
func create(fs FS, dir, kind string, n int, c *chain, a authenticator) (File, int64, error) {
	next := *c
	frame := appendFrame(nil, &next, a, frameSegment, segmentBody(kind, n))
	name := filepath.Join(dir, SegmentName(n))
	f, err := fs.Create(name + partialExt)
	if err != nil {
		return nil, 0, failed(err)
	}
	_, err = f.Write(frame)
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = fs.Rename(name+partialExt, name)
	}
	if err == nil {
		err = fs.SyncDir(dir)
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, failed(err)
	}
	*c = next
	return f, int64(len(frame)), nil
}
