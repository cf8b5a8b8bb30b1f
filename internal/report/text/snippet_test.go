package text

import (
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/rules"
)

// marked cuts a text with marks in it: «» around the span, ‹› around what is
// hidden.
func marked(s string) (text []byte, span source.Span, hidden []rules.Range) {
	var b strings.Builder
	for _, c := range s {
		switch c {
		case '«':
			span.Start = b.Len()
		case '»':
			span.End = b.Len()
		case '‹':
			hidden = append(hidden, rules.Range{Start: b.Len()})
		case '›':
			hidden[len(hidden)-1].End = b.Len()
		default:
			b.WriteRune(c)
		}
	}
	return []byte(b.String()), span, hidden
}

func TestShow(t *testing.T) {
	long := strings.Repeat("x", 200)
	tests := []struct{ name, in, line, carets string }{
		{"plain", `  "Name": «""»,`, `  "Name": "",`, `          ^^`},
		{"first of several lines", "«ab»\ncd", "ab", "^^"},
		{"last line without an end", "ab\n  «cd»", "  cd", "  ^^"},
		{"CRLF", "a\r\nb «c» d\r\ne", "b c d", "  ^"},
		{"lone CR", "a\rb «c» d\re", "b c d", "  ^"},
		{"span on a CRLF", "ab\r«\n»cd", "ab", "  ^"},
		{"empty span", "a«»b", "ab", " ^"},
		{"empty span at the end of the text", "ab«»", "ab", "  ^"},
		{"blank line", "a\n   «»\nb", "", ""},
		{"empty text", "«»", "", ""},
		{"byte order mark", "\ufeff«{»}", "{}", "^"},
		{"span on the byte order mark", "«\ufeff»{}", "{}", "^"},
		{"span over lines ends with the first", "a «{  \n  b\n}» c", "a {", "  ^"},
		{"tab before the span", "\t\"a\": «1»", `    "a": 1`, `         ^`},
		{"tab in the span", "«a\tb» c", "a    b c", "^^^^^^"},
		{"wide characters", `"中文": «"中»文"`, `"中文": "中文"`, `        ^^^`},
		{"beyond the BMP", `"𐐀": «1»`, `"𐐀": 1`, `     ^`},
		{"combining characters", "\"e\u0301e\u0301\": «\"e\u0301\"»", "\"e\u0301e\u0301\": \"e\u0301\"", `      ^^^`},
		{"combining character after the quote", "«\"\u0301a\"»", "\"\u0301a\"", `^^^`},
		{"emoji", `"👍🏽": «1»`, `"👍🏽": 1`, `      ^`},
		{"flag", `"🇨🇳": «1»`, `"🇨🇳": 1`, `      ^`},
		{"escape sequence", "\x1b[31m«x»", "<U+001B>[31mx", "            ^"},
		{"C1 control", "\u009b31m«x»", "<U+009B>31mx", "           ^"},
		{"NUL, BEL, DEL", "\x00\x07\x7f«x»", "<U+0000><U+0007><U+007F>x", "                        ^"},
		{"writing direction", "\"«\u202e»abc\"", "\"<U+202E>abc\"", " ^^^^^^^^"},
		{"other line separators", "a\u2028«b»", "a<U+2028>b", "         ^"},
		{"zero width", "a\u200b«b»", "a<U+200B>b", "         ^"},
		{"replacement character is itself", "«\ufffd»", "\ufffd", "^"},
		{"secret", `"pw": «‹"hunter2"›», "x": 1`, `"pw": "***", "x": 1`, `      ^^^^^`},
		{"short secret", `"pw": «‹"a"›», "x": 1`, `"pw": "***", "x": 1`, `      ^^^^^`},
		{"empty secret", `"pw": «‹""›», "x": 1`, `"pw": "***", "x": 1`, `      ^^^^^`},
		{"secret without quotes", `pw: «‹hunter2›»`, `pw: ***`, `    ^^^`},
		{"secret of one quote", `pw: «‹"›»`, `pw: ***`, `    ^^^`},
		{"secret before the span", `"pw": ‹"hunter2"›, "x": «1»`, `"pw": "***", "x": 1`, `                  ^`},
		{"secret after the span", `"x": «1», "pw": ‹"hunter2"›`, `"x": 1, "pw": "***"`, `     ^`},
		{"span within a secret", `"pw": ‹"hun«t»er2"›`, `"pw": "***"`, `      ^^^^^`},
		{"empty span within a secret", `"pw": ‹"hun«»ter2"›`, `"pw": "***"`, `      ^^^^^`},
		{"span from within a secret", `"pw": ‹"hun«ter2"›, "x"»: 1`, `"pw": "***", "x": 1`, `      ^^^^^^^^^^`},
		{"secrets that touch", `‹a›‹b›«c»`, `***c`, `   ^`},
		{"secret over lines, its first", "pw: «‹|\n  hunter2\n  hunter3›»\nx: 1", `pw: ***`, `    ^^^`},
		{"secret over lines, a middle one", "pw: ‹|\n  hun«t»er2\n  hunter3›\nx: 1", `***`, `^^^`},
		{"secret over lines, after its end", "\"pw\": ‹{\n  \"a\": 1\n}›, \"x\": «1»", `***, "x": 1`, `          ^`},
		{"long secret does not cut the line", `"pw": «‹"` + strings.Repeat("h", 5000) + `"›», "x": 1`, `"pw": "***", "x": 1`, `      ^^^^^`},
		{"long secret before the span", `"pw": ‹"` + strings.Repeat("h", 5000) + `"›, "x": «1»`, `"pw": "***", "x": 1`, `                  ^`},
		{"long line, span at the start", "«ab»" + long, "ab" + long[:117] + "…", "^^"},
		{"long line, span at the end", long + "«ab»", "…" + long[:117] + "ab", strings.Repeat(" ", 118) + "^^"},
		{"long line, span in the middle", long + "«ab»" + long, "…" + long[:39] + "ab" + long[:77] + "…", strings.Repeat(" ", 40) + "^^"},
		{"long span", "a: «" + long + "» b", "a: " + long[:116] + "…", "   " + strings.Repeat("^", 116)},
		{"long span after a long line", long + "«" + long + "»", "…" + long[:39] + long[:79] + "…", strings.Repeat(" ", 40) + strings.Repeat("^", 79)},
		{"line just short enough", long[:118] + "«ab»", long[:118] + "ab", strings.Repeat(" ", 118) + "^^"},
		{"many wide characters", strings.Repeat("中", 100) + "«文»", "…" + strings.Repeat("中", 58) + "文", strings.Repeat(" ", 117) + "^^"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text, span, hidden := marked(test.in)
			got, ok := show(text, span, disjoint(hidden, len(text)))
			if ok != (test.line != "") {
				t.Fatalf("shown: %v, line %q", ok, got.line)
			}
			if !ok {
				return
			}
			carets := strings.Repeat(" ", got.column) + strings.Repeat("^", got.carets)
			if got.line != test.line || carets != test.carets {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", got.line, carets, test.line, test.carets)
			}
		})
	}
}

