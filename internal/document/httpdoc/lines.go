package httpdoc

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/source"
)

const (
	bom    = "\ufeff"
	blanks = " \t\f\v"
)

// lines goes through a text line by line. Lines end in LF, CRLF or a lone CR.
type lines struct {
	text []byte
	next int // where the next line begins
	feed int // where the next LF is, or the end of the text
}

// read returns the next line without its end; ok is false after the last.
func (l *lines) read() (line source.Span, ok bool) {
	if l.next >= len(l.text) {
		return source.Span{}, false
	}
	if l.feed <= l.next && !(l.feed == l.next && l.text[l.feed] == '\n') {
		l.feed = len(l.text)
		if i := bytes.IndexByte(l.text[l.next:], '\n'); i >= 0 {
			l.feed = l.next + i
		}
	}
	line = source.Span{Start: l.next, End: l.feed}
	l.next = min(l.feed+1, len(l.text))
	if i := bytes.IndexByte(l.text[line.Start:line.End], '\r'); i >= 0 {
		line.End = line.Start + i
		if line.End+1 < l.feed || l.feed == len(l.text) {
			l.next = line.End + 1
		}
	}
	return line, true
}

// trim is a span without white space at its ends.
func trim(text []byte, s source.Span) source.Span {
	return trimOf(text, s, blanks)
}

func trimOf(text []byte, s source.Span, cut string) source.Span {
	in := text[s.Start:s.End]
	s.Start += len(in) - len(bytes.TrimLeft(in, cut))
	if s.Start == s.End {
		return s
	}
	s.End = s.Start + len(bytes.TrimRight(text[s.Start:s.End], cut))
	return s
}

func isSeparator(line []byte) bool { return bytes.HasPrefix(line, []byte("###")) }

func isComment(trimmed []byte) bool {
	return trimmed[0] == '#' || bytes.HasPrefix(trimmed, []byte("//"))
}

// isAfterBody tells what follows a body: a response handler, a file that the
// response is written to, a reference to an earlier response.
func isAfterBody(trimmed []byte) bool {
	return trimmed[0] == '>' || bytes.HasPrefix(trimmed, []byte("<>"))
}

// isInput tells what is put in from a file, or run before the request.
func isInput(trimmed []byte) bool {
	return len(trimmed) > 1 && trimmed[0] == '<' && (isBlank(trimmed[1]) || trimmed[1] == '@' || bytes.HasPrefix(trimmed[1:], []byte("{%")))
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\f' || c == '\v' }

// opensScript tells whether a script in {% %} begins in a line and goes on after it.
func opensScript(line []byte) bool {
	i := bytes.Index(line, []byte("{%"))
	return i >= 0 && !bytes.Contains(line[i:], []byte("%}"))
}

// definition takes apart "@name = value". Start and end of the value are
// offsets in the line.
func definition(trimmed []byte) (name []byte, value int, ok bool) {
	if trimmed[0] != '@' {
		return nil, 0, false
	}
	equals := bytes.IndexByte(trimmed, '=')
	if equals < 0 {
		return nil, 0, false
	}
	name = bytes.TrimRight(trimmed[1:equals], blanks)
	if len(name) == 0 || bytes.ContainsAny(name, blanks) {
		return nil, 0, false
	}
	value = equals + 1
	for value < len(trimmed) && isBlank(trimmed[value]) {
		value++
	}
	return name, value, true
}

// isHeader tells whether a line begins with the name of a header, and is no URL.
func isHeader(line []byte) bool {
	name, value, found := bytes.Cut(line, []byte(":"))
	return found && isToken(bytes.TrimRight(name, blanks)) && !bytes.HasPrefix(value, []byte("//"))
}

// isToken tells whether text can be the name of a header (RFC 9110, 5.6.2).
func isToken(text []byte) bool {
	for _, c := range text {
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9':
		case bytes.IndexByte([]byte("!#$%&'*+-.^_`|~"), c) >= 0:
		default:
			return false
		}
	}
	return len(text) > 0
}

// isMethod tells whether a word stands for one of the methods that both clients
// know, or for a protocol.
func isMethod(word []byte) bool {
	switch string(bytes.ToUpper(word[:min(len(word), 10)])) {
	case "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE":
		return true
	}
	return isProtocol(word)
}

// isProtocol tells whether a word in place of the method makes the request
// something else than plain HTTP.
func isProtocol(word []byte) bool {
	switch string(bytes.ToUpper(word[:min(len(word), 10)])) {
	case "GRAPHQL", "GRPC", "WEBSOCKET", "RSOCKET":
		return true
	}
	return false
}

// looksLikeRequest tells whether a line begins with a method in capitals and goes on.
func looksLikeRequest(line []byte) bool {
	i := bytes.IndexAny(line[:min(len(line), 16)], blanks)
	return i > 0 && isMethod(line[:i]) && bytes.Equal(bytes.ToUpper(line[:i]), line[:i])
}
