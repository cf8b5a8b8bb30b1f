package httpdoc

import (
	"bytes"
	"cmp"
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
	beside   source.Span // what stands after the URL and should not; empty for none
	none     bool        // the text is no request line
}

// pair is a name and a value of the query, decoded.
type pair struct {
	name, value         source.Span
	nameText, valueText string
}

// lineReader reads one request line.
type lineReader struct {
	a      *source.Assembly
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

func newLineReader(a *source.Assembly, at source.Span) *lineReader {
	l := &lineReader{a: a, text: a.Text[at.Start:at.End], start: at.Start}
	l.masked = mask(l.text)
	l.line.Span, l.line.Target = at, at
	return l
}

// readLine takes a request line apart. host is the value of the Host header. As
// much as can be read is, whatever the error.
func readLine(a *source.Assembly, at source.Span, host []byte) (target, *document.SyntaxError) {
	l := newLineReader(a, at)
	start, end := l.method(), len(cutVersion(l.masked))
	if start >= end || l.line.Method == "GET" && start == 0 && !l.beginsURL(end) {
		l.line.Method, l.line.Implied, l.none = "", false, true
		return l.target, fault(at, "text that is no request line", "a method and a URL", "begin comments with # and put a line ### between two requests")
	}
	url := l.urlEnd(start, end)
	var err *document.SyntaxError
	if l.beside = trim(a.Text, l.span(url, end)); l.beside.Start < l.beside.End {
		err = besides(a.Text, l.beside)
	}
	err = cmp.Or(err, l.url(start, url, host))
	return l.target, err
}

// readCommand finds the URL of a curl command. It is false where none is easily
// found: no word of the line begins with http, or several do.
func readCommand(a *source.Assembly, at source.Span) (target, bool) {
	l := newLineReader(a, at)
	start, end := 0, 0
	for next := 0; next < len(l.masked); {
		word := next
		for next < len(l.masked) && !isBlank(l.masked[next]) {
			next++
		}
		in := trimOf(l.masked, source.Span{Start: word, End: next}, `"'`)
		if webScheme(l.masked[in.Start:in.End]) > 0 {
			if end > 0 {
				return l.target, false
			}
			start, end = in.Start, in.End
		}
		next++
	}
	if end == 0 {
		return l.target, false
	}
	l.beside = at
	_ = l.url(start, end, nil) // what is wrong with it does not matter
	return l.target, true
}

// url takes a URL apart, and returns the first of its errors.
func (l *lineReader) url(start, end int, host []byte) *document.SyntaxError {
	l.line.Target = l.span(start, end)
	if i := bytes.IndexByte(l.masked[start:end], '#'); i >= 0 {
		end = start + i
	}
	if i := bytes.IndexByte(l.masked[start:end], '?'); i >= 0 {
		l.query = l.span(start+i+1, end)
		end = start + i
	}
	begin, err := l.authority(start, end, host)
	err = cmp.Or(err, l.readPath(begin, end))
	return cmp.Or(err, l.readQuery(l.query.Start-l.start, l.query.End-l.start))
}

// urlEnd is where a URL ends: at the first blank that is written in the file.
// One that a variable brings is part of the value.
func (l *lineReader) urlEnd(start, end int) int {
	for i := start; i < end; i++ {
		if !isBlank(l.masked[i]) {
			continue
		}
		at := l.a.Locate(l.span(i, i+1))
		if in := l.a.Files()[at.File].Text[at.Span.Start:at.Span.End]; len(in) == 1 && in[0] == l.text[i] {
			return i
		}
	}
	return end
}

// besides is the error for what stands after a URL.
func besides(text []byte, at source.Span) *document.SyntaxError {
	in := text[at.Start:at.End]
	if isComment(in) {
		return fault(at, "a comment after the URL", "the end of the line", "put the comment on a line of its own")
	}
	if len(in) >= 4 && bytes.EqualFold(in[:4], []byte("HTTP")) && bytes.IndexByte(in, ':') < 0 {
		return fault(at, "text after the URL that is no HTTP version", "HTTP/1.1 or the end of the line", "write HTTP/1.1, or leave it out")
	}
	return fault(at, "text after the URL that is no HTTP version", "the end of the line", "put a header on a line of its own, and write %20 for a space in the URL")
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
	case len(word) > 0 && len(bytes.Trim(word, "\x00")) == 0 && l.isMarked(start, len(rest)):
		l.line.Method = ""
		return start
	case isToken(word) && l.isMarked(start, len(rest)):
		return start
	}
	l.line.Method, l.line.Implied = "GET", true
	return 0
}

