package speccompile

import (
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
)

const imports = `
import ("strings", "struct", "list", "math")
_use: [strings.MinRunes, struct.MaxFields, list.MaxItems, math.MultipleOf]
#Unset: "" | "null" | null
#Group: struct.MinFields(1) & {Count!: int, ...}
`

func compileField(t *testing.T, field string, w walker) (*Schema, error) {
	t.Helper()
	v := cuecontext.New().CompileString(imports + "#X: {\n" + field + "}")
	if err := v.Err(); err != nil {
		t.Fatal(err)
	}
	s, err := w.schema(v.LookupPath(cue.ParsePath("#X")))
	if err != nil {
		return nil, err
	}
	return s.Properties[0].Schema, nil
}

func TestSchemaOfField(t *testing.T) {
	for _, tt := range []struct{ cue, want string }{
		{`a?: string`, `{"type":"string"}`},
		{`a?: int`, `{"type":"integer"}`},
		{`a?: number`, `{"type":"number"}`},
		{`a?: bool`, `{"type":"boolean"}`},
		{`a?: _`, `true`},
		{`a?: "x"`, `{"type":"string","const":"x"}`},
		{`a?: "x" | "y"`, `{"type":"string","enum":["x","y"]}`},
		{`a?: 2 | 3`, `{"type":"integer","enum":[2,3]}`},
		{`a?: "x" | #Unset`, `{"type":["string","null"],"enum":["x","","null",null]}`},
		{`a?: int | null`, `{"type":["integer","null"]}`},
		{`a?: (int & >=1 & <=9) | null`, `{"type":["integer","null"],"minimum":1,"maximum":9}`},
		{`a?: int & >=10 & <=1024 & math.MultipleOf(10)`, `{"type":"integer","minimum":10,"maximum":1024,"multipleOf":10}`},
		{`a?: 2 | 3.5`, `{"type":"number","enum":[2,3.5]}`},
		{`a?: number & int & >=1`, `{"type":"integer","minimum":1}`},
		{`a?: string & ("x" | "y")`, `{"type":"string","enum":["x","y"]}`},
		{"a?: {b?: #Leaf, c?: #Leaf}\n}\n#Leaf: {d?: string", `{"type":"object","properties":{"b":{"type":"object","properties":{"d":{"type":"string"}},"additionalProperties":false},"c":{"type":"object","properties":{"d":{"type":"string"}},"additionalProperties":false}},"additionalProperties":false}`},
		{`a?: >0 & <1`, `{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}`},
		{`a?: strings.MinRunes(1) & strings.MaxRunes(64) & =~"^[a-z]*$" @form("small letters")`, `{"type":"string","minLength":1,"maxLength":64,"pattern":"^[a-z]*$"}`},
		{`a?: {b!: string, c?: int}`, `{"type":"object","required":["b"],"properties":{"b":{"type":"string"},"c":{"type":"integer"}},"additionalProperties":false}`},
		{`a?: {b!: string, ...}`, `{"type":"object","required":["b"],"properties":{"b":{"type":"string"}}}`},
		{`a?: {[string]: string}`, `{"type":"object","additionalProperties":{"type":"string"}}`},
		{`a?: struct.MaxFields(64) & {[strings.MaxRunes(9)]: int}`, `{"type":"object","propertyNames":{"maxLength":9},"additionalProperties":{"type":"integer"},"maxProperties":64}`},
		{`a?: {[string]: #Group}`, `{"type":"object","additionalProperties":{"type":"object","required":["Count"],"properties":{"Count":{"type":"integer"}},"minProperties":1}}`},
		{`a?: [...string] & list.MaxItems(3)`, `{"type":"array","items":{"type":"string"},"maxItems":3}`},
		{`a?: [...]`, `{"type":"array"}`},
		{`a?: string @secret() @deprecated()`, `{"deprecated":true,"writeOnly":true,"type":"string"}`},
		{"// What it is,\n// and more.\na?: int @default(3) @example(4)", `{"description":"What it is, and more.","type":"integer","default":3,"examples":[4]}`},
		{`a?: string @example(plain text) @example("3")`, `{"type":"string","examples":["plain text","3"]}`},
		{`a?: matchN(0, ["x"])`, `{"not":{"type":"string","const":"x"}}`},
		{`a?: matchN(>=1, [{b!: _, ...}, {c!: _, ...}])`, `{"anyOf":[{"type":"object","required":["b"],"properties":{"b":true}},{"type":"object","required":["c"],"properties":{"c":true}}]}`},
	} {
		s, err := compileField(t, tt.cue, walker{})
		if err != nil {
			t.Errorf("%s: %v", tt.cue, err)
			continue
		}
		got, err := s.MarshalJSON()
		if err != nil || string(got) != tt.want {
			t.Errorf("%s:\n got %s %v\nwant %s", tt.cue, got, err, tt.want)
		}
	}
}

