package jsondoc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// checkTree fails unless the tree is well-formed: spans nest and are in order,
// and the links between nodes agree.
func checkTree(t testing.TB, tree *document.Tree) {
	t.Helper()
	for i, root := range tree.Roots {
		if tree.Parent(root) != document.None || tree.Index(root) != i {
			t.Fatalf("root %d has parent %d and index %d", root, tree.Parent(root), tree.Index(root))
		}
	}
	if len(tree.Roots) == 0 && tree.Len() > 0 {
		t.Fatal("nodes without a root")
	}
	for id := document.ID(0); int(id) < tree.Len(); id++ {
		checkNode(t, tree, id)
	}
}

func checkNode(t testing.TB, tree *document.Tree, id document.ID) {
	t.Helper()
	span, n := tree.Span(id), 0
	at := span.Start
	if span.Start >= span.End || span.End > len(tree.Source) {
		t.Fatalf("node %d: span %v", id, span)
	}
	for c := tree.First(id); c != tree.End(id); c = tree.Next(c) {
		first := tree.Span(c)
		if tree.HasName(c) {
			key := tree.NameSpan(c)
			if key.End > first.Start || tree.Source[key.Start] != '"' || tree.Source[key.End-1] != '"' {
				t.Fatalf("node %d: name %v, value %v", c, key, first)
			}
			first.Start = key.Start
		} else if tree.NameSpan(c) != (source.Span{}) {
			t.Fatalf("item %d has a name", c)
		}
		if tree.Parent(c) != id || tree.Index(c) != n || first.Start < at || first.End > span.End || c >= tree.End(id) {
			t.Fatalf("node %d, child %d: parent %d, index %d, span %v in %v", id, c, tree.Parent(c), tree.Index(c), first, span)
		}
		at = first.End
		n++
	}
	if n != tree.Size(id) {
		t.Fatalf("node %d has size %d and %d children", id, tree.Size(id), n)
	}
}

// agree fails unless Parse judges and reads text as encoding/json does, except
// where the package says that it does not.
func agree(t testing.TB, tree *document.Tree, text []byte) {
	t.Helper()
	before := bytes.Clone(text)
	err := Parse(tree, text)
	if !bytes.Equal(text, before) {
		t.Fatalf("%q was changed to %q", before, text)
	}
	checkTree(t, tree)
	rest := bytes.TrimPrefix(text, []byte(bom))
	if err == nil {
		if !json.Valid(rest) || !utf8.Valid(text) {
			t.Fatalf("%q: accepted", text)
		}
		checkTokens(t, tree, rest)
		return
	}
	switch half := "half of a surrogate pair"; {
	case !json.Valid(rest), !utf8.Valid(text):
	case strings.Contains(err.Message, half) && halfPair.Match(text):
	case strings.Contains(err.Message, "nested more than") && bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > document.MaxDepth:
	default:
		t.Fatalf("%q: %v", text, err)
	}
	checkError(t, text, err, source.Span{End: len(text)})
}

// checkError fails unless an error about text, which stands within bounds, is
// one that people can be shown.
func checkError(t testing.TB, text []byte, err *document.SyntaxError, bounds source.Span) {
	t.Helper()
	if err == nil {
		return
	}
	if s := err.Span; s.Start < bounds.Start || s.Start > s.End || s.End > bounds.End {
		t.Fatalf("%q: span %v of the error is out of bounds", text, s)
	}
	for _, s := range []string{err.Message, err.Advice} {
		if !utf8.ValidString(s) || len(s) > 200 || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) }) {
			t.Fatalf("%q: unfit message %q", text, s)
		}
	}
	if !strings.HasPrefix(err.Message, "found ") || !strings.Contains(err.Message, ", expected ") {
		t.Fatalf("%q: message %q", text, err.Message)
	}
}

// wantsSame fails unless what is below two nodes, of different trees, is the
// same but for where it stands.
func wantsSame(t testing.TB, ta *document.Tree, a document.ID, tb *document.Tree, b document.ID) {
	t.Helper()
	outline := func(t *document.Tree, root document.ID) string {
		var b strings.Builder
		for id := root; id != t.Next(root); id++ {
			fmt.Fprintf(&b, "%s %d %v", t.Kind(id), t.Size(id), t.IsVague(id))
			if id != root {
				fmt.Fprintf(&b, " below %d, %d. %q", t.Parent(id)-root, t.Index(id), t.Name(id))
			}
			if t.Kind(id) < document.Array {
				fmt.Fprintf(&b, " %q", t.Text(id))
			}
			b.WriteByte('\n')
		}
		for _, d := range t.Duplicates {
			if root <= d.First && d.Second < t.Next(root) {
				fmt.Fprintln(&b, d.First-root, d.Second-root)
			}
		}
		return b.String()
	}
	if got, want := outline(ta, a), outline(tb, b); got != want {
		t.Fatalf("%q\ngot\n%s\nwant\n%s", ta.Source, got, want)
	}
}

var halfPair = regexp.MustCompile(`\\u[dD][89a-fA-F]`)

