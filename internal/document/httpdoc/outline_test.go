package httpdoc

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/expand"
	"github.com/payloadlint/payloadlint/internal/source"
)

// inputs are the files that tests can include.
var inputs = map[string]string{
	"dir/body.json":       "\ufeff{\"Name\": \"{{name}}\", \"Size\": {{size}}}\n",
	"dir/quoted.json":     `{"Name": "{{name}}"}`,
	"dir/plain.json":      `{"a": 1}`,
	"dir/empty.json":      "\n",
	"dir/broken.json":     "{\n  \"a\": }\n",
	"dir/half.txt":        `[1, 2`,
	"dir/shell.json":      `[true, ${OPEN}]`,
	"dir/members.json":    `{ {{m}} }`,
	"dir/commented.jsonc": "{\"a\": 1, // c\n \"b\": 2}",
	"dir/block.json":      `/* c */ {}`,
	"dir/request.txt":     "POST http://y",
	"up.json":             `{}`,
	"/abs.json":           `{}`,
}

func options() Options {
	return Options{
		Lookup: expand.Outside(map[string]string{"outside": "o u t", "ENV": "env value", "loop": "no loop", "secret": "s3"}),
		Open: func(path string) (*source.File, error) {
			text, ok := inputs[path]
			if !ok {
				return nil, errors.New("no such file")
			}
			return source.New(path, []byte(text)), nil
		},
		Parameters: func(line *Line) []string {
			if line.Method != "POST" || len(line.Segments) == 0 || line.Segments[0] != "v1" {
				return nil
			}
			return []string{"", "id", "", "sub"}
		},
		Foreign: func(q *Request) bool {
			return strings.HasSuffix(q.Line.Host, "foreign.example") && q.Directive != "operation=Mine"
		},
	}
}

// under returns what shows a span by the text of the file that it comes from.
func under(f *File) func(source.Span) string {
	return func(s source.Span) string {
		at := f.Assembly.Locate(s)
		name := ""
		if at.File != 0 {
			name = f.Assembly.Files()[at.File].Name + ":"
		}
		if at.Span.Start == at.Span.End {
			return fmt.Sprintf("«%s@%d»", name, at.Span.Start)
		}
		return "«" + name + string(f.Assembly.Files()[at.File].Text[at.Span.Start:at.Span.End]) + "»"
	}
}

// outline shows all of a file: a line for each request, fault and failure, and
// one for each node but the objects of path, query and header.
func outline(t *document.Tree, f *File) []string {
	var out []string
	under := under(f)
	for _, r := range f.Requests {
		out = append(out, describe(&r, under))
		for id := r.Root + 1; id < t.End(r.Root); id++ {
			if s := node(t, r.Root, id, under); s != "" {
				out = append(out, s)
			}
		}
	}
	for _, d := range t.Duplicates {
		out = append(out, fmt.Sprintf("duplicate %s", t.Pointer(d.Second)))
	}
	for _, x := range f.Faults {
		what := "fault"
		if x.Body {
			what = "fault in the body"
		}
		if x.Request.Line.Method != "" {
			what += " of " + x.Request.Line.Method + " " + x.Request.Line.Host + "/" + strings.Join(x.Request.Line.Segments, "/")
		}
		out = append(out, fmt.Sprintf("%s: %s %s (%s) hides %s", what, under(x.Err.Span), x.Err.Message, x.Err.Advice, under(x.Region)))
	}
	for _, x := range f.Failures {
		out = append(out, fmt.Sprintf("failure: %s: %s %s", x.Path, x.Message, under(x.Span)))
	}
	for _, s := range f.Secrets {
		out = append(out, "secret "+under(s))
	}
	return out
}

func node(t *document.Tree, root, id document.ID, under func(source.Span) string) string {
	pointer, kind := t.Pointer(id), t.Kind(id)
	if t.Parent(id) == root && (pointer != "/body" || t.NameSpan(id) == t.Span(root)) {
		if pointer == "/body" {
			return "no body"
		}
		return ""
	}
	s := pointer + " "
	if t.HasName(id) {
		s += under(t.NameSpan(id)) + ": "
	}
	s += kind.String() + " " + under(t.Span(id))
	if kind != document.Object && kind != document.Array {
		s += fmt.Sprintf(" %q", t.Text(id))
	}
	if t.IsVague(id) {
		s += " vague"
	}
	return s
}

func describe(r *Request, under func(source.Span) string) string {
	l := &r.Line
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s|%s", l.Method, l.Host, strings.Join(l.Segments, "|"))
	if !l.HostKnown {
		b.WriteString(" host?")
	}
	if l.Implied {
		b.WriteString(" implied")
	}
	if l.Based {
		b.WriteString(" based")
	}
	for i, known := range l.SegmentsKnown {
		if !known {
			fmt.Fprintf(&b, " segment%d?", i)
		}
	}
	fmt.Fprintf(&b, " %s", under(l.Span))
	if l.Target != l.Span {
		fmt.Fprintf(&b, " target%s", under(l.Target))
	}
	if r.Directive != "" {
		fmt.Fprintf(&b, " directive=%s%s", r.Directive, under(r.DirectiveSpan))
	}
	if r.Foreign {
		b.WriteString(" foreign")
	}
	if r.OtherBody != "" {
		fmt.Fprintf(&b, " other=%s", r.OtherBody)
	}
	return b.String()
}

func parse(text string) (*document.Tree, *File) {
	var t document.Tree
	f := Parse(&t, source.New("dir/a.http", []byte(text)), options())
	return &t, f
}

type parseTest struct {
	name, text string
	want       []string
}

func runParseTests(t *testing.T, tests []parseTest) {
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree, f := parse(test.text)
			if diff := cmp.Diff(test.want, outline(tree, f)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}
