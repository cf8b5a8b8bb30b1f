package check_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
)

// keywordTests are, for each keyword, what it reports, of which value, for
// which constraint.
var keywordTests = []struct {
	schema string
	notes  map[string]int
	doc    string
	want   []string
}{
	{`true`, nil, `1`, nil},
	{`{}`, nil, `1`, nil},
	{`false`, map[string]int{"": 4}, `1`, []string{`Conflict "" c4`}},
	{`{"type":"string"}`, map[string]int{"/type": 1}, `1`, []string{`WrongType "" c1`}},
	{`{"type":["string","null"]}`, nil, `null`, nil},
	{`{"type":["string","null"]}`, nil, `true`, []string{`WrongType ""`}},
	{`{"type":"integer"}`, nil, `[3.0,1e2,-0,1e1000001,12345678901234567890123]`, []string{`WrongType ""`}},
	{`{"items":{"type":"integer"}}`, nil, `[3.0,1e2,-0,1e1000001,12345678901234567890123]`, nil},
	{`{"items":{"type":"integer"}}`, nil, `[3.5,1e-1,1e-1000001]`, []string{`WrongType "/0"`, `WrongType "/1"`, `WrongType "/2"`}},
	{`{"type":"number"}`, nil, `1.5`, nil},
	{`{"enum":["a","b",3,null]}`, map[string]int{"/enum": 2}, `"c"`, []string{`InvalidValue "" c2`}},
	{`{"items":{"enum":["a",3,null,{"x":[1,2]}]}}`, nil, `["a",3.0,30e-1,null,{"x":[1.0,2]}]`, nil},
	{`{"items":{"enum":["a",3,null,{"x":[1,2]}]}}`, nil, `["3",3.1,false,{"x":[2,1]},{"x":[1,2],"y":0}]`,
		[]string{`InvalidValue "/0"`, `InvalidValue "/1"`, `InvalidValue "/2"`, `InvalidValue "/3"`, `InvalidValue "/4"`}},
	{`{"const":{"a":1,"b":[true]}}`, nil, `{"b":[true],"a":1.0}`, nil},
	{`{"const":"x"}`, map[string]int{"/const": 0}, `"y"`, []string{`InvalidValue "" c0`}},
	{`{"minimum":10,"maximum":1024}`, map[string]int{"/minimum": 1, "/maximum": 2}, `9.99`, []string{`OutOfRange "" c1`}},
	{`{"minimum":10,"maximum":1024}`, map[string]int{"/minimum": 1, "/maximum": 2}, `1e400`, []string{`OutOfRange "" c2`}},
	{`{"items":{"exclusiveMinimum":0,"exclusiveMaximum":1e1000001}}`, nil, `[0,-0.0,1e-1000001,1e1000001]`,
		[]string{`OutOfRange "/0"`, `OutOfRange "/1"`, `OutOfRange "/3"`}},
	{`{"multipleOf":10}`, map[string]int{"/multipleOf": 3}, `1015`, []string{`NotMultipleOf "" c3`}},
	{`{"multipleOf":0.001}`, nil, `0.125`, nil},
	{`{"minLength":1,"maxLength":3}`, map[string]int{"/minLength": 1, "/maxLength": 2}, `""`, []string{`InvalidLength "" c1`}},
	{`{"minLength":1,"maxLength":3}`, map[string]int{"/minLength": 1, "/maxLength": 2}, `"abcd"`, []string{`InvalidLength "" c2`}},
	{`{"items":{"maxLength":3,"minLength":2.0}}`, nil, `["日本語","𐐀𐐀","\u00e4\n"]`, nil},
	{`{"items":{"minLength":2}}`, nil, `["日","𐐀","ä","\ud83d\ude00"]`, []string{`InvalidLength "/0"`, `InvalidLength "/1"`, `InvalidLength "/2"`, `InvalidLength "/3"`}},
	{`{"pattern":"^[a-z]+$"}`, map[string]int{"/pattern": 7}, `"a1"`, []string{`InvalidPattern "" c7`}},
	{`{"minItems":1,"maxItems":2}`, map[string]int{"/minItems": 1, "/maxItems": 2}, `[]`, []string{`InvalidSize "" c1`}},
	{`{"minItems":1,"maxItems":2}`, map[string]int{"/minItems": 1, "/maxItems": 2}, `[1,2,3]`, []string{`InvalidSize "" c2`}},
	{`{"minProperties":1,"maxProperties":2}`, map[string]int{"/minProperties": 1}, `{}`, []string{`InvalidSize "" c1`}},
	{`{"maxProperties":1}`, nil, `{"a":1,"a":2}`, nil},
	{`{"maxProperties":1,"items":{}}`, nil, `{"a":1,"b":{"a":1,"a":2}}`, []string{`InvalidSize ""`}},
	{`{"items":{"type":"string"}}`, map[string]int{"/items/type": 5}, `[1,"a",null]`, []string{`WrongType "/0" c5`, `WrongType "/2" c5`}},
	{`{"required":["a","b/~"]}`, map[string]int{"/required/b~1~0": 6}, `{"b":1}`, []string{`Missing "" a`, `Missing "" b/~ c6`}},
	{`{"required":["a"]}`, map[string]int{"/required": 2}, `{}`, []string{`Missing "" a c2`}},
	{`{"properties":{"a":{"type":"null"},"b":false}}`, map[string]int{"/properties/b": 1}, `{"a":0,"b":0,"c":0}`, []string{`WrongType "/a"`, `Conflict "/b" c1`}},
	{`{"properties":{"a":true},"additionalProperties":false}`, map[string]int{"/additionalProperties": 1}, `{"a":1,"b":2,"c":3}`,
		[]string{`Unknown "/b" c1 key`, `Unknown "/c" c1 key`}},
	{`{"additionalProperties":{"type":"string"}}`, nil, `{"a":"","b":2}`, []string{`WrongType "/b"`}},
	{`{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false}`, nil, `{"x-a":1,"x-b":"","y":0}`, []string{`WrongType "/x-a"`, `Unknown "/y" key`}},
	{`{"properties":{"ab":{"minimum":3}},"patternProperties":{"a":{"multipleOf":2}}}`, nil, `{"ab":1}`, []string{`OutOfRange "/ab"`, `NotMultipleOf "/ab"`}},
	{`{"propertyNames":{"minLength":2,"pattern":"^[a-z]*$"}}`, map[string]int{"/propertyNames/minLength": 1}, `{"a":1,"AB":2,"ab":3}`,
		[]string{`InvalidLength "/a" c1 key`, `InvalidPattern "/AB" key`}},
	{`{"propertyNames":{"not":{"const":"x"}}}`, nil, `{"x":1,"y":2}`, []string{`Conflict "/x" key`}},
	{`{"allOf":[{"type":"string"},{"minLength":2}]}`, nil, `"a"`, []string{`InvalidLength ""`}},
	{`{"allOf":[{"properties":{"a":{"type":"string"}}},{"required":["b"]}]}`, nil, `{"a":1}`, []string{`WrongType "/a"`, `Missing "" b`}},
	{`{"anyOf":[{"type":"string"},{"minimum":2}]}`, map[string]int{"/anyOf": 1}, `1`, []string{`Conflict "" c1`}},
	{`{"not":{"type":"string"}}`, map[string]int{"/not": 1}, `""`, []string{`Conflict "" c1`}},
	{`{"if":{"type":"string"},"then":{"minLength":1},"else":{"minimum":1}}`, map[string]int{"/then/minLength": 1, "/else": 2}, `""`, []string{`InvalidLength "" c1`}},
	{`{"if":{"type":"string"},"then":{"minLength":1},"else":{"minimum":1}}`, map[string]int{"/then/minLength": 1, "/else": 2}, `0`, []string{`OutOfRange "" c2`}},
	{`{"then":{"minLength":1},"else":false}`, nil, `""`, nil},
	{`{"properties":{"a":{"deprecated":true},"b":{"deprecated":false}}}`, map[string]int{"/properties/a/deprecated": 1}, `{"a":null,"b":1}`, []string{`Deprecated "/a" c1 advisory`}},
	{`{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"x","title":"","description":"","default":0,"examples":[0],"writeOnly":false}`, nil, `1`, nil},
}

