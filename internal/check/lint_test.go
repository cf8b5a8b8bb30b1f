package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
)

func TestLint(t *testing.T) {
	s := mustCompile(t, `{"properties":{"mode":{"enum":["pre","post"]},"n":{"type":"integer"},"groups":{"additionalProperties":{"properties":{"t":{"type":"string"}}}},
		"list":{"items":{"minimum":1}},"named":{"patternProperties":{"^a":{}},"properties":{"b":{}}}},
		"allOf":[{"not":{"properties":{"n":{"const":13}},"required":["n"]}}]}`, check.Annotations{
		At: map[int][]string{1: {"n"}},
		Lint: []check.Lint{
			{Constraint: 0, When: sub(`{"required":["mode"],"properties":{"mode":{"const":"post"}}}`), Then: sub(`{"properties":{"n":{"maximum":3}},"required":["p"]}`)},
			{Constraint: 1, When: sub(`{"required":["n","mode"],"properties":{"n":{"minimum":10}}}`)},
			{Constraint: 2, Scope: []string{"groups", "{}"}, When: sub(`{"required":["t"]}`), Then: sub(`{"properties":{"t":{"enum":["x"]}}}`)},
			{Constraint: 3, Scope: []string{"list", "[]"}, Then: sub(`{"multipleOf":2}`)},
			{Constraint: 4, Scope: []string{"named", "{}"}, When: sub(`{"const":1}`)},
		},
	})
	run(t, s, []sample{
		{`{"mode":"post","n":3,"p":1}`, nil},
		{`{"mode":"post","n":4}`, []string{`Missing "" p c0 advisory ~/mode`, `OutOfRange "/n" c0 advisory ~/mode`}},
		{`{"mode":"past","n":4}`, []string{`InvalidValue "/mode"`}},
		{`{"mode":"${M}","n":4}`, nil},
		{`{"mode":"pre","n":12}`, []string{`Conflict "/n" c1 advisory ~/mode`}},
		{`{"mode":"pre","n":13}`, []string{`Conflict "" ~/n`, `Conflict "/n" c1 advisory ~/mode`}},
		{`{"groups":{"a":{"t":"y"},"b":{"t":1},"c":{"t":"x"},"d":{}}}`, []string{`InvalidValue "/groups/a/t" c2 advisory`, `WrongType "/groups/b/t"`}},
		{`{"list":[2,3,-1,"${N}"]}`, []string{`NotMultipleOf "/list/1" c3 advisory`, `OutOfRange "/list/2"`}},
		{`{"named":{"a1":1,"b":1,"c":1,"a2":2}}`, []string{`Conflict "/named/a1" c4 advisory`, `Conflict "/named/b" c4 advisory`}},
	})
	tree := parse(`{"mode":"post","n":4}`)
	if !s.Location("").Valid(tree, 0) {
		t.Error("lint makes a value invalid")
	}
}

// An error that a condition finds is known to the lint conditions of the same value.
func TestLintAfterConditions(t *testing.T) {
	s := mustCompile(t, `{"allOf":[{"properties":{"n":{"maximum":5}}},{"required":["a"]}]}`, check.Annotations{
		Constraint: map[string]int{"/allOf/0": 0, "/allOf/1": 1},
		Lint:       []check.Lint{{Constraint: 2, Then: sub(`{"properties":{"n":{"maximum":3}},"required":["a","b"]}`)}},
	})
	run(t, s, []sample{
		{`{"n":6,"b":1}`, []string{`OutOfRange "/n" c0`, `Missing "" a c1`}},
		{`{"n":4,"a":1}`, []string{`OutOfRange "/n" c2 advisory`, `Missing "" b c2 advisory`}},
	})
}

func relationSchema(t *testing.T, relation string) *check.Schema {
	t.Helper()
	return mustCompile(t, `{"properties":{"body":{"properties":{"fe":{"items":{"properties":{"cu":{"type":["integer","boolean","string"]}}}},
		"ob":{"items":{"properties":{"cu":{}}}}}}}}`, check.Annotations{Lint: []check.Lint{{
		Constraint: 5, Scope: []string{"body", "ob", "[]", "cu"}, Relation: relation, To: []string{"body", "fe", "[]", "cu"},
	}}})
}

