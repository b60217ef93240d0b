package reconcile

// Code is the stable reason of a failure of this package. It is an error.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeUnknownKind Code = "reconcile.unknown_kind" // a name that is no kind of outcome
	CodeInterrupted Code = "reconcile.interrupted"  // the run was cancelled before this participant was asked
	CodeGaveUp      Code = "reconcile.gave_up"      // the registry failed too often in a row to go on asking
	CodeRefused     Code = "reconcile.refused"      // the registry refused our credentials or licence
	CodeShortReply  Code = "reconcile.short_reply"  // a batch came back with another number of replies
	CodeCheckpoints Code = "reconcile.checkpoints"  // the checkpoints failed, so nobody is asked any more
	CodeInput       Code = "reconcile.input"        // the input broke off close behind this participant
	CodeNil         Code = "reconcile.nil"          // Run was given no participants or no verifier, but nil
)

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	switch c {
	case CodeUnknownKind:
		return "reconcile: unknown kind of outcome"
	case CodeInterrupted:
		return "reconcile: the run was interrupted before this participant was asked"
	case CodeGaveUp:
		return "reconcile: not asked, the registry failed too often in a row"
	case CodeRefused:
		return "reconcile: not asked, the registry refused our credentials or licence"
	case CodeShortReply:
		return "reconcile: the batch came back with another number of replies"
	case CodeCheckpoints:
		return "reconcile: not asked, the checkpoints failed"
	case CodeInput:
		return "reconcile: not asked, the input broke off"
	case CodeNil:
		return "reconcile: nil in place of the participants or of the verifier"
	}
	return string(c)
}

// Vietnamese gives the sentence for outcomes.csv.
func (c Code) Vietnamese() string {
	switch c {
	case CodeInterrupted:
		return "Chưa hỏi: lượt chạy bị dừng trước khi đến người tham gia này."
	case CodeGaveUp:
		return "Chưa hỏi: dịch vụ xác thực lỗi liên tiếp, tạm ngừng hỏi."
	case CodeRefused:
		return "Chưa hỏi: dịch vụ xác thực từ chối tài khoản hoặc quyền khai thác."
	case CodeShortReply:
		return "Chưa có kết quả: số dòng trả lời khác số dòng đã gửi."
	case CodeCheckpoints:
		return "Chưa hỏi: không ghi được nhật ký tiến độ của lượt chạy."
	case CodeInput:
		return "Chưa hỏi: danh sách đầu vào bị lỗi giữa chừng."
	}
	return ""
}
