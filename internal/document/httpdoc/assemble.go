package httpdoc

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/source"
)

// piece is text of a file that a part of a request is put together from.
type piece struct {
	file int
	span source.Span
	glue string // what stands before it in the request and not in the file
	raw  bool   // variables are not put in

	joined source.Span // where it stands in the assembly, once it was joined
}

// reader is the state of one Parse.
type reader struct {
	main      *source.File
	options   Options
	a         *source.Assembly
	variables variables
	inputs    map[string]opened
	out       *File
}

// opened is an included file: its index in the assembly, or why there is none.
type opened struct {
	file    int
	message string
}

// request is one whose parts stand in the assembly.
type request struct {
	*raw
	known   Request // all but its envelope
	line    source.Span
	target  target
	bad     *document.SyntaxError // what is wrong with the line
	headers []header
	body    content
}

// content is a body whose parts stand in the assembly.
type content struct {
	span   source.Span   // empty for none
	asIs   []source.Span // the files in it that are sent as they are
	other  string        // the type of a body that is not read
	failed bool          // a file could not be read
}

type header struct{ name, value source.Span }

// join puts pieces together and returns where they stand then: where they stood,
// if they are one piece of the main file without known variables. Variables are
// those that an offset of the main file can refer to.
//
// Once the assembly is full, what is joined is not looked at any more.
func (r *reader) join(pieces []piece, at int) source.Span {
	if r.a.Full {
		return source.Span{}
	}
	if p := pieces[0]; len(pieces) == 1 && p.file == 0 && (p.raw || !r.anyKnown(p, at)) {
		return p.span
	}
	region := source.Span{Start: r.a.Begin()}
	for i, p := range pieces {
		if p.glue != "" {
			before := source.Span{Start: p.span.Start, End: p.span.Start}
			r.a.Substitute(p.file, before, p.glue, source.Origin{File: p.file, Span: before})
		}
		start := len(r.a.Text)
		r.put(p, at)
		pieces[i].joined = source.Span{Start: start, End: len(r.a.Text)}
	}
	region.End = len(r.a.Text)
	return region
}

func (r *reader) anyKnown(p piece, at int) bool {
	text := r.a.Files()[p.file].Text[p.span.Start:p.span.End]
	for ref := range placeholder.All(text) {
		if _, ok := r.variables.lookup(text, ref, at); ok {
			return true
		}
	}
	return false
}

// put adds a piece to the region that was begun last.
func (r *reader) put(p piece, at int) {
	text := r.a.Files()[p.file].Text[p.span.Start:p.span.End]
	from := p.span.Start
	for ref := range placeholder.All(text) {
		if p.raw || r.a.Full {
			break
		}
		value, ok := r.variables.lookup(text, ref, at)
		if !ok {
			continue
		}
		hole := source.Span{Start: p.span.Start + ref.Start, End: p.span.Start + ref.End}
		if from < hole.Start {
			r.a.Copy(p.file, source.Span{Start: from, End: hole.Start})
		}
		r.a.Substitute(p.file, hole, value.Text, value.From)
		from = hole.End
	}
	if from < p.span.End {
		r.a.Copy(p.file, source.Span{Start: from, End: p.span.End})
	}
}

// assemble puts the parts of a request into the assembly, those of a foreign
// one up to its body.
func (r *reader) assemble(w *raw) request {
	q := request{raw: w, line: r.join(r.linePieces(w.line), w.line[0].Start)}
	kind := r.head(&q)
	readable := true
	if w.command {
		q.target, readable = readCommand(r.a, q.line)
	} else {
		q.target, q.bad = readLine(r.a, q.line, r.hostHeader(&q))
		readable = !q.target.none
	}
	q.target.line.Implied = q.target.line.Implied && r.hasText(w.body)
	q.known = Request{Root: document.None, Line: q.target.line, Directive: w.directive, DirectiveSpan: w.directiveSpan}
	if readable && r.options.Foreign != nil {
		q.known.Foreign = r.options.Foreign(&q.known)
	}
	if w.fault == nil && !q.known.Foreign {
		q.body = r.body(w.body, kind)
		q.known.OtherBody = q.body.other
	}
	return q
}

