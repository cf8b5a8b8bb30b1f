package rules

import (
	"maps"
	"sync"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/expand"
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
	// Variables are values of placeholders, by name. They are put in before a
	// file is read. In .http files, the file's own variables win.
	Variables map[string]string
	// DenyPlaceholders reports the placeholders that are left.
	DenyPlaceholders bool
	// Quotas are what the user states of quotas; without, none is judged.
	Quotas []Quota
	// Include reads a file that a .http file has as a body, by its path. It may
	// be called by several goroutines at once. Without it no file is included.
	Include func(path string) ([]byte, error)
	// Assume is the operation, named like Operation, of requests for which no
	// comment, envelope or schema in the file names one.
	Assume string
	// Severities change how bad findings are.
	Severities Severities
	// Known are legal values that the provider's page does not list.
	Known []KnownValues
}

// Linter checks request files. It is safe for concurrent use.
type Linter struct {
	*workshop
	reader     *request.Reader
	operation  string        // the id that Config named
	quotas     quotas        // as Config stated them
	lookup     expand.Lookup // nil without variables
	deny       bool
	include    func(path string) ([]byte, error)
	severities Severities
	known      knownValues
}

// workshop is what linters of different settings share.
type workshop struct {
	catalogue *spec.Catalogue
	reader    *request.Reader
	pool      sync.Pool
	heavy     sync.Mutex // held by who judges a large file
}

// New returns a Linter for the operations that are built in. It fails when
// there is no such operation or quota as c names; the error offers the closest.
func New(c Config) (*Linter, error) { return newLinter(spec.Open(schemas.FS), c) }

func newLinter(catalogue *spec.Catalogue, c Config) (*Linter, error) {
	shop := &workshop{catalogue: catalogue, reader: request.New(catalogue)}
	shop.pool.New = func() any { return new(scratch) }
	return shop.linter(c)
}

// With returns a Linter of other settings that shares what the two have read of
// the specifications. It fails like New.
func (l *Linter) With(c Config) (*Linter, error) { return l.linter(c) }

// Assuming returns a Linter that differs in Config.Assume and Config.Variables
// only. Whatever else the settings are, it costs the same.
func (l *Linter) Assuming(operation string, variables map[string]string) (*Linter, error) {
	assumed, err := l.resolve(operation)
	if err != nil {
		return nil, err
	}
	other := *l
	other.reader, other.lookup = l.workshop.reader.For(l.operation, assumed), nil
	if len(variables) > 0 {
		other.lookup = expand.Outside(maps.Clone(variables))
	}
	return &other, nil
}

func (shop *workshop) linter(c Config) (*Linter, error) {
	l := &Linter{workshop: shop, deny: c.DenyPlaceholders, include: c.Include, severities: c.Severities}
	var err error
	if l.operation, err = shop.resolve(c.Operation); err != nil {
		return nil, err
	}
	if l, err = l.Assuming(c.Assume, c.Variables); err != nil {
		return nil, err
	}
	if l.known, err = readKnown(shop.catalogue, c.Known); err != nil {
		return nil, err
	}
	if err = l.severities.valid(); err != nil {
		return nil, err
	}
	l.quotas, err = readQuotas(shop.catalogue, c.Quotas)
	return l, err
}

// resolve is the id of an operation, empty for no name.
func (shop *workshop) resolve(operation string) (string, error) {
	if operation == "" {
		return "", nil
	}
	return shop.catalogue.Resolve(operation)
}

// scratch is memory that one check leaves to the next.
type scratch struct {
	tree       document.Tree
	intake     intake
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
	covered    bool   // nothing was found, and nothing is left to find
	awaits     bool   // it must be held against other requests
	host       string // that the request goes to; empty where it is not known
	otherBody  string // the type of a body that is no JSON
}

// Check checks one file. The name tells the form: .yaml and .yml are YAML, .jsonc
// is JSON with comments, .ndjson and .jsonl hold a request a line, .http and
// .rest are for HTTP clients, all others are JSON. The report keeps text, which
// nobody must change.
func (l *Linter) Check(name string, text []byte) *FileReport { return l.check(name, text, false) }

