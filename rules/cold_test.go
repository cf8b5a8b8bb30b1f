package rules

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkCold is what the first file costs: the operation is recognised, and
// what it is checked by is read and compiled.
func BenchmarkCold(b *testing.B) {
	files, err := filepath.Glob("../testdata/requests/*/*/*/good-*.json")
	if err != nil || len(files) == 0 {
		b.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l, err := New(Config{})
				if err != nil || l.Check(file, text).Requests != 1 {
					b.Fatal(file, err)
				}
			}
		})
	}
}
