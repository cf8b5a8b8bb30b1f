package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// Where findings stand: rule, line and column, the text that the span covers,
// location, parameter and pointer.
func TestPlaces(t *testing.T) {
	tests := []struct{ reason, file, text, want string }{
		{"a value", "b.json", "{\n  \"Name\": \"\"}", `invalid-length 2:11 "" body Name /Name`},
		{"missing from the root", "b.json", "  {}", `missing-parameter 1:3 { body Name /Name`},
		{"missing from a member", "b.json", `{"query": {}, "path": {}, "body": {"Name": "a"}}`,
			`missing-parameter 1:15 "path" path BoxId /path/BoxId`},
		{"missing from an item", "b.json", `{"Name": "a", "Parts": [{"Depth": 1}]}`, `missing-parameter 1:25 { body Parts[0].Id /Parts/0/Id`},
		{"a bad key", "b.json", `{"Name": "a", "Tags": {"a/b~c.d": "x"}}`, `invalid-length 1:24 "a/b~c.d" body Tags.a/b~c.d /Tags/a~1b~0c.d`},
		{"an unknown member", "b.json", `{"Name": "a", "Parts": [{"Id": "x", "Id2": {}}]}`, `unknown-parameter 1:37 "Id2" body Parts[0].Id2 /Parts/0/Id2`},
		{"given twice", "b.json", `{"Name": "b", "Name": "a"}`, `duplicate-key 1:15 "Name" body Name /Name`},
		{"characters, not bytes", "b.json", `{"ä𐐀中": 1, "Name": ""}`,
			`unknown-parameter 1:2 "ä𐐀中" body ä𐐀中 /ä𐐀中` + "\n" + `invalid-length 1:20 "" body Name /Name`},
		{"a body that is none", "b.json", ` "x"`, `invalid-body 1:2 "x" body  `},
		{"broken text", "b.json", "{\"Name\": \"a\"\n", `invalid-syntax 1:13  body  `},
		{"nothing", "b.json", "", `invalid-syntax 1:1  body  `},

		{"an envelope", "b.json", `{"query": {"RequestToken": "12345"}, "body": {"Name": ""}}`,
			`invalid-length 1:28 "12345" query RequestToken /query/RequestToken` + "\n" + `invalid-length 1:55 "" body Name /body/Name`},
		{"missing from an envelope's body", "b.json", `{"body": {}}`, `missing-parameter 1:2 "body" body Name /body/Name`},
		{"an envelope's part", "b.json", `{"query": 1, "body": {"Name": "a"}}`, `wrong-type 1:11 1 query  /query`},
		{"a location twice", "b.json", `{"body": {"Name": "a"}, "body": {"Name": "a"}}`, `duplicate-key 1:25 "body" body  /body`},
		{"a condition across locations", "b.json", `{"header": {}, "body": {"Name": "a", "Flag": true}}`,
			`missing-parameter 1:2 "header" header X-Trace /header/X-Trace`},

		{"YAML", "b.yaml", "Name: a\nParts:\n- Id: x\n  Depth: y\n", `wrong-type 4:10 y body Parts[0].Depth /Parts/0/Depth`},
		{"YAML: several documents", "b.yaml", "---\nName: ''\n---\nName: a\nSize: 99\n",
			"invalid-length 2:7 '' body Name /Name\nout-of-range 5:7 99 body Size /Size"},
		{"YAML: an alias", "b.yaml", "Name: &n a1\nZone: *n\n", `invalid-pattern 1:10 a1 body Name /Name`},
	}
	for _, tt := range tests {
		r := look(t, tt.file, tt.text)
		var lines []string
		for _, f := range r.Findings {
			lines = append(lines, fmt.Sprintf("%s %d:%d %s %s %s %s", f.Rule, f.Line, f.Column, tt.text[f.Span.Start:f.Span.End], f.In, f.Parameter, f.Pointer))
		}
		if got := strings.Join(lines, "\n"); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.text, got, tt.want)
		}
	}
}

