package reconcile

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// pending decides that a participant could not be asked now. Its message is
// the class of the failure in our words, never the reply's.
func pending(o Outcome, err error) Outcome {
	o.Kind, o.Err = Pending, err
	var own Code
	var failure *registryclient.Error
	switch {
	case errors.As(err, &own):
		o.Message = registryclient.Message{Code: string(own), Text: own.Vietnamese()}
	case errors.As(err, &failure):
		o.RequestID = failure.RequestID
		o.Message = registryclient.Message{Code: string(failure.Code), Text: pendingTexts[failure.Code]}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		o.Message = registryclient.Message{Code: string(CodeInterrupted), Text: CodeInterrupted.Vietnamese()}
	default:
		o.Message = registryclient.Message{Code: "error", Text: "Chưa hỏi được: lỗi kỹ thuật."}
	}
	return o
}

// pendingTexts are our sentences for the classes of failure.
var pendingTexts = map[registryclient.Code]string{
	registryclient.CodeUnavailable:  "Chưa hỏi được: không kết nối được dịch vụ xác thực hoặc dịch vụ đang lỗi.",
	registryclient.CodeTimeout:      "Chưa hỏi được: dịch vụ xác thực không trả lời kịp.",
	registryclient.CodeRateLimited:  "Chưa hỏi được: vượt quá số lượt hỏi cho phép.",
	registryclient.CodeUnauthorized: "Chưa hỏi được: thông tin tài khoản kết nối bị từ chối.",
	registryclient.CodeForbidden:    "Chưa hỏi được: tài khoản, cán bộ hoặc thủ tục chưa được cấp quyền khai thác.",
	registryclient.CodeRejected:     "Chưa hỏi được: dịch vụ xác thực từ chối yêu cầu.",
	registryclient.CodeRedirect:     "Chưa hỏi được: dịch vụ xác thực chuyển hướng sang địa chỉ khác.",
	registryclient.CodeBadResponse:  "Chưa hỏi được: trả lời không phải là kết quả của câu hỏi này.",
	registryclient.CodeTooLarge:     "Chưa hỏi được: trả lời vượt quá dung lượng cho phép.",
	registryclient.CodeCertificate:  "Chưa hỏi được: chứng thư số của một bên bị từ chối.",
	registryclient.CodeInvalidQuery: "Chưa hỏi được: dữ liệu không lập thành câu hỏi theo quy cách của dịch vụ.",
	registryclient.CodeConfig:       "Chưa hỏi được: cấu hình kết nối chưa đúng.",
	registryclient.CodeClosed:       "Chưa hỏi được: kết nối đã đóng.",
	registryclient.CodeCancelled:    "Chưa hỏi được: lượt chạy bị dừng.",
	registryclient.CodeDeadline:     "Chưa hỏi được: hết thời hạn của câu hỏi.",
	registryclient.CodeCircuitOpen:  "Chưa hỏi được: dịch vụ xác thực lỗi liên tiếp, đang tạm ngắt kết nối.",
	registryclient.CodeAudit:        "Chưa hỏi được: không ghi được nhật ký tra cứu nên không gửi câu hỏi.",
}

// brake stops the asking when going on makes no sense: our credentials were
// refused, or the registry failed too often in a row. It is safe for
// concurrent use.
type brake struct {
	after  int64
	failed atomic.Int64
	reason atomic.Pointer[Code]
}

// stopped gives the reason not to ask, nil to go on.
func (b *brake) stopped() error {
	if reason := b.reason.Load(); reason != nil {
		return *reason
	}
	return nil
}

// saw takes note of how a question went.
func (b *brake) saw(ctx context.Context, err error) {
	switch {
	case err == nil:
		b.failed.Store(0)
	case ctx.Err() != nil:
	case errors.Is(err, registryclient.CodeUnauthorized), errors.Is(err, registryclient.CodeForbidden):
		b.stop(CodeRefused)
	case b.failed.Add(1) >= b.after:
		b.stop(CodeGaveUp)
	}
}

func (b *brake) stop(reason Code) { b.reason.CompareAndSwap(nil, &reason) }

// verify asks one question and takes note of how it went. While the client leaves a failing registry alone it
// waits and asks again, as long as the options allow: a short outage should not
// leave half a list pending.
func (r *runner) verify(ctx context.Context, q registryclient.Query) (answer registryclient.Answer, err error) {
	const shortest = 50 * time.Millisecond
	defer func() { r.brake.saw(ctx, err) }()
	for left := r.opts.MaxPause; ; {
		answer, err = r.verifier.Verify(ctx, q)
		var failure *registryclient.Error
		if !errors.As(err, &failure) || failure.Code != registryclient.CodeCircuitOpen || left <= 0 {
			return answer, err
		}
		pause := min(max(failure.RetryAfter, shortest), left)
		left -= pause
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return answer, err
		}
	}
}
