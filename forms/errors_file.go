package forms

import (
	"errors"

	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// The reasons why a returned file cannot be read at all.
const (
	CodeFileOLE          Code = "forms.file.ole"           // an old .xls file, or a file with a password
	CodeFilePDF          Code = "forms.file.pdf"           // a PDF file
	CodeFileText         Code = "forms.file.text"          // plain text such as CSV, where a workbook is expected
	CodeFileNotWorkbook  Code = "forms.file.not_workbook"  // any other kind of file
	CodeFileMacro        Code = "forms.file.macro"         // macros
	CodeFileExternalLink Code = "forms.file.external_link" // links to other files
	CodeFileEmbedded     Code = "forms.file.embedded"      // embedded objects or controls
	CodeFileDoctype      Code = "forms.file.doctype"       // a DOCTYPE, which no program writes
	CodeFileEncrypted    Code = "forms.file.encrypted"     // encrypted entries of the archive
	CodeFileTooLarge     Code = "forms.file.too_large"     // more than is read: bytes, rows, columns or characters
	CodeFileEncoding     Code = "forms.file.encoding"      // text that is not UTF-8
	CodeFileDamaged      Code = "forms.file.damaged"       // cut off or malformed
	CodeFileRead         Code = "forms.file.read"          // the file itself could not be read
	CodeFileOtherForm    Code = "forms.file.other_form"    // not the form that is expected
	CodeFileHeader       Code = "forms.file.header"        // the header of the table is not that of the form
)

var fileCodes = map[Code]struct{ english, vietnamese string }{
	CodeFileOLE:          {"an old .xls file, or a file with a password", "Tệp là định dạng .xls cũ hoặc có mật khẩu; đề nghị lưu lại ở định dạng .xlsx, không đặt mật khẩu."},
	CodeFilePDF:          {"a PDF file", "Tệp là PDF; đề nghị gửi tệp .xlsx."},
	CodeFileText:         {"a text file, not a workbook", "Tệp là văn bản (CSV), không phải bảng tính .xlsx."},
	CodeFileNotWorkbook:  {"not an .xlsx workbook", "Tệp không phải bảng tính .xlsx."},
	CodeFileMacro:        {"the workbook holds macros", "Tệp có macro; đề nghị gửi tệp không có macro."},
	CodeFileExternalLink: {"the workbook links to other files", "Tệp có liên kết ra tệp khác; đề nghị bỏ liên kết."},
	CodeFileEmbedded:     {"the workbook holds embedded objects", "Tệp có đối tượng nhúng; đề nghị bỏ đối tượng nhúng."},
	CodeFileDoctype:      {"DOCTYPE is not allowed", "Tệp có khai báo DOCTYPE, không được chấp nhận."},
	CodeFileEncrypted:    {"the file is encrypted", "Tệp bị mã hóa; đề nghị gửi tệp không mã hóa."},
	CodeFileTooLarge:     {"too large", "Tệp quá lớn, vượt giới hạn xử lý."},
	CodeFileEncoding:     {"not UTF-8", "Tệp không ở bảng mã UTF-8."},
	CodeFileDamaged:      {"the file is damaged", "Tệp bị hỏng hoặc không đầy đủ."},
	CodeFileRead:         {"the file cannot be read", "Không đọc được tệp."},
	CodeFileOtherForm:    {"not the expected form", "Tệp không phải biểu mẫu cần nộp."},
	CodeFileHeader:       {"the header of the table was changed", "Tiêu đề cột của biểu mẫu đã bị thay đổi."},
}

// Vietnamese gives a sentence for whoever sent the file; "" for a code that is
// not about a file.
func (c Code) Vietnamese() string { return fileCodes[c].vietnamese }

// fileCodeOf says what the reader of workbooks says of a file.
var fileCodeOf = map[xlsxread.Code]Code{
	xlsxread.CodeOLE:            CodeFileOLE,
	xlsxread.CodePDF:            CodeFilePDF,
	xlsxread.CodeText:           CodeFileText,
	xlsxread.CodeNotZip:         CodeFileNotWorkbook,
	xlsxread.CodeOpenDocument:   CodeFileNotWorkbook,
	xlsxread.CodeNotWorkbook:    CodeFileNotWorkbook,
	xlsxread.CodeMacro:          CodeFileMacro,
	xlsxread.CodeExternalLink:   CodeFileExternalLink,
	xlsxread.CodeEmbedded:       CodeFileEmbedded,
	xlsxread.CodeDoctype:        CodeFileDoctype,
	xlsxread.CodeEncrypted:      CodeFileEncrypted,
	xlsxread.CodeTooLarge:       CodeFileTooLarge,
	xlsxread.CodeTooManyEntries: CodeFileTooLarge,
	xlsxread.CodeTooManyRows:    CodeFileTooLarge,
	xlsxread.CodeTooManyColumns: CodeFileTooLarge,
	xlsxread.CodeCellTooLong:    CodeFileTooLarge,
	xlsxread.CodeEncoding:       CodeFileEncoding,
	xlsxread.CodeStructure:      CodeFileDamaged,
	xlsxread.CodeCorrupt:        CodeFileDamaged,
	xlsxread.CodeCancelled:      CodeCancelled,
	xlsxread.CodeRead:           CodeFileRead,
}

// fileError gives an error of the reader of workbooks as one of this package,
// and an own one as it is.
func fileError(form string, err error) error {
	if e := (*Error)(nil); errors.As(err, &e) {
		return err
	}
	var own *xlsxread.Error
	if !errors.As(err, &own) {
		return &Error{Code: CodeFileRead, Form: form, cause: err}
	}
	code, ok := fileCodeOf[own.Code]
	if !ok {
		code = CodeFileRead
	}
	return &Error{Code: code, Form: form, Row: own.Row, cause: err}
}
