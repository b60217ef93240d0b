package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

func now() time.Time { return time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC) }

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("full") }

// TestRunFails: statuses that do not need a process.
func TestRunFails(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tt := range []struct {
		name   string
		ctx    context.Context
		stdout io.Writer
		status int
		says   string
	}{
		{"full", t.Context(), failing{}, cli.ExitFailure, "full"},
		{"interrupted", cancelled, io.Discard, cli.ExitInterrupted, "interrupted"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var stderr strings.Builder
			if status := run(tt.ctx, environment{stdout: tt.stdout, stderr: &stderr, now: now}); status != tt.status || !strings.Contains(stderr.String(), tt.says) {
				t.Errorf("exit status %d, want %d: %s", status, tt.status, stderr.String())
			}
		})
	}
}

// TestWaits: only a registry that could not be asked makes a household wait;
// what its declaration lacks does not come by waiting.
func TestWaits(t *testing.T) {
	head := household.Member{
		Person: identity.Person{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985", Gender: "Nam", IDNumber: "000085000001"},
		Head:   true, Joins: true, Months: 12,
	}
	noNumber := head
	noNumber.Person.IDNumber = ""
	for _, tt := range []struct {
		name    string
		head    household.Member
		fails   error
		outcome registryclient.Outcome
		waits   bool
	}{
		{"confirmed", head, nil, registryclient.OutcomeMatched, false},
		{"refused", head, nil, registryclient.OutcomeNotMatched, false},
		{"no number", noNumber, nil, registryclient.OutcomeMatched, false},
		{"registry down", head, &registryclient.Error{Code: registryclient.CodeUnavailable}, registryclient.OutcomeUnknown, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checker := household.CheckerFunc(func(context.Context, registryclient.Query) (household.Sighting, error) {
				return household.Sighting{Answer: registryclient.Answer{Outcome: tt.outcome}}, tt.fails
			})
			resolver, err := household.NewResolver(household.Sources{Checker: checker}, household.Options{})
			if err != nil {
				t.Fatal(err)
			}
			on := identity.DateOf(now())
			r, err := resolver.Resolve(t.Context(), household.Request{Members: []household.Member{tt.head}, PayDate: on}, on)
			if err != nil {
				t.Fatal(err)
			}
			if waits(r) != tt.waits {
				t.Errorf("waits %v with %v", waits(r), r)
			}
		})
	}
}
