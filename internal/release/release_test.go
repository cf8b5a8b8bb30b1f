package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// entry is what an archive says of a file.
type entry struct {
	Text  string
	Mode  fs.FileMode
	Time  time.Time
	Owner string
}

// entries reads an archive of either form.
func entries(t *testing.T, name string, content []byte) map[string]entry {
	t.Helper()
	if strings.HasSuffix(name, ".zip") {
		return zipEntries(t, content)
	}
	compressed, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if !compressed.ModTime.IsZero() || compressed.Name != "" {
		t.Errorf("the gzip header has the time %v and the name %q", compressed.ModTime, compressed.Name)
	}
	found := map[string]entry{}
	for archive := tar.NewReader(compressed); ; {
		h, err := archive.Next()
		if err == io.EOF {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Gid != 0 {
			t.Errorf("%s belongs to %d:%d", h.Name, h.Uid, h.Gid)
		}
		found[h.Name] = entry{string(text), h.FileInfo().Mode(), h.ModTime.UTC(), h.Uname + ":" + h.Gname}
	}
}

func zipEntries(t *testing.T, content []byte) map[string]entry {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]entry{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		found[f.Name] = entry{string(text), f.Mode(), f.Modified.UTC(), "root:root"}
	}
	return found
}

// An archive has the files as they are, and nothing of where and when it was made.
func TestArchive(t *testing.T) {
	at := time.Date(2026, 3, 4, 5, 6, 8, 0, time.UTC)
	files := []file{{"payloadlint", []byte("program"), 0o755}, {"man/payloadlint.1", nil, 0o644}}
	want := map[string]entry{
		"p_1/payloadlint":       {"program", 0o755, at, "root:root"},
		"p_1/man/payloadlint.1": {"", 0o644, at, "root:root"},
	}
	for name, pack := range map[string]packer{"a.tar.gz": writeTar, "a.zip": writeZip} {
		var first []byte
		for _, zone := range []*time.Location{time.UTC, time.FixedZone("far", 13*60*60)} {
			path := filepath.Join(t.TempDir(), name)
			if err := writeArchive(path, pack, "p_1", files, at.In(zone)); err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = content
				if diff := cmp.Diff(want, entries(t, name, content)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
			if !bytes.Equal(first, content) {
				t.Errorf("%s depends on the zone that the time is told in", name)
			}
		}
	}
}

// A licence cannot get lost.
func TestLicences(t *testing.T) {
	dir := t.TempDir()
	var text bytes.Buffer
	if err := writeLicences(&text, "example.com/m v1.0.0", dir); err == nil || !strings.Contains(err.Error(), "example.com/m v1.0.0 has no licence") {
		t.Errorf("of a module without licence: %v", err)
	}
	for name, content := range map[string]string{"LICENSE.txt": "do as you please", "NOTICE": "made by m", "license.go": "package m"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeLicences(&text, "example.com/m v1.0.0", dir); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"example.com/m v1.0.0: LICENSE.txt\n", "do as you please", "example.com/m v1.0.0: NOTICE\n", "made by m"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in:\n%s", want, text.String())
		}
	}
}

// A bill keeps what the tool wrote, but for the tool's own hashes.
func TestBillWithoutToolHashes(t *testing.T) {
	got, err := withoutToolHashes([]byte(`{"version": 1, "metadata": {"tools": [{"name": "t", "hashes": [1]}]}, "components": [{"purl": "a?b&c", "hashes": [2]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"components":[{"hashes":[2],"purl":"a?b&c"}],"metadata":{"tools":[{"name":"t"}]},"version":1}`
	var compact bytes.Buffer
	if err := json.Compact(&compact, got); err != nil || compact.String() != want {
		t.Errorf("%s (%v), want %s", compact.String(), err, want)
	}
	for _, bad := range []string{`{}`, `{"metadata": {"tools": {}}}`, `[]`, ``} {
		if _, err := withoutToolHashes([]byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
