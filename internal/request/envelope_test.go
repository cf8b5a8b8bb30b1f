package request

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// shape is what a document was taken for: "body", or the members of an envelope
// with what they were taken for.
func shape(t *document.Tree, q *Request) string {
	if !q.Envelope {
		return "body"
	}
	misnamed, extra := map[document.ID]bool{}, map[document.ID]bool{}
	for _, id := range q.Extra {
		extra[id] = true
	}
	for _, id := range q.Misnamed {
		misnamed[id] = true
	}
	var parts []string
	for c := t.First(q.Root); c != t.End(q.Root); c = t.Next(c) {
		part := string(t.Written(c))
		if misnamed[c] != (part != string(t.Name(c))) {
			return fmt.Sprintf("%s is misnamed: %t", part, misnamed[c])
		}
		if extra[c] {
			part = "(" + part + ")"
		}
		if misnamed[c] {
			part += "=" + string(t.Name(c))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

func TestEnvelopes(t *testing.T) {
	tests := []struct{ reason, text, want string }{
		{"plural", `{"headers": {}, "body": {}}`, "headers=header body"},
		{"letter case", `{"Body": {}, "Query": {}, "Operation": "Open"}`, "Body=body Query=query Operation=operation"},
		{"letter case alone", `{"Body": {}}`, "Body=body"},
		{"typos", `{"heaer": {}, "cookies": {}, "formdata": {}, "form_data": {}, "paths": {}, "quary": {}, "bdy": {}}`,
			"heaer=header cookies=cookie formdata=formData form_data=formData paths=path quary=query bdy=body"},
		{"other words", `{"params": {}, "pathParameters": {}, "data": {}}`, "params=query pathParameters=path data=body"},
		{"and more of them", `{"query_params": {}, "path-params": {}, "form": {}, "requestBody": {}}`,
			"query_params=query path-params=path form=formData requestBody=body"},
		{"escaped", `{"\u0048eader": {}, "body": {}}`, "Header=header body"},
		{"with a schema", `{"$schema": "x", "body": {}}`, "$schema body"},
		{"right and wrong", `{"header": {}, "headers": {}, "body": {}}`, "header headers=header body"},
		{"another word alone may be anything", `{"data": {}}`, "body"},
		{"so may it with a scalar", `{"data": {}, "params": 1}`, "body"},
		{"a body in other spelling that is no object", `{"Body": "x"}`, "body"},
		{"a name that an operation documents", `{"Root": {}, "body": {}}`, "body"},
		{"no $schema by another name", `{"schema": "x", "body": {}}`, "body"},
		{"another name beside", `{"header": {}, "body": {}, "Name": 1}`, "body"},
		{"numbered", `{"header1": {}, "header2": {}, "body": {}}`, "body"},
		{"a long name", `{"body": {}, "` + strings.Repeat("header", 100) + `": {}}`, "body"},
		{"no name", `{"": {}, "body": {}}`, "body"},
		{"nothing", `{}`, "body"},
		{"a list", `["body"]`, "body"},
	}
	for _, tt := range tests {
		tree, q := read(t, New(catalogue()), tt.text)
		if got := shape(tree, q); got != tt.want {
			t.Errorf("%s: %s: %s, want %s", tt.reason, tt.text, got, tt.want)
		}
	}
}

// An envelope may hold what is no part of a request, where it cannot be a body.
func TestCrowdedEnvelopes(t *testing.T) {
	tests := []struct {
		reason, given, text string
		hint                Hint
		want                string
	}{
		{"a location beside the body", "", `{"region": "x", "path": {"Box": 1}, "body": {"Name": 1}}`, Hint{}, "(region) path body"},
		{"the operation beside it", "", `{"operation": "Open", "comment": "x", "body": {}}`, Hint{}, "operation (comment) body"},
		{"what should be one", "", `{"operation": 5, "comment": "x", "body": {}}`, Hint{}, "operation (comment) body"},
		{"misspelled ones as well", "", `{"x": 1, "headers": {}, "query": {}, "body": {}}`, Hint{}, "(x) headers=header query body"},
		{"twice", "", `{"x": 1, "x": {"a": 1}, "query": {}, "body": {}}`, Hint{}, "(x) (x) query body"},
		{"no name", "", `{"": 1, "query": {}, "body": {}}`, Hint{}, "() query body"},
		{"given", "acme/box/Open", `{"method": "POST", "headers": {}, "body": {}}`, Hint{}, "(method) headers=header body"},
		{"in a comment", "", `{"x": 1, "body": {}}`, Hint{Directive: "operation=Open"}, "(x) body"},
		{"a schema in a comment", "", `{"x": 1, "body": {}}`, Hint{Directive: "$schema=acme/box/Open.request.schema.json"}, "(x) body"},
		{"in the name of the file", "", `{"x": 1, "body": {}}`, Hint{File: "x.Open.json"}, "(x) body"},
		{"the schema of a request", "", `{"$schema": "acme/box/Open.request.schema.json", "x": 1, "body": {}}`, Hint{}, "$schema (x) body"},

		{"the schema of a body", "", `{"$schema": "acme/box/Open.schema.json", "x": 1, "body": {}}`, Hint{}, "body"},
		{"another schema", "", `{"$schema": "x.request.schema.json", "x": 1, "body": {}}`, Hint{}, "body"},
		{"a schema that is no text", "", `{"$schema": ["acme/box/Open.request.schema.json"], "x": 1, "body": {}}`, Hint{}, "body"},
		{"an operation that is none", "", `{"x": 1, "body": {}}`, Hint{Directive: "operation=Opne"}, "body"},
		{"nothing beside", "", `{"x": 1, "body": {}}`, Hint{}, "body"},
		{"a misspelled location alone beside", "", `{"x": 1, "headers": {}, "body": {}}`, Hint{}, "body"},
		{"a location that is no object", "", `{"x": 1, "path": "/boxes", "body": {}}`, Hint{}, "body"},
		{"a body that is no object", "acme/box/Open", `{"x": 1, "path": {}, "body": "x"}`, Hint{}, "body"},
		{"of two bodies the last", "acme/box/Open", `{"x": 1, "body": {}, "path": {}, "body": 1}`, Hint{}, "body"},
		{"no body", "acme/box/Open", `{"x": 1, "path": {}, "query": {}}`, Hint{}, "body"},
		{"a body by another name", "acme/box/Open", `{"x": 1, "path": {}, "Body": {}}`, Hint{}, "body"},
		{"a documented name", "acme/box/Open", `{"Leaves": 1, "path": {}, "body": {}}`, Hint{}, "body"},
		{"a documented name in other letters", "", `{"leaves": 1, "path": {}, "body": {}}`, Hint{}, "(leaves) path body"},
	}
	c := catalogue()
	for _, tt := range tests {
		tree, q := new(document.Tree), new(Request)
		if err := jsondoc.Parse(tree, []byte(tt.text)); err != nil {
			t.Fatalf("%s: %v", tt.reason, err)
		}
		for range 2 { // again, with the tree as it then is
			if err := New(c).For(tt.given, "").Read(tree, 0, tt.hint, q); err != nil {
				t.Fatal(err)
			}
			if got := shape(tree, q); got != tt.want {
				t.Errorf("%s: %s: %s, want %s", tt.reason, tt.text, got, tt.want)
			}
		}
	}
}

// What is meant for a location is one, of several the last.
func TestMisnamedParts(t *testing.T) {
	tree, q := read(t, New(catalogue()), `{"Operation": "Open", "header": {"a": 1}, "headers": {"b": 2}, "payload": {"Name": 1}}`)
	if q.Outcome != Named || q.Operation != "acme/box/Open" || len(q.Parts) != 2 {
		t.Fatalf("%+v", q)
	}
	if h := q.Parts[0]; h.In != Header || string(tree.Name(tree.First(h.Node))) != "b" {
		t.Errorf("the %s is at %s", h.In, tree.Pointer(h.Node))
	}
	if q.Parts[1].Node != q.Body() || tree.Pointer(q.Body()) != "/payload" {
		t.Errorf("the body is at %s", tree.Pointer(q.Body()))
	}
}

// No name that a page documents looks like a part of an envelope, so that no
// body is taken for one.
func TestNoBodyIsAnEnvelope(t *testing.T) {
	entries, err := spec.Open(schemas.FS).Entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		for _, name := range e.Names {
			if at, like := meant([]byte(name)); like != unlike {
				t.Errorf("%s of %s is taken for %s", name, e.ID, members[at])
			}
		}
	}
}
