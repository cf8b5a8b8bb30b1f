package request

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/document/yamldoc"
	"github.com/payloadlint/payloadlint/internal/spec"
)

func catalogue() *spec.Catalogue { return catalogueOf("") }

// catalogueOf is the catalogue with more operations, each behind a comma.
func catalogueOf(more string) *spec.Catalogue {
	return spec.Open(fstest.MapFS{"catalogue.json": {Data: []byte(`{
"operations": [
{"id": "acme/box/Close", "method": "POST", "path": "/boxes/{Box}/close", "names": ["Name", "Zone", "Lid", "Glue"]},
{"id": "acme/box/Open", "method": "POST", "path": "/boxes/{Box}/{Lid}/open", "names": ["Name", "Zone", "Lid", "Knife"]},
{"id": "acme/rope/Make", "method": "PUT", "path": "/things/{Thing}", "names": ["Twist", "Strands"]},
{"id": "acme/sail/Make", "method": "PUT", "path": "/things/new", "names": ["Cloth", "Seam"]},
{"id": "acme/tree/Grow", "method": "POST", "path": "/trees", "host": "^trees\\.", "names": ["Name", "Height", "Leaves", "Root"]},
{"id": "acme/yard/Sweep", "method": "POST", "path": "/v1/{Yard}/floor/actions/sweep", "names": ["Broom", "Dust", "Time"]}` + more + `
]
}`)}})
}

func read(t *testing.T, r *Reader, text string) (*document.Tree, *Request) {
	t.Helper()
	tree, q := new(document.Tree), new(Request)
	if err := jsondoc.Parse(tree, []byte(text)); err != nil {
		t.Fatalf("%.80s: %v", text, err)
	}
	if err := r.Read(tree, tree.Roots[0], Hint{}, q); err != nil {
		t.Fatalf("%.80s: %v", text, err)
	}
	return tree, q
}

