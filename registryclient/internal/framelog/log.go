package framelog

import (
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// Options are the settings of a log.
type Options struct {
	Kind        string // what the log is for; a log of another kind is refused
	SegmentSize int64  // a segment takes no further frame from here on
	FS          FS     // defaults to OS

	// MAC has every frame carry a MAC under Key, so that nobody without the key
	// can write one. Verify without a Key leaves the MACs unchecked.
	MAC bool
	Key []byte

	// Seal makes the content of the frame that ends a segment, at rotation and
	// at Close. nil leaves segments unsealed. It gets what it signs: the number
	// and the hash of the frame before.
	Seal func(seq uint64, hash Hash) ([]byte, error)
}

func (o Options) authenticator() authenticator { return authenticator{o.MAC, o.Key} }

// Log is an open log. It is safe for concurrent use.
type Log struct {
	dir  string
	opts Options
	lock io.Closer

	mu      sync.Mutex // guards the group that is filling
	filling *group

	disk   sync.Mutex // held by whoever writes
	file   File
	number int // of the segment
	size   int64
	sealed bool
	chain  chain
	broken error // set once, then everything is refused

	reader reader
}

// group is what goes into one frame.
type group struct {
	body []byte
	done chan struct{}
	at   Position
	err  error
}

// Open opens the log in a directory, which it makes, and takes it for this
// writer alone. visit sees every frame in order. A torn tail is cut; cut says
// how many bytes. What Open returns as an error is an *[Error], or visit's.
func Open(dir string, opts Options, visit func(*Frame) error) (l *Log, cut int64, err error) {
	if opts.FS == nil {
		opts.FS = OS{}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, 0, failed(err)
	}
	held, err := lock(filepath.Join(dir, lockName))
	if err != nil {
		return nil, 0, err
	}
	l = &Log{dir: dir, opts: opts, lock: held, reader: reader{fs: opts.FS, dir: dir, mac: opts.authenticator()}}
	if cut, err = l.recover(visit); err != nil {
		if l.file != nil {
			_ = l.file.Close()
		}
		_ = held.Close()
		return nil, 0, err
	}
	return l, cut, nil
}

func (l *Log) recover(visit func(*Frame) error) (cut int64, err error) {
	count, partial, err := segments(l.opts.FS, l.dir)
	if err != nil {
		return 0, err
	}
	for _, name := range partial {
		if err := l.opts.FS.Remove(name); err != nil {
			return 0, failed(err)
		}
	}
	for n := 1; n <= count; n++ {
		cut, err = l.load(n, n == count, visit)
		if err != nil {
			return 0, err
		}
	}
	switch {
	case count == 0:
		if err := l.rotate(); err != nil {
			return 0, err
		}
		if err := l.opts.FS.SyncDir(filepath.Dir(l.dir)); err != nil { // the directory itself is new, perhaps
			return 0, failed(err)
		}
	case l.sealed:
		return cut, l.rotate()
	}
	return cut, nil
}

// load reads a segment; the last stays open for appending.
func (l *Log) load(n int, last bool, visit func(*Frame) error) (cut int64, err error) {
	f, err := l.opts.FS.Open(filepath.Join(l.dir, SegmentName(n)))
	if err != nil {
		return 0, failed(err)
	}
	keep := false
	defer func() {
		if !keep {
			_ = f.Close()
		}
	}()
	size, err := f.Size()
	if err != nil {
		return 0, failed(err)
	}
	s := scanner{file: f, size: size, segment: n, last: last, kind: l.opts.Kind, chain: &l.chain, mac: l.opts.authenticator()}
	good, err := s.run(visit)
	if err != nil {
		return 0, err
	}
	if !last {
		return 0, nil
	}
	if good < size {
		if err := f.Truncate(good); err != nil {
			return 0, failed(err)
		}
		if err := f.Sync(); err != nil {
			return 0, failed(err)
		}
	}
	keep = true
	l.file, l.number, l.size, l.sealed = f, n, good, s.sealed
	return size - good, nil
}

// Append makes a record durable and says where its frame stands. It returns
// nil only after fsync did. Records of callers that wait together share a
// frame, in the order of their calls.
func (l *Log) Append(record []byte) (Position, error) {
	if len(record) > MaxRecord {
		return Position{}, &Error{Code: TooLarge}
	}
	l.mu.Lock()
	g, leads := l.filling, false
	if g == nil {
		g, leads = &group{done: make(chan struct{})}, true
		l.filling = g
	}
	g.body = binary.AppendUvarint(g.body, uint64(len(record)))
	g.body = append(g.body, record...)
	if len(g.body) >= groupSize {
		l.filling = nil
	}
	l.mu.Unlock()
	if !leads {
		<-g.done
		return g.at, g.err
	}
	l.disk.Lock() // while it waits here, others join the group
	l.mu.Lock()
	if l.filling == g {
		l.filling = nil
	}
	l.mu.Unlock()
	g.at, g.err = l.commit(g.body)
	l.disk.Unlock()
	close(g.done)
	return g.at, g.err
}

// commit writes one frame. The caller holds disk.
func (l *Log) commit(body []byte) (Position, error) {
	if l.broken != nil {
		return Position{}, l.broken
	}
	if l.size >= l.opts.SegmentSize {
		if err := l.seal(); err != nil {
			return Position{}, l.poison(err)
		}
		if err := l.rotate(); err != nil {
			return Position{}, l.poison(err)
		}
	}
	at := Position{l.number, l.size}
	if err := l.write(frameRecords, body); err != nil {
		return Position{}, l.poison(err)
	}
	return at, nil
}

func (l *Log) write(kind frameKind, body []byte) error {
	next := l.chain
	frame := appendFrame(make([]byte, 0, headerSize+len(body)+macSize), &next, l.opts.authenticator(), kind, body)
	if _, err := l.file.Write(frame); err != nil {
		return failed(err)
	}
	if err := l.file.Sync(); err != nil {
		return failed(err)
	}
	l.chain = next
	l.size += int64(len(frame))
	return nil
}

// seal ends the segment with a signed frame, where the log has them.
func (l *Log) seal() error {
	if l.opts.Seal == nil || l.sealed {
		return nil
	}
	body, err := l.opts.Seal(l.chain.seq-1, l.chain.hash)
	if err != nil {
		return err
	}
	if err := l.write(frameSeal, body); err != nil {
		return err
	}
	l.sealed = true
	return nil
}

// rotate goes on in a new segment.
func (l *Log) rotate() error {
	if l.file != nil {
		if err := l.file.Close(); err != nil {
			return failed(err)
		}
	}
	var err error
	l.file, l.size, err = create(l.opts.FS, l.dir, l.opts.Kind, l.number+1, &l.chain, l.opts.authenticator())
	if err != nil {
		return err
	}
	l.number++
	l.sealed = false
	return nil
}

// poison finishes the log after a failure.
func (l *Log) poison(cause error) error {
	l.broken = &Error{Code: Poisoned, Err: cause}
	return l.broken
}

// Head gives the number and hash of the last frame.
func (l *Log) Head() (seq uint64, hash Hash) {
	l.disk.Lock()
	defer l.disk.Unlock()
	return l.chain.seq - 1, l.chain.hash
}

// Close seals the log where it seals, and gives it free. It may be called
// again. An error means that the seal is not there.
func (l *Log) Close() error {
	l.disk.Lock()
	defer l.disk.Unlock()
	if l.lock == nil {
		return nil
	}
	var err error
	if l.broken == nil {
		err = l.seal()
	}
	if l.file != nil {
		if closing := l.file.Close(); err == nil && closing != nil && l.broken == nil {
			err = failed(closing)
		}
	}
	l.reader.close()
	_ = l.lock.Close()
	l.lock = nil
	l.broken = &Error{Code: Closed}
	return err
}
