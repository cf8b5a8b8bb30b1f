package formats

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// junitSuites reads a report that the schema accepts, and holds its counts
// against what is in it: the names of tests are each other's in no suite.
func junitSuites(t *testing.T, text string) (root node, failed, broken int) {
	t.Helper()
	validXML(t, "junit.xsd", text)
	root = parsed(t, text)
	all := 0
	for i := range root.Children {
		s := &root.Children[i]
		tests, failures, errors := 0, 0, 0
		names := map[string]bool{}
		s.all("testcase", func(c *node) {
			tests++
			if name := c.attribute("name"); names[name] {
				t.Errorf("two tests %q in %s", name, s.attribute("name"))
			} else {
				names[name] = true
			}
			if c.attribute("classname") != s.attribute("name") {
				t.Errorf("class %q in %q", c.attribute("classname"), s.attribute("name"))
			}
		})
		s.all("failure", func(*node) { failures++ })
		s.all("error", func(*node) { errors++ })
		if got := fmt.Sprint(s.attribute("id"), s.attribute("tests"), s.attribute("failures"), s.attribute("errors")); got != fmt.Sprint(fmt.Sprint(i), fmt.Sprint(tests), fmt.Sprint(failures), fmt.Sprint(errors)) {
			t.Errorf("%s: counts %s, not %d %d %d %d", s.attribute("name"), got, i, tests, failures, errors)
		}
		all, failed, broken = all+tests, failed+failures, broken+errors
	}
	if root.attribute("tests") != fmt.Sprint(all) || root.attribute("failures") != fmt.Sprint(failed) || root.attribute("errors") != fmt.Sprint(broken) {
		t.Errorf("counts of all: %v, not %d %d %d", root.Attributes, all, failed, broken)
	}
	return root, failed, broken
}

func TestJUnitHostile(t *testing.T) {
	s, failures, files := hostileRun()
	root, failed, broken := junitSuites(t, write(t, NewJUnit, s, failures, files...))
	if failed != s.Findings() || broken != len(failures) {
		t.Errorf("%d failed, %d broken", failed, broken)
	}
	// Each file with findings or without is a suite, each that failed one, and one
	// is for what is about no file.
	if want := 3*len(hostileTexts()) + 1; len(root.Children) != want {
		t.Errorf("%d suites, want %d", len(root.Children), want)
	}
	for i, hostile := range hostileTexts() {
		suite := root.Children[2*i]
		if want := (Options{}).shownPath(fmt.Sprintf("%s-%d.json", hostile, i)); suite.attribute("name") != want {
			t.Errorf("suite %q, want %q", suite.attribute("name"), want)
		}
		suite.all("failure", func(f *node) {
			if f.attribute("message") != hostileLine(hostile) || !strings.Contains(f.Text, ": "+hostileLine(hostile)+" [invalid-value]\nnote: ") {
				t.Errorf("%q: %v %q", hostile, f.Attributes, f.Text)
			}
		})
		clean := root.Children[2*i+1].Children
		if len(clean) != 1 || len(clean[0].Children) != 0 {
			t.Errorf("%q: the clean file has %v", hostile, clean)
		}
	}
}

// A file that another includes is one suite, whichever comes first, and failed.
func TestJUnitIncluded(t *testing.T) {
	body := rules.Finding{File: "body.json", Line: 1, Severity: rules.Error, Rule: "wrong-type", Message: "m"}
	root, failed, _ := junitSuites(t, write(t, NewJUnit, report.Summary{}, nil,
		&rules.FileReport{Name: "a.http"},
		&rules.FileReport{Name: "body.json", Findings: []rules.Finding{body}},
		&rules.FileReport{Name: "body.json"}, // what was found was reported before
	))
	if len(root.Children) != 2 || failed != 1 || root.Children[1].attribute("tests") != "1" {
		t.Errorf("%+v", root)
	}
}

// Numbers behind names that occur again meet no other name.
func TestUniqueNames(t *testing.T) {
	names, seen := testNames{}, map[string]bool{}
	for range 3 {
		for _, name := range []string{"a", "a (2)", "a", "a (3)", "a (2) (2)"} {
			got := names.unique(name)
			if seen[got] {
				t.Errorf("%q again", got)
			}
			seen[got] = true
		}
	}
	if !seen["a"] || !seen["a (2)"] {
		t.Errorf("%v", seen)
	}
}
