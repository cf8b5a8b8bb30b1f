package request

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Naming is a place that names the operation. The zero value is none.
type Naming struct {
	// By tells what kind of place it is: Commented, Named, Linked or Routed.
	By Outcome
	// Text is the name as it is written; of a directive that is not understood,
	// all that it says.
	Text string
	// Span is where Text stands. Node is the member that has it, document.None
	// where it stands in no member.
	Span source.Span
	Node document.ID
	// Kind is what Node is. Of a member operation that is no string, Text is
	// empty.
	Kind document.Kind

	// Operation is the id, empty when there is no operation of that name.
	Operation string
	// Short tells that the name is the end of several ids.
	Short bool

	malformed  bool
	candidates []string // those that the name may stand for
}

// namings appends what the document itself names as its operation, what counts
// most first.
func (r *Reader) namings(t *document.Tree, h *Hint, q *Request, list []Naming) ([]Naming, error) {
	list, err := r.commented(t, q.Root, h, list)
	if err == nil && q.operation != document.None {
		n := Naming{By: Named, Span: t.Span(q.operation), Node: q.operation, Kind: t.Kind(q.operation)}
		if n.malformed = n.Kind != document.String; !n.malformed {
			n.Text = string(t.Text(q.operation))
			err = r.resolve(&n)
		}
		list = append(list, n)
	}
	if err == nil {
		list, err = r.linked(t, q.Root, q, list)
	}
	if body := q.Body(); err == nil && q.Envelope && body != document.None {
		list, err = r.linked(t, body, q, list)
	}
	if len(list) == 0 && r.given == "" && r.assumed != "" {
		list = append(list, Naming{By: Assumed, Node: document.None, Operation: r.assumed})
	}
	if err == nil && h.Line != nil {
		list, err = r.routed(h.Line, q, list)
	}
	return list, err
}

// routed appends the operation that the request line is that of.
func (r *Reader) routed(l *Line, q *Request, list []Naming) ([]Naming, error) {
	routes, err := r.routes()
	if err != nil {
		return list, err
	}
	q.line = judge(routes, l)
	if q.line.decided {
		only := q.line.fits[0]
		list = append(list, Naming{By: Routed, Text: only.String(), Span: l.Span, Node: document.None, Operation: only.entry.ID})
	}
	return list, nil
}

// commented appends what a comment names.
func (r *Reader) commented(t *document.Tree, root document.ID, h *Hint, list []Naming) ([]Naming, error) {
	text, span := h.Directive, h.DirectiveSpan
	said := text != "" || span != source.Span{}
	if !said && h.Line == nil {
		head := headOf(t, root)
		text, span, said = Directive(t.Source[head.Start:head.End])
		span.Start += head.Start
		span.End += head.Start
	}
	if !said || strings.HasPrefix(text, ignoring) {
		return list, nil
	}
	n := Naming{By: Commented, Text: text, Span: span, Node: document.None}
	if path, ok := strings.CutPrefix(text, schema+"="); ok {
		n.By = Linked
		var err error
		if n.Operation, err = r.ours(firstWord(path)); n.Operation != "" {
			list = append(list, n)
		}
		return list, err
	}
	name, ok := operand(text)
	if !ok {
		n.malformed = true
		return append(list, n), nil
	}
	if at := strings.LastIndex(text, name); span.End-span.Start == len(text) {
		n.Span = source.Span{Start: span.Start + at, End: span.Start + at + len(name)}
	}
	n.Text = name
	err := r.resolve(&n)
	return append(list, n), err
}

// operand is what a directive sets the operation to.
func operand(text string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(text, operation)
	if !ok {
		return "", false
	}
	rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " \t"), "=")
	name = strings.Trim(firstWord(rest), `"'`)
	return name, ok && name != ""
}

func firstWord(text string) string {
	text = strings.TrimLeft(text, " \t")
	if n := strings.IndexAny(text, " \t"); n >= 0 {
		return text[:n]
	}
	return text
}

// resolve finds the operation of the name.
func (r *Reader) resolve(n *Naming) error {
	id, err := r.catalogue.Resolve(n.Text)
	if unknown, ok := err.(*spec.UnknownError); ok {
		n.candidates, n.Short = unknown.Candidates, unknown.IsShort()
		return nil
	}
	n.Operation = id
	return err
}

// linked appends what the member $schema of an object names, if it is one of
// our schemas: every other is of no concern here.
func (r *Reader) linked(t *document.Tree, object document.ID, q *Request, list []Naming) ([]Naming, error) {
	link := t.Member(object, schema)
	if link == document.None || t.Kind(link) != document.String {
		return list, nil
	}
	text := string(t.Text(link))
	id, err := r.ours(text)
	if id == "" {
		return list, err
	}
	q.Schema = link
	return append(list, Naming{By: Linked, Text: text, Span: t.Span(link), Node: link, Kind: document.String, Operation: id}), nil
}

// Our schemas are named after the id of the operation: that of a body and that
// of a whole request.
const (
	schemaFile = ".schema.json"
	ofRequest  = ".request"
)

// ours is the id of the operation whose schema a path or URL leads to, empty
// for all else.
func (r *Reader) ours(path string) (string, error) {
	if cut := strings.IndexAny(path, "?#"); cut >= 0 {
		path = path[:cut]
	}
	path, ok := strings.CutSuffix(path, schemaFile)
	if !ok {
		return "", nil
	}
	path = "/" + strings.ReplaceAll(strings.TrimSuffix(path, ofRequest), `\`, "/")
	entries, err := r.catalogue.Entries()
	for i := range entries {
		if strings.HasSuffix(path, "/"+entries[i].ID) {
			return entries[i].ID, nil
		}
	}
	return "", err
}
