package rules

import (
	"strings"
	"testing"
)

// What is said about parts of a file that are no values of a parameter.
func TestPartsOfFiles(t *testing.T) {
	deny := custom(t, Config{DenyPlaceholders: true})
	plain := custom(t, Config{})
	const body = "\n\n{\"Name\": \"a\"}\n"
	tests := map[string]struct {
		linter     *Linter
		file, text string
		want       string
	}{
		"placeholders of the request line": {
			deny, "a.http", "POST https://{{host}}.box.example.com/boxes/{{id}}?RequestToken={{t}}" + body,
			"unresolved-placeholder: the request line still holds \"{{host}}\" (write the value, or give it with --var host=VALUE or --env-file)\n" +
				"unresolved-placeholder: BoxId still holds \"{{id}}\" (write the value, or give it with --var id=VALUE or --env-file)\n" +
				"unresolved-placeholder: RequestToken still holds \"{{t}}\" (write the value, or give it with --var t=VALUE or --env-file)",
		},
		"a form": {
			plain, "a.http", "POST https://box.example.com/boxes/1\nContent-Type: application/x-www-form-urlencoded\n\nName=a\n",
			"invalid-body: the body is application/x-www-form-urlencoded, expected JSON (it was not checked)\n" +
				"unknown-parameter: Content-Type is not a documented header parameter (documented here: X-Auth-Token, X-Trace)",
		},
		"a broken body": {plain, "a.http", "POST https://box.example.com/boxes/1\n\n{,}\n", "invalid-syntax: The body has an invalid format."},
		"a broken file of an operation, by its name": {plain, "x.Create.json", "{,}", "invalid-syntax: The body has an invalid format."},
		"by its comment":                                 {plain, "x.jsonc", "// payloadlint: operation=Create\n{,}", "invalid-syntax: The body has an invalid format."},
		"by a comment in another form":                   {plain, "x.json", "// payloadlint: operation=Create\n{,}", "invalid-syntax: found a comment"},
		"a file without requests":                        {plain, "a.http", "@a = b\n# nothing\n", "unmatched-file: there is no request in this file"},
		"a file of other requests":                       {plain, "a.http", "GET https://example.com/\n", "unmatched-file: no request in this file is for a known operation"},
		"a line that is no JSON beside one that is fine": {plain, "a.Create.ndjson", "{,}\n{\"Name\": \"a\"}\n", "invalid-syntax: The body has an invalid format."},
		"an empty file of lines":                         {plain, "a.ndjson", "\n", "invalid-syntax: found "},
	}
	for name, tt := range tests {
		r := tt.linter.Check(tt.file, []byte(tt.text))
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		if got := summary(r); !strings.HasPrefix(got, tt.want) || len(r.Findings) != strings.Count(tt.want, "\n")+1 {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

// Of a text that is not well-formed, what is no value is shown.
func TestShownOfBroken(t *testing.T) {
	tests := map[string]string{
		"{}\n----------\n{\"a\": secret}": "----------",
		`{"a": ${COUNT}}`:                 `{"a": ${COUNT}}`,
		`{"a": ${COUNT}, "b": secret}`:    `{"a": ${COUNT}, "b": ******}`,
		`{"a": <the count>x}`:             `{"a": <the count>*}`,
		`{"a": $secret}`:                  `{"a": *******}`,
	}
	for text, want := range tests {
		if got := visible(t, look(t, "a.json", text)); !strings.Contains(got, want) || strings.Contains(got, "secret") {
			t.Errorf("%s\nis shown as\n%s\nwant\n%s", text, got, want)
		}
	}
}
