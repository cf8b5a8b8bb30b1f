package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/payloadlint/payloadlint/internal/filewrite"
	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/internal/suppress"
	"github.com/payloadlint/payloadlint/rules"
)

// baselines are the flags about baselines.
type baselines struct{ read, write word }

// set makes the filter go by them.
func (f *baselines) set(x *filter, limit int64) error {
	switch {
	case f.write == "-":
		return &usageError{"check", "--write-baseline takes the name of a file"}
	case f.write != "":
		old, dir, err := readBaseline(string(f.write), limit)
		if errors.Is(err, errMissing) {
			old, err = new(suppress.Baseline), nil
		}
		if err != nil {
			return fmt.Errorf("--write-baseline: %s: %w; nothing was written over it", f.write, err)
		}
		x.record = &record{Collector: suppress.NewCollector(), dir: dir, files: map[string]struct{}{}, checked: map[string]struct{}{}, old: old.Findings}
	case f.read != "":
		known, dir, err := readBaseline(string(f.read), limit)
		if err != nil {
			return fmt.Errorf("--baseline: %s: %w; --write-baseline writes one", f.read, err)
		}
		x.baseline = &baseline{Baseline: known, dir: dir}
	}
	return nil
}

// readBaseline reads a baseline; dir is the directory that its paths start from.
func readBaseline(name string, limit int64) (known *suppress.Baseline, dir string, err error) {
	if dir, err = filepath.Abs(filepath.Dir(name)); err != nil {
		return nil, "", err
	}
	content, err := readRegular(name, limit)
	if err != nil {
		return nil, dir, err
	}
	known, err = suppress.ReadBaseline(content)
	return known, dir, err
}

// save writes the new baseline and says so. A run with failures has not seen all
// that is to be known.
func (f *baselines) save(r *record, failures []report.Failure, stderr io.Writer) (int, error) {
	if len(failures) > 0 {
		_, err := fmt.Fprintf(stderr, "no baseline was written: mend %s first\n", these(len(failures)))
		return ExitFailure, err
	}
	r.keep()
	content, n := r.Write()
	if err := filewrite.Put(string(f.write), content); err != nil {
		return ExitFailure, fmt.Errorf("--write-baseline: %s: %w", f.write, explain(err))
	}
	_, err := fmt.Fprintf(stderr, "wrote %s in %s to %s\n", several(n, "finding", "findings"), several(len(r.files), "file", "files"), text.Visible(string(f.write)))
	return ExitOK, err
}

// keep keeps what the old baseline knows of files that were not checked and are
// still there.
func (r *record) keep() {
	for _, k := range r.old {
		_, checked := r.checked[k.File]
		if _, err := os.Stat(filepath.Join(r.dir, filepath.FromSlash(k.File))); err == nil && !checked {
			r.files[k.File] = struct{}{}
			r.Keep([]suppress.Known{k})
		}
	}
}

func these(n int) string {
	if n == 1 {
		return "this"
	}
	return "these"
}

// silent is the reporter of a run that writes a baseline in place of findings.
type silent struct{ errout io.Writer }

// Append implements report.Reporter.
func (silent) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	for range r.Findings {
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// Add implements report.Reporter.
func (silent) Add([]byte) error { return nil }

// End implements report.Reporter.
func (s silent) End(_ report.Summary, failures []report.Failure) error {
	_, err := s.errout.Write(text.Failures(nil, failures))
	return err
}