// Secrets are the places in a file that must not be shown, sorted and apart from
// each other, whether or not there is anything to be found.
func (l *Linter) Secrets(name string, text []byte) []Range { return l.check(name, text, true).Hidden }

func (l *Linter) check(name string, text []byte, reveal bool) *FileReport {
	s := l.pool.Get().(*scratch)
	report := &FileReport{Name: name, Text: text}
	in := &s.intake
	l.read(&s.tree, in, name, text)
	if in.release != nil {
		defer in.release()
	}
	w := &writer{linter: l, report: report, sources: sources{assembly: in.assembly, main: report}, tree: &s.tree, form: in.form, reveal: reveal, request: noRequest}
	if err := l.examine(s, in, w); err != nil {
		*report = FileReport{Name: name, Text: text, Err: err}
	}
	report.Stray = l.isStray(report, in, s.documents)
	w.suppress(s, in)
	w.sources.finish()
	s.tree.Reset(nil, document.JSON) // lets go of the text
	s.intake = intake{}
	clear(s.violations)
	s.violations = s.violations[:0]
	l.pool.Put(s)
	return report
}

// examine checks the documents of a file that was read.
func (l *Linter) examine(s *scratch, in *intake, w *writer) error {
	if err := l.broken(in, w); err != nil {
		return err
	}
	if len(in.faults) > 0 && in.form.isOne() {
		return nil
	}
	if err := l.judgeAll(s, in, w.report.Name); err != nil {
		return err
	}
	w.reveal = w.reveal || mentionsIgnore(w.report.Text)
	w.findSecrets(s, in.secrets)
	w.expect(len(s.violations) + len(s.tree.Duplicates))
	for i := range s.documents {
		d := &s.documents[i]
		w.request = i
		w.document(d, s.violations)
		if d.op != nil && d.otherBody != "" {
			w.otherBody(&in.requests[i], d)
		}
		if l.deny && d.op != nil {
			w.leftovers(d, in.request(i))
		}
	}
	w.request = noRequest
	w.duplicates(s.documents)
	w.ofFile(in, s.documents)
	l.pending(w, s.documents)
	return w.fault(s.documents)
}

// judgeAll takes the documents of a tree apart and checks each.
func (l *Linter) judgeAll(s *scratch, in *intake, file string) error {
	if n := len(s.tree.Roots); cap(s.documents) < n {
		s.documents = make([]examined, n)
	} else {
		s.documents = s.documents[:n]
	}
	for i, root := range s.tree.Roots {
		d := &s.documents[i]
		d.host, d.otherBody = "", ""
		if q := in.request(i); q != nil {
			d.otherBody = q.OtherBody
			if q.Line.HostKnown {
				d.host = q.Line.Host
			}
		}
		if err := l.reader.Read(&s.tree, root, in.hint(file, i), &d.request); err != nil {
			return err
		}
		in.veil(&d.request)
		if err := l.judge(s, d, in.form); err != nil {
			return err
		}
		d.awaits = l.awaits(&s.tree, d)
	}
	return nil
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
func (l *Linter) judge(s *scratch, d *examined, form form) error {
	d.op, d.start, d.end = nil, len(s.violations), len(s.violations)
	if !d.request.Decided() {
		return nil
	}
	op, err := l.catalogue.Operation(d.request.Operation)
	if err != nil {
		return err
	}
	d.op = op
	if form == httpFile {
		for _, part := range d.request.Parts {
			if part.In != request.Body {
				op.Schema.Coerce(&s.tree, part.In, part.Node)
			}
		}
	}
	if d.request.Envelope {
		s.violations = op.Schema.CheckRequest(&s.tree, d.request.Root, s.violations)
	} else {
		s.violations = op.Schema.Location(request.Body).Check(&s.tree, d.request.Root, s.violations)
	}
	d.end = len(s.violations)
	return op.Schema.Fault()
}
