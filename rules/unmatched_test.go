package rules

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// What is said of which operation a request is for, by the form of the file.
func TestNaming(t *testing.T) {
	const (
		inJSON  = `name one with --operation, with "operation" in an envelope, or in the file's name, as in NAME.OPERATION.json`
		inLines = `name one with --operation, with "operation" in an envelope, or in the file's name, as in NAME.OPERATION.ndjson`
		inYAML  = `name one with --operation, with "operation" in an envelope, in the file's name, as in NAME.OPERATION.yaml, ` +
			"or in a comment above: # payloadlint: operation=ID"
		inJSONC = `name one with --operation, with "operation" in an envelope, in the file's name, as in NAME.OPERATION.jsonc, ` +
			"or in a comment above: // payloadlint: operation=ID"
		inHTTP = "name one with --operation or in a comment above: # payloadlint: operation=ID"
	)
	tests := []struct{ reason, file, text, want string }{
		{"misnamed in a comment", "b.yaml", "# payloadlint: operation=Craete\nName: a\n",
			`1:26 unmatched-file: the operation "Craete" is not known (did you mean acme/box/Create?)`},
		{"malformed", "b.jsonc", "// payloadlint: oparation=Create\n{}",
			`1:17 unmatched-file: the directive "oparation=Create" is not understood (write payloadlint: operation=ID; payloadlint operations lists those that are known)`},
		{"nothing but the word", "b.yaml", "# payloadlint:\nName: a\n",
			`1:15 unmatched-file: the directive "" is not understood (write payloadlint: operation=ID; payloadlint operations lists those that are known)`},
		{"about findings", "b.yaml", "# payloadlint: ignored\nName: a\nPrice: 2\n",
			"1:3 invalid-suppression: this comment is not understood (write payloadlint:ignore RULE -- REASON)"},
		{"YAML", "b.yaml", "Leaves: 1\n",
			"1:1 unmatched-file: no operation fits this file (the closest, acme/tree/Grow, documents the body's one name, which is too little to tell; " + inYAML + ")"},
		{"JSON with comments", "b.jsonc", "{} // nothing", "1:1 unmatched-file: no operation fits this file (the body has no names to tell it by; " + inJSONC + ")"},
		{"several requests", "b.ndjson", "{}\n{\"Name\": \"a\", \"Price\": 2}\n",
			"1:1 unmatched-file: no operation fits this request (the body has no names to tell it by; " + inLines + ")"},
		{"no body", "b.json", `{"path": {}, "query": {}}`, "1:1 unmatched-file: no operation fits this file (there is no body to tell it by; " + inJSON + ")"},
		{"a placeholder for a body", "b.json", `{"path": {}, "body": "${BODY}"}`,
			"1:1 unmatched-file: no operation fits this file (the body is a placeholder; " + inJSON + ")"},
		{"the name of the file", "x.Create.json", `{"Name": "a"}`, ""},

		{"another service", "b.http", "POST https://a.example/login\n\n###\nPUT https://a.example/trees\n\n{}\n", ""},
		{"a path that is nearly it", "b.http", "### a\nPUT https://a.example/tress\n\n{}\n",
			"2:1 unmatched-file: no operation fits this request (no operation has PUT /tress; the closest is PUT /trees; " + inHTTP + ")"},
		{"no HTTP method, no method, and the method of another", "b.http",
			"PTU https://a.example/trees\n\n{}\n###\nhttps://a.example/boxes\n\n{}\n###\nGET https://a.example/boxes\n\n{}\n",
			"1:1 unmatched-file: no operation fits this request (PTU is no HTTP method; acme/tree/Grow has this path, and its method is PUT; " + inHTTP + ")\n" +
				"5:1 unmatched-file: no operation fits this request (no method is written, which stands for GET; acme/box/Copy has this path, and its method is POST; " + inHTTP + ")"},
		{"no host", "b.http", "POST /boxes/1\n\n{}\n",
			"1:1 unmatched-file: cannot tell whether this is for acme/box/Create (the request line is POST /boxes/{BoxId}, but the host is not known, " +
				"and there are no names in the body to tell it by; " + inHTTP + ")"},
		{"no host, and a body", "b.http", `POST /boxes/1` + "\n\n" + `{"Name": "a", "Price": 2}`, ""},
		{"the end of a path, its parameter in the variable", "b.http", "POST {{box}}\n\n" + `{"Name": "a", "Price": 2, "Zone": "z", "Kind": "small"}`, ""},
		{"the same, and a comment", "b.http", "# payloadlint: operation=Create\nPOST {{box}}\n\n" + `{"Name": "a"}`, ""},
		{"no host, and a comment", "b.http", "# payloadlint: operation=Create\nPOST /boxes/1\n\n" + `{"Name": "a"}`, ""},
		{"no host, and the name of the file", "b.Create.http", "POST /boxes/1\n\n" + `{"Name": "a"}`, ""},

		{"a number for the operation", "b.json", `{"operation": 5, "body": {"Name": "a", "Price": 2}}`,
			"1:15 unmatched-file: operation is a number, expected a string with the id of an operation (payloadlint operations lists those that are known)"},
		{"a list for the body", "b.json", `{"operation": "Create", "body": [{}]}`, "1:33 invalid-body: The body must be an object. (found a list; remove the brackets)"},
		{"null for the body", "b.json", `{"query": {}, "body": null}`, "1:23 invalid-body: the request body is null, expected an object"},
		{"a placeholder without quotes for a body", "b.http", "POST https://box.example/boxes/1\n\n{{body}}\n", ""},
	}
	l := fixture(t, "")
	for _, tt := range tests {
		r := l.Check(tt.file, []byte(tt.text))
		if got := placed(r); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.text, got, tt.want)
		}
	}
}

