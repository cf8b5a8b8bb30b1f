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

// readRemarks finds the comments of a file that silence findings, in its order.
// JSON has no comments.
func (w *writer) readRemarks(in *intake, found *remarks) {
	if w.form == plainJSON || w.form == jsonLines {
		return
	}
	text := w.tree.Source
	if w.form == httpFile {
		text = w.report.Text // what follows it there are the included files
	}
	values, next := w.scalars(), 0 // where the code begins that comes next
	for at := 0; ; {
		n := bytes.Index(text[at:], []byte(tool))
		if n < 0 {
			return
		}
		at += n
		if said, ok := w.comment(text, at, values); ok {
			if m := parseRemark(text, said); m != nil {
				start := lineStart(text, said.mark)
				target := start + len(text[start:said.mark]) - len(bytes.TrimLeft(text[start:said.mark], " \t"))
				if w.standsAlone(text, said) {
					if said.end >= next {
						next = w.nextCode(text, said.end)
					}
					target = next
				}
				w.aim(m, target, in)
				found.add(m)
			}
		}
		at += len(tool)
	}
}

// said is a comment: where its mark is, and the end of its line or of itself.
type said struct{ mark, word, end int }

// comment tells whether a word begins a comment: only the mark of a comment
// stands before it, and neither is part of a value.
func (w *writer) comment(text []byte, word int, values []source.Span) (said, bool) {
	marks := "#"
	switch w.form {
	case commentedJSON:
		marks = "/*"
	case httpFile:
		marks = "#/"
	}
	line := lineStart(text, word)
	mark := len(bytes.TrimRight(text[line:word], " \t"+marks)) + line
	mark += len(text[mark:word]) - len(bytes.TrimLeft(text[mark:word], " \t"))
	end := len(text)
	if n := bytes.IndexAny(text[word:], "\r\n"); n >= 0 {
		end = word + n
	}
	head := text[mark:word]
	first := len(bytes.TrimLeft(text[line:mark], " \t")) == 0
	switch {
	case len(head) == 0, inside(values, mark):
		return said{}, false
	case w.form == httpFile && (!first || head[0] == '/' && !bytes.HasPrefix(head, []byte("//")) || bytes.HasPrefix(head, []byte("###"))):
		return said{}, false
	case w.form == plainYAML && mark > line && text[mark-1] != ' ' && text[mark-1] != '\t':
		return said{}, false
	case w.form == commentedJSON:
		if n := bytes.Index(text[word:end], []byte("*/")); n >= 0 {
			end = word + n
		}
	}
	return said{mark, word, end}, true
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
		if len(m.words) <= maxWords && !slices.ContainsFunc(m.words, func(s silencer) bool { return s.name == name }) {
			m.words = append(m.words, silencer{name: name})
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

// standsAlone tells that nothing but comments stands on the line of a comment.
func (w *writer) standsAlone(text []byte, at said) bool {
	before := bytes.TrimLeft(text[lineStart(text, at.mark):at.mark], "- \t")
	if w.form != commentedJSON {
		return len(before) == 0
	}
	rest := text[at.end:]
	if n := bytes.IndexAny(rest, "\r\n"); n >= 0 {
		rest = rest[:n]
	}
	rest = bytes.TrimSpace(bytes.TrimPrefix(rest, []byte("*/")))
	return len(before) == 0 && (len(rest) == 0 || bytes.HasPrefix(rest, []byte("/")))
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

func lineStart(text []byte, offset int) int { return bytes.LastIndexAny(text[:offset], "\r\n") + 1 }

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
