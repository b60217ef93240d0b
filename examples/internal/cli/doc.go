// Package cli is what the example programs share on the command line: exit
// statuses, faults of the arguments, flags with a usage text, and files that
// appear whole or not at all.
//
// No message that it makes holds more of a file than its base name or the flag
// that names it, and what the system says is wrong with it.
package cli
