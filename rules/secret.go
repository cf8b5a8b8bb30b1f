package rules

import (
	"bytes"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

const secretAdvice = "put a placeholder such as ${NAME} here and fill it in when the request is sent"

// secretWords are the words in a name that make its value a secret, in lower
// case and without what joins words.
var secretWords = [...]string{
	"password", "passwd", "passphrase", "pwd", "secret", "token", "credential",
	"accesskey", "apikey", "privatekey", "secretkey", "aeskey", "encryptionkey", "signingkey",
	"authorization", "cookie", "signature",
}

// shortSecrets are words that make a value a secret where they stand alone.
var shortSecrets = [...]string{"pass", "pw", "pin", "otp", "psk", "creds", "sk", "ak", "jwt", "bearer", "auth"}

// hasShortSecret tells whether one of the words of a name is a short one.
func hasShortSecret(name []byte) bool {
	start := 0
	for i := 0; i <= len(name); i++ {
		ends := i == len(name) || !isNameByte(name[i]) || name[i] == '_' || name[i] == '-'
		hump := !ends && i > start && 'A' <= name[i] && name[i] <= 'Z' && 'a' <= name[i-1] && name[i-1] <= 'z'
		if !ends && !hump {
			continue
		}
		for _, word := range shortSecrets {
			if strings.EqualFold(string(name[start:i]), word) {
				return true
			}
		}
		if start = i; ends {
			start++
		}
	}
	return false
}

// longestName is the length up to which a name is searched for secret words;
// a longer one counts as secret, since nobody reads its value anyway.
const longestName = 256

// LooksSecret tells whether a name speaks of a secret, such as a password or a
// token, so that a value of that name must not be shown.
func LooksSecret(name string) bool { return looksSecret([]byte(name)) }

// looksSecret tells whether the words of a name speak of a secret.
func looksSecret(name []byte) bool {
	if len(name) > longestName {
		return true
	}
	var room [longestName]byte
	folded := fold(room[:0], name)
	for _, word := range secretWords {
		if bytes.Contains(folded, []byte(word)) {
			return true
		}
	}
	return bytes.HasSuffix(folded, []byte("pass")) || hasShortSecret(name)
}

// namesSecret tells whether a name is the name of a secret, not only of
// something about one, such as its id.
func namesSecret(name []byte) bool {
	if len(name) > longestName {
		return false
	}
	var room [longestName]byte
	folded := fold(room[:0], name)
	for _, word := range secretWords {
		if bytes.HasSuffix(folded, []byte(word)) {
			return true
		}
	}
	return false
}

// fold appends the letters of an ASCII name in lower case.
func fold(dst, name []byte) []byte {
	for _, c := range name {
		switch {
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c|0x20)
		case c == '_', c == '-', c == '.', c == ' ':
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// secrets finds the values of a document that must not be shown.
type secrets struct {
	w       *writer
	request *request.Request
	op      *spec.Operation // nil when it is not known
	// found are members that only look like secrets and that are written out.
	found []document.ID
}

// search looks at a whole document.
func (s *secrets) search() {
	t, root := s.w.tree, s.request.Root
	switch {
	case t.Kind(root) == document.String:
		s.w.hide(t.Span(root)) // a body in one string; nobody knows what it holds
	case s.request.Envelope:
		for c := t.First(root); c != t.End(root); c = t.Next(c) {
			in, isObject := string(t.Name(c)), t.Kind(c) == document.Object
			_, isExtra := slices.BinarySearch(s.request.Extra, c)
			switch {
			case isExtra, in == request.Cookie, in == request.Header && !isObject, in == request.Body && t.Kind(c) == document.String:
				s.w.hide(t.Span(c)) // nobody knows what is a secret of it
			default:
				s.location(in, c)
			}
		}
	default:
		s.location(request.Body, root)
	}
}

// marked hides what the schema marks as secret.
func (s *secrets) marked() {
	if s.op == nil {
		return
	}
	for _, part := range s.request.Parts {
		location := s.op.Schema.Location(part.In)
		if location == nil {
			continue
		}
		for _, id := range location.Secrets(s.w.tree, part.Node, nil) {
			s.w.hideValue(id)
		}
	}
}

func (s *secrets) location(in string, node document.ID) {
	var shape *spec.Shape
	if s.op != nil {
		shape = s.op.Shape(in)
	}
	s.walk(node, shape)
}

func (s *secrets) walk(id document.ID, shape *spec.Shape) {
	t := s.w.tree
	switch t.Kind(id) {
	case document.Object:
		for c := t.First(id); c != t.End(id); c = t.Next(c) {
			s.member(c, shape)
		}
	case document.Array:
		item := shape.Item()
		for c := t.First(id); c != t.End(id); c = t.Next(c) {
			switch kind := t.Kind(c); {
			case item.Secret():
				s.w.hideValue(c)
			case kind >= document.Array:
				s.walk(c, item)
			case kind == document.String:
				s.w.hideInside(c)
			}
		}
	}
}

func (s *secrets) member(id document.ID, parent *spec.Shape) {
	t := s.w.tree
	name := t.Name(id)
	shape := parent.Member(name)
	if shape.Secret() {
		s.w.hideValue(id)
		return
	}
	if !parent.Has(name) {
		about, self := s.suspects(name, parent)
		if self && s.w.writtenOut(id) {
			s.found = append(s.found, id)
		}
		if about {
			s.w.hideValue(id)
			return
		}
	}
	switch kind := t.Kind(id); {
	case kind >= document.Array:
		s.walk(id, shape)
	case kind == document.String:
		s.w.hideInside(id)
	}
}

// suspects tells whether a member that the page does not name is probably about
// a secret, and whether it is the secret itself: by its own words, or because
// it is nearly or elsewhere the name of one.
func (s *secrets) suspects(name []byte, parent *spec.Shape) (about, self bool) {
	if s.op == nil {
		return looksSecret(name), false
	}
	if !parent.IsMap() {
		text := string(name)
		known := s.op.Named(text)
		for _, p := range known {
			if p.Secret {
				return true, true
			}
		}
		if len(known) > 0 {
			return false, false
		}
		if s.op.NearSecret(text) {
			return true, true
		}
		if near := nearest.Part(text, listed(parent)); near != "" && parent.Member([]byte(near)).Secret() {
			return true, namesSecret(name)
		}
	}
	return looksSecret(name), namesSecret(name)
}

// listed are the names that are documented at a place.
func listed(shape *spec.Shape) []string {
	if shape == nil {
		return nil
	}
	return shape.Names
}

// writtenOut tells whether a value is a string that stands for itself, and in a
// file.
func (w *writer) writtenOut(id document.ID) bool {
	t := w.tree
	return t.Kind(id) == document.String && isLiteral(t.Text(id)) && !w.sources.given(t.Span(id))
}

// isLiteral tells whether a text is neither empty nor obviously to be replaced.
func isLiteral(text []byte) bool {
	text = bytes.TrimSpace(text)
	return len(text) > 0 && !placeholder.In(text) && !looksLike(text, '[', ']')
}

// findSecrets hides the secrets of a file and remembers those that only their
// names give away. There is no need where nothing will be shown.
func (w *writer) findSecrets(s *scratch, known []source.Span) {
	silent := len(s.violations) == 0 && len(w.tree.Duplicates) == 0 && !w.isLimited(s.documents) && !w.linter.deny && !w.reveal
	awaits := false
	for i := range s.documents {
		d := &s.documents[i]
		d.secrets = d.secrets[:0]
		d.covered = silent && d.otherBody == "" && d.isPlain() && d.isCovered(w.tree)
		silent = d.covered
		awaits = awaits || d.awaits
	}
	if silent && !awaits {
		return
	}
	for _, span := range known {
		w.hide(span)
	}
	w.hideComments()
	for i := range s.documents {
		d := &s.documents[i]
		search := secrets{w: w, request: &d.request, op: d.op, found: d.secrets}
		if search.marked(); silent {
			continue // all of it is documented, so there are no other secrets
		}
		search.search()
		d.secrets = search.found
	}
	w.sortHidden()
	w.hideTwins()
}

// isPlain tells that there are no remarks on how the request is written.
func (d *examined) isPlain() bool {
	return len(d.request.Misnamed) == 0 && len(d.request.Extra) == 0 && d.request.Overruled.By == request.Given
}

// isCovered tells that the operation documents every member of the document,
// or has it named by the user, who speaks of no secret.
func (d *examined) isCovered(t *document.Tree) bool {
	if d.op == nil {
		return false
	}
	for _, part := range d.request.Parts {
		location := d.op.Schema.Location(part.In)
		if location == nil || !location.Covers(t, part.Node, namesNoSecret) {
			return false
		}
	}
	return true
}

func namesNoSecret(name []byte) bool { return !looksSecret(name) }
