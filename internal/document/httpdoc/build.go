package httpdoc

import (
	"bytes"
	"slices"
	"strings"
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
	r := q.known
	if s := q.target.userinfo; s.Start < s.End {
		b.out.Secrets = append(b.out.Secrets, s)
	}
	if r.Foreign {
		if s := q.target.beside; s.Start < s.End {
			b.out.Secrets = append(b.out.Secrets, s)
		}
		r.Root = b.empty(q)
		b.out.Requests = append(b.out.Requests, r)
		return
	}
	if q.fault != nil {
		b.out.Faults = append(b.out.Faults, Fault{Err: q.fault, Request: r, Region: q.whole})
		return
	}
	region, err := q.line, q.bad
	if q.target.none || q.target.beside.Start < q.target.beside.End {
		region = q.whole // what else it holds may be out of place, too
	}
	if err == nil {
		region, err = b.checkHeaders(q)
	}
	if err != nil {
		b.out.Faults = append(b.out.Faults, Fault{Err: err, Request: r, Region: region})
		return
	}
	root, err := b.envelope(q)
	if err != nil {
		b.out.Faults = append(b.out.Faults, Fault{Err: b.explain(q, err), Request: r, Body: true, Region: q.body.span})
		return
	}
	r.Root = root
	b.out.Requests = append(b.out.Requests, r)
}

// empty adds the tree of a request that is not read.
func (b *builder) empty(q *request) document.ID {
	root := b.t.Add(document.Object, document.None, q.line, true)
	target := q.target.line.Target
	b.close(b.object(root, "query", target, target))
	b.close(b.object(root, "header", target, target))
	b.close(root)
	return root
}

func (b *builder) bytes(s source.Span) []byte { return b.t.Source[s.Start:s.End] }

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
func (b *builder) envelope(q *request) (document.ID, *document.SyntaxError) {
	target := &q.target
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
	names := b.options.Parameters(&target.line)
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
	case q.body.failed || q.body.other != "":
		return nil
	case q.body.span.Start == q.body.span.End:
		b.close(b.object(root, "body", q.line, q.line))
		return nil
	}
	first := source.Span{Start: q.body.span.Start, End: q.body.span.Start + 1}
	id, err := jsondoc.Value(b.t, root, "body", first, q.body.span)
	if err == nil {
		err = b.unfilled(id, q.body.asIs)
	}
	return err
}

// unfilled finds the first placeholder that stands for a value in one of the
// files, in order, that are sent as they are: nothing puts the value in.
func (b *builder) unfilled(body document.ID, files []source.Span) *document.SyntaxError {
	for id := body; id != b.t.Next(body) && len(files) > 0; id++ {
		at := b.t.Span(id)
		for len(files) > 0 && files[0].End <= at.Start {
			files = files[1:]
		}
		if !b.t.IsVague(id) || len(files) == 0 || at.Start < files[0].Start {
			continue
		}
		return fault(at, "a placeholder without quotes", "a value", b.adviseAsIs(at))
	}
	return nil
}

// adviseAsIs says what to do about a placeholder in a file that is sent as it is.
func (b *builder) adviseAsIs(at source.Span) string {
	if bytes.HasPrefix(b.bytes(at), []byte("{{")) {
		return "a file after < is sent as it is: write <@ to fill in variables, or write out what the placeholder stands for"
	}
	return "a file after < is sent as it is: write out what the placeholder stands for"
}

// adviseIncluded says what to do about an error in a file that is put in.
func (b *builder) adviseIncluded(q *request, err *document.SyntaxError) string {
	at := err.Span.Start
	rest := b.t.Source[at:q.body.span.End]
	if isComment(rest) || bytes.HasPrefix(rest, []byte("/*")) {
		return "the file is sent with its comments, which JSON does not allow: remove them"
	}
	asIs := slices.ContainsFunc(q.body.asIs, func(s source.Span) bool { return s.Start <= at && at < s.End })
	if asIs && strings.HasPrefix(err.Message, "found a placeholder") {
		return b.adviseAsIs(err.Span)
	}
	return err.Advice
}

// explain says of an error in a body what the rules of JSON do not.
func (b *builder) explain(q *request, err *document.SyntaxError) *document.SyntaxError {
	at, body := err.Span.Start, q.body.span
	if at < body.Start || at >= body.End {
		return err
	}
	if b.out.Assembly.Locate(err.Span).File != 0 {
		return &document.SyntaxError{Span: err.Span, Message: err.Message, Advice: b.adviseIncluded(q, err)}
	}
	start := body.Start + bytes.LastIndexAny(b.t.Source[body.Start:at], "\r\n") + 1
	if looksLikeRequest(b.t.Source[start:body.End]) {
		return fault(err.Span, "a request line in a body", "a line ### before it", separateThem)
	}
	if isComment(b.t.Source[at:body.End]) {
		return &document.SyntaxError{Span: err.Span, Message: err.Message, Advice: "in a body, a comment has a line of its own"}
	}
	return err
}
