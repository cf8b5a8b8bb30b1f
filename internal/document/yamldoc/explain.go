package yamldoc

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// explain turns an error of the library into ours. The library's texts may
// hold content of the file, so they are compared but never shown.
func explain(err error, text []byte, marks *cursor) *document.SyntaxError {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		return failure(source.Span{}, "text that is no YAML", "a YAML document", "")
	}
	s := scene{text: text, mark: marks.seek(e.Mark.Line, e.Mark.Column)}
	s.opening = s.mark
	if e.ContextMark.Line > 0 {
		s.opening = marks.seek(e.ContextMark.Line, e.ContextMark.Column)
	}
	s.what = e.Message
	for _, describe := range []func(scene) *document.SyntaxError{
		scene.indicator, scene.quoted, scene.collection, scene.property, scene.directive,
	} {
		if fault := describe(s); fault != nil {
			if template := s.template(fault.Span.Start); template != "" {
				fault.Advice = templateAdvice(template)
			}
			return fault
		}
	}
	return failure(s.character(s.mark), "text that is no YAML", "a YAML document", "")
}

// scene is an error as the library tells it.
type scene struct {
	text    []byte
	what    string // its message
	mark    int    // where it was noticed
	opening int    // where the construct begins that it was noticed in
}

// character is the span of the character at i, empty at a line's end.
func (s scene) character(i int) source.Span {
	if i >= len(s.text) {
		end := len(bytes.TrimRight(s.text, " \t\r\n"))
		return source.Span{Start: end, End: end}
	}
	span := source.Span{Start: i, End: i}
	if !isBreak(s.text[i]) {
		for span.End++; span.End < len(s.text) && s.text[span.End]&0xC0 == 0x80; span.End++ {
		}
	}
	return span
}

// line is the span from i to the end of its line.
func (s scene) line(i int) source.Span {
	i = min(i, len(s.text))
	end := lineEnd(s.text, i)
	return source.Span{Start: i, End: i + len(bytes.TrimRight(s.text[i:end], " \t"))}
}

// seen names what stands at i. It shows punctuation only, never content.
func (s scene) seen(i int) string {
	switch {
	case i >= len(bytes.TrimRight(s.text, " \t\r\n")):
		return "the end of the file"
	case strings.IndexByte("[]{},:-?#&*!|>'\"%@`", s.text[i]) >= 0:
		return fmt.Sprintf("'%c'", s.text[i])
	}
	return "unquoted text"
}

// indicator explains characters with a meaning in places where they have none.
func (s scene) indicator() *document.SyntaxError {
	const quote = "put the value in quotes"
	at := s.character(s.mark)
	switch s.what {
	case "found character that cannot start any token":
		if s.mark < len(s.text) && s.text[s.mark] == '\t' {
			return failure(at, "a tab where the line begins", "spaces", tabAdvice)
		}
		return failure(at, s.seen(s.mark)+" at the start of a value", "a value", quote)
	case "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
		return failure(at, "a tab where the line begins", "spaces", tabAdvice)
	case "mapping values are not allowed in this context":
		return failure(at, "a ':' where no name can end", "the end of the value",
			"put the value in quotes if the ':' belongs to it, or check the indentation")
	case "mapping keys are not allowed in this context":
		return failure(at, "a '?' where no name can begin", "a value", quote)
	case "block sequence entries are not allowed in this context":
		return failure(at, "a list item where no list can begin", "a value", "begin the list on a line of its own, or put the value in quotes")
	case "found a comment without preceding whitespace":
		return failure(at, "a '#' right after a value", "a space before a comment", "put a space before it, or the whole value in quotes")
	case "did not find expected comment or line break":
		if s.opening < len(s.text) && s.text[s.opening] == '%' {
			return nil
		}
		return failure(at, "text after | or >", "a line break", "put the value in quotes if it begins with | or >")
	case "found an indentation indicator equal to 0":
		return failure(at, "the indentation 0 after | or >", "1 to 9", "")
	}
	return nil
}

const tabAdvice = "indent with spaces"

// templateAdvice is the advice about the unquoted opening of a template.
func templateAdvice(opening string) string {
	return "put the value in quotes: " + opening + " outside quotes begins a mapping"
}

