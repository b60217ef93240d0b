// Package bhxh is the root of a Go SDK with which the systems of Bảo hiểm xã
// hội Việt Nam (BHXH, Vietnam Social Security) bring their participants into
// agreement with the national population database (CSDL quốc gia về dân cư),
// as Kế hoạch 2207/KH-BHXH orders: one person, one insurance number, one
// 12-digit personal ID that the population database confirms.
//
// The root holds documentation only. The packages, each importing only those
// below it:
//
//	reconcile       the procedure: participants in, outcomes and lists out; in
//	                campaign the same for months, in shard for many machines
//	forms           Mẫu số 01, 02 and 03 as documents, and reading them back
//	household       who belongs to a household, and what its health card costs
//	matching        comparing two persons: codes, wording, same-person score
//	registryclient  asking a registry; adapters in qldc, bulkfile, ngspbhxh and
//	                egw, a fake national registry for tests in registrytest
//	identity        numbers, dates, names, persons, and what contradicts what
//
// The way of one participant: [identity.Check] reads the record by itself,
// [registryclient.Verifier] asks the registry, [matching.Compare] says what
// differs and why, [reconcile.Run] does all of it for a list, and package forms
// writes the documents. The example shows it whole.
//
// # Compatibility
//
// The module is v0: names may still change, and CHANGELOG.md says so where they
// do. Codes are data that other systems store; a published code keeps its
// meaning.
//
// # Privacy
//
// Values that identify a person mask themselves in fmt and log/slog. Errors
// carry codes and positions, never values. Text, JSON and SQL forms carry the
// value, because that is what callers store and send.
//
// [identity.Check]: https://pkg.go.dev/github.com/bhxh-go/bhxh/identity#Check
// [registryclient.Verifier]: https://pkg.go.dev/github.com/bhxh-go/bhxh/registryclient#Verifier
// [matching.Compare]: https://pkg.go.dev/github.com/bhxh-go/bhxh/matching#Compare
// [reconcile.Run]: https://pkg.go.dev/github.com/bhxh-go/bhxh/reconcile#Run
package bhxh