// isMarked tells whether text can only be a URL: it begins as nothing else does.
func (l *lineReader) isMarked(start, end int) bool {
	text, masked := l.text[start:end], l.masked[start:end]
	switch {
	case masked[0] == '/':
		return !bytes.HasPrefix(masked, []byte("//"))
	case masked[0] == 0:
		// What has a name in quotes after {{ is JSON with a bracket too many.
		name := bytes.TrimLeft(bytes.TrimPrefix(text, []byte("{{")), blanks)
		return len(name) < len(text) && name[0] != '"' && name[0] != '\''
	}
	return webScheme(masked) > 0
}

// beginsURL tells whether the line up to end can be a URL without a method. A
// host without a scheme has a dot in it, so that no name and value are taken
// for one.
func (l *lineReader) beginsURL(end int) bool {
	if l.isMarked(0, end) {
		return true
	}
	host, rest := l.masked[:end], []byte(nil)
	if i := bytes.IndexAny(host, "/?"); i >= 0 {
		host = host[:i]
	}
	if i := bytes.IndexByte(host, ':'); i >= 0 {
		host, rest = host[:i], host[i+1:]
		if len(rest) == 0 || len(bytes.Trim(rest, "0123456789\x00")) > 0 {
			return false
		}
	}
	for _, c := range host {
		if c != 0 && c != '.' && c != '-' && !('0' <= c && c <= '9') && !('a' <= c|0x20 && c|0x20 <= 'z') {
			return false
		}
	}
	return bytes.IndexByte(host, '.') > 0 || bytes.EqualFold(host, []byte("localhost"))
}

// webScheme is the length of http:// or https:// at the start, 0 for none.
func webScheme(masked []byte) int {
	for _, s := range [...]string{"http://", "https://"} {
		if len(masked) >= len(s) && bytes.EqualFold(masked[:len(s)], []byte(s)) {
			return len(s)
		}
	}
	return 0
}

// scheme is where the scheme of a URL ends, 0 where it has none.
func scheme(masked []byte) int {
	i := bytes.Index(masked, []byte("://"))
	if i <= 0 || bytes.IndexAny(masked[:i], "/?@ ") >= 0 {
		return 0
	}
	return i
}

// authority passes over the scheme, reads user, host and port, and returns where the path begins.
func (l *lineReader) authority(start, end int, host []byte) (int, *document.SyntaxError) {
	l.line.Based = l.masked[start] == 0
	if c := l.masked[start]; c == '/' || c == '*' && end == start+1 {
		return start, l.host(bytes.TrimSpace(host), mask(bytes.TrimSpace(host)))
	}
	if n := scheme(l.masked[start:end]); n > 0 {
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
	if l.line.Host == "http" || l.line.Host == "https" {
		l.line.Based = true // the real host and path are not known, so nobody can say that it is foreign
		return fault(l.line.Target, "'"+l.line.Host+"' without '://' after it", l.line.Host+"://host", "write "+l.line.Host+"://")
	}
	l.line.HostKnown = end > 0 && bytes.IndexByte(masked[:end], 0) < 0
	if bytes.IndexByte(masked[:end], 0) >= 0 {
		l.line.Host = string(text[:end]) // names of variables keep their case
	}
	return nil
}

// readPath splits the path. A base address and a path that both have the slash
// between them make two of it; that is no segment. One that cannot be decoded
// stays as it is, and is not known.
func (l *lineReader) readPath(start, end int) (first *document.SyntaxError) {
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
			text = strings.ToValidUTF8(string(l.text[at:next]), "\ufffd")
			first = cmp.Or(first, err)
		}
		l.segments = append(l.segments, l.span(at, next))
		l.line.Segments = append(l.line.Segments, text)
		l.line.SegmentsKnown = append(l.line.SegmentsKnown, err == nil && bytes.IndexByte(l.masked[at:next], 0) < 0)
		at = next
	}
	return first
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
