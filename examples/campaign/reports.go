package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"time"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

//go:embed targets.csv
var targetsFile []byte

func readTargets() (campaign.Targets, error) {
	return campaign.ReadTargets(bytes.NewReader(targetsFile))
}

// report prints the Mẫu số 03 of the week: as a workbook, as a page to sign with
// its chart, and the same figures as CSV and JSON.
func (m *month) report(ctx context.Context) error {
	q := campaign.ProgressQuery{By: campaign.ByUnit}
	if n := len(m.reports); n > 0 {
		q.From = m.reports[n-1].AsOf
	}
	p, err := m.campaign.Progress(ctx, q)
	if err != nil {
		return err
	}
	m.reports = append(m.reports, p)
	var rows []forms.Mau03Row
	for line := range p.Mau03(m.targets) {
		rows = append(rows, mau03Row(line, m.unitName(line.Key)))
	}
	head := forms.Head{AsOf: identity.DateOf(m.now), ListID: "Mau03-" + m.day()}
	for _, format := range [...]forms.Format{forms.FormatXLSX, forms.FormatPDF} {
		err := m.out.write(head.ListID+format.Extension(), func(w io.Writer) error {
			return forms.WriteMau03(ctx, w, head, forms.Rows(rows...), forms.Options{Format: format})
		})
		if err != nil {
			return err
		}
	}
	if err := m.out.write("progress-"+m.day()+".csv", p.WriteCSV); err != nil {
		return err
	}
	if err := m.out.write("progress-"+m.day()+".json", p.WriteJSON); err != nil {
		return err
	}
	m.note("Mẫu số 03: %d participants, %d with số ĐDCN, %d verified, %d not matching, %d without a number, %d open",
		p.Total.Participants, p.Total.WithID, p.Total.Verified, p.Total.Mismatched, p.Total.WithoutNumber, p.Total.Open)
	m.more("this week: %d answers, %d CMND replaced, %d notices, %d updates, %d registered for VssID",
		p.Total.Answered, p.Total.Replaced, p.Total.NoticesMau01+p.Total.NoticesMau02, p.Total.Updates, p.Total.Registered)
	for _, d := range p.Distances(m.targets) {
		m.more("%s", distance(d))
	}
	return nil
}

// distance words how far a figure is from its target.
func distance(d campaign.Distance) string {
	scope := "total"
	if d.Target.By != campaign.ByNothing {
		scope = string(d.Target.By) + " " + d.Target.Key
	}
	text := fmt.Sprintf("target %s of %s by %s: %d of %d", d.Target.Measure, scope, d.Target.Date.ISO(), d.Have, d.Want)
	if d.IsReached() {
		return text + ", reached"
	}
	return fmt.Sprintf("%s, %d to go, %d a day", text, d.Missing, d.PerDay)
}

// mau03Row makes a line of the form of a line of the campaign.
func mau03Row(l campaign.Mau03Line, name string) forms.Mau03Row {
	row := forms.Mau03Row{
		Name: name, Participants: l.Participants, WithID: l.WithID, Verified: l.Verified, Replaced: l.Replaced,
		Mismatched: l.Mismatched, WithoutNumber: l.WithoutNumber, SentMau01: l.SentMau01, SentMau02: l.SentMau02,
		Received: forms.Known(l.Received), Updated: forms.Known(l.Updated), Reverified: forms.Known(l.Reverified),
		Escalated: forms.Known(l.Escalated), VssIDRegistered: forms.Known(l.VssIDRegistered),
		VssIDApproved: forms.Known(l.VssIDApproved), VssIDApprovedTotal: forms.Known(l.VssIDApprovedTotal),
		NoEmail: l.NoEmail, NotRegistered: l.NotRegistered,
	}
	if l.HasVssIDTarget {
		row.VssIDTarget = forms.Known(l.VssIDTarget)
	}
	if l.Open > 0 {
		row.Remarks = fmt.Sprintf("Chưa có kết quả xác thực: %d", l.Open)
	}
	return row
}

func (m *month) unitName(code string) string {
	for _, u := range m.town.units {
		if u.Code == code {
			return u.Code + " " + u.Name
		}
	}
	return code
}

// countAgain counts every report again from the history.
func (m *month) countAgain(ctx context.Context) error {
	for _, printed := range m.reports {
		again, err := m.campaign.Progress(ctx, campaign.ProgressQuery{AsOf: printed.AsOf, From: printed.From, By: printed.By})
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(printed, again) {
			return errors.New("a report of a past day has changed")
		}
	}
	m.note("All %d reports counted again from the history: the same figures", len(m.reports))
	return nil
}

// quality measures the data and shows what the batch betrays.
func (m *month) quality(ctx context.Context) error {
	q, err := m.campaign.Quality(ctx, campaign.QualityQuery{By: campaign.ByUnit})
	if err != nil {
		return err
	}
	t := q.Total
	m.note("Quality of %d: đúng %d, đủ %d, sạch %d, sống %d, all four %d", t.Participants, t.Correct, t.Complete, t.Clean, t.Live, t.All)
	for _, w := range q.Warnings {
		m.more("warning %s: %d participants %v", w.Kind, w.Count, w.IDs)
	}
	failures, err := m.campaign.Failures(ctx, campaign.FailureQuery{By: campaign.ByUnit})
	if err != nil {
		return err
	}
	m.more("not verified: %d, by cause %v", failures.Total.Participants, failures.Total.ByCause)
	return m.out.write("failures-"+m.day()+".csv", failures.WriteCSV)
}

// writeWork writes the work lists of the units. They hold no personal data: who
// a participant is, the office looks up.
func (m *month) writeWork(ctx context.Context, q campaign.UnansweredQuery) error {
	waiting, err := collect(m.campaign.Unanswered(ctx, q))
	if err != nil {
		return err
	}
	rows := [][]string{{"unit", "participant", "list", "since", "days"}}
	for _, u := range waiting {
		rows = append(rows, []string{u.Place.Unit, id(u.ID), u.List, date(u.Since), strconv.Itoa(u.Days)})
	}
	if err := m.writeCSV("unanswered.csv", rows); err != nil {
		return err
	}
	tasks, err := collect(m.campaign.VssIDTasks(ctx, campaign.WorkQuery{}))
	if err != nil {
		return err
	}
	rows = [][]string{{"unit", "participant", "task", "annex", "since", "told"}}
	for _, t := range tasks {
		rows = append(rows, []string{t.Place.Unit, id(t.ID), string(t.Work), t.Work.Annex(), date(t.Since), date(t.Notified)})
	}
	m.more("VssID: %d tasks", len(tasks))
	return m.writeCSV("vssid-tasks.csv", rows)
}

func (m *month) writeCSV(name string, rows [][]string) error {
	return m.out.write(name, func(w io.Writer) error { return csv.NewWriter(w).WriteAll(rows) })
}

func id(n campaign.ID) string { return strconv.FormatInt(int64(n), 10) }

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clockZone).Format(time.DateOnly)
}