func TestRelations(t *testing.T) {
	tests := []struct {
		relation, fe, ob string
		broken           bool
	}{
		{"equal", `8`, `8`, false}, {"equal", `8`, `16`, true}, {"equal", `8`, `8.0`, false}, {"equal", `8,16`, `1.6e1`, false}, {"equal", `8,16,32`, `15`, true},
		{"equal", `1e1000001`, `10e1000000`, false}, {"equal", `"a"`, `"a"`, false}, {"equal", `"a"`, `"A"`, true}, {"equal", `"a"`, `"\u0061"`, false},
		{"equal", `"c","a","b"`, `"b"`, false}, {"equal", `"c","a","b"`, `"ab"`, true}, {"equal", `true`, `false`, true}, {"equal", `true`, `true`, false},
		{"equal", ``, `8`, false}, {"equal", `8`, `"8"`, false}, {"equal", `"8"`, `8`, false}, {"equal", `8`, `true`, false}, {"equal", `8,"x"`, `"8"`, true},
		{"equal", `8`, `null`, false}, {"equal", `"a"`, `""`, false}, {"equal", `"a"`, `"null"`, false}, {"equal", `"",null,"null"`, `"a"`, false}, {"equal", `"","b"`, `"a"`, true},
		{"equal", `"${X}"`, `"a"`, false}, {"equal", `"a"`, `"${X}"`, false}, {"equal", `"b","${X}"`, `"a"`, false}, {"equal", `8,1.5`, `16`, false}, {"equal", `[8],{}`, `16`, false},
		{"equal", `8`, `[16]`, false},
		{"prefix", `"cn-hangzhou"`, `"cn-hangzhou-i"`, false}, {"prefix", `"cn-hangzhou"`, `"cn-hangzhou"`, false}, {"prefix", `"cn-hangzhou"`, `"cn-beijing-i"`, true},
		{"prefix", `"cn-hangzhou"`, `"cn"`, true}, {"prefix", `"b","a","aaa","ab","c"`, `"abb"`, false}, {"prefix", `"b","aa","c"`, `"abb"`, true}, {"prefix", `""`, `"x"`, false},
		{"prefix", `1`, `12`, false}, {"prefix", `"1"`, `12`, false}, {"prefix", `"a"`, `"${X}"`, false}, {"prefix", `"${X}"`, `"a"`, false}, {"prefix", `true`, `true`, false},
	}
	for _, test := range tests {
		s := relationSchema(t, test.relation)
		var fe []string
		for _, v := range strings.FieldsFunc(test.fe, func(r rune) bool { return r == ',' }) {
			fe = append(fe, fmt.Sprintf(`{"cu":%s}`, v))
		}
		// The values may stand before what they are compared with.
		for _, doc := range []string{
			fmt.Sprintf(`{"ob":[{"cu":%s},{}],"fe":[%s]}`, test.ob, strings.Join(fe, ",")),
			fmt.Sprintf(`{"fe":[%s],"ob":[{"cu":%s},{}]}`, strings.Join(fe, ","), test.ob),
		} {
			tree := parse(doc)
			n := 0
			for _, v := range s.Location("body").Check(tree, 0, nil) {
				if v.Kind == check.Unrelated {
					n++
					if tree.Pointer(v.Node) != "/ob/0/cu" || v.Constraint != 5 || !v.Advisory || len(v.Related) == 0 {
						t.Errorf("%s: %+v", doc, v)
					}
				}
			}
			if (n == 1) != test.broken {
				t.Errorf("%s %s: %d violations", test.relation, doc, n)
			}
		}
	}
}

func TestRelationRelated(t *testing.T) {
	s := relationSchema(t, "equal")
	tree := parse(`{"fe":[{"cu":1},{"cu":2},{"cu":3},{"cu":4},{"cu":5},{"cu":6},{"cu":7},{"cu":8},{"cu":9}],"ob":[{"cu":10},{"cu":11}]}`)
	got := s.Location("body").Check(tree, 0, nil)
	if len(got) != 2 || len(got[0].Related) != 8 || tree.Pointer(got[0].Related[0]) != "/fe/0/cu" || !slices.Equal(got[0].Related, got[1].Related) {
		t.Errorf("%v", show(tree, got))
	}
}

