package fix_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/fix"
	"github.com/payloadlint/payloadlint/rules"
)

// sample is a file of testdata that has mistakes.
type sample struct {
	path, name string
	text       []byte
	config     rules.Config
}

// samples are all of them: the archives of rules and errors, the requests, and
// the cases that break a constraint.
func samples(t *testing.T) (list []sample) {
	t.Helper()
	const root = "../../testdata/"
	for _, folder := range []string{"rules", "errors", "requests"} {
		err := filepath.WalkDir(root+folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil || !strings.HasSuffix(path, ".txtar") {
				operation := filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), root+folder))
				list = append(list, sample{path, d.Name(), text, rules.Config{Operation: strings.Trim(operation, "/")}})
				return err
			}
			var c rules.Config
			a := txtar.Parse(text)
			for _, line := range strings.Split(string(a.Comment), "\n") {
				if id, ok := strings.CutPrefix(line, "operation: "); ok {
					c.Operation = id
				}
			}
			for _, f := range a.Files {
				list = append(list, sample{path, f.Name, f.Data, c})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	files, err := cases.Read(root + "constraints")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, c := range f.Cases {
			list = append(list, sample{f.Path + " " + c.Constraint, "case.json", c.Text, rules.Config{Operation: f.Operation}})
		}
	}
	return list
}

// hidden are the errors that come to light when a value is no longer one that
// could mean anything, or a name no longer one of nothing.
var hidden = []string{
	"alibabacloud/eas/CreateResource/EcsInstanceType/required",
	"alibabacloud/starrocks/CreateInstanceV1/Duration/required",
	"alibabacloud/starrocks/CreateInstanceV1/PricingCycle/required",
	"huaweicloud/workspace/CreateAppServers/create_server_extend_param.period_type/required",
	"huaweicloud/workspace/CreateAppServers/scheduler_hints/prepaid",
}

// TestTestdata fixes all files of testdata: none gets an error that it did not
// have, but for those that the mistake hid.
func TestTestdata(t *testing.T) {
	fixed, shown, all := 0, map[string]bool{}, linters{}
	for _, s := range samples(t) {
		l := all.of(t, s.config)
		for _, unsafe := range []bool{false, true} {
			before := l.Check(s.name, s.text)
			after := l.Check(s.name, mended(t, l, s.name, s.text, unsafe))
			known := map[string]bool{}
			for _, f := range before.Findings {
				known[f.Rule+f.Constraint+f.Pointer], known[f.Pointer] = true, true
				fixed += len(f.Fixes)
			}
			for _, f := range after.Findings {
				switch {
				case f.Severity != rules.Error, known[f.Rule+f.Constraint+f.Pointer], known[f.Pointer]:
				case slices.Contains(hidden, f.Constraint):
					shown[f.Constraint] = true
				default:
					t.Errorf("%s %s: new with unsafe %t: %s (%s)", s.path, s.name, unsafe, f.Message, f.Detail)
				}
			}
		}
	}
	if fixed < 500 || len(shown) < len(hidden) {
		t.Errorf("%d fixes; of the errors that are hidden, these came to light: %v", fixed, shown)
	}
}

// TestDiffs compares what the fixes make of the archives of rules and errors, and
// of the requests, with testdata/fixes/safe.diff, and what the unsafe ones make of
// them, too, with testdata/fixes/all.diff.
func TestDiffs(t *testing.T) {
	t.Run("safe", func(t *testing.T) { compareDiffs(t, "../../testdata/fixes/safe.diff", false) })
	t.Run("all", func(t *testing.T) { compareDiffs(t, "../../testdata/fixes/all.diff", true) })
}

func compareDiffs(t *testing.T, golden string, unsafe bool) {
	var got bytes.Buffer
	all := linters{}
	for _, s := range samples(t) {
		if strings.Contains(s.path, " ") {
			continue // a case; there are too many
		}
		l := all.of(t, s.config)
		name := s.name
		if strings.HasSuffix(s.path, ".txtar") {
			name = strings.TrimSuffix(filepath.Base(s.path), ".txtar") + "/" + name
		}
		d := fix.NewDesk(func(name string) string { return name })
		d.Mend(name, s.text, unsafe, func(text []byte) *rules.FileReport { return l.Check(name, text) })
		for _, sheet := range d.Take() {
			got.Write(sheet.Diff())
		}
	}
	holds(t, golden, got.Bytes(), "TestDiffs")
}

// holds asserts what a golden file holds, or writes it.
func holds(t *testing.T, golden string, got []byte, test string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s\nto accept it: go test ./internal/fix -run %s -update", golden, diff, test)
	}
}
