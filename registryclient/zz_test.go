package registryclient_test
import ("testing";"context";"sync";"fmt";"errors"
"github.com/bhxh-go/bhxh/registryclient"
"github.com/bhxh-go/bhxh/registryclient/qldc"
"github.com/bhxh-go/bhxh/registryclient/registrytest")
func BenchmarkZZ(b *testing.B) {
	s := crowdServer(b, registrytest.Options{Fault: registrytest.Rate(1, 0.2, registrytest.ServiceLookUp)})
	c, _ := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithTransport(crowdTransport(b, 128)))
	var mu sync.Mutex
	m := map[string]int{}
	questions(b, 128, func(i int) {
		_, err := c.Verify(context.Background(), crowdQuestion(i))
		var e *registryclient.Error
		if errors.As(err, &e) { mu.Lock(); m[fmt.Sprint(string(e.Code)," ",e.Status," ",e.Detail," tries ",e.Attempts)]++; mu.Unlock() }
	})
	for k, v := range m { fmt.Println(v, k) }
}
