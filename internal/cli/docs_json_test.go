package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestMembersDocumented: docs/json-output.md names each member that a command
// writes as JSON, in the section of the command.
func TestMembersDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/json-output.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"a.json":            `{"EcsInstanceType": "a", "EcsInstanceCount": 0, "ChargeType": "PostPaid"}`,
		".payloadlint.yaml": "fail-on: error\n",
		".git":              "",
	} {
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	sections := map[string]string{}
	for _, s := range strings.Split(string(text), "\n## ") {
		title, rest, _ := strings.Cut(s, "\n")
		sections[title] = rest
	}
	for _, tt := range []struct{ section, command string }{
		{"check --statistics", "check --statistics --operation CreateResourceInstances a.json"},
		{"which", "which a.json"},
		{"rules", "rules"},
		{"operations", "operations"},
		{"coverage", "coverage CreateResourceInstances"},
		{"explain", "explain out-of-range"},
		{"explain", "explain ChargeType"},
		{"config show", "config show"},
	} {
		var stdout, stderr bytes.Buffer
		args := append(strings.Fields(tt.command), "--format", "json")
		if code := Main(args, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" }); code == ExitFailure {
			t.Fatalf("%s: %s", tt.command, stderr.String())
		}
		var document map[string]any
		if err := json.Unmarshal(stdout.Bytes(), &document); err != nil {
			t.Fatalf("%s: %v", tt.command, err)
		}
		delete(document, "version")
		delete(document, "summary") // as in the format of findings
		section, ok := sections[tt.section]
		if !ok {
			t.Errorf("%s has no section", tt.section)
		}
		// What limits have in common with checks stands where the checks are.
		if tt.section == "explain" {
			section += sections["coverage"]
		}
		for name := range members(document, map[string]bool{}) {
			if !strings.Contains(section, "`"+name+"`") {
				t.Errorf("%s: the member %s is not in the section %s", tt.command, name, tt.section)
			}
		}
	}
}

// members are the names of all members, but of those in the configuration that is
// shown and where it stands.
func members(value any, names map[string]bool) map[string]bool {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			names[name] = true
			if name != "config" && name != "origins" {
				members(inner, names)
			}
		}
	case []any:
		for _, inner := range v {
			members(inner, names)
		}
	}
	return names
}
