package request

import (
	"slices"
	"strings"
	"sync"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// minKnown is how many documented names a body must hold to be recognised:
// one alone, such as Name, says nothing.
const minKnown = 2

// minAlone is how many it takes below a request line that says nothing: two are
// in requests of many services.
const minAlone = 3

// index leads from a documented name to the operations that have it.
type index struct {
	entries []spec.Entry
	names   []documented // sorted by name: small, and soon made
}

// documented is a name and the index of an entry that has it.
type documented struct {
	name  string
	entry int
}

// of are the operations that document a name.
func (x *index) of(name []byte) []documented {
	from, _ := slices.BinarySearchFunc(x.names, name, func(d documented, name []byte) int {
		if d.name < string(name) {
			return -1
		}
		return 1
	})
	to := from
	for to < len(x.names) && x.names[to].name == string(name) {
		to++
	}
	return x.names[from:to]
}

// New returns a reader by which each document decides by itself.
func New(catalogue *spec.Catalogue) *Reader {
	return &Reader{
		catalogue: catalogue,
		index:     sync.OnceValues(func() (*index, error) { return indexOf(catalogue) }),
		routes:    sync.OnceValues(func() ([]route, error) { return routesOf(catalogue) }),
	}
}

// For returns a reader that goes by the same catalogue. With a given operation,
// by its id, every document is a request for it; an assumed one is that of the
// documents that do not name their own.
func (r *Reader) For(given, assumed string) *Reader {
	other := *r
	other.given, other.assumed = given, assumed
	return &other
}

func indexOf(catalogue *spec.Catalogue) (*index, error) {
	entries, err := catalogue.Entries()
	if err != nil {
		return nil, err
	}
	n := 0
	for i := range entries {
		n += len(entries[i].Names)
	}
	x := &index{entries: entries, names: make([]documented, 0, n)}
	for i := range entries {
		for _, name := range entries[i].Names {
			x.names = append(x.names, documented{name, i})
		}
	}
	slices.SortFunc(x.names, func(a, b documented) int { return strings.Compare(a.name, b.name) })
	return x, nil
}

// byShape decides by the names of the body's members: the operation that
// documents most of them, at least two and half of all, and that the request
// line fits, if there is one. A guess is never made.
func (r *Reader) byShape(t *document.Tree, q *Request) error {
	body := q.Body()
	switch {
	case body == document.None:
		q.Outcome = Unmatched
		return nil
	case t.IsVague(body), t.Kind(body) == document.String && placeholder.In(t.Text(body)):
		q.Outcome, q.veiled = Unmatched, true
		return nil
	case t.Kind(body) != document.Object:
		q.Outcome = Shapeless
		return nil
	}
	x, err := r.index()
	if err != nil {
		return err
	}
	x.count(t, q)
	for i, n := range q.counts {
		if n == q.Known && n > 0 && q.line.allows(x.entries[i].ID) {
			q.Candidates = append(q.Candidates, x.entries[i].ID)
		}
	}
	few := q.Known < minKnown || q.Known < minAlone && !slices.ContainsFunc(q.Candidates, q.line.shows)
	if few || 2*q.Known < q.Names || len(q.Candidates) == 0 {
		q.Outcome = Unmatched
		if len(q.Candidates) > 1 {
			q.Candidates = q.Candidates[:0] // none is the closest
		}
		return nil
	}
	if len(q.Candidates) > 1 {
		x.narrow(t, q)
	}
	if len(q.Candidates) > 1 {
		q.Outcome = Undecided
		return nil
	}
	q.Outcome, q.Operation, q.Candidates = Recognised, q.Candidates[0], q.Candidates[:0]
	return nil
}

// count counts, per operation, the body's names that it documents, and keeps
// the highest of the counts.
func (x *index) count(t *document.Tree, q *Request) {
	body := q.Body()
	if cap(q.counts) < len(x.entries) {
		q.counts = make([]int, len(x.entries))
	}
	q.counts = q.counts[:len(x.entries)]
	clear(q.counts)
	q.Names = t.Size(body)
	for c := t.First(body); c != t.End(body); c = t.Next(c) {
		for _, d := range x.of(t.Name(c)) {
			q.counts[d.entry]++
		}
	}
	for _, d := range t.Duplicates { // a name counts once
		if t.Parent(d.Second) != body {
			continue
		}
		q.Names--
		for _, known := range x.of(t.Name(d.Second)) {
			q.counts[known.entry]--
		}
	}
	q.Known = slices.Max(q.counts)
}

// narrow keeps the candidates whose path parameters are those that an envelope
// gives, when it gives any: what the body leaves open, the path may tell.
func (x *index) narrow(t *document.Tree, q *Request) {
	path := document.None
	for _, p := range q.Parts {
		if p.In == Path && t.Kind(p.Node) == document.Object && t.Size(p.Node) > 0 {
			path = p.Node
		}
	}
	if path == document.None {
		return
	}
	var fits []string
	for i := range x.entries {
		for _, id := range q.Candidates {
			if id == x.entries[i].ID && sameParameters(t, path, x.entries[i].Path) {
				fits = append(fits, id)
			}
		}
	}
	if len(fits) == 1 {
		q.Candidates = append(q.Candidates[:0], fits...)
	}
}

func sameParameters(t *document.Tree, path document.ID, template string) bool {
	if strings.Count(template, "{") != t.Size(path) {
		return false
	}
	for c := t.First(path); c != t.End(path); c = t.Next(c) {
		if !strings.Contains(template, "{"+string(t.Name(c))+"}") {
			return false
		}
	}
	return true
}
