package e2e

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// project is a repository with a good and a bad request.
func project(t *testing.T) shell {
	t.Helper()
	s := shell{dir: t.TempDir()}
	write(t, filepath.Join(s.dir, "requests", "good.json"), goodRequest)
	write(t, filepath.Join(s.dir, "requests", "bad.json"), badRequest)
	write(t, filepath.Join(s.dir, "package.json"), "{}\n")
	s.must(t, "git init -q")
	return s
}

const badAnnotation = "::error title=payloadlint (invalid-pattern),file=requests/bad.json,line=1,endLine=1,col=10,endColumn=15::"

// TestActionIsWhole: each input is described and reaches a step by its
// environment or by with, and what steps refer to is there.
func TestActionIsWhole(t *testing.T) {
	var a action
	readYAML(t, read(t, "action.yml"), &a)
	if a.Runs.Using != "composite" || len(a.Inputs) == 0 {
		t.Fatalf("it is %q with %d inputs", a.Runs.Using, len(a.Inputs))
	}
	used := map[string]bool{}
	for _, s := range a.Runs.Steps {
		texts := []string{s.If, s.Dir}
		for name, v := range s.Env {
			if !strings.Contains(s.Run, "$"+name) && !strings.Contains(s.Run, "${"+name) {
				t.Errorf("the script of %q does not use %s", s.Name, name)
			}
			texts = append(texts, v)
		}
		for _, v := range s.With {
			texts = append(texts, v)
		}
		for _, text := range texts {
			for _, m := range expression.FindAllStringSubmatch(text, -1) {
				if name, ok := strings.CutPrefix(m[1], "inputs."); ok {
					used[name] = true
				}
			}
		}
		if strings.Contains(s.Run, "${{") {
			t.Errorf("an expression stands in the script of %q, where its value would be run", s.Name)
		}
	}
	documented := read(t, "docs/ci.md")
	for name, in := range a.Inputs {
		if !used[name] || in.Description == "" {
			t.Errorf("the input %s is not used, or not described: %q", name, in.Description)
		}
		row := "\n| `" + name + "` | "
		if !strings.Contains(documented, row) {
			t.Errorf("docs/ci.md has no row for the input %s", name)
		}
	}
	for name := range used {
		if _, known := a.Inputs[name]; !known {
			t.Errorf("a step uses the input %s, which is not there", name)
		}
	}
}

func TestAction(t *testing.T) {
	tests := []struct {
		name string
		with map[string]string
		want string // in the log
		not  string // not in the log
		code int
	}{
		{"everything", nil, badAnnotation, "package.json", 1},
		{"good", map[string]string{"paths": "requests/good.json"}, "", "::", 0},
		{"several", map[string]string{"paths": "requests/good.json\n\nrequests/bad.json\n"}, badAnnotation, "", 1},
		{"below", map[string]string{"working-directory": "requests", "paths": "bad.json"}, badAnnotation, "", 1},
		{"text", map[string]string{"annotations": "false"}, "\nrequests/bad.json:" + badFinding, "::", 1},
		{"never", map[string]string{"fail-on": "never"}, badAnnotation, "", 0},
		{"arguments", map[string]string{"args": "--exclude=bad.*\n--quiet"}, "", "::", 0},
		{"wrong", map[string]string{"fail-on": "often"}, "often", "", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := newRunner(t, project(t))
			r.action(t, test.with)
			if r.code != test.code || !strings.Contains("\n"+r.log, test.want) || test.not != "" && strings.Contains(r.log, test.not) {
				t.Errorf("exits %d, expected %d, %q and not %q:\n%s", r.code, test.code, test.want, test.not, r.log)
			}
			if got := r.context["steps.check.outputs.exit-code"]; got != fmt.Sprint(test.code) {
				t.Errorf("the output is %q", got)
			}
			if strings.Contains(r.summary, "payloadlint") != (test.code != 2) {
				t.Errorf("the summary is\n%s", r.summary)
			}
			if len(r.skipped) > 0 {
				t.Errorf("uploaded: %v", r.skipped)
			}
		})
	}
}

