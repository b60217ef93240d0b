// Package viangsp lets package household ask BHXH's own services on the national
// data-exchange platform (NGSP) for the code of a household (mã hộ gia đình):
// the third way to a household.
//
//	client, err := ngspbhxh.NewClient(base, auth, ngspbhxh.WithPurpose(purpose))
//	…
//	own, err := viangsp.NewRecords(client, viangsp.Area{Province: "01"})
//	…
//	resolver, err := household.NewResolver(household.Sources{Checker: checker, Own: own}, household.Options{})
//
// It is a package of its own so that package household depends on no wire.
//
// # What the records prove
//
// The services are older than the link with the population database and know no
// personal ID: they find by name, date of birth, gender and province. Where the
// request has the mã số BHXH of the member and the service answers with the same
// one, the record is that person's. Where it answers with another, it is
// somebody else's and counts as none. Where there is nothing to compare, the
// record is a proposal: two members with one code speak for the household, two
// codes prove nothing (household.OwnRecord.Proposal).
package viangsp
