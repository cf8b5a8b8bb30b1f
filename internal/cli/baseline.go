package cli

import (
	"fmt"
	"io"
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
	if f.write != "" {
		dir, err := filepath.Abs(filepath.Dir(string(f.write)))
		if err != nil {
			return err
		}
		x.record = &record{suppress.NewCollector(), dir, map[string]struct{}{}}
		return nil // the new one knows all that the old one did
	}
	if f.read == "" {
		return nil
	}
	dir, err := filepath.Abs(filepath.Dir(string(f.read)))
	if err != nil {
		return err
	}
	content, err := readRegular(string(f.read), limit)
	if err != nil {
		return fmt.Errorf("--baseline: %s: %w", f.read, err)
	}
	known, err := suppress.ReadBaseline(content)
	if err != nil {
		return fmt.Errorf("--baseline: %s: %w", f.read, err)
	}
	x.baseline = &baseline{Baseline: known, dir: dir}
	return nil
}

// save writes the new baseline and says so. A run with failures has not seen all
// that is to be known.
func (f *baselines) save(r *record, failures []report.Failure, stderr io.Writer) (int, error) {
	if len(failures) > 0 {
		_, err := fmt.Fprintf(stderr, "no baseline was written: mend %s first\n", these(len(failures)))
		return ExitFailure, err
	}
	content, n := r.Write()
	if err := filewrite.Put(string(f.write), content); err != nil {
		return ExitFailure, fmt.Errorf("--write-baseline: %s: %w", f.write, explain(err))
	}
	_, err := fmt.Fprintf(stderr, "wrote %s in %s to %s\n", several(n, "finding", "findings"), several(len(r.files), "file", "files"), text.Visible(string(f.write)))
	return ExitOK, err
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
