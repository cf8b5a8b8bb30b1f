// Package corpus has the requests of testdata for those who want many: they are
// what fuzz targets begin with. Only tests import it.
package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// folders are those of testdata whose files, or whose archives' files, are requests.
var folders = [...]string{"http", "requests", "rules", "errors"}

// JSON, YAML, HTTP and so on are how the names of files end that hold requests
// in that form.
const (
	JSON     = ".json"
	Comments = ".jsonc"
	Lines    = ".ndjson"
	YAML     = ".yaml"
	HTTP     = ".http"
)

// Texts are the contents of all files of the forms, in a fixed order and each
// once. There is at least one of each form.
func Texts(tb testing.TB, forms ...string) [][]byte {
	tb.Helper()
	var all [][]byte
	seen, found := map[string]bool{}, map[string]bool{}
	add := func(name string, text []byte) {
		form := filepath.Ext(name)
		if !slices.Contains(forms, form) || seen[string(text)] {
			return
		}
		seen[string(text)], found[form] = true, true
		all = append(all, text)
	}
	for _, folder := range folders {
		if err := walk(filepath.Join(testdata(tb), folder), add); err != nil {
			tb.Fatal(err)
		}
	}
	for _, form := range forms {
		if !found[form] {
			tb.Fatalf("there is no %s in testdata", form)
		}
	}
	return all
}

// walk calls do for the files below a folder and for those in its archives.
func walk(folder string, do func(name string, text []byte)) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !strings.HasSuffix(path, ".txtar") {
			do(path, text)
			return nil
		}
		for _, f := range txtar.Parse(text).Files {
			do(f.Name, f.Data)
		}
		return nil
	})
}

// testdata is the folder beside go.mod, which is above that of every test.
func testdata(tb testing.TB) string {
	tb.Helper()
	for up := "."; len(up) < 100; up = filepath.Join("..", up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			return filepath.Join(up, "testdata")
		}
	}
	tb.Fatal("go.mod is in no folder above")
	return ""
}
