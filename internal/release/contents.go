package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
)

// file is one of an archive.
type file struct {
	name string // from the archive's directory, with slashes
	text []byte
	mode fs.FileMode
}

// files are those of an archive, in its order: the program, the licences of what
// is linked into it, and what all archives have.
func (b built) files(common []file) ([]file, error) {
	text, err := os.ReadFile(b.path)
	if err != nil {
		return nil, err
	}
	licences, err := licencesOf(b.modules)
	if err != nil {
		return nil, err
	}
	return append([]file{
		{filepath.Base(b.path), text, 0o755},
		{"THIRD_PARTY_LICENSES.txt", licences, 0o644},
	}, common...), nil
}

// commonFiles are those that are the same for all platforms. What the program
// prints, one prints that is built in the directory work.
func commonFiles(work string) ([]file, error) {
	b, err := buildProgram(filepath.Join(work, "host"), host())
	if err != nil {
		return nil, err
	}
	var list []file
	for _, name := range []string{"LICENSE", "README.md", "CHANGELOG.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		list = append(list, file{name, text, 0o644})
	}
	// The names of completions are those that the shells look for.
	for _, printed := range []struct{ name, command string }{
		{"man/payloadlint.1", "man"},
		{"completions/payloadlint.bash", "completion bash"},
		{"completions/_payloadlint", "completion zsh"},
		{"completions/payloadlint.fish", "completion fish"},
		{"completions/payloadlint.ps1", "completion powershell"},
	} {
		text, err := run(host(), b.path, strings.Fields(printed.command)...)
		if err != nil {
			return nil, err
		}
		list = append(list, file{printed.name, text, 0o644})
	}
	schemas, err := schemaFiles()
	return append(list, schemas...), err
}

// schemaFiles are the schemas that editors take.
func schemaFiles() ([]file, error) {
	var list []file
	err := fs.WalkDir(os.DirFS("."), "schemas", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".schema.json") {
			return err
		}
		text, err := os.ReadFile(name)
		list = append(list, file{name, text, 0o644})
		return err
	})
	return list, err
}

// licencesOf is the licences of modules and of Go itself, each below the name and
// version of what it is for. They ask to be handed on with the program.
func licencesOf(modules []*debug.Module) ([]byte, error) {
	args := []string{"list", "-m", "-f", "{{.Path}} {{.Version}}\t{{.Dir}}"}
	for _, m := range modules {
		args = append(args, m.Path)
	}
	out, err := runGo(host(), args...)
	if err != nil {
		return nil, err
	}
	goroot, err := runGo(host(), "env", "GOVERSION", "GOROOT")
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	lines = append(lines, "Go "+strings.Replace(strings.TrimSpace(string(goroot)), "\n", "\t", 1))
	var text bytes.Buffer
	text.WriteString("payloadlint is under the licence in LICENSE. Linked into it are these, unchanged; the source of each module\nis at https://pkg.go.dev/ under its name and version.\n")
	for _, line := range lines {
		name, dir, _ := strings.Cut(line, "\t")
		if err := writeLicences(&text, name, dir); err != nil {
			return nil, err
		}
	}
	return text.Bytes(), nil
}

// writeLicences writes the licences and notices in a directory.
func writeLicences(text *bytes.Buffer, name, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	found := false
	for _, e := range entries {
		stem := strings.ToUpper(strings.TrimSuffix(e.Name(), path.Ext(e.Name())))
		if e.IsDir() || !slices.Contains([]string{"LICENSE", "LICENCE", "COPYING", "NOTICE"}, stem) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		found = true
		fmt.Fprintf(text, "\n%s\n%s: %s\n%s\n\n%s\n", strings.Repeat("=", 80), name, e.Name(), strings.Repeat("=", 80), bytes.TrimSpace(content))
	}
	if !found {
		return fmt.Errorf("%s has no licence in %s: the program must not be handed on without it", name, dir)
	}
	return nil
}
