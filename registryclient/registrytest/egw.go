package registrytest

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/registryclient"
)

// The insurance-assessment gateway of BHXH (cổng tiếp nhận dữ liệu giám định).
const (
	egwPrefix    = "/egw"
	pathEGWToken = egwPrefix + "/api/token/take"
	pathEGWCheck = egwPrefix + "/api/egw/KQNhanLichSuKCB2024"
)

// The officer who may ask the gateway. Synthetic: no region has the code 000.
const (
	egwOfficer       = "000080000999"
	egwOfficerName   = "Cán Bộ Thử"
	egwOfficerHidden = "CANBOTHU"
)

// EGWURL gives the address under which the insurance-assessment gateway
// answers.
func (s *Server) EGWURL() string { return s.address + egwPrefix }

// EGWAccount gives the account that the gateway gives tokens to.
func (s *Server) EGWAccount() (user string, password registryclient.Secret) {
	return s.account.user, s.account.password
}

// EGWOfficer gives the officer on the facility's list (synthetic).
func (s *Server) EGWOfficer() (name, personalID string) { return egwOfficerName, egwOfficer }

// hashed is the form in which the password travels.
func (s *Server) hashed() string {
	sum := md5.Sum([]byte(s.account.password.Reveal()))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// serveEGWToken gives a token for a form or JSON with user and password.
func (s *Server) serveEGWToken(w http.ResponseWriter, r *http.Request, entry Entry) {
	body, ok := s.read(w, r, entry, maxQuestion)
	if !ok {
		return
	}
	var in struct{ Username, Password string }
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		if json.Unmarshal(body, &in) != nil {
			s.refuse(w, entry, http.StatusBadRequest)
			return
		}
	} else if form, err := url.ParseQuery(string(body)); err == nil {
		in.Username, in.Password = form.Get("username"), form.Get("password")
	}
	entry.Operation = "egw/token"
	fault, executes := s.begin(w, r, &entry, body, service{business: []byte(`{"maKetQua":"500","APIKey":null}`)})
	if !executes {
		return
	}
	if in.Username != s.account.user || !same(strings.ToUpper(in.Password), s.hashed()) {
		entry.Class = ClassUnauthorized
		s.ledger.add(entry)
		s.send(w, jsonType, []byte(`{"maKetQua":"401","APIKey":null}`), fault.Kind)
		return
	}
	entry.Class = ClassFound
	s.ledger.add(entry)
	reply, _ := json.Marshal(map[string]any{ // of strings
		"maKetQua": "200",
		"APIKey": map[string]string{
			"access_token": s.newToken(), "id_token": s.newToken(), "token_type": "Bearer", "username": s.account.user,
			"expires_in": s.options.Now().Add(s.options.TokenLife).UTC().Format("2006-01-02T15:04:05.999Z"),
		},
	})
	s.send(w, jsonType, reply, fault.Kind)
}

// egwQuestion is the body of a check.
type egwQuestion struct {
	MaThe, HoTen, NgaySinh, HoTenCb, CccdCb string
}

// serveEGWCheck checks a card, or a number, with the person's name and date.
func (s *Server) serveEGWCheck(w http.ResponseWriter, r *http.Request, entry Entry) {
	body, ok := s.read(w, r, entry, maxQuestion)
	if !ok {
		return
	}
	entry.Operation = "egw/check"
	query := r.URL.Query()
	if !s.knowsToken(query.Get("token")) || !s.knowsToken(query.Get("id_token")) ||
		query.Get("username") != s.account.user || !same(strings.ToUpper(query.Get("password")), s.hashed()) {
		entry.Class = ClassUnauthorized
		s.ledger.add(entry)
		s.send(w, jsonType, []byte(`{"maKetQua":"401","ghiChu":"Lỗi xác thực tài khoản"}`), FaultNone)
		return
	}
	var q egwQuestion
	if json.Unmarshal(body, &q) != nil {
		s.refuse(w, entry, http.StatusBadRequest)
		return
	}
	fault, executes := s.begin(w, r, &entry, body, service{business: []byte(`{"maKetQua":"500","ghiChu":"Lỗi máy chủ","maThe":null}`)})
	if !executes {
		return
	}
	person, code := s.check(&q)
	if fault.Kind == FaultOtherPerson || fault.Kind == FaultOtherRequest {
		person, code = s.otherThan(person), "000"
	}
	entry.Class = ClassNone
	if person != nil {
		entry.Class = ClassFound
	}
	s.ledger.add(entry)
	reply, _ := json.Marshal(egwReply(person, code, &q)) // of strings
	s.send(w, jsonType, reply, fault.Kind)
}

