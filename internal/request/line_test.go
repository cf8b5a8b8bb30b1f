package request

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// line reads METHOD target, where ? stands for a placeholder: as the method, as
// what the target begins with, as a host or as a segment.
func line(text string) *Line {
	method, target, _ := strings.Cut(text, " ")
	l := &Line{Method: strings.Trim(method, "?"), Span: source.Span{Start: 1, End: 2}}
	if rest, ok := strings.CutPrefix(target, "?"); ok {
		l.Based, target = true, rest
	} else if rest, ok := strings.CutPrefix(target, "https://"); ok {
		l.Host, target, _ = strings.Cut(rest, "/")
		l.HostKnown = !strings.Contains(l.Host, "?")
	}
	if target = strings.TrimPrefix(target, "/"); target != "" {
		l.Segments = strings.Split(target, "/")
	}
	for _, s := range l.Segments {
		l.SegmentsKnown = append(l.SegmentsKnown, !strings.Contains(s, "?"))
	}
	return l
}

func TestLines(t *testing.T) {
	const grow, any = `{"Name": 1, "Root": 2}`, `{"Name": 1, "Zone": 2}`
	tests := []struct {
		reason, line, body string
		outcome            Outcome
		operation          string // or the candidates
		why                string
	}{
		{"it is this", "POST https://x/boxes/1/close", any, Routed, "acme/box/Close", "the request line is POST /boxes/{Box}/close"},
		{"whatever the body", "POST https://x/boxes/1/close", grow, Routed, "acme/box/Close", ""},
		{"with a slash at the end", "POST https://x/boxes/1/close/", any, Routed, "acme/box/Close", ""},
		{"without a host", "POST /boxes/1/close", any, Routed, "acme/box/Close", ""},
		{"behind a placeholder", "POST ?/boxes/1/close", any, Routed, "acme/box/Close", ""},
		{"a placeholder for a parameter", "POST ?/boxes/?/?/open", any, Routed, "acme/box/Open", ""},
		{"a parameter that is empty", "POST /boxes//close", any, Routed, "acme/box/Close", ""},
		{"on its host", "POST https://trees.example/trees", any, Routed, "acme/tree/Grow", ""},
		{"on its host, with a port", "POST https://Trees.example:443/trees", any, Routed, "acme/tree/Grow", ""},
		{"a method in small letters", "post /boxes/1/close", any, Routed, "acme/box/Close", ""},
		{"more exact than with a parameter", "PUT /things/new", any, Routed, "acme/sail/Make", ""},
		{"less exact", "PUT /things/old", any, Routed, "acme/rope/Make", ""},

		{"a host that is a placeholder", "POST https://?/trees", grow, Recognised, "acme/tree/Grow",
			"the request line fits it as far as it is known, and it documents both of the body's names"},
		{"part of a host", "POST https://trees.?/trees", any, Routed, "acme/tree/Grow", ""},
		{"no host", "POST /trees", grow, Recognised, "acme/tree/Grow", ""},
		{"another body", "POST /trees", `{"Lid": 1, "Zone": 2}`, Foreign, "",
			"the request line leaves it open, and the body is not that of an operation it fits"},
		{"some of the body", "POST ?/trees", `{"Leaves": 1, "b": 2, "c": 3}`, Unclear, "acme/tree/Grow",
			"the request line is POST /trees, but the host is not known, and the body's names do not tell"},
		{"an empty body", "POST ?/trees", `{}`, Unclear, "acme/tree/Grow",
			"the request line is POST /trees, but the host is not known, and there are no names in the body to tell it by"},
		{"a placeholder for a body", "POST ?/trees", `"{{body}}"`, Unclear, "acme/tree/Grow",
			"the request line is POST /trees, but the host is not known, and the body is a placeholder"},
		{"no method", "? ?/trees", `{}`, Unclear, "acme/tree/Grow",
			"the request line fits as far as it is known, and there are no names in the body to tell it by"},
		{"a placeholder for a literal", "POST /boxes/1/?", any, Recognised, "acme/box/Close", ""},
		{"a placeholder for a literal or a parameter", "PUT /things/?", `{"Twist": 1, "Strands": 2}`, Recognised, "acme/rope/Make", ""},
		{"either, and the body does not tell", "PUT /things/?", `{}`, Unclear, "acme/rope/Make acme/sail/Make", ""},
		{"what both document", "POST ?", `{"Name": 1, "Zone": 2, "Lid": 3}`, Undecided, "acme/box/Close acme/box/Open",
			"the request line fits each as far as it is known, and each documents all 3 of the body's names"},
		{"the whole target", "POST ?", `{"Name": 1, "Root": 2, "Leaves": 3}`, Recognised, "acme/tree/Grow", ""},
		{"the whole target, and two names that others have too", "POST ?", grow, Foreign, "",
			"the request line leaves it open, and the body is not that of an operation it fits"},
		{"the whole target of somebody else", "POST ?", `{"user": 1}`, Foreign, "", ""},
		{"the end of a path", "POST ?/open", any, Recognised, "acme/box/Open", ""},
		{"the end of somebody else's path", "POST ?/open", `{}`, Foreign, "", ""},
		{"two literals at the end, and a name", "POST ?/actions/sweep", `{"Broom": 1}`, Recognised, "acme/yard/Sweep",
			"the request line fits it as far as it is known, and it documents the body's one name"},
		{"and half of the names", "POST ?/floor/actions/sweep", `{"Broom": 1, "b": 2}`, Recognised, "acme/yard/Sweep",
			"the request line fits it as far as it is known, and it documents 1 of the body's 2 names"},
		{"and less than half", "POST ?/actions/sweep", `{"Broom": 1, "b": 2, "c": 3}`, Unclear, "acme/yard/Sweep",
			"the request line fits as far as it is known, and the body's names do not tell"},
		{"and no name of it", "POST ?/actions/sweep", `{"user": 1}`, Foreign, "", ""},
		{"and an empty body", "POST ?/actions/sweep", `{}`, Recognised, "acme/yard/Sweep", "the request line fits it as far as it is known"},
		{"and a placeholder for a body", "POST ?/actions/sweep", `"{{body}}"`, Recognised, "acme/yard/Sweep", ""},
		{"and no method", "? ?/actions/sweep", `{"Broom": 1}`, Unclear, "acme/yard/Sweep", ""},
		{"and a placeholder for a third", "POST ?/floor/actions/?", `{"Broom": 1}`, Unclear, "acme/yard/Sweep", ""},
		{"one literal at the end, and a name", "POST ?/sweep", `{"Broom": 1}`, Foreign, "", ""},

		{"another host", "POST https://forest.example/trees", grow, Foreign, "", "acme/tree/Grow has this method and path, but on another host"},
		{"another method", "GET /boxes/1/close", any, Foreign, "", "acme/box/Close has this path, but its method is POST"},
		{"another path", "POST /login", any, Foreign, "", "no operation has this method and path"},
		{"the end alone, where all is known", "POST /close", any, Foreign, "", ""},
		{"no path", "POST https://x", any, Foreign, "", ""},
		{"a typo", "POST /boxes/1/clsoe", any, Foreign, "acme/box/Close",
			"no operation has POST /boxes/{Box}/clsoe; the closest is POST /boxes/{Box}/close"},
		{"a line break in a typo", "POST /boxes/1/close\n", any, Foreign, "acme/box/Close",
			`no operation has POST "/boxes/{Box}/close\n"; the closest is POST /boxes/{Box}/close`},
		{"the closer of two", "PUT /thing/new", any, Foreign, "", ""},
		{"a typo on another host", "POST https://forest.example/tree", any, Foreign, "", "no operation has this method and path"},
		{"a parameter that is forgotten", "POST /v1/floor/actions/sweep", `{"Broom": 1}`, Foreign, "acme/yard/Sweep",
			"the path lacks a parameter of POST /v1/{Yard}/floor/actions/sweep"},
		{"too many typos", "POST /bxs/1/clothes", any, Foreign, "", ""},
	}
	c := catalogue()
	for _, tt := range tests {
		tree, q := new(document.Tree), new(Request)
		if err := jsondoc.Parse(tree, []byte(tt.body)); err != nil {
			t.Fatal(err)
		}
		if err := New(c).Read(tree, 0, Hint{Line: line(tt.line)}, q); err != nil {
			t.Fatal(err)
		}
		if got := q.Operation + strings.Join(q.Candidates, " "); q.Outcome != tt.outcome || got != tt.operation {
			t.Errorf("%s: %s: outcome %d, %q", tt.reason, tt.line, q.Outcome, got)
		}
		if why := q.Reason(); why == "" || tt.why != "" && why != tt.why {
			t.Errorf("%s: %s: reason %q, want %q", tt.reason, tt.line, why, tt.why)
		}
		if at, ok := q.Line(); !ok || at.Start != 1 {
			t.Errorf("%s: the line is at %v", tt.reason, at)
		}
	}
}

