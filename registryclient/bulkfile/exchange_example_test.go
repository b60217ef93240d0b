package bulkfile_test

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// The exchange as files: questions out, answers in, a second import of the same
// answers gives nothing. Somebody without a number comes back as a proposal.
func ExampleImport() {
	work, err := os.MkdirTemp("", "exchange")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	ours, err := bulkfile.NewHMAC(registryclient.NewSecret("our key, 32 bytes or more, from where you keep keys"))
	if err != nil {
		log.Fatal(err)
	}
	theirs, err := bulkfile.NewHMAC(registryclient.NewSecret("the key of the other side, of 32 bytes or more"))
	if err != nil {
		log.Fatal(err)
	}
	questions, answers := filepath.Join(work, "questions"), filepath.Join(work, "answers")
	people := func(yield func(bulkfile.Question, error) bool) { // synthetic
		_ = yield(bulkfile.Question{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985", Gender: "Nam", IDNumber: "000085000001"}, nil) &&
			yield(bulkfile.Question{FullName: "Trần Thị Thử", DateOfBirth: "1990", Gender: "Nữ"}, nil) // without a number
	}
	header := bulkfile.Header{Exchange: "2207-2026-001", Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "test"}}
	if _, err := bulkfile.ExportQuestions(context.Background(), questions, header, people, bulkfile.ExportOptions{Signer: ours}); err != nil {
		log.Fatal(err)
	}

	// The other side, in a rehearsal.
	_, err = bulkfile.Respond(context.Background(), questions, answers, ours, bulkfile.ExportOptions{Signer: theirs}, func(q bulkfile.Question) bulkfile.Answer {
		if q.IDNumber.IsEmpty() {
			return bulkfile.Answer{Result: bulkfile.ResultProposed, Proposed: []identity.PersonalID{identity.MustParsePersonalID("000190000002")}}
		}
		return bulkfile.Answer{Result: bulkfile.ResultDiffers, Wrong: []bulkfile.Field{bulkfile.FieldDateOfBirth}}
	})
	if err != nil {
		log.Fatal(err)
	}

	for range 2 {
		rows := 0
		for row, err := range bulkfile.Import(context.Background(), questions, answers, bulkfile.ImportOptions{Questions: ours, Answers: theirs}) {
			if err != nil {
				log.Fatal(err)
			}
			rows++
			if row.Proposal != nil {
				fmt.Println("for an officer to decide:", len(row.Proposal.Numbers), "proposed")
			} else {
				fmt.Println("answered:", row.Reply.Answer.Outcome, row.Reply.Answer.Reason)
			}
		}
		fmt.Println(rows, "rows")
	}

	// Output:
	// answered: not_matched fields_differ
	// for an officer to decide: 1 proposed
	// 2 rows
	// 0 rows
}

// Files that only the two sides of an exchange can read: each has a private key
// of its own and gives the other the public half. Both may open the questions,
// since we need them again when the answers come.
func ExampleX25519Recipient() {
	work, err := os.MkdirTemp("", "sealed")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	signer, err := bulkfile.NewHMAC(registryclient.NewSecret("our key, 32 bytes or more, from where you keep keys"))
	if err != nil {
		log.Fatal(err)
	}
	var readers []bulkfile.Sealer
	var private []*ecdh.PrivateKey
	for range 2 { // ours and theirs, of which we have the public half alone
		key, err := ecdh.X25519().GenerateKey(rand.Reader)
		if err != nil {
			log.Fatal(err)
		}
		reader, err := bulkfile.NewX25519Recipient(key.PublicKey())
		if err != nil {
			log.Fatal(err)
		}
		private, readers = append(private, key), append(readers, reader)
	}
	people := func(yield func(bulkfile.Question, error) bool) { // synthetic
		yield(bulkfile.Question{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985", Gender: "Nam", IDNumber: "000085000001"}, nil)
	}
	header := bulkfile.Header{Exchange: "2207-2026-002", Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "test"}}
	list, err := bulkfile.ExportQuestions(context.Background(), work, header, people, bulkfile.ExportOptions{Signer: signer, Sealers: readers})
	if err != nil {
		log.Fatal(err)
	}
	theirs, err := bulkfile.NewX25519Identity(private[1])
	if err != nil {
		log.Fatal(err)
	}
	file, err := list.Open(work, 0, theirs)
	if err != nil {
		log.Fatal(err)
	}
	_, questions, err := bulkfile.ReadQuestions(file)
	if err != nil {
		log.Fatal(err)
	}
	for q, err := range questions {
		fmt.Println(q.FullName.Masked(), err)
	}
	// Output: N.V.M. <nil>
}