// checkTokens compares the tree with what encoding/json reads, in order.
func checkTokens(t testing.TB, tree *document.Tree, text []byte) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	token := func() json.Token {
		tok, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		return tok
	}
	same := func(id document.ID, got []byte, want any) {
		var w string
		switch v := want.(type) {
		case nil:
			w = "null"
		case bool:
			w = map[bool]string{true: "true", false: "false"}[v]
		case json.Number:
			w = string(v)
		case string:
			w = v
		default:
			t.Fatalf("node %d: %q, want %v", id, got, want)
		}
		if string(got) != w {
			t.Fatalf("node %d: %q, want %q", id, got, w)
		}
	}
	for id := document.ID(0); int(id) < tree.Len(); id++ {
		if tree.HasName(id) {
			same(id, tree.Name(id), token())
		}
		want := token()
		switch tree.Kind(id) {
		case document.Object, document.Array:
			if open := tree.Source[tree.Span(id).Start]; want != json.Delim(open) {
				t.Fatalf("node %d: %c, want %v", id, open, want)
			}
		default:
			same(id, tree.Text(id), want)
		}
		// The containers whose last node this is.
		for c := id; c != document.None && tree.Next(c) == id+1; c = tree.Parent(c) {
			if k := tree.Kind(c); k == document.Object || k == document.Array {
				token()
			}
		}
	}
}

// Texts that are JSON, and texts that are not, whoever judges.
var (
	good = []string{
		`{}`, `[]`, `0`, `-0`, `""`, `null`, `true`, `false`, " \t\r\n[ \t\r\n] \t\r\n", `[0e1]`, `[0E+1]`, `[1.0e-09]`, `[-1.5]`, `[1e00]`, `[123456789012345678901234567890]`,
		`{"":0}`, `{"a":{"a":{"a":[]}}}`, `[[],[[]],{}]`, `[1,"a",null,{}]`, `["\u0000\u001f\u007f\u00e9\u4E91\uFFFF"]`, `["\uD834\uDD1E\udbff\udfff"]`,
		`["\\u0041\\\\\""]`, "[\"\u2028\u2029\ufeff\ufffd\U0010ffff\"]", `{"a":1,"a":2}`, `["a/b\/c"]`, "[\n        1,\n                2\n]",
		"[\"0123456\",\"01234567\",\"012345678\",\"0123456789abcdef\"]", "[\"7 bytesé\",\"é7 bytes\",\"1234567\\n\"]",
	}
	bad = []string{
		``, ` `, `[`, `]`, `{`, `}`, `"`, `[1,]`, `[,]`, `[1 1]`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{a:1}`, `{1:1}`, `{"a" 1}`, `[1}`, `{"a":1]`, `[]]`, `{}{}`, `[1]x`, `[tru]`, `[True]`,
		`[nul]`, `[NaN]`, `[Infinity]`, `[-Infinity]`, `[+1]`, `[01]`, `[-01]`, `[-]`, `[.1]`, `[1.]`, `[1.e1]`, `[1e]`, `[1e+]`, `[1e1.5]`, `[0x1]`, `[1_0]`, `[1a]`, `[- 1]`, `[1 .5]`, `['a']`, `["a]`, `["\a"]`, `["\u12"]`,
		`["\u00g0"]`, `["\uu0041"]`, `["\"]`, "[\"\n\"]", "[\"\t\"]", "[\"\x00\"]", "[\"\x1f\"]", "[1]\x00", "[\v1]", "[\u00a01]", "[1\u2028]", `// c`, `[/**/]`, `[1]#`, `[“a”]`, `{"a":1;}`, `{"a"=1}`, `[1,,1]`, `[:]`, `{:1}`, `{,"a":1}`,
	}
)

func TestGoodAndBadTexts(t *testing.T) {
	var tree document.Tree
	for _, text := range good {
		agree(t, &tree, []byte(text))
		if err := Parse(&tree, []byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, text := range bad {
		agree(t, &tree, []byte(text))
		if err := Parse(&tree, []byte(text)); err == nil {
			t.Errorf("%q: accepted", text)
		}
	}
	for _, test := range syntaxErrors {
		text, _, _ := unmark(test.text)
		agree(t, &tree, []byte(text))
	}
}

// Every beginning of a body, and every body with one byte wrong.
func TestDamagedBodies(t *testing.T) {
	text := []byte(`{"Name": "a\n\u4e91\ud83d\ude00云", "List": [0, -1.5e+10, true, false, null, {}, []], "": {"x": "long enough for eight bytes"}}`)
	var tree document.Tree
	for i := range text {
		agree(t, &tree, text[:i])
		for c := range 256 {
			agree(t, &tree, append(append(bytes.Clone(text[:i]), byte(c)), text[i+1:]...))
			agree(t, &tree, append(append(bytes.Clone(text[:i]), byte(c)), text[i:]...))
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range append(good, bad...) {
		f.Add([]byte(text))
	}
	for _, test := range syntaxErrors {
		text, _, _ := unmark(test.text)
		f.Add([]byte(text))
	}
	for _, text := range corpus.Texts(f, corpus.JSON) {
		f.Add(text)
	}
	f.Add([]byte(body))
	f.Add([]byte("\ufeff" + body))
	f.Add([]byte(strings.Repeat(`[{"a":`, document.MaxDepth/2+1)))
	var tree document.Tree
	f.Fuzz(func(t *testing.T, text []byte) { agree(t, &tree, text) })
}
