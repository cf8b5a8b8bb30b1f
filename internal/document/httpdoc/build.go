package httpdoc

import (
	"bytes"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/source"
)

// maxSize is the longest file that is read, in bytes: offsets in the tree have
// 32 bits, and the assembly grows beyond the file.
const maxSize = 1 << 30

// Parse reads a file into t, which it resets. What is wrong with one request
// does not keep it from reading the others.
func Parse(t *document.Tree, main *source.File, o Options) *File {
	out := &File{Assembly: source.Whole(main)}
	t.Reset(out.Assembly.Text, document.JSON)
	if len(main.Text) > maxSize {
		out.Failures = append(out.Failures, Failure{Path: main.Name, Message: "the file has more than 1 GiB"})
		return out
	}
	if bytes.HasPrefix(main.Text, []byte("\xff\xfe")) || bytes.HasPrefix(main.Text, []byte("\xfe\xff")) {
		err := fault(source.Span{End: 2}, "the byte order mark of UTF-16", "text in UTF-8", "save the file as UTF-8")
		out.Faults = append(out.Faults, Fault{Err: err, Request: Request{Root: document.None}, Region: source.Span{End: len(main.Text)}})
		return out
	}
	r := &reader{main: main, options: o, a: out.Assembly, out: out}
	r.variables = variables{text: main.Text, outside: o.Lookup}
	s := scanner{lines: lines{text: main.Text}, define: r.variables.define}
	s.scan()
	r.variables.resolve()
	requests := make([]request, 0, len(s.found))
	for i := range s.found {
		q := r.assemble(&s.found[i])
		if r.a.Full {
			out.Failures = append(out.Failures, Failure{Path: main.Name, Span: q.raw.line[0],
				Message: "with variables and included files put in, the requests up to this one have more than 256 MiB; this one and what follows was not read"})
			break
		}
		requests = append(requests, q)
	}
	t.Reset(r.a.Text, document.JSON)
	b := builder{t: t, options: o, out: out}
	for i := range requests {
		b.request(&requests[i])
	}
	return out
}

// builder makes the envelopes.
type builder struct {
	t       *document.Tree
	options Options
	out     *File
}

func (b *builder) request(q *request) {
	r := Request{
		Root: document.None, Line: Line{Span: q.line, Target: q.line}, Name: q.name,
		Directive: q.directive, DirectiveSpan: q.directiveSpan, OtherBody: q.other,
	}
	if r.Name == "" {
		r.Name = q.title
	}
	if q.command {
		b.out.Faults = append(b.out.Faults, Fault{Err: q.fault, Request: r, Region: q.whole})
		return
	}
	target, err := readLine(b.t.Source, q.line, b.hostHeader(q))
	r.Line = target.line
	if target.userinfo.Start < target.userinfo.End {
		b.out.Secrets = append(b.out.Secrets, target.userinfo)
	}
	if q.fault != nil {
		b.out.Faults = append(b.out.Faults, Fault{Err: q.fault, Request: r, Region: q.whole})
		return
	}
	region := q.line
	if err == nil {
		region, err = b.checkHeaders(q)
	}
	if err != nil {
		b.out.Faults = append(b.out.Faults, Fault{Err: err, Request: r, Region: region})
		return
	}
	root, err := b.envelope(q, target)
	if err != nil {
		b.out.Faults = append(b.out.Faults, Fault{Err: b.explain(q, err), Request: r, Body: true, Region: q.body})
		return
	}
	r.Root = root
	b.out.Requests = append(b.out.Requests, r)
}

func (b *builder) bytes(s source.Span) []byte { return b.t.Source[s.Start:s.End] }

func (b *builder) hostHeader(q *request) []byte {
	for _, h := range q.headers {
		if bytes.EqualFold(b.bytes(h.name), []byte("host")) {
			return b.bytes(h.value)
		}
	}
	return nil
}

