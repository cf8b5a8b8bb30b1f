package cli

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestSameEveryTime checks all sample requests a hundred times, in both
// formats: whatever the order in which files are done, the bytes are the same.
func TestSameEveryTime(t *testing.T) {
	files, err := filepath.Glob("../../testdata/requests/*/*/*/*")
	if err != nil || len(files) < 10 {
		t.Fatal(err, files)
	}
	files = append(files, withOneToken(t)...)
	runs := 100
	if testing.Short() {
		runs = 10
	}
	for _, format := range []string{"text", "json"} {
		var first string
		for i := range runs {
			var stdout, stderr bytes.Buffer
			args := append([]string{"check", "--format", format, "--quota", "CreateCluster.MaxClusterCount=20"}, files...)
			code := Main(args, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" })
			if code != ExitFindings {
				t.Fatalf("exit code %d: %s", code, stderr.String())
			}
			if i == 0 {
				first = stdout.String()
			} else if stdout.String() != first {
				t.Fatalf("%s: run %d differs from the first", format, i+1)
			}
		}
	}
}

// withOneToken makes files of requests that differ and have the same token, and
// that include one file.
func withOneToken(t *testing.T) (files []string) {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "body.json"), `{"Name": ""}`)
	for i := range 60 {
		files = append(files, write(t, filepath.Join(dir, fmt.Sprintf("%d.http", i)), fmt.Sprintf(`# payloadlint: operation=CreateCluster
POST /clusters?IdempotentToken=token

{"Name": "n%d"}
###
# payloadlint: operation=CreateCluster
POST /clusters?IdempotentToken=other

< body.json
`, i)))
	}
	return files
}
