// Package report says what every output format has in common: the interface
// that the command line drives, the counts and the list of failures.
//
// It writes nothing itself: see the packages below it, one for each format.
package report

import "github.com/payloadlint/payloadlint/rules"

// Reporter writes one run in one format.
type Reporter interface {
	// Append appends what the format says about the findings of one file to dst,
	// and where each of them ends in dst to ends, and returns both. It keeps
	// nothing of r, and several goroutines may call it at once.
	Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int)
	// Add takes what Append gave for one or more findings, in the order of the
	// output, and may keep it. An error means that the output cannot be written.
	Add(chunk []byte) error
	// End writes what is left. Nothing is called after it.
	End(s Summary, failures []Failure) error
}

// Summary counts a run, or a part of one.
type Summary struct {
	// Files were read and checked; those that failed are not counted.
	Files int `json:"files"`
	// Requests were found in the files, Skipped were not for us to judge.
	Requests int `json:"requests"`
	Skipped  int `json:"skipped"`
	// Errors, Warnings and Infos count findings by severity.
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

// Count is the summary of one file.
func Count(r *rules.FileReport) Summary {
	s := Summary{Files: 1, Requests: r.Requests, Skipped: r.Skipped}
	for i := range r.Findings {
		*s.of(r.Findings[i].Severity)++
	}
	return s
}

// of is the count of findings of a severity.
func (s *Summary) of(severity rules.Severity) *int {
	switch severity {
	case rules.Error:
		return &s.Errors
	case rules.Warning:
		return &s.Warnings
	}
	return &s.Infos
}

// Drop takes a finding back that was counted.
func (s *Summary) Drop(severity rules.Severity) { *s.of(severity)-- }

// Add adds the counts of t.
func (s *Summary) Add(t Summary) {
	s.Files += t.Files
	s.Requests += t.Requests
	s.Skipped += t.Skipped
	s.Errors += t.Errors
	s.Warnings += t.Warnings
	s.Infos += t.Infos
}

// Findings is the number of findings of any severity.
func (s Summary) Findings() int { return s.Errors + s.Warnings + s.Infos }

// Failure is something that kept the tool from checking: a file that cannot be
// read, say. It is never a finding.
type Failure struct {
	// File is the path as given, with forward slashes; empty when the failure
	// is not about one file.
	File    string `json:"file"`
	Message string `json:"message"`
}
