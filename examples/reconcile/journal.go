package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
)

// resumable is the journal of -journal with its key. nil keeps nothing.
type resumable struct {
	journal *journal.Journal
	key     registryclient.Secret
}

// openJournal takes the journal for this process; nil without -journal.
func openJournal(cfg config) (*resumable, error) {
	if cfg.journal == "" {
		return nil, nil
	}
	if info, err := os.Stat(cfg.journal); err == nil && !info.IsDir() {
		return nil, cli.Usagef("-journal: want a directory")
	}
	j, err := journal.Open(cfg.journal, journal.Options{})
	if err != nil {
		return nil, journalError(err)
	}
	key, err := openKey(cfg.keyFile(), j.Begun())
	if err != nil {
		return nil, errors.Join(err, j.Close())
	}
	return &resumable{j, key}, nil
}

// close gives the journal free. Everything in it is durable already.
func (k *resumable) close() {
	if k != nil {
		_ = k.journal.Close()
	}
}

// openKey reads the key of the journal, or makes one for a journal that has not
// begun. It is called by the one process that has the journal.
func openKey(path string, begun bool) (registryclient.Secret, error) {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && begun:
		return registryclient.Secret{}, cli.Usagef("-journal-key: the key of this journal is missing, and without it nothing in it can be read")
	case errors.Is(err, fs.ErrNotExist):
		text = make([]byte, registryclient.MinKey)
		_, _ = rand.Read(text) // never fails
		if err := writeKey(path, text); err != nil {
			return registryclient.Secret{}, fmt.Errorf("-journal-key: cannot write the key: %w", cli.Reason(err))
		}
	case err != nil:
		return registryclient.Secret{}, cli.Usagef("-journal-key: %v", cli.Reason(err))
	case len(text) < registryclient.MinKey:
		return registryclient.Secret{}, cli.Usagef("-journal-key: the key is shorter than %d bytes", registryclient.MinKey)
	}
	return registryclient.NewSecret(string(text)), nil
}

// writeKey writes a file that is either whole and durable or not there.
func writeKey(path string, key []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), tempPattern) // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(key)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil { // the name too, where the system can
		_ = dir.Sync()
		_ = dir.Close()
	}
	return nil
}

// resume gives the settings of the run. The journal belongs to the list as it
// stands in its file, and to the registry.
func (k *resumable) resume(in *input, r *registry) (reconcile.Resume, error) {
	if k == nil {
		return reconcile.Resume{}, nil
	}
	list, err := in.list.digest()
	if err != nil {
		return reconcile.Resume{}, err
	}
	parts := []string{list, strings.ToLower(filepath.Ext(in.list.name)), r.identity}
	for _, name := range slices.Sorted(maps.Keys(in.headings)) {
		parts = append(parts, name+"="+in.headings[name])
	}
	return reconcile.Resume{Checkpoints: k.journal, Key: k.key, Input: strings.Join(parts, "\n")}, nil
}

// runError says what an error of the run means for whoever started the program.
func runError(err error) error {
	var batch *registryclient.BatchError
	if !errors.As(err, &batch) {
		return cli.Usagef("%v", err) // of the input
	}
	switch batch.Code {
	case registryclient.BatchOtherInput:
		if batch.Row < 0 {
			return cli.Usagef("-journal: it belongs to another list, or to another registry; use a new directory")
		}
		return cli.Usagef("-journal: from participant %d on it was asked otherwise; are -as-of and the version of this program those of the first run?", batch.Row+1)
	case registryclient.BatchOtherKey:
		return cli.Usagef("-journal-key: this is not the key of the journal")
	case registryclient.BatchDamaged:
		return cli.Usagef("-journal: it holds what this program never wrote")
	case registryclient.BatchStore:
		return journalError(batch.Err)
	}
	return cli.Usagef("-journal: %v", err)
}

// journalError says the same of an error of the journal itself.
func journalError(err error) error {
	switch {
	case errors.Is(err, journal.CodeLocked):
		return cli.Usagef("-journal: another run has it")
	case errors.Is(err, journal.CodeCorrupt):
		return cli.Usagef("-journal: %v; nothing was changed: bring it back from a copy, or use a new directory and ask everybody again", err)
	case errors.Is(err, journal.CodeFormat):
		return cli.Usagef("-journal: %v", err)
	case errors.Is(err, journal.CodePoisoned):
		return fmt.Errorf("-journal: %w; what it acknowledged is safe: start the same command again when the disk is well", err)
	}
	return fmt.Errorf("-journal: %w", err)
}
