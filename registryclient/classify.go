package registryclient

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strings"
)

// statusBusy is the other status, beside 429, whose Retry-After holds for
// everybody who asks.
const statusBusy = http.StatusServiceUnavailable

// statusError gives the class of a reply whose status is not 200. The texts of
// the gateways: 401 sai thông tin xác thực, 403 tài khoản không có quyền truy
// cập API, 429 vượt quá số lượng request cho phép.
func statusError(status int) *Error {
	e := &Error{Code: CodeRejected, Status: status}
	switch {
	case status == http.StatusUnauthorized || status == http.StatusProxyAuthRequired:
		e.Code = CodeUnauthorized
	case status == http.StatusForbidden:
		e.Code = CodeForbidden
	case status == http.StatusTooManyRequests:
		e.Code = CodeRateLimited
	case status == http.StatusRequestTimeout || status == http.StatusTooEarly:
		e.Code = CodeUnavailable
	case status >= 200 && status < 300:
		e.Code, e.Detail = CodeBadResponse, "an unexpected kind of success"
	case status >= 300 && status < 400:
		e.Code = CodeRedirect
	case status >= 500 && status != http.StatusNotImplemented:
		e.Code = CodeUnavailable
	}
	return e
}

// classify gives the class of an attempt that failed. The text of a transport
// error holds the URL, so none of it goes further.
func (x *exchange) classify(ctx context.Context, err error) *Error {
	if ended := ctx.Err(); ended != nil {
		return contextError(ended)
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	switch {
	case isTimeout(err):
		return &Error{Code: CodeTimeout}
	case isCertificate(err):
		return &Error{Code: CodeCertificate}
	}
	return &Error{Code: CodeUnavailable}
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout()
}

// isCertificate reports failures of TLS that no repetition cures: their
// certificate, or the alert with which they refuse ours.
func isCertificate(err error) bool {
	var (
		verification *tls.CertificateVerificationError
		authority    x509.UnknownAuthorityError
		invalid      x509.CertificateInvalidError
		hostname     x509.HostnameError
		header       tls.RecordHeaderError
		alert        *net.OpError
	)
	switch {
	case errors.As(err, &verification), errors.As(err, &authority), errors.As(err, &invalid),
		errors.As(err, &hostname), errors.As(err, &header), errors.Is(err, http.ErrSchemeMismatch):
		return true
	case errors.As(err, &alert):
		return (alert.Op == "remote error" || alert.Op == "local error") && !isPassing(alert.Err) // how crypto/tls reports alerts
	}
	return strings.HasPrefix(err.Error(), "tls: ") // a handshake that cannot succeed, such as one of TLS 1.1
}

// passingAlerts are those of TLS (RFC 8446, 6) that speak of the moment or of
// the line, and not of a certificate or of what the two sides can do.
var passingAlerts = [...]tls.AlertError{
	20, // bad_record_mac: bytes were changed on the way
	80, // internal_error: of the service, such as one that runs out of something
	90, // user_canceled
}

// isPassing reports one of them. crypto/tls keeps its own type of alerts to
// itself, but gives both the same text.
func isPassing(alert error) bool {
	for _, a := range passingAlerts {
		if alert.Error() == a.Error() {
			return true
		}
	}
	return false
}
