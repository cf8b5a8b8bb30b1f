package formats

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// annotation is a workflow command as GitHub's runner reads it.
type annotation struct {
	command    string
	properties map[string]string
	message    string
}

// annotations reads workflow commands the way the runner does: a command is a
// line that begins with two colons; it ends at the next two; properties are
// parted by commas. Each line must be one.
func annotations(t *testing.T, text string) []annotation {
	t.Helper()
	var all []annotation
	for line := range strings.Lines(text) {
		rest, isCommand := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "::")
		head, data, ok := strings.Cut(rest, "::")
		if !isCommand || !ok {
			t.Errorf("no command: %q", line)
			continue
		}
		name, list, _ := strings.Cut(head, " ")
		a := annotation{name, map[string]string{}, unescaped(data, "\r", "%0D", "\n", "%0A", "%", "%25")}
		for _, p := range strings.Split(list, ",") {
			key, value, ok := strings.Cut(p, "=")
			if _, twice := a.properties[key]; !ok || twice || value == "" {
				t.Errorf("property %q in %q", p, line)
			}
			a.properties[key] = unescaped(value, "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C", "%", "%25")
		}
		all = append(all, a)
	}
	return all
}

// unescaped replaces one after the other, as the runner does.
func unescaped(s string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, pairs[i+1], pairs[i])
	}
	return s
}

func TestGitHubHostile(t *testing.T) {
	s, failures, files := hostileRun()
	all := annotations(t, write(t, NewGitHub, s, failures, files...))
	if len(all) != s.Findings()+len(failures) {
		t.Errorf("%d annotations", len(all))
	}
	for i, f := range failures {
		if a := all[i]; a.command != "error" || a.properties["title"] != "payloadlint" || a.message != text.Visible(f.Message) ||
			a.properties["file"] != (Options{}).shownPath(f.File) {
			t.Errorf("failure %d: %+v", i, a)
		}
	}
	for i, hostile := range hostileTexts() {
		command := []string{"error", "warning", "notice"}[i%3]
		file := (Options{}).shownPath(fmt.Sprintf("%s-%d.json", hostile, i))
		v := text.Visible(hostile)
		want := hostileLine(hostile) + "\n" + file + ":1:1: " + v + "\n" + (Options{}).shownPath(hostile) + ": " + v
		found := 0
		for _, a := range all {
			if a.command == command && a.message == want && a.properties["file"] == file && a.properties["title"] == "payloadlint (invalid-value)" &&
				a.properties["line"] == fmt.Sprint(i+1) && a.properties["col"] == "2" && a.properties["endColumn"] == "3" && len(a.properties) == 6 {
				found++
			}
		}
		if found != 2 {
			t.Errorf("%d annotations for %q", found, hostile)
		}
	}
}

// A step shows a few annotations of each kind, so the worst come first; columns
// of a span over several lines would be wrong.
func TestGitHubOrder(t *testing.T) {
	at := func(severity rules.Severity, line, endLine int) rules.Finding {
		return rules.Finding{File: "a", Line: line, Column: 5, EndLine: endLine, EndColumn: 2, Severity: severity, Rule: "r", Message: fmt.Sprint(line)}
	}
	all := annotations(t, write(t, NewGitHub, report.Summary{}, []report.Failure{{Message: "f"}},
		&rules.FileReport{Name: "a", Findings: []rules.Finding{at(rules.Info, 1, 1), at(rules.Warning, 2, 3), at(rules.Error, 4, 4)}},
		&rules.FileReport{Name: "b", Findings: []rules.Finding{at(rules.Warning, 5, 5), at(rules.Error, 6, 7), at(rules.Error, 0, 0)}}))
	var order []string
	for _, a := range all {
		order = append(order, a.command+" "+a.message)
		_, hasColumn := a.properties["col"]
		if several := a.message == "2" || a.message == "6"; several && hasColumn || several && a.properties["endLine"] == a.properties["line"] {
			t.Errorf("%+v", a)
		}
	}
	if want := []string{"error f", "error 4", "error 6", "error 0", "warning 2", "warning 5", "notice 1"}; !slices.Equal(order, want) {
		t.Errorf("got %q, want %q", order, want)
	}
	if last := all[3]; len(last.properties) != 2 {
		t.Errorf("a finding without a line has %v", last.properties)
	}
}
