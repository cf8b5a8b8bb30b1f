package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fakeGo stands in for Go where docs/ci.md has it fetch payloadlint, which is
// already there.
const fakeGo = `#!/bin/sh
case "$1 $2" in
  "run github.com/payloadlint/payloadlint/cmd/payloadlint@v"*) shift 2; payloadlint "$@" || exit 1 ;;
  "install github.com/payloadlint/payloadlint/cmd/payloadlint@v"*) mkdir -p "$FAKE_GOPATH/bin" && cp "$(command -v payloadlint)" "$FAKE_GOPATH/bin/" ;;
  "env GOPATH") echo "$FAKE_GOPATH" ;;
  *) echo "go is asked for: $*" >&2; exit 64 ;;
esac
`

// fakeReviewdog stands in for reviewdog: it takes a report and the flags that
// docs/ci.md gives.
const fakeReviewdog = `#!/bin/sh
case "$*" in
  "-f=rdjson -diff=git diff HEAD") git diff HEAD | grep -q '^+++ b/requests/farm.json$' || exit 65 ;;
  "-f=rdjson -reporter=github-pr-review -fail-level=error") ;;
  *) echo "reviewdog is asked for: $*" >&2; exit 64 ;;
esac
grep -q '"path": *"requests/farm.json"'
`

// follower follows a document in a directory.
type follower struct {
	shell
	ran []string
}

// newFollower begins in an empty directory, with reviewdog and without Go.
func newFollower(t *testing.T) *follower {
	t.Helper()
	bin := t.TempDir()
	write(t, filepath.Join(bin, "reviewdog"), fakeReviewdog)
	return &follower{shell: shell{dir: t.TempDir(), path: []string{bin}, env: []string{"TERM=dumb"}}}
}

// do does what a block says: a file is written, a script is run, and what a
// console shows is run and compared.
func (f *follower) do(t *testing.T, b block) {
	t.Helper()
	switch {
	case b.file != "":
		write(t, filepath.Join(f.dir, filepath.FromSlash(b.file)), b.text)
	case b.language == "sh":
		want := 0
		if m := exits.FindStringSubmatch(b.text); m != nil {
			want, _ = strconv.Atoi(m[1])
		}
		if out, code := f.run(t, b.text); code != want {
			t.Errorf("%s\nexits %d, expected %d:\n%s", b.text, code, want, out)
		}
		f.ran = append(f.ran, b.text)
	case b.language == "console":
		for _, step := range strings.Split("\n"+b.text, "\n$ ")[1:] {
			command, want, _ := strings.Cut(step, "\n")
			out, _ := f.run(t, command)
			if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(out)); diff != "" {
				t.Errorf("%s prints something else than the document shows (-document +now):\n%s", command, diff)
			}
			f.ran = append(f.ran, command)
		}
	default:
		t.Errorf("nobody follows this block of %s:\n%s", b.language, b.text)
	}
}

// exits tells in a script of a document how it ends.
var exits = regexp.MustCompile(`(?m)^# exits (\d+)`)

// TestDocs follows docs/ci.md word for word in an empty directory, and then runs
// the steps of its workflows.
func TestDocs(t *testing.T) {
	f := newFollower(t)
	bin := t.TempDir()
	write(t, filepath.Join(bin, "go"), fakeGo)
	f.path = append(f.path, bin, filepath.Dir(payloadlint(t)))
	f.env = append(f.env, "FAKE_GOPATH="+t.TempDir())
	f.follow(t)
	t.Run("workflows", func(t *testing.T) { testWorkflows(t, f) })
	t.Run("gitlab", func(t *testing.T) { testGitLab(t, f) })
	t.Run("lefthook", func(t *testing.T) { testLefthook(t, f) })
}

// follow follows docs/ci.md.
func (f *follower) follow(t *testing.T) {
	t.Helper()
	text := read(t, "docs/ci.md")
	workflows := 0
	for _, b := range blocks(text) {
		if strings.Contains(b.text, "jq ") {
			if _, err := exec.LookPath("jq"); err != nil {
				t.Logf("left out, because jq is not installed: %s", b.text)
				continue
			}
		}
		f.do(t, b)
		if strings.HasPrefix(b.file, ".github/workflows/") {
			workflows++
		}
	}
	if len(f.ran) < 10 || workflows < 4 {
		t.Errorf("only %d blocks were run and %d workflows found", len(f.ran), workflows)
	}
	for name, want := range map[string]string{
		"junit.xml": "<testsuite", "checkstyle.xml": "<checkstyle", "payloadlint.html": "<html", "payloadlint.sarif": "DesiredVMCount",
		".github/payloadlint-matcher.json": read(t, ".github/payloadlint-matcher.json"),
	} {
		if got, err := os.ReadFile(filepath.Join(f.dir, name)); err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s: %v\n%.300s", name, err, got)
		}
	}
}

