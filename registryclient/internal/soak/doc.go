// Package soak holds one test, which runs everything that a long batch uses for
// as long as it is told and looks whether anything grows: journal, audit log,
// observer, tokens, certificates that are renewed, and all classes of faults.
package soak
