package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkTree checks the many small files of a repository, which has a
// .gitignore file in each directory.
func BenchmarkTree(b *testing.B) {
	program, dir := build(b, "../../cmd/payloadlint"), b.TempDir()
	const n = 10_000
	for i, name := range corpus(b, dir, n) {
		in := filepath.Join(dir, fmt.Sprintf("%02d", i/100))
		if i%100 == 0 {
			os.Mkdir(in, 0o777)
			write(b, filepath.Join(in, ".gitignore"), "*.draft.json\n/build/\n!kept.draft.json\n")
			write(b, filepath.Join(in, "old.draft.json"), "")
		}
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(in, name)); err != nil {
			b.Fatal(err)
		}
	}
	os.Mkdir(filepath.Join(dir, ".git"), 0o777)
	for _, args := range [][]string{{"check", "."}, {"check", "--no-gitignore", "--exclude", "*.draft.json", "."}} {
		b.Run(args[1], func(b *testing.B) {
			var times []time.Duration
			var memory float64
			for b.Loop() {
				d, m := elapsed(b, dir, program, args...)
				times, memory = append(times, d), max(memory, m)
			}
			b.ReportMetric(n/median(times).Seconds(), "files/s")
			b.ReportMetric(memory, "peak-MiB")
		})
	}
}