// quoted explains errors within quotes.
func (s scene) quoted() *document.SyntaxError {
	const backslash = `write \\ for a backslash, or use single quotes`
	switch s.what {
	case "found unexpected end of stream", "found unexpected document indicator":
		return s.unclosed()
	case "found unknown escape character":
		if s.mark+1 >= len(s.text) {
			return s.unclosed()
		}
		span := s.character(s.mark + 1)
		span.Start = s.mark
		return failure(span, "an unknown escape in double quotes", `one of \\ \" \/ \n \t \r \b \f \u0000 and the other escapes of YAML`, backslash)
	case "did not find expected hexadecimal number":
		span := source.Span{Start: s.mark - 2, End: s.mark}
		for span.End < len(s.text) && hexDigit(s.text[span.End]) >= 0 {
			span.End++
		}
		return failure(span, `an unfinished \x, \u or \U escape`, "2, 4 or 8 hexadecimal digits", backslash)
	case "found invalid Unicode character escape code":
		span := source.Span{Start: s.mark - 2, End: s.mark + 4}
		if s.text[s.mark-1] == 'U' {
			span.End += 4
		}
		return failure(span, "an escape that stands for no character", "a Unicode character",
			`write the character itself: YAML does not join \u escapes to pairs`)
	}
	return nil
}

func (s scene) unclosed() *document.SyntaxError {
	return failure(s.line(s.opening), "the end of the document inside a string", fmt.Sprintf("a closing %c", s.text[s.opening]), "close the string that begins here")
}

// collection explains what stands between values.
func (s scene) collection() *document.SyntaxError {
	at := s.character(s.mark)
	switch s.what {
	case "did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>":
		if fault := s.afterValue(); fault != nil {
			return fault
		}
	}
	switch s.what {
	case "could not find expected ':'":
		return failure(s.line(s.opening), "a line without ': '", "a member, name: value", "check the indentation, and the quotes above it")
	case "did not find expected key":
		return failure(at, s.seen(s.mark)+" where a name should begin", "a name, or the end of the mapping", "check the indentation, and the quotes before it")
	case "did not find expected '-' indicator":
		return failure(at, s.seen(s.mark)+" where a list item should begin", "'-', or the end of the list", "check the indentation, and the quotes before it")
	case "did not find expected ',' or ']'":
		return failure(at, s.seen(s.mark), "',' or ']'", s.stillOpen())
	case "did not find expected ',' or '}'":
		return failure(at, s.seen(s.mark), "',' or '}'", s.stillOpen())
	case "did not find expected node content":
		return failure(at, s.seen(s.mark), "a value", "")
	case "did not find expected <document start>":
		return failure(at, s.seen(s.mark)+" after the end of the document", "the end of the file",
			"check the indentation, or put --- on a line between two documents")
	case "found unexpected content after document-end marker":
		return failure(at, s.seen(s.mark)+" after the end of the document", "a line break", "")
	}
	if strings.HasPrefix(s.what, "exceeded max depth") {
		return tooDeep(at)
	}
	return nil
}

// afterValue explains text that follows a closing quote or bracket on its line.
func (s scene) afterValue() *document.SyntaxError {
	before := bytes.TrimRight(s.text[:min(s.mark, len(s.text))], " \t")
	if len(before) == 0 || s.mark >= len(s.text) {
		return nil
	}
	advice := ""
	switch before[len(before)-1] {
	case '"':
		advice = `write \" for a quote inside the string, or put the whole value in quotes`
	case '\'':
		advice = "write '' for a quote inside the string, or put the whole value in quotes"
	case ']', '}':
		advice = "put the whole value in quotes"
	default:
		return nil
	}
	return failure(s.character(s.mark), s.seen(s.mark)+" after the end of a value", "a line break", advice)
}

// stillOpen says which bracket is waiting for its end, and where it stands.
func (s scene) stillOpen() string {
	if s.opening >= len(s.text) || !isFlow(s.text[s.opening]) {
		return ""
	}
	at := source.New("", s.text).Position(s.opening)
	return fmt.Sprintf("the '%c' at line %d, column %d is still open", s.text[s.opening], at.Line, at.Column)
}

// template is the unquoted {{ or {% on the line of offset i, if there is one.
func (s scene) template(i int) string {
	i = min(i, len(s.text))
	start := bytes.LastIndexAny(s.text[:i], "\r\n") + 1
	line := s.text[start:lineEnd(s.text, start)]
	for _, opening := range []string{"{{", "{%"} {
		if before, _, ok := bytes.Cut(line, []byte(opening)); ok && !bytes.ContainsAny(before, `"'`) {
			return opening
		}
	}
	return ""
}
