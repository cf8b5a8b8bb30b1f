// Package formats writes reports for other programs: code scanning, merge
// requests, test dashboards, editors. There is one file for each format, and a
// table of all of them.
//
// No format shows lines of the files that were checked, only what findings say,
// in which secrets are masked. Each is valid also when nothing was found, keeps
// findings apart that look the same, and has a place for failures.
package formats

import (
	"io"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// Options are what formats need to know of a run.
type Options struct {
	// Version is that of the program.
	Version string
	// Path is the path of a file as the consumer of the report wants it: from the
	// repository's root, with forward slashes and no leading ./. Where it is nil,
	// a path stays as given.
	Path func(name string) string
	// Link is the address in the web of a line of a file, by its path as Path gives it:
	// empty where it has none, of the whole file for line 0. Where it is nil, no file has one.
	Link func(path string, line int) string
}

// path is the path of a file as the report has it.
func (o Options) path(name string) string {
	if o.Path == nil || name == "" {
		return name
	}
	return o.Path(name)
}

// Who writes the reports.
const (
	program = "payloadlint"
	home    = "https://github.com/payloadlint/payloadlint"
)

// sentence is all that is said of a finding, in one line.
func sentence(f *rules.Finding) string {
	if f.Detail == "" {
		return f.Message
	}
	return f.Message + " (" + f.Detail + ")"
}

// codeOf is the provider's code as it stands behind a sentence, empty for none.
func codeOf(f *rules.Finding) string {
	if f.Code == "" {
		return ""
	}
	return " [" + f.Code + "]"
}

// Format is a format that can be asked for by its name.
type Format struct {
	Name string
	// Short says in a few words what reads it.
	Short string
	// New returns a reporter that writes the format to w.
	New func(w io.Writer, o Options) report.Reporter
}

// Table is every format, in the order of help.
func Table() []Format {
	return []Format{
		{"sarif", "SARIF 2.1.0, for code scanning and editors", NewSARIF},
		{"github", "annotations of GitHub Actions", NewGitHub},
		{"gitlab", "GitLab Code Quality, for merge requests", NewGitLab},
		{"junit", "JUnit XML, for the test pages of CI servers", NewJUnit},
		{"checkstyle", "Checkstyle XML, for dashboards", NewCheckstyle},
		{"rdjson", "reviewdog's diagnostics", NewRDJSON},
		{"jsonl", "a line of JSON for each finding, as soon as it is known", NewJSONL},
		{"markdown", "a summary for a pull request", NewMarkdown},
		{"html", "a page to read in a browser, complete in itself", NewHTML},
		{"tap", "the Test Anything Protocol", NewTAP},
	}
}
