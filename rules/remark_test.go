package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/corpus"
)

// silenced says what is found and what is suppressed, by line and rule.
func silenced(r *FileReport) string {
	var b strings.Builder
	for _, part := range append([]*FileReport{r}, r.Included...) {
		for _, f := range part.Findings {
			fmt.Fprintf(&b, "%d %s, ", f.Line, f.Rule)
		}
		for _, s := range part.Suppressed {
			fmt.Fprintf(&b, "(%d %s: %s), ", s.Finding.Line, s.Finding.Rule, s.Reason)
		}
	}
	return strings.TrimSuffix(b.String(), ", ")
}

func TestSilencingComments(t *testing.T) {
	many := []string{"wrong-type"}
	for i := range 99 {
		many = append(many, fmt.Sprint("a/b", i))
	}
	const post = "POST https://box.example/boxes/1"
	tests := []struct{ reason, file, text, want string }{
		{"on its line", "b.yaml", "Name: 5 # payloadlint:ignore wrong-type -- r\n", "(1 wrong-type: r)"},
		{"above its line", "b.yaml", "# payloadlint:ignore wrong-type -- r\n\n# more\nName: 5\n", "(4 wrong-type: r)"},
		{"above the mark of the document", "b.yaml", "# payloadlint:ignore wrong-type -- r\n---\nName: 5\n", "(3 wrong-type: r)"},
		{"behind the mark of the document", "b.yaml", "--- # payloadlint:ignore wrong-type -- r\nName: 5\n", "(2 wrong-type: r)"},
		{"at the end of the file", "b.yaml", "Name: a\n# payloadlint:ignore wrong-type -- r", ""},
		{"of no use behind the last value", "b.yaml", "Name: a # payloadlint:ignore wrong-type -- r\n", "1 unused-suppression"},
		{"two of them", "b.yaml", "# payloadlint:ignore unknown-parameter -- q\nName: 5 # payloadlint:ignore wrong-type -- r\n", "1 unused-suppression, (2 wrong-type: r)"},
		{"one for two", "b.yaml", "{Name: 5, Nmae: 5} # payloadlint:ignore wrong-type, unknown-parameter -- r\n", "(1 wrong-type: r), (1 unknown-parameter: r)"},
		{"in a block of text", "b.yaml", "Name: |\n  # payloadlint:ignore wrong-type -- r\nSize: x\n", "1 invalid-length, 1 invalid-pattern, 3 wrong-type"},
		{"in quotes", "b.yaml", "Name: \"x # payloadlint:ignore wrong-type -- r\"\nSize: x\n", "1 invalid-length, 1 invalid-pattern, 2 wrong-type"},
		{"without a blank before it", "b.yaml", "Name: a# payloadlint:ignore wrong-type -- r\nSize: x\n", "1 invalid-length, 1 invalid-pattern, 2 wrong-type"},
		{"beside the name of a value below", "b.yaml", "Name: # payloadlint:ignore wrong-type -- r\n  - a\n", "(2 wrong-type: r)"},
		{"above the name of a value below", "b.yaml", "# payloadlint:ignore wrong-type -- r\nName:\n  - a\n", "(3 wrong-type: r)"},
		{"by the constraint", "b.yaml", "Name: 5 # payloadlint:ignore Name/type -- r\n", "(1 wrong-type: r)"},
		{"by half of a name", "b.yaml", "Name: 5 # payloadlint:ignore type -- r\n", "1 wrong-type, 1 invalid-suppression"},
		{"before code on its line", "b.jsonc", "{\n/* payloadlint:ignore wrong-type -- r */ \"Name\": 5}", "(2 wrong-type: r)"},
		{"in a string", "b.jsonc", "{\"Name\": 5, \"Labels\": {\"a\": \"// payloadlint:ignore wrong-type -- r\"}}", "1 wrong-type, 1 unknown-parameter"},
		{"in JSON, which has no comments", "b.json", "{\"Name\": 5, \"Labels\": {\"a\": \"\\u0023 payloadlint:ignore wrong-type -- r\"}}", "1 wrong-type, 1 unknown-parameter"},

		{"above a request line", "b.http", "# payloadlint:ignore wrong-type -- r\n" + post + "\n\n{\n\"Name\": 5}\n", "(5 wrong-type: r)"},
		{"above a request line of several lines", "b.http", "// payloadlint:ignore wrong-type -- r\n" + post + "\n  ?a=b\n\n{\n\"Name\": 5}\n", "3 unknown-parameter, (6 wrong-type: r)"},
		{"of another request", "b.http", "# payloadlint:ignore wrong-type -- r\n" + post + "\n\n{\"Name\": \"a\"}\n###\n" + post + "\n\n{\"Name\": 5}\n", "1 unused-suppression, 8 wrong-type"},
		{"before the line between requests", "b.http", post + "\n\n{\"Name\": \"a\"}\n# payloadlint:ignore wrong-type -- r\n### x\n" + post + "\n\n{\"Name\": 5}\n", "4 unused-suppression, 8 wrong-type"},
		{"of a broken request", "b.http", "# payloadlint:ignore wrong-type -- r\n" + post + "\n\n{\"Name\": 5,}\n###\n" + post + "\n\n{\"Name\": \"a\"}\n", "4 invalid-syntax"},
		{"in a body", "b.http", post + "\n\n{\n# payloadlint:ignore wrong-type -- r\n\"Name\": 5}\n", "(5 wrong-type: r)"},
		{"of a body in another file", "b.http", "# payloadlint:ignore wrong-type -- r\n" + post + "\n\n< body.json\n", "(1 wrong-type: r)"},

		{"without a reason", "b.yaml", "Name: 5 # payloadlint:ignore wrong-type --\n", "1 wrong-type, 1 invalid-suppression"},
		{"without a name", "b.yaml", "Name: 5 # payloadlint:ignore -- r\n", "1 wrong-type, 1 invalid-suppression"},
		{"too many names", "b.yaml", "Name: 5 # payloadlint:ignore " + strings.Join(many, ",") + " -- r\n", "1 wrong-type, 1 invalid-suppression"},
		{"with a dash as people write it", "b.yaml", "Name: 5 # payloadlint:ignore wrong-type — r\n", "(1 wrong-type: r)"},
		{"with the line ends of Windows", "b.yaml", "# payloadlint:ignore wrong-type -- r\r\nName: 5\r\n", "(2 wrong-type: r)"},
	}
	l := fixture(t, "Create")
	l.include = func(string) ([]byte, error) { return []byte(`{"Name": 5}`), nil }
	for _, tt := range tests {
		r := l.Check(tt.file, []byte(tt.text))
		if got := silenced(r); got != tt.want {
			t.Errorf("%s:\n%s\ngot  %s\nwant %s", tt.reason, tt.text, got, tt.want)
		}
	}
}