func TestFields(t *testing.T) {
	r := look(t, "dir/b.json", "{\n\"Name\": \"ab\",\n\"Name\": \"A\", \"Parts\": [{\"Id\": \"x\"}, {}]}")
	if len(r.Findings) != 3 || r.Requests != 1 || r.Skipped != 0 || r.Name != "dir/b.json" {
		t.Fatalf("%+v", r)
	}
	twice, pattern, missing := r.Findings[0], r.Findings[1], r.Findings[2]
	doc := Doc{Title: "Create a box", Updated: "2026-01-02"}
	related := Related{File: "dir/b.json", Line: 2, Column: 1, EndLine: 2, EndColumn: 7, Message: "first given here"}
	if twice.Severity != Error || twice.Operation != "acme/box/Create" || twice.Provenance != "" || twice.Constraint != "" || twice.Code != "" ||
		twice.Status != 0 || twice.Doc != (Doc{}) || len(twice.Related) != 1 || twice.Related[0] != related || twice.Fixes == nil {
		t.Errorf("%+v", twice)
	}
	if pattern.Severity != Error || pattern.Code != "InvalidName" || pattern.Status != 400 || pattern.Provenance != "documented" ||
		pattern.Constraint != "acme/box/Create/Name/pattern" || pattern.Doc != doc || pattern.File != "dir/b.json" ||
		pattern.EndLine != 3 || pattern.EndColumn != 12 || pattern.Related == nil {
		t.Errorf("%+v", pattern)
	}
	if missing.Code != "MissingParts[1].Id" || missing.Doc != doc {
		t.Errorf("%+v", missing)
	}
}

func TestRelated(t *testing.T) {
	r := look(t, "b.json", `{"Name": "a", "Flag": true, "Price": 1, "Zone": "z", "Region": "r"}`)
	if len(r.Findings) != 2 {
		t.Fatal(summary(r))
	}
	for i, want := range []string{"1:23 Flag is true", `1:64 Region is "r"`} {
		var got []string
		for _, rel := range r.Findings[i].Related {
			got = append(got, fmt.Sprintf("%d:%d %s", rel.Line, rel.Column, rel.Message))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: related %q, want %q", r.Findings[i].Message, got, want)
		}
	}
}

// Texts that stand for a value are not judged, what is around them is.
func TestPlaceholders(t *testing.T) {
	text := `{"Name": "${NAME}", "Kind": "{{kind}}", "Size": "<size>", "Password": "$(pass)", "Parts": "${PARTS}"}`
	want := `wrong-type: Parts is string "${PARTS}", expected a list (write a list of objects; documented in each: Id, Depth, Pin)`
	if got := summary(look(t, "b.json", text)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A long name above many mistakes must not be written out for each of them.
func TestLongPaths(t *testing.T) {
	long := strings.Repeat("k", 100_000)
	text := `{"Name": "a", "` + long + `": {"` + strings.Repeat("x", 5000) + `": {` + strings.Repeat(`"d":1,`, 2000) + `"d":1}}}`
	total := 0
	for _, f := range look(t, "b.json", text).Findings {
		total += len(f.Message) + len(f.Detail) + len(f.Parameter) + len(f.Pointer)
	}
	if total > 10_000_000 {
		t.Errorf("%d bytes of messages and paths", total)
	}
}

func TestSamePlaceOrder(t *testing.T) {
	r := look(t, "b.json", `{"Name": "a", "kind": 1, "kind": 1, "Old": "x"}`)
	want := "unknown-parameter duplicate-key unknown-parameter deprecated-parameter"
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Rule)
	}
	if s := strings.Join(got, " "); s != want {
		t.Errorf("%s, want %s", s, want)
	}
}

func TestFillTemplates(t *testing.T) {
	p := place{in: "body", steps: []step{{name: "A", member: true}, {name: "{text}", member: true}, {index: 7}, {name: "k2", member: true}}}
	tests := []struct{ parameter, template, want string }{
		{"A.{key}[].{key}", "X.{key}.Y[].{key}", "X.{text}.Y[7].k2"},
		{"A.{key}[].{key}", "no keys", "no keys"},
		{"A.{key}[]", "{key} and {key}: [{text}]", "{text} and {text}: [T]"},
		{"A", "{key} [] {other}", "{key} [] {other}"},
		{"B.{key}", "{key}", "{key}"},
		{"A.{key}[].{key}.more.{key}", "{key} {key} {key}", "{text} k2 k2"},
	}
	for _, tt := range tests {
		c := &spec.Constraint{In: "body", Parameter: tt.parameter}
		if got := p.fill(tt.template, c, "T"); got != tt.want {
			t.Errorf("fill(%q) for %s = %q, want %q", tt.template, tt.parameter, got, tt.want)
		}
	}
}