// testLefthook runs what lefthook.yml tells.
func testLefthook(t *testing.T, f *follower) {
	text, err := os.ReadFile(filepath.Join(f.dir, "lefthook.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks map[string]struct{ Jobs []step }
	readYAML(t, string(text), &hooks)
	if len(hooks["pre-commit"].Jobs) != 1 {
		t.Fatalf("%+v", hooks)
	}
	if out, code := f.run(t, hooks["pre-commit"].Jobs[0].Run); code != 1 || !strings.Contains(out, "requests/farm.json:6:35: error: ") {
		t.Errorf("exits %d:\n%s", code, out)
	}
}

// testWorkflows runs the steps of each workflow that the document had written.
func testWorkflows(t *testing.T, f *follower) {
	want := map[string]string{ // what the log has
		"payloadlint.yml":   "::error title=payloadlint (out-of-range),file=requests/farm.json,line=6,",
		"code-scanning.yml": "\nrequests/farm.json:6:35: error: ",
		"matcher.yml":       "\n::add-matcher::.github/payloadlint-matcher.json\nrequests/farm.json:6:35: error: ",
		"reviewdog.yml":     "",
	}
	files, err := filepath.Glob(filepath.Join(f.dir, ".github/workflows/*.yml"))
	if err != nil || len(files) != len(want) {
		t.Fatalf("%v, %v", files, err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var workflow struct {
				On          any
				Permissions map[string]string
				Jobs        map[string]struct {
					RunsOn string `yaml:"runs-on"`
					Steps  []step
				}
			}
			readYAML(t, string(text), &workflow)
			if workflow.On == nil || workflow.Permissions["contents"] != "read" || len(workflow.Jobs) != 1 {
				t.Errorf("%+v", workflow)
			}
			for _, job := range workflow.Jobs {
				s := f.shell
				if strings.Contains(string(text), "uses: payloadlint/payloadlint@") {
					s.path = nil // the action builds payloadlint with the real Go
				}
				r := newRunner(t, s)
				r.do(t, job.Steps)
				name := filepath.Base(path)
				if fails := name != "reviewdog.yml"; r.failed != fails || !strings.Contains("\n"+r.log, want[name]) {
					t.Errorf("failed is %v, expected %v and %q:\n%s", r.failed, fails, want[name], r.log)
				}
				if _, uploaded := r.skipped[uploader]; uploaded != (name == "code-scanning.yml") {
					t.Errorf("uploaded: %v", uploaded)
				}
			}
		})
	}
}

// gitlabJob is a job of GitLab CI.
type gitlabJob struct {
	Stage, Image string
	Variables    map[string]string
	Script       []string
	Artifacts    struct {
		When    string
		Reports map[string]string
	}
}

// testGitLab runs the job of the template as the .gitlab-ci.yml of the document
// includes it.
func testGitLab(t *testing.T, f *follower) {
	var template, set map[string]gitlabJob
	readYAML(t, read(t, ".gitlab/payloadlint.yml"), &template)
	text, err := os.ReadFile(filepath.Join(f.dir, ".gitlab-ci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	including := string(text)
	at := strings.Index(including, "\npayloadlint:")
	if !strings.Contains(including, "https://raw.githubusercontent.com/payloadlint/payloadlint/v0.1.0/.gitlab/payloadlint.yml\n") || at < 0 {
		t.Fatalf("it does not include the template:\n%s", including)
	}
	readYAML(t, including[at:], &set)
	job := template["payloadlint"]
	script := strings.Join(job.Script, "\n")
	run := func(variables map[string]string) (string, int) {
		s := f.shell
		for name, v := range job.Variables {
			if own, ok := variables[name]; ok {
				v = own
			}
			if !strings.Contains(script, "$"+name) {
				t.Errorf("the script does not use %s", name)
			}
			s.env = append(s.env, name+"="+v)
		}
		for name := range variables {
			if _, known := job.Variables[name]; !known {
				t.Errorf("the template has no variable %s", name)
			}
		}
		s.env = append(s.env, "HOME="+t.TempDir())
		return s.run(t, script)
	}
	if out, code := run(set["payloadlint"].Variables); code != 1 || !strings.Contains(out, "requests/farm.json:6:35: error: ") {
		t.Errorf("exits %d:\n%s", code, out)
	}
	if len(job.Artifacts.Reports) != 2 || job.Artifacts.When != "always" {
		t.Errorf("%+v", job.Artifacts)
	}
	for _, name := range job.Artifacts.Reports {
		if text, err := os.ReadFile(filepath.Join(f.dir, name)); err != nil || !strings.Contains(string(text), "requests/farm.json") {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	if out, code := run(map[string]string{"PAYLOADLINT_VERSION": "v1 $(touch $HOME/ran)", "PAYLOADLINT_PATHS": "$(touch ran) *"}); code == 0 || strings.Contains(out, "farm.json:") {
		t.Errorf("exits %d:\n%s", code, out)
	}
	if _, err := os.Stat(filepath.Join(f.dir, "ran")); err == nil {
		t.Error("a variable was run")
	}
}
