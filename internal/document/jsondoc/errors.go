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
func (p *parser) expected(at place) string {
	return [...]string{
		"a JSON value", "a value or ']'", "a value", "',' or ']'",
		"a name in double quotes or '}'", "a name in double quotes", "':'", "a value", "',' or '}'",
		p.end(),
	}[at]
}

func (p *parser) end() string { return "the end of the " + p.unit.String() }

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
	if err := p.unquoted(at); err != nil {
		return err
	}
	f := look(p.text, p.pos)
	switch {
	case f.class == endOfFile:
		f.name = p.end()
	case f.class == badBytes:
		return p.badUTF8(p.pos)
	case f.class == comment && p.comments:
		return p.badComment(at, f)
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
	return failure(f.span, f.name, p.expected(at), advice)
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
	case p.open != p.under && (f.class == endOfFile || p.isWrongCloser(f.first)):
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
	case f.first == ',':
		return "remove this comma"
	}
	return ""
}

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

// unquoted is the error for a placeholder that stands without quotes where a
// value may, or in place of a member; nil for anything else.
func (p *parser) unquoted(at place) *document.SyntaxError {
	start := p.pos
	switch {
	case at == atFirstName && p.text[start-1] == '{' && placeholderEnd(p.text, start-1) > 0:
		start, at = start-1, atMemberValue // what was taken for an object
	case at.wantsName():
		return p.asMember(at)
	case !at.wantsValue(), at == atStart && p.pos < len(p.text) && p.text[p.pos] == '<':
		return nil
	}
	end := placeholderEnd(p.text, start)
	if end == 0 {
		return nil
	}
	advice := "put it in double quotes"
	if !bytes.HasPrefix(p.text[start:], []byte("$(")) {
		advice += ", or give its value with --var NAME=VALUE"
	}
	return failure(source.Span{Start: start, End: end}, "a placeholder without quotes", p.expected(at), advice)
}

// asMember is the error for a placeholder in place of a member or of its name.
func (p *parser) asMember(at place) *document.SyntaxError {
	end := placeholderEnd(p.text, p.pos)
	if end == 0 {
		return nil
	}
	advice := "write the members"
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(p.text[end:], " \t\r\n"), []byte{':'}):
		if p.text[p.pos] == '$' {
			return nil // a name like any other without quotes
		}
		advice = "write names in double quotes"
	case p.text[p.pos] == '{' && p.unit == part:
		advice += ", or give the placeholder a value that holds them, with @NAME = VALUE"
	case !bytes.HasPrefix(p.text[p.pos:], []byte("$(")):
		advice += ", or give them with --var NAME=VALUE"
	}
	return failure(source.Span{Start: p.pos, End: end}, "a placeholder without quotes", p.expected(at), advice)
}

// badComment is the error for a comment f where comments are allowed.
func (p *parser) badComment(at place, f found) *document.SyntaxError {
	if f.first == '#' {
		return failure(f.span, "a comment that begins with '#'", p.expected(at), "begin it with //")
	}
	return failure(f.span, "a comment without an end", "*/ after it", "")
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
	s := fmt.Sprintf("the '%c' %s is still open", p.text[opener], p.whereabouts(opener))
	if p.depth > 1 {
		s += fmt.Sprintf(", the innermost of %d", p.depth)
	}
	return s
}

// whereabouts says where an offset is. Only of a file is it known on which line:
// other texts begin somewhere in theirs.
func (p *parser) whereabouts(offset int) string {
	if p.unit == file {
		at := source.New("", p.t.Source).Position(offset)
		return fmt.Sprintf("at line %d, column %d", at.Line, at.Column)
	}
	switch lines := bytes.Count(p.text[offset:p.pos], []byte("\n")); lines {
	case 0:
		return "on this line"
	case 1:
		return "on the line before"
	default:
		return fmt.Sprintf("%d lines before", lines)
	}
}

// trailingComma blames the comma before the closing bracket f.
func (p *parser) trailingComma(at place, f found) *document.SyntaxError {
	comma := bytes.LastIndexByte(p.text[:p.pos], ',')
	return failure(source.Span{Start: comma, End: comma + 1}, "a comma before "+f.name, p.expected(at)+" after it",
		fmt.Sprintf("remove the comma before %c", f.first))
}
