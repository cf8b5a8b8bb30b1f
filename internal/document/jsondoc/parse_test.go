package jsondoc

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// dump writes a tree with every span's text, one node a line.
func dump(t *document.Tree) string {
	var b strings.Builder
	for id := document.ID(0); int(id) < t.Len(); id++ {
		span := t.Span(id)
		fmt.Fprintf(&b, "%s %s", t.Pointer(id), t.Kind(id))
		if t.HasName(id) {
			key := t.NameSpan(id)
			fmt.Fprintf(&b, " name=%s", t.Source[key.Start:key.End])
		}
		fmt.Fprintf(&b, " %s", t.Source[span.Start:span.End])
		if k := t.Kind(id); k != document.Object && k != document.Array {
			fmt.Fprintf(&b, " text=%s", t.Text(id))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestParse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"scalar", ` "a" `, " string \"a\" text=a\n"},
		{"literals", `[true,false,null]`, ` array [true,false,null]
/0 boolean true text=true
/1 boolean false text=false
/2 null null text=null
`},
		{"numbers keep their spelling", `[-0,1.0,1e400,12345678901234567890123456789E-7]`, ` array [-0,1.0,1e400,12345678901234567890123456789E-7]
/0 number -0 text=-0
/1 number 1.0 text=1.0
/2 number 1e400 text=1e400
/3 number 12345678901234567890123456789E-7 text=12345678901234567890123456789E-7
`},
		{"members", `{"a" : {"b~/": []}, "a": {}}`, ` object {"a" : {"b~/": []}, "a": {}}
/a object name="a" {"b~/": []}
/a/b~0~1 array name="b~/" []
/a object name="a" {}
`},
		{"escapes", `{"\u0041\/": "\"\\\/\b\f\n\r\t\u4e91\ud83d\ude00"}`, ` object {"\u0041\/": "\"\\\/\b\f\n\r\t\u4e91\ud83d\ude00"}
/A~1 string name="\u0041\/" "\"\\\/\b\f\n\r\t\u4e91\ud83d\ude00" text="\/` + "\b\f\n\r\t云😀\n"},
		{"empty name and text", `{"": ""}`, ` object {"": ""}
/ string name="" "" text=
`},
		{"byte order mark", "\ufeff {}", " object {}\n"},
		{"other scripts, and DEL", "[\"é云😀\x7f\"]", " array [\"é云😀\x7f\"]\n/0 string \"é云😀\x7f\" text=é云😀\x7f\n"},
	}
	var tree document.Tree
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := Parse(&tree, []byte(test.text)); err != nil {
				t.Fatal(err)
			}
			checkTree(t, &tree)
			if got := dump(&tree); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestParseKeepsTheText(t *testing.T) {
	text := []byte(body)
	var tree document.Tree
	if err := Parse(&tree, text); err != nil {
		t.Fatal(err)
	}
	if &tree.Source[0] != &text[0] || string(text) != body || tree.Format != document.JSON {
		t.Error("the text was copied or changed")
	}
	if n := testing.AllocsPerRun(10, func() { Parse(&tree, text) }); n != 0 {
		t.Errorf("%v allocations with a used tree", n)
	}
}

func TestDuplicates(t *testing.T) {
	var tree document.Tree
	if err := Parse(&tree, []byte(`{"a": 1, "\u0061": {"b": 0, "b": 0}, "c": 2, "a": 3}`)); err != nil {
		t.Fatal(err)
	}
	want := "[{3 4} {1 2} {1 6}]" // the inner object ends first
	if got := fmt.Sprint(tree.Duplicates); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The tree holds what stands before an error.
func TestTreeBeforeAnError(t *testing.T) {
	var tree document.Tree
	err := Parse(&tree, []byte(`{"a": [1, {"b": "x", "c": 'y'}]}`))
	if err == nil {
		t.Fatal("accepted")
	}
	checkTree(t, &tree)
	var pointers []string
	for id := document.ID(0); int(id) < tree.Len(); id++ {
		pointers = append(pointers, tree.Pointer(id))
	}
	if got, want := fmt.Sprintf("%q", pointers), `["" "/a" "/a/0" "/a/1" "/a/1/b"]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDepth(t *testing.T) {
	const most = document.MaxDepth
	accepted := []string{
		strings.Repeat("[", most) + "1" + strings.Repeat("]", most),
		strings.Repeat(`{"a":`, most) + "1" + strings.Repeat("}", most),
		"[" + strings.Repeat(strings.Repeat("[", most-1)+strings.Repeat("]", most-1)+",", 3) + "[]]",
	}
	var tree document.Tree
	for _, text := range accepted {
		if err := Parse(&tree, []byte(text)); err != nil {
			t.Errorf("%.20s…: %v", text, err)
		}
		checkTree(t, &tree)
	}
	for _, piece := range []string{"[", `{"a":`, `[{"a":`} {
		text := strings.Repeat(piece, most+1)
		err := Parse(&tree, []byte(text))
		if err == nil {
			t.Fatalf("%s…: accepted", piece)
		}
		blamed := text[err.Span.Start:err.Span.End]
		opened := strings.Count(text[:err.Span.Start], "[") + strings.Count(text[:err.Span.Start], "{")
		if opened != most || blamed != "[" && blamed != "{" || err.Message != "found values nested more than 1000 deep, expected fewer levels" {
			t.Errorf("%s…: %q at the bracket after %d", piece, err.Message, opened)
		}
	}
}

func TestManyBrackets(t *testing.T) {
	var tree document.Tree
	err := Parse(&tree, bytes.Repeat([]byte("["), 50<<20))
	if err == nil || err.Span != (source.Span{Start: 1000, End: 1001}) || tree.Len() != 1000 {
		t.Errorf("got %v and %d nodes", err, tree.Len())
	}
}

func TestSizeLimit(t *testing.T) {
	if err := checkSize(maxSize); err != nil {
		t.Error(err)
	}
	if err := checkSize(maxSize + 1); err == nil || err.Message != "found a file of 2 GiB or more, expected a smaller one" {
		t.Error(err)
	}
}

// No message may show what could be a secret.
func TestErrorsKeepSecrets(t *testing.T) {
	const secret = "hunter2"
	for _, text := range []string{
		`{"Password": hunter2}`, `{"Password": 'hunter2'}`, `{"Password": "hunter2`, "{\"Password\": \"hunter2\n\"}",
		`{"Password": "\hunter2"}`, `{"Password": "\uhunter2"}`, "{\"Password\": \"\thunter2\"}", "{\"Password\": \"\xffhunter2\"}",
		`{"Password": "x" hunter2}`, `{"Password" "hunter2"}`, `{"Password", hunter2}`, `{"Password": $hunter2}`, `{hunter2}`,
		`{"Password": "a" "hunter2"}`, `{} hunter2`, `{} "hunter2"`, `hunter2`, `{"Password": 1hunter2}`, `{"Password": -hunter2}`,
		`{"Password": +hunter2}`, `{"Password": .hunter2}`, `{"Password": <hunter2>}`, "{\"Password\": `hunter2`}", `{"Password": /*hunter2*/ 1}`,
		`{"Password": “hunter2”}`, `{"Password": hunter2: 1}`, `{'hunter2': 1}`, "{}\n---hunter2",
	} {
		var tree document.Tree
		err := Parse(&tree, []byte(text))
		if err == nil {
			t.Errorf("%s: accepted", text)
		} else if strings.Contains(err.Message+err.Advice+err.Error(), secret) {
			t.Errorf("%s: %s; %s", text, err.Message, err.Advice)
		}
	}
}
