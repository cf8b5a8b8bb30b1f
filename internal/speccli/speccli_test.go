package speccli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	module   = "../../cue"
	schemas  = "../../schemas"
	pages    = "../../docs"
	testdata = "../../testdata"
	bodies   = testdata + "/requests/alibabacloud/batchcompute/CreateCluster/"
)

// run runs the command and fails the test when its exit code is another.
func run(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	if got := Main(args, &out, &errs); got != code {
		t.Fatalf("%q: exit code %d, want %d\n%s%s", args, got, code, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestGeneratedFilesAreInStep(t *testing.T) {
	run(t, exitOK, "compile", "--check", "--cue", module, "--out", schemas, "--docs", pages, "--testdata", testdata)
}

func TestCompile(t *testing.T) {
	dir := t.TempDir()
	out, docs := filepath.Join(dir, "out"), filepath.Join(dir, "docs")
	compile := []string{"compile", "--cue", module, "--out", out, "--docs", docs, "--testdata", testdata}
	run(t, exitOK, compile...)

	stale := filepath.Join(out, "huaweicloud", "workspace", "Stale.schema.json")
	foreign := filepath.Join(out, "package.json")
	catalogue := filepath.Join(out, "catalogue.json")
	former := filepath.Join(docs, "rules", "former-rule.md")
	page := filepath.Join(docs, "rules", "out-of-range.md")
	for _, name := range []string{stale, catalogue, foreign, former, page} {
		if err := os.WriteFile(name, []byte("{}"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	_, stderr := run(t, exitDiffers, append(compile, "--check")...)
	for _, name := range []string{"Stale.schema.json", "catalogue.json", "former-rule.md", "out-of-range.md"} {
		if !strings.Contains(stderr, name+" is out of step") {
			t.Errorf("%s is not named as out of step:\n%s", name, stderr)
		}
	}
	run(t, exitOK, compile...)
	run(t, exitOK, append(compile, "--check")...)
	for _, name := range []string{stale, former} {
		if _, err := os.Stat(name); !os.IsNotExist(err) {
			t.Errorf("a file that is no longer generated was kept: %v", err)
		}
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Errorf("a file of somebody else was removed: %v", err)
	}
}

func TestVerify(t *testing.T) {
	verify := []string{"verify", "--cue", module, "--operation", "CreateCluster"}

	good := bodies + "page-sample.json"
	stdout, _ := run(t, exitOK, append(verify, good)...)
	if want := good + ": CUE accepted, JSON Schema accepted, engine accepted\n"; stdout != want {
		t.Errorf("got %q, want %q", stdout, want)
	}

	bad := write(t, "bad.json", `{"Name": 5}`)
	stdout, _ = run(t, exitOK, append(verify, bad)...)
	if want := bad + ": CUE refused, JSON Schema refused, engine refused\n"; stdout != want {
		t.Errorf("got %q, want %q", stdout, want)
	}

	// The one thing that the judges are known to differ on.
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	odd := write(t, "odd.json", strings.Replace(string(text), `"DesiredVMCount": 3`, `"DesiredVMCount": 3.0`, 1))
	stdout, _ = run(t, exitDiffers, append(verify, good, odd)...)
	if want := odd + ": CUE refused, JSON Schema accepted, engine accepted: THEY DIFFER\n  CUE: "; !strings.Contains(stdout, want) {
		t.Errorf("got %q, want it to hold %q", stdout, want)
	}
}

func TestFailures(t *testing.T) {
	empty := t.TempDir()
	for _, tt := range []struct {
		args []string
		want string
	}{
		{nil, "usage:"},
		{[]string{"complie"}, `unknown command "complie"`},
		{[]string{"compile", "--nonsense"}, "unknown flag: --nonsense"},
		{[]string{"compile", "extra"}, `found "extra"`},
		{[]string{"compile", "--cue", empty}, "matched no packages"},
		{[]string{"compile", "--cue", module, "--out", t.TempDir(), "--docs", write(t, "docs", ""), "--testdata", testdata}, "not a directory"},
		{[]string{"verify", "x.json"}, "needs --operation"},
		{[]string{"verify", "--operation", "CreateCluster"}, "at least one file"},
		{[]string{"verify", "--cue", module, "--operation", "Nothing", "x.json"}, `unknown operation "Nothing"`},
		{[]string{"verify", "--cue", module, "--operation", "CreateCluster", "missing.json"}, "missing.json"},
		{[]string{"verify", "--cue", module, "--operation", "CreateCluster", write(t, "x.json", "{")}, "expected"},
	} {
		if _, stderr := run(t, exitFailures, tt.args...); !strings.Contains(stderr, tt.want) {
			t.Errorf("%q: got %q, want it to hold %q", tt.args, stderr, tt.want)
		}
	}
	for _, args := range [][]string{{"help"}, {"--help"}, {"compile", "--help"}, {"verify", "-h"}} {
		if stdout, _ := run(t, exitOK, args...); !strings.Contains(stdout, "usage:") {
			t.Errorf("%q prints no usage", args)
		}
	}
}