func TestRead(t *testing.T) {
	tests := []struct {
		reason, given, text string
		outcome             Outcome
		operation           string
		candidates          string
		parts               string
		why                 string
	}{
		{"two names of one", "", `{"Name": 1, "Leaves": 2}`, Recognised, "acme/tree/Grow", "", "body",
			"it documents both of the body's names, more than any other operation"},
		{"the one with most names", "", `{"Name": 1, "Zone": 2, "Knife": 3}`, Recognised, "acme/box/Open", "", "body", ""},
		{"shared names only", "", `{"Name": 1, "Zone": 2}`, Undecided, "", "acme/box/Close acme/box/Open", "body",
			"each documents both of the body's names"},
		{"one name is too few", "", `{"Leaves": 1}`, Unmatched, "", "acme/tree/Grow", "body",
			"the closest, acme/tree/Grow, documents the body's one name, which is too little to tell"},
		{"a name given twice counts once", "", `{"Leaves": 1, "Leaves": 2}`, Unmatched, "", "acme/tree/Grow", "body", ""},
		{"less than half of the names", "", `{"Leaves": 1, "Root": 2, "a": 3, "b": 4, "c": 5}`, Unmatched, "", "acme/tree/Grow", "body",
			"the closest, acme/tree/Grow, documents only 2 of the body's 5 names"},
		{"half of the names", "", `{"Leaves": 1, "Root": 2, "a": 3, "b": 4}`, Recognised, "acme/tree/Grow", "", "body", ""},
		{"no name", "", `{"a": 1}`, Unmatched, "", "", "body", "none documents the body's one name"},
		{"no name of several", "", `{"a": 1, "b": 2}`, Unmatched, "", "", "body", "none documents any of the body's 2 names"},
		{"one name of several", "", `{"Leaves": 1, "b": 2}`, Unmatched, "", "acme/tree/Grow", "body",
			"the closest, acme/tree/Grow, documents only 1 of the body's 2 names"},
		{"some names, shared", "", `{"Name": 1, "Zone": 2, "a": 3}`, Undecided, "", "acme/box/Close acme/box/Open", "body",
			"each documents 2 of the body's 3 names"},
		{"three names", "", `{"Name": 1, "Root": 2, "Height": 3}`, Recognised, "acme/tree/Grow", "", "body",
			"it documents all 3 of the body's names, more than any other operation"},
		{"empty", "", `{}`, Unmatched, "", "", "body", "the body has no names to tell it by"},
		{"a list", "", `[{"Name": 1, "Leaves": 2}]`, Shapeless, "", "", "body", "the body is not an object"},
		{"given", "acme/tree/Grow", `{"Name": 1, "Zone": 2}`, Given, "acme/tree/Grow", "", "body", "the operation was given"},
		{"given, a list", "acme/tree/Grow", `[]`, Given, "acme/tree/Grow", "", "body", ""},

		{"an envelope", "", `{"query": {}, "body": {"Name": 1, "Root": 2}}`, Recognised, "acme/tree/Grow", "", "query body", ""},
		{"all locations", "", `{"header": 1, "path": 1, "cookie": 1, "formData": 1, "query": 1, "body": {"Name": 1, "Root": 2}}`,
			Recognised, "acme/tree/Grow", "", "header path cookie formData query body", ""},
		{"another name makes it a body", "", `{"query": {}, "body": {"Name": 1, "Root": 2}, "Name": 1}`, Unmatched, "", "", "body",
			"several operations document only 1 of the body's 3 names"},
		{"one name of several operations", "", `{"Name": 1}`, Unmatched, "", "", "body",
			"several operations document the body's one name, which is too little to tell"},
		{"a body of another type", "", `{"query": {}, "body": 1}`, Shapeless, "", "", "query body", "the body is not an object"},
		{"a body of null", "", `{"body": null}`, Shapeless, "", "", "body", ""},
		{"a placeholder for a body", "", `{"body": "${BODY}", "path": {}}`, Unmatched, "", "", "body path", "the body is a placeholder"},
		{"two locations", "", `{"query": {}, "path": {}}`, Unmatched, "", "", "query path", "there is no body to tell it by"},
		{"one location", "", `{"query": {}}`, Unmatched, "", "", "body", ""},
		{"two locations that are no objects", "", `{"query": "x", "path": "y"}`, Unmatched, "", "", "body", ""},
		{"one location twice", "", `{"query": {}, "query": {}}`, Unmatched, "", "", "body", ""},
		{"a directive alone", "", `{"operation": "Open"}`, Named, "acme/box/Open", "", "", ""},
		{"a directive that is no string, alone", "", `{"operation": ["Open"]}`, Unmatched, "", "", "body", ""},
		{"the directive decides", "", `{"operation": "Open", "body": {"Name": 1, "Root": 2}}`, Named, "acme/box/Open", "", "body",
			"the envelope names the operation"},
		{"a wrong directive", "", `{"operation": "Opne", "body": {"Name": 1, "Root": 2}}`, Misnamed, "", "acme/box/Open", "body", ""},
		{"a directive that is no string", "", `{"operation": {"Name": 5}, "body": {}}`, Malformed, "", "", "body", ""},
		{"a directive that is no string, over what the body tells", "", `{"operation": 5, "body": {"Name": 1, "Root": 2}}`, Malformed, "", "", "body", ""},
		{"a directive of null is none", "", `{"operation": null, "body": {"Name": 1, "Root": 2}}`, Recognised, "acme/tree/Grow", "", "body", ""},
		{"an empty directive is none", "", `{"operation": "", "body": {"Name": 1, "Root": 2}}`, Recognised, "acme/tree/Grow", "", "body", ""},
		{"given wins over the directive", "acme/tree/Grow", `{"operation": "Open", "body": {}}`, Given, "acme/tree/Grow", "", "body", ""},
		{"a name that is short for several", "", `{"operation": "Make", "body": {}}`, Misnamed, "", "acme/rope/Make acme/sail/Make", "body", ""},
		{"nothing like it", "", `{"operation": "Paint", "body": {}}`, Misnamed, "", "", "body", ""},
		{"the path decides what the body leaves open", "", `{"path": {"Box": 1, "Lid": 2}, "body": {"Name": 1, "Zone": 2}}`,
			Recognised, "acme/box/Open", "", "path body", ""},
		{"the path fits none", "", `{"path": {"x": 1}, "body": {"Name": 1, "Zone": 2}}`, Undecided, "", "acme/box/Close acme/box/Open", "path body", ""},
		{"of duplicate locations the last", "", `{"body": {"Name": 1, "Zone": 2}, "query": 1, "body": {"Name": 1, "Root": 2}}`,
			Recognised, "acme/tree/Grow", "", "query body", ""},
	}
	c := catalogue()
	for _, tt := range tests {
		_, q := read(t, New(c).For(tt.given, ""), tt.text)
		var parts []string
		for _, p := range q.Parts {
			parts = append(parts, p.In)
		}
		if q.Outcome != tt.outcome || q.Operation != tt.operation || strings.Join(q.Candidates, " ") != tt.candidates || strings.Join(parts, " ") != tt.parts {
			t.Errorf("%s: outcome %d, operation %q, candidates %q, parts %q", tt.reason, q.Outcome, q.Operation, q.Candidates, parts)
		}
		if q.Decided() != (q.Operation != "") {
			t.Errorf("%s: decided %t, operation %q", tt.reason, q.Decided(), q.Operation)
		}
		if why := q.Reason(); tt.why != "" && why != tt.why || (why == "") != isWrong(q) {
			t.Errorf("%s: reason %q, want %q", tt.reason, why, tt.why)
		}
	}
}

