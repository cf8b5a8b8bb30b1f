package rules

import (
	"encoding/json"
	"strings"
	"testing"
)

// marker stands for a secret in texts, code for one in numbers.
const (
	marker = "Zq7Marker"
	code   = "918273645"
)

// visible is all that anybody can show of a report.
func visible(t testing.TB, r *FileReport) string {
	t.Helper()
	text := append([]byte(nil), r.Text...)
	end := 0
	for _, h := range r.Hidden {
		if h.Start < end || h.End <= h.Start || h.End > len(text) {
			t.Fatalf("hidden %v of %d bytes", r.Hidden, len(text))
		}
		end = h.End
		for i := h.Start; i < h.End; i++ {
			text[i] = '*'
		}
	}
	findings, err := json.Marshal(r.Findings)
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + "\n" + string(findings)
}

func TestSecretsStayHidden(t *testing.T) {
	tests := []struct{ reason, file, text, want string }{
		{"a documented secret", "b.json", `{"Name": "a", "Password": "Zq7Marker"}`, "literal-secret"},
		{"not of its form", "b.json", `{"Name": "a", "Password": "Zq7Marker --"}`, "invalid-pattern literal-secret"},
		{"too short", "b.json", `{"Name": "a", "Password": "Zq7Mark"}`, "invalid-length literal-secret"},
		{"a number", "b.json", `{"Name": "a", "Password": 918273645}`, "wrong-type"},
		{"a list", "b.json", `{"Name": "a", "Password": ["Zq7Marker"]}`, "wrong-type"},
		{"an object", "b.json", `{"Name": "a", "Password": {"Zq7Marker": 918273645, "Zq7Marker": 1}}`, "wrong-type duplicate-key"},
		{"in an item", "b.json", `{"Name": "a", "Parts": [{"Id": "x", "Pin": "Zq7Marker"}]}`, "literal-secret"},
		{"of the wrong type in an item", "b.json", `{"Name": "a", "Parts": [{"Id": "x", "Pin": 918273645}]}`, "wrong-type"},
		{"given twice", "b.json", `{"Name": "a", "Password": "Zq7Marker", "Password": "Zq7Marker"}`, "literal-secret duplicate-key literal-secret"},
		{"misspelled", "b.json", `{"Name": "a", "Pasword": "Zq7Marker"}`, "unknown-parameter literal-secret"},
		{"misspelled beyond its words", "b.json", `{"Name": "a", "Passwrod": "Zq7Marker"}`, "unknown-parameter literal-secret"},
		{"a part of its name", "b.json", `{"Name": "a", "Pass": "Zq7Marker"}`, "unknown-parameter"},
		{"a part of its name, beside it", "b.json", `{"Name": "a", "Pass": "Zq7Marker", "Password": "${P}"}`, "unknown-parameter"},
		{"a whole number", "b.json", `{"Name": "a", "Pass": 918273645}`, "unknown-parameter"},
		{"in another style", "b.json", `{"Name": "a", "pass_word": 918273645}`, "unknown-parameter"},
		{"under another object", "b.json", `{"Name": "a", "Disk": {"Pin": "Zq7Marker"}}`, "unknown-parameter literal-secret"},
		{"a name that speaks", "b.json", `{"Name": "a", "AccessKeySecret": "Zq7Marker"}`, "unknown-parameter literal-secret"},
		{"within something unknown", "b.json", `{"Name": "a", "Login": {"user": "x", "password": "Zq7Marker"}}`, "unknown-parameter literal-secret"},
		{"a tag", "b.json", `{"Name": "a", "Tags": {"pwd": "Zq7Marker"}}`, "invalid-length literal-secret"},
		{"a header", "b.json", `{"header": {"x-auth-token": "Zq7Marker"}, "body": {"Name": "a"}}`, "literal-secret"},
		{"a header in a location given twice", "b.json",
			`{"header": {"X-Auth-Token": "Zq7Marker"}, "header": {"X-Auth-Token": "Zq7Marker"}, "body": {"Name": "a"}}`, "duplicate-key literal-secret"},
		{"a list of bodies", "b.json", `[{"Name": "a", "Password": "Zq7Marker"}]`, "invalid-body literal-secret"},
		{"a body in a string", "b.json", `"{\"Password\": \"Zq7Marker\"}"`, "invalid-body"},
		{"a missing colon in YAML", "b.yaml", "Password:Zq7Marker", "invalid-body"},
		{"a value that two names share", "b.yaml", "Name: a\nPassword: &p Zq7Marker\nKind: *p\n", "invalid-value literal-secret"},
		{"a number in YAML", "b.yaml", "Name: a\nPassword: 918273645\n", "wrong-type"},
		{"many lines in YAML", "b.yaml", "Name: a\nPassword: |\n  Zq7Marker\n  Zq7Marker\nold: 1\n", "invalid-pattern literal-secret unknown-parameter"},
		{"an item in YAML", "b.yaml", "Name: a\nParts:\n- Id: x\n  Pin: >-\n    Zq7Marker\n", "literal-secret"},

		{"JSON: cut off", "b.json", `{"Name": "a", "Password": "Zq7Marker`, "invalid-syntax"},
		{"JSON: no comma", "b.json", `{"Password": "Zq7Marker" "Name": 1}`, "invalid-syntax"},
		{"JSON: single quotes", "b.json", `{'Password': 'Zq7Marker'}`, "invalid-syntax"},
		{"JSON: no quotes", "b.json", `{Password: Zq7Marker}`, "invalid-syntax"},
		{"JSON: no end of the name", "b.json", `{"Password: "Zq7Marker", "Name": "a"}`, "invalid-syntax"},
		{"JSON: no start of the value", "b.json", `{"Password": Zq7Marker", "Name": "a"}`, "invalid-syntax"},
		{"JSON: a colon too many", "b.json", `{"Password": "Zq7Marker": "x"}`, "invalid-syntax"},
		{"JSON: a number", "b.json", `{"Password": 918273645x}`, "invalid-syntax"},
		{"JSON: a comment", "b.json", "{\"Name\": 1} // Zq7Marker", "invalid-syntax"},
		{"JSON: a comment in a value's place", "b.json", "{\"Password\": //Zq7Marker\n\"Zq7Marker\", \"Name\": 1}", "invalid-syntax"},
		{"JSON: a comment after a comma", "b.json", "{\"Name\": 1, /* Zq7Marker\n Zq7Marker */ \"Name\": 1}", "invalid-syntax"},
		{"JSON: a comment without an end", "b.json", "{\"Name\": 1, /*Zq7Marker\n \"Zq7Marker\": 1}", "invalid-syntax"},
		{"JSON: a comment of a script", "b.json", "# Zq7Marker: \"Zq7Marker\"\n{}", "invalid-syntax"},
		{"JSON: no comment", "b.json", "{\"Password\": # Zq7Marker, \"Name\": 1}", "invalid-syntax"},
		{"JSON: an escape", "b.json", `{"Password": "\q Zq7Marker"}`, "invalid-syntax"},
		{"JSON: a control character", "b.json", "{\"Password\": \"Zq7\tMarker Zq7Marker\"}", "invalid-syntax"},
		{"YAML: an alias that is none", "b.yaml", "Password: *Zq7Marker\n", "invalid-syntax"},
		{"YAML: a tag that is none", "b.yaml", "Password: !Zq7Marker\n", "invalid-syntax"},
		{"YAML: an open bracket", "b.yaml", "Password: Zq7Marker\nList: [\n", "invalid-syntax"},
		{"YAML: on a line of its own", "b.yaml", "Password:\n  Zq7Marker\nList: [\n", "invalid-syntax"},
		{"YAML: a sentence with a colon", "b.yaml", "Password:\n  Zq7Marker and: more\nList: [\n", "invalid-syntax"},
		{"YAML: two colons", "b.yaml", "Password: Zq7Marker: x\n", "invalid-syntax"},
		{"YAML: an item", "b.yaml", "- Zq7Marker\n- [\n", "invalid-syntax"},
		{"YAML: a comment", "b.yaml", "Name: a # Zq7Marker\n  # Zq7Marker: x\nList: [\n", "invalid-syntax"},
		{"YAML: flow style", "b.yaml", `{"Password": "Zq7Marker", [}`, "invalid-syntax"},
	}
	for _, tt := range tests {
		r := look(t, tt.file, tt.text)
		var rules []string
		for _, f := range r.Findings {
			rules = append(rules, f.Rule)
		}
		if got := strings.Join(rules, " "); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.text, summary(r), tt.want)
		}
		if all := visible(t, r); strings.Contains(all, marker) || strings.Contains(all, code) || strings.Contains(all, marker[:7]) {
			t.Errorf("%s: the secret is shown:\n%s", tt.reason, all)
		}
	}
}