func TestKeywords(t *testing.T) {
	for _, test := range keywordTests {
		s, err := compile(test.schema, check.Annotations{Constraint: test.notes})
		if err != nil {
			t.Errorf("%s: %v", test.schema, err)
			continue
		}
		wants(t, s, test.doc, test.want...)
	}
}

func TestCompileRefuses(t *testing.T) {
	tests := []struct{ schema, pointer, message string }{
		{`1`, ``, "an object or a boolean"},
		{`{"oneOf":[true]}`, `/oneOf`, "not one of those"},
		{`{"properties":{"a/b":{"$ref":"#"}}}`, `/properties/a~1b/$ref`, "not one of those"},
		{`{"$defs":{}}`, `/$defs`, "not one of those"},
		{`{"format":"ipv4"}`, `/format`, "not one of those"},
		{`{"Type":"string"}`, `/Type`, "not one of those"},
		{`{"$schema":"http://json-schema.org/draft-07/schema#"}`, `/$schema`, "must be"},
		{`{"type":"text"}`, `/type`, "name of a type"},
		{`{"type":[]}`, `/type`, "name a type"},
		{`{"type":["string","string"]}`, `/type`, "twice"},
		{`{"type":null}`, `/type`, "name of a type"},
		{`{"enum":"a"}`, `/enum`, "an array"},
		{`{"minimum":"1"}`, `/minimum`, "a number"},
		{`{"multipleOf":0}`, `/multipleOf`, "more than 0"},
		{`{"multipleOf":-1}`, `/multipleOf`, "more than 0"},
		{`{"minLength":-1}`, `/minLength`, "whole number"},
		{`{"maxItems":1.5}`, `/maxItems`, "whole number"},
		{`{"maxProperties":"1"}`, `/maxProperties`, "whole number"},
		{`{"items":{"pattern":"("}}`, `/items/pattern`, "pattern is wrong"},
		{`{"pattern":"(?=a)"}`, `/pattern`, "pattern is wrong"},
		{`{"pattern":1}`, `/pattern`, "a string"},
		{`{"patternProperties":{"[":true}}`, `/patternProperties/[`, "pattern is wrong"},
		{`{"patternProperties":[]}`, `/patternProperties`, "object of schemas"},
		{`{"properties":[]}`, `/properties`, "object of schemas"},
		{`{"properties":{"a":1}}`, `/properties/a`, "an object or a boolean"},
		{`{"items":[true]}`, `/items`, "an object or a boolean"},
		{`{"required":"a"}`, `/required`, "array of names"},
		{`{"required":["a","a"]}`, `/required`, "different names"},
		{`{"required":[1]}`, `/required`, "different names"},
		{`{"allOf":[]}`, `/allOf`, "array of schemas"},
		{`{"anyOf":{}}`, `/anyOf`, "array of schemas"},
		{`{"allOf":[true,0]}`, `/allOf/1`, "an object or a boolean"},
		{`{"not":0}`, `/not`, "an object or a boolean"},
		{`{"if":0}`, `/if`, "an object or a boolean"},
		{`{"then":{"minLength":-1}}`, `/then/minLength`, "whole number"},
		{`{"title":1}`, `/title`, "a string"},
		{`{"examples":1}`, `/examples`, "an array"},
		{`{"deprecated":"yes"}`, `/deprecated`, "a boolean"},
		{`{"type":"string","type":"string"}`, `/type`, "twice"},
	}
	for _, test := range tests {
		_, err := compile(test.schema, check.Annotations{})
		refusal, ok := err.(*check.SchemaError)
		if ok && !strings.Contains(err.Error(), strconv.Quote(refusal.Pointer)) {
			t.Errorf("%v hides its place", err)
		}
		if !ok || refusal.Pointer != test.pointer || !strings.Contains(refusal.Message, test.message) {
			t.Errorf("%s: %v, want %q at %q", test.schema, err, test.message, test.pointer)
		}
	}
}

