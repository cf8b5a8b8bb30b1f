package cli

import (
	"bytes"
	"errors"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
	"github.com/payloadlint/payloadlint/schemas"
)

// fake finds the words error, warning and info in a text, each the first time.
// A text without the word none is a request.
type fake struct{}

func (fake) Check(name string, text []byte) *rules.FileReport {
	r := &rules.FileReport{Name: name, Text: text, Requests: 1}
	if bytes.Contains(text, []byte("none")) {
		r.Requests, r.Skipped = 0, 1
	}
	for _, s := range []rules.Severity{rules.Error, rules.Warning, rules.Info} {
		if at := bytes.Index(text, []byte(s)); at >= 0 {
			r.Findings = append(r.Findings, rules.Finding{
				File: name, Line: 1, Column: at + 1, EndLine: 1, EndColumn: at + 1 + len(s), Severity: s,
				Rule: "rule", Message: "found", Span: source.Span{Start: at, End: at + len(s)},
			})
		}
	}
	return r
}

// Identify knows the operation of texts without the word none.
func (fake) Identify(name string, text []byte) ([]rules.Identity, error) {
	id := rules.Identity{File: name, Line: 1, Column: 1, Operation: "known", Reason: "it says so", Candidates: []string{}}
	if bytes.Contains(text, []byte("none")) {
		id.Operation, id.Reason, id.Candidates = "", "both fit", []string{"this", "that"}
	}
	return []rules.Identity{id}, nil
}

func (fake) Join(*rules.Pending) *rules.FileReport { return nil }

func (f fake) With(rules.Config) (checker, error) { return f, nil }

func (f fake) Assuming(string, map[string]string) (checker, error) { return f, nil }

// run runs the program with the fake.
func run(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errout bytes.Buffer
	p := &program{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &errout,
		getenv:    func(string) string { return "" },
		now:       time.Now,
		catalogue: spec.Open(schemas.FS),
		newChecker: func(c rules.Config) (checker, error) {
			if c.Operation != "" {
				return nil, errors.New("unknown operation \"" + c.Operation + "\"")
			}
			return fake{}, nil
		},
	}
	code = p.main(args)
	return code, out.String(), errout.String()
}

