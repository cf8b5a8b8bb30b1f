package decimal

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"
)

func parse(t testing.TB, text string) *Decimal {
	t.Helper()
	d, ok := Parse([]byte(text))
	if !ok {
		t.Fatalf("%.60q is refused", text)
	}
	return &d
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"", "-", "+1", "01", "-01", "00", ".5", "5.", "1.e1", "1e", "1e+", "1E-", "1e1.5", "1e1e1", "0x1", "1 ", " 1",
		"--1", "1-", "NaN", "Infinity", ".inf", "1_000", "１", "123456789012345678901234567890a",
	} {
		if _, ok := Parse([]byte(text)); ok {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestCompare(t *testing.T) {
	huge := "1" + strings.Repeat("0", 5000)
	tests := []struct {
		a, b string
		want int
	}{
		{"0", "-0", 0},
		{"0", "0.0", 0},
		{"0", "0e9999999", 0},
		{"-0.00e-99999999999999999999", "0", 0},
		{"1", "1.0", 0},
		{"1", "10e-1", 0},
		{"1", "0.0001e4", 0},
		{"1.50e2", "150", 0},
		{"15e1", "150.000", 0},
		{"1", "2", -1},
		{"-1", "-2", 1},
		{"-1.5", "-1.50001", 1},
		{"-1", "0.5", -1},
		{"0.5", "0", 1},
		{"-0.5", "0", -1},
		{"1.5", "15", -1},
		{"1.5", "1.49999999999999999999999999999", 1},
		{"123456789012345678", "123456789012345679", -1},
		{"123456789012345678901234567890", "123456789012345678901234567891", -1},
		{"123456789012345678901234567890", "1.2345678901234567890123456789e29", 0},
		{"9007199254740993", "9007199254740992.0", 1},
		{"1e400", "1e401", -1},
		{"1e400", "-1e401", 1},
		{"1e1000001", "1e1000000", 1},
		{"1e1000001", "10e1000000", 0},
		{"1e-1000001", "0", 1},
		{"1e99999999999999999999", "1e99999999999999999998", 1},
		{"1e99999999999999999999", "10e99999999999999999998", 0},
		{"1e99999999999999999999", "0.1e100000000000000000000", 0},
		{"1e99999999999999999999", "1e-99999999999999999999", 1},
		{"1e-99999999999999999999", "1e-99999999999999999998", -1},
		{"-1e99999999999999999999", "5", -1},
		{"1e-99999999999999999999", "5", -1},
		{"1e0000000000000000000000000000001", "10", 0},
		{huge, "1e5000", 0},
		{huge, "1e5001", -1},
		{huge + ".0", "1E+5000", 0},
		{"0." + strings.Repeat("0", 4999) + "1", "1e-5000", 0},
	}
	for _, test := range tests {
		a, b := parse(t, test.a), parse(t, test.b)
		if got := a.Compare(b); got != test.want {
			t.Errorf("%.40s compared with %.40s: %d, want %d", test.a, test.b, got, test.want)
		}
		if got := b.Compare(a); got != -test.want {
			t.Errorf("%.40s compared with %.40s: %d, want %d", test.b, test.a, got, -test.want)
		}
		if got := a.Equal(b); got != (test.want == 0) {
			t.Errorf("%.40s equal to %.40s: %v", test.a, test.b, got)
		}
	}
}

func TestIsInteger(t *testing.T) {
	for text, want := range map[string]bool{
		"0": true, "-0": true, "0.0": true, "1": true, "1.0": true, "-1.000": true, "1e2": true, "1.50e2": true, "1.5e1": true,
		"150e-1": true, "1.5": false, "15e-1": false, "1e-1": false, "0.1": false, "0e-5": true, "0.0e-99999999999999999999": true,
		"1e1000001": true, "1e-1000001": false, "1e99999999999999999999": true, "1e-99999999999999999999": false,
		"123456789012345678901234567890": true, "123456789012345678901234567890.5": false, "1234567890123456789012.50e1": true,
	} {
		if got := parse(t, text).IsInteger(); got != want {
			t.Errorf("%s is an integer: %v", text, got)
		}
	}
}

func TestIsMultipleOf(t *testing.T) {
	tests := []struct {
		number, step string
		want         bool
	}{
		{"0", "10", true}, {"-0.0", "0.1", true}, {"10", "10", true}, {"15", "10", false}, {"-20", "10", true}, {"1020", "10", true},
		{"1e2", "10", true}, {"1.5e1", "10", false}, {"2.50e1", "5", true}, {"1e1", "4", false}, {"1e2", "4", true},
		{"0.0075", "0.0001", true}, {"0.00751", "0.0001", false}, {"4.5", "1.5", true}, {"35", "1.5", false}, {"1e308", "0.123456789", false},
		{"12391239123", "1e-8", true}, {"1e1000001", "0.5", true}, {"1e1000001", "3", false}, {"3e1000001", "3", true}, {"1e1000001", "1024", true},
		{"1e-1000001", "1", false}, {"1e99999999999999999999", "7", false}, {"7e99999999999999999999", "7", true},
		{"1e99999999999999999999", "1e99999999999999999999", true}, {"1e99999999999999999999", "2e99999999999999999998", true},
		{"1e99999999999999999999", "2e99999999999999999999", false}, {"5", "0", false}, {"0", "0", true},
		{"123456789012345678901234567890", "10", true}, {"123456789012345678901234567891", "10", false},
		{"123456789012345678901234567890", "123456789012345678901234567890", true},
		{"246913578024691357802469135780", "123456789012345678901234567890", true},
		{"246913578024691357802469135781", "123456789012345678901234567890", false},
		{"1e40", "1180591620717411303424", false}, {"1e70", "1180591620717411303424", true}, {"1e71", "11805916207174113034240", true},
	}
	for _, test := range tests {
		if got := parse(t, test.number).IsMultipleOf(parse(t, test.step)); got != test.want {
			t.Errorf("%s is a multiple of %s: %v", test.number, test.step, got)
		}
	}
}

func TestInt(t *testing.T) {
	for text, want := range map[string]int{
		"0": 0, "-0.0": 0, "7": 7, "2.0": 2, "1e2": 100, "1.5e1": 15, "2.9": 2, "-2.9": -2, "0.001": 0, "-3.0e1": -30, "1e-99999999999999999999": 0,
		"1e400": math.MaxInt, "-1e400": math.MinInt + 1, "1e99999999999999999999": math.MaxInt, "12345678901234567890": math.MaxInt,
	} {
		if got := parse(t, text).Int(); got != want {
			t.Errorf("%s as an int: %d, want %d", text, got, want)
		}
	}
}

func TestLongSpellings(t *testing.T) {
	const size = 10 << 20
	digits := strings.Repeat("7", size)
	seven, exact := parse(t, "7"), parse(t, digits)
	fraction := parse(t, digits+"."+digits)
	exponent := parse(t, "1e"+digits)
	tiny := parse(t, "1e-"+digits)
	switch {
	case !exact.IsMultipleOf(seven), !exact.IsInteger(), fraction.IsInteger(), !exponent.IsInteger(), tiny.IsInteger():
		t.Error("a long number is misjudged")
	case exact.Compare(seven) != 1, exact.Compare(fraction) != -1, exponent.Compare(exact) != 1, tiny.Compare(seven) != -1:
		t.Error("a long number compares wrongly")
	case !parse(t, digits+"e-"+strconv.Itoa(size-1)).Equal(parse(t, "7."+digits[1:])):
		t.Error("two spellings of one long number differ")
	case exponent.IsMultipleOf(seven), !exponent.IsMultipleOf(parse(t, "1024")):
		t.Error("a long exponent divides wrongly")
	}
}

func TestNoAllocation(t *testing.T) {
	limit, short, fraction := parse(t, "64"), []byte("63"), []byte("63.50")
	n := testing.AllocsPerRun(100, func() {
		for _, text := range [][]byte{short, fraction} {
			d, _ := Parse(text)
			d.Compare(limit)
			d.IsInteger()
			d.IsMultipleOf(limit)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzAgainstRat compares with math/big wherever the exponents are sane.
func FuzzAgainstRat(f *testing.F) {
	for _, pair := range [][2]string{{"1.50e2", "150"}, {"-0", "0.0"}, {"0.0075", "0.0001"}, {"1e300", "3"}, {"123456789012345678901234567890", "1e29"}, {"1e99999999999999999999", "1"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, okX := Parse([]byte(a))
		y, okY := Parse([]byte(b))
		if !okX || !okY {
			return
		}
		if x.Compare(&y) != -y.Compare(&x) || !x.Equal(&x) || !x.IsMultipleOf(&x) {
			t.Fatalf("%q and %q: no order", a, b)
		}
		if !sane(a) || !sane(b) {
			x.IsMultipleOf(&y)
			return
		}
		p, okP := new(big.Rat).SetString(a)
		q, okQ := new(big.Rat).SetString(b)
		if !okP || !okQ {
			t.Fatalf("%q or %q is no number to math/big", a, b)
		}
		if got, want := x.Compare(&y), p.Cmp(q); got != want {
			t.Fatalf("%s compared with %s: %d, want %d", a, b, got, want)
		}
		if got, want := x.IsInteger(), p.IsInt(); got != want {
			t.Fatalf("%s is an integer: %v, want %v", a, got, want)
		}
		if q.Sign() != 0 {
			if got, want := x.IsMultipleOf(&y), new(big.Rat).Quo(p, q).IsInt(); got != want {
				t.Fatalf("%s is a multiple of %s: %v, want %v", a, b, got, want)
			}
		}
		if whole := new(big.Int).Quo(p.Num(), p.Denom()); whole.IsInt64() && int64(x.Int()) != whole.Int64() && len(whole.String()) <= shortInteger {
			t.Fatalf("%s as an int: %d", a, x.Int())
		}
	})
}

// sane tells whether math/big can read the number in reasonable time.
func sane(text string) bool {
	i := strings.IndexAny(text, "eE")
	if i < 0 {
		return true
	}
	e, err := strconv.Atoi(text[i+1:])
	return err == nil && -1000 < e && e < 1000
}

func BenchmarkCompare(b *testing.B) {
	limit, text := parse(b, "65536"), []byte("1024")
	for range b.N {
		d, _ := Parse(text)
		if d.Compare(limit) > 0 || !d.IsInteger() {
			b.Fatal("misjudged")
		}
	}
}
