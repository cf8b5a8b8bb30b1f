package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

func helpCommand() command {
	return command{
		name: "help", operands: "[COMMAND]", short: "explain a command, or list them",
		setUp: func(*pflag.FlagSet) action { return help },
	}
}

func help(p *program, operands []string) (int, error) {
	switch len(operands) {
	case 0:
		return ExitOK, p.print(usage())
	case 1:
		c, err := lookUp(operands[0])
		if err != nil {
			return ExitFailure, err
		}
		return ExitOK, p.print(c.usage())
	}
	return ExitFailure, &usageError{"help", "help explains one command at a time"}
}

// readForms is what help says of the files that a command takes.
const readForms = "A file is JSON (.json and all other names), JSON with comments (.jsonc), YAML (.yaml, .yml), a JSON\n" +
	"request a line (.ndjson, .jsonl), or requests as HTTP clients of editors send them (.http, .rest).\n" +
	"JSON and YAML hold the body of a request, or the whole of it as an envelope of the members path,\n" +
	"query, header and body. - is standard input.\n" +
	"\n" +
	"A directory stands for all files in it and below that end in one of these; those that fit no operation\n" +
	"are skipped. What .gitignore files leave out is left out, and so are .git and symbolic links.\n" +
	"\n" +
	"@FILE stands for the files and directories that FILE names, one a line or separated by NUL; @- reads such\n" +
	"a list from standard input; a file whose own name begins with @ is given as ./@NAME. A file that is named\n" +
	"twice is read once.\n" +
	"\n" +
	"GLOB is relative to the current directory: * and ? stop at slashes, ** is any number of directories,\n" +
	"{a,b} is one or the other. Without a slash it matches a name in any directory.\n"

// usage is what help says of the whole program.
func usage() string {
	var b strings.Builder
	b.WriteString("payloadlint checks cloud API request files before they are sent.\n\n" +
		"Usage:\n  payloadlint COMMAND [flags] [operands]\n\nCommands:\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-12s%s\n", c.name, c.short)
	}
	b.WriteString("\nExit codes:\n")
	for _, code := range exitCodes() {
		fmt.Fprintf(&b, "  %s  %s\n", code.word, code.text)
	}
	b.WriteString("\nRun 'payloadlint help COMMAND' for the flags of a command.\n")
	return b.String()
}

// usage is what help says of the command.
func (c command) usage() string {
	flags, _ := c.prepare()
	line := "payloadlint " + c.name + " [flags]"
	if c.operands != "" {
		line += " " + c.operands
	}
	s := "payloadlint " + c.name + ": " + c.short + ".\n\nUsage:\n  " + line + "\n\nFlags:\n" + flags.FlagUsages()
	if c.long != "" {
		s += "\n" + c.long
	}
	return s
}
