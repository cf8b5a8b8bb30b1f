package speccompile

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/spec"
)

func TestExcerpt(t *testing.T) {
	str := &Schema{Type: []string{"string"}}
	group := &Schema{Properties: []Property{{"Size", str}, {"Kind", str}}}
	op := &Operation{Source: &Source{ID: "p/s/Op", Parts: map[string]*Schema{
		"query": {Properties: []Property{{"Token", str}}},
		"body":  {Properties: []Property{{"Name", str}, {"Mode", str}, {"Groups", &Schema{AdditionalProperties: group}}, {"List", &Schema{Items: group}}}},
	}, Conditions: []Condition{{
		Label: "Name/required", In: "body",
		When: &Schema{Properties: []Property{{"Mode", str}}}, Then: &Schema{Properties: []Property{{"Name", &Schema{Any: true}}}},
	}, {
		Label: "Groups.{key}.Size/same", In: "body", Scope: "Groups.{key}",
		Then: &Schema{Properties: []Property{{"Kind", str}}},
	}}}}
	base := decoded(t, `{"query": {"Token": "t"}, "body": {"Mode": "m", "Name": "n", "Other": 1, "List": [{"Size": 1, "Kind": "k"}, {"Size": 2}],
		"Groups": {"a": {"Size": 1, "Kind": "k"}, "b": {"Size": 2, "Kind": "k"}}}}`)
	for _, tt := range []struct {
		constraint, line, want string
		without                []string
	}{
		{"Name/length", `- {"Name": ""}`, `{"Name": "", …}`, nil},
		// What is left out is said, and beside it stand a few plain values, in the page's order.
		{"Name/length", `- {"Name": "$delete"}`, `{"Mode": "m", "Other": 1, …}`, []string{"Name"}},
		{"Groups.{key}.Size/type", `- {"Groups": {"a": {"Size": "$delete"}}}`, `{"Groups": {"a": {"Kind": "k"}, …}, …}`, []string{"Groups.a.Size"}},
		// But not what is left out for another reason.
		{"Groups/type", `- {"Groups": "$delete", "Name": 1}`, `{"Name": 1, …}`, []string{"Groups"}},
		{"Name/type", `- {"Groups": "$delete", "Name": 1}`, `{"Name": 1, …}`, nil},
		// What the condition reads.
		{"Name/required", `- {"Name": "$delete"}`, `{"Mode": "m", …}`, []string{"Name"}},
		{"Groups.{key}.Size/same", `- {"Groups": {"b": {"Size": 3}}}`, `{"Groups": {"a": {"Kind": "k", …}, "b": {"Size": 3, "Kind": "k"}}, …}`, nil},
		// An edit that changes nothing shows the parameter.
		{"Name/length", `+ {}`, `{"Name": "n", …}`, nil},
		{"Groups.{key}.Size/type", `+ {}`, `{"Groups": {"a": {"Size": 1, …}, "b": {"Size": 2, …}}, …}`, nil},
		{"List[].Size/type", `+ {"Name": "n"}`, `{"List": [{"Size": 1, …}, {"Size": 2}], …}`, nil},
		{"body/type", `- []`, `[]`, nil},
		{"List/size", `- {"List": []}`, `{"List": [], …}`, nil},
		{"List[].Size/type", `- {"List": [{"Size": 1, "Kind": "k"}, {"Size": "2"}]}`, `{"List": [{"Size": "2"}, …], …}`, nil},
		// Too long to be shown.
		{"Name/length", `- {"Name": "$repeat:65:a"}`, `{"Name": "aaaaaaaaaaaaaaaa… (65 characters)", …}`, nil},
		{"Groups/size", `- {"Groups": {"$set": {"x": {}}}}`, `{"Groups": {"x": {}}, …}`, nil},
		{"Groups/size", `- {"Groups": "$members:12:v"}`, "{\n  \"Groups\": {\"member0\": \"v\", \"member1\": \"v\", \"member10\": \"v\", … (12 in all)},\n  …\n}", nil},
		// Other locations, and all of them.
		{"Token/type", `- query {"Token": 1}`, `{"query": {"Token": 1}, …}`, nil},
		{"query/type", `- request {"query": "$delete"}`, `{"body": {…}}`, []string{"query"}},
		// A text that is no request.
		{"body/syntax", `-= {"Name": }`, `{"Name": }`, nil},
		{"body/syntax", `-= ` + strings.Repeat("[", 300), strings.Repeat("[", 16) + "… (300 characters)", nil},
	} {
		c, err := cases.New(base, tt.line)
		if err != nil {
			t.Fatal(err)
		}
		parameter := tt.constraint[:strings.LastIndexByte(tt.constraint, '/')]
		in := "body"
		if parameter == "Token" || parameter == "query" {
			in = "query"
		}
		got := op.excerpt(base, &spec.Constraint{ID: "p/s/Op/" + tt.constraint, In: in, Parameter: parameter}, c)
		if got.Text != tt.want || len(got.Without)+len(tt.without) > 0 && !cmp.Equal(got.Without, tt.without) {
			t.Errorf("%s: %s\ngot %s without %q\nwant %s without %q", tt.constraint, tt.line, got.Text, got.Without, tt.want, tt.without)
		}
	}
}

func decoded(t *testing.T, text string) map[string]any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	v := map[string]any{}
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestRuleExample(t *testing.T) {
	const archive = `What is wrong.

operation: p/s/Op
quota: p/s/Op.Most=2
placeholders: deny
-- bad.json --
{}
-- bad-two.json --
[]
-- near.json --
1
-- good.yaml --
a: 1
-- want --
bad.json:1:1: error: one [r]
    1 | {}
      | ^
bad.json:1:2: error: two [r]
bad-two.json:1:1: error: three [r]
`
	got, err := ruleExample("r", txtar.Parse([]byte(archive)))
	if err != nil {
		t.Fatal(err)
	}
	want := spec.RuleExample{
		Rule: "r", Flags: []string{"--operation", "p/s/Op", "--quota", "p/s/Op.Most=2", "--placeholders", "deny"},
		Bad:  spec.Sample{File: "bad.json", Text: "{}\n", Output: "bad.json:1:1: error: one [r]\n    1 | {}\n      | ^\nbad.json:1:2: error: two [r]\n"},
		Good: spec.Sample{File: "good.yaml", Text: "a: 1\n"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, lacking := range []string{"-- bad.json --\n{}\n-- good.json --\n{}\n", "-- bad.json --\n{}\n-- want --\nbad.json:1:1: error: one [r]\n", ""} {
		if _, err := ruleExample("r", txtar.Parse([]byte(lacking))); err == nil {
			t.Errorf("%q is taken for an example", lacking)
		}
	}
}

func TestSayings(t *testing.T) {
	got, err := sayings(`A/type #1: error wrong-type /A/a b "Code" 400 "No \"A\"." (found (1); quote it: "1")
A/type #2: error wrong-type /A "" 0 "not taken" ()
B.{key}/unknown #1: warning unknown-parameter  "" 0 "B is unknown" ()
`)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"A/type":          `error: No "A". (found (1); quote it: "1") [Code] [wrong-type]`,
		"B.{key}/unknown": `warning: B is unknown [unknown-parameter]`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := sayings("A/type #1: error\n"); err == nil {
		t.Error("half a line is understood")
	}
}
