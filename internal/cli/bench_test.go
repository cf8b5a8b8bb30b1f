package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The benchmarks run the program as it is installed, because what they measure
// is whole runs: start, reading, checking, writing.

// build compiles a package without cgo and returns the program.
func build(b *testing.B, pkg string) string {
	b.Helper()
	out := filepath.Join(b.TempDir(), filepath.Base(pkg))
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s", "-o", out, pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
	return out
}

// buildEmpty compiles a program that does nothing.
func buildEmpty(b *testing.B) string {
	b.Helper()
	src := write(b, filepath.Join(b.TempDir(), "empty.go"), "package main\n\nfunc main() {}\n")
	return build(b, src)
}

// corpus fills a directory with n bodies of about 1 KB, one in ten of them
// wrong, and returns the names of the files.
func corpus(b testing.TB, dir string, n int) []string {
	b.Helper()
	samples, _ := filepath.Glob("../../testdata/requests/*/*/*/good-*.json")
	var good []string
	for _, name := range samples {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if len(text) > 500 && len(text) < 2000 {
			good = append(good, string(text))
		}
	}
	if len(good) == 0 {
		b.Fatal("no sample requests")
	}
	names := make([]string, n)
	for i := range names {
		text := good[i%len(good)]
		if i%10 == 9 {
			text = strings.Replace(text, `":`, `x":`, 1) // misspells a name
		}
		names[i] = fmt.Sprintf("%05d.json", i)
		write(b, filepath.Join(dir, names[i]), text)
	}
	return names
}

// elapsed runs a program in a directory and returns the time and the peak of
// its memory in MiB. Exit code 1, for findings, is fine.
func elapsed(b *testing.B, dir, program string, args ...string) (time.Duration, float64) {
	b.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	start := time.Now()
	err := cmd.Run()
	d := time.Since(start)
	if err != nil && cmd.ProcessState.ExitCode() != ExitFindings {
		b.Fatal(err)
	}
	return d, peak(cmd.ProcessState)
}

// BenchmarkBatch checks many small files in one run.
func BenchmarkBatch(b *testing.B) {
	program, dir := build(b, "../../cmd/payloadlint"), b.TempDir()
	const n = 10_000
	args := append([]string{"check"}, corpus(b, dir, n)...)
	var times []time.Duration
	var memory float64
	for b.Loop() {
		d, m := elapsed(b, dir, program, args...)
		times, memory = append(times, d), max(memory, m)
	}
	b.ReportMetric(n/median(times).Seconds(), "files/s")
	b.ReportMetric(memory, "peak-MiB")
}

// BenchmarkColdStart checks one small file, in turn with a program that does
// nothing.
func BenchmarkColdStart(b *testing.B) {
	empty, program, dir := buildEmpty(b), build(b, "../../cmd/payloadlint"), b.TempDir()
	name := corpus(b, dir, 1)[0]
	var nothing, check []time.Duration
	for b.Loop() {
		d, _ := elapsed(b, dir, empty)
		nothing = append(nothing, d)
		d, _ = elapsed(b, dir, program, "check", name)
		check = append(check, d)
	}
	b.ReportMetric(median(nothing).Seconds()*1e3, "empty-ms")
	b.ReportMetric(median(check).Seconds()*1e3, "check-ms")
	b.ReportMetric(median(check).Seconds()/median(nothing).Seconds(), "x-empty")
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
