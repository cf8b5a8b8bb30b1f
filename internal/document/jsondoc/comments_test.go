package jsondoc

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

func TestParseComments(t *testing.T) {
	tests := []struct{ text, plain string }{
		{"// first\n{/**/} // last", `{}`},
		{"/* é云😀\r\n * more\r\n */[ // é\r\n 1 /**/, // \"\r 2/***/ ]", "[\n1, 2]"},
		{`{/* a */"a"/* : */:/* 1 */[/* [ */1/* , */,/* x, */2]/* } */}`, `{"a":[1,2]}`},
		{`{"a//b": "/* no comment */", "c\"//": "\\" /* " */}`, `{"a//b": "/* no comment */", "c\"//": "\\"}`},
		{"\ufeff//\n1", "1"},
		{"// a /* b\n1 //* c", "1"},
		{"/* // */ 1", "1"},
		{"[1/*\n*/\n,2]//", "[1,2]"},
		{" 1 ", " 1 "},
	}
	var tree, plain document.Tree
	for _, test := range tests {
		if err := ParseComments(&tree, []byte(test.text)); err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if err := Parse(&plain, []byte(test.plain)); err != nil {
			t.Fatal(err)
		}
		checkTree(t, &tree)
		if string(tree.Source) != test.text {
			t.Errorf("%q: the source is %q", test.text, tree.Source)
		}
		wantsSame(t, &tree, 0, &plain, 0)
	}
}

var commentErrors = []syntaxError{
	{"[1⟦,⟧ /* a, b */ ] // c", "found a comma before ']', expected a value after it", "remove the comma before ]"},
	{"{\"a\": 1⟦,⟧ // last, one\n}", "found a comma before '}', expected a name in double quotes after it", "remove the comma before }"},
	{"[1 ⟦/* a⟧\n]", "found a comment without an end, expected */ after it", ""},
	{"{} ⟦/*/⟧", "found a comment without an end, expected */ after it", ""},
	{"⟦# a⟧\n{}", "found a comment that begins with '#', expected a JSON value", "begin it with //"},
	{"{} ⟦# a⟧", "found a comment that begins with '#', expected the end of the file", "begin it with //"},
	{"[1 ⟦/⟧ 2]", "found '/', expected ',' or ']'", ""},
	{"⟦⟧// é", "found only comments, expected a JSON value", ""},
	{"⟦⟧ \n", "found only white space, expected a JSON value", ""},
	{"⟦⟧", "found an empty file, expected a JSON value", ""},
	{"[1 /* ⟦\xff⟧ */]", "found the byte 0xFF, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"/* é */ [⟦⟧ // never closed", "found the end of the file, expected a value or ']'", "the '[' at line 1, column 9 is still open"},
	{`{"a": ⟦{{n}}⟧} // n`, "found a placeholder without quotes, expected a value", "put it in double quotes, or give its value with --var NAME=VALUE"},
	{"{}\n// c\n⟦-----⟧\n{}", "found a line of dashes after the document, expected the end of the file", "if the file began as a printed skeleton, remove this line and all that follows it"},
	{"[⟦\"a⟧\n// \"]", `found the end of the line inside a string, expected a closing '"'`, `close the string, or write \n for a line break`},
	{"[⟦\"a\\⟧\n// \"]", `found the end of the line inside a string, expected a closing '"'`, `close the string, or write \n for a line break`},
}

func TestCommentErrors(t *testing.T) {
	var tree document.Tree
	for _, test := range commentErrors {
		text, start, end := unmark(test.text)
		wantsError(t, test, ParseComments(&tree, []byte(text)), source.Span{Start: start, End: end})
		checkTree(t, &tree)
	}
}

func TestComments(t *testing.T) {
	var got []string
	text := "// a\r\n{\"// b\": /*c\n*/ 1} / '//d'\n//"
	for span := range comments([]byte(text)) {
		got = append(got, text[span.Start:span.End])
		if len(got) == 4 {
			break
		}
	}
	if want := "// a|/*c\n*/|//d'|//"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A comment that never ends is looked for once.
func TestManyOpenComments(t *testing.T) {
	var tree document.Tree
	err := ParseComments(&tree, []byte(strings.Repeat("/* ", 4<<20)))
	if err == nil || err.Message != "found a comment without an end, expected */ after it" {
		t.Error(err)
	}
}

func FuzzComments(f *testing.F) {
	for _, text := range append(good, bad...) {
		f.Add([]byte(text))
	}
	for _, test := range append(syntaxErrors, commentErrors...) {
		text, _, _ := unmark(test.text)
		f.Add([]byte(text))
	}
	for _, text := range corpus.Texts(f, corpus.JSON, corpus.Comments) {
		f.Add(text)
	}
	f.Add([]byte("// a\n" + body + "/* b */"))
	var tree, strict document.Tree
	f.Fuzz(func(t *testing.T, text []byte) {
		err := ParseComments(&tree, text)
		checkTree(t, &tree)
		checkError(t, text, err, source.Span{End: len(text)})
		switch refused := Parse(&strict, text); {
		case refused == nil && err != nil:
			t.Fatalf("%q: %v", text, err)
		case refused == nil:
			wantsSame(t, &tree, 0, &strict, 0)
		case err == nil:
			// Without its comments, it is what Parse reads.
			plain := append([]byte{}, text...)
			for c := range comments(text) {
				for i := c.Start; i < c.End; i++ {
					plain[i] = ' '
				}
			}
			if refused = Parse(&strict, plain); refused != nil {
				t.Fatalf("%q: accepted, but %q is refused: %v", text, plain, refused)
			}
			wantsSame(t, &tree, 0, &strict, 0)
		}
	})
}
