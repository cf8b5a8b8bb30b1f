package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// FuzzFixes asserts of each fix that it does what its title says, to the document
// as to the text, and nothing else.
func FuzzFixes(f *testing.F) {
	ends := []string{corpus.JSON, corpus.Comments, corpus.Lines, corpus.YAML, corpus.HTTP}
	for i, end := range ends {
		for _, text := range corpus.Texts(f, end) {
			f.Add(string(text), uint8(i))
		}
	}
	for i, text := range []string{
		"{\"Name\": \"a\", \"Old\": \"x\",\r\n \"zone\": 5, \"Size\": \"99\"}",
		"{\"Name\": \"a\", // b\n\"Kind\": \"Large\", /* c */ \"Old\": \"x\" // d\n}",
		"{\"name\": \"a\", \"Kind\": \"large\"}\n{\"Name\": \"a\", \"Old\": 1}\n",
		"- Name: a\n  Kind: large\n- &a {Old: x, Zone: [1, 'y']}\n- *a\n",
		"@n = a\nPOST https://box/boxes/1?requesttoken={{n}}&RequestToken=b\nX-Trace: 1\n\n{\"Name\": \"{{n}}\", \"Kind\": \"large\", \"Old\": 1}\n",
	} {
		f.Add(text, uint8(i))
	}
	f.Add("Name: a\nOld: |\n  x\nKind: Large # c\nParts:\n- id: 1\n  Pin: b\n- {Depth: '1'}\nZone: x\nZone: \"x\"\n", uint8(3))
	f.Add("Name: a\n<<: &b\n  Old: x\nbody: *b\n? Kind\n: 'Large'\n", uint8(3))
	l := fixture(f, "Create")
	f.Fuzz(func(t *testing.T, text string, form uint8) {
		name := "a" + ends[int(form)%len(ends)]
		r := l.Check(name, []byte(text))
		for i := range r.Findings {
			for _, fix := range r.Findings[i].Fixes {
				examine(t, l, r, &r.Findings[i], fix)
			}
		}
	})
}

// examine makes one fix.
func examine(t *testing.T, l *Linter, r *FileReport, f *Finding, fix Fix) {
	t.Helper()
	for i, e := range fix.Edits {
		span := source.Span{Start: e.Start, End: e.End}
		if e.Start < 0 || e.End < e.Start || e.End > len(r.Text) || overlaps(r.Hidden, span) || i > 0 && e.Start < fix.Edits[i-1].End {
			t.Fatalf("%s: %q has the edits %v; hidden is %v", f.Message, fix.Title, fix.Edits, r.Hidden)
		}
	}
	text := edited(string(r.Text), fix)
	next := l.Check(r.Name, []byte(text))
	complain := func(why string) {
		t.Helper()
		t.Fatalf("%s: %s (%q)\n%q\n%q\nbefore: %s\nafter: %s", why, f.Message, fix.Title, r.Text, text, summary(r), summary(next))
	}
	if next.Err != nil || ofRule(next, invalidSyntax.ID) > ofRule(r, invalidSyntax.ID) || next.Requests != r.Requests {
		complain("the file is broken")
	}
	if alike(next, f) >= alike(r, f) {
		complain("the mistake is still there")
	}
	old, now := flat(l, r.Name, string(r.Text)), flat(l, r.Name, text)
	for len(old) > 0 && len(now) > 0 && old[0] == now[0] {
		old, now = old[1:], now[1:]
	}
	for len(old) > 0 && len(now) > 0 && old[len(old)-1] == now[len(now)-1] {
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	ok := len(old) == 1 && len(now) == 1
	switch word, _, _ := strings.Cut(fix.Title, " "); word {
	case "add":
		ok = len(old) == 0 && len(now) == 1
	case "remove":
		ok = ok && strings.Contains(fix.Title, "quotes") || len(old) > 0 && len(now) == 0
	case "rename":
		ok = ok && old[0].value == now[0].value
	default:
		ok = ok && old[0].name == now[0].name
	}
	if !ok {
		complain(fmt.Sprintf("more is changed: %v to %v", old, now))
	}
}

func ofRule(r *FileReport, rule string) (n int) {
	for i := range r.Findings {
		if r.Findings[i].Rule == rule {
			n++
		}
	}
	return n
}

// alike counts the findings that say what another one says.
func alike(r *FileReport, f *Finding) (n int) {
	for i := range r.Findings {
		g := &r.Findings[i]
		if g.Rule == f.Rule && g.Constraint == f.Constraint && g.Pointer == f.Pointer && g.Parameter == f.Parameter && g.Request == f.Request {
			n++
		}
	}
	return n
}

// node is what a document has in one place, without what an object has in it.
type node struct {
	depth       int
	name, value string
}

func flat(l *Linter, name, text string) []node {
	var t document.Tree
	var in intake
	if l.read(&t, &in, name, []byte(text)); in.release != nil {
		in.release()
	}
	list := make([]node, t.Len())
	for id := range document.ID(t.Len()) {
		n := &list[id]
		if n.value = t.Kind(id).String(); t.Kind(id) < document.Array {
			n.value += " " + string(t.Text(id))
		}
		for p := t.Parent(id); p != document.None; p = t.Parent(p) {
			n.depth++
		}
		if t.HasName(id) {
			n.name = string(t.Name(id))
		}
	}
	return list
}