func TestShowInvalidUTF8(t *testing.T) {
	text := []byte("a\xff\xc3(\xe4\xb8b")
	got, _ := show(text, source.Span{Start: 1, End: 2}, nil)
	if want := "a<0xFF><0xC3>(<0xE4><0xB8>b"; got.line != want || got.column != 1 || got.carets != 6 {
		t.Errorf("got %+v, want %q", got, want)
	}
}

func TestDisjoint(t *testing.T) {
	ranges := func(ends ...int) (out []rules.Range) {
		for i := 0; i < len(ends); i += 2 {
			out = append(out, rules.Range{Start: ends[i], End: ends[i+1]})
		}
		return out
	}
	got := disjoint(ranges(8, 12, 2, 4, 3, 6, 5, 5, -3, 1, 9, 99, 6, 7, 40, 50), 20)
	if want := ranges(0, 1, 2, 7, 8, 20); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A snippet is bounded and harmless, whatever the text and the span, and the
// same however long a secret is.
func FuzzShow(f *testing.F) {
	f.Add("{\"a\":\t\"\x1b[31m中\u0301\"", "}\r\nx", 5, 9, 12)
	f.Add(strings.Repeat("\u0301", 3000), "", 2999, 3001, 1)
	f.Add("\ufeff\xff\xfe\r", "\u0301", 0, 1, 5000)
	f.Fuzz(func(t *testing.T, prefix, suffix string, start, end, length int) {
		length = min(max(length, 1), 5000)
		short := shown(prefix, suffix, start, end, 1)
		if long := shown(prefix, suffix, start, end, length); long != short {
			t.Fatalf("a secret of %d characters: %+v\nof one: %+v", length, long, short)
		}
		for i, c := range short.line {
			if !safe(c, 2) || c == '\ufffd' && !strings.HasPrefix(short.line[i:], "\ufffd") {
				t.Fatalf("%q in %q", c, short.line)
			}
		}
		if len(short.line) > 3*reach || short.carets > 2*maxWidth || short.carets < 1 || short.column < 0 {
			t.Fatalf("%d bytes, column %d, %d carets", len(short.line), short.column, short.carets)
		}
	})
}

// shown is the snippet of a text with a secret of the given length in it. The
// offsets of the span count the secret as one byte.
func shown(prefix, suffix string, start, end, length int) snippet {
	secret := rules.Range{Start: len(prefix), End: len(prefix) + length}
	place := func(offset int) int {
		if offset > secret.Start {
			offset += length - 1
		}
		return offset
	}
	text := []byte(prefix + strings.Repeat("s", length) + suffix)
	s, _ := show(text, source.Span{Start: place(start), End: place(end)}, []rules.Range{secret})
	return s
}
