package check_test

import (
	"slices"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

type sample struct {
	doc  string
	want []string
}

func run(t *testing.T, s *check.Schema, samples []sample) {
	t.Helper()
	for _, c := range samples {
		wants(t, s, c.doc, c.want...)
	}
}

func TestHiding(t *testing.T) {
	run(t, mustCompile(t, `{"items":{"type":["string","array"],"minLength":1,"maxLength":4,"pattern":"^[a-z]*x$","enum":["x","ax"],
		"items":{"type":"integer"},"minItems":1}}`, check.Annotations{}), []sample{
		{`[1]`, []string{`WrongType "/0"`}},
		{`[{"a":1}]`, []string{`WrongType "/0"`}},
		{`[""]`, []string{`InvalidLength "/0"`, `InvalidValue "/0"`}},
		{`["ABCDE"]`, []string{`InvalidLength "/0"`, `InvalidPattern "/0"`, `InvalidValue "/0"`}},
	})
	// The same in parts of an allOf.
	run(t, mustCompile(t, `{"allOf":[{"type":"string"},{"type":"string","minLength":1},{"pattern":"x"}]}`, check.Annotations{}), []sample{
		{`1`, []string{`WrongType ""`}},
		{`""`, []string{`InvalidLength ""`}},
		{`"a"`, []string{`InvalidPattern ""`}},
	})
	// A wrong type hides what is below and the conditions of the value.
	run(t, mustCompile(t, `{"properties":{"a":{"type":"object","properties":{"b":{"type":"string"}},"not":{"minItems":1}}}}`, check.Annotations{}), []sample{
		{`{"a":[{"b":1}]}`, []string{`WrongType "/a"`}},
	})
}

func TestOneViolationPerConstraint(t *testing.T) {
	run(t, mustCompile(t, `{"items":{"minimum":10,"multipleOf":10,"minLength":2,"pattern":"^[a-z]*$"}}`, check.Annotations{Constraint: map[string]int{
		"/items/minimum": 1, "/items/multipleOf": 1, "/items/minLength": 2, "/items/pattern": 2,
	}}), []sample{
		{`[5,5,"A"]`, []string{`OutOfRange "/0" c1`, `OutOfRange "/1" c1`, `InvalidLength "/2" c2`}},
		{`[15]`, []string{`NotMultipleOf "/0" c1`}},
	})
	// Ten conditions that say the same, by one constraint and by several.
	run(t, mustCompile(t, `{"allOf":[{"required":["a"]},{"properties":{"b":{"minimum":2}}},{"properties":{"b":{"multipleOf":2}}},{"required":["a","c"]},
		{"properties":{"x0":{"minimum":2},"x1":{"minimum":2},"x2":{"minimum":2},"x3":{"minimum":2},"x4":{"minimum":2},"x5":{"minimum":2},"x6":{"minimum":2}}}]}`,
		check.Annotations{Constraint: map[string]int{"/allOf/0": 0, "/allOf/1": 1, "/allOf/2": 1, "/allOf/3": 3, "/allOf/4": 4}}), []sample{
		{`{"b":1}`, []string{`Missing "" a c0`, `OutOfRange "/b" c1`, `Missing "" c c3`}},
		{`{"b":1,"x0":1,"x1":1,"x2":1,"x3":1,"x4":1,"x5":1,"x6":1}`, []string{
			`Missing "" a c0`, `Missing "" c c3`, `OutOfRange "/b" c1`, `OutOfRange "/x0" c4`, `OutOfRange "/x1" c4`, `OutOfRange "/x2" c4`,
			`OutOfRange "/x3" c4`, `OutOfRange "/x4" c4`, `OutOfRange "/x5" c4`, `OutOfRange "/x6" c4`,
		}},
	})
}

func TestPlaceholders(t *testing.T) {
	run(t, mustCompile(t, `{"properties":{
		"s":{"type":"string","enum":["a"],"maxLength":1,"pattern":"^a$"},"i":{"type":"integer","minimum":3},"b":{"type":["boolean","null"]},
		"o":{"type":"object"},"l":{"type":["array","object"]},"any":{"not":{"const":"<x>"}},"secret":{"writeOnly":true,"deprecated":true},
		"m":{"propertyNames":{"maxLength":2},"additionalProperties":{"type":"string"}}},
		"additionalProperties":false,"required":["s"]}`, check.Annotations{}), []sample{
		{`{"s":"${X}","i":"{{n}}","b":"<flag>","any":"<x>","secret":"$(cat f)"}`, []string{`Deprecated "/secret" advisory`}},
		{`{"s":"${}"}`, []string{`InvalidLength "/s"`, `InvalidPattern "/s"`, `InvalidValue "/s"`}},
		{`{"o":"${X}","l":"${X}"}`, []string{`WrongType "/o"`, `WrongType "/l"`, `Missing "" s`}},
		{`{"s":"a","${X}":1,"$X":1,"$schema":1,"y":2,"m":{"${KEY}":1,"abc":""}}`, []string{`Unknown "/$schema" key`, `Unknown "/y" key`, `WrongType "/m/${KEY}"`, `InvalidLength "/m/abc" key`}},
	})
}

// The value that a condition depends on, the one it judges, and both unknown.
func TestThreeValued(t *testing.T) {
	s := mustCompile(t, `{"properties":{"kind":{"enum":["a","b"]},"size":{"type":"integer","minimum":1},"list":{"maxItems":2},"o":{"type":"object"}},"allOf":[
		{"if":{"properties":{"kind":{"const":"a"}},"required":["kind"]},"then":{"properties":{"size":{"maximum":5}},"required":["size"]},"else":{"properties":{"size":{"maximum":9}}}},
		{"not":{"properties":{"kind":{"const":"b"},"size":{"const":7}},"required":["kind","size"]}},
		{"anyOf":[{"properties":{"size":{"maximum":20}}},{"required":["big"]}]},
		{"not":{"required":["list"],"properties":{"list":{"minItems":2}}}},
		{"if":{"required":["o"],"properties":{"o":{"minProperties":1}}},"then":{"required":["of"]}}
		]}`, check.Annotations{Constraint: map[string]int{"/allOf/0": 0, "/allOf/1": 1, "/allOf/2": 2, "/allOf/3": 3, "/allOf/4": 4}})
	run(t, s, []sample{
		{`{"kind":"a","size":5}`, nil},
		{`{"kind":"a","size":6}`, []string{`OutOfRange "/size" c0 ~/kind`}},
		{`{"kind":"a"}`, []string{`Missing "" size c0 ~/kind`}},
		{`{"kind":"c","size":10}`, []string{`InvalidValue "/kind"`}},                   // when is unknown
		{`{"kind":"${K}","size":10}`, nil},                                             // likewise
		{`{"kind":"a","size":"${S}"}`, nil},                                            // then is unknown
		{`{"kind":"a","size":0}`, []string{`OutOfRange "/size"`}},                      // likewise
		{`{"kind":"a","size":"9"}`, []string{`WrongType "/size"`}},                     // likewise
		{`{"kind":"b","size":7}`, []string{`Conflict "" c1 ~/kind ~/size`}},            // not
		{`{"kind":"b","size":"${S}"}`, nil},                                            // unknown not
		{`{"size":21}`, []string{`OutOfRange "/size" c0`, `Conflict "" c2`}},           // anyOf
		{`{"size":21,"big":1}`, []string{`OutOfRange "/size" c0`}},                     // one branch
		{`{"size":"${S}"}`, nil},                                                       // unknown anyOf
		{`{"list":[1,2]}`, []string{`Conflict "" c3 ~/list`}},                          // size
		{`{"list":[1,2,3]}`, []string{`InvalidSize "/list"`}},                          // unknown size
		{`{"list":"${L}"}`, nil},                                                       // unknown value
		{`{"o":{"x":1}}`, []string{`Missing "" of c4 ~/o`}},                            // container
		{`{"o":"${O}"}`, []string{`WrongType "/o"`}},                                   // unknown container
		{`{"o":{},"kind":"a","size":3,"size":4}`, nil},                                 // duplicates: the last
		{`{"kind":"b","kind":"a","size":6}`, []string{`OutOfRange "/size" c0 ~/kind`}}, // likewise
	})
}

// A placeholder is certainly no object, a value that is reported may become one.
func TestPlaceholderIsScalar(t *testing.T) {
	s := mustCompile(t, `{"properties":{"n":{"type":"number"}},"allOf":[
		{"if":{"required":["a"],"properties":{"a":{"type":"object"}}},"then":false,"else":{"required":["b"]}},
		{"not":{"required":["n"],"properties":{"n":{"type":["object","string"]}}}}]}`, check.Annotations{})
	run(t, s, []sample{
		{`{"a":"${X}"}`, []string{`Missing "" b ~/a`}},
		{`{"b":1,"n":"x"}`, []string{`WrongType "/n"`}},
		{`{"b":1,"n":{}}`, []string{`WrongType "/n"`}},
	})
}

// What is reported as missing is absent to the schema's own conditions: one
// mistake does not hide another. To lint conditions it is unknown.
func TestMissingInConditions(t *testing.T) {
	schema := `{"required":["pay"],"properties":{"pay":{"enum":["pre","post"]}}`
	when, then := `{"not":{"required":["pay"],"properties":{"pay":{"const":"pre"}}}}`, `{"not":{"required":["n"]}}`
	run(t, mustCompile(t, schema+`,"allOf":[{"if":`+when+`,"then":`+then+`}]}`, check.Annotations{}), []sample{
		{`{"n":1}`, []string{`Conflict ""`, `Missing "" pay`}},
		{`{"n":1,"pay":"post"}`, []string{`Conflict ""`}},
		{`{"n":1,"pay":"pre"}`, nil},
	})
	lint := check.Annotations{Lint: []check.Lint{{Constraint: 0, When: sub(when), Then: sub(then)}}}
	run(t, mustCompile(t, schema+"}", lint), []sample{
		{`{"n":1}`, []string{`Missing "" pay`}},
		{`{"n":1,"pay":"post"}`, []string{`Conflict "" c0 advisory`}},
		{`{"n":1,"pay":"pre"}`, nil},
	})
}

func TestBlame(t *testing.T) {
	s := mustCompile(t, `{"properties":{"r":{"properties":{"mode":{},"hints":{"properties":{"id":{}}}},"allOf":[
		{"not":{"required":["mode","hints"],"properties":{"mode":{"const":"pre"},"hints":{"required":["id"]}}}},
		{"if":{"properties":{"mode":{"const":"two"}},"required":["mode"]},"then":{"properties":{"n":{"maximum":9},"k":{"maximum":9}}}},
		{"if":{"required":["mode"],"properties":{"mode":{"const":"three"}}},"then":{"required":["deep"]}},
		{"not":{"anyOf":[{"required":["x"]},{"required":["y"]},{"properties":{"mode":{"const":"four"}},"required":["mode"]}]}},
		{"not":{"properties":{"list":{"minItems":1}},"required":["list"]}}
		]}}}`, check.Annotations{
		Constraint: map[string]int{
			"/properties/r/allOf/0": 0, "/properties/r/allOf/1": 1, "/properties/r/allOf/2": 2, "/properties/r/allOf/3": 3, "/properties/r/allOf/4": 4,
		},
		At: map[int][]string{0: {"hints"}, 1: {"n"}, 2: {"deep"}, 4: {"list", "[]", "z"}},
	})
	run(t, s, []sample{
		{`{"r":{"mode":"pre","hints":{"id":1}}}`, []string{`Conflict "/r/hints" c0 ~/r/mode`}},
		{`{"r":{"mode":"two","n":10,"k":10}}`, []string{`OutOfRange "/r/n" c1 ~/r/mode`}}, // both are put on n, and are one
		{`{"r":{"mode":"two","k":10}}`, []string{`OutOfRange "/r" c1 ~/r/mode`}},          // as far as the path exists
		{`{"r":{"mode":"three"}}`, []string{`Missing "/r" deep c2 ~/r/mode`}},
		{`{"r":{"x":1,"y":0}}`, []string{`Conflict "/r" c3 ~/r/x ~/r/y`}}, // the branches that are met
		{`{"r":{"mode":"four","y":0}}`, []string{`Conflict "/r" c3 ~/r/mode ~/r/y`}},
		{`{"r":{"list":[{"z":1}]}}`, []string{`Conflict "/r/list" c4`}},
	})
}

// A condition's constraint covers all that fails within it, unless a keyword
// inside has its own.
func TestConstraintOfConditions(t *testing.T) {
	s := mustCompile(t, `{"allOf":[{"if":{"required":["a"]},"then":{"required":["b","c"],"properties":{"b":{"type":"object","additionalProperties":false},"c":{"enum":[1]}},
		"not":{"required":["d"]},"anyOf":[{"required":["x"]},{"required":["y"]}]}}]}`, check.Annotations{
		Constraint: map[string]int{"/allOf/0": 3, "/allOf/0/then/required/c": 4},
	})
	run(t, s, []sample{
		{`{"a":1}`, []string{`Missing "" b c3 ~/a`, `Missing "" c c4 ~/a`, `Conflict "" c3 ~/a`}},
		{`{"a":1,"b":{"z":1},"c":2,"x":1}`, []string{`Unknown "/b/z" c3 key ~/a`, `InvalidValue "/c" c3 ~/a`}},
		{`{"a":1,"b":2,"c":1,"x":1}`, []string{`WrongType "/b" c3 ~/a`}},
		{`{"a":1,"b":{},"c":1,"x":1,"d":1}`, []string{`Conflict "" c3 ~/a`}},
	})
}

// Conditions of one value do not hide each other, those of a value below do.
func TestConditionsOfOneValue(t *testing.T) {
	s := mustCompile(t, `{"allOf":[{"properties":{"n":{"maximum":5}}},{"properties":{"n":{"multipleOf":2}}},{"properties":{"o":{"properties":{"n":{"maximum":2}}}}}],
		"properties":{"o":{"allOf":[{"properties":{"n":{"maximum":5}}}]}}}`, check.Annotations{Constraint: map[string]int{
		"/allOf/0": 0, "/allOf/1": 1, "/allOf/2": 2, "/properties/o/allOf/0": 3,
	}})
	run(t, s, []sample{
		{`{"n":7}`, []string{`OutOfRange "/n" c0`, `NotMultipleOf "/n" c1`}},
		{`{"o":{"n":7}}`, []string{`OutOfRange "/o/n" c3`}},
		{`{"o":{"n":3}}`, []string{`OutOfRange "/o/n" c2`}},
	})
}

func TestMarks(t *testing.T) {
	s := mustCompile(t, `{"properties":{"nics":{"type":"array"},"n":{"type":"integer","minimum":1},"old":{"type":"string","deprecated":true},
		"conf":{"properties":{"known":{"type":"string"}},"patternProperties":{"^x-":true}},
		"open":{"additionalProperties":{"type":"string"}}}}`, check.Annotations{Constraint: map[string]int{
		"/properties/nics#reserved": 1, "/properties/n#integer": 2, "/properties/old/deprecated": 3, "/properties/conf#sample": 4, "/properties/open#sample": 5,
	}})
	run(t, s, []sample{
		{`{"nics":[]}`, []string{`Reserved "/nics" c1 advisory`}},
		{`{"nics":1}`, []string{`Reserved "/nics" c1 advisory`, `WrongType "/nics"`}},
		{`{"n":3}`, nil},
		{`{"n":3.0}`, []string{`Spelling "/n" c2 advisory`}},
		{`{"n":1E1}`, []string{`Spelling "/n" c2 advisory`}},
		{`{"n":1.5}`, []string{`WrongType "/n"`}},
		{`{"n":"3.0"}`, []string{`WrongType "/n"`}},
		{`{"old":1}`, []string{`Deprecated "/old" c3 advisory`, `WrongType "/old"`}},
		{`{"conf":{"known":1,"x-y":1,"z":{"q":1},"${K}":1}}`, []string{`WrongType "/conf/known"`, `Unknown "/conf/z" c4 key advisory`}},
		{`{"open":{"a":1}}`, []string{`Unknown "/open/a" c5 key advisory`, `WrongType "/open/a"`}},
	})
	tree := parse(`{"nics":[],"n":3.0,"old":"x","conf":{"z":1}}`)
	if !s.Location("").Valid(tree, 0) {
		t.Error("marks make a value invalid")
	}
}

func TestSecrets(t *testing.T) {
	s := mustCompile(t, `{"properties":{"password":{"type":"string","writeOnly":true},"map":{"additionalProperties":{"properties":{"token":{"writeOnly":true}}}},
		"all":{"writeOnly":true},"list":{"items":{"allOf":[{"properties":{"key":{"writeOnly":true}}}]}},
		"either":{"anyOf":[{"properties":{"key":{"writeOnly":true}}},{"type":"string"}]},"by":{"patternProperties":{"^k":{"writeOnly":true},"ey$":{"writeOnly":true}}},
		"when":{"if":{"properties":{"s":{"const":1}}},"then":{"properties":{"k":{"writeOnly":true}}}}}}`, check.Annotations{
		Constraint: map[string]int{"/properties/password/writeOnly": 1},
	})
	run(t, s, []sample{
		{`{"password":"x"}`, []string{`Secret "/password" c1 advisory`}},
		{`{"password":""}`, nil},
		{`{"password":"${P}"}`, nil},
		{`{"password":1}`, []string{`Secret "/password" c1 advisory`, `WrongType "/password"`}},
		{`{"all":{"a":"x","b":["",null,true,2,"<p>"]}}`, []string{`Secret "/all/a" advisory`, `Secret "/all/b/3" advisory`}},
	})
	for _, test := range []struct {
		doc  string
		want []string
	}{
		{`{"password":"x","other":"y"}`, []string{"/password"}},
		{`{"password":{"x":["y"]},"password":"${P}"}`, []string{"/password", "/password"}},
		{`{"map":{"a":{"token":1},"b":{"x":1},"c":{"token":2}}}`, []string{"/map/a/token", "/map/c/token"}},
		{`{"list":[{"key":1},2,{"key":""}],"all":[1,[2]]}`, []string{"/list/0/key", "/list/1", "/list/2/key", "/all"}},
		{`{"either":{"key":1},"by":{"key":{"key":1},"other":2,"ey":3},"when":{"s":2,"k":3}}`, []string{"/either/key", "/by/key", "/by/ey", "/when/k"}},
		{`[1]`, nil},
	} {
		tree := parse(test.doc)
		var got []string
		ids := s.Location("").Secrets(tree, tree.Roots[0], []document.ID{0})
		for _, id := range ids[1:] {
			got = append(got, tree.Pointer(id))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.doc, got, test.want)
		}
	}
}

