package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"debug/elf"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var twice = flag.Bool("twice", false, "build two releases of the last commit and compare them; takes minutes")

// someTag is put on the commit, so that it has a version. Go takes no tag of
// another major version than the module path has.
const someTag = "v1.99.0"

// TestTwice makes a release of the last commit, and follows docs/install.md, which
// ends with making it again elsewhere. For the second, all is different that must
// not matter: directory, cache, time zone, umask, and Go's settings.
func TestTwice(t *testing.T) {
	if !*twice {
		t.Skip("takes minutes: make test-release")
	}
	work := t.TempDir()
	first := filepath.Join(work, "first")
	execute(t, ".", nil, "git", "clone", "-q", "--no-local", "../..", first)
	execute(t, first, nil, "git", "tag", "-f", someTag)
	execute(t, first, nil, "go", "run", "./internal/release")
	released := readDir(t, filepath.Join(first, "dist"))

	t.Run("contents", func(t *testing.T) { testContents(t, released, commitTime(t, first)) })
	t.Run("image", func(t *testing.T) { testImage(t, first) })
	t.Run("install", func(t *testing.T) {
		second := testInstall(t, first)
		if len(released) != 2*len(platforms())+1 {
			t.Errorf("%d files were released", len(released))
		}
		again := readDir(t, second)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(released)), slices.Sorted(maps.Keys(again))); diff != "" {
			t.Errorf("the second release has other files (-first +second):\n%s", diff)
		}
		for name, content := range released {
			if !bytes.Equal(content, again[name]) {
				t.Errorf("the two releases differ in %s", name)
			}
		}
	})
	t.Run("uncommitted", func(t *testing.T) {
		if err := os.WriteFile(filepath.Join(first, "schemas", "x.json"), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("go", "run", "./internal/release")
		cmd.Dir = first
		if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "files here differ from it") {
			t.Errorf("a release was made of what is not committed (%v):\n%s", err, out)
		}
		if len(readDir(t, filepath.Join(first, "dist"))) != len(released) {
			t.Error("a release that cannot be made took away the one before")
		}
	})
}

// execute runs a program in a directory and shows what it says when it fails.
func execute(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	return string(out)
}

func readDir(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range list {
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func commitTime(t *testing.T, dir string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(execute(t, dir, nil, "git", "log", "-1", "--format=%cI")))
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

// testContents looks into each archive.
func testContents(t *testing.T, released map[string][]byte, at time.Time) {
	list := "LICENSE README.md CHANGELOG.md THIRD_PARTY_LICENSES.txt man/payloadlint.1 completions/payloadlint.bash completions/_payloadlint completions/payloadlint.fish completions/payloadlint.ps1 schemas/payloadlint.schema.json"
	for _, p := range platforms() {
		name := "payloadlint_1.99.0_" + p.os + "_" + p.arch
		archive, program := name+".tar.gz", "payloadlint"
		if p.os == "windows" {
			archive, program = name+".zip", "payloadlint.exe"
		}
		found := entries(t, archive, released[archive])
		for _, want := range append(strings.Fields(list), program) {
			if found[name+"/"+want].Text == "" {
				t.Errorf("%s has no %s", archive, want)
			}
		}
		operations := 0
		for path, e := range found {
			rest, ok := strings.CutPrefix(path, name+"/")
			if mode := map[bool]os.FileMode{true: 0o755, false: 0o644}[rest == program]; !ok || e.Mode != mode || !e.Time.Equal(at) || e.Owner != "root:root" {
				t.Errorf("%s: %s has the mode %v, the time %v and the owner %s", archive, path, e.Mode, e.Time, e.Owner)
			}
			if strings.HasSuffix(rest, ".request.schema.json") {
				operations++
			}
		}
		if operations == 0 {
			t.Errorf("%s has no schema of an operation", archive)
		}
		if !strings.Contains(found[name+"/man/payloadlint.1"].Text, someTag) {
			t.Errorf("%s: the manual page does not tell the version", archive)
		}
		testProgram(t, p, found[name+"/"+program].Text, found[name+"/THIRD_PARTY_LICENSES.txt"].Text, released[name+".cdx.json"])
		for _, file := range []string{archive, name + ".cdx.json"} {
			if line := fmt.Sprintf("%x  %s\n", sha256.Sum256(released[file]), file); !strings.Contains(string(released["checksums.txt"]), line) {
				t.Errorf("the checksum of %s is missing or wrong", file)
			}
		}
	}
}

// testProgram holds a program to its platform, and its licences and its bill of
// materials to what is linked into it.
func testProgram(t *testing.T, p platform, program, licences string, bill []byte) {
	info, err := buildinfo.Read(strings.NewReader(program))
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if info.Main.Version != someTag || settings["GOOS"] != p.os || settings["GOARCH"] != p.arch || settings["CGO_ENABLED"] != "0" || settings["vcs.modified"] != "false" {
		t.Errorf("the program for %v is %s and has %v", p, info.Main.Version, settings)
	}
	var made struct {
		BOMFormat    string
		SerialNumber string
		Metadata     struct {
			Timestamp  string
			Component  struct{ Version, Purl string }
			Properties []struct{ Name, Value string }
		}
		Components []struct{ Name, Version string }
	}
	if err := json.Unmarshal(bill, &made); err != nil {
		t.Fatal(err)
	}
	if made.BOMFormat != "CycloneDX" || made.SerialNumber+made.Metadata.Timestamp != "" || made.Metadata.Component.Version != someTag ||
		!strings.Contains(made.Metadata.Component.Purl, "goarch="+p.arch+"&goos="+p.os+"&") {
		t.Errorf("the bill for %v is %+v", p, made)
	}
	hash := struct{ Name, Value string }{"cdx:gomod:binary:hash:SHA-256", fmt.Sprintf("%x", sha256.Sum256([]byte(program)))}
	if !slices.Contains(made.Metadata.Properties, hash) {
		t.Errorf("the bill for %v does not name the program's hash", p)
	}
	want := []string{"std " + info.GoVersion}
	for _, m := range info.Deps {
		want = append(want, m.Path+" "+m.Version)
		if !strings.Contains(licences, "\n"+m.Path+" "+m.Version+": LICENSE") {
			t.Errorf("the archive for %v lacks the licence of %s", p, m.Path)
		}
	}
	var got []string
	for _, c := range made.Components {
		got = append(got, c.Name+" "+c.Version)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || !strings.Contains(licences, "\nGo "+info.GoVersion+": LICENSE") {
		t.Errorf("the bill for %v has other modules than the program (-program +bill):\n%s", p, diff)
	}
	if p.os == "linux" {
		testStatic(t, p, program)
	}
}

// testStatic runs the program where nothing else is.
func testStatic(t *testing.T, p platform, program string) {
	f, err := elf.NewFile(strings.NewReader(program))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range f.Progs {
		if s.Type == elf.PT_INTERP || s.Type == elf.PT_DYNAMIC {
			t.Errorf("the program for %v is linked dynamically", p)
		}
	}
	if p != host() || os.Geteuid() != 0 {
		return
	}
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "payloadlint"), []byte(program), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "x.json"), []byte(`{}`), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("chroot", root, "/payloadlint", "check", "/x.json")
	out, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "x.json:1:1: error: ") {
		t.Errorf("in an empty root: %v\n%s", cmd.ProcessState, out)
	}
	if out := execute(t, ".", nil, "chroot", root, "/payloadlint", "version"); !strings.HasPrefix(out, "payloadlint "+someTag+" ") {
		t.Errorf("version says %s", out)
	}
}
