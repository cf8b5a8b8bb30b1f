package rules

import (
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
)

// isStray tells whether nothing says that a file holds a request for a known
// operation.
func (l *Linter) isStray(r *FileReport, in *intake, documents []examined) bool {
	if r.Requests > 0 || r.Err != nil {
		return false
	}
	for i := range r.Findings {
		if r.Findings[i].Operation != "" {
			return false
		}
	}
	if len(in.faults) > 0 {
		resembles, err := l.reader.Resembles(r.Text)
		if resembles || err != nil || in.form.isOne() {
			return !resembles && err == nil
		}
	}
	for i := range documents {
		q := &documents[i].request
		switch q.Outcome {
		case request.Undecided, request.Unclear:
			return false
		case request.Misnamed, request.Malformed, request.Foreign:
			if q.Directive.By == request.Commented || len(q.Candidates) > 0 {
				return false
			}
		default:
			if q.Decided() || len(in.failures) > 0 && q.Body() == document.None {
				return false
			}
		}
	}
	return true
}
