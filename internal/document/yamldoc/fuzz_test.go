package yamldoc

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

func FuzzParse(f *testing.F) {
	for _, text := range seeds() {
		f.Add([]byte(text))
	}
	for _, text := range corpus.Texts(f, corpus.YAML, corpus.JSON) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		var tree document.Tree
		fault := Parse(&tree, text)
		if !bytes.Equal(before, text) {
			t.Fatal("the text was changed")
		}
		if fault != nil {
			checkFault(t, text, fault)
		}
		checkTree(t, &tree, fault == nil && !bytes.ContainsAny(text, "*<"))
		compareJSON(t, text, &tree, fault)
	})
}

func checkFault(t *testing.T, text []byte, fault *document.SyntaxError) {
	t.Helper()
	if !within(fault.Span, source.Span{End: len(text)}) {
		t.Errorf("span %v of the error %q is not in the text", fault.Span, fault.Message)
	}
	if !strings.HasPrefix(fault.Message, "found ") || !strings.Contains(fault.Message, ", expected ") {
		t.Errorf("message %q", fault.Message)
	}
	if strings.Contains(fault.Message, "text that is no YAML") {
		t.Errorf("message %q: the library panicked, or its error has no explanation", fault.Message)
	}
}

func within(inner, outer source.Span) bool {
	return outer.Start <= inner.Start && inner.Start <= inner.End && inner.End <= outer.End
}

// checkTree checks each node's spans by themselves and, if the text has no
// aliases and the tree is complete, that they lie in the order of the tree.
func checkTree(t *testing.T, tree *document.Tree, ordered bool) {
	t.Helper()
	text := tree.Source
	all := source.Span{End: len(text)}
	last := 0
	for id := document.ID(0); int(id) < tree.Len(); id++ {
		span, parent := tree.Span(id), tree.Parent(id)
		if !within(span, all) || !within(tree.NameSpan(id), all) {
			t.Fatalf("node %d: spans %v and %v are not in the text", id, span, tree.NameSpan(id))
		}
		checkScalar(t, tree, id)
		if !ordered {
			continue
		}
		if parent != document.None && !within(span, tree.Span(parent)) {
			t.Errorf("node %d: span %v is not in its parent's %v", id, span, tree.Span(parent))
		}
		if tree.HasName(id) {
			if name := tree.NameSpan(id); name.Start < last || name.End > span.Start {
				t.Errorf("node %d: name %v does not stand between %d and the value %v", id, name, last, span)
			}
		}
		if span.Start < last {
			t.Errorf("node %d: span %v begins before %d, where text of another ends", id, span, last)
		}
		if last = span.Start; tree.Size(id) == 0 {
			last = span.End
		}
	}
}

