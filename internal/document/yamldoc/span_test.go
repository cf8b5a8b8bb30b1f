package yamldoc

import "testing"

func TestSpansOfScalars(t *testing.T) {
	runParseTests(t, []parseTest{
		{"plain", "a: some words # comment\n", []string{
			" object «a: some words»", `/a «a»: string "some words" «some words»`}},
		{"plain with punctuation", "url: http://x/#y?a=b,c\n", []string{
			" object «url: http://x/#y?a=b,c»", `/url «url»: string "http://x/#y?a=b,c" «http://x/#y?a=b,c»`}},
		{"plain of several lines", "a: one\n  two\n\n  three # comment\nb: 1\n", []string{
			" object «a: one\n  two\n\n  three # comment\nb: 1»",
			`/a «a»: string "one two\nthree" ` + "«one\n  two\n\n  three»",
			`/b «b»: number "1" «1»`}},
		{"plain on the next line", "a:\n  x\n", []string{
			" object «a:\n  x»", `/a «a»: string "x" «x»`}},
		{"single quotes", "'a''b': 'it''s'\n", []string{
			" object «'a''b': 'it''s'»", `/a'b «'a''b'»: string "it's" «'it''s'»`}},
		{"double quotes", `"a\tb": "q\"\u00e9\\"`, []string{
			` object «"a\tb": "q\"\u00e9\\"»`, "/a\tb «\"a\\tb\"»: string " + `"q\"é\\" «"q\"\u00e9\\"»`}},
		{"quotes of several lines", "- 'a\n   b'\n- \"c \\\n   d\n\n   e\"\n", []string{
			" array «- 'a\n   b'\n- \"c \\\n   d\n\n   e\"»",
			`/0 string "a b" ` + "«'a\n   b'»", `/1 string "c d\ne" ` + "«\"c \\\n   d\n\n   e\"»"}},
		{"empty quotes", "a: ''\n\"\": \"\"\n", []string{
			" object «a: ''\n\"\": \"\"»", `/a «a»: string "" «''»`, `/ «""»: string "" «""»`}},
		{"root", "  text\n", []string{` string "text" «text»`}},
		{"anchor and tag", "a: &x !!str 12 # c\nb: !!str\n  &y # comment\n  'z'\n", []string{
			" object «a: &x !!str 12 # c\nb: !!str\n  &y # comment\n  'z'»",
			`/a «a»: string "12" «12»`, `/b «b»: string "z" «'z'»`}},
	})
}

func TestSpansOfBlockScalars(t *testing.T) {
	runParseTests(t, []parseTest{
		{"literal", "a: | # comment\n  one\n   two  \n\n\nb: 1\n", []string{
			" object «a: | # comment\n  one\n   two  \n\n\nb: 1»",
			`/a «a»: string "one\n two  \n" ` + "«| # comment\n  one\n   two  »",
			`/b «b»: number "1" «1»`}},
		{"folded", "- >-\n  a\n  b\n\n  c\n- d\n", []string{
			" array «- >-\n  a\n  b\n\n  c\n- d»", `/0 string "a b\nc" ` + "«>-\n  a\n  b\n\n  c»", `/1 string "d" «d»`}},
		{"kept line breaks", "a: |+\n  x\n\n\n# comment\n", []string{
			" object «a: |+\n  x»", `/a «a»: string "x\n\n\n" ` + "«|+\n  x»"}},
		{"explicit indentation", "a: |2-\n    x\n   y\n", []string{
			" object «a: |2-\n    x\n   y»", `/a «a»: string "  x\n y" ` + "«|2-\n    x\n   y»"}},
		{"a comment sign is content", "|\n  # x\n  y\n", []string{` string "# x\ny\n" ` + "«|\n  # x\n  y»"}},
		{"empty", "a: |-\nb: >+1 # c\n\nc: 1\n", []string{
			" object «a: |-\nb: >+1 # c\n\nc: 1»", `/a «a»: string "" «|-»`, `/b «b»: string "\n" «>+1»`, `/c «c»: number "1" «1»`}},
		{"no line break at the end", "|\n  x", []string{` string "x" ` + "«|\n  x»"}},
		{"header only", "a: |", []string{" object «a: |»", `/a «a»: string "" «|»`}},
	})
}

