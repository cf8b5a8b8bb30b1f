package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const clonedFrom = "https://github.com/payloadlint/payloadlint"

// loads stands for curl: it serves a published release from $SERVED.
const loads = `#!/bin/sh
# curl -fsSL -o FILE URL
test "$4" = "` + clonedFrom + `/releases/download/` + someTag + `/$3" && cp "$SERVED/$3" "$3"
`

var shBlock = regexp.MustCompile("(?s)```sh\n(.*?)```\n")

// testInstall does what docs/install.md says, with the release in the clone first
// in place of a published one, and returns the directory of the release that it
// makes.
func testInstall(t *testing.T, first string) string {
	text, err := os.ReadFile(filepath.Join(first, "docs", "install.md"))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, m := range shBlock.FindAllSubmatch(text, -1) {
		blocks = append(blocks, regexp.MustCompile(`(?m)^version=.*`).ReplaceAllString(string(m[1]), "version=1.99.0"))
	}
	if len(blocks) != 4 {
		t.Fatalf("docs/install.md has %d blocks of commands; this test knows 4: from a clone, from an archive, the rest of it, built again", len(blocks))
	}
	env := surroundings(t, first)
	bash := func(t *testing.T, env []string, script string) string {
		work := t.TempDir()
		execute(t, work, env, "bash", "-euo", "pipefail", "-c", script)
		return work
	}
	t.Run("clone", func(t *testing.T) {
		bin := t.TempDir()
		work := bash(t, append(env, "GOBIN="+bin, "GOFLAGS=-buildvcs=auto"), blocks[0])
		if out := execute(t, work, nil, filepath.Join(bin, "payloadlint"), "version"); !strings.HasPrefix(out, "payloadlint "+someTag+" ") {
			t.Errorf("the program of a clone says %s", out)
		}
	})
	t.Run("tampered", func(t *testing.T) { testTampered(t, env, blocks[1], filepath.Join(first, "dist")) })

	home := t.TempDir()
	odd := append(env, "HOME="+home, "GOCACHE="+t.TempDir(), "TZ=Pacific/Auckland", "LC_ALL=C",
		"GOFLAGS=-buildvcs=false", "GOAMD64=v3", "GOARM64=v8.1", "GOFIPS140=latest", "GOMAXPROCS=3")
	work := bash(t, odd, "umask 077\n"+strings.Join(blocks[1:], ""))
	for _, name := range []string{".local/bin/payloadlint", ".local/share/man/man1/payloadlint.1", ".local/share/bash-completion/completions/payloadlint", ".config/fish/completions/payloadlint.fish"} {
		if info, err := os.Stat(filepath.Join(home, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s was not installed: %v", name, err)
		}
	}
	if out := execute(t, work, nil, filepath.Join(home, ".local/bin/payloadlint"), "version"); !strings.HasPrefix(out, "payloadlint "+someTag+" ") {
		t.Errorf("the program of the archive says %s", out)
	}
	return filepath.Join(work, "source", "dist")
}

// surroundings is the environment in which the published addresses lead to the
// clone first and its release.
func surroundings(t *testing.T, first string) []string {
	t.Helper()
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "curl"), []byte(loads), 0o755); err != nil {
		t.Fatal(err)
	}
	env := []string{
		"PATH=" + bin + ":" + os.Getenv("PATH"), "SERVED=" + filepath.Join(first, "dist"),
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=url.file://" + first + ".insteadOf", "GIT_CONFIG_VALUE_0=" + clonedFrom,
	}
	// Go finds these by HOME, which is to be another.
	for _, name := range []string{"GOENV", "GOMODCACHE", "GOCACHE"} {
		env = append(env, name+"="+strings.TrimSpace(execute(t, ".", nil, "go", "env", name)))
	}
	return env[:len(env):len(env)]
}

// testTampered installs nothing from an archive that is not what was released,
// also in a shell that goes on after a failure.
func testTampered(t *testing.T, env []string, script, dist string) {
	served, home := t.TempDir(), t.TempDir()
	for name, content := range readDir(t, dist) {
		if name != "checksums.txt" {
			content = append(bytes.Clone(content), 0)
		}
		if err := os.WriteFile(filepath.Join(served, name), content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("bash", "-c", script)
	cmd.Dir, cmd.Env = t.TempDir(), append(append(os.Environ(), env...), "SERVED="+served, "HOME="+home)
	out, _ := cmd.CombinedOutput()
	if !strings.Contains(string(out), ".tar.gz: FAILED") {
		t.Errorf("that the archive is another was not said:\n%s", out)
	}
	if _, err := os.Stat(filepath.Join(home, ".local/bin/payloadlint")); err == nil {
		t.Error("what was not released was installed")
	}
}

// testImage builds the image without an engine, and runs what is in it.
func testImage(t *testing.T, first string) {
	if _, err := exec.LookPath("buildah"); err != nil || os.Geteuid() != 0 {
		t.Skip("needs buildah and root")
	}
	storage := t.TempDir()
	buildah := func(args ...string) string {
		t.Helper()
		return strings.TrimSpace(execute(t, first, []string{"BUILDAH_ISOLATION=chroot"}, "buildah",
			append([]string{"--root", storage, "--runroot", storage + "/run", "--storage-driver", "vfs"}, args...)...))
	}
	for _, p := range platforms() {
		if p.os == "linux" {
			buildah("build", "--platform", p.os+"/"+p.arch, "-f", ".docker/Dockerfile", "-t", "payloadlint-"+p.arch, "dist")
		}
	}
	container := buildah("from", "--pull-never", "localhost/payloadlint-"+host().arch)
	defer buildah("rm", container)
	if out := buildah("run", container, "--", "/usr/bin/payloadlint", "version"); !strings.HasPrefix(out, "payloadlint "+someTag+" ") {
		t.Errorf("the program of the image says %s", out)
	}
	buildah("run", "-v", filepath.Join(first, "schemas")+":/work:ro", container, "--", "/usr/bin/payloadlint", "check", "--exit-zero", ".")
}