// What a violation offers instead.
func TestValues(t *testing.T) {
	s := mustCompile(t, `{"properties":{"a":{"enum":["x",1.50,null,{"k":[1]}]},"b":{"type":["string","null"]},"c":{"const":true}},"additionalProperties":false}`, check.Annotations{})
	tree := parse(`{"a":2,"b":3,"c":4,"d":5}`)
	want := map[check.Kind][]string{
		check.WrongType: {"string", "null"}, check.Unknown: {"a", "b", "c"},
	}
	n := 0
	for _, v := range s.Location("").Check(tree, 0, nil) {
		values := want[v.Kind]
		if v.Kind == check.InvalidValue {
			values = []string{"x", "1.50", "null", `{"k":[1]}`}
			if string(tree.Name(v.Node)) == "c" {
				values = []string{"true"}
			}
		}
		n++
		if !slices.Equal(v.Values, values) {
			t.Errorf("%v offers %v", v.Kind, v.Values)
		}
	}
	if n != 4 {
		t.Errorf("%d violations", n)
	}
}

// Check appends, and neither the former content nor the scratch memory of
// former walks changes what it finds.
func TestCheckAppends(t *testing.T) {
	s := mustCompile(t, `{"required":["a"],"properties":{"b":{"minimum":2}},"allOf":[{"not":{"properties":{"b":{"const":1}},"required":["b"]}}]}`, check.Annotations{})
	before := []check.Violation{{Kind: check.Missing, Node: 0, Name: "z", Constraint: -1}}
	tree := parse(`{"b":1}`)
	for range 3 {
		got := s.Location("").Check(tree, 0, slices.Clone(before))
		if lines := show(tree, got); !slices.Equal(lines, []string{`Missing "" a`, `Missing "" z`, `OutOfRange "/b"`}) {
			t.Errorf("%v", lines)
		}
	}
	if got := s.Location("").Check(parse(`{"a":0,"b":2}`), 0, nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// Unknowns deep within a condition.
func TestNestedUnknowns(t *testing.T) {
	s := mustCompile(t, `{"allOf":[{"not":{"properties":{
		"a":{"if":{"const":1},"then":{"type":["integer","string"]},"else":{"type":"object"}},
		"c":{"additionalProperties":false,"properties":{"k":true}},
		"e":{"enum":[{"k":1},2]},
		"n":{"propertyNames":{"maxLength":1}}}}}]}`, check.Annotations{})
	run(t, s, []sample{
		{`{}`, []string{`Conflict ""`}},
		{`{"a":1}`, []string{`Conflict "" ~/a`}},
		{`{"a":2}`, nil},
		{`{"a":{}}`, []string{`Conflict "" ~/a`}},
		{`{"a":"${X}"}`, nil},
		{`{"c":{"k":1}}`, []string{`Conflict "" ~/c/k`}},
		{`{"c":{"x":1}}`, nil},
		{`{"c":{"${X}":1}}`, nil},
		{`{"e":{"k":1}}`, []string{`Conflict "" ~/e`}},
		{`{"e":{"k":"${X}"}}`, nil},
		{`{"e":{"k":2}}`, nil},
		{`{"n":{"${X}":1}}`, nil},
	})
	run(t, mustCompile(t, `{"const":{"k":[1]}}`, check.Annotations{}), []sample{
		{`{"k":["<x>"]}`, nil},
		{`{"<x>":[1]}`, nil},
		{`{"k":[2]}`, []string{`InvalidValue ""`}},
	})
}

// A number that JSON can not spell is unknown.
func TestForeignNumber(t *testing.T) {
	tree := &document.Tree{}
	tree.Reset([]byte(".inf"), document.YAML)
	tree.Add(document.Number, document.None, source.Span{Start: 0, End: 4}, true)
	s := mustCompile(t, `{"type":"integer","maximum":3,"not":{"minimum":3}}`, check.Annotations{})
	if got := s.Location("").Check(tree, 0, nil); len(got) != 0 {
		t.Errorf("%v", show(tree, got))
	}
}
