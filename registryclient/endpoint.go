package registryclient

import (
	"net"
	"net/http"
	"net/url"
)

// CheckEndpoint reports an address that no question may be sent to: not an
// absolute URL, plain http to anything but this machine, or one that carries
// credentials, a query or a fragment, where personal data and secrets would
// end up in other people's logs. The error is an *[Error] with CodeConfig and
// does not repeat the address.
func CheckEndpoint(address string) error {
	refuse := func(detail string) error { return &Error{Code: CodeConfig, Detail: detail} }
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return refuse("the address of the service is not an absolute URL")
	case u.User != nil:
		return refuse("the address of the service holds credentials")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return refuse("the address of the service holds a query or a fragment")
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return nil
	case u.Scheme == "http":
		return refuse("plain http is for this machine only; use https")
	}
	return refuse("the address of the service is neither https nor http")
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// keepRedirect makes the inner http.Client hand a redirect back instead of
// following it: to another host it would carry the question along.
func keepRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
