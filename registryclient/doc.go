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
//   - ngspbhxh: BHXH's own services on the national platform: mã số BHXH and
//     household code of a person;
//   - egw: the insurance-assessment gateway of BHXH: does a card fit a person?
//   - registrytest: fakes of all of them, for tests and demonstrations.
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
// A call through [Transport] passes, from the outside in:
//
//  1. the caller's deadline and a limit for the whole call;
//  2. a breaker for its address ([Breaker]), which leaves a service alone that
//     fails again and again;
//  3. for each attempt the limits that all callers share: rate, concurrency
//     with a slow-down after a 429, and the pause that a Retry-After asks for;
//  4. authentication, anew for each attempt, and the [Auditor], without whom
//     nothing leaves;
//  5. a limit for the attempt, from the connection to the last byte;
//  6. reading with limits of size, decoding and checking, within the attempt.
//
// What fails is repeated where it may be: with full jitter, under a budget that
// keeps an outage from being multiplied, and not at all where the wait does not
// fit before the deadline. Redirects are never followed, TLS is 1.2 or newer,
// plain http is for this machine only, and there is no switch that turns the
// checking of certificates off; [WithPins] checks more. Certificates of our own
// are renewed while the program runs ([WithTLSFiles]). Nothing is sent twice
// unless the adapter says that the request only asks.
//
// RELIABILITY.md has what was measured, and how.
//
// # Authentication
//
// [SignedBasic] signs every request, by a clock that [WithClockCorrection] may
// set right; [Bearer] and [LGSP] show tokens, which a [TokenCache] fetches once
// for all callers, renews early, and fetches anew once when a service refuses
// them.
//
// # Traces and metrics
//
// [WithObserver] has calls and attempts told to an [Observer], which cannot
// change what they give. The module registryclient/otel is one for OpenTelemetry.
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
// and [Secret] print masked, clients and transports their name alone.
package registryclient
