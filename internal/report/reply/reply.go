// Package reply writes the reply format: for each request, what the provider
// documents that it would answer to the first mistake, in the provider's own
// shape where its page shows one. Version 1; members are only ever added.
package reply

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
)

// Reporter writes the reply format. Nothing is written before the end: a mistake
// that two requests show together comes after those of each.
type Reporter struct {
	out       io.Writer
	catalogue *spec.Catalogue
	records   []byte
}

var _ report.Lister = (*Reporter)(nil)

// New returns a reporter that writes to w what the operations of the catalogue
// document.
func New(w io.Writer, catalogue *spec.Catalogue) *Reporter {
	return &Reporter{out: w, catalogue: catalogue}
}

// record is a line of what is kept until the end: the requests of a file, or one
// of the errors in it.
type record struct {
	Requests []call `json:",omitempty"`
	Found    *found `json:",omitempty"`
}

// call is a request of a file.
type call struct {
	File         string
	Line, Column int
	Index        int // in the file, -1 for what is not well-formed
	Operation    string
	Reason       string // why no operation is known
	Foreign      bool
}

// found is what is kept of an error.
type found struct {
	File         string
	Line, Column int
	Request      int // index in the file, -1 for none
	Rule         string
	Constraint   string
	Code         string
	Status       int
	Message      string
}

// AppendRequests implements report.Lister.
func (r *Reporter) AppendRequests(dst []byte, requests []rules.Identity) []byte {
	calls := make([]call, len(requests))
	for i := range requests {
		q := &requests[i]
		calls[i] = call{q.File, q.Line, q.Column, q.Index, q.Operation, q.Reason, q.Foreign}
	}
	if len(calls) == 0 {
		return dst
	}
	return appendLine(dst, record{Requests: calls})
}

// Append implements report.Reporter. Only errors bring a reply.
func (r *Reporter) Append(dst []byte, ends []int, f *rules.FileReport) ([]byte, []int) {
	for i := range f.Findings {
		if x := &f.Findings[i]; x.Severity == rules.Error {
			dst = appendLine(dst, record{Found: &found{
				x.File, x.Line, x.Column, x.Request, x.Rule, x.Constraint, x.Code, x.Status, x.Message,
			}})
		}
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// appendLine appends a record, of strings and numbers only, as a line of JSON.
func appendLine(dst []byte, v record) []byte {
	line, _ := json.Marshal(v)
	return append(append(dst, line...), '\n')
}

// Add implements report.Reporter.
func (r *Reporter) Add(chunk []byte) error {
	r.records = append(r.records, chunk...)
	return nil
}

// AddUnshown implements report.Lister: each request is answered.
func (r *Reporter) AddUnshown(chunk []byte) error { return r.Add(chunk) }

// End implements report.Reporter.
func (r *Reporter) End(_ report.Summary, failures []report.Failure) error {
	replies := []Reply{}
	for _, a := range r.answers() {
		reply, err := r.predict(a)
		if err != nil {
			return err
		}
		replies = append(replies, reply)
	}
	if failures == nil {
		failures = []report.Failure{}
	}
	text := jsonreport.Marshal(struct {
		Version int              `json:"version"`
		Replies []Reply          `json:"replies"`
		Errors  []report.Failure `json:"errors"`
	}{1, replies, failures}, "")
	_, err := r.out.Write(append(text, '\n'))
	return err
}

// answer is a request and the error that is answered, nil for none.
type answer struct {
	call  call
	error *found
}

// answers pairs each request with its first error. The records of a file follow
// on those of its requests.
func (r *Reporter) answers() []answer {
	var all []answer
	first := 0 // of the current file
	for line := range bytes.Lines(r.records) {
		var rec record
		if json.Unmarshal(line, &rec) != nil {
			continue // appendLine writes no such line
		}
		if rec.Found == nil {
			first = len(all)
			for _, c := range rec.Requests {
				all = append(all, answer{call: c})
			}
			continue
		}
		if a := owner(all[first:], rec.Found); a != nil && (a.error == nil || a.error.Constraint == "" && rec.Found.Constraint != "") {
			a.error = rec.Found
		}
	}
	return all
}

// owner is the request that an error is in. What is not well-formed has no
// index: it is the last such request that begins before the error or, for an
// error in another file, the first that has none yet.
func owner(requests []answer, f *found) *answer {
	var last *answer
	for i := range requests {
		c := &requests[i].call
		switch {
		case c.Index != f.Request:
			continue
		case f.Request >= 0:
			return &requests[i]
		case c.File == f.File && (c.Line > f.Line || c.Line == f.Line && c.Column > f.Column):
			return last
		case c.File != f.File && last != nil && last.error == nil:
			return last
		}
		last = &requests[i]
	}
	return last
}
