package cli

import (
	"path/filepath"

	"github.com/payloadlint/payloadlint/internal/suppress"
	"github.com/payloadlint/payloadlint/rules"
)

// filter takes the findings out of reports that the configuration or a baseline
// silences, and keeps those that a new baseline is to know.
type filter struct {
	here     string // the current directory, absolute
	entries  *suppress.Entries
	baseline *baseline // nil without --baseline
	record   *record   // nil without --write-baseline
}

// baseline is the one that was given.
type baseline struct {
	*suppress.Baseline
	dir  string // that its paths start from, absolute
	gone int    // findings that it knows and that are no more
}

// record is a new baseline.
type record struct {
	*suppress.Collector
	dir     string              // that its paths start from, absolute
	files   map[string]struct{} // with findings
	checked map[string]struct{}
	old     []suppress.Known // of the baseline that it takes the place of
}

// collected are findings of one file for a new baseline.
type collected struct {
	file     string // from the directory of the baseline
	findings []rules.Finding
}

// apply takes out what is silenced in the report on an input and on what it
// includes. It may be called by several goroutines at once.
func (x *filter) apply(in *input, f *rules.FileReport, r *result) {
	if len(in.profile.ignores) == 0 && x.baseline == nil && x.record == nil {
		r.counts.Suppressed += len(f.Suppressed)
		for _, included := range f.Included {
			r.counts.Suppressed += len(included.Suppressed)
		}
		return
	}
	x.one(in, f, absolute(x.here, in.location()), r, true)
	for _, included := range f.Included {
		x.one(in, included, absolute(x.here, filepath.FromSlash(included.Name)), r, false)
	}
}

func (x *filter) one(in *input, f *rules.FileReport, abs string, r *result, isMain bool) {
	x.entries.Apply(in.profile.ignores, f, abs)
	if x.baseline != nil {
		if gone := x.baseline.Apply(f, relativeTo(x.baseline.dir, abs)); isMain {
			r.gone += gone
		}
	}
	r.counts.Suppressed += len(f.Suppressed)
	if x.record != nil {
		r.kept = append(r.kept, collected{relativeTo(x.record.dir, abs), bare(f.Findings)})
	}
}

// join does the same for what several requests together gave rise to; the report
// is on the file of an input, or on one that it includes. It is for one goroutine.
func (x *filter) join(in *input, f *rules.FileReport) {
	abs := absolute(x.here, filepath.FromSlash(f.Name))
	x.entries.Apply(in.profile.ignores, f, abs)
	if x.baseline != nil {
		x.baseline.Join(f, relativeTo(x.baseline.dir, abs))
	}
	if x.record != nil {
		x.record.add(collected{relativeTo(x.record.dir, abs), f.Findings}, true)
	}
}

// take receives what apply found for one file. It is for one goroutine.
func (x *filter) take(r *result) {
	if x.baseline != nil {
		x.baseline.gone += r.gone
	}
	for _, c := range r.kept {
		x.record.add(c, false)
	}
}

func (r *record) add(c collected, late bool) {
	r.checked[c.file] = struct{}{}
	if len(c.findings) > 0 {
		r.files[c.file] = struct{}{}
		r.Add(c.file, c.findings, late)
	}
}

// bare are findings with nothing but what a baseline goes by, so that their
// texts need not be kept.
func bare(findings []rules.Finding) []rules.Finding {
	list := make([]rules.Finding, len(findings))
	for i := range findings {
		f := &findings[i]
		list[i] = rules.Finding{Rule: f.Rule, Operation: f.Operation, Constraint: f.Constraint, In: f.In, Parameter: f.Parameter, Pointer: f.Pointer}
	}
	return list
}

// relativeTo is a path from a directory, both absolute.
func relativeTo(dir, abs string) string {
	if rel, err := filepath.Rel(dir, filepath.FromSlash(abs)); err == nil {
		return filepath.ToSlash(rel)
	}
	return abs
}
