package fix_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/payloadlint/payloadlint/internal/fix"
	"github.com/payloadlint/payloadlint/rules"
)

var update = flag.Bool("update", false, "rewrite the fixed files of testdata/fixes")

// The archives below testdata/fixes hold, after a line "operation: ID" if that
// does not show, files with mistakes and what becomes of them:
//
//	-- NAME.EXT --
//	-- NAME.EXT safe --
//	by the safe fixes; left out where there is none
//	-- NAME.EXT unsafe --
//	by all fixes; left out where the unsafe ones add nothing
//
// The flag -update writes the latter two.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/fixes/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { golden(t, path) })
	}
}

func golden(t *testing.T, path string) {
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(want)
	var c rules.Config
	for _, line := range strings.Split(string(a.Comment), "\n") {
		if id, ok := strings.CutPrefix(line, "operation: "); ok {
			c.Operation = id
		}
	}
	l, err := rules.New(c)
	if err != nil {
		t.Fatal(err)
	}
	fixed := &txtar.Archive{Comment: a.Comment}
	for _, f := range a.Files {
		if strings.Contains(f.Name, " ") {
			continue
		}
		fixed.Files = append(fixed.Files, f)
		safe := mended(t, l, f.Name, f.Data, false)
		if !bytes.Equal(safe, f.Data) {
			fixed.Files = append(fixed.Files, txtar.File{Name: f.Name + " safe", Data: safe})
		}
		if all := mended(t, l, f.Name, f.Data, true); !bytes.Equal(all, safe) {
			fixed.Files = append(fixed.Files, txtar.File{Name: f.Name + " unsafe", Data: all})
		}
	}
	got := txtar.Format(fixed)
	switch {
	case *update:
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	case !bytes.Equal(got, want):
		t.Errorf("%s (-want +got):\n%s\nto accept it: go test ./internal/fix -run TestGolden -update", path, cmp.Diff(string(want), string(got)))
	}
}

// mended is what becomes of a text, which must be better then, and stay so.
func mended(t *testing.T, l *rules.Linter, name string, text []byte, unsafe bool) []byte {
	t.Helper()
	d := fix.NewDesk(func(name string) string { return name })
	check := func(text []byte) *rules.FileReport { return l.Check(name, text) }
	before := check(text)
	d.Mend(name, text, unsafe, check)
	sheets := d.Take()
	if len(sheets) == 0 {
		for i := range before.Findings {
			if f := &before.Findings[i]; len(f.Fixes) > 0 && (unsafe || f.Fixes[0].Safe) {
				t.Errorf("%s: %q is not fixed", name, f.Message)
			}
		}
		return text
	}
	s := sheets[0]
	if len(sheets) > 1 || !bytes.Equal(s.Before, text) || bytes.Equal(s.After, text) || s.Mistakes < 1 {
		t.Fatalf("%s: %d files, %d mistakes:\n%s", name, len(sheets), s.Mistakes, s.After)
	}
	for _, f := range check(s.After).Findings {
		if len(f.Fixes) > 0 && (unsafe || f.Fixes[0].Safe) {
			t.Errorf("%s: %q is not fixed:\n%s", name, f.Message, s.After)
		}
	}
	if d.Mend(name, s.After, unsafe, check); len(d.Take()) > 0 {
		t.Errorf("%s: fixed once more it is another:\n%s", name, s.After)
	}
	return s.After
}