// TestActionTakesInputsAsText: nothing in an input is run, split or expanded.
func TestActionTakesInputsAsText(t *testing.T) {
	hostile := "a $(touch $HOME/ran) `touch $HOME/ran` '; touch $HOME/ran; \"* -x.json"
	for _, with := range []map[string]string{
		{"paths": hostile},
		{"paths": "requests/good.json", "working-directory": ".", "sarif-file": hostile},
		{"paths": "requests/good.json", "args": "--exclude=" + hostile},
		{"paths": "--help\nrequests/good.json"},
		{"fail-on": hostile},
		{"version": hostile},
		{"version": "../../x"},
		{"annotations": hostile, "summary": hostile, "upload-sarif": hostile, "category": hostile},
	} {
		r := newRunner(t, project(t))
		r.env = append(r.env, "HOME="+t.TempDir(), "GOCACHE="+goEnv(t, "GOCACHE"), "GOMODCACHE="+goEnv(t, "GOMODCACHE"))
		write(t, filepath.Join(r.dir, "x.json"), badRequest)
		r.action(t, with)
		for _, v := range r.env {
			if home, ok := strings.CutPrefix(v, "HOME="); ok {
				if _, err := os.Stat(filepath.Join(home, "ran")); err == nil {
					t.Errorf("an input was run: %q", with)
				}
			}
		}
		if strings.Contains(r.log, "Usage:") {
			t.Errorf("a path was taken for a flag:\n%s", r.log)
		}
		if with["sarif-file"] != "" {
			if _, err := os.Stat(filepath.Join(r.dir, hostile)); err == nil {
				continue
			}
			// Its slashes make directories of it, which are not there.
			if r.code != 2 || !strings.Contains(r.log, "ran") {
				t.Errorf("exits %d:\n%s", r.code, r.log)
			}
		}
	}
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestActionDownloads stands in for curl with files of a directory.
func TestActionDownloads(t *testing.T) {
	program, err := os.ReadFile(payloadlint(t))
	if err != nil {
		t.Fatal(err)
	}
	const name = "payloadlint_1.2.3_linux_amd64"
	archive := tarball(t, name+"/payloadlint", program)
	sum := fmt.Sprintf("%x  %s.tar.gz\n", sha256.Sum256(archive), name)
	other := fmt.Sprintf("%x  %s.cdx.json\n", sha256.Sum256(nil), name)
	tests := []struct {
		name, version, arch, sums, want string
		code                            int
	}{
		{"good", "1.2.3", "X64", other + sum, badAnnotation, 1},
		{"with v", "v1.2.3", "X64", sum + other, badAnnotation, 1},
		{"other bytes", "1.2.3", "X64", other + strings.Repeat("0", 64) + sum[64:], name + ".tar.gz is not what was released.", 1},
		{"no checksum", "1.2.3", "X64", other, "checksums.txt of the release 1.2.3 does not name " + name + ".tar.gz.", 1},
		{"no such release", "1.2.4", "X64", sum, "The release 1.2.4 could not be downloaded", 1},
		{"another machine", "1.2.3", "RISCV", sum, "There is no release for RISCV", 1},
		{"no version", "1.2.3 x", "X64", sum, "is no version", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := newRunner(t, project(t))
			from := t.TempDir()
			write(t, filepath.Join(from, name+".tar.gz"), string(archive))
			write(t, filepath.Join(from, "checksums.txt"), test.sums)
			bin := t.TempDir()
			write(t, filepath.Join(bin, "curl"), fakeCurl)
			r.path, r.env = []string{bin}, append(r.env, "FROM="+from)
			var a action
			readYAML(t, read(t, "action.yml"), &a)
			a.Runs.Steps[0].Env["RUNNER_ARCH"] = test.arch
			for input, in := range a.Inputs {
				r.context["inputs."+input] = in.Default
			}
			r.context["inputs.version"] = test.version
			r.do(t, a.Runs.Steps)
			if r.code != test.code || !strings.Contains(r.log, test.want) {
				t.Errorf("exits %d, expected %d and %q:\n%s", r.code, test.code, test.want, r.log)
			}
			if ran := r.context["steps.check.outputs.exit-code"] != ""; ran != (test.want == badAnnotation) {
				t.Errorf("something was run: %v", ran)
			}
		})
	}
}

