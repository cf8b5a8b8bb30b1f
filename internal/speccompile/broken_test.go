package speccompile

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// mail is the example operation with an edit: old is replaced by text.
func mail(t *testing.T, old, text string) (module string) {
	t.Helper()
	const example = "../../testdata/adding-an-operation/cue"
	module = t.TempDir()
	for _, dir := range []string{"cue.mod", "spec"} {
		if err := os.CopyFS(filepath.Join(module, dir), os.DirFS("../../cue/"+dir)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(module, os.DirFS(example)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(module, "examplecloud", "mail", "mail.cue")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(whole), old) != 1 {
		t.Fatalf("%q does not stand once in %s", old, path)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(whole), old, text, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	return module
}

// What is wrong in the CUE module is said with the place of the mistake.
func TestBrokenModules(t *testing.T) {
	const errors, subject, to = "	errors: [\n", "	Subject!: strings.MaxRunes(78)", "	To!: [...string]"
	quota := func(class, limit, parameter, rule string) string {
		return errors + `{code: "Over", class: "` + class + `", ` + limit + ` raisedBy: [{parameter: "` + parameter + `", rule: "` + rule + `"}]},` + "\n"
	}
	const size = `quota: {name: "Many", measures: "size"},`
	for _, tt := range []struct{ reason, old, text, want string }{
		{"no CUE", subject, "	Subject!: (", `mail.cue:\d+:\d+: expected`},
		{"an unknown package", subject, "	Subject!: strings.MaxRunes(78) & string.MinRunes(1)", `mail.cue:57:\d+: #SendMessage(Body|Fields).Subject: `},
		{"what cannot be compiled", subject, "	Subject!: string | int | strings.MinRunes(2)", `mail.cue:57:\d+: #SendMessage.request.body.Subject: only literals`},
		{"a word that the vocabulary lacks", `severity:   "error"`, `severity: "fatal"`, `mail.cue:28:\d+: `},
		{"a missing word", `severity:   "error"`, ``, `mail.cue:24:\d+: .*severity is missing`},
		{"a condition on nothing", `"SendAt/required"`, `"SendAt.x/required"`, `mail.cue:24:\d+: condition SendAt.x/required: there is no parameter "SendAt.x" in body`},
		{"an example that is illegal", `@example("Hello")`, `@example(3)`, `mail.cue:57:\d+: body.Subject: the example 3 is not legal`},
		{"a row that nothing raises", errors, quota("payload", "", "Subject", "out-of-range"), `mail.cue:44:\d+: error row Over "" is raised by no constraint`},
		{"a row of several requests that nothing raises", errors, quota("files", "", "Subject", "token-mismatch"), `is raised by no constraint`},
		{"a token in a list", to, "	To!: [...{Id?: string @token()}]", `mail.cue:55:\d+: .*Id: @token\(\) is for parameters at the top`},
		{"no quota", errors, quota("quota", "", "To", "quota-exceeded"), `mail.cue:44:\d+: error row Over is of class quota and has no quota`},
		{"a quota that is none", errors, quota("payload", size, "To", "wrong-type"), `error row Over has a quota and is of class payload`},
		{"another rule", errors, quota("quota", size, "To", "invalid-size"), `must be raised by quota-exceeded on one parameter`},
		{"every parameter", errors, quota("quota", size, "*", "quota-exceeded"), `about the parameter "\*", which does not exist`},
		{"an unknown parameter", errors, quota("quota", size, "Too", "quota-exceeded"), `about the parameter "Too", which does not exist`},
		{"an unknown measure", errors, quota("quota", `quota: {name: "Many", measures: "length"},`, "To", "quota-exceeded"), `mail.cue:44:\d+: .*measures`},
		{"no name", errors, quota("quota", `quota: measures: "size",`, "To", "quota-exceeded"), `quota.name`},
		{"the size of a string", errors, quota("quota", size, "Subject", "quota-exceeded"), `"Subject" cannot be measured by "size"`},
		{"the number of a string", errors, quota("quota", `quota: {name: "Many", measures: "number"},`, "Subject", "quota-exceeded"), `cannot be measured by "number"`},
		{"a forbidden list", errors, quota("quota", `quota: {name: "Many", measures: "forbidden"},`, "To", "quota-exceeded"), `cannot be measured by "forbidden"`},
		{"a reply with what no finding has", errors, `	reply: {source: "Errors", body: inner: text: "{code} of {request}"}` + "\n" + errors, `mail.cue:43:\d+: .*a reply can hold {code}, {message} and {status}, but not {request}`},
		{"a reply without a body", errors, `	reply: source: "Errors"` + "\n" + errors, `mail.cue:43:\d+: .*reply: body is missing`},
		{"a statement about nothing", errors, `	server: [{statement: "it is", source: "Errors", parameter: "Too"}]` + "\n" + errors, `mail.cue:43:\d+: .*"Too" in body, which does not exist`},
		{"a statement about another place", errors, `	server: [{statement: "it is", source: "Errors", in: "query", parameter: "To"}]` + "\n" + errors, `"To" in query, which does not exist`},
		{"a statement without a source", errors, `	server: [{statement: "it is"}]` + "\n" + errors, `mail.cue:43:\d+: .*source`},
		{"a statement with more words", errors, `	server: [{statement: "it is", source: "Errors", code: "X"}]` + "\n" + errors, `mail.cue:43:\d+: .*code`},
		{"requests of a parameter", errors, quota("quota", `quota: {name: "Many", measures: "requests"},`, "To", "quota-exceeded"), `its parameter must be "body"`},
		{"one name for two", errors, quota("quota", size, "To", "quota-exceeded") + strings.TrimPrefix(quota("quota", size, "To[]", "quota-exceeded"), errors), `error row Over: "To\[\]" cannot be measured`},
		{"one name for two", errors, quota("quota", size, "To", "quota-exceeded") + strings.TrimPrefix(quota("quota", `quota: {name: "Many", measures: "forbidden"},`, "Mode", "quota-exceeded"), errors), `mail.cue:45:\d+: two error rows have the quota Many`},
	} {
		all, err := Compile(mail(t, tt.old, tt.text))
		if err == nil {
			err = JudgeExamples(all[0])
		}
		if err == nil || !regexp.MustCompile(tt.want).MatchString(err.Error()) {
			t.Errorf("%s: got error %v, want one with %s", tt.reason, err, tt.want)
		}
	}
}

// Every mistake has its own line.
func TestSeveralMistakes(t *testing.T) {
	_, err := Compile(mail(t, "	Subject!: strings.MaxRunes(78)", "	Subject!: strings.MaxRunes(78) & nothing\n	Other!: nowhere\n"))
	if err == nil || strings.Count(err.Error(), "\n") != 1 || strings.Count(err.Error(), "mail.cue:5") != 2 {
		t.Errorf("got %v", err)
	}
}

// What the rows of class files and quota, and the tokens, become.
func TestLimits(t *testing.T) {
	module := mail(t, "	errors: [\n", `	errors: [
		{code: "Used", status: 409, message: "{Parameter} is used.", class: "files", raisedBy: [{parameter: "Key", rule: "token-mismatch"}]},
		{code: "TooMany", class: "quota", quota: {name: "MaxTo", measures: "size"}, raisedBy: [{parameter: "To", rule: "quota-exceeded"}]},
		{code: "TooBusy", class: "quota", quota: {name: "Max.Sent", measures: "requests"}, raisedBy: [{parameter: "body", rule: "quota-exceeded"}]},
		{code: "Bad", class: "quota", quota: {name: "Word", measures: "forbidden"}, raisedBy: [{parameter: "To[]", rule: "quota-exceeded"}]},
		{code: "Later", class: "server"},
`)
	path := filepath.Join(module, "examplecloud", "mail", "keys.cue")
	if err := os.WriteFile(path, []byte("package mail\n\n#SendMessage: request: header: {Key?: string @token(), Other?: string @token()}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	all, err := Compile(module)
	if err != nil {
		t.Fatal(err)
	}
	op := all[0]
	var got []string
	for _, c := range op.Constraints {
		if c.Rule != tokenRule && c.Rule != quotaRule {
			continue
		}
		line := fmt.Sprintf("%s %s %s %d %q %s", strings.TrimPrefix(c.ID, op.Source.ID+"/"), c.In, c.Code, c.Status, c.Message, c.Severity)
		if c.Quota != nil {
			line += fmt.Sprintf(" %s %s", c.Quota.Name, c.Quota.Measures)
		}
		got = append(got, line)
	}
	want := []string{
		`Key/token header Used 409 "Key is used." error`,
		`Other/token header  0 "" error`,
		`To/quota-MaxTo body TooMany 0 "" error MaxTo size`,
		`body/quota-Sent body TooBusy 0 "" error Max.Sent requests`,
		`To[]/quota-Word body Bad 0 "" error Word forbidden`,
		`To/quota-MaxRecipients body TooManyRecipients 403 "No more than {value} recipients are allowed." error MaxRecipients size`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	files, err := Schemas(all)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: text}
	}
	loaded, err := spec.Open(fsys).Operation(op.Source.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"Key", "Other"} {
		token := loaded.Tokens[i]
		if c := loaded.TokenConstraint(token); token.In != "header" || token.Name != name || c.ID != op.Source.ID+"/"+name+"/token" {
			t.Errorf("token %+v leads to %s", token, c.ID)
		}
	}
}