// What names an operation wrongly is told in the same words by Identify.
func TestReasons(t *testing.T) {
	tests := []struct{ text, reason, candidates string }{
		{`{"operation": "Craete", "body": {}}`, `the operation "Craete" is not known; did you mean acme/box/Create?`, "acme/box/Create"},
		{`{"operation": ["Create"], "body": {}}`,
			`operation is a list, expected a string with the id of an operation; payloadlint operations lists those that are known`, ""},
		{`{"operation": "x\ny", "body": {}}`, `the operation "x\ny" is not known; payloadlint operations lists those that are`, ""},
		{"// payloadlint: operation: Create\n{}",
			`the directive "operation: Create" is not understood; write payloadlint: operation=ID; payloadlint operations lists those that are known`, ""},
		{"// payloadlint: operation=Sail\n{}", `the operation "Sail" is short for several; write one of acme/pond/Sail, acme/sea/Sail`, "acme/pond/Sail acme/sea/Sail"},
		{"// payloadlint: operation=sail\n{}", `the operation "sail" is not known; did you mean acme/pond/Sail or acme/sea/Sail?`, "acme/pond/Sail acme/sea/Sail"},
	}
	l, err := newLinter(spec.Open(fstest.MapFS{"catalogue.json": {Data: []byte(`{
"operations": [
{"id": "acme/box/Create"},
{"id": "acme/pond/Sail"},
{"id": "acme/sea/Sail"}
]
}`)}}), Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		r := l.Check("b.jsonc", []byte(tt.text))
		if len(r.Findings) != 1 || r.Findings[0].Message+"; "+r.Findings[0].Detail != tt.reason {
			t.Errorf("%s: %s, want %s", tt.text, summary(r), tt.reason)
		}
		known, err := l.Identify("b.jsonc", []byte(tt.text))
		if err != nil || len(known) != 1 || known[0].Reason != tt.reason || strings.Join(known[0].Candidates, " ") != tt.candidates {
			t.Errorf("%s: %+v, %v, want %s", tt.text, known, err, tt.reason)
		}
	}
}

// placed is the summary with the place of each finding.
func placed(r *FileReport) string {
	var lines []string
	for i, line := range strings.Split(summary(r), "\n") {
		if line != "" {
			lines = append(lines, fmt.Sprintf("%d:%d %s", r.Findings[i].Line, r.Findings[i].Column, line))
		}
	}
	return strings.Join(lines, "\n")
}

