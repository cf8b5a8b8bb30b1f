package yamldoc

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
)

func TestErrors(t *testing.T) {
	for _, test := range []struct {
		text            string
		start           int    // of the span
		under           string // the text under the span
		found, expected string
		advice          string
	}{
		{"a: \"x\nb: 1\n", 3, "\"x",
			"the end of the document inside a string", "a closing \"",
			"close the string that begins here"},
		{"a: 'x\n---\nb\n", 3, "'x",
			"the end of the document inside a string", "a closing '",
			"close the string that begins here"},
		{"a: \"\\q\"\n", 4, "\\q",
			"an unknown escape in double quotes", "one of \\\\ \\\" \\/ \\n \\t \\r \\b \\f \\u0000 and the other escapes of YAML",
			"write \\\\ for a backslash, or use single quotes"},
		{"a: \"\\ud83d\\ude00\"\n", 4, "\\ud83d",
			"an escape that stands for no character", "a Unicode character",
			"write the character itself: YAML does not join \\u escapes to pairs"},
		{"a: \"\\U00110000\"\n", 4, "\\U00110000",
			"an escape that stands for no character", "a Unicode character",
			"write the character itself: YAML does not join \\u escapes to pairs"},
		{"a: \"\\u12\"\n", 4, "\\u12",
			"an unfinished \\x, \\u or \\U escape", "2, 4 or 8 hexadecimal digits",
			"write \\\\ for a backslash, or use single quotes"},
		{"a: \"\\", 3, "\"\\",
			"the end of the document inside a string", "a closing \"",
			"close the string that begins here"},
		{"a: @x\n", 3, "@",
			"'@' at the start of a value", "a value",
			"put the value in quotes"},
		{"a: %x\n", 3, "%",
			"'%' at the start of a value", "a value",
			"put the value in quotes"},
		{"a: `x`\n", 3, "`",
			"'`' at the start of a value", "a value",
			"put the value in quotes"},
		{"\ta: 1\n", 0, "\t",
			"a tab where the line begins", "spaces",
			"indent with spaces"},
		{"a:\n\tb: 1\n", 3, "\t",
			"a tab where the line begins", "spaces",
			"indent with spaces"},
		{"a: x\n\ty\n", 5, "\t",
			"a tab where the line begins", "spaces",
			"indent with spaces"},
		{"a:\n  - b\n\t- c\n", 9, "\t",
			"a tab where the line begins", "spaces",
			"indent with spaces"},
		{"a: b: c\n", 4, ":",
			"a ':' where no name can end", "the end of the value",
			"put the value in quotes if the ':' belongs to it, or check the indentation"},
		{"key: value\n  more: x\n", 17, ":",
			"a ':' where no name can end", "the end of the value",
			"put the value in quotes if the ':' belongs to it, or check the indentation"},
		{"a: ? b\n", 3, "?",
			"a '?' where no name can begin", "a value",
			"put the value in quotes"},
		{"a: - b\n", 3, "-",
			"a list item where no list can begin", "a value",
			"begin the list on a line of its own, or put the value in quotes"},
		{"a: b\n- c\n", 5, "-",
			"'-' where a name should begin", "a name, or the end of the mapping",
			"check the indentation, and the quotes before it"},
		{"a: \"x\"# y\n", 6, "#",
			"a '#' right after a value", "a space before a comment",
			"put a space before it, or the whole value in quotes"},
		{"a: |x\n", 4, "x",
			"text after | or >", "a line break",
			"put the value in quotes if it begins with | or >"},
		{"a: >= 5\n", 4, "=",
			"text after | or >", "a line break",
			"put the value in quotes if it begins with | or >"},
		{"a: |0\n", 4, "0",
			"the indentation 0 after | or >", "1 to 9",
			""},
		{"a: 1\nfoo\nb: 2\n", 5, "foo",
			"a line without ': '", "a member, name: value",
			"check the indentation, and the quotes above it"},
		{"a:\n  b: 1\n c: 2\n", 11, "c",
			"unquoted text where a name should begin", "a name, or the end of the mapping",
			"check the indentation, and the quotes before it"},
		{"a: \"x\" y\n", 7, "y",
			"unquoted text after the end of a value", "a line break",
			"write \\\" for a quote inside the string, or put the whole value in quotes"},
		{"a: 'it's'\n", 7, "s",
			"unquoted text after the end of a value", "a line break",
			"write '' for a quote inside the string, or put the whole value in quotes"},
		{"a: [x] y\n", 7, "y",
			"unquoted text after the end of a value", "a line break",
			"put the whole value in quotes"},
		{"- a\nb: c\n", 4, "b",
			"unquoted text where a list item should begin", "'-', or the end of the list",
			"check the indentation, and the quotes before it"},
		{"- \"a\" b\n", 6, "b",
			"unquoted text after the end of a value", "a line break",
			"write \\\" for a quote inside the string, or put the whole value in quotes"},
		{"a: [1, 2\nb: 3\n", 10, ":",
			"':'", "',' or ']'",
			"the '[' at line 1, column 4 is still open"},
		{"a: {b: c\n", 8, "",
			"the end of the file", "',' or '}'",
			"the '{' at line 1, column 4 is still open"},
		{"[1, 2", 5, "",
			"the end of the file", "',' or ']'",
			"the '[' at line 1, column 1 is still open"},
		{"a: [1 2, \"x\" y]\n", 13, "y",
			"unquoted text", "',' or ']'",
			"the '[' at line 1, column 4 is still open"},
		{"a: [,]\n", 4, ",",
			"','", "a value",
			""},
		{"a: {b: c]\n", 8, "]",
			"']'", "',' or '}'",
			"the '{' at line 1, column 4 is still open"},
		{"a: ]\n", 3, "]",
			"']'", "a value",
			""},
		{"a: * b\n", 3, "*",
			"'*' without the name of an anchor", "a name after it",
			"put the value in quotes if it begins with * or &"},
		{"a: & b\n", 3, "&",
			"'&' without the name of an anchor", "a name after it",
			"put the value in quotes if it begins with * or &"},
		{"a: *foo\n", 3, "*foo",
			"an alias without an anchor", "the same name after & above it",
			"put the value in quotes if it begins with *"},
		{"a: !foo!x b\n", 3, "!foo!x",
			"a malformed tag", "a tag such as !!str",
			"put the value in quotes if it begins with !"},
		{"a: !<x b\n", 3, "!<x",
			"a malformed tag", "a tag such as !!str",
			"put the value in quotes if it begins with !"},
		{"a: !a(b\n", 3, "!a(b",
			"a tag that JSON has no type for", "!!str, !!int, !!float, !!bool, !!null, !!map or !!seq",
			"remove the tag, or put the value in quotes if it begins with !"},
		{"a: !a,b\n", 3, "!a,b",
			"a malformed tag", "a tag such as !!str",
			"put the value in quotes if it begins with !"},
		{"a: !é b\n", 3, "!é",
			"a malformed tag", "a tag such as !!str",
			"put the value in quotes if it begins with !"},
		{"a: !a% b\n", 3, "!a%",
			"a malformed tag", "a tag such as !!str",
			"put the value in quotes if it begins with !"},
		{"a: !Ref x\n", 3, "!Ref",
			"a tag that JSON has no type for", "!!str, !!int, !!float, !!bool, !!null, !!map or !!seq",
			"remove the tag, or put the value in quotes if it begins with !"},
		{"a: !!int x\n", 3, "!!int",
			"a value that its tag !!int does not fit", "a value of that type",
			"remove the tag, or put the value in quotes if it begins with !"},
		{"a: .inf\n", 3, ".inf",
			"infinity", "a number",
			"JSON has no infinity; put it in quotes if a string is meant"},
		{"a: -.INF\n", 3, "-.INF",
			"infinity", "a number",
			"JSON has no infinity; put it in quotes if a string is meant"},
		{"a: .NaN\n", 3, ".NaN",
			"not-a-number", "a number",
			"JSON has no such value; put it in quotes if a string is meant"},
		{"%YAML 1.3\n---\na\n", 0, "%YAML 1.3",
			"another version of YAML", "%YAML 1.2",
			""},
		{"%YAML 2\n---\na\n", 0, "%YAML 2",
			"a malformed directive", "%YAML 1.2 or %TAG",
			"indent the line, or put the value in quotes, if it is no directive"},
		{"%FOO\n---\na\n", 0, "%FOO",
			"a malformed directive", "%YAML 1.2 or %TAG",
			"indent the line, or put the value in quotes, if it is no directive"},
		{"%\n---\n", 0, "%",
			"a malformed directive", "%YAML 1.2 or %TAG",
			"indent the line, or put the value in quotes, if it is no directive"},
		{"%YAML 1.2\n%YAML 1.2\n---\na\n", 10, "%YAML 1.2",
			"a directive for the second time", "it once",
			""},
		{"%YAML 1.2\na: b\n", 11, ":",
			"a ':' where no name can end", "the end of the value",
			"put the value in quotes if the ':' belongs to it, or check the indentation"},
		{"%TAG !a! b\n%TAG !a! c\n---\na\n", 11, "%TAG !a! c",
			"a directive for the second time", "it once",
			""},
		{"%TAG a b\n---\na\n", 0, "%TAG a b",
			"a malformed directive", "%YAML 1.2 or %TAG",
			"indent the line, or put the value in quotes, if it is no directive"},
		{"a: 1\n%b: 2\n", 5, "%b: 2",
			"a malformed directive", "%YAML 1.2 or %TAG",
			"indent the line, or put the value in quotes, if it is no directive"},
		{"a: 1\n... b\n", 9, "b",
			"unquoted text after the end of the document", "a line break",
			""},
		{"{a: 1} b\n", 7, "b",
			"unquoted text after the end of a value", "a line break",
			"put the whole value in quotes"},
		{"[a]\n[b]\n", 4, "[",
			"'[' after the end of the document", "the end of the file",
			"check the indentation, or put --- on a line between two documents"},
		{"\"a\" b\n", 4, "b",
			"unquoted text after the end of a value", "a line break",
			"write \\\" for a quote inside the string, or put the whole value in quotes"},
		{"a: {{var}}\n", 4, "{",
			"a mapping as a name", "a string",
			"put the value in quotes: {{ outside quotes begins a mapping"},
		{"a: {{ var }}/x\n", 12, "/",
			"unquoted text after the end of a value", "a line break",
			"put the value in quotes: {{ outside quotes begins a mapping"},
		{"a: {% if x %}\n", 4, "%",
			"'%' at the start of a value", "a value",
			"put the value in quotes: {% outside quotes begins a mapping"},
		{"{{ x }}: y\n", 7, ":",
			"a ':' where no name can end", "the end of the value",
			"put the value in quotes: {{ outside quotes begins a mapping"},
		{"- {{x}}: y\n", 2, "{",
			"a mapping as a name", "a string",
			"put the value in quotes: {{ outside quotes begins a mapping"},
		{"a: [{{x}}]\n", 5, "{",
			"a mapping as a name", "a string",
			"put the value in quotes: {{ outside quotes begins a mapping"},
		{"[a]: b\n", 3, ":",
			"a ':' where no name can end", "the end of the value",
			"put the value in quotes if the ':' belongs to it, or check the indentation"},
		{"? [a]\n: b\n", 2, "[",
			"a list as a name", "a string",
			"names in JSON are strings"},
		{"? {a: b}\n: c\n", 2, "{",
			"a mapping as a name", "a string",
			"names in JSON are strings"},
		{"- &x [a]\n- {*x : b}\n", 12, "*",
			"an alias of a list or mapping as a name", "a string",
			"names in JSON are strings"},
		{"&x [*x]\n", 4, "*x",
			"an alias inside the value that it stands for", "a value that ends",
			""},
		{"<<: 1\n", 4, "1",
			"a merge key << without a mapping", "an alias or mapping, or a list of them",
			"put the name in quotes if it is not meant to merge"},
		{"<<: [1]\n", 4, "[1]",
			"a merge key << without a mapping", "an alias or mapping, or a list of them",
			"put the name in quotes if it is not meant to merge"},
		{"- &x a\n- <<: *x\n", 13, "*x",
			"a merge key << without a mapping", "an alias or mapping, or a list of them",
			"put the name in quotes if it is not meant to merge"},
		{"a: x\a\n", 4, "\a",
			"the control character U+0007", "text",
			"remove it, or write \\x07 in double quotes"},
		{"a: \u2028b\n", 3, "\u2028",
			"the line separator U+2028", "a plain line break",
			"YAML 1.1 and 1.2 differ about it: remove it, or write \\u2028 in double quotes"},
		{"a: b\ufeffc\n", 4, "\ufeff",
			"a byte order mark inside the text", "it at the start only",
			"remove it"},
		{"a: \uffff\n", 3, "\uffff",
			"the character U+FFFF, which YAML does not allow", "text",
			"remove it, or write \\uffff in double quotes"},
		{"\xff\xfea\x00", 0, "\xff\xfe",
			"the byte order mark of UTF-16", "text in UTF-8",
			"save the file as UTF-8"},
		{"a\x00:\x00", 0, "a\x00",
			"text in UTF-16 or UTF-32", "text in UTF-8",
			"save the file as UTF-8"},
		{"a: \xff\n", 3, "\xff",
			"the byte 0xFF, which is no UTF-8 here", "text in UTF-8",
			"save the file as UTF-8"},
		{"a: \xe2\x82", 3, "\xe2\x82",
			"a character cut off by the end of the file", "text in UTF-8",
			"the file may be incomplete"},
	} {
		var tree document.Tree
		fault := Parse(&tree, []byte(test.text))
		if fault == nil {
			t.Errorf("%q: no error", test.text)
			continue
		}
		message := "found " + test.found + ", expected " + test.expected
		under := test.text[fault.Span.Start:fault.Span.End]
		if fault.Message != message || fault.Advice != test.advice || fault.Span.Start != test.start || under != test.under {
			t.Errorf("%q:\n got %d %q %s; %s\nwant %d %q %s; %s", test.text,
				fault.Span.Start, under, fault.Message, fault.Advice, test.start, test.under, message, test.advice)
		}
	}
}

