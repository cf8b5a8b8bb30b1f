// Package house holds the tests of what the code as a whole must keep to: which
// package may import which, what the payloadlint command may link, and that Go
// holds no knowledge of providers.
package house

import (
	"encoding/json"
	"errors"
	"go/scanner"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/payloadlint/payloadlint/internal/spectest"
)

const (
	module = "github.com/payloadlint/payloadlint/"
	root   = "../.."
)

// pkg is what go list says of a package.
type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func list(t *testing.T, pattern string) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", pattern)
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []pkg
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// order is every package of the module, each before those that it may import.
var order = []string{
	"cmd/payloadlint", "cmd/payloadlint-spec", "internal/release", "internal/cli", "internal/speccli", "internal/speccompile", "internal/cases", "internal/corpus", "internal/house", "internal/e2e",
	"internal/fix", "internal/suppress", "internal/report/formats", "internal/fingerprint", "internal/globset", "internal/config",
	"internal/report/statistics", "internal/report/reply", "internal/report/jsonreport", "internal/report/text", "internal/report", "internal/explain", "rules",
	"internal/scaffold", "internal/request", "internal/spectest", "internal/spec", "schemas", "internal/files",
	"internal/nearest", "internal/check", "internal/document/httpdoc", "internal/document/jsondoc", "internal/document/yamldoc", "internal/document",
	"internal/filewrite", "internal/expand", "internal/source", "internal/placeholder", "internal/decimal",
}

func TestImportsRunOneWay(t *testing.T) {
	for _, p := range list(t, "./...") {
		from := slices.Index(order, strings.TrimPrefix(p.ImportPath, module))
		if from < 0 {
			t.Errorf("%s has no place in the order of packages", p.ImportPath)
			continue
		}
		for _, name := range p.Imports {
			if to, ok := strings.CutPrefix(name, module); ok && slices.Index(order, to) <= from {
				t.Errorf("%s imports %s, which is above it", p.ImportPath, name)
			}
		}
	}
}

// TestOnlyOnePackageKnows holds heavy libraries to one package each.
func TestOnlyOnePackageKnows(t *testing.T) {
	only := map[string]string{
		"cuelang.org/go":                             "internal/speccompile",
		"github.com/santhosh-tekuri/jsonschema":      "internal/speccompile",
		"go.yaml.in/yaml":                            "internal/document/yamldoc",
		"github.com/payloadlint/payloadlint/schemas": "rules internal/cli internal/spectest",
	}
	for _, p := range list(t, "./...") {
		for _, name := range p.Imports {
			for library, owner := range only {
				if strings.HasPrefix(name, library) && !slices.Contains(strings.Fields(owner), strings.TrimPrefix(p.ImportPath, module)) {
					t.Errorf("%s imports %s; only %s may", p.ImportPath, name, owner)
				}
			}
		}
	}
}

// TestOffline holds the promise that payloadlint makes no connection, and that
// it starts fast: it links neither the compiler's libraries nor net/http.
func TestOffline(t *testing.T) {
	p := list(t, "./cmd/payloadlint")[0]
	for _, name := range p.Deps {
		for _, banned := range []string{"net/http", "cuelang.org/go", "github.com/santhosh-tekuri/jsonschema"} {
			if name == banned || strings.HasPrefix(name, banned+"/") {
				t.Errorf("payloadlint links %s", name)
			}
		}
	}
}

// TestNoProviderKnowledge looks in every string and name of the Go files for
// what only the specifications may know.
func TestNoProviderKnowledge(t *testing.T) {
	words := knowledge(t)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			search(t, path, words)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// knowledge is the providers, services, operations and codes, and those
// parameter names that are no ordinary word.
func knowledge(t *testing.T) map[string]bool {
	t.Helper()
	words := map[string]bool{}
	for _, op := range spectest.Operations(t) {
		for _, part := range strings.Split(op.ID, "/") {
			words[strings.ToLower(part)] = true
		}
		for _, row := range op.Errors() {
			if row.Code != "" {
				words[strings.ToLower(row.Code)] = true
			}
		}
		for _, p := range op.Parameters() {
			name := p.Name[strings.LastIndexByte(p.Name, '.')+1:]
			if distinctive(name) {
				words[strings.ToLower(name)] = true
			}
		}
	}
	// Words that providers use in their usual sense.
	for _, ordinary := range []string{"workspace", "eas"} {
		delete(words, ordinary)
	}
	return words
}

// distinctive tells names of two words from ordinary ones.
func distinctive(name string) bool {
	humps := 0
	for i, r := range name {
		if r == '_' || i > 0 && unicode.IsUpper(r) {
			humps++
		}
	}
	return humps > 0 && len(name) > 6
}

// search reports strings, names and comments of a Go file that hold a word.
func search(t *testing.T, path string, words map[string]bool) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var s scanner.Scanner
	set := token.NewFileSet()
	s.Init(set.AddFile(path, set.Base(), len(text)), text, nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return
		}
		if tok == token.IDENT || tok == token.COMMENT || tok == token.STRING {
			for _, word := range strings.FieldsFunc(lit, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '.' }) {
				if words[strings.ToLower(word)] && (tok != token.IDENT || distinctive(word)) {
					t.Errorf("%s: %q belongs in cue/", set.Position(pos), word)
				}
			}
		}
	}
}
