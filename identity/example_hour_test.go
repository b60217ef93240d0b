package identity_test

import (
	"fmt"

	"github.com/bhxh-go/bhxh/identity"
)

// A name of the years before Unicode comes back as it was meant. What Normalize
// is sure of it decodes; what may be meant beside that are Readings, to be asked
// about and never to be taken in silence. The people are synthetic.
func ExampleName_Readings() {
	for _, name := range []identity.Name{"NguyÔn V¨n MÉu", "Nguyeãn Vaên Maãu", "Phan Phóc"} {
		decoded, change := name.Normalize()
		fmt.Println(string(decoded), "TCVN3:", change&identity.NameChangeTCVN3 != 0, "VNI:", change&identity.NameChangeVNI != 0)
	}
	for _, other := range identity.Name("Phan Phóc").Readings() {
		fmt.Println("perhaps", string(other))
	}
	// Output:
	// Nguyễn Văn Mẫu TCVN3: true VNI: false
	// Nguyễn Văn Mẫu TCVN3: false VNI: true
	// Phan Phóc TCVN3: false VNI: false
	// perhaps Phan Phúc
	// perhaps Phan Phĩc
}

// A record is checked before anybody is asked about it: each finding has a stable
// code, a severity and a sentence, and none holds a value of the record.
func ExampleReport_Findings() {
	today := identity.MustDate(2026, 11, 22)
	for _, person := range []identity.Person{ // synthetic
		{FullName: "Lò Thị Mẫu", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "1180012345"},
		{FullName: "Lò Văn Thử", DateOfBirth: "30/02/1981", Gender: "Nam", IDNumber: "001081012345"},
	} {
		for f := range identity.Check(person, today).Findings() {
			fmt.Println(f.Severity, f.Code, f.English())
		}
	}
	// Output:
	// error id.invalid the number has neither 12 nor 9 digits
	// hint id.lost_zero the number may have lost its leading zeros
	// error dob.impossible the calendar has no such date of birth
}