// The content of a file may be secret; it must not get into messages.
func TestErrorsShowNoContent(t *testing.T) {
	for _, text := range []string{
		"a: \"XYZ", "a: 'XYZ' XYZ", "a: *XYZ", "a: !XYZ", "a: !!XYZ 1", "a: &XYZ(", "a: @XYZ", "a: %XYZ", "a: XYZ: b", "a: >XYZ", "a: |XYZ",
		"a: 1\nXYZ", "XYZ: \"\\q\"", "a: [XYZ", "a: {XYZ]", "{XYZ: [1]: XYZ}", "%XYZ", "? [XYZ]\n: 1", "XYZ: .inf", "<<: XYZ", "- &XYZ [*XYZ]",
		"a: !!int XYZ", "a: !XYZ!XYZ 1", "a: \"XYZ\"XYZ", "a: {{XYZ", "a: \"\\uXYZ\"", "\tXYZ: 1", "XYZ\x00", "XYZ\xff", "a: !XYZéXYZ 1", "a: !<XYZ 1",
	} {
		var tree document.Tree
		fault := Parse(&tree, []byte(text))
		if fault == nil {
			continue
		}
		if strings.Contains(fault.Message+fault.Advice, "XYZ") {
			t.Errorf("%q: %s; %s", text, fault.Message, fault.Advice)
		}
	}
}

// What was read before an error stays in the tree, well-formed.
func TestErrorKeepsWhatWasRead(t *testing.T) {
	var tree document.Tree
	if fault := Parse(&tree, []byte("a: 1\n---\nb:\n  c: 2\n  d: [3, .inf]\n  e: 4\n")); fault == nil {
		t.Fatal("no error")
	}
	want := []string{
		"0", "1", // the first document
		"0", "1", "2", "2", "3",
	}
	for id := document.ID(0); int(id) < tree.Len(); id++ {
		depth := 0
		for p := tree.Parent(id); p != document.None; p = tree.Parent(p) {
			if depth++; tree.End(p) <= id {
				t.Errorf("node %d: its container %d ends before it", id, p)
			}
		}
		if int(id) >= len(want) || want[id] != string(rune('0'+depth)) {
			t.Errorf("node %d has depth %d", id, depth)
		}
	}
	if tree.Len() != len(want) || len(tree.Roots) != 2 {
		t.Errorf("%d nodes, %d roots", tree.Len(), len(tree.Roots))
	}
}