func TestSpansOfCollections(t *testing.T) {
	runParseTests(t, []parseTest{
		{"flow", "[ a, {b : c,'d':\"e\" ,}, [], {} , # ]\n ] # end\n", []string{
			" array «[ a, {b : c,'d':\"e\" ,}, [], {} , # ]\n ]»", `/0 string "a" «a»`,
			`/1 object «{b : c,'d':"e" ,}»`, `/1/b «b»: string "c" «c»`, `/1/d «'d'»: string "e" «"e"»`,
			`/2 array «[]»`, `/3 object «{}»`}},
		{"pairs in a list", "[a: b, ? c : d, : e, f: ]\n", []string{
			" array «[a: b, ? c : d, : e, f: ]»",
			`/0 object «a: b»`, `/0/a «a»: string "b" «b»`, `/1 object «? c : d»`, `/1/c «c»: string "d" «d»`,
			`/2 object «: e»`, `/2/ «@16»: string "e" «e»`, `/3 object «f:»`, `/3/f «f»: null "null" «@23»`}},
		{"block", "a:\n  b:\n  - c\n  -   - d\n      - e\nf: g\n", []string{
			" object «a:\n  b:\n  - c\n  -   - d\n      - e\nf: g»",
			"/a «a»: object «b:\n  - c\n  -   - d\n      - e»", "/a/b «b»: array «- c\n  -   - d\n      - e»",
			`/a/b/0 string "c" «c»`, "/a/b/1 array «- d\n      - e»", `/a/b/1/0 string "d" «d»`, `/a/b/1/1 string "e" «e»`,
			`/f «f»: string "g" «g»`}},
		{"mapping in a list", "- a: 1\n  b: 2\n-\n  c: 3\n", []string{
			" array «- a: 1\n  b: 2\n-\n  c: 3»", "/0 object «a: 1\n  b: 2»", `/0/a «a»: number "1" «1»`, `/0/b «b»: number "2" «2»`,
			"/1 object «c: 3»", `/1/c «c»: number "3" «3»`}},
		{"anchor and tag", "a: &x !!map\n  b: &y !!seq\n  - 1\n", []string{
			" object «a: &x !!map\n  b: &y !!seq\n  - 1»", "/a «a»: object «b: &y !!seq\n  - 1»",
			"/a/b «b»: array «- 1»", `/a/b/0 number "1" «1»`}},
		{"anchored name", "&x a: 1\n", []string{" object «a: 1»", `/a «a»: number "1" «1»`}},
		{"question marks", "? a\n: b\n? |\n  c\n: - d\n", []string{
			" object «? a\n: b\n? |\n  c\n: - d»", `/a «a»: string "b" «b»`, "/c\n «|\n  c»: array «- d»", "/c\n/0 string \"d\" «d»"}},
	})
}

func TestSpansOfEmptyValues(t *testing.T) {
	runParseTests(t, []parseTest{
		{"block mapping", "a:\nb: # comment\n\nc:   \n", []string{
			" object «a:\nb: # comment\n\nc:»", `/a «a»: null "null" «@2»`, `/b «b»: null "null" «@5»`, `/c «c»: null "null" «@19»`}},
		{"list", "-\n- # comment\n- a\n", []string{
			" array «-\n- # comment\n- a»", `/0 null "null" «@1»`, `/1 null "null" «@3»`, `/2 string "a" «a»`}},
		{"no colon", "{a, b: , c}\n", []string{
			" object «{a, b: , c}»", `/a «a»: null "null" «@2»`, `/b «b»: null "null" «@6»`, `/c «c»: null "null" «@10»`}},
		{"question marks without colon", "? a # comment\n? b\n", []string{
			" object «? a # comment\n? b»", `/a «a»: null "null" «@3»`, `/b «b»: null "null" «@17»`}},
		{"no name", ": a\n", []string{" object «: a»", `/ «@0»: string "a" «a»`}},
		{"only tag or anchor", "a: !!str # c\nb: &x\nc: !!null\n", []string{
			" object «a: !!str # c\nb: &x\nc: !!null»", `/a «a»: string "" «@8»`, `/b «b»: null "null" «@18»`, `/c «c»: null "null" «@28»`}},
	})
}

