package cli

import (
	"embed"
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

// scripts make shells ask 'payloadlint __complete'.
//
//go:embed completion/payloadlint.*
var scripts embed.FS

// shell is an entry of the table of shells.
type shell struct{ name, script, install string }

func shells() []shell {
	return []shell{
		{"bash", "payloadlint.bash", "source <(payloadlint completion bash)"},
		{"zsh", "payloadlint.zsh", "source <(payloadlint completion zsh)"},
		{"fish", "payloadlint.fish", "payloadlint completion fish | source"},
		{"powershell", "payloadlint.ps1", "payloadlint completion powershell | Out-String | Invoke-Expression"},
	}
}

func completionCommand() command {
	var names []string
	long := "The script completes commands, flags and their values, operations, rules and files. To have it in each\n" +
		"shell, add a line to what the shell reads at its start, after what sets completion up:\n\n"
	for _, s := range shells() {
		names = append(names, s.name)
		long += fmt.Sprintf("  %-12s%s\n", s.name, s.install)
	}
	return command{
		name: "completion", operands: strings.Join(names, "|"), short: "print a script for completion in a shell",
		long: long,
		setUp: func(*pflag.FlagSet) action {
			return func(p *program, operands []string) (int, error) { return printScript(p, operands, names) }
		},
	}
}

func printScript(p *program, operands, names []string) (int, error) {
	if len(operands) != 1 {
		return ExitFailure, &usageError{"completion", "completion takes the name of a shell: " + strings.Join(names, ", ")}
	}
	wanted := choice{allowed: names}
	if err := wanted.Set(operands[0]); err != nil {
		return ExitFailure, &usageError{"completion", "completion: " + err.Error()}
	}
	for _, s := range shells() {
		if s.name != wanted.value {
			continue
		}
		text, err := scripts.ReadFile("completion/" + s.script)
		if err != nil {
			return ExitFailure, err
		}
		return ExitOK, p.print(string(text))
	}
	return ExitFailure, fmt.Errorf("there is no script for %s", wanted.value)
}
