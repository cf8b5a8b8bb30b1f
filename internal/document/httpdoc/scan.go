package httpdoc

import (
	"bytes"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/source"
)

// raw is one request as its lines say it. All spans are of the main file.
type raw struct {
	line    []source.Span   // the request line and those that go on with it
	headers [][]source.Span // each with the lines that go on with it
	body    []part
	whole   source.Span // from the first line to the next separator

	directive     string
	directiveSpan source.Span

	fault   *document.SyntaxError // why it cannot be read
	command bool                  // it is a command line, and has no request line
}

// part is lines of a body, or a file that is put in.
type part struct {
	span     source.Span
	input    bool
	path     source.Span // of an input
	encoding source.Span // of an input with variables; may be empty
	filled   bool        // variables in the file are put in
}

// state is where in a request the scanner stands.
type state uint8

const (
	before  state = iota // the request line
	inLine               // it may go on
	inHead               // among the headers
	inBody               // after the empty line
	after                // the body
	ignored              // up to the next separator
)

// scanner goes through the main file.
type scanner struct {
	lines
	state  state
	script bool // within {% %}
	raw    raw  // the request in work
	found  []raw
	define func(name string, at int, value source.Span)
}

func (s *scanner) scan() {
	if bytes.HasPrefix(s.text, []byte(bom)) {
		s.next = len(bom)
	}
	for {
		line, ok := s.read()
		if !ok {
			break
		}
		if isSeparator(s.text[line.Start:line.End]) {
			s.separate(line)
		} else if s.script {
			s.script = !bytes.Contains(s.text[line.Start:line.End], []byte("%}"))
		} else {
			s.one(line)
		}
	}
	s.finish(len(s.text))
}

// separate ends the request in work at a line of three or more #.
func (s *scanner) separate(line source.Span) {
	s.finish(line.Start)
	s.script = false
	for line.Start < line.End && s.text[line.Start] == '#' {
		line.Start++
	}
	s.comment(line)
}

// finish takes the request in work. A directive without a request is for the next.
func (s *scanner) finish(end int) {
	last := s.raw
	s.raw, s.state = raw{}, before
	if len(last.line) == 0 {
		s.raw.directive, s.raw.directiveSpan = last.directive, last.directiveSpan
		return
	}
	last.whole = source.Span{Start: last.line[0].Start, End: end}
	s.found = append(s.found, last)
}

// one reads a line that is neither separator nor script.
func (s *scanner) one(line source.Span) {
	at := trim(s.text, line)
	text := s.text[at.Start:at.End]
	if len(text) == 0 {
		s.empty(line)
		return
	}
	if isComment(text) {
		s.comment(at)
		return
	}
	if name, value, ok := definition(text); ok && s.state != inBody {
		s.define(string(name), at.Start, source.Span{Start: at.Start + value, End: at.End})
		return
	}
	switch s.state {
	case before:
		s.first(at, text)
	case inLine:
		s.goOn(line, at, text)
	case inHead:
		s.header(line, at, text)
	case inBody:
		s.bodyLine(line, at, text)
	case after:
		s.tail(at, text)
	}
}

func (s *scanner) empty(line source.Span) {
	switch s.state {
	case inLine, inHead:
		s.state = inBody
	case inBody:
		s.bodyText(line)
	}
}

// comment looks for what a comment says to us.
func (s *scanner) comment(at source.Span) {
	for at.Start < at.End && (s.text[at.Start] == '#' || s.text[at.Start] == '/') {
		at.Start++
	}
	at = trim(s.text, at)
	text := s.text[at.Start:at.End]
	const directive = "payloadlint:"
	if bytes.HasPrefix(text, []byte(directive)) {
		at.Start += len(directive)
		at = trim(s.text, at)
		s.raw.directive, s.raw.directiveSpan = strings.ToValidUTF8(string(s.text[at.Start:at.End]), "\ufffd"), at
	}
}

