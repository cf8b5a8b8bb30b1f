package cli

import (
	"strings"
	"testing"
)

func TestWhich(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.json", "fine")
	write(t, "b\x1b.json", "none")
	tests := []struct {
		args, stdin    string
		exit           int
		stdout, stderr string
	}{
		{"a.json -", "fine", 0, "a.json:1:1: known (it says so)\n<stdin>:1:1: known (it says so)\n", ""},
		{"a.json b\x1b.json", "", 1, "a.json:1:1: known (it says so)\nb<U+001B>.json:1:1: unknown: this or that (both fit)\n", ""},
		{"c.json a.json @-", "b\x1b.json", 2,
			"a.json:1:1: known (it says so)\nb<U+001B>.json:1:1: unknown: this or that (both fit)\n", "payloadlint: c.json: no such file\n"},
		{"--max-size 3 a.json", "", 2, "", "payloadlint: a.json: is larger than 3B; --max-size sets the limit\n"},
		{"@-", "", 2, "", "payloadlint: no request was found\n"},
		{"--operation x a.json", "", 2, "", "payloadlint: unknown operation \"x\"\n"},
		{"--format json @-", "", 2, "{\n  \"version\": 1,\n  \"requests\": [],\n  \"errors\": [\n    {\n" +
			"      \"file\": \"\",\n      \"message\": \"no request was found\"\n    }\n  ]\n}\n", ""},
		{"--format json b\x1b.json", "", 1, `{
  "version": 1,
  "requests": [
    {
      "file": "b\u001b.json",
      "line": 1,
      "column": 1,
      "request": "",
      "operation": "",
      "reason": "both fit",
      "candidates": [
        "this",
        "that"
      ],
      "foreign": false
    }
  ],
  "errors": []
}
`, ""},
	}
	for _, test := range tests {
		code, stdout, stderr := run(t, test.stdin, append([]string{"which"}, strings.Split(test.args, " ")...)...)
		if code != test.exit || stdout != test.stdout || stderr != test.stderr {
			t.Errorf("%s: exit %d, stdout\n%s\nstderr %q", test.args, code, stdout, stderr)
		}
	}
}
