// Package egw asks the insurance-assessment gateway of BHXH (cổng tiếp nhận dữ
// liệu Hệ thống thông tin giám định BHYT): does this card, or number, with this
// name and date of birth fit? It is the one service with a published table of
// what is wrong, [Results].
//
//	client, err := egw.NewClient(base, egw.Account{User: user, Password: password},
//		egw.Officer{Name: name, PersonalID: id},
//		egw.WithPurpose(registryclient.Purpose{Procedure: "…", Officer: "…"}))
//	…
//	defer client.Close()
//	check, err := client.Check(ctx, egw.Question{Card: card, FullName: name, DateOfBirth: date})
//
// [Client.Verify] is the same for a personal ID, through the neutral contract.
//
// # What it can say
//
// The card is asked for by its 15 characters, by the mã số BHXH or by the
// personal ID. The name is compared without its marks, the gender not at all.
// Whether the card is valid, replaced or revoked is apart from whether the
// person fits: see [Check.Card].
//
// # Privacy
//
// The gateway wants its tokens, the account and the password's hash in the
// query of the address. They are put there for the wire only: no error and no
// log holds an address. Its reply also brings the person's history of treatment,
// which is health data: it is dropped unread.
//
// # Sources
//
// BHXH's integration guide of the gateway (2024 edition; Công văn 1923/BHXH-CNTT
// of 20/06/2024 for the check of 2024) as far as it is public, and what
// independent clients of hospitals agree on. Paths are options, because each
// year had its own.
package egw
