package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/source"
)

// parseVague takes placeholders without quotes as values of any kind.
func parseVague(t testing.TB, text string) *document.Tree {
	t.Helper()
	tree := &document.Tree{}
	tree.Reset([]byte(text), document.JSON)
	if _, err := jsondoc.Value(tree, document.None, "", source.Span{}, source.Span{End: len(text)}); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return tree
}

func runVague(t *testing.T, s *check.Schema, samples []sample) {
	t.Helper()
	for _, c := range samples {
		tree := parseVague(t, c.doc)
		got := show(tree, s.Location("").Check(tree, 0, nil))
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\n got: %s\nwant: %s", c.doc, strings.Join(got, "; "), strings.Join(c.want, "; "))
		}
	}
}

// A vague value can be any that the schema takes, whatever the keyword.
func TestVagueValues(t *testing.T) {
	for _, schema := range []string{
		`"type":"string"`, `"type":"integer"`, `"type":"number"`, `"type":"boolean"`, `"type":"null"`, `"type":"object"`, `"type":"array"`,
		`"enum":["a"]`, `"const":1`, `"const":{"a":1}`, `"minimum":3`, `"multipleOf":2`, `"minLength":99`, `"maxLength":1`, `"pattern":"^a$"`,
		`"type":"object","required":["b"],"minProperties":3,"properties":{"b":{"type":"string"}},"additionalProperties":false`,
		`"type":"array","minItems":2,"items":{"type":"integer"}`, `"type":"object","propertyNames":{"maxLength":1}`,
		`"allOf":[{"type":"object"},{"required":["b"]}]`, `"anyOf":[{"type":"object"},{"type":"array"}]`, `"anyOf":[{"const":1},{"const":2}]`,
		`"not":{"type":"string"}`, `"not":{"type":"object"}`, `"not":{"const":1}`, `"not":{"minLength":0,"type":"string"}`,
		`"if":{"type":"object"},"then":{"required":["b"]},"else":{"const":1}`, `"writeOnly":true`,
	} {
		for _, value := range []string{"{{x}}", "${x}", "$x", "<x>", "$(x)", "{{x}}0"} {
			runVague(t, mustCompile(t, `{"properties":{"a":{`+schema+`}},"required":["a"]}`, check.Annotations{}), []sample{{`{"a":` + value + `}`, nil}})
			runVague(t, mustCompile(t, `{"items":{`+schema+`}}`, check.Annotations{}), []sample{{`[` + value + `]`, nil}})
			runVague(t, mustCompile(t, `{`+schema+`}`, check.Annotations{}), []sample{{value, nil}})
		}
	}
}

// That the value is there is known.
func TestVaguePresence(t *testing.T) {
	s := mustCompile(t, `{"properties":{"a":{"type":"object","deprecated":true,"writeOnly":true},"r":{},"list":{"minItems":2,"maxItems":2},"no":false},
		"required":["a","b"],"additionalProperties":false,"maxProperties":3}`, check.Annotations{Constraint: map[string]int{"/properties/r#reserved": 4}})
	runVague(t, s, []sample{
		{`{"a":{{x}}}`, []string{`Deprecated "/a" advisory`, `Missing "" b`}},
		{`{"a":{},"r":{{x}},"b":{{x}}}`, []string{`Deprecated "/a" advisory`, `Reserved "/r" c4 advisory`, `Unknown "/b" key`}},
		{`{"list":[{{x}}],"no":{{x}}}`, []string{`InvalidSize "/list"`, `Conflict "/no"`, `Missing "" a`, `Missing "" b`}},
		{`{"list":[{{x}},{{x}}],"a":"s"}`, []string{`Deprecated "/a" advisory`, `Secret "/a" advisory`, `Missing "" b`, `WrongType "/a"`}},
	})
}

// Quoted, a placeholder is a string in the place of an object, and no object.
func TestVagueIsNotQuoted(t *testing.T) {
	s := mustCompile(t, `{"properties":{"o":{"type":"object"},"s":{"enum":[{"a":[1]}]}},"allOf":[
		{"if":{"required":["a"],"properties":{"a":{"type":"object"}}},"then":{"required":["b"]},"else":{"required":["c"]}}]}`, check.Annotations{})
	runVague(t, s, []sample{
		{`{"o":"{{x}}","c":1}`, []string{`WrongType "/o"`}},
		{`{"o":{{x}},"c":1}`, nil},
		{`{"a":"{{x}}"}`, []string{`Missing "" c ~/a`}},
		{`{"a":{{x}}}`, nil},
		{`{"c":1,"s":{"a":{{x}}}}`, nil},
		{`{"c":1,"s":{"a":[{{x}}]}}`, nil},
	})
}

