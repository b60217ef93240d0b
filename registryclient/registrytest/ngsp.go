package registrytest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// The services of BHXH on the national platform (NGSP), by the names of the
// connection guide of Quảng Bình.
const (
	ngspPrefix    = "/ngsp/bhxh/"
	pathNumber    = ngspPrefix + "getMaSoBhxhTheoTieuChi"
	pathHousehold = ngspPrefix + "getTraCuuThongTinHgd"
)

// NGSPURL gives the address under which the services of BHXH on the national
// platform answer. They want a token of TokenURL.
func (s *Server) NGSPURL() string { return s.address + strings.TrimSuffix(ngspPrefix, "/") }

// criteria are the fields by which both operations look a person up.
type criteria struct {
	HoTen        string `json:"hoTen"`
	NgaySinh     string `json:"ngaySinh"`
	LoaiNgaySinh string `json:"loaiNgaySinh"` // 0 full, 1 year, 2 year and month
	GioiTinh     string `json:"gioiTinh"`     // 1 nam, 2 nữ, 3 khác
	IsKs         string `json:"isKs"`
	MaTinh       string `json:"maTinh"`
}

// born gives the date of birth of the criteria.
func (c *criteria) born() (identity.Date, bool) {
	t, err := time.Parse("20060102", c.NgaySinh)
	precision, ok := map[string]identity.Precision{
		"0": identity.PrecisionDay, "1": identity.PrecisionYear, "2": identity.PrecisionMonth,
	}[c.LoaiNgaySinh]
	if err != nil || !ok {
		return identity.Date{}, false
	}
	return identity.DateOf(t).Truncate(precision), true
}

// findByCriteria gives everybody who fits.
func (s *Server) findByCriteria(c *criteria) (found []*citizen, ok bool) {
	born, ok := c.born()
	gender, known := map[string]identity.Gender{"1": identity.GenderMale, "2": identity.GenderFemale, "3": identity.GenderUnknown}[c.GioiTinh]
	if !ok || !known || vntext.Strip(c.HoTen) == "" || c.IsKs != "0" && c.IsKs != "1" {
		return nil, false
	}
	for i := range s.population.people {
		p := &s.population.people[i]
		if p.fits(c.HoTen, born) && (p.gender == gender || p.gender == identity.GenderUnknown) && p.insurance.IsValid() {
			found = append(found, p)
		}
	}
	return found, true
}

// serveCriteria answers one question by criteria with what write makes of the
// person found, nil for nobody.
func (s *Server) serveCriteria(w http.ResponseWriter, r *http.Request, entry Entry, operation string, write func(*criteria, *citizen) map[string]string) {
	if !s.hasBearer(r.Header.Get("Authorization")) {
		s.refuse(w, entry, http.StatusUnauthorized)
		return
	}
	body, ok := s.read(w, r, entry, maxQuestion)
	if !ok {
		return
	}
	var c criteria
	contentType, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if contentType != "application/json" || json.Unmarshal(body, &c) != nil {
		s.refuse(w, entry, http.StatusBadRequest)
		return
	}
	found, ok := s.findByCriteria(&c)
	if !ok {
		s.refuse(w, entry, http.StatusBadRequest)
		return
	}
	entry.Operation = operation
	fault, executes := s.begin(w, r, &entry, body, service{business: []byte(`{"errorCode":"ERR_SYSTEM"}`)})
	if !executes {
		return
	}
	entry.Class = classOf(found)
	s.ledger.add(entry)
	var person *citizen
	if len(found) == 1 {
		person = found[0]
	}
	if fault.Kind == FaultOtherPerson || fault.Kind == FaultOtherRequest {
		person = s.otherThan(person)
	}
	reply, _ := json.Marshal(write(&c, person)) // of strings
	s.send(w, jsonType, reply, fault.Kind)
}

// otherThan gives another person with a number.
func (s *Server) otherThan(person *citizen) *citizen {
	for i := range s.population.people {
		if p := &s.population.people[i]; p != person && p.insurance.IsValid() {
			return p
		}
	}
	return nil
}

func (s *Server) serveNumber(w http.ResponseWriter, r *http.Request, entry Entry) {
	s.serveCriteria(w, r, entry, "ngspbhxh/getMaSoBhxhTheoTieuChi", func(_ *criteria, p *citizen) map[string]string {
		if p == nil {
			return map[string]string{"maSoBhxh": "", "trangThai": "", "errorCode": ""}
		}
		return map[string]string{"maSoBhxh": p.insurance.Reveal(), "trangThai": "1", "errorCode": ""}
	})
}

func (s *Server) serveHousehold(w http.ResponseWriter, r *http.Request, entry Entry) {
	s.serveCriteria(w, r, entry, "ngspbhxh/getTraCuuThongTinHgd", func(c *criteria, p *citizen) map[string]string {
		if p == nil {
			return map[string]string{"maSo": "", "maHo": "", "trangThai": ""}
		}
		gender := "3"
		if g := genderCode(p.gender); g != "0" {
			gender = g
		}
		date, kind := ngspDate(p.born)
		return map[string]string{
			"maSo": p.insurance.Reveal(), "hoTen": string(p.name), "ngaySinh": date, "loaiNgaySinh": kind,
			"gioiTinh": gender, "maHo": p.household, "diaChi": p.permanent.detail, "trangThai": "1",
		}
	})
}

// ngspDate writes a date with its kind; what is not known is typed as 01.
func ngspDate(d identity.Date) (text, kind string) {
	if d.Precision() == identity.PrecisionDay {
		return strings.ReplaceAll(d.ISO(), "-", ""), "0"
	}
	if !d.IsValid() {
		return "", ""
	}
	return d.Truncate(identity.PrecisionYear).ISO() + "0101", "1"
}
