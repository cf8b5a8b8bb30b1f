package config

import (
	"testing"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// misnamed are texts with severities, constraints and parameters that are not
// quite right.
func misnamed() []mistakenCase {
	const operation = "alibabacloud/batchcompute/CreateCluster"
	return []mistakenCase{
		{"off as YAML 1.1 had it", "rules: {out-of-range: false, literal-secret: true}\n", []string{
			`1:23: "out-of-range" is false, expected off, info, warning or error; did you mean off?`,
			`1:46: "literal-secret" is true, expected off, info, warning or error`,
		}},
		{"off as YAML 1.1 had it, within operations", "rules: {CreateCluster: {'*': false}}\n", []string{
			`1:30: "*" is false, expected off, info, warning or error; did you mean off?`,
		}},
		{"other types of severity", "rules: {out-of-range: 3, literal-secret: [off], wrong-type: }\n", []string{
			`1:23: "out-of-range" is 3, expected off, info, warning or error`,
			`1:42: "literal-secret" is a list, expected off, info, warning or error`,
			`1:49: "wrong-type" has no value, expected off, info, warning or error; write it, or remove the key`,
		}},
		{"false for another word", "placeholders: false\n", []string{
			`1:15: "placeholders" is false, expected allow or deny`,
		}},
		{"a misspelled constraint without operation", "rules: {Name/patern: warning}\n", []string{
			`1:9: "Name/patern" is no constraint, and the operation is missing in front; did you mean CreateCluster/Name/pattern?`,
		}},
		{"a constraint of several operations", "rules: {EcsInstanceCount/range: warning}\nignore: [{file: a, reason: b, constraint: EcsInstanceCount/range}]\n", []string{
			`1:9: "EcsInstanceCount/range" is short for several constraints: CreateResource/EcsInstanceCount/range or CreateResourceInstances/EcsInstanceCount/range; write one of them`,
			`2:43: "EcsInstanceCount/range" is short for several constraints: CreateResource/EcsInstanceCount/range or CreateResourceInstances/EcsInstanceCount/range; write one of them`,
		}},
		{"a member's own name in a constraint", "rules: {CreateCluster/Groups.workers.DesiredVMCount/range: info, Groups.workers.DesiredVMCount/range: info}\n", []string{
			`1:9: ` + operation + ` has no constraint "Groups.workers.DesiredVMCount/range"; did you mean "Groups.{key}.DesiredVMCount/range"?`,
			`1:66: "Groups.workers.DesiredVMCount/range" is no constraint, and the operation is missing in front; did you mean CreateCluster/Groups.{key}.DesiredVMCount/range?`,
		}},
		{"a member's own name within operations", "rules: {CreateCluster: {Groups.workers.DesiredVMCount/range: info}}\n", []string{
			`1:25: "Groups.workers.DesiredVMCount/range" is neither a rule nor a constraint of ` + operation + `; did you mean "Groups.{key}.DesiredVMCount/range"?`,
		}},
		{"a glob that looks like a constraint", "rules: {'{a,b}/c': warning}\n", []string{
			`1:9: "{a,b}/c" matches no operation; * stands for anything but a slash, ** for any number of parts, as in provider/service/*`,
		}},
		{"an error that the page does not know of", "rules: {Configs.Disks.SystemDisk.Size/usual: error}\n", []string{
			`1:46: ` + operation + `/Configs.Disks.SystemDisk.Size/usual is from another public source than the operation's own page, so it is never an error; write warning here, and 'fail-on: warning' to fail for it`,
		}},
		{"members' own names in parameters", "known-values: {CreateCluster: {Groups.g.ResourceType: a, 'Notification.Topic.Events[0]': a}}\n", []string{
			`1:32: ` + operation + ` has no parameter "Groups.g.ResourceType"; did you mean "Groups.{key}.ResourceType"?`,
			`1:58: ` + operation + ` has no parameter "Notification.Topic.Events[0]"; did you mean "Notification.Topic.Events[]"?`,
		}},
		{"values where none are listed", "known-values: {CreateCluster: {Description: a, Notification.Topic.Events: b, 'Notification.Topic.Events[]': c}}\n", []string{
			`1:32: ` + operation + ` has no list of values for Description that could be added to; remove the key`,
			`1:48: the values of Notification.Topic.Events are those of its items; write "Notification.Topic.Events[]"`,
		}},
	}
}

// A constraint goes by any end of its id that is its own.
func TestShortConstraints(t *testing.T) {
	const text = `
rules:
  Groups.{key}.DesiredVMCount/range: warning
ignore:
  - {file: a, reason: b, constraint: Name/pattern}
  - {file: a, reason: b, constraint: CreateCluster/Name/pattern}
`
	s, mistakes := load(spec.Open(schemas.FS), "/c.yaml", []byte(text))
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	const operation = "alibabacloud/batchcompute/CreateCluster"
	if got := s.Severities[0].Constraint; got != operation+"/Groups.{key}.DesiredVMCount/range" {
		t.Errorf("the severity is of %q", got)
	}
	for _, g := range s.Ignores {
		if g.Constraint != operation+"/Name/pattern" {
			t.Errorf("%q is ignored", g.Constraint)
		}
	}
}

func TestMisnamedFiles(t *testing.T) {
	f := tree(t, map[string]string{
		"/repo/.git/HEAD":           "",
		"/repo/.payloadlint.yml":    "fail-on: never\n",
		"/repo/a/.payloadlint.yaml": "fail-on: info\n",
		"/repo/a/.payloadlint.json": "{}\n",
	})
	_, err := f.Of("/repo/a/b")
	const want = "/repo/a/.payloadlint.json: is not read: a configuration file is called .payloadlint.yaml; move what it says there, and remove it\n" +
		"/repo/.payloadlint.yml: is not read: a configuration file is called .payloadlint.yaml; rename it"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if len(f.Mistakes()) != 2 {
		t.Errorf("got %v", f.Mistakes())
	}
	if _, err = f.Of("/repo/c"); err == nil {
		t.Error("nothing is said of the file in the directory above")
	}
}