// Of a text that is not well-formed, names and marks can still be read.
func TestBrokenText(t *testing.T) {
	tests := []struct{ file, text, want string }{
		{"b.json", "{ // the box\n  \"Name\": \"a\"}", "{ // *******\n  \"Name\": ***}"},
		{"b.json", "{\"Name\": 1, //the: \"box\"\n}", "{\"Name\": *, //**********\n}"},
		{"b.json", "{/* the box */ \"Name\": 1}", "{/* *********/ \"Name\": *}"},
		{"b.json", "{/* the\n{\"box\": 1", "{/* *************"},
		{"b.json", "# the box\n{\"Name\": 1}", "# *******\n{\"Name\": *}"},
		{"b.json", "#the {\"Name\": 1}", "**** {\"Name\": *}"},
		{"b.json", "{\"Name\": //x\n 1}", "{\"Name\": ***\n *}"},
		{"b.yaml", "# the box\nName: x\n- #y\n[", "# *******\nName: *\n- **\n*"},
	}
	for _, tt := range tests {
		shown, _, _ := strings.Cut(visible(t, look(t, tt.file, tt.text)), "\n[{")
		if shown != tt.want {
			t.Errorf("%q\ngot  %q\nwant %q", tt.text, shown, tt.want)
		}
	}
}

