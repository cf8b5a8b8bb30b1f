package rules

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// custom is a linter for the fixture's operations with a configuration.
func custom(t *testing.T, c Config) *Linter {
	t.Helper()
	l, err := newLinter(fixture(t, "").catalogue, c)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// What stands in no file is not written out; what stands in one is, wherever
// its reference stands, and is never shown.
func TestSecretsOfVariables(t *testing.T) {
	l := custom(t, Config{Variables: map[string]string{"OUT": "hunter2-outside", "DB_PASSWORD": "hunter2-outside too"}})
	const head = "POST https://box.example.com/boxes/b1\n\n"
	tests := map[string]struct {
		file, text string
		warned     bool
	}{
		"given":                      {"a.http", head + `{"Name": "a", "Password": "{{OUT}}"}`, false},
		"given, in JSON":             {"a.json", `{"Name": "a", "Kind": "small", "Password": "${OUT}"}`, false},
		"given through a variable":   {"a.http", "@p = {{OUT}}\n" + head + `{"Name": "a", "Password": "{{p}}"}`, false},
		"written as a variable":      {"a.http", "@p = hunter2-inside\n" + head + `{"Name": "a", "Password": "{{p}}"}`, true},
		"written out":                {"a.http", head + `{"Name": "a", "Password": "hunter2-inside"}`, true},
		"a header":                   {"a.http", "POST https://box.example.com/boxes/b1\nx-auth-token: hunter2-inside\n\n" + `{"Name": "a"}`, true},
		"yet to be given":            {"a.http", head + `{"Name": "a", "Password": "{{later}}"}`, false},
		"on one line with a typo":    {"a.http", "@p = hunter2-inside\n" + head + `{"Name": "a", "Password": "{{p}}", "Nmae": 1}`, true},
		"a cookie beside a typo":     {"a.http", "POST https://box.example.com/boxes/b1\nCookie: hunter2-inside\n\n" + `{"Name": "a", "Nmae": 1}`, true},
		"a user in the URL":          {"a.http", "POST https://me:hunter2-inside@box.example.com/boxes/b1?RequestToken=too-long\n\n" + `{"Name": "a"}`, false},
		"of a request of no one":     {"a.http", "POST https://me:hunter2-inside@tree.example.com/fruit?token=hunter2-inside\n\n{}", false},
		"also where it is no secret": {"a.json", `{"Name": "a", "Kind": "${OUT}", "Password": "${OUT}", "Size": "${OUT}", "{{OUT}}": 1}`, false},
		"by the variable's name":     {"a.json", `{"Name": "a", "Kind": "${DB_PASSWORD}"}`, false},
		"of a file, elsewhere":       {"a.http", "@p = hunter2-inside\n" + head + `{"Name": "a", "Kind": "{{p}}", "Password": "{{p}}"}`, true},
		"a body in a string":         {"a.json", `{"body": "{\"Name\": 1, \"Password\": \"hunter2-inside\"}"}`, false},
		"cookies":                    {"a.json", `{"cookie": {"sid": "hunter2-inside"}, "body": {"Name": "a", "Kind": "x", "Size": "y"}}`, false},
		"variables alone":            {"a.http", "@p = hunter2-inside\n", false},
		"a user in a value":          {"a.json", `{"Name": "a", "Kind": "ftp://me:hunter2-inside@h/x", "Size": "y"}`, false},
		"a user in a list":           {"a.json", `{"operation": "Create", "body": {"Name": 1, "Zone": ["http://me:hunter2-inside@h"]}}`, false},
		"commented out":              {"a.jsonc", `{"Name": "a", "Kind": "x", "Size": "y" /* was: "Password": "hunter2-inside" */}`, false},
		"commented out, in YAML":     {"a.yaml", "Name: a\nKind: x\nSize: y # Password: hunter2-inside\n", false},
		"commented, not in JSON":     {"a.json", `{"Name": "a", "Kind": "x # y", "Size": "// Password"}`, false},
		"in a string":                {"a.json", `{"Name": "a", "Kind": "dsn password=hunter2-inside", "Size": "y"}`, false},
		"in a string of JSON":        {"a.json", `{"Name": "a", "Kind": "{\"token\": \"hunter2-inside\"}", "Size": "y"}`, false},
		"beside a form":              {"a.http", "POST https://me:hunter2-inside@box.example.com/boxes/b1\nContent-Type: application/x-www-form-urlencoded\n\nName=a&Password=hunter2-inside", false},
		"what names the operation":   {"a.json", `{"operation": "${OUT}", "body": {"Name": "a"}}`, false},
		"the same literal":           {"a.json", `{"Name": "a", "Kind": "hunter2-inside", "Password": "hunter2-inside"}`, true},
		"short words":                {"a.json", `{"Name": "a", "Kind": "x", "Size": "y", "Tags": {"db_pass": "hunter2", "huaweiSk": "hunter2", "DBPASS": "hunter2", "AUTH_HEADER": "hunter2"}}`, false},
		"a signature":                {"a.http", "POST https://box.example.com/boxes/b1?Signature=hunter2-inside&x=1\n\n" + `{"Name": "a"}`, true},
		"in a body that is no JSON":  {"a.http", head + `{"Name": "a", "Password": "hunter2-inside", }`, false},
	}
	for name, tt := range tests {
		r := l.Check(tt.file, []byte(tt.text))
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		if got := summary(r); strings.Contains(got, "literal-secret") != tt.warned || strings.Contains(got, "hunter2") {
			t.Errorf("%s: %s", name, got)
		}
		covered := []byte(tt.text)
		for _, h := range r.Hidden {
			clear(covered[h.Start:h.End])
		}
		for _, f := range r.Findings {
			line := covered[strings.LastIndexByte(tt.text[:f.Span.Start], '\n')+1:]
			line, _, _ = bytes.Cut(line, []byte("\n"))
			if strings.Contains(string(line), "hunter2") {
				t.Errorf("%s: %s shows %q", name, f.Message, line)
			}
		}
	}
}

// What is left of a secret is not shown where its placeholder is reported.
func TestDeniedPlaceholders(t *testing.T) {
	l := custom(t, Config{DenyPlaceholders: true})
	for _, file := range []string{"a.json", "a.yaml"} {
		r := l.Check(file, []byte(`{"Name": "a", "Kind": "small", "Password": "hunter2-${A}"}`))
		if got := summary(r); len(r.Findings) != 1 || strings.Contains(got, "hunter2") || len(r.Hidden) != 1 {
			t.Errorf("%s: %s; hidden %v", file, got, r.Hidden)
		}
	}
}

// A finding on an included body stands in the included file.
func TestIncluded(t *testing.T) {
	files := map[string]string{
		"dir/b.json":   `{"Name": "a", "Nmae": 1}`,
		"dir/var.json": "{\n  \"Name\": \"{{name}}\",\n  \"Password\": \"x\",\n  \"Nmae\": 1\n}",
	}
	l := custom(t, Config{Include: func(path string) ([]byte, error) {
		if text, ok := files[path]; ok {
			return []byte(text), nil
		}
		return nil, errors.New("no such file")
	}, Variables: map[string]string{"SECRET": "hunter2"}})
	const line = "POST https://box.example.com/boxes/b1\n\n"
	r := l.Check("dir/a.http", []byte("@name = n\n"+line+"< ./b.json\n\n###\n"+line+"<@ var.json\n\n###\n"+line+"< none.json\n\n###\n"+line+"< ./b.json\n\n###\n"+line+"< {{SECRET}}.json\n"))
	if r.Err != nil || r.Requests != 5 {
		t.Fatal(r.Err, r.Requests)
	}
	if len(r.Findings) > 0 || len(r.Included) != 2 {
		t.Fatalf("%s; %d included", summary(r), len(r.Included))
	}
	b, v := r.Included[0], r.Included[1]
	if len(b.Findings) != 1 || b.Name != "dir/b.json" || b.Findings[0].File != b.Name || b.Findings[0].Column != 15 || b.Findings[0].Pointer != "/Nmae" {
		t.Errorf("%+v", b.Findings)
	}
	if len(v.Findings) != 3 || v.Findings[2].Line != 4 || string(v.Text) != files["dir/var.json"] || len(v.Hidden) == 0 {
		t.Errorf("%+v, hidden %v", v.Findings, v.Hidden)
	}
	want := Failure{"dir/none.json", "no such file (it is the body on line 14 of dir/a.http)"}
	hidden := Failure{"dir/{{SECRET}}.json", "no such file (it is the body on line 24 of dir/a.http)"}
	if len(r.Failures) != 2 || r.Failures[0] != want || r.Failures[1] != hidden {
		t.Errorf("failures %+v", r.Failures)
	}
}
