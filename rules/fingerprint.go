package rules

import (
	"cmp"
	"encoding/binary"
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
	// leaves are sorted by place. There are none where there would be too many.
	leaves  []leaf
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
	a, b := f.leaves, g.leaves
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
	p := printer{w: w, f: f, d: d}
	p.hash.SetSeed(tokenSeed)
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
	slices.SortFunc(f.leaves, func(a, b leaf) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.value, b.value)) })
	return f
}

// printer is the state of one walk.
type printer struct {
	w    *writer
	f    *fingerprint
	d    *examined
	in   uint8
	n    int // leaves so far
	hash maphash.Hash
}

func (p *printer) walk(id document.ID, place uint64) {
	t := p.w.tree
	if t.Kind(id) < document.Array || t.Size(id) == 0 {
		if !p.d.isToken(t, id) {
			p.leaf(id, place)
		}
		return
	}
	for c := t.First(id); c != t.End(id); c = t.Next(c) {
		if t.HasName(c) {
			p.walk(c, p.sum(place, 'm', t.Name(c)))
		} else {
			p.walk(c, p.sum(place, 'i', binary.LittleEndian.AppendUint64(nil, uint64(t.Index(c)))))
		}
	}
}

func (p *printer) leaf(id document.ID, place uint64) {
	t := p.w.tree
	kind, text := t.Kind(id), []byte(nil)
	switch {
	case kind == document.Number:
		if text = t.Text(id); wholeNumber(text) != "" {
			text = []byte(wholeNumber(text)) // 3.0 is 3
		}
	case kind < document.Array:
		text = t.Text(id)
	}
	l := leaf{place: place, in: p.in, value: p.sum(uint64(kind), 'v', text)}
	if kind == document.String && (t.IsVague(id) || placeholder.In(text)) {
		l.unknown, p.f.unknown = true, true
		l.vague = t.IsVague(id)
		p.f.vague = p.f.vague || l.vague
	}
	p.f.whole[p.in] += p.sum(place, 'l', binary.LittleEndian.AppendUint64(nil, l.value))
	if p.n++; p.n <= maxLeaves {
		p.f.leaves = append(p.f.leaves, l)
	}
}

func (p *printer) sum(of uint64, kind byte, text []byte) uint64 {
	var room [9]byte
	binary.LittleEndian.PutUint64(room[:], of)
	room[8] = kind
	p.hash.Reset()
	p.hash.Write(room[:])
	p.hash.Write(text)
	return p.hash.Sum64()
}
