package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

func manCommand() command {
	return command{
		name: "man", short: "print the manual page",
		long: "The page is made from the same table as this help. To read it:\n\n" +
			"  payloadlint man > payloadlint.1 && man ./payloadlint.1\n",
		setUp: func(*pflag.FlagSet) action { return printManual },
	}
}

func printManual(p *program, operands []string) (int, error) {
	if len(operands) > 0 {
		return ExitFailure, &usageError{"man", fmt.Sprintf("man takes no operands, but %q was given", operands[0])}
	}
	return ExitOK, p.print(manual())
}

// note is a word and what is to be said of it.
type note struct{ word, text string }

// exitCodes are those of every command.
func exitCodes() []note {
	return []note{
		{"0", "nothing was found at or above --fail-on"},
		{"1", "something was"},
		{"2", "wrong usage, or a file that could not be read"},
	}
}

// surroundings are the variables of the environment and the files that matter
// to several commands.
func surroundings() (variables, files []note) {
	return []note{
			{"NO_COLOR", "when it is not empty, the text of check has no colours; --color wins over it"},
			{"FORCE_COLOR", "when it is not empty, the text of check has colours wherever it goes, except for 0 and false; NO_COLOR wins over it"},
			{"TERM", "when it is dumb, the text of check has no colours"},
		}, []note{
			{".payloadlint.yaml", "the configuration: for each file the nearest one, from its directory up to the root of the repository"},
			{".gitignore", "what it leaves out is left out when a directory is walked"},
		}
}

// manual is the manual page: in roff, with the macros of man(7).
func manual() string {
	var r roff
	r.line(".TH", "PAYLOADLINT", "1", "", "payloadlint "+version(), "")
	r.section("NAME")
	r.text("payloadlint - check cloud API request files before they are sent")
	r.section("SYNOPSIS")
	r.text("payloadlint COMMAND [flags] [operands]")
	r.section("DESCRIPTION")
	r.text("payloadlint tells, offline and with line and column, which documented constraint each value of a request breaks, and which error the provider documents for it.")
	r.line(".PP")
	r.text("Every command takes --help.")
	r.section("COMMANDS")
	for _, c := range commands() {
		r.command(c)
	}
	r.section("EXIT STATUS")
	r.notes(exitCodes())
	variables, files := surroundings()
	r.section("ENVIRONMENT")
	r.notes(variables)
	r.section("FILES")
	r.notes(files)
	return r.String()
}

// roff is a page that grows.
type roff struct{ strings.Builder }

// line writes a macro and its arguments.
func (r *roff) line(macro string, arguments ...string) {
	r.WriteString(macro)
	for _, a := range arguments {
		r.WriteString(` "` + strings.ReplaceAll(escapeRoff(a), `"`, `\(dq`) + `"`)
	}
	r.WriteByte('\n')
}

func (r *roff) section(name string) { r.line(".SH", name) }

// text writes a line of text, which must not look like a macro.
func (r *roff) text(s string) {
	s = escapeRoff(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	r.WriteString(s + "\n")
}

func (r *roff) notes(list []note) {
	for _, n := range list {
		r.line(".TP")
		r.line(".B", n.word)
		r.text(sentenceOf(n.text))
	}
}

// command writes what help says of a command.
func (r *roff) command(c command) {
	r.line(".SS", strings.TrimSpace(c.name+" "+c.operands))
	r.text(sentenceOf(c.short))
	r.prose(c.long)
	flags, _ := c.prepare()
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		r.line(".TP")
		switch {
		case value == "":
		case f.NoOptDefVal != "":
			name += "[=" + value + "]"
		default:
			name += " " + value
		}
		r.line(".B", name)
		r.text(sentenceOf(strings.Join(strings.Fields(usage), " ") + defaultOf(f)))
	})
}

// defaultOf says what a flag is when it is not given, where help says so.
func defaultOf(f *pflag.Flag) string {
	if slices.Contains([]string{"", "0", "false", "[]"}, f.DefValue) {
		return ""
	}
	if _, err := strconv.ParseFloat(f.DefValue, 64); err != nil && f.Value.Type() == "string" {
		return fmt.Sprintf(" (default %q)", f.DefValue)
	}
	return " (default " + f.DefValue + ")"
}

// prose writes paragraphs. Lines that are set off by spaces stay as they are.
func (r *roff) prose(text string) {
	for _, block := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if block == "" {
			continue
		}
		r.line(".PP")
		kept := false
		for line := range strings.Lines(block) {
			if indented := strings.HasPrefix(line, "  "); indented != kept {
				kept = indented
				r.line(map[bool]string{true: ".nf", false: ".fi"}[kept])
			}
			r.text(strings.TrimRight(line, "\n"))
		}
		if kept {
			r.line(".fi")
		}
	}
}

// sentenceOf makes a sentence of what help has without capital and full stop.
func sentenceOf(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// escapeRoff writes characters that roff takes for commands, or that a printer
// may not have, by their names.
func escapeRoff(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\\':
			b.WriteString(`\e`)
		case c == '-':
			b.WriteString(`\-`)
		case c == '\'':
			b.WriteString(`\(aq`)
		case c == '`':
			b.WriteString(`\(ga`)
		case c == '^':
			b.WriteString(`\(ha`)
		case c == '~':
			b.WriteString(`\(ti`)
		case c > 126:
			fmt.Fprintf(&b, `\[u%04X]`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
