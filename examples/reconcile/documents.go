package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
)

// unitLists are the two lists of one managing unit. The rows are kept until
// the end of the run, because a list is one document.
type unitLists struct {
	unit  identity.Unit
	mau01 []forms.Mau01Row
	mau02 []forms.Mau02Row
}

// list puts a participant on the list of its outcome.
func (j *job) list(o reconcile.Outcome) {
	unit := o.Participant.Unit
	lists := j.units[unit.Code]
	if lists == nil {
		lists = &unitLists{unit: unit}
		j.units[unit.Code] = lists
	}
	person := o.Normalized
	switch o.Kind.List() {
	case reconcile.ListMau01:
		lists.mau01 = append(lists.mau01, forms.Mau01Row{
			SocialInsuranceNumber: string(o.Participant.SocialInsuranceNumber),
			FullName:              string(person.FullName),
			DateOfBirth:           string(person.DateOfBirth),
			Gender:                string(person.Gender),
			PersonalID:            o.PersonalID.Reveal(),
			VssID:                 o.Participant.VssID,
			Email:                 string(o.Participant.Email),
		})
	case reconcile.ListMau02:
		lists.mau02 = append(lists.mau02, forms.Mau02Row{
			SocialInsuranceNumber: string(o.Participant.SocialInsuranceNumber),
			FullName:              string(person.FullName),
			DateOfBirth:           string(person.DateOfBirth),
			Gender:                string(person.Gender),
			IDNumber:              string(person.IDNumber),
			VssID:                 o.Participant.VssID,
			Email:                 string(o.Participant.Email),
			Codes:                 o.Codes,
		})
	}
}

// document is one file to write.
type document struct {
	name    string
	content func(context.Context, io.Writer) error
}

// writeDocuments writes the lists of every unit, two at a time, and the
// progress report.
func (j *job) writeDocuments(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	const writers = 2
	todo := make(chan document)
	failed := make(chan error, writers)
	var owned sync.WaitGroup
	for range writers {
		owned.Go(func() {
			for d := range todo {
				if err := j.writeDocument(ctx, d); err != nil {
					failed <- err
					cancel()
					return
				}
			}
		})
	}
	shown := newProgress(j.env, 0)
	defer shown.done()
	for d := range j.documents() {
		shown.note("writing " + d.name)
		select {
		case todo <- d:
		case <-ctx.Done():
		}
	}
	close(todo)
	owned.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

func (j *job) writeDocument(ctx context.Context, d document) error {
	return j.out.write(d.name, func(w io.Writer) error { return d.content(ctx, w) })
}

// documents gives every document of the run, in the order of the unit codes.
func (j *job) documents() iter.Seq[document] {
	return func(yield func(document) bool) {
		for _, code := range slices.Sorted(maps.Keys(j.units)) {
			lists := j.units[code]
			name := j.out.unitName(code)
			for d := range volumes(j, "Mau01-"+name, lists.unit, lists.mau01, forms.WriteMau01) {
				if !yield(d) {
					return
				}
			}
			for d := range volumes(j, "Mau02-"+name, lists.unit, lists.mau02, forms.WriteMau02) {
				if !yield(d) {
					return
				}
			}
		}
		yield(document{"Mau03.xlsx", j.writeMau03})
	}
}

type writer[R any] func(context.Context, io.Writer, forms.Head, iter.Seq2[R, error], forms.Options) error

// volumes gives the documents of one list: one, or several where the list is
// longer than a document may be, none where it is empty.
func volumes[R any](j *job, name string, unit identity.Unit, rows []R, write writer[R]) iter.Seq[document] {
	return func(yield func(document) bool) {
		if len(rows) == 0 {
			return
		}
		head := forms.Head{Unit: unit, AsOf: j.cfg.asOf, ListID: name}
		for head, part := range forms.Volumes(head, rows) {
			file := name + ".xlsx"
			if head.Volumes > 1 {
				file = fmt.Sprintf("%s.tap%d.xlsx", name, head.Volume)
				head.ListID = fmt.Sprintf("%s.tap%d", name, head.Volume)
			}
			if !yield(document{file, func(ctx context.Context, w io.Writer) error {
				return write(ctx, w, head, part, options)
			}}) {
				return
			}
		}
	}
}

// options are those of every document. A name with a character that no
// document can hold is printed with a mark in its place: it is on the list to
// be corrected, and must not keep the others from theirs.
var options = forms.Options{BadText: forms.ReplaceBadText}

func (j *job) writeMau03(ctx context.Context, w io.Writer) error {
	var rows []forms.Mau03Row
	for unit, c := range j.tally.Units() {
		rows = append(rows, forms.Mau03Row{
			Name:          strings.TrimSpace(unit.Code + " " + unit.Name),
			Participants:  c.Participants,
			WithID:        c.WithID,
			Verified:      c.Of(reconcile.Verified) + c.Of(reconcile.IDShared),
			Replaced:      c.Of(reconcile.IDShared),
			Mismatched:    c.Of(reconcile.Mismatched),
			WithoutNumber: c.Of(reconcile.NoID),
			SentMau01:     c.OnMau01(),
			SentMau02:     c.OnMau02(),
			NoEmail:       c.NoEmail,
			NotRegistered: c.NotInVssID,
			Remarks:       remarks(c),
		})
	}
	head := forms.Head{AsOf: j.cfg.asOf, ListID: "Mau03"}
	return forms.WriteMau03(ctx, w, head, forms.Rows(rows...), options)
}

// remarks says of a unit what no column of the report holds: who is on no list.
func remarks(c reconcile.Counts) string {
	var parts []string
	if n := c.Of(reconcile.Pending); n > 0 {
		parts = append(parts, fmt.Sprintf("Chưa hỏi được: %d", n))
	}
	if n := c.Of(reconcile.NotComparable); n > 0 {
		parts = append(parts, fmt.Sprintf("Không đối chiếu được: %d", n))
	}
	return strings.Join(parts, "; ")
}
