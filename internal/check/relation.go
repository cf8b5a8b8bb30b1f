package check

import (
	"bytes"
	"slices"

	"github.com/payloadlint/payloadlint/internal/decimal"
	"github.com/payloadlint/payloadlint/internal/document"
)

// maxRelated is how many of the values that a scalar was compared with are
// named: there can be as many as the document has.
const maxRelated = 8

// targets are the scalars that the values of one lint are compared with. They
// are sorted, so that a comparison takes logarithmic time.
type targets struct {
	built   bool
	unknown bool // one of them could be anything
	strings [][]byte
	bools   [][]byte
	numbers []decimal.Decimal
	related []document.ID // nil until needed
	nodes   []document.ID
}

func (t *targets) reset() {
	*t = targets{strings: reuse(t.strings), bools: reuse(t.bools), numbers: reuse(t.numbers), nodes: reuse(t.nodes)}
}

// relations compares the scalars that lints with a relation apply to.
func (s *scan) relations() {
	if len(s.pending) == 0 {
		return
	}
	if s.targets == nil {
		s.targets = make([]targets, s.schema.lints)
	}
	for _, p := range s.pending {
		path := p.lint.to
		if s.location != "" {
			if len(path) == 0 || path[0] != s.location {
				continue
			}
			path = path[1:]
		}
		t := &s.targets[p.lint.index]
		if !t.built {
			s.gather(t, path, p.lint.relation)
		}
		s.relate(p, t)
	}
}

// compares tells whether a value takes part in comparisons: a scalar that is set.
func (s *scan) compares(id document.ID) bool {
	switch s.t.Kind(id) {
	case document.Bool, document.Number:
		return true
	case document.String:
		text := s.t.Text(id)
		return len(text) > 0 && string(text) != "null"
	}
	return false
}

func (s *scan) gather(t *targets, path []string, r relation) {
	t.built = true
	s.found = s.found[:0]
	s.resolve(s.root, path)
	for _, id := range s.found {
		if !s.compares(id) {
			continue
		}
		if s.unknown(subject{id: id}) {
			t.unknown = true
			continue
		}
		t.nodes = append(t.nodes, id)
		switch text := s.t.Text(id); s.t.Kind(id) {
		case document.String:
			t.strings = append(t.strings, text)
		case document.Bool:
			t.bools = append(t.bools, text)
		case document.Number:
			if v, ok := decimal.Parse(text); ok {
				t.numbers = append(t.numbers, v)
			}
		}
	}
	slices.SortFunc(t.strings, bytes.Compare)
	slices.SortFunc(t.bools, bytes.Compare)
	slices.SortFunc(t.numbers, compareNumbers)
	if r == beginsWith {
		t.strings = shortest(t.strings)
	}
}

func compareNumbers(a, b decimal.Decimal) int { return a.Compare(&b) }

// shortest leaves out what begins with another one. Of the rest at most one is
// a beginning of any given text: the one that sorts just before it.
func shortest(list [][]byte) [][]byte {
	kept := list[:0]
	for _, text := range list {
		if n := len(kept); n == 0 || !bytes.HasPrefix(text, kept[n-1]) {
			kept = append(kept, text)
		}
	}
	return kept
}

func (s *scan) relate(p pending, t *targets) {
	x := subject{id: p.id}
	if !s.compares(p.id) || s.unknown(x) {
		return
	}
	kind, text := s.t.Kind(p.id), s.t.Text(p.id)
	holds, comparable := false, false
	switch kind {
	case document.String:
		comparable = len(t.strings) > 0
		i, found := slices.BinarySearchFunc(t.strings, text, bytes.Compare)
		holds = found || p.lint.relation == beginsWith && i > 0 && bytes.HasPrefix(text, t.strings[i-1])
	case document.Bool:
		comparable = len(t.bools) > 0 && p.lint.relation == equalTo
		_, holds = slices.BinarySearchFunc(t.bools, text, bytes.Compare)
	case document.Number:
		v, ok := decimal.Parse(text)
		comparable = ok && len(t.numbers) > 0 && p.lint.relation == equalTo
		_, holds = slices.BinarySearchFunc(t.numbers, v, compareNumbers)
	}
	if holds || !comparable || t.unknown {
		return
	}
	if t.related == nil {
		t.related = slices.Clone(t.nodes[:min(len(t.nodes), maxRelated)])
	}
	s.out = append(s.out, Violation{
		Kind: Unrelated, Advisory: true, Node: p.id, Constraint: p.lint.constraint,
		Related: without(t.related, s.t, p.id),
	})
}
