package request

import (
	"fmt"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/source"
)

// What names the operation, in the order in which it counts.
func TestNamings(t *testing.T) {
	const ours = `"$schema": "https://x/schemas/acme/box/Open.schema.json#"`
	at := source.Span{Start: 0, End: 1}
	tests := []struct {
		reason, given, text string
		hint                Hint
		want                string // outcome, operation or candidates, what was overruled
		why                 string
	}{
		{"a comment", "", `{}`, Hint{Directive: "operation=Open"}, "1 acme/box/Open ", "a comment names the operation"},
		{"quoted", "", `{}`, Hint{Directive: `operation = "box/Open" # x`}, "1 acme/box/Open ", ""},
		{"a misspelled name", "", `{}`, Hint{Directive: "operation=Opne"}, fmt.Sprint(Misnamed, " [acme/box/Open] "), ""},
		{"a misspelled directive", "", `{}`, Hint{Directive: "oparation=Open"}, fmt.Sprint(Malformed, "  "), ""},
		{"a colon", "", `{}`, Hint{Directive: "operation: Open"}, fmt.Sprint(Malformed, "  "), ""},
		{"no name", "", `{}`, Hint{Directive: "operation="}, fmt.Sprint(Malformed, "  "), ""},
		{"nothing", "", `{}`, Hint{DirectiveSpan: at}, fmt.Sprint(Malformed, "  "), ""},
		{"about findings", "", `{}`, Hint{Directive: "ignore x"}, fmt.Sprint(Unmatched, "  "), ""},
		{"about findings, and a name", "", `{}`, Hint{Directive: "ignore-file", File: "Open.json"}, fmt.Sprint(Filed, " acme/box/Open "),
			"the name of the file names the operation"},
		{"above the body", "", "// payloadlint: operation=Open\n{}", Hint{}, "1 acme/box/Open ", ""},

		{"a schema", "", `{` + ours + `}`, Hint{}, fmt.Sprint(Linked, " acme/box/Open "), "$schema names the operation"},
		{"a schema of a request", "", `{"$schema": "acme\\box\\Open.request.schema.json?x", "body": {}}`, Hint{}, fmt.Sprint(Linked, " acme/box/Open "), ""},
		{"a schema within the body", "", `{"body": {` + ours + `}}`, Hint{}, fmt.Sprint(Linked, " acme/box/Open "), ""},
		{"a schema in a comment", "", `{}`, Hint{Directive: "$schema=acme/box/Open.schema.json more"}, fmt.Sprint(Linked, " acme/box/Open "), ""},
		{"another schema", "", `{"$schema": "https://x/Open.schema.json"}`, Hint{}, fmt.Sprint(Unmatched, "  "), ""},
		{"half a name", "", `{"$schema": "dacme/box/Open.schema.json"}`, Hint{}, fmt.Sprint(Unmatched, "  "), ""},
		{"no schema", "", `{"$schema": {}}`, Hint{}, fmt.Sprint(Unmatched, "  "), ""},
		{"another file of ours", "", `{"$schema": "acme/box/Open.spec.json"}`, Hint{}, fmt.Sprint(Unmatched, "  "), ""},

		{"given and the same", "acme/box/Open", `{"operation": "Open", "body": {}}`, Hint{Directive: "operation=box/Open"}, "0 acme/box/Open ", ""},
		{"given and a comment", "acme/box/Open", `{}`, Hint{Directive: "operation=Close"}, "0 acme/box/Open Close", ""},
		{"given and an envelope", "acme/box/Open", `{"operation": "Close", "body": {}}`, Hint{}, "0 acme/box/Open Close", ""},
		{"given and a typo", "acme/box/Open", `{"operation": "Opne", "body": {}}`, Hint{}, "0 acme/box/Open Opne", ""},
		{"given and a misspelled directive", "acme/box/Open", `{}`, Hint{Directive: "oparation=Close"}, "0 acme/box/Open ", ""},
		{"given and a file", "acme/box/Open", `{}`, Hint{File: "x.Close.json"}, "0 acme/box/Open ", ""},
		{"given and a line", "acme/box/Open", `{}`, Hint{Line: line("POST /boxes/1/close")}, "0 acme/box/Open POST /boxes/{Box}/close", ""},
		{"given and the line of another service", "acme/box/Open", `{}`, Hint{Line: line("POST /proxy")}, "0 acme/box/Open ", ""},
		{"given and a member that is no name", "acme/box/Open", `{"operation": 5, "body": {}}`, Hint{}, "0 acme/box/Open not named", ""},
		{"comment and a member that is no name", "", `{"operation": ["Open"], "body": {}}`, Hint{Directive: "operation=Open"}, "1 acme/box/Open not named", ""},
		{"a member that is no name, and a file", "", `{"operation": true, "body": {}}`, Hint{File: "x.Open.json"}, fmt.Sprint(Malformed, "  "), ""},
		{"comment before envelope", "", `{"operation": "Close", "body": {}}`, Hint{Directive: "operation=Open"}, "1 acme/box/Open Close", ""},
		{"envelope before schema", "", `{"operation": "Close", ` + ours + `, "body": {}}`, Hint{},
			fmt.Sprint(Named, " acme/box/Close https://x/schemas/acme/box/Open.schema.json#"), ""},
		{"schema before line", "", `{"body": {` + ours + `}}`, Hint{Line: line("POST /boxes/1/close")},
			fmt.Sprint(Linked, " acme/box/Open POST /boxes/{Box}/close"), ""},
		{"schema and the same line", "", `{"body": {` + ours + `}}`, Hint{Line: line("POST /boxes/1/2/open")}, fmt.Sprint(Linked, " acme/box/Open "), ""},
		{"a misspelled name decides nothing", "", `{"body": {` + ours + `}}`, Hint{Directive: "operation=Opne"}, fmt.Sprint(Misnamed, " [acme/box/Open] "), ""},
		{"line before file", "", `{}`, Hint{Line: line("POST /boxes/1/close"), File: "x.Open.http"}, fmt.Sprint(Routed, " acme/box/Close "), ""},
		{"file where the line leaves it open", "", `{}`, Hint{Line: line("POST ?/trees"), File: "x.Grow.http"}, fmt.Sprint(Filed, " acme/tree/Grow "), ""},
		{"file that the line does not fit", "", `{}`, Hint{Line: line("POST ?/trees"), File: "x.Open.http"}, fmt.Sprint(Unclear, " [acme/tree/Grow] "), ""},
		{"file and the line of another service", "", `{}`, Hint{Line: line("POST /login"), File: "x.Open.http"}, fmt.Sprint(Foreign, "  "), ""},
		{"file before shape", "", `{"Name": 1, "Root": 2}`, Hint{File: "x.Open.json"}, fmt.Sprint(Filed, " acme/box/Open "), ""},
		{"shape", "", `{"Name": 1, "Root": 2}`, Hint{File: "x.json"}, fmt.Sprint(Recognised, " acme/tree/Grow "), ""},
	}
	c := catalogue()
	for _, tt := range tests {
		tree, q := new(document.Tree), new(Request)
		if err := jsondoc.ParseComments(tree, []byte(tt.text)); err != nil {
			t.Fatalf("%s: %v", tt.reason, err)
		}
		if err := New(c).For(tt.given, "").Read(tree, 0, tt.hint, q); err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(q.Outcome, " ", q.Operation)
		if len(q.Candidates) > 0 {
			got += fmt.Sprint(q.Candidates)
		}
		if got += " " + q.Overruled.Text; q.Overruled.By == Named && q.Overruled.Text == "" {
			got += "not named"
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.reason, got, tt.want)
		}
		if why := q.Reason(); (why == "") != isWrong(q) || tt.why != "" && why != tt.why {
			t.Errorf("%s: reason %q, want %q", tt.reason, why, tt.why)
		}
	}
}

