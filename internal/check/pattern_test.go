package check

import (
	"regexp"
	"strings"
	"testing"
)

func newPattern(text string) (*pattern, error) {
	p := &pattern{text: text}
	p.ready.Do(p.compile)
	return p, p.verify()
}

// Which patterns are matched without package regexp.
func TestPatternIsSimple(t *testing.T) {
	for text, simple := range map[string]bool{
		``: true, `^$`: true, `^`: true, `$`: false, `.*`: false, `a`: false, `^a`: true, `^abc$`: true, `^[a-z0-9_]*$`: true,
		`^[a-zA-Z_][a-zA-Z0-9_]{0,63}$`: true, `^[^\x00-\x1f]+$`: true, `^oss://`: true, `^\d{2}-\d{4}$`: true, `^(abc)$`: true, `^(?:a|b)+$`: true,
		`^[a-z]+[0-9]*_?$`: true, `^.*$`: true, `^.+x$`: false, `^a{2,}b$`: true, `^a?a$`: false, `^a*b?a$`: false, `^a*b?c$`: true, `^(ab)+$`: false,
		`^a|b$`: false, `^ab|cd$`: false, `^(a|bc)$`: true, `^(|ab)$`: true, `^([a-z][a-z0-9]*)?$`: true, `^(ab|cd)?(e|f|gh)x`: true, `^(a|^b)$`: false, `^(a*|b)a$`: false,
		`^(aa|bb)(aa|bb)(aa|bb)(aa|bb)$`: false, `^(a|b+)(c|d+)$`: true, `(^a|^bc)`: false, `(?i)^a$`: false, `^(?i)[a]$`: false, `^\pL+$`: true, `^a$b`: false, `a^`: false, `(?m)^a$`: false, `^\bx`: false, `^x*?y$`: true, `^{a}$`: true,
		`^[a-z]{1,3}[0-9]{1,3}$`: true, `^[a-z0-9]{1,3}[0-9]{1,3}$`: false, `^[а-я]+[a-я]$`: false,
	} {
		p, err := newPattern(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if (p.simple != nil) != simple {
			t.Errorf("%s: simple is %v", text, p.simple)
		}
	}
}

func TestPatternOffender(t *testing.T) {
	tests := []struct{ pattern, text, want string }{
		{`^[a-z]*$`, "ab.c", "."}, {`^[a-z]*$`, ".", "."}, {`^[a-z]+$`, "", ""}, {`^[a-z]*$`, "a\xffb", "\xff"}, {`^[a-z]*$`, "aя", "я"},
		{`^[a-z_][a-z0-9_]*$`, "1st", "1"}, {`^[a-z_][a-z0-9_]*$`, "a b", " "}, {`^[a-z]{1,3}$`, "abcd", ""}, {`^[a-z]{3}$`, "ab", ""},
		{`^[0-9]{2}-[0-9]{2}$`, "1x-11", "x"}, {`^[0-9]{2}-[0-9]{2}$`, "11.11", ""}, {`^oss://`, "nas://", ""}, {`(a|b)c`, "x", ""},
	}
	for _, tt := range tests {
		p, err := newPattern(tt.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.offender([]byte(tt.text)); p.match([]byte(tt.text)) || got != tt.want {
			t.Errorf("%s, %q: got %q, want %q", tt.pattern, tt.text, got, tt.want)
		}
	}
}

// patternPool and textPool are what the tests and the fuzz target begin with.
var patternPool = []string{
	``, `^$`, `^`, `^a`, `^abc$`, `^[a-z0-9_]*$`, `^[a-zA-Z_][a-zA-Z0-9_]{0,3}$`, `^[^a-c]+$`, `^\d{2}-\d{4}$`, `^\w+\s?$`, `^.*$`, `^.$`, `(?s)^.$`,
	`^a{2,}b$`, `^a?b?c?$`, `^[а-я]+$`, `^[^а-я]*$`, `^\pL+$`, `^x*?y$`, `^(?:a|b){1,2}c`, `a+b`, `^a*b?a$`, `(?i)^a$`, `^[\x{10000}-\x{10ffff}]{2}$`, `^[\x{7f}-\x{81}]$`,
	`^(a|bc)$`, `^([a-z][a-z0-9]*)?$`, `^(ab|c)?(a|b|cd)`, `^(|ab)$`, `^(a*|b)c?$`, `(^a|^bc)`, `^((a|b)?c)?$`,
}

var textPool = []string{
	"", "a", "A", "b", "abc", "abcd", "a_1", "_", "12-3456", "12-345", "x y", "aab", "aaab", "ab", "ac", "бв", "бd", "яя", "y", "xxy", "bac",
	"𐐀𐐁", "𐐀", "\n", "a\n", "\u007f", "\u0080", "\u0081", "\u0082", "\xff", "\xff\xff", "a\xff", "\ufffd",
}

func TestPatternsMatchLikeRegexp(t *testing.T) {
	for _, pattern := range patternPool {
		for _, text := range textPool {
			comparePattern(t, pattern, text)
		}
	}
}

func FuzzPattern(f *testing.F) {
	for i, pattern := range patternPool {
		f.Add(pattern, textPool[i%len(textPool)])
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 100 || len(text) > 1000 {
			return
		}
		comparePattern(t, pattern, text)
	})
}

func comparePattern(t *testing.T, pattern, text string) {
	t.Helper()
	re, err := regexp.Compile(pattern)
	p, refused := newPattern(pattern)
	if (err != nil) != (refused != nil) {
		t.Fatalf("%q: %v, but regexp says %v", pattern, refused, err)
	}
	if err != nil {
		return
	}
	if got, want := p.match([]byte(text)), re.MatchString(text); got != want {
		t.Fatalf("%q matches %q: %v, simple %v", pattern, text, got, p.simple)
	}
}

func TestPatternIsLinear(t *testing.T) {
	long := strings.Repeat("a", 1<<20)
	for _, pattern := range []string{`^[a-z]*[0-9]*b$`, `^a*a*a*b$`, `^(a|aa)+b$`} {
		p, err := newPattern(pattern)
		if err != nil {
			t.Fatal(err)
		}
		if p.match([]byte(long)) {
			t.Errorf("%s matches", pattern)
		}
	}
}

func TestFrame(t *testing.T) {
	f := &frame{}
	if find(f, "a") != -1 {
		t.Error("an empty frame has a name")
	}
	names := []string{"", "a", "b", "ab", "ba", "aab", "abb", "Name", "NAme", "name"}
	for i := range 300 {
		names = append(names, strings.Repeat("x", i%7)+string(rune('a'+i%26))+strings.Repeat("y", i/7))
	}
	slots := map[string]int{}
	for _, name := range names {
		slots[name] = f.slot(name)
	}
	for _, name := range names {
		if f.slot(name) != slots[name] || find(f, []byte(name)) != slots[name] || f.names[slots[name]] != name {
			t.Fatalf("%q is lost", name)
		}
		if find(f, name+"?") != -1 {
			t.Fatalf("%q? is found", name)
		}
	}
}
