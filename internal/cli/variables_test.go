package cli

import (
	"fmt"
	"maps"
	"os"
	"runtime"
	"strings"
	"testing"
	"unicode"
)

func TestVariables(t *testing.T) {
	tests := []struct{ in, name, value string }{ // without a name: refused
		{"A=b", "A", "b"},
		{"A=", "A", ""},
		{"A=b=c,d=e", "A", "b=c,d=e"},
		{"A= b ", "A", " b "},
		{"A=two\nlines", "A", "two\nlines"},
		{"my var=1", "my var", "1"},
		{"$guid=1", "$guid", "1"},
		{in: "s3cr3t"},
		{in: "=s3cr3t"},
		{in: "${A}=s3cr3t"},
		{in: "{{A}}=s3cr3t"},
		{in: "<A>=s3cr3t"},
	}
	for _, test := range tests {
		var v variables
		err := v.Set(test.in)
		if test.name == "" {
			if err == nil || strings.Contains(err.Error(), "s3cr3t") || len(v.values) > 0 {
				t.Errorf("%q: %v, %v", test.in, v.values, err)
			}
			continue
		}
		if want := map[string]string{test.name: test.value}; err != nil || !maps.Equal(v.values, want) {
			t.Errorf("%q: %v, %v", test.in, v.values, err)
		}
		if v.String() != "" {
			t.Errorf("%q: shown as %q", test.in, v.String())
		}
	}
}

func TestKnownVariables(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.env", "\ufeff# comment\r\n\r\nA=a\r\nexport B = 'b # b' # comment\nC=\"c\\n\"\nA=aa\nE=\n")
	write(t, "b.env", "B=other\nD=x=y\n")
	s := sources{maxSize: 1000, envFiles: []string{"a.env", "b.env"}}
	s.variables.Set("D=given")
	s.variables.Set("D=last")
	got, err := s.known()
	want := map[string]string{"A": "aa", "B": "other", "C": "c\n", "D": "last", "E": ""}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	// A value may come through a pipe.
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	w.WriteString("A=piped\n")
	w.Close()
	defer r.Close()
	if runtime.GOOS == "linux" {
		s := sources{maxSize: 1000, envFiles: []string{fmt.Sprintf("/dev/fd/%d", r.Fd())}}
		if got, err := s.known(); err != nil || got["A"] != "piped" {
			t.Errorf("of a pipe: %v, %v", got, err)
		}
	}
	write(t, "bad.env", "A=a\nB=\xe9\n")
	if _, err := (&sources{maxSize: 1000, envFiles: []string{"bad.env"}}).known(); err == nil || !strings.HasPrefix(err.Error(), "bad.env:2: holds bytes") {
		t.Errorf("of Latin-1: %v", err)
	}
	// Nothing is known of a run without these flags.
	if got, err := new(sources).known(); err != nil || len(got) > 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestEnvFileErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	const bad = "is no line of an env file, expected NAME=VALUE; "
	tests := []struct{ text, want string }{
		{"s3cr3t\n", "a.env:1: found no =, expected NAME=VALUE"},
		{"A=1\n=s3cr3t\n", "a.env:2: found no name before the =, expected NAME=VALUE"},
		{"A=\"s3cr3t\n\"\n", "a.env:1: a quotation mark is not closed; a value ends with its line"},
		{"\n\nA='s3cr3t\n", "a.env:3: a quotation mark is not closed; a value ends with its line"},
		{"A B=s3cr3t\n", "a.env:1: " + bad},
		{"1A=s3cr3t\n", "a.env:1: " + bad},
		{"A=s3cr3t\t# comment\n", "a.env:1: " + bad},
		{"A=\"\\s3cr3t\"\n", "a.env:1: " + bad},
		{"A=\"s3cr3t\\u00\"\n", "a.env:1: " + bad},
		{"A=1\nB=" + strings.Repeat("s3cr3t", 20_000) + "\n", "a.env:2: the line is too long, expected less than 64 KiB"},
		{"\xff\xfeA\x00=\x00", "a.env: is UTF-16, expected UTF-8"},
		{strings.Repeat("#\n", 100_001), "a.env: is larger than 200KB; --max-size sets the limit"},
	}
	for _, test := range tests {
		write(t, "a.env", test.text)
		code, stdout, stderr := run(t, "fine", "check", "--max-size=200000", "--env-file", "a.env", "-")
		if code != ExitFailure || stdout != "" || !strings.HasPrefix(stderr, "payloadlint: "+test.want) {
			t.Errorf("%.20q: exit %d, stderr %q", test.text, code, stderr)
		}
		if strings.Contains(stderr, "s3cr") {
			t.Errorf("%.20q: a value is shown: %q", test.text, stderr)
		}
	}
}

// FuzzEnvFile: what is wrong with a line never quotes it, and names are such
// that a placeholder can have.
func FuzzEnvFile(f *testing.F) {
	for _, seed := range []string{"A=b", "export A = 'b'\r\n# c\n", `A="\u00e4\ud83d\ude00\n"`, "A", "=", `A="\ud83d`, "A=\x00", "ä=1", "A='"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, err := plainText([]byte(s))
		if err != nil {
			return
		}
		values, fault := parseEnv(text)
		lines := strings.Count(string(text), "\n") + 1
		switch {
		case fault != nil && (fault.line < 1 || fault.line > lines || values != nil):
			t.Fatalf("line %d of %d, %v", fault.line, lines, values)
		case fault != nil:
			// The messages are few, so none of them can hold a part of the text.
			if !messages[fault.message] {
				t.Fatalf("message %q", fault.message)
			}
		default:
			for name, value := range values {
				if strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsSpace(r) }) || name == "" || len(value) > len(s) {
					t.Fatalf("%q is %q", name, value)
				}
			}
		}
	})
}

var messages = map[string]bool{
	"the line is too long, expected less than 64 KiB":            true,
	"found no =, expected NAME=VALUE":                            true,
	"found no name before the =, expected NAME=VALUE":            true,
	"holds bytes that are no UTF-8; save the file as UTF-8":      true,
	"a quotation mark is not closed; a value ends with its line": true,
	"is no line of an env file, expected NAME=VALUE; a name is letters, digits and _ and does not begin " +
		`with a digit, a value holds no tab, and after a \ in double quotes comes one of " \ / b f n r t u`: true,
}
