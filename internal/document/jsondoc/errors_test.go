package jsondoc

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// syntaxError is a text with the blamed bytes between ⟦ and ⟧, and what is said.
type syntaxError struct{ text, message, advice string }

var syntaxErrors = []syntaxError{
	// no document
	{"⟦⟧", "found an empty file, expected a JSON value", ""},
	{"\ufeff⟦⟧", "found an empty file, expected a JSON value", ""},
	{"⟦⟧  \n", "found only white space, expected a JSON value", ""},
	{"\ufeff⟦⟧ \n", "found only white space, expected a JSON value", ""},
	// commas
	{"[1⟦,⟧]", "found a comma before ']', expected a value after it", "remove the comma before ]"},
	{`{"a":1⟦,⟧}`, "found a comma before '}', expected a name in double quotes after it", "remove the comma before }"},
	{"[1,⟦}⟧", "found '}', expected a value", "the '[' at line 1, column 1 is still open"},
	{`{"a":1,⟦]⟧`, "found ']', expected a name in double quotes", "the '{' at line 1, column 1 is still open"},
	{"[⟦,⟧1]", "found ',', expected a value or ']'", "remove this comma"},
	{"[1,⟦,⟧2]", "found ',', expected a value", "remove this comma"},
	{"{⟦,⟧}", "found ',', expected a name in double quotes or '}'", "remove this comma"},
	{`{"a":1,⟦,⟧"b":2}`, "found ',', expected a name in double quotes", "remove this comma"},
	// comments
	{"[1, ⟦/* x */⟧ ]", "found a comment, expected a value", "JSON allows no comments"},
	{"[1⟦,⟧ ]", "found a comma before ']', expected a value after it", "remove the comma before ]"},
	{"⟦// c⟧\n{}", "found a comment, expected a JSON value", "JSON allows no comments"},
	{"{} ⟦// c⟧", "found a comment after the end of the document, expected the end of the file", "JSON allows no comments"},
	{"{ ⟦# c⟧\n}", "found a comment, expected a name in double quotes or '}'", "JSON allows no comments"},
	{"[1 ⟦/* a⟧\n b */]", "found a comment, expected ',' or ']'", "JSON allows no comments"},
	{"[1, ⟦/*⟧", "found a comment, expected a value", "JSON allows no comments"},
	{`{"a" ⟦/* c */⟧ :1}`, "found a comment, expected ':'", "JSON allows no comments"},
	{"{\"a\": ⟦# c⟧\n1}", "found a comment, expected a value", "JSON allows no comments"},
	{"⟦/⟧", "found '/', expected a JSON value", ""},
	{"[1⟦/⟧2]", "found '/', expected ',' or ']'", ""},
	{"[⟦nul⟧/* x */]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	// other quotes
	{"{⟦'a'⟧: 1}", "found a name in single quotes, expected a name in double quotes or '}'", "write names in double quotes"},
	{`{"a": ⟦'b'⟧}`, "found a string in single quotes, expected a value", "write strings in double quotes"},
	{`[⟦'it\'s'⟧]`, "found a string in single quotes, expected a value or ']'", "write strings in double quotes"},
	{"[⟦'open⟧", "found a string in single quotes, expected a value or ']'", "write strings in double quotes"},
	{"[⟦`a`⟧]", "found a string in back quotes, expected a value or ']'", "write strings in double quotes"},
	// names
	{"{⟦a⟧: 1}", "found an unquoted name, expected a name in double quotes or '}'", "write names in double quotes"},
	{"{⟦a-b⟧: 1}", "found an unquoted name, expected a name in double quotes or '}'", "write names in double quotes"},
	{"{⟦$ref⟧: 1}", "found an unquoted name, expected a name in double quotes or '}'", "write names in double quotes"},
	{"{⟦1⟧: 2}", "found a number, expected a name in double quotes or '}'", "write names in double quotes"},
	{"{⟦null⟧: 2}", "found an unquoted name, expected a name in double quotes or '}'", "write names in double quotes"},
	{"{⟦[⟧1]: 2}", "found '[', expected a name in double quotes or '}'", ""},
	{"{⟦云⟧: 1}", "found an unquoted name, expected a name in double quotes or '}'", "write names in double quotes"},
	// missing commas
	{"[1 ⟦2⟧]", "found a number, expected ',' or ']'", "put a comma between the items"},
	{`{"a":1 ⟦"b"⟧:2}`, "found a string, expected ',' or '}'", "put a comma between the members"},
	{"{\"a\":\"x\"\n ⟦\"b\"⟧:2}", "found a string, expected ',' or '}'", "put a comma between the members"},
	{"[{} ⟦{⟧}]", "found '{', expected ',' or ']'", "put a comma between the items"},
	{`["a" ⟦"b"⟧]`, "found a string, expected ',' or ']'", "put a comma between the items"},
	// words
	{"⟦NaN⟧", "found NaN, expected a JSON value", "JSON has no such number"},
	{"[⟦Infinity⟧]", "found Infinity, expected a value or ']'", "JSON has no such number"},
	{"[⟦-Infinity⟧]", "found -Infinity, expected a value or ']'", "JSON has no such number"},
	{"[⟦+Infinity⟧]", "found +Infinity, expected a value or ']'", "JSON has no such number"},
	{"[⟦True⟧]", "found True, expected a value or ']'", "write true"},
	{`{"a": ⟦None⟧}`, "found None, expected a value", "write null"},
	{"[⟦undefined⟧]", "found undefined, expected a value or ']'", "write null"},
	{"[⟦yes⟧]", "found yes, expected a value or ']'", "write true"},
	{`{"a": ⟦hello⟧ world}`, "found unquoted text, expected a value", "write strings in double quotes"},
	{"[⟦nul⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦nulll⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦truefalse⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦TRUE⟧]", "found TRUE, expected a value or ']'", "write true"},
	{"[⟦tru⟧", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	// numbers
	{"[⟦012⟧]", "found a number with leading zeros, expected a number without them", "remove the zeros, or write a string in double quotes"},
	{"[⟦-012⟧]", "found a number with leading zeros, expected a number without them", "remove the zeros, or write a string in double quotes"},
	{"[⟦00⟧]", "found a number with leading zeros, expected a number without them", "remove the zeros, or write a string in double quotes"},
	{"[⟦00.5⟧]", "found a number with leading zeros, expected a number without them", "remove the zeros, or write a string in double quotes"},
	{"[⟦+⟧1]", "found a plus sign, expected a number without one", "remove the plus sign"},
	{"[⟦+⟧.5]", "found a plus sign, expected a number without one", "remove the plus sign"},
	{"[⟦.5⟧]", "found a number that begins with a point, expected a digit before it", "write 0 before the point"},
	{"[⟦-.5⟧]", "found a number that begins with a point, expected a digit before it", "write 0 before the point"},
	{"[⟦5.⟧]", "found a number with nothing after its point, expected a digit", "remove the point"},
	{"[⟦1.e5⟧]", "found a number with nothing after its point, expected a digit", "remove the point"},
	{"[⟦1e⟧]", "found a number with nothing after its exponent sign, expected a digit", ""},
	{"[⟦1e+⟧]", "found a number with nothing after its exponent sign, expected a digit", ""},
	{"[⟦-⟧]", "found '-' without a number, expected a value or ']'", ""},
	{"⟦-⟧", "found '-' without a number, expected a JSON value", ""},
	{"[⟦+⟧]", "found '+' without a number, expected a value or ']'", ""},
	{"[⟦0x1F⟧]", "found a hexadecimal number, expected a decimal one", "write the number in decimal digits"},
	{"[⟦0b1⟧]", "found a binary number, expected a decimal one", "write the number in decimal digits"},
	{"[⟦0o7⟧]", "found an octal number, expected a decimal one", "write the number in decimal digits"},
	{"[⟦1_000⟧]", "found underscores in a number, expected digits only", "remove the underscores"},
	{"[⟦40GB⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦1.2.3⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦10.0.0.0/8⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦2024-01-01⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦1-2⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦--1⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦...⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[1⟦//c⟧\n]", "found a comment, expected ',' or ']'", "JSON allows no comments"},
	{"[⟦0xZZ⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦08⟧:00]", "found a number with leading zeros, expected a number without them", "remove the zeros, or write a string in double quotes"},
	// strings
	{"[\"a⟦\t⟧b\"]", "found a tab inside a string, expected an escape", `write \t`},
	{"[\"a⟦\x01⟧b\"]", "found the control character U+0001 inside a string, expected an escape", `write \u0001`},
	{"[\"a⟦\x00⟧b\"]", "found the control character U+0000 inside a string, expected an escape", `write \u0000`},
	{"[⟦\"abc⟧  \n]", `found the end of the line inside a string, expected a closing '"'`, `close the string, or write \n for a line break`},
	{"[⟦\"abc⟧\r\n]", `found the end of the line inside a string, expected a closing '"'`, `close the string, or write \n for a line break`},
	{`[⟦"abc⟧`, `found the end of the file inside a string, expected a closing '"'`, ""},
	{`[⟦"abc\⟧`, `found the end of the file inside a string, expected a closing '"'`, ""},
	{"[⟦\"abc\\⟧\n\"]", `found the end of the line inside a string, expected a closing '"'`, `close the string, or write \n for a line break`},
	{`[⟦"abc\"]⟧`, `found the end of the file inside a string, expected a closing '"'`, ""},
	// escapes
	{`["a⟦\x⟧b"]`, `found a backslash before 'x', expected one of " \ / b f n r t u after it`, `write \\ for a backslash`},
	{`["C:⟦\u⟧sers"]`, `found an unfinished \u escape, expected four hexadecimal digits`, `write \\ for a backslash`},
	{`["a⟦\'⟧b"]`, `found a backslash before a single quote, expected one of " \ / b f n r t u after it`, "remove the backslash"},
	{`["⟦\u12⟧G4"]`, `found an unfinished \u escape, expected four hexadecimal digits`, `write \\ for a backslash`},
	{`["⟦\u⟧"]`, `found an unfinished \u escape, expected four hexadecimal digits`, `write \\ for a backslash`},
	{`["⟦\u12⟧`, `found an unfinished \u escape, expected four hexadecimal digits`, `write \\ for a backslash`},
	{"[\"⟦\\\x01⟧\"]", `found a backslash before the control character U+0001, expected one of " \ / b f n r t u after it`, `write \\ for a backslash`},
	{`["⟦\é⟧"]`, `found a backslash before the character é (U+00E9), expected one of " \ / b f n r t u after it`, `write \\ for a backslash`},
	{"[\"\\⟦\xff⟧\"]", "found the byte 0xFF, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"[\"⟦\\u12⟧\xff\"]", `found an unfinished \u escape, expected four hexadecimal digits`, `write \\ for a backslash`},
	// encoding
	{"[\"a⟦\xff⟧b\"]", "found the byte 0xFF, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"[\"⟦\xe4\xb8⟧", "found a character cut off by the end of the file, expected text in UTF-8", "the file may be incomplete"},
	{"[\"⟦\xe4⟧\xb8\"]", "found the byte 0xE4, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"[\"⟦\xed⟧\xa0\x80\"]", "found the byte 0xED, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"[\"⟦\xc0⟧\x80\"]", "found the byte 0xC0, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"⟦\xff\xfe⟧{\x00", "found the byte order mark of UTF-16, expected text in UTF-8", "save the file as UTF-8"},
	{"⟦\xfe\xff⟧\x00{", "found the byte order mark of UTF-16, expected text in UTF-8", "save the file as UTF-8"},
	{"[⟦\xff⟧]", "found the byte 0xFF, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"{}⟦\xff⟧", "found the byte 0xFF, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"{⟦\x00⟧}\x00", "found the control character U+0000, expected a name in double quotes or '}'", "if the file is in UTF-16, save it as UTF-8"},
	{"[1⟦\xe4⟧\xb8]", "found the byte 0xE4, which is no UTF-8 here, expected text in UTF-8", "save the file as UTF-8"},
	{"[1⟦\xe4⟧", "found a character cut off by the end of the file, expected text in UTF-8", "the file may be incomplete"},
	// surrogates
	{`["⟦\ud800⟧"]`, "found half of a surrogate pair, expected both halves", "write the character itself, or both escapes of the pair"},
	{`["⟦\udc00⟧"]`, "found half of a surrogate pair, expected both halves", "write the character itself, or both escapes of the pair"},
	{`["⟦\ud800⟧\u0041"]`, "found half of a surrogate pair, expected both halves", "write the character itself, or both escapes of the pair"},
	{`["⟦\ud800⟧\ud800"]`, "found half of a surrogate pair, expected both halves", "write the character itself, or both escapes of the pair"},
	{`["⟦\ud83d⟧\u12"]`, "found half of a surrogate pair, expected both halves", "write the character itself, or both escapes of the pair"},
	// unclosed brackets
	{"{⟦⟧", "found the end of the file, expected a name in double quotes or '}'", "the '{' at line 1, column 1 is still open"},
	{"[⟦⟧", "found the end of the file, expected a value or ']'", "the '[' at line 1, column 1 is still open"},
	{"{\"a\": [1, 2⟦⟧\n", "found the end of the file, expected ',' or ']'", "the '[' at line 1, column 7 is still open, the innermost of 2"},
	{`{"a"⟦⟧`, "found the end of the file, expected ':'", "the '{' at line 1, column 1 is still open"},
	{`{"a":⟦⟧`, "found the end of the file, expected a value", "the '{' at line 1, column 1 is still open"},
	{`{"a":1,⟦⟧`, "found the end of the file, expected a name in double quotes", "the '{' at line 1, column 1 is still open"},
	{"[1,⟦⟧", "found the end of the file, expected a value", "the '[' at line 1, column 1 is still open"},
	{"[1⟦⟧", "found the end of the file, expected ',' or ']'", "the '[' at line 1, column 1 is still open"},
	{"{\n  \"a\": {⟦⟧\n", "found the end of the file, expected a name in double quotes or '}'", "the '{' at line 2, column 8 is still open, the innermost of 2"},
	{"{\"a\": \"x\"⟦⟧\n\n\n", "found the end of the file, expected ',' or '}'", "the '{' at line 1, column 1 is still open"},
	// wrong brackets
	{"[1⟦}⟧", "found '}', expected ',' or ']'", "the '[' at line 1, column 1 is still open"},
	{`{"a":1⟦]⟧`, "found ']', expected ',' or '}'", "the '{' at line 1, column 1 is still open"},
	{`{"a": [1, "b"⟦:⟧ 2}`, "found ':', expected ',' or ']'", "the '[' at line 1, column 7 is still open, the innermost of 2"},
	{`["a"⟦}⟧`, "found '}', expected ',' or ']'", "the '[' at line 1, column 1 is still open"},
	{`{"a":⟦]⟧`, "found ']', expected a value", "the '{' at line 1, column 1 is still open"},
	{"[⟦}⟧", "found '}', expected a value or ']'", "the '[' at line 1, column 1 is still open"},
	{"{⟦]⟧", "found ']', expected a name in double quotes or '}'", "the '{' at line 1, column 1 is still open"},
	{`{"a"⟦]⟧`, "found ']', expected ':'", "the '{' at line 1, column 1 is still open"},
	// colons and separators
	{`{"a"⟦}⟧`, "found '}', expected ':'", ""},
	{`{"a":⟦}⟧`, "found '}', expected a value", ""},
	{`{"a"⟦,⟧1}`, "found ',', expected ':'", ""},
	{`{"a" ⟦1⟧}`, "found a number, expected ':'", "write a colon between a name and its value"},
	{`{"a" ⟦"b"⟧}`, "found a string, expected ':'", "write a colon between a name and its value"},
	{`{"a"⟦=⟧1}`, "found '=', expected ':'", "write a colon between a name and its value"},
	{`{"a":⟦:⟧1}`, "found ':', expected a value", ""},
	{`{"a":"b"⟦:⟧"c"}`, "found ':', expected ',' or '}'", ""},
	{`{"a":1⟦;⟧"b":2}`, "found ';', expected ',' or '}'", "separate values by a comma"},
	// after the document
	{"{} ⟦{⟧}", "found a second document, expected the end of the file", "write one document to a file"},
	{"{}\n⟦{⟧}", "found a second document, expected the end of the file", "write one document to a file"},
	{"{}⟦{⟧}", "found a second document, expected the end of the file", "write one document to a file"},
	{"[]⟦[⟧", "found a second document, expected the end of the file", "write one document to a file"},
	{"{}⟦}⟧", "found '}' after the end of the document, expected the end of the file", "no bracket is open here"},
	{"{}⟦]⟧", "found ']' after the end of the document, expected the end of the file", "no bracket is open here"},
	{"{}⟦,⟧", "found ',' after the end of the document, expected the end of the file", "remove this comma, or put several values into an array"},
	{"{} ⟦x⟧", "found unquoted text after the end of the document, expected the end of the file", ""},
	{"1 ⟦2⟧", "found a number after the end of the document, expected the end of the file", ""},
	{`"a" ⟦"b"⟧`, "found a second document, expected the end of the file", "write one document to a file"},
	{"{}\n⟦---------⟧\nnotes", "found a line of dashes after the document, expected the end of the file", "if the file began as a printed skeleton, remove this line and all that follows it"},
	{"{}\n⟦---------notes⟧", "found a line of dashes after the document, expected the end of the file", "if the file began as a printed skeleton, remove this line and all that follows it"},
	{"{\n \"body\": {}\n}\n⟦-----After the skeleton is filled in, delete this line and the following parameter description-----⟧\n{\n \"body\": {}\n}\n", "found a line of dashes after the document, expected the end of the file", "if the file began as a printed skeleton, remove this line and all that follows it"},
	{"{}\n⟦-⟧", "found unquoted text after the end of the document, expected the end of the file", ""},
	{"{}\n⟦---⟧", "found a line of dashes after the document, expected the end of the file", "if the file began as a printed skeleton, remove this line and all that follows it"},
	{"{} ⟦--- x⟧", "found a line of dashes after the document, expected the end of the file", "if the file began as a printed skeleton, remove this line and all that follows it"},
	// other formats and placeholders
	{"⟦---⟧\na: 1", "found unquoted text, expected a JSON value", "if this is YAML, name the file .yaml or .yml"},
	{"⟦Name⟧: abc", "found unquoted text, expected a JSON value", "if this is YAML, name the file .yaml or .yml"},
	{"⟦Name⟧", "found unquoted text, expected a JSON value", "write strings in double quotes"},
	{"⟦<⟧xml/>", "found '<', expected a JSON value", ""},
	{`{"a": ⟦<name>⟧}`, "found a placeholder without quotes, expected a value", "put it in double quotes, or give its value with --var NAME=VALUE"},
	{`{"a": ⟦<⟧1>}`, "found '<', expected a value", ""},
	{`{"a": ⟦${N}⟧}`, "found a placeholder without quotes, expected a value", "put it in double quotes, or give its value with --var NAME=VALUE"},
	{`[1, ⟦$N⟧]`, "found a placeholder without quotes, expected a value", "put it in double quotes, or give its value with --var NAME=VALUE"},
	{`⟦$n⟧`, "found a placeholder without quotes, expected a JSON value", "put it in double quotes, or give its value with --var NAME=VALUE"},
	{`[⟦$1⟧]`, "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[⟦$⟧{A\n}]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{`{"a": ⟦{{N}}⟧}`, "found a placeholder without quotes, expected a value", "put it in double quotes, or give its value with --var NAME=VALUE"},
	{`⟦{{N}}⟧`, "found a placeholder without quotes, expected a value", "put it in double quotes, or give its value with --var NAME=VALUE"},
	{`{"a": {⟦{⟧ "N": {}}}`, "found '{', expected a name in double quotes or '}'", ""},
	{`{ ⟦{{N}}⟧}`, "found a placeholder without quotes, expected a name in double quotes or '}'", "write the members, or give them with --var NAME=VALUE"},
	{"{⟦{⟧", "found '{', expected a name in double quotes or '}'", ""},
	{`{"a": ⟦$(cmd)⟧}`, "found a placeholder without quotes, expected a value", "put it in double quotes"},
	{`{"a": "he said "⟦hi⟧" to"}`, "found unquoted text, expected ',' or '}'", `write \" for a quote inside a string`},
	// characters that look like others
	{"{⟦“⟧Name”: 1}", "found the character “ (U+201C), expected a name in double quotes or '}'", `use " instead`},
	{`{"a"⟦：⟧1}`, "found the character ： (U+FF1A), expected ':'", "use : instead"},
	{`{"a":1⟦，⟧"b":2}`, "found the character ， (U+FF0C), expected ',' or '}'", "use , instead"},
	{"{⟦\u00a0⟧}", "found the character U+00A0, expected a name in double quotes or '}'", "use a plain space instead"},
	{"[1⟦\u3000⟧]", "found the character U+3000, expected ',' or ']'", "use a plain space instead"},
	{"[⟦\u200b⟧1]", "found the character U+200B, expected a value or ']'", "remove this invisible character"},
	{"[⟦\ufeff⟧1]", "found a byte order mark, expected a value or ']'", "remove this invisible character"},
	{"\ufeff⟦\ufeff⟧{}", "found a byte order mark, expected a JSON value", "remove this invisible character"},
	{"[1⟦\v⟧]", "found the control character U+000B, expected ',' or ']'", ""},
	{"[⟦€⟧]", "found the character € (U+20AC), expected a value or ']'", ""},
	{"[⟦é⟧]", "found unquoted text, expected a value or ']'", "write strings in double quotes"},
	{"[1⟦é⟧]", "found unquoted text, expected ',' or ']'", "put a comma between the items"},
	{"⟦}⟧", "found '}', expected a JSON value", ""},
	{"⟦]⟧", "found ']', expected a JSON value", ""},
	{"⟦,⟧", "found ',', expected a JSON value", "remove this comma"},
	{"⟦:⟧", "found ':', expected a JSON value", ""},
	{"[1⟦:⟧2]", "found ':', expected ',' or ']'", "the '[' at line 1, column 1 is still open"},
	{"[⟦\x7f⟧]", "found the control character U+007F, expected a value or ']'", ""},
}

// unmark splits a text of syntaxErrors into the text proper and the blamed bytes.
func unmark(marked string) (text string, start, end int) {
	before, rest, _ := strings.Cut(marked, "⟦")
	blamed, after, _ := strings.Cut(rest, "⟧")
	return before + blamed + after, len(before), len(before) + len(blamed)
}

func TestSyntaxErrors(t *testing.T) {
	for _, test := range syntaxErrors {
		text, start, end := unmark(test.text)
		var tree document.Tree
		err := Parse(&tree, []byte(text))
		wantsError(t, test, err, source.Span{Start: start, End: end})
		checkTree(t, &tree)
	}
}

func wantsError(t *testing.T, test syntaxError, err *document.SyntaxError, at source.Span) {
	t.Helper()
	switch {
	case err == nil:
		t.Errorf("%q: accepted", test.text)
	case err.Message != test.message || err.Advice != test.advice:
		t.Errorf("%q:\n got %q, advice %q\nwant %q, advice %q", test.text, err.Message, err.Advice, test.message, test.advice)
	case err.Span != at:
		t.Errorf("%q: got span %v, want %v", test.text, err.Span, at)
	}
}
