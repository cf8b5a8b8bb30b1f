package jsondoc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// request is a tree whose source has other text around the JSON text, with an
// open root that has a member already.
func request(text string) (t *document.Tree, root document.ID, span source.Span) {
	t = &document.Tree{}
	const before, after = "POST /\n\n", "\n### more"
	t.Reset([]byte(before+text+after), document.JSON)
	root = t.Add(document.Object, document.None, source.Span{End: len(t.Source)}, true)
	path := t.Add(document.String, root, source.Span{Start: 5, End: 6}, true)
	t.SetName(path, source.Span{End: 4}, true)
	t.SetDecodedName(path, "path")
	return t, root, source.Span{Start: len(before), End: len(before) + len(text)}
}

// snapshot is all that can be seen of a tree.
func snapshot(t *document.Tree) string {
	var b strings.Builder
	fmt.Fprint(&b, t.Roots, t.Duplicates, t.Format, "\n")
	for id := document.ID(0); int(id) < t.Len(); id++ {
		fmt.Fprintf(&b, "%s %s %v %q %q %d %d %d %v\n", t.Pointer(id), t.Kind(id), t.Span(id), t.Name(id), t.Text(id), t.Size(id), t.Parent(id), t.Index(id), t.IsVague(id))
	}
	return b.String()
}