// fakeCurl has the files of one release, in $FROM, and speaks https only.
const fakeCurl = `#!/bin/bash
url=${!#} out=
while [ $# -gt 1 ]; do
  if [ "$1" = --output ]; then out=$2; fi
  shift
done
case $url in
  https://github.com/payloadlint/payloadlint/releases/download/v1.2.3/*) cp "$FROM/${url##*/}" "$out" ;;
  *) echo "curl: (22) The requested URL returned error: 404" >&2; exit 22 ;;
esac
`

func tarball(t *testing.T, name string, content []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(content))}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestActionWithoutGo(t *testing.T) {
	r := newRunner(t, project(t))
	bin := t.TempDir()
	for _, name := range []string{"bash", "mktemp"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin)
	r.action(t, nil)
	if r.code != 1 || !strings.Contains(r.log, "put actions/setup-go in front") {
		t.Errorf("exits %d:\n%s", r.code, r.log)
	}
}

const uploader = "github/codeql-action/upload-sarif@v4"

// sarifReport is what is looked at in a report.
type sarifReport struct {
	Version string
	Runs    []struct {
		Results []struct {
			RuleID, Level string
			Suppressions  []any
		}
	}
}

func readSARIF(t *testing.T, path string) (report sarifReport) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	return report
}

// TestActionUploads: what is suppressed stays in the file of the user and out of
// the upload.
func TestActionUploads(t *testing.T) {
	if _, err := exec.LookPath("jq"); err != nil {
		t.Skip("needs jq, which runners of GitHub have: apt-get install jq")
	}
	r := newRunner(t, project(t))
	write(t, filepath.Join(r.dir, "requests", "known.jsonc"), "// payloadlint:ignore invalid-pattern -- for a test\n"+badRequest)
	r.action(t, map[string]string{"upload-sarif": "true", "sarif-file": "all.sarif", "category": "requests"})
	with := r.skipped[uploader]
	if r.code != 1 || with["category"] != "requests" {
		t.Fatalf("exits %d and uploads %v:\n%s", r.code, r.skipped, r.log)
	}
	all, upload := readSARIF(t, filepath.Join(r.dir, "all.sarif")), readSARIF(t, with["sarif_file"])
	if len(all.Runs) != 1 || len(all.Runs[0].Results) != 2 || len(upload.Runs) != 1 || len(upload.Runs[0].Results) != 1 || upload.Version != "2.1.0" {
		t.Fatalf("of %+v are uploaded %+v", all, upload)
	}
	if f := upload.Runs[0].Results[0]; f.RuleID != "invalid-pattern" || len(f.Suppressions) > 0 {
		t.Errorf("uploaded is %+v", f)
	}

	t.Run("nothing written", func(t *testing.T) {
		r := newRunner(t, project(t))
		r.action(t, map[string]string{"upload-sarif": "true", "args": "--no-such-flag"})
		if r.code != 2 || len(r.skipped) > 0 {
			t.Errorf("exits %d and uploads %v:\n%s", r.code, r.skipped, r.log)
		}
	})
	t.Run("very many", func(t *testing.T) {
		r := newRunner(t, shell{dir: t.TempDir()})
		path := filepath.Join(r.dir, "x.sarif")
		write(t, path, `{"runs": [{"results": [`+strings.Repeat(`{"level": "warning"},`, 20_000)+strings.Repeat(`{"level": "error"},`, 9_999)+`{"level": "error"}]}]}`)
		r.context["steps.check.outputs.sarif"], r.context["inputs.category"] = path, "x"
		var a action
		readYAML(t, read(t, "action.yml"), &a)
		r.do(t, a.Runs.Steps[2:])
		results := readSARIF(t, r.skipped[uploader]["sarif_file"]).Runs[0].Results
		if len(results) != 25_000 || results[9_999].Level != "error" || results[10_000].Level != "warning" {
			t.Errorf("%d are uploaded", len(results))
		}
	})
}
