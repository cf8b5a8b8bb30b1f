package rules

import (
	"cmp"
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/httpdoc"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Identity says which operation a request calls, and how that is known.
type Identity struct {
	// File is the name as given; Line and Column are where the request begins,
	// 1-based, in Unicode code points.
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	// Request is the method of a request in a .http file, with the path as the
	// operation's page has it, if that is known; else empty. The path as written
	// may hold secrets.
	Request string `json:"request"`
	// Operation is the id, empty when it is not known.
	Operation string `json:"operation"`
	// Reason says in a few words how the operation is known, or why it is not.
	Reason string `json:"reason"`
	// Candidates are the closest operations where none is known.
	Candidates []string `json:"candidates"`
	// Foreign tells that the request line is that of another service or
	// operation: such a request is skipped, and no mistake.
	Foreign bool `json:"foreign"`
	// Index is the index of the request in the file, as findings have it; -1 for
	// one that is not well-formed.
	Index int `json:"-"`
}

// Identify says for each request of a file which operation it calls. The error
// is one of the program, never of the file.
func (l *Linter) Identify(name string, text []byte) ([]Identity, error) {
	var t document.Tree
	var in intake
	l.read(&t, &in, name, text)
	if in.release != nil {
		defer in.release()
	}
	report := &FileReport{Name: name, Text: text}
	s := sources{assembly: in.assembly, main: report}
	var all []Identity
	for i := range in.faults {
		f := &in.faults[i]
		op, err := l.operationOf(&in, name, t.Source, f)
		if err != nil {
			return nil, err
		}
		found := s.identity(f.err.Span, f.request)
		found.Index = noRequest
		found.Reason = "it is not well-formed: " + f.err.Message
		if op != nil {
			found.of(op)
		}
		all = append(all, found)
	}
	if len(in.faults) > 0 && in.form.isOne() {
		return all, nil
	}
	var q request.Request
	for i, root := range t.Roots {
		if err := l.reader.Read(&t, root, in.hint(name, i), &q); err != nil {
			return nil, err
		}
		in.veil(&q)
		found := s.identity(t.Span(root), in.request(i))
		found.Index = i
		found.Reason, found.Candidates = reason(&q), append(found.Candidates, q.Candidates...)
		found.Foreign = in.request(i) != nil && in.request(i).Foreign
		if q.Decided() {
			op, err := l.catalogue.Operation(q.Operation)
			if err != nil {
				return nil, err
			}
			found.of(op)
		}
		all = append(all, found)
	}
	slices.SortStableFunc(all, func(a, b Identity) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return all, nil
}

// identity is what is known of a request without its operation.
func (s *sources) identity(span source.Span, q *httpdoc.Request) Identity {
	found := Identity{File: s.main.Name, Candidates: []string{}}
	if q != nil {
		span = q.Line.Span
		found.Request = q.Line.Method
	}
	at := s.locate(span)
	found.Line, found.Column = at.start.Line, at.start.Column
	return found
}

func (i *Identity) of(op *spec.Operation) {
	i.Operation = op.ID
	if i.Request != "" {
		i.Request += " " + op.Path
	}
}
