package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// perFolder is how many files there are in each directory of a tree.
const perFolder = 40

// tree fills a directory with a repository of n small files, one in ten of them
// wrong: of those a quarter is ignored by an entry of the configuration at the
// root, a quarter by one of the configuration in its directory, a quarter by a
// comment, and a quarter is reported. All directories have a .gitignore file.
func tree(b testing.TB, dir string, n int) {
	b.Helper()
	os.Mkdir(filepath.Join(dir, ".git"), 0o777)
	write(b, filepath.Join(dir, ".gitignore"), "*.tmp\n/build/\n")
	root := "exclude: [\"*.old.json\", \"vendor/**\"]\nfiles:\n  - glob: \"**/*.json\"\n    variables: {region: cn-hangzhou}\nignore:\n"
	var nested string
	for i, name := range corpus(b, dir, n) {
		folder := fmt.Sprintf("%03d", i/perFolder)
		in := filepath.Join(dir, folder)
		if i%perFolder == 0 {
			os.Mkdir(in, 0o777)
			write(b, filepath.Join(in, ".gitignore"), "*.draft.json\n!kept.draft.json\n")
			write(b, filepath.Join(in, "old.draft.json"), "{")
			write(b, filepath.Join(in, "a.old.json"), "{")
			nested = "rules: {literal-secret: off}\nfail-on: warning\nignore:\n"
		}
		to := name
		switch i % 40 {
		case 9:
			root += ignored(folder + "/" + name)
		case 19:
			nested += ignored("./" + name)
		case 29:
			to += "c"
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				b.Fatal(err)
			}
			write(b, filepath.Join(dir, name), strings.Replace(string(text), "\n", "\n  // payloadlint:ignore unknown-parameter -- for a benchmark\n", 1))
		}
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(in, to)); err != nil {
			b.Fatal(err)
		}
		if i%perFolder == perFolder-1 || i == n-1 {
			write(b, filepath.Join(in, ".payloadlint.yaml"), nested)
		}
	}
	write(b, filepath.Join(dir, ".payloadlint.yaml"), root)
}

// ignored is an entry of a configuration.
func ignored(file string) string {
	return fmt.Sprintf("  - {file: %q, rule: unknown-parameter, reason: for a benchmark}\n", file)
}

// BenchmarkTree checks repositories of many small files, with configuration,
// comments that silence and .gitignore files in all directories. What a file
// takes should not depend on how many there are.
func BenchmarkTree(b *testing.B) {
	program := build(b, "../../cmd/payloadlint")
	for _, n := range []int{1000, 10_000} {
		dir := b.TempDir()
		tree(b, dir, n)
		for name, args := range map[string][]string{"configured": {"check", "."}, "plain": {"check", "--no-config", "--no-gitignore", "."}} {
			b.Run(fmt.Sprintf("files=%d/%s", n, name), func(b *testing.B) {
				var times []time.Duration
				var memory float64
				for b.Loop() {
					d, m := elapsed(b, dir, program, args...)
					times, memory = append(times, d), max(memory, m)
				}
				b.ReportMetric(float64(median(times).Nanoseconds())/float64(n), "ns/file")
				b.ReportMetric(float64(n)/median(times).Seconds(), "files/s")
				b.ReportMetric(memory, "peak-MiB")
			})
		}
	}
}

// TestTreeIsLinear holds that four times the files take four times the memory,
// in bytes and in pieces, although there are four times the configuration files
// and entries, too. What allocates nothing is held by the tests of globset and
// suppress.
func TestTreeIsLinear(t *testing.T) {
	sizes := []int{160, 640, 2560}
	var dirs []string
	var bytes, pieces []float64
	for i, n := range sizes {
		dirs = append(dirs, t.TempDir())
		tree(t, dirs[i], n)
	}
	for i, n := range sizes {
		t.Chdir(dirs[i])
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var stdout, stderr strings.Builder
		code := Main([]string{"check", "--statistics", "."}, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" })
		runtime.ReadMemStats(&after)
		bytes, pieces = append(bytes, float64(after.TotalAlloc-before.TotalAlloc)), append(pieces, float64(after.Mallocs-before.Mallocs))
		want := fmt.Sprintf("(%d suppressed", n*3/40)
		if code != ExitFindings || !strings.Contains(stderr.String(), want) || strings.Contains(stdout.String(), "unused-suppression") {
			t.Fatalf("exit code %d of %d files, want %q:\n%s%s", code, n, want, stdout.String(), stderr.String())
		}
	}
	for what, of := range map[string][]float64{"bytes": bytes, "pieces": pieces} {
		small, large := (of[1]-of[0])/float64(sizes[1]-sizes[0]), (of[2]-of[1])/float64(sizes[2]-sizes[1])
		if t.Logf("%s for each more file: %.0f, then %.0f", what, small, large); large > 1.3*small {
			t.Errorf("%s for each more file: %.0f, then %.0f", what, small, large)
		}
	}
}
