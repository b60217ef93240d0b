package auditlog_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/auditlog"
)

// Every request is in the log before it leaves. Whoever has the key can say
// afterwards who asked about a person, and whether the log is still the one
// that was written.
func Example() {
	dir, err := os.MkdirTemp("", "audit")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	key := registryclient.NewSecret("32 bytes or more, from where you keep keys")
	l, err := auditlog.Open(dir, auditlog.Options{Key: key})
	if err != nil {
		log.Fatal(err)
	}
	person := registryclient.SubjectOfNumber(identity.MustParsePersonalID("000085000001").Number()) // synthetic

	// A transport made with registryclient.WithAuditor(l) does this by itself.
	err = l.Attempt(context.Background(), registryclient.WireAttempt{
		Serial: 1, Time: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), Operation: "qldc/TraCuuThongTinCongDan", RequestID: "r-1", Attempt: 1,
		Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "cb-017", Unit: "G12.34"}, Subjects: []identity.Text{person},
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := l.Close(); err != nil {
		log.Fatal(err)
	}

	wanted, err := auditlog.SubjectHash(key, person)
	if err != nil {
		log.Fatal(err)
	}
	for e, err := range auditlog.Entries(context.Background(), dir, auditlog.VerifyOptions{Key: key}) {
		if err != nil {
			log.Fatal(err)
		}
		for _, subject := range e.Subjects {
			if subject == wanted {
				fmt.Println("asked by", e.Officer, "of", e.Unit, "for", e.Procedure)
			}
		}
	}
	summary, err := auditlog.Verify(context.Background(), dir, auditlog.VerifyOptions{Key: key})
	fmt.Println(summary.Attempts, summary.Sealed, err)

	// Output:
	// asked by cb-017 of G12.34 for VPCP
	// 1 true <nil>
}
