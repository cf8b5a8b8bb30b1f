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

// Summary counts a run.
type Summary struct {
	// Files were read and checked; those that failed are not counted, nor those
	// that were found in a directory and are no requests.
	Files int `json:"files"`
	// Requests were found in the files, Skipped were not for us to judge: requests
	// of other services, and files in a directory that are no requests.
	Requests int `json:"requests"`
	Skipped  int `json:"skipped"`
	// Errors, Warnings and Infos count findings by severity, shown or not.
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	// Suppressed are findings that comments, the configuration or a baseline
	// silence. They count as nothing else.
	Suppressed int `json:"suppressed"`
	// Off are findings that were left out because the configuration switches them
	// off.
	Off int `json:"-"`
	// Failing are findings as severe as makes the run fail, Left those that are
	// not shown because there are too many.
	Failing int `json:"-"`
	Left    int `json:"-"`
	// Safe are findings that a safe fix mends, Unsafe those that only another does.
	Safe   int `json:"-"`
	Unsafe int `json:"-"`
}

// Count counts a finding.
func (s *Summary) Count(severity rules.Severity) {
	switch severity {
	case rules.Error:
		s.Errors++
	case rules.Warning:
		s.Warnings++
	default:
		s.Infos++
	}
}

// Findings is the number of findings of any severity.
func (s Summary) Findings() int { return s.Errors + s.Warnings + s.Infos }

// IsNothing tells that there was nothing to check, and nothing was found that the
// user has silenced.
func (s Summary) IsNothing() bool {
	return s.Requests+s.Findings()+s.Suppressed+s.Off == 0
}

// Failure is something that kept the tool from checking: a file that cannot be
// read, say, or a mistake in the configuration. It is never a finding.
type Failure struct {
	// File is the path as given, with forward slashes; empty when the failure
	// is not about one file.
	File string `json:"file"`
	// Line and Column are where in the file, 0 where it is about all of it.
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}
