package cli

import (
	"bytes"
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
	runs := 100
	if testing.Short() {
		runs = 10
	}
	for _, format := range []string{"text", "json"} {
		var first string
		for i := range runs {
			var stdout, stderr bytes.Buffer
			args := append([]string{"check", "--format", format}, files...)
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