// head joins the headers, and returns what they say of the type of the body, in
// small letters.
func (r *reader) head(q *request) (kind string) {
	kind = r.protocol(q.line)
	for _, lines := range q.raw.headers {
		h := r.header(lines)
		q.headers = append(q.headers, h)
		if kind == "" && r.is(h.name, "content-type") {
			kind = mediaType(r.text(h.value))
		}
		if r.is(h.name, "x-request-type") && strings.EqualFold(r.text(h.value), "graphql") {
			kind = "graphql"
		}
	}
	return kind
}

func (r *reader) hostHeader(q *request) []byte {
	for _, h := range q.headers {
		if r.is(h.name, "host") {
			return r.a.Text[h.value.Start:h.value.End]
		}
	}
	return nil
}

func (r *reader) text(s source.Span) string { return string(r.a.Text[s.Start:s.End]) }

func (r *reader) is(name source.Span, lower string) bool {
	return strings.EqualFold(r.text(name), lower)
}

// protocol is what JetBrains writes in place of a method for requests that are
// not plain HTTP, in small letters; "" for all else.
func (r *reader) protocol(line source.Span) string {
	text := r.a.Text[line.Start:min(line.End, line.Start+16)]
	if i := bytes.IndexAny(text, blanks); i > 0 && isProtocol(text[:i]) {
		return strings.ToLower(string(text[:i]))
	}
	return ""
}

// linePieces are the lines of a URL. The end of a line stands for the slash
// between two segments; in the query it stands for nothing.
func (r *reader) linePieces(lines []source.Span) []piece {
	pieces := make([]piece, len(lines))
	query := false
	for i, line := range lines {
		text := r.main.Text[line.Start:line.End]
		if i < len(lines)-1 {
			line.End = line.Start + len(cutVersion(text))
			text = text[:line.End-line.Start]
		}
		pieces[i] = piece{span: line}
		if i > 0 && !query && len(text) > 0 {
			previous := pieces[i-1].span
			switch before := r.main.Text[previous.Start:previous.End]; {
			case i == 1 && isMethod(before):
				pieces[i].glue = " "
			case bytes.IndexByte([]byte("/?&"), text[0]) < 0 && !bytes.HasSuffix(before, []byte("/")):
				pieces[i].glue = "/"
			}
		}
		query = query || bytes.IndexByte(text, '?') >= 0
	}
	return pieces
}

// cutVersion is a request line without " HTTP/1.1" at its end.
func cutVersion(line []byte) []byte {
	i := bytes.LastIndexAny(line, blanks)
	if i < 0 || len(line)-i < 6 || !bytes.EqualFold(line[i+1:i+6], []byte("HTTP/")) {
		return line
	}
	return bytes.TrimRight(line[:i], blanks)
}

// header joins the lines of a header and takes it apart. Where the whole of it
// is a placeholder, it has an empty name.
func (r *reader) header(lines []source.Span) header {
	pieces := make([]piece, len(lines))
	for i, line := range lines {
		pieces[i] = piece{span: line}
		if i > 0 {
			pieces[i].glue = " "
		}
	}
	whole := r.join(pieces, lines[0].Start)
	colon := bytes.IndexByte(mask(r.a.Text[whole.Start:whole.End]), ':')
	if colon < 0 {
		return header{name: source.Span{Start: whole.Start, End: whole.Start}, value: whole}
	}
	colon += whole.Start
	return header{
		name:  trim(r.a.Text, source.Span{Start: whole.Start, End: colon}),
		value: trim(r.a.Text, source.Span{Start: colon + 1, End: whole.End}),
	}
}

