package request

import (
	"bytes"
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
func (r *Reader) open(t *document.Tree, h *Hint, q *Request) error {
	is, err := r.isEnvelope(t, h, q.Root)
	if !is || err != nil {
		q.Parts = append(q.Parts, Part{Body, q.Root})
		return err
	}
	q.Envelope = true
	var last [len(members)]document.ID // of duplicates, as most parsers read it
	for c := t.First(q.Root); c != t.End(q.Root); c = t.Next(c) {
		i, like := meant(t.Written(c))
		if like == unlike {
			q.Extra = append(q.Extra, c)
			continue
		}
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
		case i == namedAt && t.Kind(c) != document.Null && !isEmpty(t, c):
			q.operation = c
		}
	}
	slices.SortFunc(q.Parts, func(a, b Part) int { return cmp.Compare(a.Node, b.Node) })
	return nil
}

func isEmpty(t *document.Tree, id document.ID) bool {
	return t.Kind(id) == document.String && len(t.Text(id)) == 0
}

// isEnvelope holds for an object whose members are all parts of a request, by
// what they are called or must be meant to be, and that shows a body, names the
// operation, or has two locations at least. No documented body has only such
// names; a name that one has is not taken for another. With other members it
// takes more: see isCrowded.
func (r *Reader) isEnvelope(t *document.Tree, h *Hint, root document.ID) (bool, error) {
	if t.Kind(root) != document.Object {
		return false, nil
	}
	shows := false
	objects, object := 0, [locations]bool{}
	for c := t.First(root); c != t.End(root); c = t.Next(c) {
		i, like := meant(t.Written(c))
		if like == unlike {
			return r.isCrowded(t, h, root)
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

// isCrowded holds for an object that is an envelope although some of its members
// are no parts of a request, which clients pass over: it has a body that is an
// object, and beside it another location or the operation, by their exact names,
// unless something else names the operation. No name in it is one that any
// operation documents.
func (r *Reader) isCrowded(t *document.Tree, h *Hint, root document.ID) (bool, error) {
	body := document.None
	for c := t.First(root); c != t.End(root); c = t.Next(c) {
		if string(t.Written(c)) == Body {
			body = c
		}
	}
	if body == document.None || t.Kind(body) != document.Object {
		return false, nil
	}
	beside := false
	for c := t.First(root); c != t.End(root); c = t.Next(c) {
		if known, err := r.documents(t.Written(c)); known || err != nil {
			return false, err
		}
		i, like := meant(t.Written(c))
		isOther := i < locations && i != bodyAt && t.Kind(c) == document.Object
		beside = beside || like == exact && (i == namedAt || isOther)
	}
	if beside {
		return true, nil
	}
	return r.isNamed(t, h, root)
}

// isNamed tells whether something names the operation of an object, be it an
// envelope or not.
func (r *Reader) isNamed(t *document.Tree, h *Hint, root document.ID) (bool, error) {
	if r.given != "" || r.assumed != "" {
		return true, nil
	}
	if named, err := r.commented(t, root, h, nil); err != nil || len(named) > 0 && named[0].Operation != "" {
		return err == nil, err
	}
	if link := t.Member(root, schema); link != document.None && bytes.Contains(t.Text(link), []byte(ofRequest+schemaFile)) {
		if id, err := r.ours(string(t.Text(link))); err != nil || id != "" {
			return err == nil, err
		}
	}
	entries, err := r.catalogue.Entries()
	return err == nil && byName(entries, h.File) != nil, err
}

// documents tells whether any operation documents a name in its body.
func (r *Reader) documents(name []byte) (bool, error) {
	x, err := r.index()
	if err != nil {
		return false, err
	}
	return len(x.of(name)) > 0, nil
}

// Locations are the names of the parts of a request, in the order in which
// texts list them.
func Locations() []string { return slices.Clone(members[:locations]) }

// IsLocation tells whether a name is that of a location.
func IsLocation(name string) bool {
	return slices.Contains(members[:locations], name)
}