// The values that a condition depends on and those that it judges.
func TestVagueConditions(t *testing.T) {
	s := mustCompile(t, `{"properties":{"kind":{},"size":{},"list":{"items":{"properties":{"n":{}}}}},"allOf":[
		{"if":{"properties":{"kind":{"const":"a"}},"required":["kind"]},"then":{"properties":{"size":{"type":"integer","maximum":5}},"required":["size"]},"else":{"properties":{"size":{"maximum":9}}}},
		{"not":{"properties":{"kind":{"const":"b"},"size":{"const":7}},"required":["kind","size"]}},
		{"anyOf":[{"properties":{"size":{"maximum":20}}},{"required":["big"]}]},
		{"not":{"required":["list"],"properties":{"list":{"type":"array","items":{"required":["n"],"properties":{"n":{"minimum":3}}}}}}},
		{"not":{"required":["old"]}}
		]}`, check.Annotations{Constraint: map[string]int{"/allOf/0": 0, "/allOf/1": 1, "/allOf/2": 2, "/allOf/3": 3, "/allOf/4": 4}})
	runVague(t, s, []sample{
		{`{"kind":{{k}},"size":10,"list":[{}]}`, nil},
		{`{"kind":{{k}},"size":21}`, []string{`Conflict "" c2`}},
		{`{"kind":"a","size":{{s}}}`, nil},
		{`{"kind":"a","list":{{l}}}`, []string{`Missing "" size c0 ~/kind`}},
		{`{"kind":"b","size":{{s}}}`, nil},
		{`{"kind":"b","size":7}`, []string{`Conflict "" c1 ~/kind ~/size`}},
		{`{"list":[{"n":3},{{item}}]}`, nil},
		{`{"list":[{"n":3},{"n":{{n}}}]}`, nil},
		{`{"list":[{"n":3},{"n":4}]}`, []string{`Conflict "" c3 ~/list`}},
		{`{"list":[{"n":2},{{item}}]}`, nil},
		{`{"old":{{o}}}`, []string{`Conflict "" c4 ~/old`}},
		{`{{all}}`, nil},
	})
}

func TestVagueLint(t *testing.T) {
	s := mustCompile(t, `{"properties":{"mode":{},"n":{},"groups":{"additionalProperties":{"properties":{"t":{}}}}}}`, check.Annotations{Lint: []check.Lint{
		{Constraint: 0, When: sub(`{"required":["mode"],"properties":{"mode":{"const":"post"}}}`), Then: sub(`{"properties":{"n":{"maximum":3}},"required":["n"]}`)},
		{Constraint: 1, Scope: []string{"groups", "{}"}, Then: sub(`{"type":"object","required":["t"]}`)},
	}})
	runVague(t, s, []sample{
		{`{"mode":{{m}},"n":4}`, nil},
		{`{"mode":"post","n":{{n}}}`, nil},
		{`{"mode":"post"}`, []string{`Missing "" n c0 advisory ~/mode`}},
		{`{"groups":{{g}}}`, nil},
		{`{"groups":{"a":{{g}},"b":{}}}`, []string{`Missing "/groups/b" t c1 advisory`}},
	})
}

// What is compared with a vague value, or with one within it, could be equal.
func TestVagueRelations(t *testing.T) {
	for _, relation := range []string{"equal", "prefix"} {
		s := relationSchema(t, relation)
		for doc, broken := range map[string]bool{
			`{"fe":[{"cu":"b"}],"ob":[{"cu":"a"}]}`:                       true,
			`{"fe":[{"cu":"b"}],"ob":[{"cu":{{x}}}]}`:                     false,
			`{"fe":[{"cu":"b"}],"ob":[{{x}},{"cu":"a"}]}`:                 true,
			`{"fe":[{"cu":"b"},{"cu":{{x}}}],"ob":[{"cu":"a"}]}`:          false,
			`{"fe":[{"cu":"b"},{{x}}],"ob":[{"cu":"a"}]}`:                 false,
			`{"fe":{{x}},"ob":[{"cu":"a"}]}`:                              false,
			`{"fe":[{"cu":"b"}],"ob":{{x}}}`:                              false,
			`{"other":{{x}},"fe":[{"cu":"b"}],"ob":[{"cu":"a"}]}`:         true,
			`{"fe":[{"cu":"b","other":{{x}}}],"ob":[{"cu":"bc","o":$x}]}`: relation == "equal",
		} {
			tree := parseVague(t, doc)
			got := s.Location("body").Check(tree, 0, nil)
			if (len(got) == 1) != broken || len(got) > 1 {
				t.Errorf("%s %s: %v", relation, doc, show(tree, got))
			}
		}
	}
}