// checkHeaders finds the header that is no text.
func (b *builder) checkHeaders(q *request) (source.Span, *document.SyntaxError) {
	for _, h := range q.headers {
		if !utf8.Valid(b.bytes(h.value)) {
			return h.value, fault(h.value, "bytes that are no UTF-8", "text in UTF-8", "save the file as UTF-8")
		}
	}
	return source.Span{}, nil
}

// envelope adds the tree of a request. The tree is as it was where the body has
// an error.
func (b *builder) envelope(q *request, target *target) (document.ID, *document.SyntaxError) {
	root := b.t.Add(document.Object, document.None, q.line, true)
	b.path(root, target)
	query := b.object(root, "query", span(target.query, target.line.Target), target.line.Target)
	for _, p := range target.pairs {
		b.text(query, p.name, p.nameText, p.value, p.valueText)
	}
	b.close(query)
	header := b.object(root, "header", target.line.Target, target.line.Target)
	for _, h := range q.headers {
		if name := b.bytes(h.name); isToken(name) {
			b.text(header, h.name, string(name), h.value, string(b.bytes(h.value)))
		}
	}
	b.close(header)
	if err := b.body(root, q); err != nil {
		b.t.Drop(root)
		return document.None, err
	}
	b.close(root)
	return root, nil
}

// span is s, or where that is empty, other.
func span(s, other source.Span) source.Span {
	if s.Start < s.End {
		return s
	}
	return other
}

// object adds a member that is an object without brackets.
func (b *builder) object(root document.ID, name string, at, nameAt source.Span) document.ID {
	id := b.t.Add(document.Object, root, at, true)
	b.t.SetName(id, nameAt, true)
	b.t.SetDecodedName(id, name)
	return id
}

// close ends an object where it was said to end.
func (b *builder) close(id document.ID) { b.t.Close(id, b.t.Span(id).End) }

// text adds a member that is a string without quotes.
func (b *builder) text(parent document.ID, name source.Span, nameText string, value source.Span, text string) {
	id := b.t.Add(document.String, parent, value, true)
	b.t.SetName(id, name, true)
	if string(b.bytes(name)) != nameText {
		b.t.SetDecodedName(id, nameText)
	}
	if string(b.bytes(value)) != text {
		b.t.SetText(id, text)
	}
}

// path adds the path parameters, if the line is known.
func (b *builder) path(root document.ID, target *target) {
	if b.options.Parameters == nil {
		return
	}
	names := b.options.Parameters(target.line.Method, target.line)
	if names == nil {
		return
	}
	id := b.object(root, "path", span(target.path, target.line.Target), target.line.Target)
	for i, name := range names[:min(len(names), len(target.segments))] {
		if name != "" {
			b.text(id, target.segments[i], name, target.segments[i], target.line.Segments[i])
		}
	}
	b.close(id)
}

func (b *builder) body(root document.ID, q *request) *document.SyntaxError {
	switch {
	case q.failed || q.other != "":
		return nil
	case q.body.Start == q.body.End:
		b.close(b.object(root, "body", q.line, q.line))
		return nil
	}
	first := source.Span{Start: q.body.Start, End: q.body.Start + 1}
	_, err := jsondoc.Value(b.t, root, "body", first, q.body)
	return err
}

// explain says of an error in a body what the rules of JSON do not.
func (b *builder) explain(q *request, err *document.SyntaxError) *document.SyntaxError {
	at := err.Span.Start
	if at < q.body.Start || at >= q.body.End {
		return err
	}
	start := q.body.Start + bytes.LastIndexAny(b.t.Source[q.body.Start:at], "\r\n") + 1
	if looksLikeRequest(b.t.Source[start:q.body.End]) {
		return fault(err.Span, "a request line in a body", "a line ### before it", separateThem)
	}
	if isComment(b.t.Source[at:q.body.End]) {
		return &document.SyntaxError{Span: err.Span, Message: err.Message, Advice: "in a body, a comment has a line of its own"}
	}
	return err
}