func TestUsageErrors(t *testing.T) {
	const check, general = "Run 'payloadlint help check' for usage.\n", "Run 'payloadlint help' for usage.\n"
	tests := []struct{ args, want string }{
		{"chek a", `unknown command "chek"; did you mean "check"?` + "\n" + general},
		{"comp", `unknown command "comp"; did you mean "completion"?` + "\n" + general},
		{"co", `unknown command "co"` + "\n" + general},
		{"check -format json a", `unknown flag "-format"; did you mean "--format"?` + "\n" + check},
		{"check -f json a", `unknown flag "-f"` + "\n" + check},
		{"check --place deny a", `unknown flag "--place"; did you mean "--placeholders"?` + "\n" + check},
		{"check --color al a", `--color: unknown value "al"; did you mean "always"?` + "\n" + check},
		{"frobnicate", `unknown command "frobnicate"` + "\n" + general},
		{"request.json", `unknown command "request.json"; to check a file: payloadlint check request.json` + "\n" + general},
		{"\x1b[2J", `unknown command "\x1b[2J"` + "\n" + general},
		{"--hepl", `unknown flag "--hepl"; did you mean "--help"?` + "\n" + general},
		{"-x", `unknown flag "-x"` + "\n" + general},
		{"help chekc", `unknown command "chekc"; did you mean "check"?` + "\n" + general},
		{"help check schema", "help explains one command at a time\nRun 'payloadlint help help' for usage.\n"},
		{"check", "check needs at least one file or directory\n" + check},
		{"check --formt json a", `unknown flag "--formt"; did you mean "--format"?` + "\n" + check},
		{"check -f json a", `unknown flag "-f"` + "\n" + check},
		{"check ---a", "bad flag syntax: ---a\n" + check},
		{"check --format", "--format needs a value\n" + check},
		{"check --format jsn a", `--format: unknown value "jsn"; did you mean "json"?` + "\n" + check},
		{"check --format xml a", `--format: unknown value "xml"; it takes ` + strings.Join(formatNames(), ", ") + "\n" + check},
		{"check --fail-on warn a", `--fail-on: unknown value "warn"; did you mean "warning"?` + "\n" + check},
		{"check --color=on a", `--color: unknown value "on"; it takes auto, always, never` + "\n" + check},
		{"check --max-size 1x a", `--max-size: "1x" is not a size; write a whole number of bytes, or one with a unit, as in 64MiB` + "\n" + check},
		{"check --max-size 2GiB a", "--max-size: 2GiB is out of range; it takes 1 to 1GiB\n" + check},
		{"check --var", "--var needs a value\n" + check},
		{"check --var s3cr3t a", "--var: expected NAME=VALUE, found no =\n" + check},
		{"check --var =s3cr3t a", "--var: expected NAME=VALUE, found no name before the =\n" + check},
		{"check --var ${A}=s3cr3t a", "--var: expected NAME=VALUE; write the name alone, without the marks that a placeholder has around it\n" + check},
		{"check -var=A=s3cr3t a", `unknown flag "-v"` + "\n" + check},
		{"check --vra=A=s3cr3t a", `unknown flag "--vra"; did you mean "--var"?` + "\n" + check},
		{"check --placeholders forbid a", `--placeholders: unknown value "forbid"; it takes allow, deny` + "\n" + check},
		{"check --quota Op.Count a", `--quota: "Op.Count" is no quota, expected OPERATION.NAME=VALUE` + "\n" + check},
		{"check @", "@ needs the name of a list of files: @FILE, or @- for standard input\n" + check},
		{"check - @-", "standard input cannot be both a request (-) and a list of files (@-)\n" + check},
		{"check --exclude [a b", `--exclude: "[a" is no pattern: a bracket or a brace has no partner, or a backslash is the last character` + "\n" + check},
		{"check --exclude= b", `--exclude: "" matches no file; write a pattern such as vendor or 'old/**/*.json'` + "\n" + check},
		{"check --staged --changed", "--staged and --changed select different files; give one of them\n" + check},
		{"check --staged -", "--staged looks at the files of a repository; standard input (-) is none of them\n" + check},
		{"check --config a.yaml --no-config b", "--config and --no-config exclude each other; give one of them\n" + check},
		{"check --changed= b", "--changed: its value is empty; leave the flag out, or give it one\n" + check},
		{"check @missing.txt a", "@missing.txt: no such file; @ stands before a list of files, and a file of that name is ./@missing.txt\n"},
		{"check --env-file= a", "--env-file: the file name is empty\n"},
		{"check --env-file missing.env a", "missing.env: no such file\n"},
		{"which", "which needs at least one file or directory\nRun 'payloadlint help which' for usage.\n"},
		{"check --operation x a", "unknown operation \"x\"\n"},
		{"schema", "schema takes one operation; 'payloadlint operations' lists them\nRun 'payloadlint help schema' for usage.\n"},
		{"schema --request=maybe a", `--request: "maybe" is not a value for it; it takes true or false, or nothing` + "\nRun 'payloadlint help schema' for usage.\n"},
		{"operations x", `operations takes no operands, but "x" was given` + "\nRun 'payloadlint help operations' for usage.\n"},
		{"version x", `version takes no operands, but "x" was given` + "\nRun 'payloadlint help version' for usage.\n"},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			code, stdout, stderr := run(t, "", strings.Split(test.args, " ")...)
			if code != ExitFailure || stdout != "" || stderr != "payloadlint: "+test.want {
				t.Errorf("exit %d, stdout %q, stderr\n%s", code, stdout, stderr)
			}
		})
	}
	if code, stdout, stderr := run(t, ""); code != ExitFailure || stdout != "" || stderr != usage() {
		t.Errorf("without arguments: exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if code, _, stderr := run(t, "", "check", ""); code != ExitFailure || !strings.Contains(stderr, "a file name is empty") {
		t.Errorf("empty name: exit %d, stderr %q", code, stderr)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range []string{"-h", "--help", "help"} {
		if code, stdout, stderr := run(t, "", args); code != ExitOK || stdout != usage() || stderr != "" {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
	for _, c := range commands() {
		_, want, _ := run(t, "", "help", c.name)
		if !strings.Contains(want, "payloadlint "+c.name+" [flags]") {
			t.Errorf("help %s: %q", c.name, want)
		}
		for _, flag := range []string{"-h", "--help"} {
			if code, stdout, stderr := run(t, "", c.name, flag); code != ExitOK || stdout != want || stderr != "" {
				t.Errorf("%s %s: exit %d, stdout %q, stderr %q", c.name, flag, code, stdout, stderr)
			}
		}
	}
}

func TestExitCodes(t *testing.T) {
	tests := []struct {
		text string
		want map[string]int // by --fail-on
	}{
		{"fine", map[string]int{"error": 0, "warning": 0, "info": 0, "never": 0}},
		{"info", map[string]int{"error": 0, "warning": 0, "info": 1, "never": 0}},
		{"warning", map[string]int{"error": 0, "warning": 1, "info": 1, "never": 0}},
		{"error", map[string]int{"error": 1, "warning": 1, "info": 1, "never": 0}},
		{"none", map[string]int{"error": 2, "warning": 2, "info": 2, "never": 2}},
		{"none, but an error", map[string]int{"error": 1, "warning": 1, "info": 1, "never": 0}},
	}
	for _, test := range tests {
		for failOn, want := range test.want {
			if code, _, _ := run(t, test.text, "check", "--fail-on", failOn, "-"); code != want {
				t.Errorf("%q with --fail-on %s: exit %d, want %d", test.text, failOn, code, want)
			}
		}
	}
	code, stdout, stderr := run(t, "none", "check", "-")
	want := "payloadlint: nothing was checked: no request was found\n1 file, 0 requests (1 skipped): 0 errors, 0 warnings\n"
	if code != ExitFailure || stdout != "" || stderr != want {
		t.Errorf("nothing checked: exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

func TestColoured(t *testing.T) {
	tests := []struct {
		mode, noColor, forceColor string
		want                      bool
	}{
		{"auto", "", "", false}, // a buffer is no terminal
		{"auto", "", "1", true},
		{"auto", "", "0", false},
		{"auto", "", "false", false},
		{"always", "", "0", true},
		{"auto", "1", "1", false},
		{"auto", "1", "", false},
		{"always", "1", "", true},
		{"never", "", "1", false},
	}
	for _, test := range tests {
		env := map[string]string{"NO_COLOR": test.noColor, "FORCE_COLOR": test.forceColor}
		p := &program{stdout: new(bytes.Buffer), getenv: func(name string) string { return env[name] }}
		if got := p.coloured(test.mode); got != test.want {
			t.Errorf("%+v: got %v", test, got)
		}
	}
}

// failing is an output that takes nothing.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestOutputErrors(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{syscall.EPIPE, ""}, // whoever reads has seen enough
		{errors.New("no space left"), "payloadlint: cannot write the output: no space left\n"},
	}
	for _, test := range tests {
		for _, args := range []string{"help", "check -", "check --format json -"} {
			var stderr bytes.Buffer
			p := &program{
				stdin: strings.NewReader("error"), stdout: failing{test.err}, stderr: &stderr,
				getenv:     func(string) string { return "" },
				newChecker: func(rules.Config) (checker, error) { return fake{}, nil },
				now:        time.Now,
			}
			if code := p.main(strings.Split(args, " ")); code != ExitFailure || stderr.String() != test.want {
				t.Errorf("%s: exit %d, stderr %q, want %q", args, code, stderr.String(), test.want)
			}
		}
	}
}