// What is said of requests that are checked all the same.
func TestRemarks(t *testing.T) {
	const both = "it is checked as acme/box/Create; name the same in both places, or in one only"
	const parts = "the parts are path, query, header, formData, cookie, body"
	tests := []struct{ reason, given, file, text, want string }{
		{"locations by other names", "", "b.json", `{"operation": "Create", "headers": {}, "Body": {"Name": ""}}`,
			`1:25 unknown-parameter: headers is not a part of a request (did you mean header?) [/headers]
1:40 unknown-parameter: Body is not a part of a request (did you mean body?) [/Body]
1:57 invalid-length: Specified parameter Name is not valid. Its length must be in [1, 8]. (found 0 characters) [/Body/Name]`},
		{"a schema of ours", "", "b.json", `{"$schema": "https://x.example/acme/box/Create.schema.json", "Name": "a"}`, ""},
		{"a schema of ours, and given", "Create", "b.json", `{"$schema": "acme/box/Create.schema.json", "Name": "a"}`, ""},
		{"a schema of ours, in an envelope", "", "b.json", `{"$schema": "acme/box/Create.request.schema.json", "body": {"$schema": "acme/box/Create.schema.json", "Name": "a"}}`, ""},
		{"another schema", "Create", "b.json", `{"$schema": "https://x.example/box.schema.json", "Name": "a"}`,
			"1:2 unknown-parameter: $schema is not a documented parameter [/$schema]"},
		{"given and a comment", "Create", "b.yaml", "# payloadlint: operation=Copy\nName: a\n",
			`1:26 unmatched-file: a comment names the operation "Copy", but another one was given (` + both + ") []"},
		{"given and an envelope", "Create", "b.json", `{"operation": "Copy", "body": {"Name": "a"}}`,
			`1:15 unmatched-file: the envelope names the operation "Copy", but another one was given (` + both + ") [/operation]"},
		{"given and a request line", "Create", "b.http", "PUT https://a.example/trees\n\n" + `{"Name": "a"}`,
			"1:1 unmatched-file: the request line is that of the operation acme/tree/Grow, but another one was given (" + both + ") []"},
		{"given and an unknown name", "Create", "b.json", `{"operation": "Paint", "body": {"Name": "a"}}`,
			`1:15 unmatched-file: the envelope names the operation "Paint", but another one was given (` + both + ") [/operation]"},
		{"given and a number", "Create", "b.json", `{"operation": 5, "body": {"Name": "a"}}`,
			"1:15 unmatched-file: operation is a number, expected a string with the id of an operation " +
				"(the request is checked as acme/box/Create; name that, or leave the member out) [/operation]"},
		{"what is no part", "", "b.json", `{"operation": "Create", "note": {"Name": 1}, "a/b": "${X}", "": 1, "body": {"Name": ""}}`,
			`1:25 unknown-parameter: note is not a part of a request (` + parts + `) [/note]
1:46 unknown-parameter: a/b is not a part of a request (` + parts + `) [/a~1b]
1:61 unknown-parameter: "" is not a part of a request (` + parts + `) [/]
1:85 invalid-length: Specified parameter Name is not valid. Its length must be in [1, 8]. (found 0 characters) [/body/Name]`},
		{"what is no part, beside a location", "Create", "b.yaml", "x-common: &x {Name: a}\npath: {BoxId: b}\nbody: *x\n",
			"1:1 unknown-parameter: x-common is not a part of a request (" + parts + ") [/x-common]"},
		{"a comment and an envelope", "", "b.yaml", "# payloadlint: operation=Create\noperation: Copy\nbody: {Name: a}\n",
			`2:12 unmatched-file: the envelope names the operation "Copy", but a comment names another one (` + both + ") [/operation]"},
		{"an envelope and a schema", "", "b.json", `{"operation": "Create", "$schema": "acme/box/Copy.schema.json", "body": {"Name": "a"}}`,
			`1:36 unmatched-file: $schema names the operation acme/box/Copy, but the envelope names another one (` + both + ") [/$schema]"},
		{"a schema and a request line", "", "b.http", "PUT https://a.example/trees\n\n" + `{"$schema": "acme/box/Create.schema.json", "Name": "a"}`,
			`1:1 unmatched-file: the request line is that of the operation acme/tree/Grow, but $schema names another one (` + both + ") []"},
	}
	for _, tt := range tests {
		r := fixture(t, tt.given).Check(tt.file, []byte(tt.text))
		var lines []string
		for i, line := range strings.Split(placed(r), "\n") {
			if line != "" {
				lines = append(lines, line+" ["+r.Findings[i].Pointer+"]")
			}
		}
		if got := strings.Join(lines, "\n"); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.text, got, tt.want)
		}
		for _, f := range r.Findings {
			if f.Rule == unmatchedFile.ID && (f.Severity != Warning || f.Operation != "acme/box/Create") {
				t.Errorf("%s: %s for %s", tt.reason, f.Severity, f.Operation)
			}
		}
		if r.Requests != 1 {
			t.Errorf("%s: %d requests", tt.reason, r.Requests)
		}
	}
}

// A remark shows a line; what is secret there is hidden, though nothing else is
// wrong, and though its location goes by another name.
func TestRemarksHideSecrets(t *testing.T) {
	for _, text := range []string{
		`{"operation": "Create", "headers": "X-Auth-Token: hunter2hunter2", "body": {"Name": "a"}}`,
		`{"operation": "Copy", "body": {"Name": "a", "Password": "hunter2hunter2"}}`,
		`{"operation": "Create", "token": "hunter2hunter2", "body": {"Name": "a"}}`,
		`{"note": "curl -H X-Auth-Token:hunter2hunter2", "body": {"Name": "a"}}`,
		`{"auth": [{"token": "hunter2hunter2"}], "body": {"Name": "a"}}`,
		`{"operation": {"token": "hunter2hunter2"}, "body": {"Name": "a"}}`,
	} {
		r := fixture(t, "Create").Check("b.json", []byte(text))
		if len(r.Findings) == 0 || strings.Contains(visible(t, r), "hunter2") {
			t.Errorf("%s: %s", text, visible(t, r))
		}
	}
}
