package auditlog

import (
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// On gives the options with another file system below.
func (o Options) On(fs framelog.FS) Options {
	o.fs = fs
	return o
}

// On gives the options with another file system below.
func (o VerifyOptions) On(fs framelog.FS) VerifyOptions {
	o.fs = fs
	return o
}
