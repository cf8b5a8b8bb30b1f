package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// problemMatcher is a file of problem matchers as GitHub reads it. Numbers are
// those of groups.
type problemMatcher struct {
	ProblemMatcher []struct {
		Owner, Severity string
		Pattern         []struct {
			Regexp                                      string
			File, Line, Column, Severity, Message, Code int
		}
	}
}

// annotation is what a problem matcher makes of a line.
type annotation struct{ File, Line, Column, Severity, Code, Message string }

// annotations are those of the lines of a text.
func (m problemMatcher) annotations(t *testing.T, text string) (list []annotation) {
	t.Helper()
	for _, matcher := range m.ProblemMatcher {
		if len(matcher.Pattern) != 1 {
			t.Fatalf("%s has %d patterns", matcher.Owner, len(matcher.Pattern))
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		for _, matcher := range m.ProblemMatcher {
			p := matcher.Pattern[0]
			groups := regexp.MustCompile(p.Regexp).FindStringSubmatch(line)
			if groups == nil {
				continue
			}
			a := annotation{groups[p.File], groups[p.Line], groups[p.Column], matcher.Severity, groups[p.Code], groups[p.Message]}
			if p.Severity > 0 {
				a.Severity = groups[p.Severity]
			}
			list = append(list, a)
		}
	}
	return list
}

// TestMatcher holds the problem matcher to the text format: of all findings in
// testdata, and of nothing else, it makes annotations.
func TestMatcher(t *testing.T) {
	var matcher problemMatcher
	if err := json.Unmarshal([]byte(read(t, ".github/payloadlint-matcher.json")), &matcher); err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	write(t, filepath.Join(work, "x.yaml"), "rules: {unknown-parameter: info}\n")
	s := shell{dir: filepath.Join(root, "testdata"), path: []string{filepath.Dir(payloadlint(t))}, env: []string{"WORK=" + work}}
	text := s.must(t, `payloadlint check --config "$WORK/x.yaml" --output json="$WORK/json" --exit-zero requests http 2>&1`)
	var report struct {
		Findings []struct {
			File                          string
			Line, Column                  int
			Severity, Rule, Code, Message string
		}
	}
	content, err := os.ReadFile(filepath.Join(work, "json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &report); err != nil {
		t.Fatal(err)
	}
	var want []annotation
	seen := map[string]int{}
	for _, f := range report.Findings {
		seen[f.Severity]++
		if f.Severity == "info" {
			f.Severity = "notice" // GitHub's word for it
		}
		want = append(want, annotation{f.File, fmt.Sprint(f.Line), fmt.Sprint(f.Column), f.Severity, f.Rule, f.Message})
	}
	if len(seen) != 3 {
		t.Errorf("testdata has no findings of each severity: %v", seen)
	}
	got := matcher.annotations(t, text)
	for i := range min(len(got), len(want)) {
		// What stands behind the message, in parentheses and brackets, is shown, too.
		if strings.HasPrefix(got[i].Message, want[i].Message) {
			want[i].Message = got[i].Message
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-json +matched)\n%s", diff)
	}
}