// checkScalar checks that the text under a scalar's span is the scalar.
func checkScalar(t *testing.T, tree *document.Tree, id document.ID) {
	t.Helper()
	span, kind := tree.Span(id), tree.Kind(id)
	src, text := string(tree.Source[span.Start:span.End]), string(tree.Text(id))
	switch {
	case kind == document.Array || kind == document.Object:
	case !utf8.ValidString(text):
		t.Errorf("node %d: text %q", id, text)
	case strings.Trim(src, " \t\r\n") != src && !strings.HasPrefix(src, "|") && !strings.HasPrefix(src, ">"):
		t.Errorf("node %d: white space around %q", id, src)
	case kind == document.Number && !json.Valid([]byte(text)):
		t.Errorf("node %d: number %q", id, text)
	case kind == document.Null && text != "null", kind == document.Bool && text != "true" && text != "false":
		t.Errorf("node %d: text %q", id, text)
	case kind != document.String || src == "" && text == "":
	case src == "":
		t.Errorf("node %d: no span for %q", id, text)
	case src[0] == '"' || src[0] == '\'':
		if len(src) < 2 || src[len(src)-1] != src[0] {
			t.Errorf("node %d: quotes of %q", id, src)
		}
	case src[0] == '|' || src[0] == '>':
		_, src, _ = strings.Cut(strings.ReplaceAll(src, "\r", "\n"), "\n")
		fallthrough
	default:
		if squeeze(src) != squeeze(text) {
			t.Errorf("node %d: %q under the span of %q", id, src, text)
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// oddJSON is JSON that the package refuses: half surrogates and the characters
// that YAML treats differently.
var oddJSON = regexp.MustCompile("\\\\u[dD][89a-fA-F]|[\u0085\u2028\u2029\ufeff\ufffe\uffff]")

// compareJSON checks that text means to YAML what it means to JSON.
func compareJSON(t *testing.T, text []byte, tree *document.Tree, fault *document.SyntaxError) {
	t.Helper()
	want, ok := decodeJSON(text)
	if !ok || !utf8.Valid(text) || oddJSON.Match(text) {
		return
	}
	if first := bytes.TrimLeft(text, " \t\r\n")[0]; fault != nil && first != '{' && first != '[' && bytes.IndexByte(text, '\t') >= 0 {
		return // the library takes a tab before a scalar for indentation
	}
	if fault != nil {
		t.Fatalf("JSON is refused: %q at %v", fault.Message, fault.Span)
	}
	if len(tree.Roots) != 1 {
		t.Fatalf("JSON has %d roots", len(tree.Roots))
	}
	var b bytes.Buffer
	writeJSON(&b, tree, tree.Roots[0])
	got, ok := decodeJSON(b.Bytes())
	if !ok {
		t.Fatalf("the tree is no JSON: %s", b.Bytes())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("JSON means something else (-JSON +YAML):\n%s", diff)
	}
}

func decodeJSON(text []byte) (any, bool) {
	if !json.Valid(text) {
		return nil, false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	return v, d.Decode(&v) == nil
}

// writeJSON writes the value that a node stands for.
func writeJSON(b *bytes.Buffer, tree *document.Tree, id document.ID) {
	brackets := "[]"
	switch tree.Kind(id) {
	case document.Object:
		brackets = "{}"
	case document.String:
		writeString(b, tree.Text(id))
		return
	case document.Null, document.Bool, document.Number:
		b.Write(tree.Text(id))
		return
	}
	b.WriteByte(brackets[0])
	for c := tree.First(id); c != tree.End(id); c = tree.Next(c) {
		if tree.Index(c) > 0 {
			b.WriteByte(',')
		}
		if tree.HasName(c) {
			writeString(b, tree.Name(c))
			b.WriteByte(':')
		}
		writeJSON(b, tree, c)
	}
	b.WriteByte(brackets[1])
}

func writeString(b *bytes.Buffer, s []byte) {
	quoted, _ := json.Marshal(string(s))
	b.Write(quoted)
}

func seeds() []string {
	return []string{
		"a: 1\nb: 'x''y'\nc: \"q\\\"\\n\"\nd: [1, {x: y}, ]\ne:\n  - p\n  -\n  - q: r\n    s: t\n",
		"f: |\n  text\n   more  \n\n\ng: >-\n  a\n  b\nh:\ni: ~\n",
		"\ufeff# c\r\nkey: väl ue\r\nключ: \"ж\"\r\nx:\ty # c\r\n",
		"a: &x !!str 12\nb: *x\nc: &m {k: v, <<: {z: 1}}\nd:\n  <<: *m\n  k: own\n  <<: [{z: 2, y: 3}, *m]\n",
		"--- # empty\n---\na: 1\n...\n---\n- 1\n---\n",
		"a: multi\n  line text\n  here # c\nb: 1",
		"[a: b, ? c : d, {e}, {f: , g}, [h: ], [: i]]",
		"? a\n? b\n: c\n: d\n",
		"a: !!str\nb: &z\nc: *z\n? &k key\n: *k\n*k : again\n",
		"%YAML 1.2\n%TAG !e! tag:example.com,2000:\n---\na: !e!x 1\n",
		`{"a":1,"b":[true,false,null,-0.5e+3,"é\u00e9\/\"\\"],"c":{},"d":[]}`,
		"{\"a\"\n:1,\n\t\"b\" : [\n1\n,2]}",
		"- - - a\n  - b\n- c", "|\n\n  x\n", "'a\n\n b'", "\"a\\\n  b\"", "&a [*a]", "{{x}}", "a: {{x}}\n", "0x1F", "-.5", "+1.", "!!int 3",
		"a: @x", "a: 'x", "a: *b", "\ta", "a: b: c", "- a\nb", "a: \"\\q\"", "!<tag:yaml.org,2002:str> 1", "%FOO", "? [a]\n: b", "...", "---",
	}
}
