package formats

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/rules"
)

// jsonl writes a line of JSON for each finding as soon as it is known. Its
// members are those of the format json; "type" tells findings from failures and
// from the summary, which is the last line, so that a reader sees that the report
// is complete. Version 1; members are only ever added.
type jsonl struct {
	out     io.Writer
	version string
	json    *jsonreport.Reporter // encodes findings, and writes nothing
}

// NewJSONL returns a reporter that writes the format jsonl.
func NewJSONL(w io.Writer, o Options) report.Reporter {
	return &jsonl{w, o.Version, jsonreport.New(io.Discard, o.Version)}
}

// Append implements report.Reporter.
func (j *jsonl) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	text, stops := j.json.Append(nil, nil, r)
	var object bytes.Buffer
	from := 0
	for _, to := range stops {
		object.Reset()
		// A comma parts each from the one before. What is left is JSON.
		_ = json.Compact(&object, bytes.TrimLeft(text[from:to], ", \n"))
		dst = append(dst, `{"type":"finding",`...)
		dst = append(append(dst, object.Bytes()[1:]...), '\n')
		ends = append(ends, len(dst))
		from = to
	}
	return dst, ends
}

// Add implements report.Reporter.
func (j *jsonl) Add(chunk []byte) error {
	_, err := j.out.Write(chunk)
	return err
}

// failureLine is a line about a failure.
type failureLine struct {
	Type string `json:"type"`
	report.Failure
}

// summaryLine is the last line.
type summaryLine struct {
	Type    string         `json:"type"`
	Version int            `json:"version"`
	Tool    toolName       `json:"tool"`
	Summary report.Summary `json:"summary"`
}

type toolName struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// End implements report.Reporter.
func (j *jsonl) End(s report.Summary, failures []report.Failure) error {
	var dst []byte
	for _, f := range failures {
		dst = appendLine(dst, failureLine{"failure", f})
	}
	_, err := j.out.Write(appendLine(dst, summaryLine{"summary", 1, toolName{program, j.version}, s}))
	return err
}
