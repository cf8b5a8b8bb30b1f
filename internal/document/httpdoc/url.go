package httpdoc

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/source"
)

// target is a request line taken apart. Spans are spans of the assembly.
type target struct {
	line     Line
	segments []source.Span
	path     source.Span
	query    source.Span // without the question mark; empty for none
	pairs    []pair
	userinfo source.Span // empty for none
}

// pair is a name and a value of the query, decoded.
type pair struct {
	name, value         source.Span
	nameText, valueText string
}

// lineReader reads one request line, text[at:].
type lineReader struct {
	text   []byte
	masked []byte // text with NUL in place of placeholders
	start  int    // of both, in the assembly
	target
}

// mask is a copy of text in which placeholders are NUL bytes, so that what they
// hold separates nothing.
func mask(text []byte) []byte {
	masked := bytes.Clone(text)
	for ref := range placeholder.All(text) {
		if ref.Sure {
			clear(masked[ref.Start:ref.End])
		}
	}
	return masked
}

func (l *lineReader) span(start, end int) source.Span {
	return source.Span{Start: l.start + start, End: l.start + end}
}

// readLine takes a request line apart. host is the value of the Host header.
func readLine(text []byte, at source.Span, host []byte) (*target, *document.SyntaxError) {
	l := &lineReader{text: text[at.Start:at.End], start: at.Start}
	l.masked = mask(l.text)
	l.line.Span, l.line.Target = at, at
	start, end := l.method(), len(cutVersion(l.masked))
	if start >= end || l.line.Method == "GET" && start == 0 && !looksLikeURL(l.masked[:end]) {
		l.line.Method = ""
		return &l.target, fault(at, "text that is no request line", "a method and a URL", "begin comments with # and put a line ### between two requests")
	}
	l.line.Target = l.span(start, end)
	if i := bytes.IndexByte(l.masked[start:end], '#'); i >= 0 {
		end = start + i
	}
	if i := bytes.IndexByte(l.masked[start:end], '?'); i >= 0 {
		l.query = l.span(start+i+1, end)
		end = start + i
	}
	begin, err := l.authority(start, end, host)
	if err == nil {
		err = l.readPath(begin, end)
	}
	if err == nil {
		err = l.readQuery(l.query.Start-l.start, l.query.End-l.start)
	}
	return &l.target, err
}

// method reads the method, if there is one, and returns where the URL begins.
func (l *lineReader) method() int {
	i := bytes.IndexAny(l.masked, blanks)
	word := l.masked
	if i >= 0 {
		word = l.masked[:i]
	}
	l.line.Method = strings.ToUpper(string(word))
	start := len(word)
	for start < len(l.text) && isBlank(l.text[start]) {
		start++
	}
	rest := cutVersion(l.masked)
	switch {
	case isMethod(word):
		return start
	case start >= len(rest):
	case len(word) > 0 && len(bytes.Trim(word, "\x00")) == 0:
		l.line.Method = ""
		return start
	case isToken(word) && looksLikeURL(rest[start:]):
		return start
	}
	l.line.Method = "GET"
	return 0
}

// looksLikeURL tells a URL from words.
func looksLikeURL(masked []byte) bool {
	switch c := masked[0]; {
	case c == 0, c == '/', c == '*' && len(masked) == 1:
		return true
	case scheme(masked) > 0:
		return true
	}
	return bytes.IndexAny(masked, blanks) < 0 && bytes.IndexAny(masked, ".:/") > 0 || string(masked) == "localhost"
}

// scheme is where the scheme of a URL ends, 0 where it has none.
func scheme(masked []byte) int {
	i := bytes.Index(masked, []byte("://"))
	if i <= 0 || bytes.IndexAny(masked[:i], "/?@ ") >= 0 {
		return 0
	}
	return i
}

// authority reads scheme, user, host and port, and returns where the path begins.
func (l *lineReader) authority(start, end int, host []byte) (int, *document.SyntaxError) {
	l.line.Based = l.masked[start] == 0
	if c := l.masked[start]; c == '/' || c == '*' && end == start+1 {
		return start, l.host(bytes.TrimSpace(host), mask(bytes.TrimSpace(host)))
	}
	if n := scheme(l.masked[start:end]); n > 0 {
		if text := l.masked[start : start+n]; bytes.IndexByte(text, 0) < 0 {
			l.line.Scheme = strings.ToLower(string(text))
		}
		start += n + len("://")
		l.line.Based = false
	}
	begin := end
	if i := bytes.IndexByte(l.masked[start:end], '/'); i >= 0 {
		begin = start + i
	}
	if i := bytes.LastIndexByte(l.masked[start:begin], '@'); i >= 0 {
		l.userinfo = l.span(start, start+i)
		start += i + 1
	}
	return begin, l.host(l.text[start:begin], l.masked[start:begin])
}

