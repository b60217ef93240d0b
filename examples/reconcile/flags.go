package main

import (
	"cmp"
	"flag"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/identity"
)

// config is what the flags say.
type config struct {
	participants string // "" = the embedded sample
	population   string // "" = the embedded sample
	columns      map[string]string
	registry     string // "" = a fake registry on loopback
	mode         string
	out          string
	force        bool
	journal      string // "" = nothing is kept
	journalKey   string // "" = the journal's path with ".key"
	asOf         identity.Date
	workers      int
}

// The powers of the fake registry.
const (
	modeRecord   = "record"
	modeTriple   = "triple"
	modeDescribe = "describe"
)

const usageText = `Usage: reconcile [flags]

Brings a list of insurance participants into agreement with the national
population database (Kế hoạch 2207/KH-BHXH, parts B.I and B.II) and writes, into
the directory of -out: Mau01-<unit>.xlsx and Mau02-<unit>.xlsx for each unit,
Mau03.xlsx, and outcomes.csv with one row a participant.

Without flags: an embedded sample of synthetic people, against a fake national
registry on loopback.

With -journal a run that ended in any way, kill -9 included, goes on where it
stopped: start the same command again (with -force once -out holds a finished
run). Nobody who was answered is asked again, whoever was left pending is, and
the files are those of one unbroken run. The journal belongs to one list and one
registry. It holds no personal data in clear: answers are sealed with the key of
-journal-key. Keep both until the list is done, then delete both; without the key
the journal cannot be read. A list of more than a day wants the same -as-of each
time: it stands on the forms.

Flags:
`

const environmentText = `
Environment, with -registry:
  BHXH_REGISTRY_USER         account at the registry
  BHXH_REGISTRY_SECRET_FILE  file that holds its secret
  BHXH_REGISTRY_PROCEDURE    MaDVC, code of the administrative procedure
  BHXH_REGISTRY_INTEGRATION  MaTichHop, code of the integration service (default 037)
  BHXH_REGISTRY_OFFICER      MaCanBo, the officer asking
  BHXH_REGISTRY_UNIT         MaDonVi, the asking agency

Exit status: 0 everybody has an outcome, 1 some are pending or the run was
interrupted, 2 unusable arguments or input, 3 a failure of our own.
`

func parseFlags(env environment) (config, error) {
	var cfg config
	var asOf, columns string
	flags := flag.NewFlagSet("reconcile", flag.ContinueOnError)
	flags.StringVar(&cfg.participants, "participants", "", "`FILE` of participants, CSV or XLSX (with -population or -registry)")
	flags.StringVar(&columns, "columns", "", "headings of the participants file where they differ, as `name=heading,…`")
	flags.StringVar(&cfg.population, "population", "", "`FILE` of the people whom the fake registry holds, CSV (with -participants)")
	flags.StringVar(&cfg.mode, "registry-mode", modeRecord, "power of the fake registry, `MODE`:\n"+
		"record    asked by number, returns its record: a demonstration of what a licence\n"+
		"          that returns it would allow, so that every mismatch code can be seen\n"+
		"triple    the live service 037: number, name and date must fit together, or\n"+
		"          nothing comes back\n"+
		"describe  what the plan's mass exchange answers: which fields are wrong, no values\n")
	flags.StringVar(&cfg.registry, "registry", "", "`URL` of a registry elsewhere, as service 037; plain http only to loopback")
	flags.StringVar(&cfg.out, "out", "./out", "`DIR` to write into")
	flags.BoolVar(&cfg.force, "force", false, "replace what an earlier run wrote into -out (a run of the sample is replaced without)")
	flags.StringVar(&cfg.journal, "journal", "", "`DIR` that keeps what was answered, so that a run that broke off can go on")
	flags.StringVar(&cfg.journalKey, "journal-key", "", "`FILE` of the key that seals the journal, outside of it; 32 random bytes are\n"+
		"written into it for a new journal (default the name of the journal with .key)")
	flags.StringVar(&asOf, "as-of", "", "`DATE` of the run, yyyy-MM-dd (default today)")
	flags.IntVar(&cfg.workers, "workers", 8, "questions under way at once, `N` from 1 to 256")
	if err := cli.Parse(flags, env.args, env.stdout, usageText, environmentText); err != nil {
		return cfg, err
	}
	given := make(map[string]bool)
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if err := cfg.check(given); err != nil {
		return cfg, err
	}
	var err error
	if cfg.columns, err = parseColumns(columns); err != nil {
		return cfg, err
	}
	cfg.asOf, err = cli.AsOf(asOf, env.now())
	return cfg, err
}

