package e2e

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// action is action.yml.
type action struct {
	Inputs  map[string]struct{ Description, Default string }
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

// step is one of an action or a workflow.
type step struct {
	Name, ID, If, Uses, Run, Shell string
	Dir                            string `yaml:"working-directory"`
	Env, With                      map[string]string
}

func readYAML(t *testing.T, text string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
}

// runner does what a runner of GitHub does with the steps of a job, as far as
// action.yml and docs/ci.md need it: their scripts are run, the actions of others
// are not.
type runner struct {
	shell
	temp    string            // RUNNER_TEMP
	context map[string]string // what expressions may name, in full
	log     string
	summary string
	failed  bool
	code    int                          // of the last step that failed
	skipped map[string]map[string]string // the actions of others, with what they were given
}

func newRunner(t *testing.T, s shell) *runner {
	r := &runner{shell: s, temp: t.TempDir(), skipped: map[string]map[string]string{}}
	r.context = map[string]string{
		"github.event_name": "push", "github.token": "none", "github.repository": "owner/project",
		"github.event.pull_request.head.repo.full_name": "",
	}
	return r
}

var expression = regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`)

// fill puts in the values of expressions.
func (r *runner) fill(t *testing.T, text string) string {
	return expression.ReplaceAllStringFunc(text, func(m string) string {
		return r.value(t, expression.FindStringSubmatch(m)[1])
	})
}

// value is that of an expression of the few kinds that are in use.
func (r *runner) value(t *testing.T, e string) string {
	truth := map[bool]string{true: "true", false: "false"}
	if left, right, ok := strings.Cut(e, " || "); ok {
		return truth[r.value(t, left) == "true" || r.value(t, right) == "true"]
	}
	if left, right, ok := strings.Cut(e, " && "); ok {
		return truth[r.value(t, left) == "true" && r.value(t, right) == "true"]
	}
	if left, right, ok := strings.Cut(e, " != "); ok {
		return truth[r.value(t, left) != r.value(t, right)]
	}
	if left, right, ok := strings.Cut(e, " == "); ok {
		return truth[r.value(t, left) == r.value(t, right)]
	}
	v, known := r.context[e]
	switch {
	case e == "!cancelled()":
		return "true"
	case len(e) > 1 && e[0] == '\'' && e[len(e)-1] == '\'':
		return e[1 : len(e)-1]
	case strings.HasPrefix(e, "steps."): // empty where a step has not set it
	case !known:
		t.Errorf("nothing tells what %s is", e)
	}
	return v
}

// do runs the steps of a job.
func (r *runner) do(t *testing.T, steps []step) {
	t.Helper()
	for _, s := range steps {
		condition := strings.TrimSpace(s.If)
		if r.failed && !strings.Contains(condition, "cancelled()") || condition != "" && r.fill(t, condition) != "true" {
			continue
		}
		with := map[string]string{}
		for name, v := range s.With {
			with[name] = r.fill(t, v)
		}
		switch {
		case s.Run != "":
			r.script(t, s)
		case strings.HasPrefix(s.Uses, "payloadlint/payloadlint@"):
			r.action(t, with)
		default:
			t.Logf("left out: %s, which needs GitHub", s.Uses)
			r.skipped[s.Uses] = with
		}
	}
}

// action runs action.yml with inputs.
func (r *runner) action(t *testing.T, with map[string]string) {
	t.Helper()
	var a action
	readYAML(t, read(t, "action.yml"), &a)
	for name, in := range a.Inputs {
		r.context["inputs."+name] = in.Default
	}
	for name, v := range with {
		if _, known := a.Inputs[name]; !known {
			t.Errorf("the action has no input %s", name)
		}
		r.context["inputs."+name] = v
	}
	for _, s := range a.Runs.Steps {
		if s.Run != "" && s.Shell != "bash" {
			t.Errorf("the step %q names no shell, as steps of actions must", s.Name)
		}
	}
	r.do(t, a.Runs.Steps)
}

// script runs that of a step, and takes what it leaves in the files for the runner.
func (r *runner) script(t *testing.T, s step) {
	t.Helper()
	if strings.Contains(s.Run, "${{") {
		t.Errorf("an expression stands in the script of %q, where its value would be run", s.Name)
	}
	commands := map[string]string{}
	sh := shell{dir: filepath.Join(r.dir, r.fill(t, s.Dir)), path: r.path}
	sh.env = append(slices.Clone(r.env), "RUNNER_TEMP="+r.temp, "GITHUB_ACTION_PATH="+absolute(t, root), "RUNNER_OS=Linux", "RUNNER_ARCH=X64", "GITHUB_ACTIONS=true")
	for _, name := range []string{"GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"} {
		commands[name] = filepath.Join(t.TempDir(), name)
		write(t, commands[name], "")
		sh.env = append(sh.env, name+"="+commands[name])
	}
	for _, name := range slices.Sorted(maps.Keys(s.Env)) {
		sh.env = append(sh.env, name+"="+r.fill(t, s.Env[name]))
	}
	out, code := sh.run(t, s.Run)
	r.log += out
	if code != 0 {
		r.failed, r.code = true, code
	}
	for name, path := range commands {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		r.take(name, s.ID, string(text))
	}
}

// take reads a file that a step wrote for the runner.
func (r *runner) take(name, id, text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch name {
		case "GITHUB_PATH":
			r.path = append([]string{line}, r.path...)
		case "GITHUB_OUTPUT":
			key, v, _ := strings.Cut(line, "=")
			r.context["steps."+id+".outputs."+key] = v
		}
	}
	if name == "GITHUB_STEP_SUMMARY" {
		r.summary += text
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	abs, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}
