// Package ngspbhxh asks BHXH's own services on the national data-exchange
// platform (NGSP), REST with JSON: which mã số BHXH has a person with these
// details, and which household code (mã hộ).
//
//	client, err := ngspbhxh.NewClient(base, auth)
//	…
//	defer client.Close()
//	number, err := client.FindNumber(ctx, ngspbhxh.Criteria{FullName: name, DateOfBirth: date, Gender: gender, Province: "01"})
//
// The services are older than the link with the population database: neither
// question nor answer has a personal ID. What they find is a proposal to be
// compared, never a proof: of a mã số BHXH the answer holds the digits and
// nothing that says whose they are.
//
// # Sources
//
// The connection guide of Quảng Bình (names of operations and fields), the
// developer pages of Thái Nguyên (the envelope) and of Hồ Chí Minh City. The
// values of trangThai and errorCode are not published: trangThai is handed on
// as it is, and an errorCode that the options do not know is an error, never a
// "no".
package ngspbhxh
