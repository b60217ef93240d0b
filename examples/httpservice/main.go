// Httpservice embeds package household in a service: one POST asks for the
// quote of a family, one JSON object comes back.
//
//	go run ./examples/httpservice
//	curl --json @examples/httpservice/sample/request.json http://127.0.0.1:8080/v1/quotes
//
// The request has the form of household.DecodeRequest, the reply that of a
// household.Quote. A family that the registry refuses gets problem details (RFC
// 9457, status 422): the official text, what in the data caused it, in codes,
// and the plain renewal as the fallback. So does a request that cannot be worked
// on. A quote that is provisional, because the registry could not be asked in
// time, is no refusal and says so.
//
// Confirmations of an officer are taken from the request as they stand: who may
// make one is decided by whoever lets the request through.
//
// The program starts a fake national registry with synthetic people on loopback;
// a service with a licence puts its own address and credentials in its place. It
// has no accounts and no TLS, so it listens on loopback only: authentication and
// TLS are the job of what stands before it.
//
// Exit status: 0 after a clean shutdown (SIGINT, SIGTERM), 2 for unusable
// arguments or input, 3 for a failure of our own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
)

// The limits of a connection. A reply takes at most what the registry may take
// and a little to write it.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second
	writeTimeout  = readTimeout + defaultTimeout + 10*time.Second
	idleTimeout   = time.Minute
	graceTimeout  = defaultTimeout + 5*time.Second // for requests under way at the end
	maxHeader     = 16 << 10
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return cli.Exit(stderr, "httpservice", work(ctx, args, stdout, stderr))
}

func work(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	cfg, err := parseFlags(args, stdout)
	if err != nil {
		return err
	}
	registry, err := startRegistry(cfg.population)
	if err != nil {
		return err
	}
	defer registry.close()
	logger := slog.New(slog.NewJSONHandler(stderr, nil))
	listener, err := net.Listen("tcp", cfg.listen)
	if err != nil {
		return cli.Usagef("-listen: %v", withoutAddress(err))
	}
	fmt.Fprintf(stdout, "POST http://%s%s\n", listener.Addr(), quotesPath)
	return serve(ctx, listener, newServer(newService(registry.resolver, logger, time.Now), logger))
}

// withoutAddress gives what is wrong with an address, which the flag names.
func withoutAddress(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// newServer gives a server whose clients cannot hold it up.
func newServer(handler http.Handler, logger *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
}

// serve answers until ctx ends, then lets the requests under way finish.
func serve(ctx context.Context, listener net.Listener, server *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), graceTimeout)
	defer cancel()
	err := server.Shutdown(grace)
	if err != nil {
		err = errors.Join(err, server.Close())
	}
	<-failed // http.ErrServerClosed
	return err
}
