package request

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/document/httpdoc"
	"github.com/payloadlint/payloadlint/internal/source"
)

// Hint is what is known of a document besides its own text. The zero value is
// nothing.
type Hint struct {
	// File is the name of the file; only its last part counts.
	File string
	// Line is the request line that stands above the document, nil where the
	// format has none.
	Line *Line
	// Directive is what a comment says after "payloadlint:", such as
	// operation=ID, and DirectiveSpan is where, for formats whose reader finds
	// it: see Directive. In a file without request lines Read looks for it
	// above the document.
	Directive     string
	DirectiveSpan source.Span
}

// Line is a request line as the reader of .http files takes it apart. Where
// SegmentsKnown is shorter than Segments, the others are known.
type Line httpdoc.Line

// segments are those of the path without the empty ones at its end.
func (l *Line) segments() []string {
	n := len(l.Segments)
	for n > 0 && l.Segments[n-1] == "" {
		n--
	}
	return l.Segments[:n]
}

// host is the host in small letters, without a port.
func (l *Line) host() string {
	host := strings.ToLower(l.Host)
	if colon := strings.LastIndexByte(host, ':'); colon >= 0 && strings.Trim(host[colon+1:], "0123456789") == "" {
		host = host[:colon]
	}
	return host
}

func (l *Line) known(i int) bool { return i >= len(l.SegmentsKnown) || l.SegmentsKnown[i] }
