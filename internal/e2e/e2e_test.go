// Package e2e tries payloadlint where it is at home: in the steps of CI, in hooks
// of git, in a browser. What needs other programs than bash, git and Go has the
// build tag e2e; `make e2e` runs all.
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// root is the repository, from this directory.
const root = "../.."

// scratch is a directory for all tests, which TestMain removes.
var scratch string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if scratch, err = os.MkdirTemp("", "payloadlint-e2e-"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(scratch)
		return m.Run()
	}())
}

// build builds payloadlint once.
var build = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "bin", "payloadlint")
	out, err := exec.Command("go", "build", "-o", path, root+"/cmd/payloadlint").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, out)
	}
	return path, err
})

// payloadlint is the path of the program.
func payloadlint(t *testing.T) string {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// read reads a file of the repository.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// write writes a file and the directories that it needs.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o777); err != nil {
		t.Fatal(err)
	}
}

// blocks are the fenced blocks of a document.
func blocks(text string) []block {
	var list []block
	above := "" // the last line that is not empty
	for rest := text; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		rest = after
		if language, ok := strings.CutPrefix(line, "```"); ok {
			b := block{language: language}
			b.text, rest, _ = strings.Cut("\n"+rest, "\n```\n")
			b.text = strings.TrimPrefix(b.text, "\n") + "\n"
			if m := heading.FindStringSubmatch(above); m != nil {
				b.file = m[1]
			}
			list = append(list, b)
		}
		if line != "" {
			above = line
		}
	}
	return list
}

// block is a fenced block; file is the name that stands in front of it, if it is
// the content of a file.
type block struct{ file, language, text string }

// heading is a line in front of a block that is a file.
var heading = regexp.MustCompile("^`([A-Za-z0-9./_-]+)`.*:$")

// shell is a run of bash in a directory.
type shell struct {
	dir  string
	path []string // in front of PATH
	env  []string
}

// run runs a script as GitHub runs that of a step, and returns its output and
// exit code.
func (s shell) run(t *testing.T, script string) (string, int) {
	t.Helper()
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
	cmd.Dir = s.dir
	cmd.Env = append(cleanEnv(), s.env...)
	cmd.Env = append(cmd.Env, "PATH="+strings.Join(append(s.path, os.Getenv("PATH")), string(os.PathListSeparator)))
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// cleanEnv is the environment without what git, CI and hooks put there: tests may
// run in a hook themselves. Git has a user, and no settings.
func cleanEnv() []string {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if !strings.HasPrefix(name, "GIT_") && !strings.HasPrefix(name, "GITHUB_") && !strings.HasPrefix(name, "CI_") && !strings.HasPrefix(name, "PRE_COMMIT") {
			env = append(env, v)
		}
	}
	return append(env, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "LC_ALL=C",
		"GIT_AUTHOR_NAME=Tester", "GIT_AUTHOR_EMAIL=tester@example.com", "GIT_COMMITTER_NAME=Tester", "GIT_COMMITTER_EMAIL=tester@example.com")
}

// must is run for scripts that have to succeed.
func (s shell) must(t *testing.T, script string) string {
	t.Helper()
	out, code := s.run(t, script)
	if code != 0 {
		t.Fatalf("%s\nexits %d:\n%s", script, code, out)
	}
	return out
}

const (
	goodRequest = `{"Name": "render_farm", "ImageId": "img-ubuntu", "InstanceType": "ecs.sn1ne.large", "Groups": {"workers": {"DesiredVMCount": 7, "ResourceType": "OnDemand"}}}` + "\n"
	badRequest  = `{"Name": "2nd", "ImageId": "img-ubuntu", "InstanceType": "ecs.sn1ne.large", "Groups": {"workers": {"DesiredVMCount": 7, "ResourceType": "OnDemand"}}}` + "\n"
	badFinding  = `1:10: error: Specified parameter Name is not valid.`
)