// FuzzSilencingComments puts comments into texts: what is silenced is what was found, and
// nothing else comes but remarks on comments.
func FuzzSilencingComments(f *testing.F) {
	for _, form := range []string{".yaml", ".jsonc", ".http"} {
		for _, text := range corpus.Texts(f, form) {
			f.Add(form, text, "# payloadlint:ignore wrong-type, Name/length -- r", 3)
		}
	}
	l := fixture(f, "")
	f.Fuzz(func(t *testing.T, form string, text []byte, comment string, line int) {
		lines := strings.SplitAfter(string(text), "\n")
		if line < 0 || line > len(lines) || !strings.HasPrefix(form, ".") || strings.ContainsAny(form, "/\\") {
			return
		}
		with := strings.Join(lines[:line], "") + comment + "\n" + strings.Join(lines[line:], "")
		r := l.Check("a"+form, []byte(with))
		for _, s := range r.Suppressed {
			if s.Reason == "" || s.Finding.Rule == unusedSuppression.ID || s.Finding.Rule == invalidSuppression.ID {
				t.Errorf("suppressed %s with the reason %q", s.Finding.Rule, s.Reason)
			}
		}
	})
}

// Nothing is said to be of no use in what was not checked.
func TestSilencingWhatIsNotChecked(t *testing.T) {
	const text = "# payloadlint: operation=acme/tree/Gorw\n# payloadlint:ignore wrong-type -- r\nName: 5\n" +
		"---\n# payloadlint: operation=acme/box/Create\n# payloadlint:ignore out-of-range -- r\nName: 5\n"
	r := fixture(t, "").Check("b.yaml", []byte(text))
	if got, want := silenced(r), "1 unmatched-file, 6 unused-suppression, 7 wrong-type"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
