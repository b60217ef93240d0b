package logmask_test

import (
	"log/slog"
	"os"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/identity/logmask"
)

func ExampleNewHandler() {
	logger := slog.New(logmask.NewHandler(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	})))
	type filing struct {
		Who  identity.Person `json:"who"` // synthetic
		Unit string          `json:"unit"`
	}
	logger.Info("filed", "filing", filing{
		Who:  identity.Person{FullName: "Nguyễn Văn An", IDNumber: "001090123456"},
		Unit: "TH0001A",
	})
	// Output:
	// {"level":"INFO","msg":"filed","filing":{"unit":"TH0001A","who":"{N.V.A. dob:(none) gender:(none) id:CCCD …456}"}}
}
