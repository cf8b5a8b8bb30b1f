package yamldoc

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// property explains anchors, aliases and tags. It shows no names: a password
// without quotes may look like one.
func (s scene) property() *document.SyntaxError {
	switch {
	case s.what == "did not find expected alphabetic or numeric character":
		return failure(s.character(s.opening), s.seen(s.opening)+" without the name of an anchor", "a name after it",
			"put the value in quotes if it begins with * or &")
	case strings.HasPrefix(s.what, "unknown anchor"):
		return failure(s.word(s.mark), "an alias without an anchor", "the same name after & above it",
			"put the value in quotes if it begins with *")
	case s.what == "found undefined tag handle", strings.Contains(s.what, "tag"),
		strings.Contains(s.what, "URI"), strings.Contains(s.what, "UTF-8 octet"),
		s.what == "did not find the expected '>'", s.what == "did not find expected '!'",
		s.what == "did not find expected whitespace or line break":
		if s.inDirective() {
			return nil
		}
		return failure(s.word(s.tag()), "a malformed tag", "a tag such as !!str", "put the value in quotes if it begins with !")
	}
	return nil
}

// tag is where the tag begins that the error is about: at the mark, unless the
// library noticed inside of it.
func (s scene) tag() int {
	if s.mark < len(s.text) && s.text[s.mark] == '!' {
		return s.mark
	}
	return s.opening
}

// word is the span of the text without white space at i.
func (s scene) word(i int) source.Span {
	end := i
	for end < len(s.text) && !isSpace(s.text[end]) {
		end++
	}
	return source.Span{Start: i, End: end}
}

func (s scene) inDirective() bool {
	return s.opening < len(s.text) && s.text[s.opening] == '%'
}

// directive explains lines that begin with %.
func (s scene) directive() *document.SyntaxError {
	const advice = "indent the line, or put the value in quotes, if it is no directive"
	switch s.what {
	case "found incompatible YAML document":
		return failure(s.line(s.mark), "another version of YAML", "%YAML 1.2", "")
	case "found duplicate %YAML directive", "found duplicate %TAG directive":
		return failure(s.line(s.mark), "a directive for the second time", "it once", "")
	case "did not find expected <document end> before directive":
		return failure(s.line(s.mark), "a line that begins with % inside a document", "... on a line before it", advice)
	}
	if s.inDirective() {
		return failure(s.line(s.opening), "a malformed directive", "%YAML 1.2 or %TAG", advice)
	}
	return nil
}
