package httpdoc

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

func allTests() []parseTest {
	var all []parseTest
	for _, tests := range [][]parseTest{lineTests(), scanTests(), bodyTests(), variablesTests(), includeTests(), foreignTests(), loneTests()} {
		all = append(all, tests...)
	}
	return all
}

var (
	offsets = regexp.MustCompile(`@\d+»`)
	ends    = strings.NewReplacer("\r\n", "\n", "\r", "\n")
)

// However lines end, and with a byte order mark, a file says the same.
func TestLineEnds(t *testing.T) {
	for _, test := range allTests() {
		for _, end := range []string{"\r\n", "\r", "\n"} {
			text := "\ufeff" + strings.ReplaceAll(test.text, "\n", end)
			tree, f := parse(text)
			got := ends.Replace(offsets.ReplaceAllString(strings.Join(outline(tree, f), "\x00"), "@»"))
			want := offsets.ReplaceAllString(strings.Join(test.want, "\x00"), "@»")
			if diff := cmp.Diff(strings.Split(want, "\x00"), strings.Split(got, "\x00")); diff != "" {
				t.Errorf("%s, lines end in %q (-want +got):\n%s", test.name, end, diff)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, test := range allTests() {
		f.Add([]byte(test.text))
	}
	for _, text := range corpus.Texts(f, corpus.HTTP) {
		f.Add(text)
	}
	f.Add([]byte("\xff\xfeG\x00"))
	f.Add([]byte("GET http://x/\xff\nA: \xff\n\n\xff"))
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		tree, file := parse(string(text))
		again, same := parse(string(text))
		if !bytes.Equal(before, file.Assembly.Files()[0].Text) {
			t.Fatal("the text was changed")
		}
		if diff := cmp.Diff(outline(tree, file), outline(again, same)); diff != "" {
			t.Fatalf("another result:\n%s", diff)
		}
		check := checker{t, file}
		for id := document.ID(0); int(id) < tree.Len(); id++ {
			check.span(tree.Span(id))
			check.span(tree.NameSpan(id))
			if !utf8.Valid(tree.Name(id)) || tree.Kind(id) == document.String && !utf8.Valid(tree.Text(id)) {
				t.Errorf("%s is no UTF-8", tree.Pointer(id))
			}
		}
		if len(tree.Roots) != len(file.Requests) {
			t.Errorf("%d roots, %d requests", len(tree.Roots), len(file.Requests))
		}
		for i, r := range file.Requests {
			if r.Root != tree.Roots[i] {
				t.Errorf("request %d has root %d", i, r.Root)
			}
			check.request(tree, &r)
		}
		for _, x := range file.Faults {
			check.fault(&x)
		}
		for _, x := range file.Failures {
			check.span(x.Span)
		}
		for _, s := range file.Secrets {
			check.span(s)
		}
	})
}

type checker struct {
	*testing.T
	file *File
}

// span checks that a span lies in the assembly and leads into a file.
func (c checker) span(s source.Span) {
	c.Helper()
	a := c.file.Assembly
	if s.Start < 0 || s.Start > s.End || s.End > len(a.Text) {
		c.Fatalf("span %v of %d bytes", s, len(a.Text))
	}
	for _, at := range append(a.Places(s), a.Locate(s)) {
		if text := a.Files()[at.File].Text; at.Span.Start < 0 || at.Span.Start > at.Span.End || at.Span.End > len(text) {
			c.Fatalf("span %v leads to %v", s, at)
		}
	}
}

func (c checker) request(tree *document.Tree, r *Request) {
	c.Helper()
	c.span(r.DirectiveSpan)
	c.line(&r.Line)
	if r.Foreign && (tree.Member(r.Root, "body") != document.None || tree.Len() > int(r.Root) && tree.End(r.Root) != r.Root+3) {
		c.Errorf("a foreign request has %d nodes", tree.End(r.Root)-r.Root)
	}
	var names []string
	for id := tree.First(r.Root); id != tree.End(r.Root); id = tree.Next(id) {
		names = append(names, string(tree.Name(id)))
		if name := names[len(names)-1]; name != "body" && (tree.NameSpan(id) != r.Line.Target || tree.Kind(id) != document.Object) {
			c.Errorf("%s stands at %v, the target at %v", name, tree.NameSpan(id), r.Line.Target)
		}
	}
	if got := strings.TrimSuffix(strings.TrimPrefix(strings.Join(names, " "), "path "), " body"); got != "query header" {
		c.Errorf("members %q", names)
	}
}

func (c checker) line(l *Line) {
	c.Helper()
	c.span(l.Span)
	c.span(l.Target)
	if l.Target.Start < l.Span.Start || l.Target.End > l.Span.End || len(l.Segments) != len(l.SegmentsKnown) || l.HostKnown && l.Host == "" {
		c.Errorf("line %+v", l)
	}
}

func (c checker) fault(x *Fault) {
	c.Helper()
	c.span(x.Err.Span)
	c.span(x.Region)
	c.line(&x.Request.Line)
	if x.Request.Root != document.None || !strings.HasPrefix(x.Err.Message, "found ") || !strings.Contains(x.Err.Message, ", expected ") {
		c.Errorf("fault %+v, %q", x.Request, x.Err.Message)
	}
}
