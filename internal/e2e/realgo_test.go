//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestDocsWithGo follows docs/ci.md with the real Go, which gets payloadlint from
// a proxy of modules that has the files as they stand here.
func TestDocsWithGo(t *testing.T) {
	need(t, "git", "git")
	need(t, "make", "make")
	need(t, "jq", "jq")
	work := t.TempDir()
	tree, _ := snapshot(t, filepath.Join(work, "tree"))
	proxy := filepath.Join(work, "proxy")
	const module, version = "github.com/payloadlint/payloadlint", "v0.1.0"
	at := filepath.Join(proxy, filepath.FromSlash(module), "@v")
	write(t, filepath.Join(at, "list"), version+"\n")
	write(t, filepath.Join(at, version+".info"), `{"Version": "`+version+`", "Time": "`+time.Now().UTC().Format(time.RFC3339)+`"}`)
	write(t, filepath.Join(at, version+".mod"), read(t, "go.mod"))
	write(t, filepath.Join(at, version+".zip"), moduleZip(t, tree, module+"@"+version+"/"))

	f := newFollower(t)
	bin, cache := t.TempDir(), t.TempDir()
	f.path = append(f.path, bin)
	// What this machine has of other modules serves as a proxy, too; sums of others
	// are held against the checksum database.
	f.env = append(f.env, "GOBIN="+bin, "GOMODCACHE="+cache, "GOFLAGS=-modcacherw", "GONOSUMDB="+module, "GOPROXY=file://"+proxy+
		",file://"+goEnv(t, "GOMODCACHE")+"/cache/download,"+goEnv(t, "GOPROXY"))
	f.follow(t)
	if out := f.must(t, "payloadlint version"); !strings.HasPrefix(out, "payloadlint "+version+" ") {
		t.Errorf("installed was %s", out)
	}
}

// moduleZip is a module as proxies have it.
func moduleZip(t *testing.T, dir, prefix string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != ".":
			// Other modules are no part of this one.
			if _, err := os.Stat(filepath.Join(dir, name, "go.mod")); err == nil || name == ".git" {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		f, err := w.Create(prefix + name)
		if err != nil {
			return err
		}
		_, err = f.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
