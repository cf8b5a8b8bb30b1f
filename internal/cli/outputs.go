package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/filewrite"
	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/formats"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/internal/report/reply"
	"github.com/payloadlint/payloadlint/internal/report/text"
)

// format is an entry of the table of output formats.
type format struct {
	name string
	// new returns a reporter that writes findings to out; errout is for what only
	// people read.
	new func(o *checkFlags, p *program, out, errout io.Writer) report.Reporter
}

// allFormats are those that can be asked for, in the order of help.
func allFormats() []format {
	list := []format{
		{"text", func(o *checkFlags, p *program, out, errout io.Writer) report.Reporter {
			coloured := out == p.stdout && p.coloured(o.colour.value)
			return text.New(out, errout, text.Options{Colour: coloured, Links: coloured && isTerminal(out), Quiet: o.quiet})
		}},
		{"json", func(_ *checkFlags, _ *program, out, _ io.Writer) report.Reporter {
			return jsonreport.New(out, version())
		}},
		{"reply", func(_ *checkFlags, p *program, out, _ io.Writer) report.Reporter {
			return reply.New(out, p.catalogue)
		}},
	}
	for _, f := range formats.Table() {
		list = append(list, format{f.Name, func(_ *checkFlags, p *program, out, _ io.Writer) report.Reporter {
			return f.New(out, formats.Options{Version: version(), Path: fromRoot(), Link: formats.Links(p.getenv)})
		}})
	}
	return list
}

func formatNames() []string {
	var names []string
	for _, f := range allFormats() {
		names = append(names, f.name)
	}
	return names
}

// formatOf is the format of a name, which must be in the table.
func formatOf(name string) format {
	for _, f := range allFormats() {
		if f.name == name {
			return f
		}
	}
	panic(fmt.Sprintf("cli: no format %q", name))
}

// fromRoot returns what makes of a path, as given, the one from the root of the
// repository that the current directory is in. Outside of it a path stays.
func fromRoot() func(string) string {
	root := sync.OnceValues(func() (here, root string) {
		here, err := os.Getwd()
		if err != nil {
			return "", ""
		}
		for root = here; ; root = filepath.Dir(root) {
			if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil {
				return here, root
			}
			if filepath.Dir(root) == root {
				return here, here
			}
		}
	})
	return func(name string) string {
		here, top := root()
		rel := relativeTo(top, absolute(here, filepath.FromSlash(name)))
		if top == "" || !filepath.IsLocal(filepath.FromSlash(rel)) {
			return name
		}
		return rel
	}
}

// outputs is a flag that takes formats with files to write them to.
type outputs []destination

// destination is a report in a file of its own, which is written at the end.
type destination struct{ format, file string }

// Set implements pflag.Value.
func (o *outputs) Set(s string) error {
	name, file, ok := strings.Cut(s, "=")
	known := formatNames()
	closest, match := nearest.Of(name, known)
	switch {
	case slices.Contains(known, name) && ok && file != "":
		return o.add(destination{name, file})
	case slices.Contains(known, name):
		return &valueError{fmt.Sprintf("%q names no file, expected %s=FILE", s, name)}
	case match != nearest.Far:
		return &valueError{fmt.Sprintf("unknown format %q; did you mean %q?", name, closest)}
	}
	return &valueError{fmt.Sprintf("unknown format %q; it takes FORMAT=FILE, with one of %s", name, strings.Join(known, ", "))}
}

func (o *outputs) add(one destination) error {
	if one.file == "-" {
		return &valueError{"it takes the name of a file; --format writes to standard output"}
	}
	for _, other := range *o {
		if realPath(other.file) == realPath(one.file) {
			return &valueError{fmt.Sprintf("%s is given twice; each report has a file of its own", one.file)}
		}
	}
	*o = append(*o, one)
	return nil
}

// realPath is where a file is or would be, however it is named.
func realPath(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		return target
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
		return filepath.Join(dir, filepath.Base(name))
	}
	return name
}

// spare refuses to write a report over a file that the run reads.
func (o *checkFlags) spare(inputs []input) error {
	if len(o.outputs) == 0 {
		return nil
	}
	read := map[string]string{}
	for i := range inputs {
		if !inputs[i].stdin {
			read[realPath(inputs[i].path)] = "one of the files that are checked"
		}
	}
	if o.baselines.read != "" {
		read[realPath(string(o.baselines.read))] = "the baseline"
	}
	if o.configFile != "" {
		read[realPath(string(o.configFile))] = "the configuration"
	}
	for _, name := range o.envFiles {
		read[realPath(name)] = "a file of variables"
	}
	for _, out := range o.outputs {
		what := read[realPath(out.file)]
		if filepath.Base(out.file) == config.Name {
			what = "a configuration file"
		}
		if what != "" {
			return &usageError{"check", fmt.Sprintf("--output: %s is %s; write the report into another one", out.file, what)}
		}
	}
	return nil
}

// String implements pflag.Value.
func (o *outputs) String() string { return "" }

// Type implements pflag.Value.
func (o *outputs) Type() string { return "FORMAT=FILE" }

// reports are the reporters of a run: one to standard output, and one for each
// file, which is written when they have ended.
type reports struct {
	all   report.Reporter
	files []*reportFile
}

type reportFile struct {
	bytes.Buffer
	name string
}

// newReports returns the main reporter together with those of the outputs.
func (o *checkFlags) newReports(p *program, main report.Reporter) reports {
	all := reports{}
	list := []report.Reporter{main}
	for _, out := range o.outputs {
		f := &reportFile{name: out.file}
		all.files = append(all.files, f)
		list = append(list, formatOf(out.format).new(o, p, f, f))
	}
	all.all = report.Several(list...)
	return all
}

// end ends the reports and writes the files.
func (r *reports) end(s report.Summary, failures []report.Failure) error {
	err := r.all.End(s, failures)
	for _, f := range r.files {
		if wrong := filewrite.Put(f.name, f.Bytes()); wrong != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", f.name, explain(wrong)))
		}
	}
	return err
}
