package identity_test

import (
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/bhxh-go/bhxh/identity"
)

func ExampleParsePersonalID() {
	id, err := identity.ParsePersonalID("001 180 012 345")
	if err != nil {
		fmt.Println(err)
		return
	}
	region, _ := id.Region()
	fmt.Println(id) // masked, as in every log
	fmt.Println(id.Reveal(), region.Name, id.BirthYear(), id.Gender().Vietnamese())

	_, err = identity.ParsePersonalID("1180012345")
	fmt.Println(err)
	if errors.Is(err, identity.CodeLostZero) {
		proposal, ok := identity.SuggestNumber("1180012345")
		fmt.Println(proposal.Reveal(), ok)
	}
	// Output:
	// CCCD …345
	// 001180012345 Hà Nội 1980 Nữ
	// identity: personal_id: too few digits, leading zeros may be lost
	// 001180012345 true
}

func ExampleParseDate() {
	for _, text := range []string{"15/03/1980", "1980-03-15", "03/1980", "0/0/1980", "30/02/1980"} {
		date, err := identity.ParseDate(text)
		fmt.Println(date.Reveal(), date.Precision(), err)
	}
	// Output:
	// 15/03/1980 day <nil>
	// 15/03/1980 day <nil>
	// 03/1980 month <nil>
	// 1980 year <nil>
	//  none identity: date_of_birth: no such value exists at offset 0
}

func ExampleCheck() {
	person := identity.Person{ // synthetic
		FullName:    "Lò Thị Mẫu",
		DateOfBirth: "01/01/1981",
		Gender:      "Nữ",
		IDNumber:    "001180012345",
	}
	report := identity.Check(person, identity.MustDate(2026, 11, 1))
	for f := range report.Findings() {
		fmt.Printf("%s %s: %s\n", f.Severity, f.Code, f.Vietnamese())
	}
	fmt.Println(report.Worst() < identity.SeverityError) // may be put as a question
	// Output:
	// warning dob.placeholder: Ngày sinh là 01 tháng 01, có thể là giá trị mặc định.
	// warning id.birth_year: Số ĐDCN không phù hợp với năm sinh của hồ sơ.
	// true
}

func ExampleNumberIndex() {
	cmnd, _ := identity.ParseNumber("012345678")
	shared, _ := identity.ParseNumber("001180012345")

	var history identity.History
	_ = history.Add(cmnd, identity.Date{}, "record of BHXH")
	err := history.Replace(cmnd, shared, identity.MustDate(2022, 10, 3), "shared by the population database")
	fmt.Println(history, err)

	var index identity.NumberIndex
	index.AddHistory("0123456789", history) // the key here is the mã số BHXH
	fmt.Println(index.Lookup(cmnd))

	latest, _ := history.Latest(cmnd)
	fmt.Println(latest.Reveal())
	// Output:
	// [CMND …678 → CCCD …345, CCCD …345] <nil>
	// [0123456789]
	// 001180012345
}

func ExampleParseQR() {
	card, err := identity.ParseQR("001180012345|012345678|Lò Thị Mẫu|15031980|Nữ|Số 1, Phố Mẫu, Hà Nội|28042021")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(card)
	fmt.Println(card.Person().DateOfBirth == "15/03/1980", card.FormerNumber.Kind(), card.IssuedOn.ISO())
	// Output:
	// {card {L.T.M. dob:(masked) gender:(masked) id:CCCD …345}}
	// true cmnd 2021-04-28
}

func ExampleHealthCard_Check() {
	card, err := identity.ParseHealthCard("cn 4 01 0123456789")
	if err != nil {
		fmt.Println(err)
		return
	}
	for f := range card.Check(identity.MustDate(2026, 1, 1)).Findings() {
		fmt.Printf("%s: %s\n", f.Code, f.Vietnamese())
	}
	object, _ := card.ObjectCode()
	for level := range object.Levels() {
		fmt.Printf("%s, mức %d từ %s: %s\n", object.Name, level.Level, level.ValidFrom.Reveal(), level.Source)
	}
	// Output:
	// health_card.level: Mức hưởng trên thẻ BHYT không phù hợp với mã đối tượng.
	// Người thuộc hộ gia đình cận nghèo, mức 3 từ 16/11/2015: QĐ 1351/QĐ-BHXH (16/11/2015)
	// Người thuộc hộ gia đình cận nghèo, mức 2 từ 01/01/2026: NQ 261/2025/QH15 Điều 2; CV 38/BYT-BH (06/01/2026)
}

func ExampleProvinceAt() {
	before, _ := identity.ProvinceAt("15", identity.MustDate(2025, 6, 30))
	since, _ := identity.ProvinceAt("15", identity.MustDate(2025, 7, 1))
	successor, _ := identity.SuccessorOf("10")
	fmt.Println(before.Name, since.Name, successor.ShortCode)
	// Output: Yên Bái Lào Cai 15
}

func ExampleCorrection_Check() {
	held := identity.Person{FullName: "Lò Thị Mẫu", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "001180012345"}
	correction := identity.Correction{Row: 7, DateOfBirth: "15/03/1981", Confirmed: true}
	fmt.Println(correction.Check(held, identity.MustDate(2026, 11, 1)).Inconsistent())
	// Output: true
}

func ExampleName_Normalize() {
	name, change := identity.Name("  Lo\u0300   Thị Mẫu ").Normalize()
	fmt.Println(string(name), change != 0)
	// Output: Lò Thị Mẫu true
}

// Every value of this package masks itself in logs.
func Example_logging() {
	logger := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	}))
	participant := identity.Participant{
		Person:                identity.Person{FullName: "Lò Thị Mẫu", DateOfBirth: "15/03/1980", IDNumber: "001180012345"},
		SocialInsuranceNumber: "0123456789",
		Unit:                  identity.Unit{Code: "TZ0001A"},
	}
	logger.Info("checked", "participant", participant)
	// Output: level=INFO msg=checked participant="{BHXH …789 {L.T.M. dob:(masked) gender:(none) id:CCCD …345} unit:TZ0001A}"
}