// mediaType is a Content-Type in small letters without its parameters.
func mediaType(value string) string {
	value, _, _ = strings.Cut(value, ";")
	return strings.ToLower(strings.TrimSpace(value))
}

// body puts the parts of a body together. One that is said to be something
// else than JSON is read only if it looks like JSON all the same.
func (r *reader) body(parts []part, kind string) content {
	if len(parts) == 0 {
		return content{}
	}
	never := isProtocol([]byte(kind)) || strings.HasSuffix(kind, "/graphql") || strings.HasSuffix(kind, "ndjson")
	if never || kind != "" && !strings.HasSuffix(kind, "json") && !r.looksLikeJSON(parts) {
		if !r.hasText(parts) {
			return content{}
		}
		return content{other: kind}
	}
	var pieces []piece
	for _, p := range parts {
		next := piece{span: p.span}
		if p.input {
			var ok bool
			if next, ok = r.input(p); !ok {
				return content{failed: true}
			}
		}
		pieces = append(pieces, next)
	}
	all := r.join(pieces, parts[0].span.Start)
	c := content{span: trimOf(r.a.Text, all, blanks+"\r\n")}
	for _, p := range pieces {
		if p.raw {
			c.asIs = append(c.asIs, p.joined)
		}
	}
	return c
}

// hasText tells whether a body is more than white space.
func (r *reader) hasText(parts []part) bool {
	for _, p := range parts {
		if p.input || len(bytes.TrimSpace(r.main.Text[p.span.Start:p.span.End])) > 0 {
			return true
		}
	}
	return false
}

func (r *reader) looksLikeJSON(parts []part) bool {
	for _, p := range parts {
		if p.input {
			return strings.HasSuffix(strings.ToLower(string(r.main.Text[p.path.Start:p.path.End])), ".json")
		}
		if text := bytes.TrimSpace(r.main.Text[p.span.Start:p.span.End]); len(text) > 0 {
			return text[0] == '{' || text[0] == '['
		}
	}
	return false
}

// input opens an included file.
func (r *reader) input(p part) (piece, bool) {
	name := r.text(r.join([]piece{{span: p.path}}, p.path.Start))
	written := strings.ReplaceAll(name, `\`, "/")
	if !path.IsAbs(written) && (len(written) < 2 || written[1] != ':') {
		written = path.Join(path.Dir(r.main.Name), written)
	}
	o, message := opened{}, ""
	switch encoding := strings.ToLower(string(r.main.Text[p.encoding.Start:p.encoding.End])); {
	case name == "":
		written, message = "", "no file is named here"
	case placeholder.In([]byte(name)):
		message = "the name of the file holds a placeholder without a value; give it one with --var NAME=…"
	case encoding != "" && encoding != "utf8" && encoding != "utf-8" && encoding != "ascii" && encoding != "us-ascii":
		message = fmt.Sprintf("the file is said to be in %q; only UTF-8 can be read: save it so, and leave the encoding out", encoding)
	default:
		o = r.open(written)
		message = o.message
	}
	if message != "" {
		r.out.Failures = append(r.out.Failures, Failure{Path: written, Message: message, Span: p.path})
		return piece{}, false
	}
	text := r.a.Files()[o.file].Text
	span := source.Span{Start: len(text) - len(bytes.TrimPrefix(text, []byte(bom))), End: len(text)}
	return piece{file: o.file, span: span, raw: !p.filled}, true
}

// open reads a file once, however many requests include it.
func (r *reader) open(path string) opened {
	o, ok := r.inputs[path]
	if ok {
		return o
	}
	if r.options.Open == nil {
		o.message = "files cannot be included here"
	} else if f, err := r.options.Open(path); err != nil {
		o.message = err.Error()
	} else {
		o.file = r.a.AddFile(f)
	}
	if r.inputs == nil {
		r.inputs = map[string]opened{}
	}
	r.inputs[path] = o
	return o
}
