// Package registrytest is a fake national population database, with the other
// services that this module asks, for the tests of programs that use it and for
// demonstrations. It runs in the process on a loopback port and speaks the real
// bytes: SOAP 1.1, the namespaces, fields, formats and codes of the citizen
// services, and their authentication headers.
//
//	population, err := registrytest.LoadPopulation(file, "population.csv")
//	…
//	server, err := registrytest.NewServer(population, registrytest.Options{})
//	…
//	defer server.Close()
//	client, err := qldc.NewClient(server.URL(), server.Credentials(), …)
//
// It shares no reading or writing of SOAP with the client, so that a mistake
// of one is not hidden by the same mistake of the other.
//
// # Powers
//
// [Triple] is the live service: number, stripped name and birth date must fit
// together, or an empty collection comes back. [Record] answers by number
// whatever name and date came along, as a licence might that returns the
// record. [Describe] is the mass exchange of Kế hoạch 2207/KH-BHXH: it says
// which fields are wrong, without values, in the format of package bulkfile. For
// a row without a number it proposes the people, 20 at the most, of whom no field
// is wrong by the same comparison.
//
// Two rules are the same in all three, so that a participant ends in the same
// outcome whichever power is asked:
//
//   - A CMND held by several people is not a key: all its holders are
//     answered, whoever of them fits, and the client finds the answer not
//     comparable.
//   - A person whose number was cancelled is nobody: nothing is found under
//     their numbers. The dead and the missing are found; the record of these
//     services has no field that tells them apart.
//
// Dates are compared to the coarser of the two precisions, and a question that
// carries only a year compares the year. A name or date that the population
// does not have contradicts nothing.
//
// # The other services
//
// One server plays them all, each under its address: [Server.GatewayURL] the
// citizen services behind a provincial platform in three framings, with tokens
// of [Server.TokenURL]; [Server.NGSPURL] BHXH's own services on the national
// platform; [Server.EGWURL] the insurance-assessment gateway.
//
// # Ledger and faults
//
// [Server.Ledger] has what the server was asked, for tests to count.
// [Options.Fault] makes it misbehave, question by question, and
// [Options.Handshake] handshake by handshake. [FaultCases] lists the 28 classes
// in which services fail on the wire, each with the outcome that a client must
// make of it; [Rate] draws from them with a seed. [Server.Refuse] takes the
// whole server down.
//
// Every population given to this package should be synthetic. The package is
// public test support: it holds what it is given in memory, in clear.
package registrytest