// What JSON Schema cannot say must stop the compiler: nothing is left out.
func TestRefusals(t *testing.T) {
	for _, tt := range []struct{ cue, want string }{
		{`a?: *"x" | string`, "use @default"},
		{`a?: string | int`, "only literals, or one type and null"},
		{`a?: {b!: int} | {c!: int}`, "choice between objects"},
		{`a?: =~"^x"`, "needs @form"},
		{`a?: !~"^x"`, "cannot compile"},
		{`a?: =~"^x" & =~"y$" @form("x")`, "two patterns"},
		{`a: string`, "either name! or name?"},
		{`a?: list.UniqueItems()`, "cannot be compiled"},
		{`a?: string @private()`, "unknown attribute @private"},
		{`a?: matchN(1, [string, int])`, "matchN with count 1"},
		{`a?: strings.MinRunes(1) | strings.MaxRunes(3)`, "only literals"},
		{`a?: [string, int]`, "a list of fixed length"},
		{`a?: ["x", ...string]`, "a list of fixed length"},
		{`a?: []`, "a list of fixed length"},
		{`a?: string & int`, "no value is both string and integer"},
		{`a?: string & >=3`, "no value is both string and number"},
		{`a?: {b?: string} & [...string]`, "no value is both object and array"},
		{`a?: strings.MinRunes(1) & math.MultipleOf(2)`, "no value is both string and number"},
		{`a?: "x" & int`, "no value is both string and integer"},
		{`a?: "x" & "y"`, "two lists of values"},
		{`a?: ("x" | "y") & ("y" | "z")`, "two lists of values"},
		{`a?: >=3 & >=5`, "two bounds >="},
		{`a?: math.MultipleOf(2) & math.MultipleOf(3)`, "two steps"},
		{`a?: strings.MaxRunes(3) & strings.MaxRunes(5)`, "strings.MaxRunes stands twice"},
		{`a?: string & (int | null)`, "only literals, or one type and null"},
		{"a?: #Tree\n}\n#Tree: {b?: #Tree", "#Tree is part of itself"},
		{"a?: #Tree\n}\n#Tree: {b?: [...#Tree]", "#Tree is part of itself"},
		{"a?: #Tree\n}\n#Tree: {b?: #Tree | null", "#Tree is part of itself"},
		{"a?: #Tree\n}\n#Tree: {[string]: #Tree", "#Tree is part of itself"},
		{"a?: #Tree\n}\n#Tree: {b?: #Tree & {...}", "#Tree is part of itself"},
		{"a?: #Word\n}\n#Word: {\"x\" | #Word", "#Word is part of itself"},
		{"a?: #Word\n}\n#Word: {null | #Word", "#Word is part of itself"},
		{"a?: #Word\n}\n#Word: {#Word & =~\"x\"", "#Word is part of itself"},
		{"a?: #Word\n}\n#Word: {#Word, a?: {b?: string}", "#Word is part of itself"},

		{"a?: #Tree\n}\n#Tree: {b?: #Leaf}\n#Leaf: {c?: #Tree", "is part of itself"},
		{`b?: #X`, "structural cycle"},
		{`a?: string @secret(x)`, "@secret() takes nothing in its brackets"},
		{`a?: string @token("x")`, "@token() takes nothing in its brackets"},
	} {
		_, err := compileField(t, tt.cue, walker{})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want one with %q", tt.cue, err, tt.want)
		}
	}
	if _, err := compileField(t, `a?: {b!: string}`, walker{pattern: true}); err == nil || !strings.Contains(err.Error(), "must be open") {
		t.Errorf("a closed pattern: got error %v", err)
	}
}

// TestDeterministic compiles twice and compares every byte.
func TestDeterministic(t *testing.T) {
	first, err := Schemas(compiled(t))
	if err != nil {
		t.Fatal(err)
	}
	second, err := Schemas(compiled(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range first.Paths() {
		if string(first[name]) != string(second[name]) {
			t.Errorf("%s differs between two runs", name)
		}
	}
	if string(ConstraintsPage(compiled(t))) != string(ConstraintsPage(compiled(t))) {
		t.Error("the page of constraints differs between two runs")
	}
}

// TestBodyIsPartOfRequest holds the two schemas of an operation together.
func TestBodyIsPartOfRequest(t *testing.T) {
	for _, op := range compiled(t) {
		var body, request map[string]any
		if err := decodeNumber(op.BodySchema, &body); err != nil {
			t.Fatal(err)
		}
		if err := decodeNumber(op.RequestSchema, &request); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"$schema", "$id", "title"} {
			delete(body, name)
		}
		part := request["properties"].(map[string]any)["body"]
		a, _ := encode(body)
		b, _ := encode(part)
		if string(a) != string(b) {
			t.Errorf("%s: the body's schema is not the one in the request's", op.Source.ID)
		}
	}
}
