package yamldoc

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// problem says why a scalar stands for no JSON value; the zero problem is none.
type problem struct {
	found, expected, advice string
	tag                     bool // it is the tag's fault
}

const notPlain = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

func isPlain(n *yaml.Node) bool { return n.Style&notPlain == 0 }

// explicitTag is the tag that the text gives a node, "" if none: the library
// gives tags to the others.
func explicitTag(n *yaml.Node) string {
	if n.Style&yaml.TaggedStyle != 0 || n.Tag == "!" {
		return n.Tag
	}
	return ""
}

// scalarType is the JSON type and text of a scalar by its tag, style and form.
func scalarType(n *yaml.Node) (document.Kind, string, problem) {
	tag := explicitTag(n)
	switch tag {
	case "":
		if isPlain(n) {
			return resolve(n.Value)
		}
		return document.String, n.Value, problem{}
	case "!", "!!str", "!!binary", "!!timestamp":
		return document.String, n.Value, problem{}
	}
	kind, text, p := resolve(n.Value)
	ok := false
	switch tag {
	case "!!int":
		ok = kind == document.Number && strings.Trim(text, "-0123456789") == "" && p == problem{}
	case "!!float":
		ok = kind == document.Number
	case "!!bool":
		ok = kind == document.Bool
	case "!!null":
		ok = kind == document.Null
	}
	if !ok {
		return kind, "", wrongTag(tag)
	}
	return kind, text, p
}

// checkKeyTag allows the tags of scalars and a merge key.
func checkKeyTag(n *yaml.Node) problem {
	tag := explicitTag(n)
	if tag == "" || isMerge(n) {
		return problem{}
	}
	_, _, p := scalarType(n)
	if !p.tag {
		p = problem{}
	}
	return p
}

// wrongTag is the problem of a tag that means nothing here. It names only tags
// of YAML itself: an unquoted password may look like a tag.
func wrongTag(tag string) problem {
	const advice = "remove the tag, or put the value in quotes if it begins with !"
	switch tag {
	case "!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq":
		return problem{"a value that its tag " + tag + " does not fit", "a value of that type", advice, true}
	}
	return problem{"a tag that JSON has no type for", "!!str, !!int, !!float, !!bool, !!null, !!map or !!seq", advice, true}
}

// badTag is the error for a tag among the properties at offset at.
func (b *builder) badTag(at int, p problem) *document.SyntaxError {
	for at < len(b.text) && b.text[at] == '&' {
		at = skipSpace(b.text, propertyEnd(b.text, at))
	}
	return failure(source.Span{Start: at, End: propertyEnd(b.text, at)}, p.found, p.expected, p.advice)
}
