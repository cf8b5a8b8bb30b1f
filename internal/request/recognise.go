package request

import (
	"slices"
	"strings"
	"sync"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// minKnown is how many documented names a body must hold to be recognised:
// one alone, such as Name, says nothing.
const minKnown = 2

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

// New returns a reader. With an operation, by its id, every document is a
// request for it; without one, each document's own directive or shape decides.
func New(catalogue *spec.Catalogue, operation string) *Reader {
	return &Reader{
		catalogue: catalogue,
		given:     operation,
		index:     sync.OnceValues(func() (*index, error) { return indexOf(catalogue) }),
	}
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

// recognise decides by the names of the body's members: the operation that
// documents most of them, at least two and half of all. A guess is never made.
func (r *Reader) recognise(t *document.Tree, q *Request) error {
	x, err := r.index()
	if err != nil {
		return err
	}
	x.count(t, q)
	best := 0
	for _, n := range q.counts {
		best = max(best, n)
	}
	q.Known = best
	for i, n := range q.counts {
		if n == best && n > 0 {
			q.Candidates = append(q.Candidates, x.entries[i].ID)
		}
	}
	if best < minKnown || 2*best < q.Names {
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

// count counts, per operation, the body's names that it documents.
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