// check gives the person under a card or number, and the gateway's code.
func (s *Server) check(q *egwQuestion) (*citizen, string) {
	born, err := identity.ParseDate(q.NgaySinh)
	switch {
	case q.CccdCb != egwOfficer:
		return nil, "054"
	case vntext.Strip(q.HoTenCb) != egwOfficerHidden:
		return nil, "055"
	case q.HoTen == "" || err != nil || !strings.Contains(q.NgaySinh, "/") && len(q.NgaySinh) != 4:
		return nil, "205"
	}
	card, err := identity.ParseHealthCard(q.MaThe)
	if err != nil {
		return nil, "051"
	}
	person := s.population.cardHolder(card)
	if person == nil {
		return nil, "050"
	}
	asked := vntext.Strip(q.HoTen)
	switch {
	case asked == person.stripped:
	case firstLetter(asked) == firstLetter(person.stripped):
		return person, "061"
	default:
		return person, "060"
	}
	if precision := min(born.Precision(), person.born.Precision()); born.Truncate(precision) != person.born.Truncate(precision) {
		return person, "070"
	}
	if person.cardState != "" {
		return person, person.cardState
	}
	return person, "000"
}

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// cardHolder gives the person under a card in any of its faces.
func (p *Population) cardHolder(card identity.HealthCard) *citizen {
	number := card.SocialInsuranceNumber().Number()
	for i := range p.people {
		c := &p.people[i]
		if number == c.insurance.Number() || number == c.id.Number() || c.card.IsValid() && c.card == card {
			return c
		}
	}
	return nil
}

// egwReply writes the person as the gateway does, with a history that no
// client of ours may keep. On an error the identity is null.
func egwReply(p *citizen, code string, q *egwQuestion) map[string]any {
	if p == nil {
		return map[string]any{"maKetQua": code, "ghiChu": "Không có thông tin", "maThe": nil, "hoTen": nil, "ngaySinh": nil, "dsLichSuKCB2018": nil}
	}
	card := p.card.Reveal()
	if card == "" || len(q.MaThe) == 15 {
		card = q.MaThe
	}
	return map[string]any{
		"maKetQua": code, "ghiChu": "Ghi chú của cổng", "maThe": card, "hoTen": string(p.name),
		"ngaySinh": p.born.Reveal(), "gioiTinh": p.gender.Vietnamese(), "diaChi": p.permanent.detail, "maDKBD": "00001",
		"cqBHXH": "BHXH thử", "gtTheTu": "01/01/2026", "gtTheDen": "31/12/2026", "maKV": "", "ngayDu5Nam": "01/01/2030",
		"maSoBHXH": p.insurance.Reveal(), "maTheCu": nil, "maTheMoi": nil, "gtTheTuMoi": nil, "gtTheDenMoi": nil,
		"dsLichSuKCB2018": []map[string]string{{"maHoSo": "1", "maCSKCB": "00001", "ngayVao": "202601010800", "tenBenh": "lich-su-kham-benh", "tinhTrang": "1"}},
		"dsLichSuKT2018":  []map[string]string{{"userKT": "x", "thoiGianKT": "202601010800", "thongBao": "lich-su-kiem-tra", "maLoi": "000"}},
	}
}
