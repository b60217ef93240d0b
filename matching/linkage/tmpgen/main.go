package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	dir := os.Args[2]
	g := synth.New(7)
	rng := rand.New(rand.NewPCG(1, 2))
	faults := synth.Faults()
	citizens := make([]synth.Citizen, n)
	for i := range citizens {
		c := g.Citizen()
		if y := c.DateOfBirth.Year(); y < 1975 && rng.IntN(100) < 12 {
			c.DateOfBirth = identity.MustDate(y, 1, 1)
		}
		citizens[i] = c
	}
	os.MkdirAll(dir, 0o700)
	write := func(name string, each func(row func(...string))) {
		f, _ := os.Create(dir + "/" + name)
		b := bufio.NewWriterSize(f, 1<<20)
		w := csv.NewWriter(b)
		w.Write([]string{"record", "full_name", "date_of_birth", "gender", "id_number", "social_insurance_number", "person"})
		each(func(v ...string) { w.Write(v) })
		w.Flush()
		b.Flush()
		f.Close()
	}
	write("right.csv", func(row func(...string)) {
		for k, i := range rng.Perm(n) {
			c := citizens[i]
			row(fmt.Sprintf("R%07d", k), c.FullName, c.DateOfBirth.Reveal(), c.Gender(), c.PersonalID, "", fmt.Sprintf("p%d", i))
		}
	})
	damage := func(c synth.Citizen) identity.Person {
		p := identity.Person{FullName: identity.Name(c.FullName), DateOfBirth: identity.Text(c.DateOfBirth.Reveal()), Gender: identity.Text(c.Gender()), IDNumber: identity.Text(c.PersonalID)}
		if rng.IntN(100) < 10 {
			switch rng.IntN(3) {
			case 0:
				p.IDNumber = ""
			case 1:
				p.IDNumber = identity.Text(fmt.Sprintf("%09d", rng.IntN(400000000)))
			default:
				p.IDNumber = ""
			}
		}
		if rng.IntN(100) < 20 {
			k := 1 + rng.IntN(3)
			touched := map[identity.Field]int{}
			for tries := 0; k > 0 && tries < 60; tries++ {
				if rng.IntN(6) == 0 && len(p.IDNumber) == 12 && touched[identity.FieldIDNumber] == 0 {
					b := []byte(p.IDNumber)
					j := rng.IntN(12)
					switch rng.IntN(4) {
					case 0:
						b[j] = byte('0' + (int(b[j]-'0')+1+rng.IntN(9))%10)
					case 1:
						b = append(b[:j], b[j+1:]...)
					case 2:
						if j < 11 {
							b[j], b[j+1] = b[j+1], b[j]
						}
					case 3:
						b = []byte(fmt.Sprintf("%s%06d", b[:6], rng.IntN(1000000)))
					}
					p.IDNumber = identity.Text(b)
					touched[identity.FieldIDNumber]++
					k--
					continue
				}
				f := faults[rng.IntN(len(faults))]
				if touched[f.Field] > 0 || f.Field == identity.FieldIDNumber && len(p.IDNumber) != 12 || !f.Apply(rng, c, &p) {
					continue
				}
				touched[f.Field]++
				k--
			}
		}
		return p
	}
	write("left.csv", func(row func(...string)) {
		k := 0
		for range n {
			i := rng.IntN(n)
			c := citizens[i]
			person := fmt.Sprintf("p%d", i)
			if rng.IntN(10) == 0 {
				c = g.Citizen()
				person = fmt.Sprintf("x%d", k)
			} else {
				// each citizen once: walk
				i = k
				c = citizens[i]
				person = fmt.Sprintf("p%d", i)
			}
			p := damage(c)
			si := g.SocialInsuranceNumber()
			row(fmt.Sprintf("L%07d", k), string(p.FullName), string(p.DateOfBirth), string(p.Gender), string(p.IDNumber), si, person)
			if rng.IntN(200) == 0 {
				p := damage(c)
				row(fmt.Sprintf("D%07d", k), string(p.FullName), string(p.DateOfBirth), string(p.Gender), string(p.IDNumber), g.SocialInsuranceNumber(), person)
			}
			k++
		}
	})
}
