package rules

import (
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Limits on the paths in a finding, in bytes. Real ones are far below; without
// a limit, a few long names above many mistakes would fill the memory.
const (
	maxPointer = 4096
	maxKey     = 512
)

// masked stands for a member's name that is part of a secret value.
const masked = "***"

// step is one step of a path: a member's name, or an index.
type step struct {
	name   string
	index  int
	member bool
}

// place is where in a document a finding stands.
type place struct {
	// in is the location, empty for what is outside all of them; depth is the
	// number of steps that lead to it.
	in    string
	depth int
	// steps lead from the document's root to the value.
	steps []step
	span  source.Span
	// ofBody tells that pointers lead from the body, and only there: a file of
	// HTTP requests is no document.
	ofBody bool
}

// placeOf is the place of a value, or of the member that an object lacks when
// absent is not empty. key chooses the span of the member's name.
func (w *writer) placeOf(q *request.Request, id document.ID, absent string, key bool) place {
	t := w.tree
	p := place{in: request.Body, span: t.Span(id), ofBody: w.form == httpFile}
	top := document.None
	for n := id; t.Parent(n) != document.None; n = t.Parent(n) {
		p.steps = append(p.steps, w.stepOf(n))
		top = n
	}
	for i, j := 0, len(p.steps)-1; i < j; i, j = i+1, j-1 {
		p.steps[i], p.steps[j] = p.steps[j], p.steps[i]
	}
	switch {
	case absent != "":
		p.steps = append(p.steps, step{name: absent, member: true})
		p.span = w.owner(id)
	case key && t.HasName(id):
		p.span = t.NameSpan(id)
	}
	if q.Envelope {
		p.in = ""
		if top != document.None && request.IsLocation(string(t.Name(top))) {
			p.in, p.depth = string(t.Name(top)), 1
		}
	}
	return p
}

func (w *writer) stepOf(id document.ID) step {
	t := w.tree
	if !t.HasName(id) {
		return step{index: t.Index(id)}
	}
	if w.hides(t.NameSpan(id)) {
		return step{name: masked, member: true}
	}
	text := t.Written(id)
	if len(text) > maxKey {
		return step{name: string(text[:maxKey]) + ellipsis, member: true}
	}
	return step{name: string(text), member: true}
}

// owner is where an object stands that lacks a member: its name, or its first
// byte when it has none.
func (w *writer) owner(id document.ID) source.Span {
	if w.tree.HasName(id) {
		return w.tree.NameSpan(id)
	}
	return w.firstByte(w.tree.Span(id).Start)
}

// firstByte is the span of one byte, of none at the end of the file.
func (w *writer) firstByte(start int) source.Span {
	return source.Span{Start: start, End: min(start+1, len(w.tree.Source))}
}

// parameter is the dotted name within the location.
func (p *place) parameter() string {
	if len(p.steps) == p.depth+1 {
		return p.steps[p.depth].String()
	}
	var b strings.Builder
	for i, s := range p.steps[p.depth:] {
		if i > 0 && s.member {
			b.WriteByte('.')
		}
		b.WriteString(s.String())
	}
	return b.String()
}

func (s step) String() string {
	if s.member {
		return s.name
	}
	return "[" + strconv.Itoa(s.index) + "]"
}

// pointer is the RFC 6901 pointer from the root of the document or body.
func (p *place) pointer() string {
	var b strings.Builder
	steps := p.steps
	if p.ofBody {
		if p.in != request.Body {
			return ""
		}
		steps = steps[p.depth:]
	}
	for _, s := range steps {
		if b.Len() > maxPointer {
			b.WriteString("/" + ellipsis)
			break
		}
		b.WriteByte('/')
		if s.member {
			b.WriteString(document.EscapePointer(s.name))
		} else {
			b.WriteString(strconv.Itoa(s.index))
		}
	}
	return b.String()
}

// isWhole tells whether the place is a whole location.
func (p *place) isWhole() bool { return len(p.steps) == p.depth }

// subject names the place in a sentence.
func (p *place) subject() string {
	switch {
	case !p.isWhole() && p.steps[len(p.steps)-1] == (step{member: true}):
		return name(p.parameter()) + `""`
	case !p.isWhole():
		return name(p.parameter())
	case p.in == request.Body:
		return "the request body"
	case p.in == "":
		return "the request"
	}
	return "the " + p.in + " part"
}

// fill puts the real names and indexes for {key} and [] in a documented text,
// and text for {text}. The constraint's own parameter tells which steps they are.
func (p *place) fill(template string, c *spec.Constraint, text string) string {
	if !strings.ContainsAny(template, "{[") {
		return template
	}
	keys, indexes := p.variable(c)
	var b strings.Builder
	for rest := template; rest != ""; {
		i := strings.IndexAny(rest, "{[")
		if i < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:i])
		rest = rest[i:]
		switch {
		case strings.HasPrefix(rest, spec.AnyKey) && len(keys) > 0:
			b.WriteString(name(keys[0]))
			if len(keys) > 1 {
				keys = keys[1:]
			}
			rest = rest[len(spec.AnyKey):]
		case strings.HasPrefix(rest, spec.AnyItem) && len(indexes) > 0:
			b.WriteString(indexes[0])
			if len(indexes) > 1 {
				indexes = indexes[1:]
			}
			rest = rest[len(spec.AnyItem):]
		case strings.HasPrefix(rest, textMark):
			b.WriteString(text)
			rest = rest[len(textMark):]
		default:
			b.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	return b.String()
}

// textMark stands for our own words in a documented message.
const textMark = "{text}"

// variable are the steps of the place that the documented name leaves open.
func (p *place) variable(c *spec.Constraint) (keys, indexes []string) {
	steps := p.steps[p.depth:]
	if c.In == requestScope {
		steps = p.steps
	}
	for i, documented := range spec.Steps(c.Parameter) {
		if i == len(steps) {
			break
		}
		switch s := steps[i]; documented {
		case spec.AnyKey:
			keys = append(keys, s.String())
		case spec.AnyItem:
			indexes = append(indexes, s.String())
		default:
			if s.name != documented {
				return keys, indexes
			}
		}
	}
	return keys, indexes
}

// requestScope is the location of constraints that span several locations.
const requestScope = "request"
