package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// The particular wins over the general, then the nearer file, then the later line.
func TestPrecedence(t *testing.T) {
	f := tree(t, map[string]string{
		"/.payloadlint.yaml": `rules:
  CreateResource/EcsInstanceCount/range: off
  "alibabacloud/eas/*": {EcsInstanceCount/range: warning, out-of-range: info, "*": info}
  out-of-range: off
  "**": off
`,
		"/a/.payloadlint.yaml": `rules:
  "alibabacloud/**": warning
  out-of-range: info
  wrong-type: info
  "alibabacloud/eas/CreateResource": {out-of-range: error}
  "alibabacloud/*/Create*": {out-of-range: warning}
`,
	})
	s, err := f.Of("/a")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ operation, rule, constraint, want string }{
		{"alibabacloud/eas/CreateResource", "out-of-range", "alibabacloud/eas/CreateResource/EcsInstanceCount/range", "off"},
		{"alibabacloud/eas/CreateResourceInstances", "out-of-range", "alibabacloud/eas/CreateResourceInstances/EcsInstanceCount/range", "warning"},
		{"alibabacloud/eas/CreateResource", "out-of-range", "", "warning"},
		{"alibabacloud/batchcompute/CreateCluster", "out-of-range", "", "warning"},
		{"huaweicloud/workspace/CreateAppServers", "out-of-range", "", "info"},
		{"huaweicloud/workspace/CreateAppServers", "wrong-type", "", "info"},
		{"huaweicloud/workspace/CreateAppServers", "invalid-value", "", "off"},
		{"alibabacloud/eas/CreateResource", "invalid-value", "", "warning"},
		{"", "out-of-range", "", "info"},
		{"", "invalid-syntax", "", ""},
	} {
		got := ""
		for _, v := range s.Severities {
			if (v.Operation == "" || v.Operation == tt.operation) && (v.Rule == "" || v.Rule == tt.rule) && (v.Constraint == "" || v.Constraint == tt.constraint) {
				got = v.Severity
			}
		}
		if got != tt.want {
			t.Errorf("%s %s %s: %s, want %s", tt.operation, tt.rule, tt.constraint, got, tt.want)
		}
	}
}

// Whoever shows a setting must know where it stands.
func TestOrigins(t *testing.T) {
	const text = `files:
  - glob: "*.json"   # ü
    operation: CreateCluster
ignore:
  - {file: a.json, rule: out-of-range, reason: "ü"}
rules: {"*/*/*": {literal-secret: off}, wrong-type: info}
quotas:
  CreateCluster: {MaxClusterCount: 3}
known-values: {CreateInstanceV1: {RegionId: [a,
  b]}}
exclude: [x]
`
	s, found := load(spec.Open(schemas.FS), "/c.yaml", []byte(text))
	if found != nil {
		t.Fatal(found)
	}
	at := func(o Origin) string { return fmt.Sprint(o.Line, ":", o.Column, "-", o.EndLine, ":", o.EndColumn) }
	got := []string{
		at(s.Files[0].At), at(s.Ignores[0].At), at(s.Severities[0].At), at(s.Severities[len(s.Severities)-1].At),
		at(s.Quotas[0].At), at(s.Known[0].At), at(s.ExcludeAt[0]),
	}
	want := []string{"2:5-2:19", "5:5-5:52", "6:41-6:57", "6:19-6:38", "8:19-8:37", "9:35-10:5", "11:11-11:12"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if s.Severities[0].At.File != "/c.yaml" {
		t.Errorf("it stands in %q", s.Severities[0].At.File)
	}
}

// A mistake counts for all directories below and is listed once.
func TestMistakesOfSeveralFiles(t *testing.T) {
	f := tree(t, map[string]string{
		"/r/.git":               "gitdir: elsewhere",
		"/.payloadlint.yaml":    "never read",
		"/r/.payloadlint.yaml":  "fail-on: x\nplaceholders: deny\n",
		"/r/a/" + Name:          "exclude: a\nfail-on: info\n",
		"/r/b/" + Name:          "fail-on: never\n",
		"/r/c/payloadlint.yaml": "no such name",
	})
	for dir, want := range map[string]string{
		"/r/a/b/c": "/r/a/.payloadlint.yaml:1:10 /r/.payloadlint.yaml:1:10",
		"/r/b":     "/r/.payloadlint.yaml:1:10",
		"/r/c":     "/r/.payloadlint.yaml:1:10",
		"/r":       "/r/.payloadlint.yaml:1:10",
	} {
		s, err := f.Of(dir)
		wrong := (*Error)(nil)
		if !errors.As(err, &wrong) {
			t.Errorf("%s: %v", dir, err)
			continue
		}
		var got []string
		for _, m := range wrong.Mistakes() {
			got = append(got, fmt.Sprintf("%s:%d:%d", m.File, m.Line, m.Column))
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s", dir, diff)
		}
		if s == nil || s.Placeholders != "deny" {
			t.Errorf("%s: what is right is lost: %+v", dir, s)
		}
	}
	if got := f.Mistakes(); len(got) != 2 || got[0].File != "/r/.payloadlint.yaml" || got[1].File != "/r/a/.payloadlint.yaml" {
		t.Errorf("all mistakes: %v", got)
	}
}

func TestUnreadable(t *testing.T) {
	dir := filepath.ToSlash(t.TempDir())
	for name, text := range map[string]string{"large/" + Name: strings.Repeat("#", 2000), "large/.git": ""} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	f := NewFinder(Options{Catalogue: spec.Open(schemas.FS), MaxSize: 1000})
	_, err := f.Of(filepath.FromSlash(dir + "/large"))
	want := dir + "/large/" + Name + ": is larger than 1000 bytes; a configuration file is never that large"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	broken := NewFinder(Options{
		Catalogue: spec.Open(schemas.FS),
		ReadFile: func(name string) ([]byte, error) {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
		},
		Exists: func(name string) bool { return filepath.Base(name) == ".git" },
	})
	_, err = broken.Of("/a")
	if want := "/a/.payloadlint.yaml: cannot be read: permission denied"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
