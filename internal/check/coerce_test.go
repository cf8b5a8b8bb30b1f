package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// written is an object of members that are written as text, name=value each.
func written(pairs string) *document.Tree {
	t := &document.Tree{}
	t.Reset([]byte(pairs), document.JSON)
	root := t.Add(document.Object, document.None, source.Span{End: len(pairs)}, true)
	at := 0
	for pair := range strings.SplitSeq(pairs, "&") {
		name, _, _ := strings.Cut(pair, "=")
		id := t.Add(document.String, root, source.Span{Start: at + len(name) + 1, End: at + len(pair)}, true)
		t.SetName(id, source.Span{Start: at, End: at + len(name)}, true)
		at += len(pair) + 1
	}
	t.Close(root, len(pairs))
	return t
}

func TestCoerce(t *testing.T) {
	s := mustCompile(t, `{"properties":{"query":{"properties":{"i":{"type":"integer"},"n":{"type":["number","null"]},"b":{"type":"boolean"},"bn":{"type":["boolean","integer"]},
		"s":{"type":"string"},"sn":{"type":["string","number"]},"any":{},"list":{"type":"array"},"e":{"enum":[1,2]},"et":{"enum":[1,"2"]},"tf":{"const":true},
		"all":{"allOf":[{"type":["string","integer"]},{"type":"number"}]},"none":{"allOf":[{"type":"string"},{"type":"number"}]}},
		"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":{"type":"boolean"},"allOf":[{"properties":{"any":{"type":"number"}}}]},
		"header":{"properties":{"X-Count":{"type":"integer"}}}}}`, check.Annotations{})
	for _, test := range []struct{ pair, kind string }{
		{"i=5", "number"}, {"i=-0", "number"}, {"i=1.5", "number"}, {"i=1e400", "number"}, {"i=05", "string"}, {"i=+5", "string"}, {"i= 5", "string"}, {"i=", "string"}, {"i=true", "string"}, {"i=5a", "string"},
		{"i=${N}", "string"}, {"i={{n}}", "string"}, {"I=5", "string"}, {"n=5", "number"}, {"n=null", "string"}, {"b=true", "boolean"}, {"b=false", "boolean"}, {"b=True", "string"}, {"b=1", "string"},
		{"bn=1", "number"}, {"bn=true", "boolean"}, {"s=5", "string"}, {"s=true", "string"}, {"sn=5", "string"}, {"any=5", "number"}, {"any=true", "string"}, {"list=5", "string"}, {"e=1", "number"}, {"e=3", "number"},
		{"et=1", "string"}, {"tf=true", "boolean"}, {"tf=1", "string"}, {"all=1", "number"}, {"none=1", "string"}, {"x1=1", "number"}, {"x1=true", "string"}, {"other=true", "boolean"}, {"other=1", "string"},
	} {
		tree := written("s=s&" + test.pair + "&i=7")
		s.Coerce(tree, "query", 0)
		_, value, _ := strings.Cut(test.pair, "=")
		if got := tree.Kind(2).String(); got != test.kind || string(tree.Text(2)) != value {
			t.Errorf("%s: %s %q, want a %s", test.pair, got, tree.Text(2), test.kind)
		}
		if got := fmt.Sprint(tree.Kind(0), tree.Kind(1), tree.Kind(3)); got != "object string number" {
			t.Errorf("%s: the others are %s", test.pair, got)
		}
	}
	header := written("x-COUNT=5")
	s.Coerce(header, "header", 0)
	if header.Kind(1) != document.Number {
		t.Error("the name of a header is not known in other letters")
	}
	s.Coerce(header, "path", 0) // no such location
	s.Coerce(header, "query", 1)
}

// The text stays, whatever is around it; so do values that are no text.
func TestCoerceKeepsText(t *testing.T) {
	s := mustCompile(t, `{"properties":{"query":{"additionalProperties":{"type":["integer","boolean"]}}}}`, check.Annotations{})
	tree := parseVague(t, `{"a":"5","b":"\u0031","c":6,"d":{"e":"7"},"f":["8"],"g":null,"h":{{n}},"i":"true","a":"9"}`)
	s.Coerce(tree, "query", 0)
	var got []string
	for m := tree.First(0); m != tree.End(0); m = tree.Next(m) {
		got = append(got, fmt.Sprintf("%s %s", tree.Kind(m), tree.Text(m)))
	}
	const want = `number 5|number 1|number 6|object {"e":"7"}|array ["8"]|null null|string {{n}}|boolean true|number 9`
	if strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
	if tree.Kind(5) != document.String || !tree.IsVague(9) {
		t.Error("values below, or placeholders, were changed")
	}
}
