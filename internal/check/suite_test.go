package check_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
)

// suiteGroup is one schema of the official JSON Schema test suite. CUE's copy
// adds members of its own, which are passed over.
type suiteGroup struct {
	Description string          `json:"description"`
	Schema      json.RawMessage `json:"schema"`
	Tests       []struct {
		Description string          `json:"description"`
		Data        json.RawMessage `json:"data"`
		Valid       bool            `json:"valid"`
	} `json:"tests"`
}

// suiteDir is where the suite lies: in the module cache, with CUE.
func suiteDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "mod", "download", "-json", "cuelang.org/go").Output()
	var module struct{ Dir string }
	if err == nil {
		err = json.Unmarshal(out, &module)
	}
	if err != nil {
		t.Fatalf("the module with the JSON Schema test suite: %v", err)
	}
	return filepath.Join(module.Dir, "encoding/jsonschema/testdata/external/tests/draft2020-12")
}

func suite(t *testing.T) map[string][]suiteGroup {
	t.Helper()
	dir := suiteDir(t)
	groups := map[string][]suiteGroup{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var list []suiteGroup
		if err := json.Unmarshal(text, &list); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		name, err := filepath.Rel(dir, path)
		groups[filepath.ToSlash(name)] = list
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return groups
}

// keywords are those that the engine must know, written down again so that one
// that gets lost in the engine is missed.
var keywords = func() map[string]bool {
	known := map[string]bool{}
	for _, k := range strings.Fields(`$schema $id title description default examples deprecated writeOnly
		type enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern
		properties patternProperties additionalProperties propertyNames required minProperties maxProperties
		items minItems maxItems allOf anyOf not if then else`) {
		known[k] = true
	}
	return known
}()

// within tells whether a schema uses known keywords only.
func within(schema any) bool {
	object, ok := schema.(map[string]any)
	if !ok {
		return true
	}
	for k, v := range object {
		if !keywords[k] || k == "$schema" && v != "https://json-schema.org/draft/2020-12/schema" {
			return false
		}
		switch v := v.(type) {
		case map[string]any:
			switch k {
			case "properties", "patternProperties":
				for _, sub := range v {
					if !within(sub) {
						return false
					}
				}
			case "additionalProperties", "propertyNames", "items", "not", "if", "then", "else":
				if !within(v) {
					return false
				}
			}
		case []any:
			if k == "allOf" || k == "anyOf" {
				for _, sub := range v {
					if !within(sub) {
						return false
					}
				}
			}
		}
	}
	return true
}

// apart are the schemas and cases that neither the engine nor jsonschema/v5
// judges as the suite wants: patterns in what only ECMA-262 has. Both use Go's
// regular expressions, on purpose: what the one accepts, the other does.
var apart = func() map[string]bool {
	const file = "optional/ecmascript-regex.json: ECMA 262 "
	list := map[string]bool{
		// Go has no \c, so the schema is refused.
		file + `regex escapes control codes with \c and upper letter`: true,
		file + `regex escapes control codes with \c and lower letter`: true,
	}
	// Go's \s is ASCII without the vertical tab.
	for _, space := range []string{
		"Line tabulation", "latin-1 non-breaking-space", "zero-width whitespace", "paragraph separator", "EM SPACE",
	} {
		matches, does := space+" matches", space+" does not match"
		switch space {
		case "paragraph separator":
			matches, does = matches+" (line terminator)", does+" (line terminator)"
		case "EM SPACE":
			matches, does = matches+" (Space_Separator)", does+" (Space_Separator)"
		}
		list[file+`\s matches whitespace: `+matches] = true
		list[file+`\S matches everything but whitespace: `+does] = true
	}
	return list
}()

// How many cases of the suite there are: with schemas that both judge, with
// schemas that the engine refuses for their keywords, and apart.
const wantRan, wantRefused, wantApart = 588, 1280, 14

func TestSuite(t *testing.T) {
	var ran, refused, excepted int
	for file, groups := range suite(t) {
		for _, g := range groups {
			name := file + ": " + g.Description
			schema, err := compile(string(g.Schema), check.Annotations{})
			switch {
			case !within(decode(g.Schema)):
				refused += len(g.Tests)
				if err == nil {
					t.Errorf("%s: the schema is taken, though not all its keywords are known", name)
				}
			case apart[name]:
				excepted += len(g.Tests)
				if err == nil {
					t.Errorf("%s: the schema is taken", name)
				}
			case err != nil:
				t.Errorf("%s: %v", name, err)
			default:
				n := runGroup(t, name, g, schema)
				ran += n
				excepted += len(g.Tests) - n
			}
		}
	}
	if ran != wantRan || refused != wantRefused || excepted != wantApart {
		t.Errorf("%d cases ran, %d were refused, %d are apart", ran, refused, excepted)
	}
}

// runGroup asks both judges about each case and returns how many are not apart.
func runGroup(t *testing.T, name string, g suiteGroup, schema *check.Schema) (ran int) {
	judge, err := reference(g.Schema)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return 0
	}
	for _, test := range g.Tests {
		name := name + ": " + test.Description
		want := test.Valid
		if apart[name] {
			want = !want
		} else {
			ran++
		}
		tree := parse(string(test.Data))
		if got := schema.Location("").Valid(tree, tree.Roots[0]); got != want {
			t.Errorf("%s: %s: the engine says %v", name, test.Data, got)
		}
		if got, err := judge(test.Data); err != nil || got != want {
			t.Errorf("%s: %s: jsonschema/v5 says %v, %v", name, test.Data, got, err)
		}
	}
	return ran
}

func decode(text []byte) any {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

// reference compiles a schema with jsonschema/v5.
func reference(schema []byte) (judge func(data []byte) (bool, error), err error) {
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	if err := c.AddResource("https://example.com/test.schema.json", bytes.NewReader(schema)); err != nil {
		return nil, err
	}
	s, err := c.Compile("https://example.com/test.schema.json")
	if err != nil {
		return nil, err
	}
	return func(data []byte) (ok bool, err error) {
		// It panics on numbers with exponents beyond a million.
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		return s.Validate(decode(data)) == nil, nil
	}, nil
}

// compile parses and compiles a schema.
func compile(text string, a check.Annotations) (*check.Schema, error) {
	tree := parse(text)
	return check.Compile(tree, tree.Roots[0], a)
}

func parse(text string) *document.Tree {
	tree := &document.Tree{}
	if err := jsondoc.Parse(tree, []byte(text)); err != nil {
		panic(fmt.Sprintf("%.200s: %v", text, err))
	}
	return tree
}