func TestParameters(t *testing.T) {
	tests := []struct{ line, want string }{
		{"POST /boxes/1/2/open", "-,Box,Lid,-"},
		{"POST /boxes/1/2/open/", "-,Box,Lid,-,-"},
		{"POST ?/boxes/1/?/?", "-,Box,Lid,-"},
		{"POST ?/boxes/?/?/?", ""},
		{"POST ?/2/open", ""},
		{"POST ?/open", ""},
		{"POST ?", ""},
		{"POST ?/actions/sweep", ""},
		{"POST ?/7/floor/actions/sweep", "Yard,-,-,-"},
		{"PUT /things/?", ""},
		{"POST https://forest.example/trees", "-"},
		{"PUT /things/new", "-,-"},
		{"PUT /things/old", "-,Thing"},
		{"GET /boxes/1/2/open", ""},
		{"POST /boxes/1/2/opne", ""},
		{"POST /", ""},
	}
	r := New(catalogue())
	for _, tt := range tests {
		names := r.Parameters(line(tt.line))
		for i := range names {
			if names[i] == "" {
				names[i] = "-"
			}
		}
		if got := strings.Join(names, ","); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.line, got, tt.want)
		}
	}
}

// The path of a request line is judged only where it is that of the operation.
func TestPutAside(t *testing.T) {
	const of, close = `{"path": {"Box": 1, "Lid": 2}, "body": {}}`, `{"path": {"Box": 1}, "body": {}}`
	tests := []struct {
		reason, given, line, directive, text string
		parts                                string
	}{
		{"its own", "", "POST /boxes/1/2/open", "", of, "path body"},
		{"its own, given", "acme/box/Open", "POST /boxes/1/2/open", "", of, "path body"},
		{"its own, in a comment", "", "POST ?/boxes/1/2/open", "operation=Open", of, "path body"},
		{"its own, on another host", "acme/tree/Grow", "POST https://forest.example/trees", "", `{"path": {}, "body": {}}`, "path body"},
		{"of another than given", "acme/tree/Grow", "POST /boxes/1/2/open", "", of, "body"},
		{"of another than in a comment", "", "POST /boxes/1/2/open", "operation=Close", of, "body"},
		{"of another with fewer parameters", "", "POST /boxes/1/close", "operation=Open", close, "body"},
		{"of another with parameters of the same names", "", "PUT /things/1", "operation=Open", of, "body"},
		{"with another parameter", "", "POST /boxes/1/2/open", "", `{"path": {"Box": 1, "Yard": 2}, "body": {}}`, "body"},
		{"with a parameter too many", "", "POST /boxes/1/close", "", of, "body"},
		{"of an envelope without a line", "acme/tree/Grow", "", "", of, "path body"},
		{"where the operation is not known", "", "POST /login", "", of, "path body"},
	}
	c := catalogue()
	for _, tt := range tests {
		tree, q := new(document.Tree), new(Request)
		if err := jsondoc.Parse(tree, []byte(tt.text)); err != nil {
			t.Fatal(err)
		}
		h := Hint{Directive: tt.directive}
		if tt.line != "" {
			h.Line = line(tt.line)
		}
		for range 2 { // again, with the tree as it then is
			if err := New(c).For(tt.given, "").Read(tree, 0, h, q); err != nil {
				t.Fatal(err)
			}
			parts, named := "", "body"
			for _, p := range q.Parts {
				parts += " " + p.In
			}
			if tree.Member(0, Path) != document.None {
				named = "path body"
			}
			if strings.TrimSpace(parts) != tt.parts || named != tt.parts {
				t.Errorf("%s: parts %q, the tree has %s", tt.reason, parts, named)
			}
		}
	}
}

// A pattern that is none is a fault of the generated files.
func TestDamagedHost(t *testing.T) {
	c := spec.Open(fstest.MapFS{"catalogue.json": {Data: []byte(`{
"operations": [
{"id": "a", "method": "GET", "path": "/", "host": "("}
]
}
`)}})
	tree, r := new(document.Tree), New(c)
	if err := jsondoc.Parse(tree, []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
	l := line("GET /")
	if err := r.Read(tree, 0, Hint{Line: l}, new(Request)); err == nil || r.Parameters(l) != nil {
		t.Errorf("error %v, parameters %v", err, r.Parameters(l))
	}
	if err := r.Read(tree, 0, Hint{}, new(Request)); err != nil {
		t.Errorf("without a line: %v", err)
	}
}
