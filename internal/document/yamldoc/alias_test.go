package yamldoc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
)

func TestAliases(t *testing.T) {
	runParseTests(t, []parseTest{
		{"the span is that of the anchored text", "a: &x 'one'\nb: *x\nc: [*x, &y {k: 0x1F}]\nd: *y\n", []string{
			" object «a: &x 'one'\nb: *x\nc: [*x, &y {k: 0x1F}]\nd: *y»",
			`/a «a»: string "one" «'one'»`, `/b «b»: string "one" «'one'»`,
			`/c «c»: array «[*x, &y {k: 0x1F}]»`, `/c/0 string "one" «'one'»`, `/c/1 object «{k: 0x1F}»`, `/c/1/k «k»: number "31" «0x1F»`,
			`/d «d»: object «{k: 0x1F}»`, `/d/k «k»: number "31" «0x1F»`}},
		{"an anchor may be set again", "- &x 1\n- *x\n- &x 2\n- *x\n", []string{
			" array «- &x 1\n- *x\n- &x 2\n- *x»", `/0 number "1" «1»`, `/1 number "1" «1»`, `/2 number "2" «2»`, `/3 number "2" «2»`}},
		{"names", "&k key: &v 1\nb: *k\n*v : c\n", []string{
			" object «key: &v 1\nb: *k\n*v : c»",
			`/key «key»: number "1" «1»`, `/b «b»: string "key" «key»`, `/1 «*v»: string "c" «c»`}},
		{"empty value", "a: &x\nb: *x\n", []string{
			" object «a: &x\nb: *x»", `/a «a»: null "null" «@5»`, `/b «b»: null "null" «@5»`}},
		{"duplicates are told once", "a: &x {k: 1, k: 2}\nb: *x\n", []string{
			" object «a: &x {k: 1, k: 2}\nb: *x»", "/a «a»: object «{k: 1, k: 2}»", `/a/k «k»: number "1" «1»`, `/a/k «k»: number "2" «2»`,
			"/b «b»: object «{k: 1, k: 2}»", `/b/k «k»: number "1" «1»`, `/b/k «k»: number "2" «2»`, "duplicate {10 11} {16 17}"}},
		{"multi-line text", "a: &x |\n  t\nb: *x\n", []string{
			" object «a: &x |\n  t\nb: *x»", `/a «a»: string "t\n" ` + "«|\n  t»", `/b «b»: string "t\n" ` + "«|\n  t»"}},
	})
}

func TestMergeKeys(t *testing.T) {
	runParseTests(t, []parseTest{
		{"own members win", "a: &x {k: 1, l: 2}\nb:\n  k: 3\n  <<: *x\n", []string{
			" object «a: &x {k: 1, l: 2}\nb:\n  k: 3\n  <<: *x»", "/a «a»: object «{k: 1, l: 2}»", `/a/k «k»: number "1" «1»`, `/a/l «l»: number "2" «2»`,
			"/b «b»: object «k: 3\n  <<: *x»", `/b/k «k»: number "3" «3»`, `/b/l «l»: number "2" «2»`}},
		{"also those below", "a: &x {k: 1, l: 2}\nb: {<<: *x, k: 3}\n", []string{
			" object «a: &x {k: 1, l: 2}\nb: {<<: *x, k: 3}»", "/a «a»: object «{k: 1, l: 2}»", `/a/k «k»: number "1" «1»`, `/a/l «l»: number "2" «2»`,
			"/b «b»: object «{<<: *x, k: 3}»", `/b/l «l»: number "2" «2»`, `/b/k «k»: number "3" «3»`}},
		{"earlier sources win", "- &x {k: 1}\n- &y {k: 2, l: 3}\n- <<: [*x, *y, {m: 4, l: 5}]\n", []string{
			" array «- &x {k: 1}\n- &y {k: 2, l: 3}\n- <<: [*x, *y, {m: 4, l: 5}]»", "/0 object «{k: 1}»", `/0/k «k»: number "1" «1»`,
			"/1 object «{k: 2, l: 3}»", `/1/k «k»: number "2" «2»`, `/1/l «l»: number "3" «3»`,
			"/2 object «<<: [*x, *y, {m: 4, l: 5}]»", `/2/k «k»: number "1" «1»`, `/2/l «l»: number "3" «3»`, `/2/m «m»: number "4" «4»`}},
		{"several merge keys", "- &x {k: 1}\n- {<<: *x, <<: {k: 2, l: 3}}\n", []string{
			" array «- &x {k: 1}\n- {<<: *x, <<: {k: 2, l: 3}}»", "/0 object «{k: 1}»", `/0/k «k»: number "1" «1»`,
			"/1 object «{<<: *x, <<: {k: 2, l: 3}}»", `/1/k «k»: number "1" «1»`, `/1/l «l»: number "3" «3»`}},
		{"merged into what is merged", "- &x {k: 1}\n- &y {<<: *x, l: 2}\n- {<<: *y}\n", []string{
			" array «- &x {k: 1}\n- &y {<<: *x, l: 2}\n- {<<: *y}»", "/0 object «{k: 1}»", `/0/k «k»: number "1" «1»`,
			"/1 object «{<<: *x, l: 2}»", `/1/k «k»: number "1" «1»`, `/1/l «l»: number "2" «2»`,
			"/2 object «{<<: *y}»", `/2/k «k»: number "1" «1»`, `/2/l «l»: number "2" «2»`}},
		{"of duplicates the last", "<<: {k: 1, k: 2}\n", []string{" object «<<: {k: 1, k: 2}»", `/k «k»: number "2" «2»`}},
		{"anchors within", "<<: &x {k: &y [1]}\na: *x\nb: *y\n", []string{
			" object «<<: &x {k: &y [1]}\na: *x\nb: *y»", "/k «k»: array «[1]»", `/k/0 number "1" «1»`,
			"/a «a»: object «{k: &y [1]}»", "/a/k «k»: array «[1]»", `/a/k/0 number "1" «1»`, "/b «b»: array «[1]»", `/b/0 number "1" «1»`}},
		{"an alias as a name of its own", "- &x {k: 1}\n- &n k\n- {<<: *x, *n : 2}\n", []string{
			" array «- &x {k: 1}\n- &n k\n- {<<: *x, *n : 2}»", "/0 object «{k: 1}»", `/0/k «k»: number "1" «1»`, `/1 string "k" «k»`,
			"/2 object «{<<: *x, *n : 2}»", `/2/k «*n»: number "2" «2»`}},
		{"tagged", "!!merge <<: {k: 1}\n", []string{" object «<<: {k: 1}»", `/k «k»: number "1" «1»`}},
		{"quoted", "'<<': {k: 1}\n", []string{" object «'<<': {k: 1}»", "/<< «'<<'»: object «{k: 1}»", `/<</k «k»: number "1" «1»`}},
		{"nothing to merge", "<<: []\na: 1\n", []string{" object «<<: []\na: 1»", `/a «a»: number "1" «1»`}},
	})
}

