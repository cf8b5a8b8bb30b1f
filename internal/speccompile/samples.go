package speccompile

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
)

// Examples are the files of examples in the schemas folder, from testdata.
func Examples(all []*Operation, testdata string) (Files, error) {
	examples, err := RuleExamples(testdata, rules.Rules())
	if err != nil {
		return nil, err
	}
	files := Files{}
	if files["rules.examples.json"], err = ruleExamplesFile(examples); err != nil {
		return nil, err
	}
	for _, op := range all {
		if files[op.Source.ID+".examples.json"], err = op.examplesFile(testdata); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// RuleExamples takes the example of each rule from its archive in
// testdata/rules, which the tests of package rules run: the first bad file with
// what is said of it, and the first good one. A rule without an archive, which
// those tests demand, has no example. They come in the order of the list.
func RuleExamples(testdata string, list []rules.Rule) ([]spec.RuleExample, error) {
	var all []spec.RuleExample
	for _, r := range list {
		path := filepath.Join(testdata, "rules", r.ID+".txtar")
		archive, err := txtar.ParseFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		e, err := ruleExample(r.ID, archive)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, e)
	}
	return all, nil
}

func ruleExample(id string, archive *txtar.Archive) (spec.RuleExample, error) {
	e := spec.RuleExample{Rule: id, Flags: archiveFlags(string(archive.Comment))}
	want := ""
	for _, f := range archive.Files {
		kind, _, _ := strings.Cut(strings.TrimSuffix(f.Name, filepath.Ext(f.Name)), "-")
		switch {
		case kind == "bad" && e.Bad.File == "":
			e.Bad = spec.Sample{File: f.Name, Text: string(f.Data)}
		case kind == "good" && e.Good.File == "":
			e.Good = spec.Sample{File: f.Name, Text: string(f.Data)}
		case f.Name == "want":
			want = string(f.Data)
		}
	}
	e.Bad.Output = outputOf(e.Bad.File, want)
	if e.Good.File == "" || e.Bad.Output == "" {
		return e, errors.New("it lacks a bad file with its output, or a good file; go test ./rules -run '^Test(Rules|Errors)$' -update writes the output")
	}
	return e, nil
}

// archiveFlags are the lines of configuration in front of an archive, as flags.
func archiveFlags(comment string) (flags []string) {
	for _, line := range strings.Split(comment, "\n") {
		switch key, value, _ := strings.Cut(line, ": "); key {
		case "operation", "quota", "placeholders":
			flags = append(flags, "--"+key, value)
		}
	}
	return flags
}

// heading begins each finding of the text format.
var heading = regexp.MustCompile(`^([a-z0-9.-]+):\d+:\d+: `)

// outputOf are the lines about one file.
func outputOf(file, want string) string {
	var b strings.Builder
	within := false
	for _, line := range strings.SplitAfter(want, "\n") {
		if m := heading.FindStringSubmatch(line); m != nil {
			within = m[1] == file
		}
		if within {
			b.WriteString(line)
		}
	}
	return b.String()
}

// ruleExamplesFile is the file of the examples of rules.
func ruleExamplesFile(all []spec.RuleExample) ([]byte, error) {
	var o lines
	o.add("format", 1)
	addList(&o, "rules", all)
	return o.bytes()
}

// examplesFile is the file of the examples of an operation's constraints, from
// its archive in testdata/constraints, which the tests of package rules run. An
// operation without an archive has no examples.
func (op *Operation) examplesFile(testdata string) ([]byte, error) {
	base := ""
	var all []spec.Example
	file, err := cases.ReadFile(filepath.Join(testdata, "constraints", filepath.FromSlash(op.Source.ID)+".txtar"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	default:
		base = file.BaseText
		if all, err = op.examples(file, testdata); err != nil {
			return nil, fmt.Errorf("%s: %w", file.Path, err)
		}
	}
	var o lines
	o.add("format", 1)
	o.add("base", base)
	addList(&o, "constraints", all)
	return o.bytes()
}

// examples are the first bad case of each constraint, and the first good one
// that is good in all respects.
func (op *Operation) examples(file *cases.File, testdata string) ([]spec.Example, error) {
	said, err := sayings(file.Want)
	if err != nil {
		return nil, err
	}
	engine, err := engineOf(op)
	if err != nil {
		return nil, err
	}
	var all []spec.Example
	for i := range op.Constraints {
		c := &op.Constraints[i]
		name := strings.TrimPrefix(c.ID, op.Source.ID+"/")
		bad := firstOf(file, func(k *cases.Case) bool { return k.Constraint == name && k.Bad })
		if bad == nil {
			e, ok, err := op.errorExample(c, testdata)
			if err != nil {
				return nil, err
			}
			if ok {
				all = append(all, e)
			}
			continue
		}
		good, err := goodCase(file, name, engine)
		if err != nil {
			return nil, err
		}
		e := spec.Example{Constraint: c.ID, Quotas: bad.Quotas}
		e.Bad, e.Good = op.excerpt(file.Base, c, bad), op.excerpt(file.Base, c, good)
		if e.Bad.Says = said[name]; e.Bad.Says == "" {
			return nil, fmt.Errorf("what is said of %s is missing; go test ./rules -run '^TestConstraints$' -update writes it", name)
		}
		all = append(all, e)
	}
	return all, nil
}

// errorExample is the example of a constraint that no single request breaks,
// from the archive in testdata/errors of the error that it raises, if there is one.
func (op *Operation) errorExample(c *spec.Constraint, testdata string) (e spec.Example, ok bool, err error) {
	row := slices.IndexFunc(op.Errors, func(row spec.DocumentedError) bool { return slices.Contains(row.Constraints, c.ID) })
	pattern := fmt.Sprintf("%s/errors/%s/%02d-*.txtar", filepath.ToSlash(testdata), op.Source.ID, row+1)
	paths, err := filepath.Glob(pattern)
	if row < 0 || len(op.Errors[row].Constraints) > 1 || len(paths) == 0 {
		return e, false, err
	}
	archive, err := txtar.ParseFile(paths[0])
	if err != nil {
		return e, false, err
	}
	sample, err := ruleExample(c.Rule, archive)
	if err != nil {
		return e, false, fmt.Errorf("%s: %w", paths[0], err)
	}
	e = spec.Example{
		Constraint: c.ID,
		Bad:        spec.Excerpt{File: sample.Bad.File, Text: sample.Bad.Text, Says: sample.Bad.Output},
		Good:       spec.Excerpt{File: sample.Good.File, Text: sample.Good.Text},
	}
	for i, flag := range sample.Flags {
		if flag == "--quota" {
			_, name, _ := strings.Cut(sample.Flags[i+1], ".")
			e.Quotas = append(e.Quotas, name)
		}
	}
	return e, true, nil
}

// goodCase is a request that is good in all respects and shows values rather
// than placeholders, or else the base.
func goodCase(file *cases.File, constraint string, engine *check.Schema) (*cases.Case, error) {
	good := firstOf(file, func(c *cases.Case) bool {
		text := notation.ReplaceAllString(c.Line, "")
		return c.Constraint == constraint && !c.Bad && !placeholder.In([]byte(text)) && isGood(engine, c)
	})
	if good != nil {
		return good, nil
	}
	return cases.New(file.Base, "+ {}")
}

// notation is what stands for other text in an edit, and is no placeholder.
var notation = regexp.MustCompile(`\$(delete|set|repeat|members)\b`)

func firstOf(file *cases.File, fits func(*cases.Case) bool) *cases.Case {
	for i := range file.Cases {
		if fits(&file.Cases[i]) {
			return &file.Cases[i]
		}
	}
	return nil
}

// isGood tells whether nothing at all is wrong with a request, so far as one
// request by itself shows.
func isGood(engine *check.Schema, c *cases.Case) bool {
	var tree document.Tree
	if jsondoc.Parse(&tree, c.Text) != nil {
		return false
	}
	var found []check.Violation
	if c.Body != nil {
		found = engine.Location("body").Check(&tree, tree.Roots[0], nil)
	} else {
		found = engine.CheckRequest(&tree, tree.Roots[0], nil)
	}
	return !slices.ContainsFunc(found, func(v check.Violation) bool {
		if v.Kind == check.Secret { // and if it is none
			return !placeholder.In(tree.Text(v.Node))
		}
		return v.Kind != check.Deprecated && v.Kind != check.Reserved
	})
}

// saying is a line of the golden section: constraint and number, severity,
// rule, pointer, code, status, message, detail.
var saying = regexp.MustCompile(`^(\S+) #1: (\S+) (\S+) .*?("(?:[^"\\]|\\.)*") \d+ ("(?:[^"\\]|\\.)*") \((.*)\)$`)

// sayings are what is said of the first bad case of each constraint, as the text
// format has it but for the place.
func sayings(want string) (map[string]string, error) {
	said := map[string]string{}
	for _, line := range strings.Split(want, "\n") {
		if !strings.Contains(line, " #1: ") {
			continue
		}
		m := saying.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("what is said is not understood: %s", line)
		}
		code, err := strconv.Unquote(m[4])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m[4], err)
		}
		message, err := strconv.Unquote(m[5])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m[5], err)
		}
		text := m[2] + ": " + message
		if m[6] != "" {
			text += " (" + m[6] + ")"
		}
		if code != "" {
			text += " [" + code + "]"
		}
		said[m[1]] = text + " [" + m[3] + "]"
	}
	return said, nil
}
