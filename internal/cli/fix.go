package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/filewrite"
	"github.com/payloadlint/payloadlint/internal/fix"
	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// fixFlags are the flags about fixes.
type fixFlags struct{ fix, unsafe, diff bool }

func (o *fixFlags) define(flags *pflag.FlagSet) {
	flags.BoolVar(&o.fix, "fix", false, "write into the files what mends their mistakes, where that is certain,\nand report what is left")
	flags.BoolVar(&o.unsafe, "unsafe-fixes", false, "--fix, and with --diff too: also what may not be meant, such as another\nnumber or a parameter left out")
	flags.BoolVar(&o.diff, "diff", false, "show what --fix would change as a unified diff, in place of findings, and\nwrite nothing; exit with code 1 where it would change something")
}

// wanted tells whether there is anything to be fixed.
func (o *fixFlags) wanted() bool { return o.fix || o.unsafe || o.diff }

// output is the program for the report: where standard output has the fixed text
// of standard input, the report goes to standard error.
func (o *fixFlags) output(p *program, inputs []input) *program {
	if o.diff || !o.wanted() || !slices.ContainsFunc(inputs, func(in input) bool { return in.stdin }) {
		return p
	}
	other := *p
	other.stdout = p.stderr
	return &other
}

// fixing is the phase of a run that fixes files, before they are reported on.
type fixing struct {
	fixFlags
	// judge checks an input as the run does it: what it does not report is not
	// fixed.
	judge func(in *input, text []byte) *rules.FileReport
	// desk holds what is not written yet, or with --diff never is.
	desk *fix.Desk

	// progress shows how far the phase is.
	progress *progress

	here  string          // the current directory
	named map[string]bool // the inputs, as pathKey writes them

	// What came of it.
	written            filewrite.Batch
	mistakes, requests int
	files              map[string]struct{} // that were fixed
	diffs              []*fix.Sheet
	failures           []report.Failure
}

// newFixing begins the phase, for files that are named from a directory.
func (o *fixFlags) newFixing(here string) *fixing {
	return &fixing{
		here: here, named: map[string]bool{}, fixFlags: *o, files: map[string]struct{}{},
		desk: fix.NewDesk(func(name string) string { return pathKey(here, filepath.FromSlash(name)) }),
	}
}

// fixFirst fixes the inputs before they are reported on, where that is asked for,
// or shows how: it is done then. What standard input has becomes is written to
// standard output, and the report to standard error.
func (o *checkFlags) fixFirst(p *program, b *batch, here string) (done bool, exit int, err error) {
	if !o.fixes.wanted() {
		return false, 0, nil
	}
	f := o.fixes.newFixing(here)
	f.judge = func(in *input, content []byte) *rules.FileReport {
		r := in.profile.check.Check(in.name, content)
		b.filter.apply(in, r, new(result))
		return r
	}
	if !o.quiet {
		f.progress = p.progress(len(b.inputs)).saying("looked for fixes in")
	}
	o.drafts = f.desk
	f.run(b.inputs, b.reader)
	o.drafts = nil
	if f.diff {
		if f.requests == 0 && len(f.failures) == 0 {
			f.fail("", cmp.Or(o.nothing(b.inputs), "nothing was checked: no request was found"))
		}
		exit, err = f.show(p.stdout, p.stderr, o.quiet)
		return true, exit, err
	}
	for _, failure := range f.failures {
		b.fail(failure)
	}
	for i := range b.inputs {
		if in := &b.inputs[i]; in.stdin && in.text != nil {
			if err := p.print(string(in.text)); err != nil {
				return true, ExitFailure, err
			}
		}
	}
	if said := f.said(); said != "" && !o.quiet {
		_, err = io.WriteString(p.stderr, said)
	}
	return false, 0, err
}

// run fixes the inputs one after the other. What is read from standard input is
// kept in its input.
func (f *fixing) run(inputs []input, r reader) {
	r.budget = newBudget(inFlight)
	defer f.written.Sync()
	defer f.progress.clear()
	for i := range inputs {
		f.named[pathKey(f.here, inputs[i].path)] = true
	}
	for i := range inputs {
		f.input(&inputs[i], &r)
		f.progress.step(1)
	}
}