// check refuses arguments that contradict one another.
func (cfg config) check(given map[string]bool) error {
	switch {
	case cfg.registry != "" && given["registry-mode"]:
		return cli.Usagef("-registry and -registry-mode exclude each other: the mode is a power of the fake registry")
	case cfg.registry != "" && cfg.population != "":
		return cli.Usagef("-registry and -population exclude each other: the population is what the fake registry holds")
	case cfg.registry != "" && cfg.participants == "":
		return cli.Usagef("-registry needs -participants: the embedded sample is not for a registry elsewhere")
	case cfg.registry == "" && (cfg.participants == "") != (cfg.population == ""):
		return cli.Usagef("-participants and -population go together (or -participants with -registry)")
	case cfg.mode != modeRecord && cfg.mode != modeTriple && cfg.mode != modeDescribe:
		return cli.Usagef("-registry-mode: want record, triple or describe")
	case cfg.workers < 1 || cfg.workers > 256:
		return cli.Usagef("-workers: want a number from 1 to 256")
	case given["columns"] && cfg.participants == "":
		return cli.Usagef("-columns needs -participants")
	case cfg.journal == "" && cfg.journalKey != "":
		return cli.Usagef("-journal-key needs -journal")
	case cfg.journal != "" && within(cfg.out, cfg.journal):
		return cli.Usagef("-journal: want a directory outside of -out")
	case cfg.journal != "" && within(cfg.journal, cfg.keyFile()):
		return cli.Usagef("-journal-key: want a file outside of -journal")
	}
	return checkURL(cfg.registry)
}

// keyFile gives the path of the journal's key.
func (cfg config) keyFile() string {
	return cmp.Or(cfg.journalKey, filepath.Clean(cfg.journal)+".key")
}

// within reports a path that lies in a directory, or is it.
func within(dir, path string) bool {
	dir, errDir := filepath.Abs(dir)
	path, errPath := filepath.Abs(path)
	if errDir != nil || errPath != nil {
		return false
	}
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

func checkURL(raw string) error {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return cli.Usagef("-registry: want an http or https URL")
	}
	ip := net.ParseIP(u.Hostname())
	if u.Scheme == "http" && u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return cli.Usagef("-registry: plain http is for loopback only, use https")
	}
	if u.User != nil {
		return cli.Usagef("-registry: credentials do not belong in the URL, see BHXH_REGISTRY_USER and BHXH_REGISTRY_SECRET_FILE")
	}
	return nil
}

// parseColumns reads name=heading pairs. A name has one heading, and a heading
// stands for one name.
func parseColumns(s string) (map[string]string, error) {
	columns, names := make(map[string]string), make(map[string]string)
	if s == "" {
		return columns, nil
	}
	for pair := range strings.SplitSeq(s, ",") {
		name, heading, ok := strings.Cut(pair, "=")
		name, heading = strings.TrimSpace(name), strings.TrimSpace(heading)
		if !ok || name == "" || heading == "" {
			return nil, cli.Usagef("-columns: want name=heading,…")
		}
		if columns[name] != "" || names[heading] != "" {
			return nil, cli.Usagef("-columns: a name or a heading stands there twice")
		}
		columns[name], names[heading] = heading, name
	}
	return columns, nil
}

// isTerminal reports a character device, which a redirected stream is not.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
