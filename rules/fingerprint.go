package rules

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/request"
)

// fingerprint is what is kept of a request to tell whether another is the same:
// its values without the idempotency token and the headers, which may differ
// each time that a request is sent.
type fingerprint struct {
	host string // empty where none is known
	// has tells which locations the file shows; nothing is known of others.
	has [len(compared)]bool
	// leaves are sorted by place, once they are compared. There are none where
	// there would be too many.
	leaves  []leaf
	sorted  bool
	whole   [len(compared)]uint64 // all leaves of a location, in any order
	unknown bool                  // some value is a placeholder
	vague   bool                  // and may stand for an object or list
}

// leaf is a scalar or an empty object or list.
type leaf struct {
	place, value uint64
	in           uint8
	unknown      bool
	vague        bool // and of any kind
}

// compared are the locations that make a request what it is.
var compared = [...]string{request.Path, request.Query, request.Body}

// maxLeaves is up to how many values are kept one by one.
const maxLeaves = 1 << 16

// verdict of a comparison.
type sameness uint8

const (
	uncertain sameness = iota
	same
	differs
)

// compare tells whether two requests are the same, and in which location they
// surely differ.
func (f *fingerprint) compare(g *fingerprint) (in string, verdict sameness) {
	if f.host != "" && g.host != "" && f.host != g.host {
		return "", uncertain // each goes to a service of its own
	}
	certain := !f.unknown && !g.unknown
	verdict = same
	for i, name := range compared {
		switch {
		case f.has[i] != g.has[i]:
			verdict = uncertain
		case !f.has[i]:
		case certain && f.whole[i] != g.whole[i]:
			return name, differs
		}
	}
	if certain {
		return "", verdict
	}
	return f.compareLeaves(g)
}

// compareLeaves goes by what is known in both.
func (f *fingerprint) compareLeaves(g *fingerprint) (in string, verdict sameness) {
	a, b := f.sort(), g.sort()
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].place < b[0].place:
			if g.lacks(&a[0]) {
				return compared[a[0].in], differs
			}
			a = a[1:]
		case len(a) == 0 || b[0].place < a[0].place:
			if f.lacks(&b[0]) {
				return compared[b[0].in], differs
			}
			b = b[1:]
		default:
			if !a[0].unknown && !b[0].unknown && a[0].value != b[0].value {
				return compared[a[0].in], differs
			}
			a, b = a[1:], b[1:]
		}
	}
	return "", uncertain
}

// lacks tells that a value of another request surely is not in this one, where
// it was not found.
func (f *fingerprint) lacks(l *leaf) bool {
	return f.has[l.in] && !f.vague && !l.vague && len(f.leaves) > 0
}

// fingerprint takes that of a document.
func (w *writer) fingerprint(d *examined) *fingerprint {
	f := &fingerprint{host: d.host}
	root := d.request.Root
	f.leaves = make([]leaf, 0, min(int(w.tree.Next(root)-root), maxLeaves))
	p := printer{w: w, f: f, d: d}
	for i, name := range compared {
		for _, part := range d.request.Parts {
			if part.In == name {
				f.has[i] = true
				if p.in = uint8(i); w.tree.Kind(part.Node) < document.Array || w.tree.Size(part.Node) > 0 {
					p.walk(part.Node, uint64(i))
				}
			}
		}
	}
	if p.n > maxLeaves {
		f.leaves = nil
	}
	return f
}

func (f *fingerprint) sort() []leaf {
	if !f.sorted {
		slices.SortFunc(f.leaves, func(a, b leaf) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.value, b.value)) })
		f.sorted = true
	}
	return f.leaves
}

// printer is the state of one walk.
type printer struct {
	w  *writer
	f  *fingerprint
	d  *examined
	in uint8
	n  int // leaves so far
}

func (p *printer) walk(id document.ID, place uint64) {
	t := p.w.tree
	if t.Kind(id) < document.Array || t.Size(id) == 0 {
		if !p.d.isToken(t, id) {
			p.leaf(id, place)
		}
		return
	}
	object := t.Kind(id) == document.Object
	for c := t.First(id); c != t.End(id); c = t.Next(c) {
		if object {
			p.walk(c, mix(place, maphash.Bytes(tokenSeed, t.Name(c))))
		} else {
			p.walk(c, mix(place, uint64(t.Index(c))))
		}
	}
}

func (p *printer) leaf(id document.ID, place uint64) {
	t := p.w.tree
	kind, text := t.Kind(id), []byte(nil)
	if kind < document.Array {
		text = t.Text(id)
	}
	if kind == document.Number && bytes.ContainsAny(text, ".eE") && wholeNumber(text) != "" {
		text = []byte(wholeNumber(text)) // 3.0 is 3
	}
	l := leaf{place: place, in: p.in, value: mix(uint64(kind), maphash.Bytes(tokenSeed, text))}
	if kind == document.String && (t.IsVague(id) || placeholder.In(text)) {
		l.unknown, p.f.unknown = true, true
		l.vague = t.IsVague(id)
		p.f.vague = p.f.vague || l.vague
	}
	p.f.whole[p.in] += mix(place, l.value)
	if p.n++; p.n <= maxLeaves {
		p.f.leaves = append(p.f.leaves, l)
	}
}

// mix makes one hash of two, of which the order counts.
func mix(a, b uint64) uint64 {
	a = (a ^ b*0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd
	return a ^ a>>32
}
