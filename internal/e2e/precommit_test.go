//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPreCommit lets the real pre-commit build the hooks from the files of this
// repository and run them.
func TestPreCommit(t *testing.T) {
	need(t, "git", "git")
	need(t, "pre-commit", "pre-commit")
	work := t.TempDir()
	hooks, rev := snapshot(t, filepath.Join(work, "hooks"))
	tests := []struct {
		name, hook string
		files      map[string]string
		want       string // in the output
		code       int
		then       func(t *testing.T, s shell)
	}{
		{
			"a repository without requests", "{id: payloadlint}",
			map[string]string{"package.json": `{"name": "x"}`, ".github/dependabot.yml": "version: 2\n"},
			"(no files to check)Skipped", 0, nil,
		},
		{"good", "{id: payloadlint}", map[string]string{"requests/a.json": goodRequest, "package.json": "{}"}, "Passed", 0, nil},
		{"bad", "{id: payloadlint}", map[string]string{"requests/a.json": badRequest, "requests/b.json": goodRequest}, "\nrequests/a.json:" + badFinding, 1, nil},
		{
			"elsewhere", `{id: payloadlint, files: ^deploy/, args: [--fail-on=never]}`,
			map[string]string{"deploy/a.json": badRequest, "requests/a.json": badRequest}, "Passed", 0, nil,
		},
		{"no request", "{id: payloadlint}", map[string]string{"requests/a.yaml": "x: 1\n"}, "[unmatched-file]", 1, nil},
		{
			"excluded", "{id: payloadlint}",
			map[string]string{"requests/old/a.json": badRequest, ".payloadlint.yaml": "exclude: [old/]\n"}, "Passed", 0, nil,
		},
		{
			"comments", "{id: payloadlint, types_or: [text]}",
			map[string]string{"requests/a.jsonc": "// x\n" + badRequest}, "\nrequests/a.jsonc:2:10: error: ", 1, nil,
		},
		{"the program of the machine", "{id: payloadlint-system}", map[string]string{"requests/a.json": badRequest}, "\nrequests/a.json:" + badFinding, 1, nil},
		{
			"fixed", "{id: payloadlint-fix}",
			map[string]string{"requests/a.json": strings.Replace(goodRequest, "ResourceType", "ResourcType", 1)},
			"files were modified by this hook", 1,
			func(t *testing.T, s shell) {
				if text, err := os.ReadFile(filepath.Join(s.dir, "requests/a.json")); err != nil || string(text) != goodRequest {
					t.Errorf("%v\n%s", err, text)
				}
				if out, code := s.run(t, "git add . && pre-commit run"); code != 0 || !strings.Contains(out, "Passed") {
					t.Errorf("after the fix (%d):\n%s", code, out)
				}
			},
		},
		{
			"http", "{id: payloadlint-http}",
			map[string]string{
				"x/a.http":        "POST https://batchcompute.cn-beijing.aliyuncs.com/clusters\n\n" + badRequest,
				"b.REST":          "GET https://example.com/\n",
				"requests/b.json": badRequest,
			}, "\nx/a.http:3:10: error: ", 1, nil,
		},
		{
			"all together", "{id: payloadlint-project}",
			map[string]string{"package.json": "{}", "x/a.json": goodRequest, "y/b.yaml": strings.Replace(badRequest, "\n", "", 1)},
			"\ny/b.yaml:" + badFinding, 1,
			func(t *testing.T, s shell) {
				s.must(t, "git commit -qnm all")
				write(t, filepath.Join(s.dir, "notes.txt"), "x")
				if out, code := s.run(t, "git add . && pre-commit run"); code != 0 || !strings.Contains(out, "Skipped") {
					t.Errorf("for a file that is no request (%d):\n%s", code, out)
				}
				write(t, filepath.Join(s.dir, ".payloadlint.yaml"), "rules: {invalid-pattern: info}\n")
				if out, code := s.run(t, "git add . && pre-commit run --verbose"); code != 0 || !strings.Contains(out, "y/b.yaml:1:10: info: ") {
					t.Errorf("when the configuration changes (%d):\n%s", code, out)
				}
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := shell{dir: t.TempDir(), path: []string{filepath.Dir(payloadlint(t))}, env: hookEnv(t, work)}
			for name, text := range test.files {
				write(t, filepath.Join(s.dir, filepath.FromSlash(name)), text)
			}
			write(t, filepath.Join(s.dir, ".pre-commit-config.yaml"),
				"repos: [{repo: '"+hooks+"', rev: "+rev+", hooks: ["+test.hook+"]}]\n")
			s.must(t, "git init -q && git add .")
			out, code := s.run(t, "pre-commit run --all-files --color never")
			if code != test.code || !strings.Contains(out, test.want) {
				t.Fatalf("exits %d, expected %d and %q:\n%s", code, test.code, test.want, out)
			}
			if strings.Contains(out, "InstallError") || strings.Contains(out, "unexpected error") {
				t.Errorf("pre-commit is not content:\n%s", out)
			}
			if test.then != nil {
				test.then(t, s)
			}
		})
	}
	t.Run("documented", func(t *testing.T) {
		s := shell{dir: t.TempDir(), env: hookEnv(t, work)}
		for _, b := range blocks(read(t, "docs/ci.md")) {
			if b.file == ".pre-commit-config.yaml" || b.file == "requests/farm.json" {
				text := strings.ReplaceAll(b.text, "https://github.com/payloadlint/payloadlint", hooks)
				write(t, filepath.Join(s.dir, filepath.FromSlash(b.file)), strings.ReplaceAll(text, "v0.1.0", rev))
			}
		}
		s.must(t, "git init -q && git add .")
		if out, code := s.run(t, "pre-commit run"); code != 1 || !strings.Contains(out, "\nrequests/farm.json:6:35: error: ") {
			t.Errorf("exits %d:\n%s", code, out)
		}
	})
	t.Run("commit", func(t *testing.T) {
		s := shell{dir: t.TempDir(), env: hookEnv(t, work)}
		write(t, filepath.Join(s.dir, "requests", "a.json"), badRequest)
		write(t, filepath.Join(s.dir, ".pre-commit-config.yaml"), "repos: [{repo: '"+hooks+"', rev: "+rev+", hooks: [{id: payloadlint}]}]\n")
		s.must(t, "git init -q && pre-commit install && git add .")
		if out, code := s.run(t, "git commit -m x"); code == 0 || !strings.Contains(out, badFinding) {
			t.Errorf("a bad request is committed (%d):\n%s", code, out)
		}
		write(t, filepath.Join(s.dir, "requests", "a.json"), goodRequest)
		s.must(t, "git add . && git commit -m x")
	})
}

// hookEnv keeps what pre-commit builds below work; Go takes modules from where it
// has them already.
func hookEnv(t *testing.T, work string) []string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	return []string{"PRE_COMMIT_HOME=" + filepath.Join(work, "pre-commit"), "GOMODCACHE=" + strings.TrimSpace(string(out))}
}

// snapshot makes a repository of the files as they stand here, committed or not,
// and returns it and its commit.
func snapshot(t *testing.T, dir string) (repository, commit string) {
	t.Helper()
	here := shell{dir: root}
	s := shell{dir: dir}
	for name := range strings.SplitSeq(here.must(t, "git ls-files --cached --others --exclude-standard -z"), "\x00") {
		text, err := os.ReadFile(filepath.Join(root, name))
		if name == "" || os.IsNotExist(err) { // removed, but not committed yet
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), string(text))
	}
	return dir, strings.TrimSpace(s.must(t, "git init -q && git add --all && git commit -qm snapshot && git rev-parse HEAD"))
}
