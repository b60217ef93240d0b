// Package registryclient asks a registry about persons: above all the national
// population database (Cơ sở dữ liệu quốc gia về dân cư), with which Kế hoạch
// 2207/KH-BHXH brings the participants of social insurance into agreement.
//
// The package holds the neutral contract and the transport. What a registry is
// asked and what it says is written in [Query] and [Answer]; an adapter in a
// sub-package speaks one service's protocol:
//
//   - qldc: the citizen services of the population database, SOAP, one
//     question at a time;
//   - bulkfile: the mass exchange of the plan, many questions in one file;
//   - registrytest: a fake registry for tests and demonstrations.
//
// A program makes one adapter and asks through the interfaces:
//
//	client, err := qldc.NewClient(endpoint, registryclient.SignedBasic{User: user, Secret: secret})
//	…
//	defer client.Close()
//	answer, err := client.Verify(ctx, registryclient.Query{…})
//
// # Three kinds of outcome
//
// They never mix. An [Answer] is what the registry said, "no" included. An
// [Error] says that it could not be asked or did not answer, and with
// [CodeInvalidQuery] that the question cannot be put at all. No failure of a
// gateway ever becomes a "no": a page of HTML with status 200, an answer about
// somebody else and a reply that breaks off are errors.
//
// # Reliability
//
// [Transport] repeats what may be repeated: with full jitter, honouring
// Retry-After, within a limit for each attempt and for the whole call, under a
// budget that keeps an outage from being multiplied. Replies are limited in
// size and read, decoded and checked within the attempt. Redirects are never
// followed, TLS is 1.2 or newer, plain http is for this machine only, and there
// is no switch that turns the checking of certificates off. Nothing is sent
// twice unless the adapter says that the request only asks.
//
// # Errors
//
// Every error is an *[Error] with a stable [Code]: errors.Is(err,
// registryclient.CodeUnavailable). [Error.Temporary] says whether asking again
// later may help, [Error.NotProcessed] whether the registry certainly never
// looked at the question.
//
// # Privacy
//
// Personal data travels in bodies only. Errors and log records hold the
// operation, codes, counts and the request id; they never hold a name, a
// number, a date, a URL, a secret or the words of a reply. [Query], [Answer]
// and [Secret] print masked.
package registryclient
