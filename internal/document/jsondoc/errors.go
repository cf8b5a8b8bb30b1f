package jsondoc

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// place is where in the grammar the parser stands.
type place uint8

const (
	atStart       place = iota // of the document
	atFirstItem                // after [
	atItem                     // after a comma
	afterItem                  // before a comma or ]
	atFirstName                // after {
	atName                     // after a comma
	atColon                    // after a name
	atMemberValue              // after a colon
	afterMember                // before a comma or }
	atEnd                      // of the document
)

// expected is what may stand there.
func (p place) expected() string {
	return [...]string{
		"a JSON value", "a value or ']'", "a value", "',' or ']'",
		"a name in double quotes or '}'", "a name in double quotes", "':'", "a value", "',' or '}'",
		"the end of the file",
	}[p]
}

func (p place) wantsValue() bool {
	return p == atStart || p == atFirstItem || p == atItem || p == atMemberValue
}

func (p place) wantsName() bool { return p == atFirstName || p == atName }

// failure is a syntax error whose message says what was found and expected.
func failure(span source.Span, found, expected, advice string) *document.SyntaxError {
	return &document.SyntaxError{Span: span, Message: "found " + found + ", expected " + expected, Advice: advice}
}

// unexpected is the error for whatever stands at p.pos in place of what may.
func (p *parser) unexpected(at place) *document.SyntaxError {
	f := look(p.text, p.pos)
	switch {
	case f.class == badBytes:
		return p.badUTF8(p.pos)
	case at.wantsValue() && (f.first == '+' || f.first == '.') && f.class == char:
		return p.badNumber(at)
	case at.wantsName() && f.class == word:
		f.name = "an unquoted name"
	case at.wantsName() && f.class == otherQuoted:
		f.name = "a name" + f.name[len("a string"):]
	case (at == atName || at == atItem) && f.first == p.closer():
		return p.trailingComma(at, f)
	}
	advice := p.advise(at, &f)
	return failure(f.span, f.name, at.expected(), advice)
}

// advise says what to do about what was found, if anything; it may find a
// better name for it.
func (p *parser) advise(at place, f *found) string {
	if plain := plain(f.first); plain == ' ' {
		return "use a plain space instead"
	} else if plain != 0 {
		return fmt.Sprintf("use %c instead", plain)
	}
	switch {
	case f.class == endOfFile && p.open != document.None, p.open != document.None && p.isWrongCloser(f.first):
		return p.stillOpen()
	case f.class == comment:
		return "JSON allows no comments"
	case f.class == char && f.first == 0:
		return "if the file is in UTF-16, save it as UTF-8"
	case f.class == char && f.first >= utf8.RuneSelf && !unicode.IsGraphic(f.first):
		return "remove this invisible character"
	case at.wantsValue():
		return p.adviseValue(at, f)
	case at.wantsName():
		return p.adviseName(f)
	case at == atColon && f.first != ',' && f.first != p.closer():
		return "write a colon between a name and its value"
	case at == afterItem || at == afterMember:
		return p.adviseAfterValue(at, f)
	}
	return ""
}

func (p *parser) adviseValue(at place, f *found) string {
	end := f.span.End
	w := p.text[f.span.Start:end]
	switch {
	case f.class == word && at == atStart && (string(w) == "---" || end < len(p.text) && p.text[end] == ':'):
		return "if this is YAML, name the file .yaml or .yml"
	case f.class == word && adviseWord(w) != "":
		f.name = string(w)
		return adviseWord(w)
	case f.class == word && f.first == '$', f.first == '<' && at != atStart:
		return placeholderAdvice
	case f.class == word || f.class == otherQuoted:
		return "write strings in double quotes"
	case f.first == ',':
		return "remove this comma"
	}
	return ""
}

func (p *parser) adviseName(f *found) string {
	switch {
	case f.class == word || f.class == otherQuoted || f.class == number:
		return "write names in double quotes"
	case f.first == '{' && p.text[p.pos-1] == '{':
		return placeholderAdvice
	case f.first == ',':
		return "remove this comma"
	}
	return ""
}

const placeholderAdvice = "a placeholder stands inside a string in double quotes"

// adviseWord is the advice about a word that other languages have for a value.
func adviseWord(word []byte) string {
	switch string(word) {
	case "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON":
		return "write true"
	case "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF":
		return "write false"
	case "None", "nil", "Null", "NULL", "undefined":
		return "write null"
	case "NaN", "-NaN", "+NaN", "Infinity", "-Infinity", "+Infinity", "inf", "-inf", "+inf", "Inf", "-Inf", "+Inf":
		return "JSON has no such number"
	}
	return ""
}

func (p *parser) adviseAfterValue(at place, f *found) string {
	switch {
	case f.first == '=' || f.first == ';' || f.first == '|':
		return "separate values by a comma"
	case f.first == ':' && at == afterItem:
		return p.stillOpen()
	case f.class == word && p.text[p.pos-1] == '"':
		return `write \" for a quote inside a string`
	case f.class == char:
		return ""
	case at == afterItem:
		return "put a comma between the items"
	}
	return "put a comma between the members"
}

// isWrongCloser tells whether r is the bracket that ends the other kind of container.
func (p *parser) isWrongCloser(r rune) bool {
	return (r == '}' || r == ']') && r != p.closer()
}

// closer is the bracket that ends the open container.
func (p *parser) closer() rune {
	if p.t.Kind(p.open) == document.Object {
		return '}'
	}
	return ']'
}

// stillOpen says which bracket is waiting for its end, and where it stands.
func (p *parser) stillOpen() string {
	opener := p.t.Span(p.open).Start
	at := source.New("", p.text).Position(opener)
	s := fmt.Sprintf("the '%c' at line %d, column %d is still open", p.text[opener], at.Line, at.Column)
	if p.depth > 1 {
		s += fmt.Sprintf(", the innermost of %d", p.depth)
	}
	return s
}

// trailingComma blames the comma before the closing bracket f.
func (p *parser) trailingComma(at place, f found) *document.SyntaxError {
	comma := bytes.LastIndexByte(p.text[:p.pos], ',')
	return failure(source.Span{Start: comma, End: comma + 1}, "a comma before "+f.name, at.expected()+" after it",
		fmt.Sprintf("remove the comma before %c", f.first))
}
