package fix_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/payloadlint/payloadlint/rules"
)

// linters are made once for each operation.
type linters map[string]*rules.Linter

func (all linters) of(t *testing.T, c rules.Config) *rules.Linter {
	t.Helper()
	if all[c.Operation] == nil {
		l, err := rules.New(c)
		if err != nil {
			t.Fatal(err)
		}
		all[c.Operation] = l
	}
	return all[c.Operation]
}

const exceptions = "../../testdata/fixes/exceptions.txt"

// readExceptions reads constraints by the reasons why findings of them are left:
// lines of a reason, each followed by indented lines of one constraint.
func readExceptions(t *testing.T) (reasons map[string]string) {
	t.Helper()
	text, err := os.ReadFile(exceptions)
	if err != nil {
		t.Fatal(err)
	}
	reason, reasons := "", map[string]string{}
	for i, line := range strings.Split(string(text), "\n") {
		id, indented := strings.CutPrefix(line, "  ")
		switch {
		case line == "" || line[0] == '#':
		case !indented:
			reason = line
		case reason == "" || reasons[id] != "":
			t.Errorf("%s:%d: %s has no reason, or stands there twice", exceptions, i+1, id)
		default:
			reasons[id] = reason
		}
	}
	return reasons
}

// TestFixedFilesPass fixes the files of testdata in which every finding has a
// fix: nothing is found in them then, but for what the exceptions name.
func TestFixedFilesPass(t *testing.T) {
	all, reasons, used, files := linters{}, readExceptions(t), map[string]bool{}, 0
	for _, s := range samples(t) {
		l := all.of(t, s.config)
		before, fixable := l.Check(s.name, s.text).Findings, 0
		for i := range before {
			if len(before[i].Fixes) > 0 {
				fixable++
			}
		}
		if fixable == 0 || fixable < len(before) {
			continue
		}
		files++
		for _, f := range l.Check(s.name, mended(t, l, s.name, s.text, true)).Findings {
			if used[f.Constraint] = true; reasons[f.Constraint] == "" {
				t.Errorf("%s %s: it is fixed, but then there is: %s (%s) [%s]", s.path, s.name, f.Message, f.Detail, f.Constraint)
			}
		}
	}
	for id := range reasons {
		if !used[id] {
			t.Errorf("%s: %s excuses nothing", exceptions, id)
		}
	}
	if files < 400 {
		t.Errorf("only %d files have nothing but fixable findings", files)
	}
}

// TestCases compares what the fixes make of each case of testdata/constraints with
// testdata/fixes/cases.txt, where only the parts that change stand.
func TestCases(t *testing.T) {
	const golden = "../../testdata/fixes/cases.txt"
	got := bytes.NewBufferString(`# What the fixes make of the cases of testdata/constraints, by operation: for each
# case the constraint that it stands below, whether --fix does it or --unsafe-fixes,
# and the parts of the text that change, by their number. A part ends after , { or [
# and before } or ]. A line of --unsafe-fixes has all changes, and stands there only
# where they are other than those of --fix. To rewrite it:
#
#	go test ./internal/fix -run TestCases -update
`)
	all, operation := linters{}, ""
	for _, s := range samples(t) {
		_, constraint, isCase := strings.Cut(s.path, ".txtar ")
		if !isCase {
			continue
		}
		if s.config.Operation != operation {
			operation = s.config.Operation
			fmt.Fprintf(got, "\n%s\n", operation)
		}
		l := all.of(t, s.config)
		safe := mended(t, l, s.name, s.text, false)
		if !bytes.Equal(safe, s.text) {
			fmt.Fprintf(got, "  %s --fix %s\n", constraint, changes(s.text, safe))
		}
		if unsafe := mended(t, l, s.name, s.text, true); !bytes.Equal(unsafe, safe) {
			fmt.Fprintf(got, "  %s --unsafe-fixes %s\n", constraint, changes(s.text, unsafe))
		}
	}
	holds(t, golden, got.Bytes(), "TestCases")
}

// parts puts each part of a JSON text on a line of its own.
func parts(text []byte) []byte {
	lines := strings.NewReplacer(",", ",\n", "{", "{\n", "[", "[\n", "}", "\n}", "]", "\n]").Replace(string(text))
	return []byte(lines + "\n")
}

// changes are the parts of a text that differ in another, each with its number
// in the first: 3 BEFORE → AFTER.
func changes(before, after []byte) string {
	var out []string
	number, was, is := 0, "", ""
	flush := func() {
		if was+is != "" {
			flat := func(s string) string { return cmp.Or(strings.TrimSpace(strings.ReplaceAll(s, "\n", " ")), "nothing") }
			out = append(out, fmt.Sprintf("%d %s → %s", number-strings.Count(was, "\n"), flat(was), flat(is)))
		}
		was, is = "", ""
	}
	_, hunks, _ := strings.Cut(string(diff.Diff("a", parts(before), "b", parts(after))), "+++ b\n")
	for line := range strings.Lines(hunks) {
		switch line[0] {
		case '@':
			flush()
			from, _, _ := strings.Cut(strings.TrimPrefix(line, "@@ -"), ",")
			number, _ = strconv.Atoi(from)
		case '-':
			was += line[1:]
			number++
		case '+':
			is += line[1:]
		default:
			flush()
			number++
		}
	}
	flush()
	return strings.Join(out, "; ")
}
