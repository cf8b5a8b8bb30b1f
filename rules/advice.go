package rules

import (
	"bytes"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// types are the JSON types that a place may have, as bits of document.Kind.
type types uint8

// typesOf reads the names of JSON Schema types.
func typesOf(names []string) types {
	var t types
	for _, name := range names {
		if name == "integer" {
			name = document.Number.String()
		}
		for k := document.Null; k <= document.Object; k++ {
			if name == k.String() {
				t |= 1 << k
			}
		}
	}
	return t
}

func (t types) has(k document.Kind) bool { return t&(1<<k) != 0 }

// isText tells whether a string is wanted, and no other scalar but null.
func (t types) isText() bool {
	return t.has(document.String) && !t.has(document.Number) && !t.has(document.Bool)
}

// adviseType says how to give a value the type that is documented, where the
// value already says what is meant.
func (w *writer) adviseType(s *subject, advice []string) []string {
	id, want := s.violation.Node, s.wanted()
	say := ""
	switch kind := w.tree.Kind(id); {
	case want == 0:
	case s.place.isWhole():
		say = w.adviseBody(id)
	case kind == document.Null, kind == document.String && len(w.tree.Text(id)) == 0:
		say = w.adviseUnset(s, id)
	case kind == document.Array:
		say = w.adviseList(s, id, want)
	case want.has(document.Array):
		say = w.adviseBrackets(s, id)
	case kind == document.Object:
	default:
		say = w.adviseScalar(s, id, want)
	}
	if say == "" && want != 0 && !s.place.isWhole() {
		say = s.offer(s.legalValues(), nil)
	}
	if say != "" {
		advice = append(advice, say)
	}
	return advice
}

// adviseBody: a list in place of a request is often a list of requests.
func (w *writer) adviseBody(id document.ID) string {
	switch {
	case w.tree.Kind(id) != document.Array || w.tree.Size(id) == 0:
		return ""
	case w.tree.Size(id) == 1:
		return w.adviseOnly(id, typesOf(objectOnly))
	case w.tree.Format == document.YAML:
		return "put each request in a document of its own, after a line ---"
	}
	return "put each request in a file of its own"
}

// adviseUnset says how to leave unset what a null or an empty string probably
// means to, and how a null came about that nobody wrote.
func (w *writer) adviseUnset(s *subject, id document.ID) string {
	what, say := "a name", "leave the parameter out to leave it unset"
	switch {
	case !w.tree.HasName(id):
		what, say = "an item", "leave the item out"
	case s.canBeRequired():
		say = s.offer(s.legalValues(), nil)
	}
	if span := w.tree.Span(id); w.tree.Format != document.YAML || span.Start != span.End {
		return say
	}
	reads := "YAML reads " + what + " without a value as null"
	if say == "" {
		return reads
	}
	return reads + "; " + say
}

// adviseList: a list stands where none is documented.
func (w *writer) adviseList(s *subject, id document.ID, want types) string {
	if want.has(document.Object) && s.isMap() {
		return "write an object with a member for each name"
	}
	say := w.adviseOnly(id, want)
	if first := w.tree.First(id); say != "" && w.tree.Kind(first) < document.Array && !w.hides(w.tree.Span(first)) {
		if values := s.legalValues(); values != nil && !slices.Contains(values, string(w.tree.Text(first))) {
			return s.offer(values, w.tree.Text(first))
		}
	}
	return say
}

// adviseOnly: the one item of a list is what was meant.
func (w *writer) adviseOnly(id document.ID, want types) string {
	if w.tree.Size(id) != 1 || !want.has(w.tree.Kind(w.tree.First(id))) {
		return ""
	}
	if w.tree.Format == document.YAML {
		return "write the one item without brackets or dash"
	}
	return "remove the brackets"
}

// maxShort is how many names an advice lists that is not about names.
const maxShort = 4

// adviseBrackets: something stands where a list is documented. It is the one
// item of that list only if it is what is documented for the items.
func (w *writer) adviseBrackets(s *subject, id document.ID) string {
	item := w.shapeOf(s, id).Item()
	switch kind := w.tree.Kind(id); {
	case kind == document.String && holdsJSON(w.tree.Text(id), '[', ']'):
		return "the string holds JSON: write the list itself, without quotes"
	case kind == document.Object && (item.IsMap() || w.isDocumented(id, item)):
		return "put the object in brackets, even when it is the only one"
	case item != nil && len(item.Names) > 0 && len(item.Names) <= maxShort:
		return "write a list of objects; documented in each: " + strings.Join(item.Names, ", ")
	case item != nil:
		return "write a list of objects"
	case kind == document.Object:
		return ""
	}
	return "put the value in brackets, even when it is the only one"
}

// isDocumented tells whether an object has members and the shape all of them.
func (w *writer) isDocumented(id document.ID, shape *spec.Shape) bool {
	t := w.tree
	for c := t.First(id); c != t.End(id); c = t.Next(c) {
		if !shape.Has(t.Name(c)) {
			return false
		}
	}
	return t.Size(id) > 0
}

// adviseScalar: the value is probably what was meant, in the wrong type. If so,
// it must be among the legal ones.
func (w *writer) adviseScalar(s *subject, id document.ID, want types) string {
	kind, hidden := w.tree.Kind(id), w.hides(w.tree.Span(id))
	say, text := "", w.tree.Text(id)
	switch {
	case kind == document.String:
		say = w.adviseString(id, want)
	case want.isText():
		say, text = w.adviseQuotes(id), w.written(id)
	case want.has(document.Bool):
		return "write true or false"
	}
	if values := s.legalValues(); values != nil && !hidden && !slices.Contains(values, string(text)) {
		return s.offer(values, text)
	}
	return say
}

// adviseString: the text of a string is what was meant, in the wrong type.
func (w *writer) adviseString(id document.ID, want types) string {
	text := w.tree.Text(id)
	quoted := w.quoted(id)
	tag := w.tag(id)
	switch {
	case want.has(document.Number) && isNumber(text), want.has(document.Bool) && isBool(text):
		switch {
		case tag != "" && quoted:
			return "remove the tag " + tag + " and the quotes"
		case tag != "":
			return "the tag " + tag + " makes it a string: remove the tag"
		case quoted:
			return "remove the quotes"
		}
		return "YAML reads " + name(string(text)) + " as a string: write it as JSON has it"
	case want.has(document.Bool) && isYes(text):
		if tag != "" {
			return "write true or false, without the tag " + tag
		}
		if quoted {
			return "write true or false, without quotes"
		}
		return "YAML 1.2 reads " + string(text) + " as a string: write true or false"
	case want.has(document.Object) && looksLike(text, '{', '}'):
		return "the string holds JSON: write the object itself, without quotes"
	}
	return ""
}

// adviseQuotes: a scalar that is not a string stands where a string is documented.
func (w *writer) adviseQuotes(id document.ID) string {
	if tag := w.tag(id); tag != "" {
		return w.adviseUntagged(id, tag)
	}
	if w.hides(w.tree.Span(id)) {
		if w.tree.Format == document.YAML {
			return "quote it: YAML reads it as a " + w.tree.Kind(id).String()
		}
		return "quote it"
	}
	written := w.written(id)
	if len(written) > maxValue {
		return "quote it"
	}
	say := "quote it: " + quote(written)
	if w.tree.Format == document.YAML {
		say = "YAML reads " + name(string(written)) + " as a " + w.tree.Kind(id).String() + "; " + say
	}
	return say
}

// adviseUntagged: a tag makes something else of a scalar than the string that is
// documented.
func (w *writer) adviseUntagged(id document.ID, tag string) string {
	say := "the tag " + tag + " makes it a " + w.tree.Kind(id).String() + ": remove the tag"
	if w.quoted(id) {
		return say
	}
	say += " and quote it"
	if written := w.written(id); !w.hides(w.tree.Span(id)) && len(written) <= maxValue {
		say += ": " + quote(written)
	}
	return say
}

// tag is the YAML tag before a scalar, on the same line; empty for none.
func (w *writer) tag(id document.ID) string {
	if w.tree.Format != document.YAML {
		return ""
	}
	before := w.tree.Source[:w.tree.Span(id).Start]
	for {
		before = bytes.TrimRight(before, " \t")
		word := before[bytes.LastIndexAny(before, " \t\r\n[{,")+1:]
		switch {
		case bytes.HasPrefix(word, []byte("!")):
			return name(string(word))
		case !bytes.HasPrefix(word, []byte("&")):
			return ""
		}
		before = before[:len(before)-len(word)] // an anchor may be between
	}
}

// written is how the file spells a scalar.
func (w *writer) written(id document.ID) []byte {
	span := w.tree.Span(id)
	return w.tree.Source[span.Start:span.End]
}

// quoted tells whether the file has a string in quotes.
func (w *writer) quoted(id document.ID) bool {
	if w.tree.Format == document.JSON {
		return true
	}
	written := w.written(id)
	return len(written) > 0 && (written[0] == '"' || written[0] == '\'')
}

// isNumber tells whether text is a JSON number.
func isNumber(text []byte) bool {
	rest := bytes.TrimPrefix(text, []byte("-"))
	whole := digits(rest)
	if whole == 0 || whole > 1 && rest[0] == '0' {
		return false
	}
	rest = rest[whole:]
	if len(rest) > 0 && rest[0] == '.' {
		fraction := digits(rest[1:])
		if fraction == 0 {
			return false
		}
		rest = rest[1+fraction:]
	}
	if len(rest) > 0 && rest[0]|0x20 == 'e' {
		rest = bytes.TrimLeft(rest[1:], "+-")
		exponent := digits(rest)
		return exponent > 0 && exponent == len(rest)
	}
	return len(rest) == 0
}

func digits(text []byte) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

func isBool(text []byte) bool { return string(text) == "true" || string(text) == "false" }

// isYes holds for the words that YAML 1.1 took for booleans.
func isYes(text []byte) bool {
	if len(text) > len("false") {
		return false
	}
	switch string(bytes.ToLower(text)) {
	case "y", "n", "yes", "no", "on", "off", "true", "false":
		return true
	}
	return false
}

func looksLike(text []byte, open, end byte) bool {
	text = bytes.TrimSpace(text)
	return len(text) > 1 && text[0] == open && text[len(text)-1] == end
}

// holdsJSON tells whether a text is probably a JSON list or object, rather than
// a word in brackets that somebody is to replace.
func holdsJSON(text []byte, open, end byte) bool {
	return looksLike(text, open, end) && bytes.ContainsAny(text, `"{`)
}
