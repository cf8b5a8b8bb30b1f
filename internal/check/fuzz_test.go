package check_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
)

// dice makes choices from the fuzzer's bytes; when they run out, always 0.
type dice struct{ bytes []byte }

func (d *dice) roll(n int) int {
	if len(d.bytes) == 0 {
		return 0
	}
	b := d.bytes[0]
	d.bytes = d.bytes[1:]
	return int(b) % n
}

func (d *dice) pick(list []string) string { return list[d.roll(len(list))] }

var (
	fuzzNames   = []string{"a", "b", "c", "ab", "x-1"}
	fuzzNumbers = []string{"0", "1", "2", "-1", "3.0", "1.5", "1e2", "10", "-0", "0.1", "1e-1", "1e400", "123456789012345678901234567890", "1e1000001", "1e-1000001"}
	fuzzStrings = []string{`""`, `"a"`, `"ab"`, `"abc"`, `"ABC"`, `"日本"`, `"𐐀"`, `"null"`, `"x-1"`, `"a\nb"`, `"1"`}
	fuzzTypes   = []string{`"string"`, `"integer"`, `"number"`, `"object"`, `"array"`, `"boolean"`, `"null"`, `["string","null"]`, `["object","integer"]`}
	fuzzRegexps = []string{`^[a-z]+$`, `^a`, `b`, `^[a-c]{1,2}$`, `^x-`, `^(a|ab)(c|bcd)?$`, `^.?$`}
)

