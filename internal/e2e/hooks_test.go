package e2e

import (
	"regexp"
	"strings"
	"testing"
)

// hook is one of .pre-commit-hooks.yaml.
type hook struct {
	ID, Name, Description, Entry, Language, Files string
	TypesOr                                       []string `yaml:"types_or"`
	PassFilenames                                 *bool    `yaml:"pass_filenames"`
	RequireSerial                                 bool     `yaml:"require_serial"`
}

// TestHooks: each hook has what pre-commit requires, is documented, runs once,
// and leaves out what the configuration excludes where it is given names.
func TestHooks(t *testing.T) {
	var hooks []hook
	readYAML(t, read(t, ".pre-commit-hooks.yaml"), &hooks)
	documented := read(t, "docs/ci.md")
	known := map[string]bool{}
	for _, h := range hooks {
		known[h.ID] = true
		if h.ID == "" || h.Name == "" || h.Description == "" || !strings.HasPrefix(h.Entry, "payloadlint check ") || h.Files == "" || !h.RequireSerial {
			t.Errorf("%+v", h)
		}
		if named := h.PassFilenames == nil; named != strings.Contains(h.Entry, "--force-exclude") {
			t.Errorf("%s: files are named: %v, but the command is %s", h.ID, named, h.Entry)
		}
		if !strings.Contains(documented, "\n| `"+h.ID+"` | ") {
			t.Errorf("docs/ci.md has no row for the hook %s", h.ID)
		}
	}
	for _, name := range []string{"README.md", "docs/ci.md"} {
		for _, m := range regexp.MustCompile(`(?m)^ *- id: (\S+)$`).FindAllStringSubmatch(read(t, name), -1) {
			if !known[m[1]] {
				t.Errorf("%s names the hook %s, which is not there", name, m[1])
			}
		}
	}
}
