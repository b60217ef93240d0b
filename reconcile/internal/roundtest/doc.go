// Package roundtest is the test of a store that is killed: a process loads
// synthetic participants and asks a registry about them, is killed again and
// again, and a parent watches it and counts afterwards what was asked. It is
// shared by the stores' modules; what the store holds in the end each of them
// audits with its own SQL.
package roundtest