func (d *dice) value(depth int) string {
	n := 7
	if depth == 0 {
		n = 5
	}
	switch d.roll(n) {
	case 0:
		return d.pick(fuzzStrings)
	case 1, 2:
		return d.pick(fuzzNumbers)
	case 3:
		return d.pick([]string{"true", "false"})
	case 4:
		return "null"
	case 5:
		items := make([]string, d.roll(4))
		for i := range items {
			items[i] = d.value(depth - 1)
		}
		return "[" + strings.Join(items, ",") + "]"
	}
	var members []string
	for _, name := range fuzzNames {
		if d.roll(2) == 1 {
			members = append(members, fmt.Sprintf("%q:%s", name, d.value(depth-1)))
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

func (d *dice) schema(depth int) string {
	if depth == 0 || d.roll(12) == 1 {
		return d.pick([]string{"true", "false", "{}", `{"type":"string"}`, `{"const":1}`, `{"required":["a"]}`})
	}
	members := map[string]string{}
	for range d.roll(4) + 1 {
		name, value := d.keyword(depth)
		members[name] = value
	}
	return object(members)
}

// object writes the members sorted by name.
func object(members map[string]string) string {
	var list []string
	for _, name := range sortedKeys(members) {
		list = append(list, fmt.Sprintf("%q:%s", name, members[name]))
	}
	return "{" + strings.Join(list, ",") + "}"
}

func (d *dice) keyword(depth int) (name, value string) {
	sub := func() string { return d.schema(depth - 1) }
	count := func() string { return strconv.Itoa(d.roll(4)) }
	list := func() string { return "[" + sub() + "," + sub() + "]" }
	switch n := d.roll(26); n {
	case 0, 1:
		return "type", d.pick(fuzzTypes)
	case 2:
		return "enum", "[" + d.value(1) + "," + d.value(1) + "]"
	case 3:
		return "const", d.value(2)
	case 4, 5, 6, 7:
		return []string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}[n-4], d.pick(fuzzNumbers[:13])
	case 8:
		return "multipleOf", d.pick([]string{"1", "2", "0.1", "1.5", "3e1"})
	case 9, 10, 11, 12, 13, 14:
		return []string{"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}[n-9], count()
	case 15:
		return "pattern", strconv.Quote(d.pick(fuzzRegexps))
	case 16, 17:
		return "properties", object(map[string]string{d.pick(fuzzNames): sub(), d.pick(fuzzNames): sub()})
	case 18:
		return "patternProperties", object(map[string]string{d.pick(fuzzRegexps): sub()})
	case 19:
		return "additionalProperties", sub()
	case 20:
		return "propertyNames", sub()
	case 21:
		return "required", fmt.Sprintf("[%q]", d.pick(fuzzNames))
	case 22:
		return "items", sub()
	case 23:
		return d.pick([]string{"allOf", "anyOf"}), list()
	case 24:
		return "not", sub()
	}
	return d.pick([]string{"if", "then", "else"}), sub()
}

// FuzzVerdict makes a schema and a value and compares with jsonschema/v5.
func FuzzVerdict(f *testing.F) {
	for i := range 200 {
		seed := make([]byte, 60)
		for j := range seed {
			seed[j] = byte(i*31 + j*j*7 + i*j)
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, choices []byte) { compareVerdicts(t, choices) })
}

// compareVerdicts makes a schema and a value of the choices and returns what
// both judges say, or only the engine, where the other one would panic.
func compareVerdicts(t *testing.T, choices []byte) bool {
	d := &dice{choices}
	schema, value := d.schema(3), d.value(3)
	s, err := compile(schema, check.Annotations{})
	if err != nil {
		t.Fatalf("%s: %v", schema, err)
	}
	tree := parse(value)
	part := s.Location("")
	first := part.Check(tree, 0, nil)
	if second := part.Check(tree, 0, nil); !reflect.DeepEqual(first, second) {
		t.Fatalf("%s %s: %v, then %v", schema, value, show(tree, first), show(tree, second))
	}
	got := check.Valid(first)
	compareUnknown(t, part, schema, tree, got)
	compareVague(t, part, schema, tree, got)
	if strings.Contains(schema+value, "1000001") {
		return got
	}
	judge, err := reference([]byte(schema))
	if err != nil {
		t.Fatalf("%s: %v", schema, err)
	}
	if want, err := judge([]byte(value)); err != nil || got != want {
		t.Fatalf("%s\n%s\nthe engine says %v, jsonschema/v5 %v %v\n%v", schema, value, got, want, err, show(tree, first))
	}
	return got
}

// compareUnknown puts a placeholder for each scalar in turn. What the schema
// accepts with the scalar it must not refuse with the placeholder, which could
// stand for it.
func compareUnknown(t *testing.T, part *check.Part, schema string, tree *document.Tree, valid bool) {
	for id := document.ID(0); valid && int(id) < tree.Len(); id++ {
		if tree.Kind(id) >= document.Array {
			continue
		}
		span := tree.Span(id)
		text := string(tree.Source[:span.Start]) + `"${X}"` + string(tree.Source[span.End:])
		vague := parse(text)
		if got := part.Check(vague, 0, nil); !check.Valid(got) {
			t.Fatalf("%s\n%s is accepted, but not\n%s: %v", schema, tree.Source, text, show(vague, got))
		}
	}
}

// compareVague does the same with a placeholder without quotes, which could
// stand for containers as well.
func compareVague(t *testing.T, part *check.Part, schema string, tree *document.Tree, valid bool) {
	for id := document.ID(0); valid && int(id) < tree.Len(); id++ {
		span := tree.Span(id)
		text := string(tree.Source[:span.Start]) + `{{x}}` + string(tree.Source[span.End:])
		vague := parseVague(t, text)
		if got := part.Check(vague, 0, nil); !check.Valid(got) {
			t.Fatalf("%s\n%s is accepted, but not\n%s: %v", schema, tree.Source, text, show(vague, got))
		}
	}
}

// FuzzCheck takes any two documents: as a schema, which is mostly refused, and
// as a value, with all kinds of annotations.
func FuzzCheck(f *testing.F) {
	for _, seed := range [][2]string{
		{`{"properties":{"a":{"type":"string","writeOnly":true}},"allOf":[{"not":{"required":["a"]}}]}`, `{"a":"${X}","b":[1,2]}`},
		{`{"additionalProperties":{"items":{"minimum":1e400}}}`, `{"a":[1,"<x>",{"a":1,"a":2}]}`},
		{`{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]}}`, `{"a":1,"":null}`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, schema, value string) {
		st, vt := &document.Tree{}, &document.Tree{}
		if parseInto(st, schema) != nil || parseInto(vt, value) != nil {
			return
		}
		lint := []check.Lint{
			{Constraint: 1, When: check.Subschema{Tree: st, Root: 0}}, {Constraint: 2, Then: check.Subschema{Tree: st, Root: 0}},
			{Constraint: 3, Relation: "equal", To: []string{"a"}}, {Constraint: 3, Relation: "prefix", To: nil},
		}
		s, err := check.Compile(st, 0, check.Annotations{Lint: lint, At: map[int][]string{0: {"a"}, 1: {"a", "b"}, 2: {"b"}}})
		if err != nil {
			return
		}
		first := s.Location("").Check(vt, 0, nil)
		if second := s.Location("").Check(vt, 0, nil); !reflect.DeepEqual(first, second) {
			t.Fatalf("%v, then %v", show(vt, first), show(vt, second))
		}
		s.CheckRequest(vt, 0, nil)
		s.Location("").Secrets(vt, 0, nil)
		if p := s.Location("a"); p != nil {
			p.Check(vt, 0, nil)
		}
	})
}

// TestRandomVerdicts does what FuzzVerdict does, for a fixed number of pairs.
func TestRandomVerdicts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	verdicts := map[bool]int{}
	for range 3000 {
		choices := make([]byte, 20+random.IntN(100))
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		verdicts[compareVerdicts(t, choices)]++
	}
	if verdicts[true] < 500 || verdicts[false] < 500 {
		t.Errorf("the verdicts are one-sided: %v", verdicts)
	}
}
