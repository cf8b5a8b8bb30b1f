package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/rules"
)

// completeName is the command that scripts of shells call. Its operands are the
// number of words on the command line, up to the one that is to be completed,
// and those words; the last may be missing when it is empty. It prints a
// candidate a line, behind a tab what it is, or :files for the names of files.
const completeName = "__complete"

// candidate is a word that may stand where one is to be completed.
type candidate struct{ word, about string }

// candidates is what may stand there: words, or files, too.
type candidates struct {
	words []candidate
	files bool
}

// completer tells what an operand of a command may be.
type completer func(p *program) candidates

// complete prints candidates. It has no words for errors: nobody would see them.
func (p *program) complete(args []string) (int, error) {
	if len(args) == 0 {
		return ExitFailure, nil
	}
	words := args[1:]
	if n, err := strconv.Atoi(args[0]); err == nil && n == len(words)+1 {
		words = append(slices.Clone(words), "")
	}
	if len(words) == 0 {
		return ExitFailure, nil
	}
	found, prefix := p.completeWord(words[:len(words)-1], words[len(words)-1])
	var b strings.Builder
	for _, c := range found.words {
		if strings.HasPrefix(c.word, prefix) {
			b.WriteString(c.word)
			if c.about != "" {
				b.WriteString("\t" + strings.Join(strings.Fields(c.about), " "))
			}
			b.WriteByte('\n')
		}
	}
	if found.files {
		b.WriteString(":files\n")
	}
	return ExitOK, p.print(b.String())
}

// completeWord tells what a word may be behind others, and how it begins.
func (p *program) completeWord(before []string, word string) (found candidates, prefix string) {
	if len(before) == 0 {
		return candidates{words: commandNames(word)}, word
	}
	c, err := lookUp(before[0])
	if err != nil {
		return candidates{}, word
	}
	flags, _ := c.prepare()
	operands, only := 0, false // only: no more flags
	for i := 1; i < len(before); i++ {
		w := before[i]
		switch {
		case only || len(w) < 2 || w[0] != '-':
			operands++
		case w == "--":
			only = true
		default:
			name, _, whole := strings.Cut(strings.TrimLeft(w, "-"), "=")
			if f := flags.Lookup(name); f == nil || whole || f.NoOptDefVal != "" {
				continue
			} else if i++; i == len(before) {
				return p.valuesOf(f), word
			}
		}
	}
	if !only && strings.HasPrefix(word, "-") {
		if name, _, whole := strings.Cut(word, "="); whole {
			return p.valuesBehind(flags, name), word
		}
		return candidates{words: flagNames(flags)}, word
	}
	if c.complete != nil {
		return c.complete(p), word
	}
	return p.operandsOf(c.operands, operands), word
}

// commandNames are all commands or, behind a dash, what stands for one.
func commandNames(word string) (list []candidate) {
	if strings.HasPrefix(word, "-") {
		return []candidate{{"--help", "list the commands"}, {"--version", "print the version"}}
	}
	for _, c := range commands() {
		list = append(list, candidate{c.name, c.short})
	}
	return list
}

func flagNames(flags *pflag.FlagSet) (list []candidate) {
	flags.VisitAll(func(f *pflag.Flag) {
		_, usage := pflag.UnquoteUsage(f)
		list = append(list, candidate{"--" + f.Name, usage})
	})
	return list
}

// valuesOf is what a flag takes: the words of a choice, else what its help calls
// the value.
func (p *program) valuesOf(f *pflag.Flag) candidates {
	if c, ok := f.Value.(*choice); ok {
		return wordList(c.allowed)
	}
	what, _ := pflag.UnquoteUsage(f)
	return p.named(what)
}

// valuesBehind is what may stand behind --NAME=, together with that.
func (p *program) valuesBehind(flags *pflag.FlagSet, name string) candidates {
	f := flags.Lookup(strings.TrimLeft(name, "-"))
	if f == nil {
		return candidates{}
	}
	found := p.valuesOf(f)
	for i := range found.words {
		found.words[i].word = name + "=" + found.words[i].word
	}
	return found
}

// operandsOf reads what the line of usage says of the operand of an index: words
// that are separated by |, or what to put there.
func (p *program) operandsOf(usage string, index int) candidates {
	places := strings.Fields(usage)
	if len(places) == 0 {
		return candidates{}
	}
	last := places[len(places)-1]
	if index >= len(places) {
		if !strings.Contains(last, "…") {
			return candidates{}
		}
		index = len(places) - 1
	}
	var found candidates
	for _, what := range strings.Split(strings.Trim(places[index], "[]…"), "|") {
		one := wordList([]string{what})
		if what == strings.ToUpper(what) { // stands for something
			one = p.named(what)
		}
		found.words, found.files = append(found.words, one.words...), found.files || one.files
	}
	return found
}

// named is what help calls so.
func (p *program) named(what string) candidates {
	switch what {
	case "COMMAND":
		return candidates{words: commandNames("")}
	case "OPERATION":
		return candidates{words: p.operationNames()}
	case "RULE":
		return candidates{words: ruleNames()}
	case "FILE", "DIRECTORY", "NAME":
		return candidates{files: true}
	}
	return candidates{}
}

// operationNames are the short names of operations, where they are enough, and
// the ids.
func (p *program) operationNames() (list []candidate) {
	entries, err := p.catalogue.Entries()
	if err != nil {
		return nil
	}
	for i := range entries {
		short := lastPart(entries[i].ID)
		if id, err := p.catalogue.Resolve(short); err == nil && id == entries[i].ID {
			list = append(list, candidate{short, entries[i].Title})
		}
	}
	for i := range entries {
		list = append(list, candidate{entries[i].ID, entries[i].Title})
	}
	return list
}

// explainable is what explain knows by names that one can begin to type.
func explainable(p *program) candidates {
	return candidates{words: append(ruleNames(), p.operationNames()...)}
}

// lastPart is the name of an operation without that of its service.
func lastPart(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }

func ruleNames() (list []candidate) {
	for _, r := range rules.Rules() {
		list = append(list, candidate{r.ID, r.Title})
	}
	return list
}

func wordList(words []string) (found candidates) {
	for _, w := range words {
		found.words = append(found.words, candidate{word: w})
	}
	return found
}
