// Package qldc speaks the citizen services of the national population database
// (CSDL quốc gia về dân cư): SOAP 1.1 over HTTP, reached through the national
// data-exchange platform or a provincial one (LGSP).
//
//	client, err := qldc.NewClient(endpoint,
//		registryclient.SignedBasic{User: user, Secret: secret},
//		qldc.WithPurpose(registryclient.Purpose{Procedure: "…", Officer: "…"}))
//	if err != nil {
//		return err
//	}
//	defer client.Close()
//	answer, err := client.Verify(ctx, registryclient.Query{
//		Number:      number,
//		FullName:    name,
//		DateOfBirth: date,
//	})
//
// A [Client] speaks one operation, given by its [Profile], at one address: the
// services have one address each. [LookUp] (TraCuuThongTinCongDan, dịch vụ 037)
// answers the record, [Confirm] (XacThucThongTinCongDan) one boolean. The
// fields of a request and their order are data of the profile, because
// gateways differ in them and the schemas insist on the order.
//
// # Gateways
//
// A provincial platform (LGSP) stands in front of the same services. It wants
// other credentials ([registryclient.LGSP], or [registryclient.Bearer]) and often
// wraps the SOAP: [WithFraming] takes that wrapping as data.
//
// # What the services can say
//
// Both are match-or-nothing: number, name and date of birth fit together, or
// nothing comes back, and nobody learns which of them is wrong. The gender is
// not part of the question. Names are compared in capitals without marks and
// blanks, so a positive answer does not prove the marks right. A birth date
// known to the month is sent as its year: the services have no form for it.
// [WithMatchRule] is for a licence that answers by number alone.
//
// # Sources
//
// No schema of the live services is public. Names, formats and codes follow
// QCVN 109:2017/BTTTT (the record), the published excerpt of "Mô tả chi tiết
// các dịch vụ cung cấp trên nền tảng tích hợp, chia sẻ dữ liệu quốc gia"
// (request fields and their lengths) and what independent public clients agree
// on. Where they differ there is an option.
package qldc
