package rules

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// This file reads the comments that silence findings.

// What such a comment begins with, but for the mark of the comment and blanks.
const (
	tool   = "payloadlint:"
	ignore = "ignore"
)

// maxWords is how many rules and constraints a comment may name.
const maxWords = 64

// remarkReader goes through a text from front to back.
type remarkReader struct {
	w      *writer
	text   []byte
	values []source.Span // where no comment can be
	line   source.Span   // the one that was looked at last
	next   int           // where the code begins that comes next
}

// readRemarks finds the comments of a file that silence findings, in its order.
// JSON has no comments.
func (w *writer) readRemarks(in *intake, found *remarks) {
	if w.form == plainJSON || w.form == jsonLines {
		return
	}
	r := remarkReader{w: w, text: w.tree.Source, values: w.scalars()}
	if w.form == httpFile {
		r.text = w.report.Text // what follows it there are the included files
	}
	for at := 0; ; at += len(tool) {
		n := bytes.Index(r.text[at:], []byte(tool))
		if n < 0 {
			return
		}
		at += n
		said, ok := r.comment(at)
		if !ok {
			continue
		}
		if m := parseRemark(r.text, said); m != nil {
			w.aim(m, r.target(said), in)
			found.add(m)
		}
	}
}

// target is the offset of what a comment is about: the beginning of its line, or
// of the next one that holds more than comments.
func (r *remarkReader) target(at said) int {
	if !r.standsAlone(at) {
		line := r.text[r.line.Start:at.mark]
		return r.line.Start + len(line) - len(bytes.TrimLeft(line, " \t"))
	}
	if at.end >= r.next {
		r.next = r.w.nextCode(r.text, at.end)
	}
	return r.next
}

// goTo looks at the line that an offset is on.
func (r *remarkReader) goTo(offset int) {
	if offset < r.line.End {
		return
	}
	r.line.Start = max(bytes.LastIndexAny(r.text[r.line.End:offset], "\r\n")+1+r.line.End, r.line.Start)
	r.line.End = len(r.text)
	if n := bytes.IndexAny(r.text[offset:], "\r\n"); n >= 0 {
		r.line.End = offset + n
	}
}

// said is a comment: where its mark is, the word, and the end of its line or of
// itself.
type said struct{ mark, word, end int }

// comment tells whether a word begins a comment: only the mark of a comment
// stands before it, and neither is part of a value.
func (r *remarkReader) comment(word int) (said, bool) {
	marks := "#"
	switch r.w.form {
	case commentedJSON:
		marks = "/*"
	case httpFile:
		marks = "#/"
	}
	r.goTo(word)
	text, line := r.text, r.line.Start
	mark := len(bytes.TrimRight(text[line:word], " \t"+marks)) + line
	mark += len(text[mark:word]) - len(bytes.TrimLeft(text[mark:word], " \t"))
	head := text[mark:word]
	if len(head) == 0 || inside(r.values, mark) {
		return said{}, false
	}
	at := said{mark, word, r.line.End}
	switch r.w.form {
	case httpFile:
		first := len(bytes.TrimLeft(text[line:mark], " \t")) == 0
		slash := head[0] == '/' && !bytes.HasPrefix(head, []byte("//"))
		return at, first && !slash && !bytes.HasPrefix(head, []byte("###"))
	case plainYAML:
		return at, mark == line || text[mark-1] == ' ' || text[mark-1] == '\t'
	}
	if n := bytes.Index(text[word:at.end], []byte("*/")); n >= 0 {
		at.end = word + n
	}
	return at, true
}

// standsAlone tells that nothing but comments stands on the line of a comment.
func (r *remarkReader) standsAlone(at said) bool {
	before := bytes.TrimLeft(r.text[r.line.Start:at.mark], "- \t")
	if len(before) > 0 || r.w.form != commentedJSON {
		return len(before) == 0
	}
	rest := bytes.TrimPrefix(r.text[at.end:r.line.End], []byte("*/"))
	rest = bytes.TrimLeft(rest, " \t")
	return len(rest) == 0 || rest[0] == '/'
}

