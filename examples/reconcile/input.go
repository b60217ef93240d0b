package main

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/datafile"
)

// The embedded sample: synthetic people, made by sample/generate.go.
var (
	//go:embed sample/participants.csv
	sampleParticipants []byte
	//go:embed sample/population.csv
	samplePopulation []byte
)

//go:generate go run -C sample generate.go

// source is a file that can be read more than once. A file that cannot be opened
// is a fault of the arguments.
type source struct {
	name string // for error messages: the base name, never the path
	open func() (io.ReadCloser, error)
}

func fileSource(path string) source {
	return source{filepath.Base(path), func() (io.ReadCloser, error) { return cli.Open(path) }}
}

func embeddedSource(name string, data []byte) source {
	return source{name, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// digest gives the SHA-256 of the file.
func (s source) digest() (string, error) {
	f, err := s.open()
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", cli.Usagef("%s: %v", s.name, cli.Reason(err))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// input is the list of participants and, for the fake registry, the people
// whom it holds.
type input struct {
	list       source
	population source
	headings   datafile.Headings
	sample     bool // the embedded one
	rows       int
}

// openInput reads the participants once, so that a file that breaks its format
// is refused before anybody is asked about, and counts them.
func openInput(cfg config) (*input, error) {
	in := &input{headings: cfg.columns, sample: cfg.participants == ""}
	in.list = embeddedSource("participants.csv", sampleParticipants)
	in.population = embeddedSource("population.csv", samplePopulation)
	if cfg.participants != "" {
		in.list = fileSource(cfg.participants)
	}
	if cfg.population != "" {
		in.population = fileSource(cfg.population)
	}
	if name, unknown := in.headings.Unknown(); unknown {
		return nil, cli.Usagef("-columns: no column of participants is named %q", name)
	}
	for _, err := range in.participants() {
		if err != nil {
			return nil, cli.Usagef("%v", err)
		}
		in.rows++
	}
	return in, nil
}

// participants reads the list from its beginning.
func (in *input) participants() iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		f, err := in.list.open()
		if err != nil {
			yield(identity.Participant{}, err)
			return
		}
		defer f.Close()
		read := datafile.Participants
		if strings.EqualFold(filepath.Ext(in.list.name), ".xlsx") {
			read = datafile.ParticipantsXLSX
		}
		for p, err := range read(f, in.list.name, in.headings) {
			if !yield(p, err) {
				return
			}
		}
	}
}
