package main

import (
	"context"
	"fmt"
	"io"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Every person, number, unit and agency here is made up.

// document is a form with its sample.
type document struct {
	name  string
	write func(context.Context, io.Writer, forms.Format) error
}

var documents = [...]document{
	{"mau01", func(ctx context.Context, w io.Writer, f forms.Format) error {
		return forms.WriteMau01(ctx, w, head(), forms.Rows(mau01Rows()...), forms.Options{Format: f, Signature: signature()})
	}},
	{"mau02", func(ctx context.Context, w io.Writer, f forms.Format) error {
		return forms.WriteMau02(ctx, w, head(), forms.Rows(mau02Rows()...), forms.Options{Format: f})
	}},
	{"mau03", func(ctx context.Context, w io.Writer, f forms.Format) error {
		return forms.WriteMau03(ctx, w, head(), forms.Rows(mau03Rows()...), forms.Options{Format: f})
	}},
}

func head() forms.Head {
	return forms.Head{
		ParentAgency: "Bảo hiểm xã hội tỉnh Thử Nghiệm",
		Agency:       "Bảo hiểm xã hội huyện Ví Dụ",
		Unit:         identity.Unit{Code: "YN0001A", Name: "Công ty trách nhiệm hữu hạn Ví Dụ", Address: "Số 12, phố Mẫu, huyện Ví Dụ, tỉnh Thử Nghiệm"},
		ListID:       "2026-11/YN0001A",
		AsOf:         identity.MustDate(2026, 11, 22),
	}
}

func signature() *forms.Signature {
	return &forms.Signature{
		Place: "Thử Nghiệm", Date: identity.MustDate(2026, 11, 22), Titles: []string{"Giám đốc"}, Name: "Nguyễn Văn Mẫu",
		Recipients: []string{"- Như trên;", "- Lưu: VT."},
	}
}

var (
	names = [...]string{"Nguyễn Văn Thử", "Trần Thị Mẫu", "Lê Văn Ví Dụ", "Phạm Thị Minh Họa", "Công Tằng Tôn Nữ Thị Giả Định", "H'Hen Thử"}
	codes = [...][]matching.Code{{matching.NameDiacritics}, {matching.IDOldNumber}, {matching.NameGiven, matching.DateDay}, {matching.IDMissing}}
)

const people = 24

func mau01Rows() []forms.Mau01Row {
	rows := make([]forms.Mau01Row, people)
	for i := range rows {
		rows[i] = forms.Mau01Row{
			SocialInsuranceNumber: fmt.Sprintf("01234567%02d", i),
			FullName:              names[i%len(names)],
			DateOfBirth:           fmt.Sprintf("%02d/%02d/1990", 1+i, 1+i%12),
			Gender:                identity.Gender(1 + i%2).Vietnamese(),
			PersonalID:            fmt.Sprintf("001%d900000%02d", i%2, i),
			VssID:                 identity.VssID(1 + i%3),
			Email:                 [...]string{"", "thu@example.vn"}[i%2],
		}
	}
	return rows
}

func mau02Rows() []forms.Mau02Row {
	rows := make([]forms.Mau02Row, people)
	for i, r := range mau01Rows() {
		rows[i] = forms.Mau02Row{
			SocialInsuranceNumber: r.SocialInsuranceNumber, FullName: r.FullName, DateOfBirth: r.DateOfBirth, Gender: r.Gender,
			IDNumber: r.PersonalID, VssID: r.VssID, Email: r.Email, Codes: codes[i%len(codes)],
		}
		switch i % len(codes) {
		case 1:
			rows[i].IDNumber = fmt.Sprintf("0123456%02d", i)
		case 3:
			rows[i].IDNumber = ""
		}
	}
	return rows
}

func mau03Rows() []forms.Mau03Row {
	var rows []forms.Mau03Row
	for i := range 8 {
		n := 400 + 150*i
		verified, mismatched, without := n*(62+4*i)/100, n*(20-2*i)/100, n*5/100
		rows = append(rows, forms.Mau03Row{
			Province: "Bảo hiểm xã hội tỉnh Thử Nghiệm", District: [...]string{"Bảo hiểm xã hội huyện Ví Dụ", "Bảo hiểm xã hội huyện Mẫu"}[i/4],
			Name: fmt.Sprintf("YN%04dA Đơn vị Ví Dụ số %d", i+1, i+1), Participants: n, WithID: verified + mismatched, Verified: verified,
			Replaced: verified / 10, Mismatched: mismatched, WithoutNumber: without, SentMau01: verified, SentMau02: mismatched + without,
			Received: forms.Known(mismatched / 2), Updated: forms.Known(mismatched / 3), NoEmail: 12, NotRegistered: n / 5,
			VssIDTarget: forms.Known(n), VssIDApprovedTotal: forms.Known(n * 7 / 10),
		})
	}
	return rows
}
