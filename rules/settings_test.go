package rules

import (
	"strings"
	"testing"
)

func TestSettings(t *testing.T) {
	const wrongType, unknown = "wrong-type", "unknown-parameter"
	tests := []struct {
		reason     string
		severities Severities
		text, want string
	}{
		{"none", nil, `{"Name": 5, "Nmae": 5}`, "error wrong-type, warning unknown-parameter"},
		{"a rule", Severities{{Rule: unknown, Severity: Error}}, `{"Name": 5, "Nmae": 5}`, "error wrong-type, error unknown-parameter"},
		{"off", Severities{{Rule: wrongType, Severity: Off}}, `{"Name": 5, "Nmae": 5}`, "warning unknown-parameter"},
		{"an operation", Severities{{Operation: "acme/box/Create", Severity: Info}}, `{"Name": 5, "Nmae": 5}`, "info wrong-type, info unknown-parameter"},
		{"another operation", Severities{{Operation: "acme/tree/Grow", Severity: Info}}, `{"Name": 5}`, "error wrong-type"},
		{"a constraint", Severities{{Constraint: "acme/box/Create/Name/type", Severity: Warning}}, `{"Name": 5}`, "warning wrong-type"},
		{"the last counts", Severities{{Rule: wrongType, Severity: Off}, {Constraint: "acme/box/Create/Name/type", Severity: Info}}, `{"Name": 5}`, "info wrong-type"},
		{"all that is given", Severities{{Rule: unknown, Constraint: "acme/box/Create/Name/type", Severity: Off}}, `{"Name": 5}`, "error wrong-type"},
		{"what is inferred is never an error", Severities{{Rule: "literal-secret", Severity: Error}}, `{"Name": "a", "AccessKeySecret": "Zq7Marker12"}`,
			"warning unknown-parameter, warning literal-secret"},
	}
	l := fixture(t, "Create")
	for _, tt := range tests {
		with, err := l.With(Config{Operation: "Create", Severities: tt.severities})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		r := with.Check("b.json", []byte(tt.text))
		for _, f := range r.Findings {
			got = append(got, string(f.Severity)+" "+f.Rule)
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.reason, s, tt.want)
		}
		if all := len(l.Check("b.json", []byte(tt.text)).Findings); len(r.Findings)+r.Off != all {
			t.Errorf("%s: %d findings and %d that are off, want %d", tt.reason, len(r.Findings), r.Off, all)
		}
	}
	for _, wrong := range []Config{
		{Severities: Severities{{Severity: "loud"}}}, {Assume: "Craete"}, {Known: []KnownValues{{Operation: "Craete"}}}, {Known: []KnownValues{{Operation: "Create"}}},
	} {
		if _, err := l.With(wrong); err == nil {
			t.Errorf("%+v is taken", wrong)
		}
	}
}

// Values that the user knows are as good as the documented ones, and are offered.
func TestKnownValues(t *testing.T) {
	l, err := fixture(t, "").With(Config{Operation: "Create", Known: []KnownValues{{"Create", "Kind", []string{"medium", "huge"}}}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		`{"Name": "a", "Kind": "huge"}`:   "",
		`{"Name": "a", "Kind": "small"}`:  "",
		`{"Name": "a", "Kind": "mediun"}`: `your configuration adds medium, huge; did you mean "medium"?`,
		`{"Name": "a", "Kind": 5}`:        "wrong-type",
	} {
		got := placed(l.Check("b.json", []byte(text)))
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