// The member that names a schema is known, so that nobody takes it for a parameter.
func TestSchemaMember(t *testing.T) {
	tests := []struct{ text, want string }{
		{`{"$schema": "acme/box/Open.schema.json"}`, "/$schema"},
		{`{"body": {"$schema": "acme/box/Open.schema.json"}}`, "/body/$schema"},
		{`{"$schema": "acme/box/Open.request.schema.json", "body": {"$schema": "acme/box/Open.schema.json"}}`, "/body/$schema"},
		{`{"$schema": "x"}`, ""},
	}
	for _, given := range []string{"", "acme/box/Open"} {
		for _, tt := range tests {
			tree, q := read(t, New(catalogue()).For(given, ""), tt.text)
			got := ""
			if q.Schema != document.None {
				got = tree.Pointer(q.Schema)
			}
			if got != tt.want {
				t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
			}
		}
	}
}

// isWrong tells that what names the operation is not understood.
func isWrong(q *Request) bool { return q.Outcome == Misnamed || q.Outcome == Malformed }

// What the caller assumes counts where the document names nothing itself.
func TestAssumed(t *testing.T) {
	tests := []struct {
		reason, text string
		hint         Hint
		want         string
	}{
		{"nothing else", `{}`, Hint{}, fmt.Sprint(Assumed, " acme/box/Open ")},
		{"before the file", `{}`, Hint{File: "x.Close.json"}, fmt.Sprint(Assumed, " acme/box/Open ")},
		{"before the shape", `{"Name": 1, "Root": 2}`, Hint{}, fmt.Sprint(Assumed, " acme/box/Open ")},
		{"before the line, which is overruled", `{}`, Hint{Line: line("POST /boxes/1/close")}, fmt.Sprint(Assumed, " acme/box/Open acme/box/Close")},
		{"after a comment", `{}`, Hint{Directive: "operation=Grow"}, fmt.Sprint(Commented, " acme/tree/Grow ")},
		{"after the envelope", `{"operation": "Grow", "body": {}}`, Hint{}, fmt.Sprint(Named, " acme/tree/Grow ")},
		{"after the schema", `{"$schema": "acme/tree/Grow.schema.json"}`, Hint{}, fmt.Sprint(Linked, " acme/tree/Grow ")},
		{"a misspelled name decides nothing", `{}`, Hint{Directive: "operation=Grwo"}, fmt.Sprint(Misnamed, "  ")},
	}
	r := New(catalogue()).For("", "acme/box/Open")
	for _, tt := range tests {
		tree, q := new(document.Tree), new(Request)
		if err := jsondoc.Parse(tree, []byte(tt.text)); err != nil {
			t.Fatal(err)
		}
		if err := r.Read(tree, 0, tt.hint, q); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(q.Outcome, " ", q.Operation, " ", q.Overruled.Operation); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.reason, got, tt.want)
		}
	}
}
