package placeholder

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/corpus"
)

func TestIn(t *testing.T) {
	tests := map[string]bool{
		"": false, "$": false, "{": false, "<": false, "{{": false, "${": false, "<>": false, "plain": false,
		"${VAR}": true, "x-${VAR}-y": true, "${VAR:-default}": true, "${env:HOME}": true, "${a1}${": true, "$${VAR}": true,
		"${_}": true, "${变量}": true, "${}": false, "${ }": false, "${1}": false, "${VAR": false, "$ {VAR}": false, "{VAR}": false,
		"{{var}}": true, "a{{ var }}b": true, "{{$guid}}": true, "{{ .Values.x }}": true, "{{}}": false, "{{ }}": false, "{{var}": false,
		"{{1}} {{x}}": true, "${{ secrets.X }}": true, "{{{x}}}": true, `{"a":{"b":1}}`: false, `{"a":{{b}}}`: true,
		"<name>": true, "<project_id>": true, "<your token>": true, "a<b>c": true, "<a.b-c 1>": true, "<_>": true,
		"a<b": false, "x<1>2": false, "<-->": false, "< name>": false, "a<b,c>": false, "<b<c": false, "a<b<c>": true, "<名>": false, "a<b c\n>": false,
		"$(cmd)": true, "$(cat token.txt)": true, "$()": false, "$(1)": false, "$(cmd": false, "(cmd)": false, "$5(a)": false,
		"p@ss{w}0rd$": false, "a}b{c": false, "${}$(){{}}<>": false, "${}$(){{}}<a>": true, "${${x}": true,
		"$VAR": true, "x-$VAR": true, "$VAR_1/x": true, "$var": true, "$_": true, "x-$var": false, "pa$word1": false, "$Var x": false, "$1": false, "a $V b": false,
		"US$": false, "$AB$cd": true, "$ab$CD": true,
	}
	for text, want := range tests {
		if got := In([]byte(text)); got != want {
			t.Errorf("In(%q) = %v", text, got)
		}
	}
}

func TestAll(t *testing.T) {
	tests := map[string]string{
		"plain":                              "",
		"a ${B} {{ c }} <d e> $(f g) $H i$j": "2-6 B!, 7-14 c!, 15-20 d e!, 21-27 !, 28-30 H, 32-34 j",
		"$NAME":                              "0-5 NAME!",
		"$name":                              "0-5 name!",
		"x-$NAME.$other":                     "2-7 NAME!, 8-14 other",
		"${A:-b}${C}":                        "0-7 A!, 7-11 C!",
		"{{$dotenv X}}":                      "0-13 $dotenv X!",
		"${}{{}}":                            "",
	}
	for text, want := range tests {
		var got []string
		for r := range All([]byte(text)) {
			s := fmt.Sprintf("%d-%d %s", r.Start, r.End, r.Name)
			if r.Sure {
				s += "!"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%q: %s, want %s", text, s, want)
		}
	}
}

// Openings without names or ends must not make the scan quadratic: this would
// take hours.
func TestLinear(t *testing.T) {
	const n = 1 << 19
	for _, unit := range []string{"${", "$(", "{{", "<", "<a", "${}", "{{ }}", "${$({{<"} {
		text := strings.Repeat(unit, n)
		for _, end := range []string{"", "}", ")", "}}"} {
			if In([]byte(text + end)) {
				t.Errorf("%q…%q holds a placeholder", unit, end)
			}
		}
	}
}

func FuzzIn(f *testing.F) {
	f.Add([]byte("a ${b} {{c}} <d> $(e)"))
	for _, text := range corpus.Texts(f, corpus.JSON, corpus.YAML, corpus.HTTP) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got := In(text)
		if got && !bytes.ContainsAny(text, "}>)$") {
			t.Fatal("a placeholder without an end")
		}
		last := 0
		for r := range All(text) {
			if r.Start < last || r.End <= r.Start || r.End > len(text) {
				t.Fatalf("%q: [%d, %d) after %d", text, r.Start, r.End, last)
			}
			last = r.End
			got = got && !r.Sure
		}
		if got {
			t.Fatal("a placeholder that All does not find")
		}
		if In(append(bytes.Clone(text), "${x}"...)) != true {
			t.Fatal("text in front hides a placeholder")
		}
	})
}

func BenchmarkIn(b *testing.B) {
	text := []byte("cn-hangzhou-i vsw-bp1234567890")
	for range b.N {
		if In(text) {
			b.Fatal("a placeholder")
		}
	}
}