// The same where nobody knows the operation.
func TestSecretsOfUnknownOperations(t *testing.T) {
	l := fixture(t, "")
	for _, text := range []string{
		`{"password": "Zq7Marker"}`,
		`{"operation": "x", "header": {"X-Auth-Token": "Zq7Marker"}, "body": {}}`,
		`{"Zone": "a", "Disk": {"secret": 918273645}}`,
		`[{"apiKey": "Zq7Marker"}]`,
	} {
		r := l.Check("b.json", []byte(text))
		if all := visible(t, r); len(r.Findings) != 1 || strings.Contains(all, marker) || strings.Contains(all, code) {
			t.Errorf("%s: %s", text, all)
		}
	}
}

// What is found in a secret is not said, not even how long it is.
func TestSecretWording(t *testing.T) {
	tests := []struct{ file, text, want string }{
		{"b.json", `{"Name": "a", "Password": "short"}`, "invalid-length: Password is not valid, expected at least 8 characters"},
		{"b.json", `{"Name": "a", "Password": "not a word"}`, "invalid-pattern: Invalid params: [Password is not valid, expected letters and digits only]"},
		{"b.json", `{"Name": "a", "Password": 5}`, "wrong-type: Password is a number, expected a string (quote it)"},
		{"b.yaml", "Name: a\nPassword: 5\n", "wrong-type: Password is a number, expected a string (quote it: YAML reads it as a number)"},
		{"b.yaml", "Name: a\nPassword: true\n", "wrong-type: Password is a boolean, expected a string (quote it: YAML reads it as a boolean)"},
		{"b.json", `{"Name": "a", "Password": null}`, "wrong-type: Password is null, expected a string (leave the parameter out to leave it unset)"},
	}
	for _, tt := range tests {
		first, _, _ := strings.Cut(summary(look(t, tt.file, tt.text)), "\n")
		if first != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, first, tt.want)
		}
	}
}