// chain is n lines that each use the former one several times.
func chain(n int, first, line string) string {
	var b strings.Builder
	b.WriteString(first)
	for i := 1; i < n; i++ {
		b.WriteString(strings.NewReplacer("NEW", fmt.Sprint("x", i), "OLD", fmt.Sprint("x", i-1)).Replace(line))
	}
	return b.String()
}

func TestBombs(t *testing.T) {
	deep := document.MaxDepth
	for name, text := range map[string]string{
		"aliases":           chain(40, "x0: &x0 [a, b, c]\n", "NEW: &NEW [*OLD, *OLD, *OLD]\n"),
		"merge keys":        chain(40, "x0: &x0 {a: 1}\n", "NEW: &NEW {NEW1: *OLD, NEW2: {<<: [*OLD, *OLD]}}\n"),
		"merged often":      "x: &x {" + strings.Repeat("k: 1, ", 5000) + "}\ny:\n" + strings.Repeat("- <<: *x\n", 500),
		"merged in a list":  "x: &x {" + strings.Repeat("k: 1, ", 5000) + "}\ny: {<<: [" + strings.Repeat("*x, ", 500) + "]}\n",
		"decoded text":      "x: &x \"" + strings.Repeat("\\n", 50000) + "\"\ny:\n" + strings.Repeat("- *x\n", 10000),
		"list in itself":    "&x [*x]",
		"mapping in itself": "a: &x\n  b:\n  - *x\n",
		"merged in itself":  "&x {a: 1, <<: *x}",
		"merged below":      "&x {a: {<<: [*x]}}",
		"deep by aliases":   chain(30, "x0: &x0 "+strings.Repeat("[", 100)+strings.Repeat("]", 100)+"\n", "NEW: &NEW "+strings.Repeat("[", 100)+"*OLD"+strings.Repeat("]", 100)+"\n"),
		"deep flow":         strings.Repeat("[", deep+1),
		"deep flow, closed": strings.Repeat("[", deep+1) + strings.Repeat("]", deep+1),
		"deep objects":      strings.Repeat("{a: ", deep+1),
		"deep lists":        strings.Repeat("- ", deep+1) + "a",
		"deep questions":    strings.Repeat("? ", 3*deep),
		"both deep":         strings.Repeat("- ", deep/2+1) + strings.Repeat("[", deep/2) + strings.Repeat("]", deep/2),
		"pairs":             strings.Repeat("[a: ", deep/2+1) + strings.Repeat("]", deep/2+1),
		"very deep":         strings.Repeat("[", 500_000),
		"far too deep":      strings.Repeat("[", 50<<20),
		"too large":         strings.Repeat("a: b\n", MaxSize/5+1),
		"too many pieces":   "[" + strings.Repeat("1,", maxPieces/heavy+1) + "]",
		"tag directives":    strings.Repeat("%TAG !a! b\n", maxTags+1),
	} {
		var tree document.Tree
		if fault := Parse(&tree, []byte(text)); fault == nil {
			t.Errorf("%s: no error", name)
		} else if tree.Len() > 3*freeUnits {
			t.Errorf("%s: %d nodes before the error %q", name, tree.Len(), fault.Message)
		}
	}
}

func TestJustDeepEnough(t *testing.T) {
	deep := document.MaxDepth
	for name, text := range map[string]string{
		"flow":    strings.Repeat("[", deep) + strings.Repeat("]", deep),
		"objects": strings.Repeat("{a: ", deep) + strings.Repeat("}", deep),
		"lists":   strings.Repeat("- ", deep) + "a",
		"both":    strings.Repeat("- ", deep/2) + strings.Repeat("[", deep/2) + strings.Repeat("]", deep/2),
		"aliases": chain(10, "x0: &x0 "+strings.Repeat("[", 99)+strings.Repeat("]", 99)+"\n", "NEW: &NEW "+strings.Repeat("[", 100)+"*OLD"+strings.Repeat("]", 100)+"\n"),
	} {
		var tree document.Tree
		if fault := Parse(&tree, []byte(text)); fault != nil {
			t.Errorf("%s: %v", name, fault)
		}
	}
}
