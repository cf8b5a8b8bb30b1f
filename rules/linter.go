package rules

import (
	"strings"
	"sync"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/document/yamldoc"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// Config says how files are checked. The zero value is the default.
type Config struct {
	// Operation is the operation that every request is for: its id, or the end
	// of the id as far as it is unique. When it is empty, each request is
	// recognised by itself.
	Operation string
	// Quotas are what the user states of quotas; without, none is judged.
	Quotas []Quota
}

// Linter checks request files. It is safe for concurrent use.
type Linter struct {
	catalogue *spec.Catalogue
	reader    *request.Reader
	operation string // the id that Config named
	quotas    quotas // as Config stated them
	pool      sync.Pool
}

// New returns a Linter for the operations that are built in. It fails when
// there is no such operation or quota as c names; the error offers the closest.
func New(c Config) (*Linter, error) { return newLinter(spec.Open(schemas.FS), c) }

func newLinter(catalogue *spec.Catalogue, c Config) (*Linter, error) {
	l := &Linter{catalogue: catalogue}
	l.pool.New = func() any { return new(scratch) }
	if c.Operation != "" {
		id, err := catalogue.Resolve(c.Operation)
		if err != nil {
			return nil, err
		}
		l.operation = id
	}
	l.reader = request.New(catalogue, l.operation)
	var err error
	l.quotas, err = readQuotas(catalogue, c.Quotas)
	return l, err
}

// scratch is memory that one check leaves to the next.
type scratch struct {
	tree       document.Tree
	documents  []examined
	violations []check.Violation
}

// examined is one document of a file and what was found in it. It tells its
// part of the violations by their range.
type examined struct {
	request    request.Request
	op         *spec.Operation // nil when it is not known
	start, end int
	secrets    []document.ID
	covered    bool // nothing was found, and nothing is left to find
}

// Check checks one file. The name only tells the format, YAML for .yaml and
// .yml and JSON for all others, and is repeated in the report. The report keeps
// text, which nobody must change.
func (l *Linter) Check(name string, text []byte) *FileReport {
	s := l.pool.Get().(*scratch)
	w := &writer{report: &FileReport{Name: name, Text: text}, tree: &s.tree, stated: l.quotas}
	if fault := parse(&s.tree, name, text); fault != nil {
		w.syntax(l.given(w), fault)
	} else if err := l.examine(s, w); err != nil {
		*w.report = FileReport{Name: name, Text: text, Err: err}
	}
	w.sort()
	s.tree.Reset(nil, document.JSON) // lets go of the text
	clear(s.violations)
	s.violations = s.violations[:0]
	l.pool.Put(s)
	return w.report
}

func parse(t *document.Tree, name string, text []byte) *document.SyntaxError {
	if !isYAML(name) {
		return jsondoc.Parse(t, text)
	}
	if fault := yamldoc.Parse(t, text); fault != nil {
		return fault
	}
	if len(t.Roots) == 0 {
		return &document.SyntaxError{Message: "found no document, expected an object"}
	}
	return nil
}

func isYAML(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	return dot >= 0 && (strings.EqualFold(name[dot:], ".yaml") || strings.EqualFold(name[dot:], ".yml"))
}

// given is the operation that Config named, nil for none.
func (l *Linter) given(w *writer) *spec.Operation {
	if l.operation == "" {
		return nil
	}
	op, err := l.catalogue.Operation(l.operation)
	if err != nil {
		w.report.Err = err
		return nil
	}
	return op
}

// examine checks the documents of a parsed file.
func (l *Linter) examine(s *scratch, w *writer) error {
	if n := len(s.tree.Roots); cap(s.documents) < n {
		s.documents = make([]examined, n)
	} else {
		s.documents = s.documents[:n]
	}
	for i, root := range s.tree.Roots {
		d := &s.documents[i]
		if err := l.reader.Read(&s.tree, root, request.Hint{}, &d.request); err != nil {
			return err
		}
		if err := l.judge(s, d); err != nil {
			return err
		}
	}
	w.findSecrets(s)
	w.expect(len(s.violations) + len(s.tree.Duplicates))
	for i := range s.documents {
		w.document(&s.documents[i], s.violations)
	}
	w.duplicates(s.documents)
	return w.fault(s.documents)
}

// fault tells whether the file of what is said about an operation is damaged.
// Nothing of it was read where nothing was found.
func (w *writer) fault(documents []examined) error {
	if len(w.report.Findings) == 0 {
		return nil
	}
	for i := range documents {
		if op := documents[i].op; op != nil && op.Fault() != nil {
			return op.Fault()
		}
	}
	return nil
}

// judge checks one document against its operation, if that is known.
func (l *Linter) judge(s *scratch, d *examined) error {
	d.op, d.start, d.end = nil, len(s.violations), len(s.violations)
	if !d.request.Decided() {
		return nil
	}
	op, err := l.catalogue.Operation(d.request.Operation)
	if err != nil {
		return err
	}
	d.op = op
	if d.request.Envelope {
		s.violations = op.Schema.CheckRequest(&s.tree, d.request.Root, s.violations)
	} else {
		s.violations = op.Schema.Location(request.Body).Check(&s.tree, d.request.Root, s.violations)
	}
	d.end = len(s.violations)
	return op.Schema.Fault()
}
