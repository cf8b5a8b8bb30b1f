package rules_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/payloadlint/payloadlint/internal/spectest"
	"github.com/payloadlint/payloadlint/rules"
	"github.com/payloadlint/payloadlint/schemas"
)

// TestRequests checks the sample requests: those named good-*, and the pages'
// own in page-*, give no error, those named bad-* at least one. The operation
// is that of the directory, and the shape of each request alone tells it.
func TestRequests(t *testing.T) {
	any := newLinter(t, "")
	for _, op := range spectest.Operations(t) {
		dir := filepath.Join("..", "testdata", "requests", filepath.FromSlash(op.ID))
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Error(err)
			continue
		}
		l := newLinter(t, op.ID)
		kinds := map[string]int{}
		for _, e := range entries {
			path := filepath.Join(dir, e.Name())
			content, err := os.ReadFile(path)
			if err != nil {
				t.Error(err)
				continue
			}
			kind, _, _ := strings.Cut(e.Name(), "-")
			kinds[kind]++
			name := filepath.ToSlash(path)
			r := checked(t, l, name, content)
			judgeSample(t, op.ID, kind, r)
			if r := any.Check(name, content); !reflect.DeepEqual(r.Findings, checked(t, l, name, content).Findings) {
				t.Errorf("%s: is not recognised:\n%s", path, asText(r))
			}
		}
		if kinds["good"] < 3 || kinds["bad"] < 2 {
			t.Errorf("%s: %d good and %d bad requests", dir, kinds["good"], kinds["bad"])
		}
	}
}

func judgeSample(t *testing.T, operation, kind string, r *rules.FileReport) {
	t.Helper()
	if !strings.Contains(string(r.Text), "body") {
		for i := range r.Findings {
			if r.Findings[i].In != "body" {
				t.Errorf("%s: a body alone gives a finding about %q: %s", r.Name, r.Findings[i].In, line(&r.Findings[i]))
			}
		}
	}
	if r.Requests == 0 {
		t.Errorf("%s: holds no request", r.Name)
	}
	errors := 0
	for i := range r.Findings {
		if r.Findings[i].Severity == rules.Error {
			errors++
		}
	}
	switch kind {
	case "good", "page":
		if errors > 0 {
			t.Errorf("%s: gives errors:\n%s", r.Name, asText(r))
		}
		if filepath.Ext(r.Name) == ".json" {
			accepted(t, operation, r)
		}
	case "bad":
		if errors == 0 {
			t.Errorf("%s: gives no error:\n%s", r.Name, asText(r))
		}
	default:
		t.Errorf("%s: neither good-, page- nor bad-", r.Name)
	}
}

// accepted asserts that the JSON Schema accepts a request too, unless it has
// members that are not documented.
func accepted(t *testing.T, operation string, r *rules.FileReport) {
	t.Helper()
	for i := range r.Findings {
		if r.Findings[i].Rule == "unknown-parameter" {
			return
		}
	}
	var request map[string]any
	d := json.NewDecoder(strings.NewReader(string(r.Text)))
	d.UseNumber()
	if err := d.Decode(&request); err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	if body, ok := request["body"].(map[string]any); ok {
		request = body
	}
	text, err := schemas.FS.ReadFile(operation + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.CompileString(operation+".schema.json", string(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(request); err != nil {
		t.Errorf("%s: the JSON Schema refuses it: %v", r.Name, err)
	}
}

// TestAllAtOnce asserts that no mistake hides another.
func TestAllAtOnce(t *testing.T) {
	const body = `{
  "Name": "all-at-once",
  "Name": "all-at-once",
  "InstanceType": "ecs.sn2ne.large",
  "Colour": "red",
  "Description": 5,
  "Groups": {
    "group1": {
      "DesiredVMCount": 65537,
      "ResourceType": "OnDemand"
    }
  }
}
`
	r := checked(t, newLinter(t, "alibabacloud/batchcompute/CreateCluster"), "all.json", []byte(body))
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Rule+" "+f.Pointer)
	}
	want := []string{
		"missing-parameter /ImageId",
		"duplicate-key /Name",
		"unknown-parameter /Colour",
		"wrong-type /Description",
		"out-of-range /Groups/group1/DesiredVMCount",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}