func TestCompileRefusesAnnotations(t *testing.T) {
	const schema = `{"properties":{"a":{"type":"string","minLength":1}},"required":["a"],"allOf":[{"not":{"required":["b"]}}]}`
	for _, pointer := range []string{
		"/properties/a/type", "/properties/a", "/properties/a#reserved", "/properties/a#integer", "#sample", "/required/a", "/required", "/allOf/0", "/allOf/0/not", "",
	} {
		if _, err := compile(schema, check.Annotations{Constraint: map[string]int{pointer: 0}}); err != nil {
			t.Errorf("%q: %v", pointer, err)
		}
	}
	for _, pointer := range []string{"/properties/b", "/properties/a/maxLength", "/required/b", "/required/0", "/properties", "/properties/a#other", "/allOf/1", "x"} {
		_, err := compile(schema, check.Annotations{Constraint: map[string]int{"/required/a": 0, pointer: 1}})
		if refusal, ok := err.(*check.SchemaError); !ok || refusal.Pointer != pointer {
			t.Errorf("%q is taken: %v", pointer, err)
		}
	}
}

func TestCompileRefusesLint(t *testing.T) {
	const schema = `{"properties":{"a":{"items":{"type":"string"}},"m":{"additionalProperties":{"properties":{"x":true}}}}}`
	for _, l := range []check.Lint{
		{Scope: []string{"a", "[]"}}, {Scope: []string{"m", "{}", "x"}}, {Scope: nil}, {Scope: []string{"a", "[]"}, Relation: "equal", To: []string{"z"}},
		{When: sub(`{"required":["a"]}`), Then: sub(`{"required":["m"]}`)},
	} {
		if _, err := compile(schema, check.Annotations{Lint: []check.Lint{l}}); err != nil {
			t.Errorf("%+v: %v", l, err)
		}
	}
	for _, test := range []struct {
		lint    check.Lint
		pointer string
	}{
		{check.Lint{Scope: []string{"b"}}, "lint 0"},
		{check.Lint{Scope: []string{"m", "[]"}}, "lint 0"},
		{check.Lint{Scope: []string{"a", "{}"}}, "lint 0"},
		{check.Lint{Scope: []string{"a"}, Relation: "less"}, "lint 0"},
		{check.Lint{When: sub(`{"oneOf":[]}`)}, "lint 0/when/oneOf"},
		{check.Lint{Then: sub(`{"items":{"pattern":"("}}`)}, "lint 0/then/items/pattern"},
	} {
		_, err := compile(schema, check.Annotations{Lint: []check.Lint{test.lint}})
		if refusal, ok := err.(*check.SchemaError); !ok || refusal.Pointer != test.pointer {
			t.Errorf("%+v: %v, want %s", test.lint, err, test.pointer)
		}
	}
}