// first reads what stands before a request, up to the request line.
func (s *scanner) first(at source.Span, text []byte) {
	word := text
	if i := bytes.IndexAny(text, blanks); i >= 0 {
		word = text[:i]
	}
	switch {
	case isInput(text) || isAfterBody(text): // a script that runs before the request
		s.script = opensScript(text)
	case len(word) < len(text) && (string(word) == "import" || string(word) == "run"):
		// JetBrains: the requests are checked where they are written.
	case bytes.HasPrefix(text, []byte("HTTP/")):
		s.state = ignored // a response that was kept
	case bytes.EqualFold(word, []byte("curl")):
		s.raw.line, s.raw.command = append(s.raw.line, at), true
		s.fail(at, "a curl command", "a request line", "write the method and the URL, then the headers, an empty line and the body")
	default:
		s.raw.line = append(s.raw.line, at)
		s.state = inLine
	}
}

func (s *scanner) fail(at source.Span, found, expected, advice string) {
	s.raw.fault = fault(at, found, expected, advice)
	s.state = ignored
}

// goOn reads a line after the request line. One that goes on with the query
// begins with ? or &; one that goes on with the URL is indented and no header.
func (s *scanner) goOn(line, at source.Span, text []byte) {
	indented := at.Start > line.Start
	if text[0] == '?' || text[0] == '&' || indented && !isHeader(text) && !beginsBody(text) && !isAfterBody(text) {
		s.raw.line = append(s.raw.line, at)
		return
	}
	s.state = inHead
	s.header(line, at, text)
}

// beginsBody tells whether a line can only be one of a body.
func beginsBody(text []byte) bool {
	switch text[0] {
	case '{':
		return !bytes.HasPrefix(text, []byte("{{"))
	case '[', '"', '}', ']':
		return true
	}
	return isInput(text)
}

func (s *scanner) header(line, at source.Span, text []byte) {
	known := isHeader(text)
	switch last := len(s.raw.headers) - 1; {
	case isAfterBody(text):
		s.state = after
		s.tail(at, text)
	case beginsBody(text):
		s.fail(at, "a body among the headers", "'Name: value'", "put an empty line between the headers and the body")
	case !known && at.Start > line.Start && last >= 0:
		s.raw.headers[last] = append(s.raw.headers[last], at)
	case known || placeholder.In(text):
		s.raw.headers = append(s.raw.headers, []source.Span{at})
	case bytes.Contains(text, []byte("：")):
		s.fail(at, "a header without ':'", "'Name: value'", "use : instead of ：")
	default:
		s.fail(at, "a line that is no header", "'Name: value'", "put an empty line between the headers and the body")
	}
}

func (s *scanner) bodyLine(line, at source.Span, text []byte) {
	switch {
	case isAfterBody(text):
		s.state = after
		s.tail(at, text)
	case isInput(text) && bytes.Contains(text, []byte("{%")):
		s.script = opensScript(text)
	case isInput(text):
		s.raw.body = append(s.raw.body, input(s.text, at))
	default:
		s.bodyText(line)
	}
}

// bodyText adds a line to the body, with its end.
func (s *scanner) bodyText(line source.Span) {
	if n := len(s.raw.body); n > 0 && !s.raw.body[n-1].input && s.raw.body[n-1].span.End == line.Start {
		s.raw.body[n-1].span.End = s.next
		return
	}
	s.raw.body = append(s.raw.body, part{span: source.Span{Start: line.Start, End: s.next}})
}

// input takes apart "< path", "<@ path" and "<@encoding path".
func input(text []byte, at source.Span) part {
	p := part{span: at, input: true, path: source.Span{Start: at.Start + 1, End: at.End}}
	if text[p.path.Start] == '@' {
		p.filled = true
		p.path.Start++
		p.encoding = p.path
		for p.path.Start < at.End && !isBlank(text[p.path.Start]) {
			p.path.Start++
		}
		p.encoding.End = p.path.Start
	}
	p.path = trim(text, p.path)
	return p
}

// tail reads a line after the body. A request there has lost its separator.
func (s *scanner) tail(at source.Span, text []byte) {
	switch {
	case isAfterBody(text):
		s.script = opensScript(text)
	case looksLikeRequest(text):
		s.finish(at.Start)
		s.raw.line = append(s.raw.line, at)
		s.fail(at, "a request line after another request", "a line ###", separateThem)
	}
}

const separateThem = "put a line ### between two requests"

// fault is a syntax error whose message says what was found and expected.
func fault(at source.Span, found, expected, advice string) *document.SyntaxError {
	return &document.SyntaxError{Span: at, Message: "found " + found + ", expected " + expected, Advice: advice}
}
