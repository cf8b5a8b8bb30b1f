package cli

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// completed are the words that are offered for the last of some words.
func completed(t *testing.T, words ...string) []string {
	t.Helper()
	p := &program{catalogue: spec.Open(schemas.FS)}
	found, prefix := p.completeWord(words[:len(words)-1], words[len(words)-1])
	var list []string
	for _, c := range found.words {
		if strings.HasPrefix(c.word, prefix) {
			list = append(list, c.word)
		}
	}
	return list
}

// Every command and every flag of the table is offered, and the values of every
// flag that takes one of a few.
func TestCompletesTheTable(t *testing.T) {
	for _, c := range commands() {
		if !slices.Contains(completed(t, ""), c.name) {
			t.Errorf("%s is not offered", c.name)
		}
		flags, _ := c.prepare()
		names := completed(t, c.name, "-")
		flags.VisitAll(func(f *pflag.Flag) {
			if !slices.Contains(names, "--"+f.Name) {
				t.Errorf("%s --%s is not offered", c.name, f.Name)
			}
			few, ok := f.Value.(*choice)
			if !ok {
				return
			}
			if got := completed(t, c.name, "--"+f.Name, ""); !slices.Equal(got, few.allowed) {
				t.Errorf("%s --%s is offered as %q, want %q", c.name, f.Name, got, few.allowed)
			}
			if got := completed(t, c.name, "--"+f.Name+"="); len(got) != len(few.allowed) {
				t.Errorf("%s --%s= is offered as %q", c.name, f.Name, got)
			}
		})
	}
}

// The manual page has every command and every flag.
func TestManualIsWhole(t *testing.T) {
	page := manual()
	for _, c := range commands() {
		_, section, ok := strings.Cut(page, "\n.SS \""+escapeRoff(c.name))
		section, _, _ = strings.Cut(section, "\n.S")
		if !ok {
			t.Errorf("%s is missing", c.name)
		}
		flags, _ := c.prepare()
		flags.VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" && !strings.Contains(section, escapeRoff("--"+f.Name)) {
				t.Errorf("%s --%s is missing", c.name, f.Name)
			}
		})
	}
}

// What stands in a manual page is text, whatever it looks like.
func TestEscapeRoff(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{".payloadlint.yaml", "\\&.payloadlint.yaml\n"},
		{"'quoted'", "\\(aqquoted\\(aq\n"},
		{"a\\b --c", "a\\eb \\-\\-c\n"},
		{"FILE…", "FILE\\[u2026]\n"},
		{"`~^", "\\(ga\\(ti\\(ha\n"},
	} {
		var r roff
		if r.text(tt.text); r.String() != tt.want {
			t.Errorf("%q became %q, want %q", tt.text, r.String(), tt.want)
		}
	}
}

// Whatever stands on a command line, what is offered begins like it, a line each.
func FuzzComplete(f *testing.F) {
	for _, line := range []string{"", "c", "check\x00--f", "check\x00--format\x00", "check\x00--format=", "new\x00--all\x00--\x00-", "help\x00", "config\x00s", "check\x00-h\x00-", "x\x00=\x00--="} {
		f.Add(line)
	}
	catalogue := spec.Open(schemas.FS)
	f.Fuzz(func(t *testing.T, line string) {
		words := strings.Split(line, "\x00")
		var out bytes.Buffer
		p := &program{stdout: &out, catalogue: catalogue}
		if _, err := p.complete(append([]string{"0"}, words...)); err != nil {
			t.Fatal(err)
		}
		last := words[len(words)-1]
		for offered := range strings.Lines(out.String()) {
			if !strings.HasPrefix(offered, last) && offered != ":files\n" {
				t.Errorf("%q is offered for %q", offered, last)
			}
		}
	})
}