// A request that is reused holds nothing of the former document.
func TestReuse(t *testing.T) {
	r := New(catalogue())
	q := new(Request)
	for _, text := range []string{`{"operation": "x", "query": 1, "body": {}}`, `{"Name": 1, "Zone": 2}`, `{"Name": 1, "Root": 2}`} {
		tree := new(document.Tree)
		if err := jsondoc.Parse(tree, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := r.Read(tree, tree.Roots[0], Hint{}, q); err != nil {
			t.Fatal(err)
		}
	}
	if q.Envelope || len(q.Parts) != 1 || q.Directive.By != Given || q.Operation != "acme/tree/Grow" || len(q.Candidates) != 0 {
		t.Errorf("%+v", q)
	}
}

// Many members of the same name must not cost more than a look each.
func TestManyDuplicates(t *testing.T) {
	text := `{` + strings.Repeat(`"body":{},`, 100_000) + `"body":{"Name":1,"Root":2}}`
	_, q := read(t, New(catalogue()), text)
	if q.Operation != "acme/tree/Grow" || len(q.Parts) != 1 {
		t.Errorf("operation %q, %d parts", q.Operation, len(q.Parts))
	}
}

// Nor must many members that are no part of a request.
func TestManyExtra(t *testing.T) {
	_, q := read(t, New(catalogue()), `{`+strings.Repeat(`"a":{},`, 100_000)+`"query":{},"body":{"Name":1,"Root":2}}`)
	if q.Operation != "acme/tree/Grow" || len(q.Extra) != 100_000 {
		t.Errorf("operation %q, %d extra members", q.Operation, len(q.Extra))
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		`{"operation": "Open", "path": {"Box": 1}, "body": {"Name": 1, "Zone": 2}}`, `{"Name": 1, "Zone": 2, "Zone": 3}`,
		`{"operation": 5, "path": {}, "body": {}, "x": {"y": 1}, "x": 2}`, `{"body": {}, "x": 1}`,
		`{"$schema": "acme/box/Open.schema.json", "headers": {}, "Body": {"$schema": "x"}}`, `{"body": "${B}"}`, `{"params": {}, "data": {}}`,
	} {
		f.Add([]byte(text), false, "a.Open.json", "", false, "", "", "", byte(0))
		f.Add([]byte("# payloadlint: operation=Open\n"+text), true, "Box_Open.yaml", "operation=Grow", true, "POST", "trees.example.com", "trees/x/y", byte(255))
	}
	for _, yaml := range []bool{false, true} {
		form := corpus.JSON
		if yaml {
			form = corpus.YAML
		}
		for _, text := range corpus.Texts(f, form) {
			f.Add(text, yaml, "a"+form, "", false, "", "", "", byte(0))
		}
	}
	c := catalogue()
	readers := []*Reader{New(c), New(c).For("acme/box/Open", ""), New(c).For("", "acme/box/Open")}
	f.Fuzz(func(t *testing.T, text []byte, yaml bool, file, directive string, lined bool, method, host, path string, bits byte) {
		tree, q := new(document.Tree), new(Request)
		if yaml && yamldoc.Parse(tree, text) != nil || !yaml && jsondoc.Parse(tree, text) != nil {
			return
		}
		h := Hint{File: file, Directive: directive}
		if lined {
			h.Line = &Line{Method: method, Host: host, HostKnown: bits&1 != 0, Based: bits&2 != 0, Implied: bits&16 != 0, Segments: strings.Split(path, "/"), SegmentsKnown: []bool{bits&4 != 0, bits&8 != 0}}
			if names := readers[0].Parameters(h.Line); names != nil && len(names) != len(h.Line.Segments) {
				t.Errorf("%d names for %d segments", len(names), len(h.Line.Segments))
			}
		}
		for _, r := range readers {
			for _, root := range tree.Roots {
				if err := r.Read(tree, root, h, q); err != nil {
					t.Fatal(err)
				}
				wellFormed(t, tree, q)
				first := fmt.Sprintf("%+v", *q)
				if err := r.Read(tree, root, h, q); err != nil || fmt.Sprintf("%+v", *q) != first && !lined {
					t.Errorf("%v: first %s, then %+v", err, first, *q)
				}
			}
		}
	})
}

// wellFormed asserts what holds of any document.
func wellFormed(t *testing.T, tree *document.Tree, q *Request) {
	t.Helper()
	if q.Decided() != (q.Operation != "") || (q.Reason() == "") != isWrong(q) || q.Known > q.Names || !q.Envelope && len(q.Parts) != 1 {
		t.Errorf("%+v", q)
	}
	if (q.Outcome == Undecided || q.Outcome == Unclear) && len(q.Candidates) == 0 {
		t.Errorf("between nothing: %+v", q)
	}
	for _, p := range q.Parts {
		if q.Envelope && (string(tree.Name(p.Node)) != p.In || tree.Parent(p.Node) != q.Root) {
			t.Errorf("%q for %s", tree.Name(p.Node), p.In)
		}
	}
	if len(q.Extra) > 0 && !q.Envelope || !slices.IsSorted(q.Extra) {
		t.Errorf("extra members %v, envelope %t", q.Extra, q.Envelope)
	}
	for _, n := range []*Naming{&q.Directive, &q.Overruled} {
		if n.Span.Start < 0 || n.Span.End < n.Span.Start || n.Span.End > len(tree.Source) {
			t.Errorf("span %v of %d bytes", n.Span, len(tree.Source))
		}
	}
	for _, c := range q.Reason() {
		if c < ' ' {
			t.Errorf("a control character in %q", q.Reason())
		}
	}
}

// BenchmarkRead takes a plain body apart, as most files are.
func BenchmarkRead(b *testing.B) {
	text := []byte(`{"Name": "a", "Height": 1, "Leaves": [1, 2], "Root": {"Depth": 1}, "Zone": "b", "Other": true}`)
	for name, given := range map[string]string{"given": "acme/tree/Grow", "recognised": ""} {
		b.Run(name, func(b *testing.B) {
			tree, q, r := new(document.Tree), new(Request), New(catalogue()).For(given, "")
			if err := jsondoc.Parse(tree, text); err != nil {
				b.Fatal(err)
			}
			h := Hint{File: "requests/box.json"}
			b.ReportAllocs()
			for b.Loop() {
				if err := r.Read(tree, 0, h, q); err != nil || q.Operation != "acme/tree/Grow" {
					b.Fatal(q.Operation, err)
				}
			}
		})
	}
}
