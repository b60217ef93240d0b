package vntext_test

import (
	"fmt"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

func ExampleNormalize() {
	for _, stored := range []string{"NguyÔn V¨n An", "Nguyeãn Vaên An", "Nguyê\u0303n  Văn An", "Y Moan Êñuôl"} {
		name, change := vntext.Normalize(stored)
		fmt.Printf("%s %05b\n", name, change)
	}
	// Output:
	// Nguyễn Văn An 00100
	// Nguyễn Văn An 01000
	// Nguyễn Văn An 10001
	// Y Moan Êñuôl 00000
}

func ExampleFold() {
	fmt.Println(vntext.Fold("H’Hen  NIÊ"))
	fmt.Println(vntext.Strip("Đặng Thị Hoà"))
	// Output:
	// h hen nie
	// DANGTHIHOA
}

func ExampleAppendForms() {
	folded, toned, ok := vntext.AppendForms(nil, nil, "TRẦN Thị Hoà")
	vntext.CanonicalizeTones(toned)
	fmt.Printf("%s, %s, %t\n", folded, vntext.AppendText(nil, toned), ok)
	// Output: tran thi hoa, trần thị hòa, true
}

func ExampleSplitSyllable() {
	onset, rime, tone, ok := vntext.SplitSyllable("Nguyễn")
	fmt.Println(onset, rime, tone == vntext.ToneTilde, ok)
	// Output: ng uyên true true
}

func ExampleKeystrokeCandidates() {
	for _, d := range vntext.KeystrokeCandidates("Nguyeenx Vawn An") {
		fmt.Println(d.Text, d.Change == vntext.ChangeTelex)
	}
	// Output: Nguyễn Văn An true
}

func ExampleMatchesLost() {
	fmt.Println(vntext.MatchesLost("V?n", "Văn"), vntext.MatchesLost("Nguye??n", "Nguyễn"), vntext.MatchesLost("V?n", "Vân An"))
	// Output: true true false
}
