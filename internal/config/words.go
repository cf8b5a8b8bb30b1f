package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// schema says what of the file breaks its schema.
func (l *loader) schema(root document.ID) {
	op, err := l.names.catalogue.Config()
	if err == nil {
		err = op.Fault()
	}
	if err != nil {
		l.wrong(l.tree.Span(root), "the description of configuration files cannot be read: %s", err)
		return
	}
	for _, v := range op.Schema.Location("body").Check(&l.tree, root, nil) {
		l.violation(op, &v)
	}
}

// violation words what the engine found.
func (l *loader) violation(op *spec.Operation, v *check.Violation) {
	at, what, expected := l.tree.Span(v.Node), l.subject(v.Node), ""
	if v.Constraint >= 0 {
		expected = op.Constraint(v.Constraint).Expected
	}
	if v.Key {
		at = l.tree.NameSpan(v.Node)
	}
	switch v.Kind {
	case check.Unknown:
		name := l.name(v.Node)
		advice := l.names.meant(name, v.Values)
		if advice == "" {
			advice = "; there are " + strings.Join(v.Values, ", ")
		}
		l.wrong(at, "unknown key %s%s%s", quote(name), l.within(v.Node), advice)
	case check.WrongType:
		l.wrongType(op, v, at, what)
	case check.InvalidValue:
		text := string(l.tree.Text(v.Node))
		advice := l.names.meant(text, v.Values)
		l.wrong(at, "%s is %s, expected one of %s%s", what, quote(text), strings.Join(v.Values, ", "), advice)
	case check.InvalidLength:
		switch {
		case v.Key:
			what = "a key" + l.within(v.Node)
		case l.tree.HasName(v.Node):
			what += l.within(v.Node)
		}
		l.wrong(at, "%s is empty; write something, or remove it", what)
	case check.InvalidSize:
		l.wrong(l.head(v.Node), "%s has %d entries, expected %s", what, l.tree.Size(v.Node), expected)
	case check.Missing:
		l.wrong(l.head(v.Node), "%s has no %s; add it", what, strconv.Quote(v.Name))
	case check.Conflict:
		l.conflict(v.Node, what)
	default:
		l.wrong(at, "%s is %s, expected %s", what, quote(string(l.tree.Text(v.Node))), expected)
	}
}

// wrongType words a value of the wrong type.
func (l *loader) wrongType(op *spec.Operation, v *check.Violation, at source.Span, what string) {
	kind := l.tree.Kind(v.Node)
	found, words := typeWord(kind.String()), make([]string, len(v.Values))
	for i, t := range v.Values {
		words[i] = typeWord(t)
	}
	advice := ""
	if values := allowed(op, v); values != nil {
		words = values
		if text := string(l.tree.Text(v.Node)); (kind == document.Number || kind == document.Bool) && len(text) < maxQuoted {
			found = text
		}
		if kind == document.Bool && found == "false" && slices.Contains(values, off) {
			advice = fmt.Sprintf("; did you mean %s?", off)
		}
	}
	if kind == document.Null {
		l.wrong(l.head(v.Node), "%s has no value, expected %s; write it, or remove the key", what, enumerate(words))
		return
	}
	l.wrong(at, "%s is %s, expected %s%s", what, found, enumerate(words), advice)
}

// off is the severity that people write as a boolean, which YAML 1.1 took it for.
const off = "off"

// allowed are the words that the place of a violation takes; nil where it takes
// any.
func allowed(op *spec.Operation, v *check.Violation) []string {
	if v.Constraint < 0 {
		return nil
	}
	parameter := op.Constraint(v.Constraint).Parameter
	for _, c := range op.Constraints() {
		if (c.Parameter == parameter || c.Parameter == parameter+"."+spec.AnyKey) && len(c.Values) > 0 {
			return c.Values
		}
	}
	return nil
}

// enumerate lists words, of which one is due.
func enumerate(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// typeWord is a JSON type as users of YAML know it.
func typeWord(t string) string {
	switch t {
	case "object":
		return "a map of keys"
	case "array":
		return "a list"
	case "null":
		return "null"
	}
	return "a " + t
}

// conflict words an entry that has two keys of which it needs one, or none.
func (l *loader) conflict(id document.ID, what string) {
	if l.tree.Member(id, "rule") == document.None {
		l.wrong(l.head(id), `%s has neither "rule" nor "constraint"; add one, to say what is not to be reported`, what)
		return
	}
	l.wrong(l.head(id), `%s has both "rule" and "constraint"; keep one, or write an entry for each`, what)
}

// head is where a value begins: its name, or the first line of an item.
func (l *loader) head(id document.ID) source.Span {
	if name := l.tree.NameSpan(id); name.End > name.Start {
		return name
	}
	return l.tree.Span(id)
}

// subject names a value in a sentence.
func (l *loader) subject(id document.ID) string {
	switch parent := l.tree.Parent(id); {
	case l.tree.HasName(id):
		return quote(l.name(id))
	case parent == document.None:
		return "the configuration"
	case l.tree.HasName(parent):
		return "an entry of " + quote(l.name(parent))
	}
	return "an entry"
}

// within says what a key stands in, to follow it.
func (l *loader) within(id document.ID) string {
	parent := l.tree.Parent(id)
	if parent == document.None || l.tree.Parent(parent) == document.None {
		return ""
	}
	return " in " + l.subject(parent)
}

// isOpen reports a placeholder in the place of a value: the engine takes one for
// a value unknown, but nothing fills it in here.
func (l *loader) isOpen(id document.ID) bool {
	if l.tree.Kind(id) != document.String || !placeholder.In(l.tree.Text(id)) {
		return false
	}
	l.wrong(l.tree.Span(id), "%s is a placeholder, which nothing fills in here; write the value", l.subject(id))
	return true
}

// openKey reports a placeholder in the place of a key.
func (l *loader) openKey(id document.ID) {
	if placeholder.In(l.tree.Name(id)) {
		l.wrong(l.tree.NameSpan(id), "the key %s%s is a placeholder, which nothing fills in here; write the key", quote(l.name(id)), l.within(id))
	}
}

// maxQuoted is how many bytes of a text are shown.
const maxQuoted = 80

// quote shows a text that may be of any length.
func quote(s string) string {
	if len(s) <= maxQuoted {
		return strconv.Quote(s)
	}
	end := maxQuoted
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return fmt.Sprintf("%s… (%d bytes)", strconv.Quote(s[:end]), len(s))
}
