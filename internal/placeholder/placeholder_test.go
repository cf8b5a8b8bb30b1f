package placeholder

import (
	"bytes"
	"strings"
	"testing"
)

func TestIn(t *testing.T) {
	tests := map[string]bool{
		"": false, "$": false, "{": false, "<": false, "{{": false, "${": false, "<>": false, "plain": false,
		"${VAR}": true, "x-${VAR}-y": true, "${VAR:-default}": true, "${env:HOME}": true, "${a1}${": true, "$${VAR}": true,
		"${_}": true, "${变量}": true, "${}": false, "${ }": false, "${1}": false, "${VAR": false, "$VAR": false, "$ {VAR}": false, "{VAR}": false,
		"{{var}}": true, "a{{ var }}b": true, "{{$guid}}": true, "{{ .Values.x }}": true, "{{}}": false, "{{ }}": false, "{{var}": false,
		"{{1}} {{x}}": true, "${{ secrets.X }}": true, "{{{x}}}": true, `{"a":{"b":1}}`: false, `{"a":{{b}}}`: true,
		"<name>": true, "<project_id>": true, "<your token>": true, "a<b>c": true, "<a.b-c 1>": true, "<_>": true,
		"a<b": false, "x<1>2": false, "<-->": false, "< name>": false, "a<b,c>": false, "<b<c": false, "a<b<c>": true, "<名>": false, "a<b c\n>": false,
		"$(cmd)": true, "$(cat token.txt)": true, "$()": false, "$(1)": false, "$(cmd": false, "(cmd)": false, "$5(a)": false,
		"p@ss{w}0rd$": false, "a}b{c": false, "${}$(){{}}<>": false, "${}$(){{}}<a>": true, "${${x}": true,
	}
	for text, want := range tests {
		if got := In([]byte(text)); got != want {
			t.Errorf("In(%q) = %v", text, got)
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
	f.Fuzz(func(t *testing.T, text []byte) {
		got := In(text)
		if got && !bytes.ContainsAny(text, "}>)") {
			t.Fatal("a placeholder without an end")
		}
		if got && !In(append([]byte("x "), text...)) {
			t.Fatal("text in front hides a placeholder")
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
