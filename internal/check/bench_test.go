package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
)

// largeSchema is the like of a real operation's: about 40 KB, most of it
// descriptions, with a body of nested objects and a dozen conditions. notes
// give every keyword of the leaves a constraint.
func largeSchema() (schema string, notes map[string]int) {
	notes = map[string]int{}
	note := func(format string, args ...any) { notes[fmt.Sprintf(format, args...)] = len(notes) }
	description := strings.Repeat("what the parameter is for, in our own words; ", 4)
	object := func(pointer string, n int) string {
		var members []string
		for i := range n {
			at := fmt.Sprintf("%s/properties/Member%d", pointer, i)
			leaf := `"type":"string","minLength":1,"maxLength":64,"pattern":"^[a-zA-Z_][a-zA-Z0-9_-]*$"`
			keywords := []string{"type", "minLength", "maxLength", "pattern"}
			switch i % 4 {
			case 1:
				leaf, keywords = `"type":"integer","minimum":1,"maximum":65536,"multipleOf":1`, []string{"type", "minimum", "maximum", "multipleOf"}
			case 2:
				leaf, keywords = `"type":"string","enum":["standard","localSSD","bigData","ramEnhanced","pl0","pl1"]`, []string{"type", "enum"}
			case 3:
				leaf, keywords = `"type":"boolean","default":false`, []string{"type"}
			}
			for _, k := range keywords {
				note("%s/%s", at, k)
			}
			members = append(members, fmt.Sprintf(`"Member%d":{"title":"Member %d","description":%q,%s}`, i, i, description, leaf))
		}
		note("%s/additionalProperties", pointer)
		note("%s/required/Member0", pointer)
		note("%s/type", pointer)
		return `"type":"object","required":["Member0"],"additionalProperties":false,"properties":{` + strings.Join(members, ",")
	}
	const body = "/properties/body"
	var b strings.Builder
	b.WriteString(`{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"body":{` + object(body, 30))
	for i := range 6 {
		fmt.Fprintf(&b, `,"Nested%d":{%s}}`, i, object(fmt.Sprintf("%s/properties/Nested%d", body, i), 12))
	}
	fmt.Fprintf(&b, `,"List":{"type":"array","minItems":1,"items":{%s}}}`, object(body+"/properties/List/items", 12))
	fmt.Fprintf(&b, `,"Map":{"type":"object","propertyNames":{"maxLength":64},"additionalProperties":{%s}}}`, object(body+"/properties/Map/additionalProperties", 12))
	b.WriteString(`},"allOf":[`)
	for i := range 12 {
		note("%s/allOf/%d", body, i)
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `{"if":{"required":["Member%d"],"properties":{"Member%d":{"const":"bigData"}}},"then":{"properties":{"Nested%d":{"required":["Member%d"]}}}}`, 2+4*(i%7), 2+4*(i%7), i%6, i%4)
	}
	b.WriteString(`]}}}`)
	return b.String(), notes
}

// member writes members that the schema takes, or one in five that it does not.
func members(n int, valid bool) string {
	var list []string
	for i := range n {
		value := [...]string{`"name_of_it"`, `1024`, `"standard"`, `true`}[i%4]
		if !valid && i%5 == 1 {
			value = [...]string{`""`, `0`, `"Standard"`, `"true"`}[i%4]
		}
		list = append(list, fmt.Sprintf(`"Member%d": %s`, i, value))
	}
	return strings.Join(list, ",\n    ")
}

// body is about 1 KB.
func body(valid bool) string {
	return fmt.Sprintf("{\n  %s,\n  \"Nested0\": {%s},\n  \"List\": [{%s}],\n  \"Map\": {\"group1\": {%s}}\n}",
		members(20, valid), members(6, valid), members(5, valid), members(4, valid))
}

func largeCompiled(tb testing.TB) *check.Schema {
	schema, notes := largeSchema()
	return mustCompile(tb, schema, check.Annotations{Constraint: notes})
}

func TestSizes(t *testing.T) {
	schema, _ := largeSchema()
	s := largeCompiled(t)
	good, bad := parse(body(true)), parse(body(false))
	part := s.Location("body")
	t.Logf("schema %d bytes, bodies %d and %d bytes, %d violations", len(schema), len(body(true)), len(body(false)), len(part.Check(bad, 0, nil)))
	if got := part.Check(good, 0, nil); len(got) != 0 {
		t.Errorf("%v", show(good, got))
	}
	if got := len(part.Check(bad, 0, nil)); got != 7 {
		t.Errorf("%d violations", got)
	}
}

func TestCheckAllocatesNothing(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector makes pools allocate")
	}
	s := largeCompiled(t)
	tree := parse(body(true))
	if n := testing.AllocsPerRun(100, func() { s.Location("body").Check(tree, 0, nil) }); n != 0 {
		t.Errorf("%v allocations for a valid body", n)
	}
	related := relationSchema(t, "equal")
	tree = parse(`{"fe":[{"cu":8},{"cu":"a"},{"cu":true}],"ob":[{"cu":8.0},{"cu":"a"},{"cu":true}]}`)
	if n := testing.AllocsPerRun(100, func() { related.Location("body").Check(tree, 0, nil) }); n != 0 {
		t.Errorf("%v allocations for valid relations", n)
	}
}

func BenchmarkCompile(b *testing.B) {
	schema, notes := largeSchema()
	tree := parse(schema)
	b.SetBytes(int64(len(schema)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := check.Compile(tree, 0, check.Annotations{Constraint: notes}); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkCheck(b *testing.B, tree *document.Tree, part *check.Part) {
	b.SetBytes(int64(len(tree.Source)))
	b.ReportAllocs()
	var out []check.Violation
	for b.Loop() {
		out = part.Check(tree, 0, out[:0])
	}
}

func BenchmarkCheckValid(b *testing.B) {
	benchmarkCheck(b, parse(body(true)), largeCompiled(b).Location("body"))
}

func BenchmarkCheckInvalid(b *testing.B) {
	benchmarkCheck(b, parse(body(false)), largeCompiled(b).Location("body"))
}

func BenchmarkCheck10MB(b *testing.B) {
	schema, _ := largeSchema()
	inner := strings.TrimSuffix(strings.TrimPrefix(schema, `{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"body":`), "}}")
	s := mustCompile(b, `{"type":"array","items":`+inner+`}`, check.Annotations{})
	var list []string
	for size := 0; size < 10<<20; size += len(list[len(list)-1]) {
		list = append(list, body(len(list)%10 != 9))
	}
	benchmarkCheck(b, parse("["+strings.Join(list, ",\n")+"]"), s.Location(""))
}
