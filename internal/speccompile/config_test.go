package speccompile

import (
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
)

// TestJudgesAgreeOnConfigs holds the definition of the configuration file, its
// schema and the engine to the same verdict.
func TestJudgesAgreeOnConfigs(t *testing.T) {
	c, err := CompileConfig("../../cue")
	if err != nil {
		t.Fatal(err)
	}
	if err := JudgeExamples(c.Operation); err != nil {
		t.Fatal(err)
	}
	judges, err := NewJudges(c.Operation)
	if err != nil {
		t.Fatal(err)
	}
	const entry = `"file": "x.json", "reason": "because"`
	for _, tt := range []struct {
		text  string
		legal bool
	}{
		{`{}`, true},
		{`[]`, false},
		{`{"rule": {}}`, false},
		{`{"rules": {"a": "off", "b": {"c": "warning"}, "d": {}}}`, true},
		{`{"rules": {"a": "fatal"}}`, false},
		{`{"rules": {"a": 1}}`, false},
		{`{"rules": {"a": {"b": "fatal"}}}`, false},
		{`{"rules": {"a": {"b": {}}}}`, false},
		{`{"rules": {"": "off"}}`, false},
		{`{"rules": null}`, false},
		{`{"files": [{"glob": "*", "operation": "A", "variables": {"a": 1, "b": true, "c": "", "d": 1.5}}]}`, true},
		{`{"files": [{"operation": "A"}]}`, false},
		{`{"files": [{"glob": ""}]}`, false},
		{`{"files": [{"glob": "*", "variables": {"a": []}}]}`, false},
		{`{"files": [{"glob": "*", "variables": {"a": null}}]}`, false},
		{`{"files": {"glob": "*"}}`, false},
		{`{"ignore": [{` + entry + `, "rule": "a"}, {` + entry + `, "constraint": "a"}]}`, true},
		{`{"ignore": [{` + entry + `}]}`, false},
		{`{"ignore": [{` + entry + `, "rule": "a", "constraint": "b"}]}`, false},
		{`{"ignore": [{"file": "a", "rule": "a"}]}`, false},
		{`{"ignore": [{` + entry + `, "rule": "a", "pointer": "/a~1b/0", "expires": "2027-01-31"}]}`, true},
		{`{"ignore": [{` + entry + `, "rule": "a", "pointer": "a"}]}`, false},
		{`{"ignore": [{` + entry + `, "rule": "a", "pointer": "/a~2"}]}`, false},
		{`{"ignore": [{` + entry + `, "rule": "a", "expires": "tomorrow"}]}`, false},
		{`{"exclude": ["a"], "placeholders": "deny", "fail-on": "never"}`, true},
		{`{"exclude": "a"}`, false},
		{`{"placeholders": "maybe"}`, false},
		{`{"fail-on": "off"}`, false},
		{`{"quotas": {"A": {"B": 10, "C": ["x", 2, false], "D": "y"}}}`, true},
		{`{"quotas": {"A": {"B": [[]]}}}`, false},
		{`{"quotas": {"A": 10}}`, false},
		{`{"quotas": {"A": {"B": []}}}`, true},
		{`{"quotas": {"A": {"B": [` + strings.Repeat("1,", 999) + `1]}}}`, true},
		{`{"quotas": {"A": {"B": [` + strings.Repeat("1,", 1000) + `1]}}}`, false},
		{`{"known-values": {"A": {"B": "x", "C": ["y"]}}}`, true},
		{`{"known-values": {"A": {"B": {}}}}`, false},
	} {
		v, err := judges.Judge([]byte(tt.text))
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
		} else if !v.Agree() || v.CUE != tt.legal {
			t.Errorf("%s: CUE %t (%s), JSON Schema %t (%s), engine %t, want %t", tt.text, v.CUE, v.CUEText, v.Schema, v.SchemaText, v.Engine, tt.legal)
		}
	}
}

// Only values of different types can be alternatives, and only there.
func TestMixedTypes(t *testing.T) {
	for _, tt := range []struct{ cue, want string }{
		{`a?: string | bool`, `{"type":["string","boolean"]}`},
		{`a?: "x" | "y" | {[string]: int}`, `{"type":["string","object"],"additionalProperties":{"type":"integer"},"if":{"type":"string"},"then":{"enum":["x","y"]}}`},
		{`a?: strings.MaxRunes(3) | list.MaxItems(3)`, `{"type":["string","array"],"maxLength":3,"maxItems":3}`},
		{`a?: {b?: string, ...} & matchN(1, [{b!: _, ...}, {c!: _, ...}])`, `{"type":"object","properties":{"b":{"type":"string"}},` +
			`"anyOf":[{"type":"object","required":["b"],"properties":{"b":true}},{"type":"object","required":["c"],"properties":{"c":true}}],` +
			`"not":{"allOf":[{"type":"object","required":["b"],"properties":{"b":true}},{"type":"object","required":["c"],"properties":{"c":true}}]}}`},
		{`a?: strings.MinRunes(1) | strings.MaxRunes(3)`, "each alternative must be of another type"},
		{`a?: int | >3`, "each alternative must be of another type"},
		{`a?: "x" | strings.MaxRunes(3)`, "each alternative must be of another type"},
		{`a?: string & ("x" | int)`, "cannot be combined with anything else"},
	} {
		v := cuecontext.New().CompileString(imports + "#X: {\n" + tt.cue + "}")
		s, err := walker{mixed: true}.schema(v.LookupPath(cue.ParsePath("#X")))
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			b, _ := s.Properties[0].Schema.MarshalJSON()
			got = string(b)
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s:\n got %s\nwant %s", tt.cue, got, tt.want)
		}
	}
}