func TestSpansAndEncoding(t *testing.T) {
	runParseTests(t, []parseTest{
		{"several bytes a character", "ключ: \"ж\" # ё\n日本: 語 x\n😀: [é, ü]\n", []string{
			" object «ключ: \"ж\" # ё\n日本: 語 x\n😀: [é, ü]»", `/ключ «ключ»: string "ж" «"ж"»`, `/日本 «日本»: string "語 x" «語 x»`,
			"/😀 «😀»: array «[é, ü]»", `/😀/0 string "é" «é»`, `/😀/1 string "ü" «ü»`}},
		{"CRLF", "a: b\r\nc: d\r\n  e\r\nf: |\r\n  g\r\n  h\r\n", []string{
			" object «a: b\r\nc: d\r\n  e\r\nf: |\r\n  g\r\n  h»", `/a «a»: string "b" «b»`,
			`/c «c»: string "d e" ` + "«d\r\n  e»", `/f «f»: string "g\nh\n" ` + "«|\r\n  g\r\n  h»"}},
		{"CR", "a: b\rc: 'd'\r", []string{" object «a: b\rc: 'd'»", `/a «a»: string "b" «b»`, `/c «c»: string "d" «'d'»`}},
		{"byte order mark", "\ufeffa: b\nc: d\n", []string{" object «a: b\nc: d»", `/a «a»: string "b" «b»`, `/c «c»: string "d" «d»`}},
		{"byte order mark and bracket", "\ufeff{a: b}\n", []string{" object «{a: b}»", `/a «a»: string "b" «b»`}},
		{"tabs", "a:\tb\t# c\n\t\nd: {\te:\t1\t}\n", []string{
			" object «a:\tb\t# c\n\t\nd: {\te:\t1\t}»", `/a «a»: string "b" «b»`, "/d «d»: object «{\te:\t1\t}»", `/d/e «e»: number "1" «1»`}},
		{"bracket after comments", "# é\n\n  # c\n  [é, {\"b\": 1}]\n# d\n--- [x]\n", []string{
			` array «[é, {"b": 1}]»`, `/0 string "é" «é»`, `/1 object «{"b": 1}»`, `/1/b «"b"»: number "1" «1»`, " array «[x]»", `/0 string "x" «x»`}},
		{"JSON of several lines", "{\n\t\"a\": [1,\n\t\t{\"b\":null}]\n}\n", []string{
			" object «{\n\t\"a\": [1,\n\t\t{\"b\":null}]\n}»", "/a «\"a\"»: array «[1,\n\t\t{\"b\":null}]»",
			`/a/0 number "1" «1»`, `/a/1 object «{"b":null}»`, `/a/1/b «"b"»: null "null" «null»`}},
	})
}

func TestDocuments(t *testing.T) {
	runParseTests(t, []parseTest{
		{"nothing", "", nil},
		{"white space and comments", "\n  # c\n\t\n", nil},
		{"markers only", "---\n# c\n---\n...\n", nil},
		{"several", "--- # c\n---\na: 1\n...\n# c\n---\n- 2\n--- 3\n---\n", []string{
			" object «a: 1»", `/a «a»: number "1" «1»`, " array «- 2»", `/0 number "2" «2»`, ` number "3" «3»`}},
		{"null is a document", "--- null\n--- ~\n--- !!null\n", []string{
			` null "null" «null»`, ` null "null" «~»`, ` null "null" «@25»`}},
		{"directives", "%YAML 1.2 # c\n%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1\n...\n%YAML\t1.1\n---\n2\n", []string{
			" object «a: !y!str 1»", `/a «a»: string "1" «1»`, ` number "2" «2»`}},
		{"what looks like a directive", "|\n %YAML 1.2\n", []string{` string "%YAML 1.2\n" ` + "«|\n %YAML 1.2»"}},
	})
}

func TestDuplicates(t *testing.T) {
	runParseTests(t, []parseTest{
		{"both are kept", "a: 1\n'a': 2\nb: 3\n\"\\x61\": 4\n", []string{
			" object «a: 1\n'a': 2\nb: 3\n\"\\x61\": 4»", `/a «a»: number "1" «1»`, `/a «'a'»: number "2" «2»`,
			`/b «b»: number "3" «3»`, `/a «"\x61"»: number "4" «4»`,
			"duplicate {3 4} {10 11}", "duplicate {3 4} {25 26}"}},
		{"names are strings", "{1: a, \"1\": b}", []string{
			` object «{1: a, "1": b}»`, `/1 «1»: string "a" «a»`, `/1 «"1"»: string "b" «b»`, "duplicate {4 5} {12 13}"}},
	})
}
