package request

import (
	"cmp"
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/nearest"
)

// The members of an envelope that are no location: the operation by name, and
// by the path of its schema.
const (
	operation = "operation"
	schema    = "$schema"
)

// members are the names that an envelope may have, the locations first.
var members = [...]string{Path, Query, Header, FormData, Cookie, Body, operation, schema}

const (
	locations = 6 // of the members
	bodyAt    = 5
	namedAt   = 6
)

// others are what else a location is called, folded as package nearest does.
var others = [...]struct {
	name string
	at   int
}{
	{"pathparameters", 0}, {"pathparams", 0},
	{"queries", 1}, {"queryparameters", 1}, {"queryparams", 1}, {"querystring", 1}, {"parameters", 1}, {"params", 1},
	{"form", 3}, {"data", bodyAt}, {"payload", bodyAt}, {"requestbody", bodyAt},
}

// likeness is how a name goes with that of a member of an envelope.
type likeness uint8

const (
	unlike likeness = iota
	called          // another word for the same
	spelt           // misspelled
	exact
)

// maxMember is the length in bytes from which on no name is meant for one of
// the members.
const maxMember = 20

// meant is the member of an envelope that a name is meant to be.
func meant(name []byte) (int, likeness) {
	for i := range members {
		if string(name) == members[i] {
			return i, exact
		}
	}
	if len(name) == 0 || len(name) > maxMember {
		return 0, unlike
	}
	// Nobody misspells the first letter. To go by that spares comparing the
	// names of most bodies.
	first := name[0] | 0x20
	for i := range members {
		if members[i][0] == first && nearest.Compare(string(name), members[i]) != nearest.Far {
			return i, spelt
		}
	}
	for i := range others {
		if others[i].name[0] == first && nearest.Fold(string(name)) == others[i].name {
			return others[i].at, called
		}
	}
	return 0, unlike
}

// open lists the parts of an envelope, or takes the root for the body.
func (r *Reader) open(t *document.Tree, q *Request) error {
	is, err := r.isEnvelope(t, q.Root)
	if !is || err != nil {
		q.Parts = append(q.Parts, Part{Body, q.Root})
		return err
	}
	q.Envelope = true
	var last [len(members)]document.ID // of duplicates, as most parsers read it
	for c := t.First(q.Root); c != t.End(q.Root); c = t.Next(c) {
		i, like := meant(t.Written(c))
		if string(t.Name(c)) != members[i] {
			t.Rename(c, members[i])
		}
		if like != exact {
			q.Misnamed = append(q.Misnamed, c)
		}
		last[i] = c
	}
	for i, c := range last {
		switch {
		case c <= q.Root:
		case i < locations:
			q.Parts = append(q.Parts, Part{members[i], c})
		case i == namedAt && t.Kind(c) == document.String && len(t.Text(c)) > 0:
			q.operation = c
		}
	}
	slices.SortFunc(q.Parts, func(a, b Part) int { return cmp.Compare(a.Node, b.Node) })
	return nil
}

// isEnvelope holds for an object whose members are all parts of a request, by
// what they are called or must be meant to be, and that shows a body, names the
// operation, or has two locations at least. No documented body has only such
// names; a name that one has is not taken for another.
func (r *Reader) isEnvelope(t *document.Tree, root document.ID) (bool, error) {
	if t.Kind(root) != document.Object {
		return false, nil
	}
	shows := false
	objects, object := 0, [locations]bool{}
	for c := t.First(root); c != t.End(root); c = t.Next(c) {
		i, like := meant(t.Written(c))
		if like == unlike {
			return false, nil
		}
		if like != exact {
			if known, err := r.documents(t.Written(c)); known || err != nil {
				return false, err
			}
		}
		switch isObject := t.Kind(c) == document.Object; {
		case i == bodyAt && (like == exact || like == spelt && isObject), i == namedAt && like == exact && t.Kind(c) == document.String:
			shows = true
		case i < locations && isObject && !object[i]:
			object[i] = true
			objects++
		}
	}
	return shows || objects > 1, nil
}

// documents tells whether any operation documents a name in its body.
func (r *Reader) documents(name []byte) (bool, error) {
	x, err := r.index()
	if err != nil {
		return false, err
	}
	return len(x.of(name)) > 0, nil
}

// IsLocation tells whether a name is that of a location.
func IsLocation(name string) bool {
	return slices.Contains(members[:locations], name)
}