func TestValue(t *testing.T) {
	tests := []struct{ text, want string }{
		{" {\"a\": [1, \"\\n\"], \"a\": {}} \n", ` object {"a": [1, "\n"], "a": {}}
/a array name="a" [1, "\n"]
/a/0 number 1 text=1
/a/1 string "\n" text=` + "\n\n" + `/a object name="a" {}
`},
		{"\ufeff7", " number 7 text=7\n"},
		{`{"a":{{n}},"b\t":${N},"c":[$N,$n, <n>,$(date -u "+%s"),{{$randomInt 1 10}}]}`, ` object {"a":{{n}},"b\t":${N},"c":[$N,$n, <n>,$(date -u "+%s"),{{$randomInt 1 10}}]}
/a vague name="a" {{n}} text={{n}}
/b	 vague name="b\t" ${N} text=${N}
/c array name="c" [$N,$n, <n>,$(date -u "+%s"),{{$randomInt 1 10}}]
/c/0 vague $N text=$N
/c/1 vague $n text=$n
/c/2 vague <n> text=<n>
/c/3 vague $(date -u "+%s") text=$(date -u "+%s")
/c/4 vague {{$randomInt 1 10}} text={{$randomInt 1 10}}
`},
		{`[{{n}}00, {{a}}.{{b}}, $N-$M]`, ` array [{{n}}00, {{a}}.{{b}}, $N-$M]
/0 vague {{n}}00 text={{n}}00
/1 vague {{a}}.{{b}} text={{a}}.{{b}}
/2 vague $N-$M text=$N-$M
`},
		{`{"quoted": "{{n}}", "one": "$N"}`, ` object {"quoted": "{{n}}", "one": "$N"}
/quoted string name="quoted" "{{n}}" text={{n}}
/one string name="one" "$N" text=$N
`},
		{" {{body}} ", " vague {{body}} text={{body}}\n"},
		{" <body> ", " vague <body> text=<body>\n"},
	}
	for _, test := range tests {
		tree, root, span := request(test.text)
		id, err := Value(tree, root, "body", source.Span{Start: 0, End: 4}, span)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		tree.Close(root, len(tree.Source))
		if tree.Parent(id) != root || tree.Index(id) != 1 || tree.Size(root) != 2 || string(tree.Name(id)) != "body" || tree.NameSpan(id) != (source.Span{End: 4}) {
			t.Errorf("%s: the member is %s", test.text, snapshot(tree))
		}
		if got := dumpFrom(tree, id); got != test.want {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
	}
}

// dumpFrom is dump for what is below id.
func dumpFrom(t *document.Tree, id document.ID) string {
	var b strings.Builder
	above := t.Pointer(id)
	for n := id; n != t.Next(id); n++ {
		span, kind := t.Span(n), t.Kind(n).String()
		if t.IsVague(n) {
			kind = "vague"
		}
		fmt.Fprintf(&b, "%s %s", strings.TrimPrefix(t.Pointer(n), above), kind)
		if n != id && t.HasName(n) {
			key := t.NameSpan(n)
			fmt.Fprintf(&b, " name=%s", t.Source[key.Start:key.End])
		}
		fmt.Fprintf(&b, " %s", t.Source[span.Start:span.End])
		if t.Kind(n) < document.Array {
			fmt.Fprintf(&b, " text=%s", t.Text(n))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestValueAsRoot(t *testing.T) {
	var tree document.Tree
	tree.Reset([]byte(`1 [2] {"a": 3}`), document.JSON)
	for i, span := range []source.Span{{Start: 0, End: 2}, {Start: 2, End: 6}, {Start: 5, End: 14}} {
		id, err := Value(&tree, document.None, "", source.Span{}, span)
		if err != nil || len(tree.Roots) != i+1 || tree.Roots[i] != id {
			t.Fatalf("%v: %d, %v", span, id, err)
		}
	}
	checkTree(t, &tree)
}

var valueErrors = []syntaxError{
	{"⟦⟧", "found an empty text, expected a JSON value", ""},
	{"\ufeff⟦⟧ \n", "found only white space, expected a JSON value", ""},
	{"{\"a\": [1,\n2⟦⟧\n\n", "found the end of the text, expected ',' or ']'", "the '[' 3 lines before is still open, the innermost of 2"},
	{"{\"a\": 1\n⟦]⟧", "found ']', expected ',' or '}'", "the '{' on the line before is still open"},
	{"{}⟦}⟧", "found '}' after the end of the document, expected the end of the text", "no bracket is open here"},
	{"⟦}⟧", "found '}', expected a JSON value", ""},
	{`{"a": "b", "a": "\n", "b": ⟦x⟧}`, "found unquoted text, expected a value", "write strings in double quotes"},
	{"{} ⟦{⟧}", "found a second document, expected the end of the text", "remove what follows the first one"},
	{"{}\n⟦--------⟧\n{}", "found a line of dashes after the document, expected the end of the text", "if the text began as a printed skeleton, remove this line and all that follows it"},
	{`[⟦"a\⟧`, `found the end of the text inside a string, expected a closing '"'`, ""},
	{`{⟦{⟧"a": {}}}`, "found '{', expected a name in double quotes or '}'", ""},
	{`{⟦{⟧ "a": {"b": {}}}}`, "found '{', expected a name in double quotes or '}'", ""},
	{"[{⟦{⟧a\n}}]", "found '{', expected a name in double quotes or '}'", ""},
	{"[{⟦{⟧a\xff}}]", "found '{', expected a name in double quotes or '}'", ""},
	{"[⟦$⟧{a\xff}]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{`{ ⟦{{a}}⟧: 1}`, "found a placeholder without quotes, expected a name in double quotes or '}'", "write names in double quotes"},
	{`{"a": 1, ⟦{{b}}⟧ }`, "found a placeholder without quotes, expected a name in double quotes", "write the members, or give the placeholder a value that holds them, with @NAME = VALUE"},
	{`{ ⟦{{b}}⟧ }`, "found a placeholder without quotes, expected a name in double quotes or '}'", "write the members, or give the placeholder a value that holds them, with @NAME = VALUE"},
	{`{"a": 1, ⟦${b}⟧}`, "found a placeholder without quotes, expected a name in double quotes", "write the members, or give them with --var NAME=VALUE"},
	{`{ ⟦$(cat b)⟧}`, "found a placeholder without quotes, expected a name in double quotes or '}'", "write the members"},
	{`{⟦$b⟧: 1}`, "found an unquoted name, expected a name in double quotes or '}'", "write names in double quotes"},
	{`[{{a}}⟦{⟧]`, "found '{', expected ',' or ']'", "put a comma between the items"},
	{`[{{a}}⟦$1⟧]`, "found unquoted text, expected ',' or ']'", "put a comma between the items"},
	{`[⟦$⟧]`, "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"⟦<⟧note>\n</note>", "found '<', expected a JSON value", ""},
	{"⟦<⟧!DOCTYPE html>", "found '<', expected a JSON value", ""},
	{"// ⟦⟧", "found a comment, expected a JSON value", "JSON allows no comments"},
	{"⟦\xff\xfe⟧{\x00", "found the byte order mark of UTF-16, expected text in UTF-8", "save the file as UTF-8"},
	{"[\"⟦\xe4⟧", "found a character cut off by the end of the text, expected text in UTF-8", "the text may be incomplete"},
	{strings.Repeat("[", document.MaxDepth) + "⟦[⟧", "found values nested more than 1000 deep, expected fewer levels", ""},
}

func TestValueErrors(t *testing.T) {
	for _, test := range valueErrors {
		text, start, end := unmark(test.text)
		if strings.HasPrefix(text, "//") {
			start, end = 0, len(text)-1
		}
		tree, root, span := request(text)
		before := snapshot(tree)
		id, err := Value(tree, root, "body", source.Span{End: 4}, span)
		wantsError(t, test, err, source.Span{Start: span.Start + start, End: span.Start + end})
		if id != document.None || snapshot(tree) != before {
			t.Errorf("%q: the tree became\n%s", test.text, snapshot(tree))
		}
	}
}

// Where placeholders were looked for up to the end of the text each time, this
// would take minutes.
func TestManyPlaceholders(t *testing.T) {
	for _, item := range []string{"{{a}}", "$a", "<a>", "${a}", "{{a}}0{{b}}"} {
		tree, root, span := request("[" + strings.Repeat(item+",", 1<<20) + item + "]")
		id, err := Value(tree, root, "body", source.Span{End: 4}, span)
		if err != nil || tree.Size(id) != 1<<20+1 {
			t.Errorf("%s: %v", item, err)
		}
	}
}

func TestValueKeepsSecrets(t *testing.T) {
	const secret = "hunter2"
	for _, text := range []string{`{"Password": hunter2}`, `{"Password": {{hunter2}}hunter2 hunter2}`, `{"Password": $hunter2"hunter2"}`, `{} hunter2`} {
		tree, root, span := request(text)
		if _, err := Value(tree, root, "body", source.Span{End: 4}, span); err == nil || strings.Contains(err.Message+err.Advice, secret) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func FuzzValue(f *testing.F) {
	for _, text := range append(good, bad...) {
		f.Add([]byte(text))
	}
	for _, test := range append(syntaxErrors, valueErrors...) {
		text, _, _ := unmark(test.text)
		f.Add([]byte(text))
	}
	for _, text := range corpus.Texts(f, corpus.JSON) {
		f.Add(text)
	}
	f.Add([]byte(strings.NewReplacer(`"3.3"`, "{{version}}", "8", "$(n)").Replace(body)))
	var strict document.Tree
	f.Fuzz(func(t *testing.T, text []byte) {
		tree, root, span := request(string(text))
		before := snapshot(tree)
		id, err := Value(tree, root, "body", source.Span{End: 4}, span)
		checkError(t, text, err, span)
		refused := Parse(&strict, text)
		if err != nil {
			if snapshot(tree) != before || id != document.None {
				t.Fatalf("%q: the tree became\n%s", text, snapshot(tree))
			}
			if refused == nil {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		vague := false
		for n := id; n != tree.Next(id); n++ {
			vague = vague || tree.IsVague(n)
			if s := tree.Span(n); s.Start < span.Start || s.Start >= s.End || s.End > span.End {
				t.Fatalf("%q: node %d at %v", text, n, s)
			}
		}
		if vague == (refused == nil) {
			t.Fatalf("%q: accepted, though %v", text, refused)
		}
		if refused == nil {
			wantsSame(t, tree, id, &strict, 0)
		}
		duplicates := len(tree.Duplicates)
		tree.Drop(id)
		if snapshot(tree) != before {
			t.Fatalf("%q: without its %d duplicates the tree is\n%s", text, duplicates, snapshot(tree))
		}
	})
}
