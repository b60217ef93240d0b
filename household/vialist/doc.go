// Package vialist asks for the members of a household by its head: the first
// way to a household. The full details of the head go out, and if they are
// exactly right the personal IDs of the members come back.
//
//	lister, err := vialist.NewClient(endpoint, vialist.WithAuthentication(auth), vialist.WithPurpose(purpose))
//	…
//	defer lister.Close()
//	resolver, err := household.NewResolver(household.Sources{Lister: lister, Checker: checker}, household.Options{})
//
// # The format is ours
//
// BHXH asked the Ministry of Public Security for such a service; no public
// description says that one exists, or what it would look like. The format here
// is this module's own and no official one, and every message says so. It lets a
// program be written and tested today against registrytest.HouseholdServer, and
// against a gateway of one's own that speaks it. Whoever gets the real service
// writes a household.Lister for it: nothing else knows this package.
//
// One JSON object goes by POST and one comes back:
//
//	{"format":"bhxh-go/household","version":1,"note":"not an official format",
//	 "request":"r-1","procedure":"…","officer":"…","unit":"…",
//	 "head":{"number":"…","full_name":"…","date_of_birth":"1975-05-10","gender":"Nam"}}
//
//	{"format":"bhxh-go/household","version":1,"note":"not an official format",
//	 "request":"r-1","result":"members","members":["…","…"]}
//
// result is members, head_not_confirmed (nobody says which detail is wrong) or
// several (people under one CMND). A date known to the month or year is 1975-05
// or 1975. A service that does not list households to an account answers 403.
//
// # Errors
//
// Every error is a *[registryclient.Error] and holds no personal data.
package vialist
