package forms

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Options change how a form is written. The zero Options give the form as the
// plan prints it, as XLSX.
type Options struct {
	// Format defaults to FormatXLSX.
	Format Format
	// Layout replaces the built-in description of the form. It may leave out,
	// reorder and rename columns; a column shows a field of the form, or stays
	// blank. It defaults to the one of Mau01Layout, Mau02Layout or Mau03Layout.
	Layout *Layout
	// Describe words a code for column (9) of Mẫu số 02. It must not reveal a
	// value of the registry, and must be safe for concurrent use where the
	// writers are. Defaults to matching.Code.Vietnamese.
	Describe func(matching.Code) string
	// Signature adds date and signature below the notes. The forms of the plan
	// have neither, so there is none by default.
	Signature *Signature
	// RowKey, of at least 32 bytes, seals every row with a keyed
	// digest in a hidden column of the worksheet, so that a returned list can be
	// checked row by row without a copy of what was sent. Formats other than XLSX
	// carry no seals. Defaults to none.
	RowKey []byte
	// Level says what a line of Mẫu số 03 stands for. Defaults to LevelUnit.
	Level Level
	// WithoutChart leaves out the page with the chart that ends Mẫu số 03 as PDF.
	WithoutChart bool
	// BadText says what to do with text that no document can hold. Defaults to
	// RefuseBadText.
	BadText BadText
}

// Signature is the block of date and signature at the end of an official
// document, on the right, with the recipients on the left (Nghị định
// 30/2020/NĐ-CP, phụ lục I). Empty parts are left out.
type Signature struct {
	Place      string        // "Hà Nội", before the date
	Date       identity.Date // printed as "ngày 05 tháng 11 năm 2026"
	Titles     []string      // in capitals: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"
	Name       string        // of the signatory
	Recipients []string      // lines under "Nơi nhận:"
}
