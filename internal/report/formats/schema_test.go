package formats

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// schemaOf compiles a schema of testdata/schema, in which each pair of
// replacements is made before.
func schemaOf(t *testing.T, name string, replacements ...string) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "schema", name))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat = true
	changed := strings.NewReplacer(replacements...).Replace(string(text))
	if len(replacements) > 0 && changed == string(text) {
		t.Fatalf("%s is not what it was", name)
	}
	if err := c.AddResource(name, strings.NewReader(changed)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The schemas that hold reports of JSON, by format. That of rdjson allows any
// member anywhere; here it must know each.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	return map[string]*jsonschema.Schema{
		"sarif":  schemaOf(t, "sarif-2.1.0.json"),
		"gitlab": schemaOf(t, "gitlab.json"),
		"rdjson": schemaOf(t, "rdjson.json", `"additionalProperties": true`, `"additionalProperties": false`),
	}
}

// valid holds a report against a schema.
func valid(t *testing.T, s *jsonschema.Schema, text string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%#v", err)
	}
}

// decoded reads JSON into a value of the type.
func decoded[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestSchemasRefuse makes sure that the schemas can fail.
func TestSchemasRefuse(t *testing.T) {
	for name, text := range map[string]string{
		"sarif":  `{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a"}}, "results": [{"message": {"text": "a"}, "level": "bad"}]}]}`,
		"gitlab": `[{"description": "a", "check_name": "a", "fingerprint": "a", "severity": "major", "location": {"path": "./a", "lines": {"begin": 1}}}]`,
		"rdjson": `{"diagnostics": [{"message": "a", "location": {"path": "a", "line": 1}}]}`,
	} {
		v := decoded[any](t, text)
		if schemas(t)[name].Validate(v) == nil {
			t.Errorf("%s accepts %s", name, text)
		}
	}
}

// TestEmpty has reports of nothing, all of which are valid.
func TestEmpty(t *testing.T) {
	for name, s := range schemas(t) {
		valid(t, s, write(t, constructor(t, name), nothing, nil))
	}
	if got := write(t, NewGitLab, nothing, nil); got != "[]\n" {
		t.Errorf("gitlab: %s", got)
	}
	if got := write(t, NewJSONL, nothing, nil); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, `{"type":"summary","version":1,`) {
		t.Errorf("jsonl: %s", got)
	}
}

// TestSample holds what is special to its goldens.
func TestSample(t *testing.T) {
	summary, failures, files := sample(t)
	known := schemas(t)
	for _, name := range []string{"sarif", "gitlab", "rdjson", "jsonl"} {
		got := write(t, constructor(t, name), summary, failures, files...)
		if s := known[name]; s != nil {
			valid(t, s, got)
		}
		if bytes.ContainsAny([]byte(got), "\x1b\u202e") {
			t.Errorf("%s harms a terminal:\n%q", name, got)
		}
		if name == "sarif" {
			got = withFirstRule(t, got)
		}
		golden(t, name+".golden", got)
	}
}