func TestLiteralSecret(t *testing.T) {
	tests := []struct {
		reason, text string
		want         int
	}{
		{"a literal", `"Password": "abcdefgh"`, 1},
		{"a placeholder", `"Password": "${PASSWORD}"`, 0},
		{"something to fill in", `"Password": "[your password]"`, 0},
		{"a tag that is none", `"Tags": {"pin": "x"}`, 0},
		{"a tag", `"Tags": {"pwd": "x"}`, 1},
		{"a tag to fill in", `"Tags": {"pwd": "[x]"}`, 0},
		{"an empty tag", `"Tags": {"pwd": ""}`, 0},
		{"documented, and no secret", `"ClientToken": "x"`, 0},
		{"documented elsewhere, and no secret", `"Disk": {"client_token": "x"}`, 0},
		{"about a secret only", `"Disk": {"AccessKeyId": "x"}`, 0},
	}
	for _, tt := range tests {
		r := look(t, "b.json", `{"Name": "a", `+tt.text+`}`)
		n := 0
		for _, f := range r.Findings {
			if f.Rule != literalSecret.ID {
				continue
			}
			n++
			if f.Severity != Warning || f.Provenance != "inferred" || f.Operation == "" {
				t.Errorf("%s: %+v", tt.reason, f)
			}
		}
		if n != tt.want {
			t.Errorf("%s: %d literal secrets, want %d: %s", tt.reason, n, tt.want, summary(r))
		}
	}
}

func TestLooksSecret(t *testing.T) {
	tests := []struct {
		name        string
		about, self bool
	}{
		{"AdminPassword", true, true}, {"db_password", true, true}, {"AccessKeyId", true, false}, {"access-key", true, true},
		{"X-Auth-Token", true, true}, {"Credentials", true, false}, {"Name", false, false}, {"Key", false, false}, {"", false, false},
		{"pw", true, false}, {"dbPw", true, false}, {"PIN", true, false}, {"otp_code", true, false}, {"pinned", false, false}, {"Pwned", false, false},
		{strings.Repeat("x", 300), true, false},
	}
	for _, tt := range tests {
		if about, self := looksSecret([]byte(tt.name)), namesSecret([]byte(tt.name)); about != tt.about || self != tt.self {
			t.Errorf("%.20q: looksSecret %t, namesSecret %t", tt.name, about, self)
		}
	}
}

// What hides a secret hides no more than it must: the rest of a line in YAML only
// where nothing else tells the end of it, and never the mere name of a variable.
func TestHidden(t *testing.T) {
	tests := []struct{ reason, file, text, want string }{
		{"a value in quotes, and what stands behind it", "b.yaml", `{Name: a, Password: "Zq7Marker12", Nmae: 5}`, `{Name: a, Password: *************, Nmae: 5}`},
		{"a comment behind it", "b.yaml", "Name: a\nPassword: 'Zq7Marker12' # old one\nNmae: 5\n", "Name: a\nPassword: ************* *********\nNmae: 5\n"},
		{"without quotes", "b.yaml", "Name: a\nPassword: Zq7 Marker12 # old one\nNmae: 5\n", "Name: a\nPassword: **********************\nNmae: 5\n"},
		{"the name of a variable", "b.yaml", "Name: a\nPassword: ${PASSWORD}\nNmae: 5\n", "Name: a\nPassword: ${PASSWORD}\nNmae: 5\n"},
		{"in JSON", "b.json", `{"Name": "a", "Password": "{{ vault.key }}", "Nmae": 5}`, `{"Name": "a", "Password": "{{ vault.key }}", "Nmae": 5}`},
		{"a variable with a default", "b.json", `{"Name": "a", "Password": "${P:-Zq7Marker}", "Nmae": 5}`, `{"Name": "a", "Password": *****************, "Nmae": 5}`},
		{"a word that only looks like a variable", "b.json", `{"Name": "a", "Password": "$Zq7Marker", "Nmae": 5}`, `{"Name": "a", "Password": ************, "Nmae": 5}`},
		{"the same as a name and within others", "b.json", `{"Name": "root:Zq7Marker@", "Password": "Zq7Marker", "Zq7Marker": 5}`,
			`{"Name": "root:*********@", "Password": ***********, ***********: 5}`},
	}
	l := fixture(t, "Create")
	for _, tt := range tests {
		r := l.Check(tt.file, []byte(tt.text))
		got, _, _ := strings.Cut(visible(t, r), "\n[{")
		if got != tt.want || len(r.Findings) == 0 {
			t.Errorf("%s: %d findings\ngot  %s\nwant %s", tt.reason, len(r.Findings), got, tt.want)
		}
	}
}