// scalars are the places of all names and values that are no containers, sorted.
func (w *writer) scalars() (spans []source.Span) {
	if w.form == httpFile {
		return nil // its comments have lines of their own, its values have not
	}
	t := w.tree
	for id := range document.ID(t.Len()) {
		if t.HasName(id) {
			spans = append(spans, t.NameSpan(id))
		}
		if t.Kind(id) < document.Array {
			spans = append(spans, t.Span(id))
		}
	}
	slices.SortFunc(spans, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
	return spans
}

func inside(spans []source.Span, offset int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].Start > offset })
	return i > 0 && offset < spans[i-1].End
}

// parseRemark reads a comment; nil if it is about something else.
func parseRemark(text []byte, at said) *remark {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(text[at.word+len(tool):at.end], " \t"), []byte(ignore))
	if !ok {
		return nil
	}
	m := &remark{at: source.Span{Start: at.word, End: at.word + len(bytes.TrimRight(text[at.word:at.end], " \t"))}, request: noRequest}
	names, reason, _ := strings.Cut(strings.ReplaceAll(string(rest), "—", "--"), "--")
	m.reason = strings.TrimSpace(reason)
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		if len(m.words) <= maxWords && !slices.Contains(m.words, name) {
			m.words = append(m.words, name)
		}
	}
	const form = "write payloadlint:ignore RULE -- REASON"
	if len(m.words) > maxWords {
		m.complaint, m.advice = "this comment names too much to ignore", "name at most 64 rules and constraints"
		m.words, m.reason = m.words[:maxWords], ""
		return m
	}
	switch {
	case len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t':
		m.complaint, m.advice, m.reason = "this comment is not understood", form, ""
	case len(m.words) == 0:
		m.complaint, m.advice, m.reason = "this comment names no rule and no constraint to ignore", form, ""
	case m.reason == "":
		m.complaint, m.advice = "this comment gives no reason, so it ignores nothing", form
	}
	return m
}

// aim finds what a comment is about, by the offset of what stands before it, or
// else of what comes next. In a .http file a comment above a request line is
// about the whole request, in whose body there may be no comments.
func (w *writer) aim(m *remark, target int, in *intake) {
	at := w.sources.locate(source.Span{Start: target, End: target})
	m.line, m.target = at.start.Line, target
	heads := w.heads(in)
	i := sort.Search(len(heads), func(i int) bool { return heads[i].End > target })
	if i < len(heads) && heads[i].Start <= target {
		m.request = i
	}
}

// heads are the request lines of a .http file where they stand in it, with the
// lines that go on with them.
func (w *writer) heads(in *intake) []source.Span {
	if w.headsOf == nil && len(in.requests) > 0 {
		for i := range in.requests {
			w.headsOf = append(w.headsOf, w.sources.locate(in.requests[i].Line.Span).span)
		}
	}
	return w.headsOf
}

// nextCode is where the first line begins, after the one that an offset is on,
// that holds more than comments.
func (w *writer) nextCode(text []byte, offset int) int {
	marks := []string{"#"}
	switch w.form {
	case commentedJSON:
		marks = []string{"//", "/*", "*"}
	case httpFile:
		marks = []string{"#", "//"}
	}
	for offset < len(text) {
		n := bytes.IndexByte(text[offset:], '\n')
		if n < 0 {
			break
		}
		offset += n + 1
		line, _, _ := bytes.Cut(text[offset:], []byte("\n"))
		line = bytes.TrimSpace(line)
		if w.form == httpFile && bytes.HasPrefix(line, []byte("###")) {
			return offset // here ends what the comment can be about
		}
		isComment := slices.ContainsFunc(marks, func(mark string) bool { return bytes.HasPrefix(line, []byte(mark)) })
		if len(line) > 0 && !isComment && string(line) != "---" {
			indent := bytes.IndexByte(text[offset:], line[0])
			return offset + indent
		}
	}
	return len(text)
}
