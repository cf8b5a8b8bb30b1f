package config

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// tree is a Finder of files that stand in memory, by absolute slash paths.
func tree(t *testing.T, files map[string]string) *Finder {
	t.Helper()
	all := fstest.MapFS{}
	for name, text := range files {
		all[name[1:]] = &fstest.MapFile{Data: []byte(text)}
	}
	return NewFinder(Options{
		Catalogue: spec.Open(schemas.FS),
		ReadFile:  func(name string) ([]byte, error) { return all.ReadFile(filepath.ToSlash(name)[1:]) },
		Exists:    func(name string) bool { _, err := all.Stat(filepath.ToSlash(name)[1:]); return err == nil },
	})
}

// sources are the configuration files of settings.
func sources(s *Settings) (names []string) {
	for level := range s.Levels() {
		names = append(names, level.Source)
	}
	return names
}

func TestNearestWinsKeyByKey(t *testing.T) {
	f := tree(t, map[string]string{
		"/repo/.git/HEAD":         "",
		"/.payloadlint.yaml":      "fail-on: never\n",
		"/repo/.payloadlint.yaml": "fail-on: warning\nplaceholders: deny\nexclude: [vendor/**]\nquotas: {CreateCluster: {MaxClusterCount: 10}}\nrules: {literal-secret: off, unknown-parameter: error}\n",
		"/repo/a/" + Name:         "fail-on: info\nexclude: ['*.tmp.json']\nquotas: {CreateCluster: {MaxClusterCount: 20}}\nrules: {literal-secret: info}\n",
	})
	near, err := f.Of("/repo/a/b")
	if err != nil {
		t.Fatal(err)
	}
	far, err := f.Of("/repo/c")
	if err != nil {
		t.Fatal(err)
	}
	if near.FailOn != "info" || near.Placeholders != "deny" || far.FailOn != "warning" {
		t.Errorf("got %+v and %+v", near, far)
	}
	if diff := cmp.Diff([]string{"/repo/a/.payloadlint.yaml", "/repo/.payloadlint.yaml"}, sources(near)); diff != "" {
		t.Error(diff)
	}
	want := []Glob{{"/repo/a", "*.tmp.json"}, {"/repo", "vendor/**"}}
	if diff := cmp.Diff(want, slices.Concat(near.Exclude, near.Outer.Exclude)); diff != "" {
		t.Error(diff)
	}
	if len(near.Quotas) != 1 || near.Quotas[0].Value != "20" {
		t.Errorf("quotas: %+v", near.Quotas)
	}
	var got []string
	for _, s := range near.Severities {
		got = append(got, s.Rule+" "+s.Severity)
	}
	if diff := cmp.Diff([]string{"unknown-parameter error", "literal-secret info"}, got); diff != "" {
		t.Error(diff)
	}
	if again, _ := f.Of("/repo/a/c/d"); again != near {
		t.Error("directories with the same files have other settings")
	}
	if none, err := f.Of("/elsewhere/.."); err != nil || none.FailOn != "never" {
		t.Errorf("%+v %v", none, err)
	}
}

func TestReadsTheSystemsFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, Name), []byte("fail-on: never\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	f := NewFinder(Options{Catalogue: spec.Open(schemas.FS)})
	s, err := f.Of(filepath.Join(dir, "no", "such", "directory"))
	if err != nil || s.FailOn != "never" {
		t.Errorf("%+v %v", s, err)
	}
	if s, err = f.File(filepath.Join(dir, Name)); err != nil || s.FailOn != "never" {
		t.Errorf("%+v %v", s, err)
	}
	_, err = f.File(filepath.Join(dir, "absent.yaml"))
	if want := filepath.ToSlash(dir) + "/absent.yaml: no such file"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = f.File(dir)
	if want := filepath.ToSlash(dir) + ": cannot be read: it is no regular file"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A configuration that is linked to and gone is a mistake, not none at all.
func TestLinkToNothing(t *testing.T) {
	dir := t.TempDir()
	for name, target := range map[string]string{"gone": "nowhere.yaml", "below": filepath.Join("..", "file", "x"), "there": filepath.Join("..", "file")} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, filepath.Join(dir, name, Name)); err != nil {
			t.Skip(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), []byte("fail-on: never\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	f := NewFinder(Options{Catalogue: spec.Open(schemas.FS)})
	for _, name := range []string{"gone", "below"} {
		_, err := f.Of(filepath.Join(dir, name))
		want := filepath.ToSlash(dir) + "/" + name + "/" + Name + ": cannot be read: it is a symbolic link that leads to no file; mend or remove it"
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if s, err := f.Of(filepath.Join(dir, "there")); err != nil || s.FailOn != "never" {
		t.Errorf("%+v %v", s, err)
	}
	if _, err := f.Of(filepath.Join(dir, "file")); err != nil { // as if a file were a directory
		t.Error(err)
	}
}