// A relation under a condition, within one location, from another, and of the
// target to itself.
func TestRelationScopes(t *testing.T) {
	schema := `{"properties":{"body":{"properties":{"zone":{},"region":{},"same":{}}},"query":{"properties":{"region":{}}}}}`
	s := mustCompile(t, schema, check.Annotations{Lint: []check.Lint{
		{Constraint: 0, Scope: []string{"body", "zone"}, When: sub(`{"pattern":"^cn"}`), Relation: "prefix", To: []string{"body", "region"}},
		{Constraint: 1, Scope: []string{"body", "region"}, Relation: "equal", To: []string{"query", "region"}},
		{Constraint: 2, Scope: []string{"body", "same"}, Relation: "equal", To: []string{"body", "same"}},
	}})
	body := parse(`{"zone":"cn-b-1","region":"cn-a","same":1}`)
	if got := show(body, s.Location("body").Check(body, 0, nil)); !slices.Equal(got, []string{`Unrelated "/zone" c0 advisory ~/region`}) {
		t.Errorf("%v", got)
	}
	body = parse(`{"zone":"us-b-1","region":"cn-a"}`)
	if got := s.Location("body").Check(body, 0, nil); len(got) != 0 {
		t.Errorf("%v", show(body, got))
	}
	request := parse(`{"query":{"region":"cn-b"},"body":{"zone":"cn-b-1","region":"cn-a"}}`)
	want := []string{`Unrelated "/body/region" c1 advisory ~/query/region`, `Unrelated "/body/zone" c0 advisory ~/body/region`}
	if got := show(request, s.CheckRequest(request, 0, nil)); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestCheckRequest(t *testing.T) {
	s := mustCompile(t, `{"type":"object","required":["path","body"],"additionalProperties":false,"properties":{
		"path":{"required":["id"],"properties":{"id":{"type":"string"}}},
		"header":{"properties":{"tx":{"type":"string"}}},
		"body":{"properties":{"mode":{"enum":["pre","post"]}}}},
		"allOf":[{"not":{"required":["body"],"properties":{"body":{"required":["never"]}}}}]}`, check.Annotations{
		Constraint: map[string]int{"/allOf/0": 7},
		At:         map[int][]string{7: {"body", "never"}},
		Lint: []check.Lint{{
			Constraint: 1,
			When:       sub(`{"required":["body"],"properties":{"body":{"required":["mode"],"properties":{"mode":{"const":"pre"}}}}}`),
			Then:       sub(`{"required":["header"],"properties":{"header":{"required":["tx"]}}}`),
		}},
	})
	for doc, want := range map[string][]string{
		`{"body":{"mode":"pre"}}`:                               nil, // the file does not show the headers
		`{"body":{"mode":"pre"},"header":{}}`:                   {`Missing "/header" tx c1 advisory ~/body/mode`},
		`{"body":{"mode":"post"},"header":{}}`:                  nil,
		`{"body":{"mode":"poor"},"header":{}}`:                  {`InvalidValue "/body/mode"`},
		`{"header":{"tx":1},"path":{},"other":{},"formData":1}`: {`WrongType "/header/tx"`, `Missing "/path" id`},
		`{"body":{"never":1}}`:                                  {`Conflict "/body/never" c7`},
		`{}`:                                                    nil,
		`[]`:                                                    nil,
	} {
		tree := parse(doc)
		slices.Sort(want)
		if got := show(tree, s.CheckRequest(tree, 0, nil)); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%s: %v, want %v", doc, got, want)
		}
	}
	if s.Location("query") != nil || s.Location("body") == nil || s.Location("path") == nil {
		t.Error("locations")
	}
	// A bare body has no request around it.
	body := parse(`{"never":1,"mode":"pre"}`)
	if got := s.Location("body").Check(body, 0, nil); len(got) != 0 {
		t.Errorf("%v", show(body, got))
	}
	whole := parse(`{"x":1}`)
	if got := show(whole, s.Location("").Check(whole, 0, nil)); !slices.Equal(got, []string{`Missing "" body`, `Missing "" path`, `Unknown "/x" key`}) {
		t.Errorf("%v", got)
	}
}
