package jsondoc

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

func TestParseLines(t *testing.T) {
	text := "\ufeff{\"a\": 1}\r\n\n \t\r\n[1, {\"b\": \"\\u00e9\", \"b\": 2}]\n3\n\"x\""
	var tree document.Tree
	if errors := ParseLines(&tree, []byte(text)); errors != nil {
		t.Fatal(errors)
	}
	checkTree(t, &tree)
	const want = ` object {"a": 1}
/a number name="a" 1 text=1
 array [1, {"b": "\u00e9", "b": 2}]
/0 number 1 text=1
/1 object {"b": "\u00e9", "b": 2}
/1/b string name="b" "\u00e9" text=é
/1/b number name="b" 2 text=2
 number 3 text=3
 string "x" text=x
`
	if got := dump(&tree); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := fmt.Sprint(tree.Roots, tree.Duplicates); got != "[0 2 7 8] [{5 6}]" {
		t.Error(got)
	}
}

// Of lines that are not JSON, nothing stays, and the others are read.
func TestBadLines(t *testing.T) {
	lines := []syntaxError{
		{`{"a": "\u0041"}`, "", ""},
		{`{"a": {"b": 1, "b": "\n"}, "c": [1⟦,⟧]}`, "found a comma before ']', expected a value after it", "remove the comma before ]"},
		{`⟦x⟧`, "found unquoted text, expected a JSON value", "write strings in double quotes"},
		{`  {"a": [⟦⟧  `, "found the end of the line, expected a value or ']'", "the '[' on this line is still open, the innermost of 2"},
		{`{"a": 1, "a": 2}`, "", ""},
		{`{} ⟦{⟧}`, "found a second document, expected the end of the line", "write one document to a line"},
		{`[⟦"é⟧`, `found the end of the line inside a string, expected a closing '"'`, `close the string, or write \n for a line break`},
		{`[⟦"é\⟧`, `found the end of the line inside a string, expected a closing '"'`, `close the string, or write \n for a line break`},
		{"\"⟦\xe4⟧", "found the byte 0xE4, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
		{"⟦\ufeff⟧1", "found a byte order mark, expected a JSON value", "remove this invisible character"},
		{`⟦//⟧`, "found a comment, expected a JSON value", "JSON allows no comments"},
		{`[⟦${N}⟧]`, "found a placeholder without quotes, expected a value or ']'", "put it in double quotes, or give its value with --var NAME=VALUE"},
		{strings.Repeat("[", document.MaxDepth) + "⟦[⟧", "found values nested more than 1000 deep, expected fewer levels", ""},
		{`[7]`, "", ""},
	}
	for _, end := range []string{"\n", "\r\n"} {
		var text strings.Builder
		var want []syntaxError
		var at []source.Span
		for _, l := range lines {
			line, start, stop := unmark(l.text)
			if l.message != "" {
				want = append(want, l)
				at = append(at, source.Span{Start: text.Len() + start, End: text.Len() + stop})
			}
			text.WriteString(line + end)
		}
		var tree document.Tree
		errors := ParseLines(&tree, []byte(text.String()))
		if len(errors) != len(want) {
			t.Fatalf("%d errors, want %d", len(errors), len(want))
		}
		for i, err := range errors {
			wantsError(t, want[i], err, at[i])
		}
		checkTree(t, &tree)
		if got := fmt.Sprintf("%v %d %v %s", tree.Roots, tree.Len(), tree.Duplicates, tree.Text(1)); got != "[0 2 5] 7 [{3 4}] A" {
			t.Errorf("got %s", got)
		}
	}
}

func TestNoLines(t *testing.T) {
	var tree document.Tree
	for _, test := range []syntaxError{
		{"⟦⟧", "found an empty file, expected a JSON value", ""},
		{"\ufeff⟦⟧", "found an empty file, expected a JSON value", ""},
		{"\ufeff⟦⟧ \r\n\n", "found only white space, expected a JSON value", ""},
		{"⟦\xff\xfe⟧{\x00}\x00\n\x00{\x00}\x00", "found the byte order mark of UTF-16, expected text in UTF-8", "save the file as UTF-8"},
	} {
		text, start, end := unmark(test.text)
		errors := ParseLines(&tree, []byte(text))
		if len(errors) != 1 || tree.Len() != 0 {
			t.Fatalf("%q: %d errors and %d nodes", text, len(errors), tree.Len())
		}
		wantsError(t, test, errors[0], source.Span{Start: start, End: end})
	}
}

// Were the place of each error counted from the start of the text, this would
// take hours.
func TestManyBadLines(t *testing.T) {
	const n = 1 << 20
	var tree document.Tree
	if got := len(ParseLines(&tree, bytes.Repeat([]byte("[[1\n"), n))); got != n || tree.Len() != 0 {
		t.Errorf("%d errors and %d nodes", got, tree.Len())
	}
}

func FuzzLines(f *testing.F) {
	for _, text := range append(good, bad...) {
		f.Add([]byte(text))
	}
	for _, text := range corpus.Texts(f, corpus.JSON, corpus.Lines) {
		f.Add(text)
	}
	f.Add([]byte(strings.Join(good, "\n")))
	f.Add([]byte(strings.Join(append(good, bad...), "\r\n")))
	f.Add([]byte("\ufeff" + strings.ReplaceAll(body, "\n", " ") + "\n" + strings.ReplaceAll(body, "\n", " ")))
	var tree, strict document.Tree
	f.Fuzz(func(t *testing.T, text []byte) {
		errors := ParseLines(&tree, text)
		checkTree(t, &tree)
		last := -1
		for _, err := range errors {
			checkError(t, text, err, source.Span{End: len(text)})
			line := bytes.Count(text[:err.Span.Start], []byte("\n"))
			if line <= last {
				t.Fatalf("%q: line %d after line %d", text, line, last)
			}
			last = line
		}
		if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
			return
		}
		// Each line is judged as Parse judges it.
		roots, bad := 0, 0
		for i, line := range bytes.Split(text, []byte("\n")) {
			if i > 0 && bytes.HasPrefix(line, []byte(bom)) {
				bad++
				continue
			}
			if i == 0 {
				line = bytes.TrimPrefix(line, []byte(bom))
			}
			if len(bytes.Trim(line, " \t\r")) == 0 {
				continue
			}
			if Parse(&strict, line) != nil {
				bad++
				continue
			}
			wantsSame(t, &tree, tree.Roots[roots], &strict, 0)
			roots++
		}
		if roots+bad == 0 {
			bad = 1
		}
		if len(tree.Roots) != roots || len(errors) != bad {
			t.Fatalf("%q: %d roots and %d errors, want %d and %d", text, len(tree.Roots), len(errors), roots, bad)
		}
	})
}