// host takes an authority without user apart.
func (l *lineReader) host(text, masked []byte) *document.SyntaxError {
	end := len(masked)
	if bytes.HasPrefix(masked, []byte("[")) {
		if end = bytes.IndexByte(masked, ']'); end < 0 {
			return fault(l.line.Target, "an IPv6 address without ']'", "[address]", "close the bracket")
		}
		text, masked, end = text[1:], masked[1:], end-1
	} else if i := bytes.LastIndexByte(masked, ':'); i >= 0 {
		end = i
	}
	l.line.Host = strings.ToLower(string(text[:end]))
	l.line.HostKnown = end > 0 && bytes.IndexByte(masked[:end], 0) < 0
	if bytes.IndexByte(masked[:end], 0) >= 0 {
		l.line.Host = string(text[:end]) // names of variables keep their case
	}
	return nil
}

// readPath splits the path. A base address and a path that both have the slash
// between them make two of it; that is no segment.
func (l *lineReader) readPath(start, end int) *document.SyntaxError {
	l.path = l.span(start, end)
	if start == end || l.masked[start] != '/' {
		return nil
	}
	for start+1 < end && l.masked[start+1] == '/' {
		start++
	}
	if end > start+1 && l.masked[end-1] == '/' {
		end--
	}
	for at := start + 1; at < end; at++ {
		next := end
		if i := bytes.IndexByte(l.masked[at:end], '/'); i >= 0 {
			next = at + i
		}
		text, err := l.decode(at, next, false)
		if err != nil {
			return err
		}
		l.segments = append(l.segments, l.span(at, next))
		l.line.Segments = append(l.line.Segments, text)
		l.line.SegmentsKnown = append(l.line.SegmentsKnown, bytes.IndexByte(l.masked[at:next], 0) < 0)
		at = next
	}
	return nil
}

// readQuery splits the query. What has a placeholder for a name is left out.
func (l *lineReader) readQuery(start, end int) *document.SyntaxError {
	for at := start; at < end; at++ {
		next := end
		if i := bytes.IndexByte(l.masked[at:end], '&'); i >= 0 {
			next = at + i
		}
		equals := next
		if i := bytes.IndexByte(l.masked[at:next], '='); i >= 0 {
			equals = at + i
		}
		value := min(equals+1, next)
		if at < next && bytes.IndexByte(l.masked[at:equals], 0) < 0 {
			p := pair{name: l.span(at, equals), value: l.span(value, next)}
			var err *document.SyntaxError
			if p.nameText, err = l.decode(at, equals, true); err != nil {
				return err
			}
			if p.valueText, err = l.decode(value, next, true); err != nil {
				return err
			}
			l.pairs = append(l.pairs, p)
		}
		at = next
	}
	return nil
}

// decode undoes percent-encoding outside placeholders; in a query a plus sign
// is a space.
func (l *lineReader) decode(start, end int, query bool) (string, *document.SyntaxError) {
	text := make([]byte, 0, end-start)
	for i := start; i < end; i++ {
		switch c := l.masked[i]; {
		case c == 0:
			text = append(text, l.text[i])
		case c == '+' && query:
			text = append(text, ' ')
		case c != '%':
			text = append(text, c)
		case i+2 < end && unhex(l.masked[i+1]) >= 0 && unhex(l.masked[i+2]) >= 0:
			text = append(text, byte(unhex(l.masked[i+1])<<4|unhex(l.masked[i+2])))
			i += 2
		default:
			return "", fault(l.span(i, i+1), "'%' without two hexadecimal digits after it", "an escape such as %20", "write %25 for a percent sign")
		}
	}
	if !utf8.Valid(text) {
		return "", fault(l.span(start, end), "bytes or escapes that are no UTF-8", "text in UTF-8", "save the file as UTF-8, and escape the bytes of UTF-8")
	}
	return string(text), nil
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