// input fixes one input.
func (f *fixing) input(in *input, r *reader) {
	if in.staged != "" {
		f.fail(in.name, "its staged content is not that of the file, so it cannot be fixed: stage the file, or leave --staged out")
		return
	}
	content, held, err := r.read(*in)
	if err == nil {
		f.mend(in, content)
	} else if f.diff || in.stdin {
		in.err = err // standard input is not read again
		f.fail(in.name, err.Error())
	}
	r.budget.release(held)
}

func (f *fixing) fail(name, message string) {
	f.failures = append(f.failures, report.Failure{File: name, Message: message})
}

// mend fixes one input and what it includes.
func (f *fixing) mend(in *input, content []byte) {
	first := true
	f.desk.Mend(in.name, content, f.unsafe, func(content []byte) *rules.FileReport {
		r := f.judge(in, content)
		if first {
			f.requests += r.Requests
			first = false
		}
		if r.Stray && in.walked {
			r = &rules.FileReport{Name: r.Name, Text: r.Text}
		}
		return r
	})
	if f.diff && !in.stdin {
		return // the next file may include the same one
	}
	if in.stdin {
		in.text = append([]byte{}, content...)
	}
	for _, s := range f.desk.Take() {
		switch {
		case f.diff:
			f.diffs = append(f.diffs, s)
			continue
		case in.stdin && s.Name == in.name:
			in.text = s.After
		case !f.mayWrite(s.Name):
			f.fail(s.Name, "is not fixed: it is included from outside of the directory of the run; name it to have it fixed")
			continue
		default:
			if err := f.written.Replace(filepath.FromSlash(s.Name), s.Before, s.After); err != nil {
				f.fail(s.Name, "cannot be fixed: "+explainWriting(err).Error())
				continue
			}
		}
		f.mistakes += s.Mistakes
		f.files[s.Name] = struct{}{}
	}
}

// mayWrite tells whether a file is to be changed: one that was named or found, or
// that is below the current directory. What a file includes may be anywhere.
func (f *fixing) mayWrite(name string) bool {
	key := pathKey(f.here, filepath.FromSlash(name))
	return f.named[key] || filepath.IsLocal(key)
}

// explainWriting words an error of the system that kept a file from being written.
func explainWriting(err error) error {
	if link := (*os.LinkError)(nil); errors.As(err, &link) {
		return link.Err
	}
	if errors.Is(err, fs.ErrPermission) {
		return errors.New("the directory is read-only")
	}
	return explain(err)
}

// said is the line about what was fixed; empty where that is nothing.
func (f *fixing) said() string {
	if f.mistakes == 0 {
		return ""
	}
	return fmt.Sprintf("fixed %s in %s\n", several(f.mistakes, "mistake", "mistakes"), several(len(f.files), "file", "files"))
}

// show writes the diffs, in the order of the files' names, and returns the exit
// code. On a terminal nothing but text is written.
func (f *fixing) show(stdout, stderr io.Writer, quiet bool) (int, error) {
	f.diffs = append(f.diffs, slices.DeleteFunc(f.desk.Take(), func(s *fix.Sheet) bool { return !f.mayWrite(s.Name) })...)
	for _, s := range f.diffs {
		d := s.Diff()
		if isTerminal(stdout) {
			d = []byte(visibleLines(string(d)))
		}
		if _, err := stdout.Write(d); err != nil {
			return ExitFailure, outputError(err)
		}
		f.mistakes += s.Mistakes
	}
	said := text.Failures(nil, f.failures)
	switch n := len(f.diffs); {
	case quiet:
	case n > 0:
		said = fmt.Appendf(said, "%s in %s can be fixed\n", several(f.mistakes, "mistake", "mistakes"), several(n, "file", "files"))
	default:
		said = append(said, "nothing can be fixed\n"...)
	}
	_, err := stderr.Write(said)
	switch {
	case err != nil || len(f.failures) > 0:
		return ExitFailure, outputError(err)
	case len(f.diffs) > 0:
		return ExitFindings, nil
	}
	return ExitOK, nil
}

// visibleLines makes a text of several lines harmless to a terminal.
func visibleLines(s string) string {
	lines := strings.SplitAfter(s, "\n")
	for i, line := range lines {
		end := strings.TrimRight(line, "\r\n")
		words := strings.Split(end, "\t")
		for j, word := range words {
			words[j] = text.Visible(word)
		}
		lines[i] = strings.Join(words, "\t") + line[len(end):]
	}
	return strings.Join(lines, "")
}
