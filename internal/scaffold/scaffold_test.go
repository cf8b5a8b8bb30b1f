package scaffold_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/scaffold"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/internal/spectest"
	"github.com/payloadlint/payloadlint/rules"
)

// A request with all parameters has each that is documented, or says that it is
// left out. The comments of the http form name all that there is.
func TestAllIsAll(t *testing.T) {
	for _, op := range spectest.Operations(t) {
		text, err := scaffold.New(op, scaffold.HTTP, true)
		if err != nil {
			t.Fatal(err)
		}
		_, named, _ := strings.Cut(string(text), "# Left out:\n")
		for _, p := range op.Parameters() {
			inside := false // a container is left out when all in it is
			for name := p.Name; name != "" && !inside; name = name[:max(0, strings.LastIndexAny(name, ".["))] {
				inside = strings.Contains(named, "# - "+name+": ") || strings.Contains(named, "# - "+name+" (")
			}
			if !inside && !strings.Contains(named, "# - "+p.Name+".") {
				t.Errorf("%s: nothing is said of %s %s", op.ID, p.In, p.Name)
			}
		}
	}
}

// A secret is always a placeholder, and so is an idempotency token, which no two
// requests may share.
func TestNoSecrets(t *testing.T) {
	checked := 0
	for _, op := range spectest.Operations(t) {
		text, err := scaffold.New(op, scaffold.HTTP, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range op.Parameters() {
			if !p.Secret && !p.Token {
				continue
			}
			checked++
			for _, example := range p.Examples {
				if strings.Contains(string(text), strings.Trim(example, `"`)) {
					t.Errorf("%s: the example of %s is in the request", op.ID, p.Name)
				}
			}
			if name := strings.ReplaceAll(spec.LastName(p.Name), "-", "_"); !strings.Contains(string(text), "{{"+name+"}}") {
				t.Errorf("%s: %s is no placeholder", op.ID, p.Name)
			}
		}
	}
	if checked == 0 {
		t.Error("no operation has a secret or a token")
	}
}

// An operation that has no examples: all that has no documented value is a
// placeholder with the name of the parameter, also the member of a map. What a
// condition excludes is left out.
func TestWithoutExamples(t *testing.T) {
	op, err := spec.Open(os.DirFS("../../rules/testdata/schemas")).Operation("acme/box/Create")
	if err != nil {
		t.Fatal(err)
	}
	text, err := scaffold.New(op, scaffold.JSON, true)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	for name, want := range map[string]any{
		"Name": "${Name}", "Kind": "small", "Size": 5.0, "Price": "${Price}", "Flag": false, "Step": nil,
		"Tags":  map[string]any{"name": "${Tags}"},
		"Parts": []any{map[string]any{"Id": "${Id}", "Depth": "${Depth}", "Pin": "${Pin}"}},
	} {
		if diff := cmp.Diff(want, got[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	text, err = scaffold.New(op, scaffold.YAML, false)
	if err != nil {
		t.Fatal(err)
	}
	if want := "\n# Required; a string; 1 to 8 characters; lower-case letters only.\nName: \"${Name}\"\n"; !strings.HasSuffix(string(text), want) {
		t.Errorf("got\n%s\nwithout%s", text, want)
	}
}

// Lines of comments are no wider than they should be.
func TestCommentWidth(t *testing.T) {
	for _, op := range spectest.Operations(t) {
		for _, form := range []scaffold.Form{scaffold.YAML, scaffold.HTTP} {
			text, err := scaffold.New(op, form, true)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(text)) {
				if strings.HasPrefix(strings.TrimSpace(line), "#") && len(line) > 101 {
					t.Errorf("%s, %s: %d characters: %s", op.ID, form, len(line), line)
				}
			}
		}
	}
}

// Of each operation, in each form, with the required parameters and with all:
// the check finds nothing in it, and knows which operation it calls.
func TestPasses(t *testing.T) {
	linter, err := rules.New(rules.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range spectest.Operations(t) {
		short := op.ID[strings.LastIndexByte(op.ID, '/')+1:]
		for _, form := range []scaffold.Form{scaffold.JSON, scaffold.YAML, scaffold.HTTP} {
			for _, all := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%s/all=%v", short, form, all), func(t *testing.T) {
					text, err := scaffold.New(op, form, all)
					if err != nil {
						t.Fatal(err)
					}
					file := "request." + string(form)
					if form == scaffold.JSON { // has no comment to say it
						file = "request." + short + ".json"
					}
					r := linter.Check(file, text)
					for _, f := range r.Findings {
						t.Errorf("%d:%d: %s %s [%s] %s", f.Line, f.Column, f.Message, f.Detail, f.Rule, f.Constraint)
					}
					if r.Err != nil || r.Requests != 1 {
						t.Errorf("%d requests, error %v", r.Requests, r.Err)
					}
					found, err := linter.Identify(file, text)
					if err != nil || len(found) != 1 || found[0].Operation != op.ID {
						t.Errorf("it calls %+v, %v", found, err)
					}
					if t.Failed() || testing.Verbose() {
						t.Logf("%s", text)
					}
				})
			}
		}
	}
}
