package formats

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/payloadlint/payloadlint/internal/fingerprint"
	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// gitlab writes a Code Quality report for GitLab's merge requests: a list of
// issues. GitLab shows one issue for each fingerprint, and does not show the
// check's name, so that the description begins with it.
type gitlab struct {
	options Options
	out     list
	prints  prints
}

// NewGitLab returns a reporter that writes the format gitlab.
func NewGitLab(w io.Writer, o Options) report.Reporter {
	return &gitlab{o, newList(w, "["), prints{}}
}

// issue is an element of the list, without its fingerprint, which comes last.
type issue struct {
	Description string     `json:"description"`
	Check       string     `json:"check_name"`
	Severity    string     `json:"severity"`
	Location    issuePlace `json:"location"`
}

type issuePlace struct {
	Path  string     `json:"path"`
	Lines issueLines `json:"lines"`
}

type issueLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// Append implements report.Reporter. Each finding is a line: the fingerprint, and
// the issue.
func (g *gitlab) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	path := g.options.path(r.Name)
	for i := range r.Findings {
		f := &r.Findings[i]
		dst = append(dst, fingerprint.Of(path, f)...)
		dst = appendLine(dst, issue{
			Description: f.Rule + ": " + sentence(f) + codeOf(f),
			Check:       f.Rule,
			Severity:    gitlabSeverity(f.Severity),
			Location:    issuePlace{path, issueLines{max(f.Line, 1), max(f.EndLine, f.Line, 1)}},
		})
		ends = append(ends, len(dst))
	}
	return dst, ends
}

func gitlabSeverity(s rules.Severity) string {
	switch s {
	case rules.Error:
		return "major"
	case rules.Warning:
		return "minor"
	}
	return "info"
}

// Add implements report.Reporter.
func (g *gitlab) Add(chunk []byte) error {
	for line := range bytes.Lines(chunk) {
		if err := g.write(line[:printSize], line[printSize:]); err != nil {
			return err
		}
	}
	return nil
}

// write writes an issue, a line, with its fingerprint.
func (g *gitlab) write(print, line []byte) error {
	return g.out.add(bytes.TrimSuffix(line, []byte("}\n")), []byte(`,"fingerprint":"`+g.prints.unique(print)+`"}`))
}

// whereNothing is the path of what is about no file: GitLab asks for one.
const whereNothing = "."

// End implements report.Reporter. Failures are issues as well, worse than any
// finding.
func (g *gitlab) End(_ report.Summary, failures []report.Failure) error {
	for _, f := range failures {
		hash := sha256.Sum256([]byte(f.File + "\x00" + f.Message))
		line := appendLine(nil, issue{
			Description: "payloadlint: " + f.Message,
			Check:       "failure",
			Severity:    "critical",
			Location:    issuePlace{pathOr(g.options, f.File, whereNothing), issueLines{max(f.Line, 1), max(f.Line, 1)}},
		})
		if err := g.write([]byte(hex.EncodeToString(hash[:printSize/2])), line); err != nil {
			return err
		}
	}
	return g.out.end("]\n")
}

// pathOr is the path of a file, or what stands in its place where there is none.
func pathOr(o Options, name, none string) string {
	if name == "" {
		return none
	}
	return o.path(name)
}
