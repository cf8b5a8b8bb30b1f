package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
)

// RuleTopic explains a rule. An example without a rule is none.
func RuleTopic(r rules.Rule, e spec.RuleExample) Topic {
	t := newTopic(Rule, r.ID)
	t.Title, t.Severity, t.Text = r.Title, string(r.Severity), r.Text
	t.Fix = append(t.Fix, r.Remedy)
	t.Silence = silenceRule(r)
	t.Help = rules.HelpURL(r.ID)
	if e.Rule != "" {
		flags := append([]string{}, e.Flags...)
		t.Examples = append(t.Examples,
			Example{Fails: true, File: e.Bad.File, Flags: flags, Text: e.Bad.Text, Without: []string{}, Output: e.Bad.Output},
			Example{File: e.Good.File, Flags: flags, Text: e.Good.Text, Without: []string{}})
	}
	return t
}

// rule explains the rule of that id.
func (e *Explainer) rule(id string) (Topic, error) {
	r, _ := ruleOf(id)
	examples, err := e.catalogue.RuleExamples()
	if err != nil {
		return Topic{}, err
	}
	i := slices.IndexFunc(examples, func(e spec.RuleExample) bool { return e.Rule == id })
	if i < 0 {
		return RuleTopic(r, spec.RuleExample{}), nil
	}
	return RuleTopic(r, examples[i]), nil
}

// ruleOf is the rule of that id.
func ruleOf(id string) (rules.Rule, bool) {
	all := rules.Rules()
	if i := slices.IndexFunc(all, func(r rules.Rule) bool { return r.ID == id }); i >= 0 {
		return all[i], true
	}
	return rules.Rule{}, false
}

// constraint explains a constraint.
func (e *Explainer) constraint(op *spec.Operation, c *spec.Constraint) (Topic, error) {
	t := newTopic(Constraint, nameOf(op, c))
	r, _ := ruleOf(c.Rule)
	t.Operation, t.Severity, t.Doc = op.ID, c.Severity, op.Doc
	t.Title, t.Text = r.Title, r.Text
	t.add("parameter", inPlace(c.Parameter, c.In))
	t.add("rule", c.Rule+", "+c.Severity)
	t.add("expected", expected(c))
	t.add("answer", answer(c))
	t.add("source", string(c.Provenance)+": "+c.Source)
	t.add("page", page(op.Doc))
	t.Limits = append(t.Limits, limitOf(op, c))
	if c.Advice != "" {
		t.Fix = append(t.Fix, sentence(c.Advice))
	}
	t.Fix = append(t.Fix, r.Remedy)
	t.Silence = silenceConstraint(op, c)
	t.Help = rules.HelpURL(c.Rule)
	return t, e.exemplify(&t, op, c)
}

// answer is what the provider documents for a broken constraint.
func answer(c *spec.Constraint) string {
	if c.Code == "" && c.Status == 0 {
		return ""
	}
	words := c.Code
	if c.Status != 0 {
		words = strings.TrimPrefix(words+", status "+strconv.Itoa(c.Status), ", ")
	}
	if c.Message != "" {
		words += ": " + c.Message
	}
	return words
}

// exemplify adds the examples of the first constraint that has some. What only
// several requests show may do with those of its rule.
func (e *Explainer) exemplify(t *Topic, op *spec.Operation, all ...*spec.Constraint) error {
	examples, err := e.catalogue.Examples(op.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		if x, ok := examples.Of(c.ID); ok {
			t.Examples = constraintExamples(op, x)
			return nil
		}
	}
	if i := slices.IndexFunc(all, func(c *spec.Constraint) bool { return slices.Contains(tokens(op), c) }); i >= 0 {
		of, err := e.rule(all[i].Rule)
		t.Examples = append(t.Examples, of.Examples...)
		return err
	}
	return nil
}

func constraintExamples(op *spec.Operation, x spec.Example) []Example {
	flags := []string{}
	for _, q := range x.Quotas {
		flags = append(flags, "--quota", op.ID+"."+q)
	}
	if x.Bad.File != "" {
		flags = append(flags, "--operation", op.ID)
	}
	return []Example{
		{Fails: true, File: x.Bad.File, Flags: flags, Text: x.Bad.Text, Without: append([]string{}, x.Bad.Without...), Output: x.Bad.Says},
		{File: x.Good.File, Flags: flags, Text: x.Good.Text, Without: append([]string{}, x.Good.Without...)},
	}
}

// code explains an error code as the operation's page has it, {} included.
func (e *Explainer) code(op *spec.Operation, code string) (Topic, error) {
	t := newTopic(Code, code)
	t.Operation, t.Doc = op.ID, op.Doc
	t.Title = "An error code that the page documents"
	var raised []*spec.Constraint
	for _, row := range op.Errors() {
		of := constraintsOf(op, code, row)
		if row.Code != code && len(of) == 0 {
			continue
		}
		says := &spec.Constraint{Code: row.Code, Status: row.Status, Message: row.Message}
		if row.Code != code {
			says = of[0] // which has the parameter filled in
		}
		t.add("answer", answer(says))
		if row.Source != "" {
			t.add("source", row.Source)
		}
		raised = append(raised, of...)
		t.Text = cmp.Or(t.Text, decidedBy(row.Class))
	}
	t.add("page", page(op.Doc))
	for _, c := range raised {
		t.Limits = append(t.Limits, limitOf(op, c))
		if r, ok := ruleOf(c.Rule); ok && !slices.Contains(t.Fix, r.Remedy) {
			t.Fix = append(t.Fix, r.Remedy)
		}
	}
	switch {
	case len(raised) == 1:
		t.Silence = silenceConstraint(op, raised[0])
	case len(raised) > 1:
		t.Silence = silenceSome(op.ID)
	}
	return t, e.exemplify(&t, op, raised...)
}

// constraintsOf are the constraints that raise a row by this code.
func constraintsOf(op *spec.Operation, code string, row spec.DocumentedError) []*spec.Constraint {
	var all []*spec.Constraint
	for _, id := range row.Constraints {
		for i := range op.Constraints() {
			if c := op.Constraint(i); c.ID == id && (c.Code == code || row.Code == code) {
				all = append(all, c)
			}
		}
	}
	return all
}

// decidedBy says what it takes to check for an error.
func decidedBy(class spec.Class) string {
	switch class {
	case spec.Server:
		return "Only the provider can tell, so payloadlint never reports it."
	case spec.Quota:
		return "It depends on a quota of the account: payloadlint checks it once you state the quota with --quota or in .payloadlint.yaml."
	case spec.Files:
		return "It shows only in several requests together: payloadlint reports it when one run checks them all."
	}
	return "The provider refuses the request with it; payloadlint reports it before the request is sent."
}

// parameter explains a parameter.
func (e *Explainer) parameter(op *spec.Operation, p *spec.Parameter) (Topic, error) {
	t := newTopic(Parameter, p.Name)
	t.Operation, t.Doc, t.Text = op.ID, op.Doc, p.Description
	t.Title = "A parameter in the " + p.In
	var all []*spec.Constraint
	for i := range op.Constraints() {
		c := op.Constraint(i)
		if c.In == p.In && c.Parameter == p.Name || c.In == "request" && c.Parameter == p.In+"."+p.Name {
			all = append(all, c)
			t.Limits = append(t.Limits, limitOf(op, c))
		}
	}
	for _, u := range uncheckedOf(op) {
		if u.In == p.In && u.Parameter == p.Name {
			t.Unchecked = append(t.Unchecked, u)
		}
	}
	t.add("type", p.Type)
	t.add("required", required(p, all))
	t.add("default", p.Default)
	t.add("examples", strings.Join(p.Examples, ", "))
	t.add("it is", strings.Join(marks(p), ", "))
	t.add("page", page(op.Doc))
	if len(all) > 0 {
		t.Fix = append(t.Fix, "Give a value within the limits; the finding says which one it breaks.")
		t.Silence = silenceSome(op.ID)
	}
	// What tells most of a parameter is neither its type nor that it is there.
	slices.SortStableFunc(all, func(a, b *spec.Constraint) int { return cmp.Compare(telling(a), telling(b)) })
	return t, e.exemplify(&t, op, all...)
}

// marks are what the page says of a parameter beside its value.
func marks(p *spec.Parameter) (words []string) {
	for _, m := range []struct {
		holds bool
		word  string
	}{{p.Secret, "a secret"}, {p.Token, "an idempotency token"}, {p.Deprecated, "deprecated"}, {p.Reserved, "reserved"}} {
		if m.holds {
			words = append(words, m.word)
		}
	}
	return words
}

// telling orders constraints by how much they tell of a parameter, 0 the most.
func telling(c *spec.Constraint) int {
	switch {
	case c.Severity != "error":
		return 3
	case c.Rule == "wrong-type":
		return 2
	case c.Rule == "missing-parameter":
		return 1
	}
	return 0
}

func required(p *spec.Parameter, all []*spec.Constraint) string {
	for _, c := range all {
		switch {
		case p.Required:
			return "yes"
		case c.Rule == "missing-parameter":
			return "under a condition, see the limits"
		}
	}
	return "no"
}

// operation explains an operation.
func (e *Explainer) operation(op *spec.Operation) (Topic, error) {
	t := newTopic(Operation, op.ID)
	t.Operation, t.Doc, t.Title = op.ID, op.Doc, op.Title
	t.add("request", op.Method+" "+op.Path)
	t.add("page", page(op.Doc))
	var needed []string
	for _, p := range op.Parameters() {
		if p.Required {
			needed = append(needed, p.Name)
		}
	}
	t.add("required", strings.Join(needed, ", "))
	t.add("parameters", fmt.Sprintf("%d documented; 'payloadlint explain NAME' explains one, 'payloadlint schema' prints all", len(op.Parameters())))
	t.add("checks", fmt.Sprintf("%d; 'payloadlint coverage %s' lists them", len(op.Constraints()), shortID(op.ID)))
	t.add("error codes", strings.Join(codes(op), ", "))
	t.Fix = append(t.Fix, "'payloadlint new "+shortID(op.ID)+"' writes a request that passes.")
	t.Silence, t.Unchecked = silenceOperation(op.ID), uncheckedOf(op)
	examples, err := e.catalogue.Examples(op.ID)
	if err != nil {
		return t, err
	}
	for i := range op.Constraints() {
		c := op.Constraint(i)
		if x, ok := examples.Of(c.ID); ok && telling(c) == 0 && c.Parameter != c.In {
			t.Examples = constraintExamples(op, x)[:1]
			break
		}
	}
	if examples.Base != "" {
		t.Examples = append(t.Examples, Example{File: "request.json", Flags: []string{"--operation", op.ID}, Text: examples.Base, Without: []string{}})
	}
	return t, nil
}

// codes are the codes of an operation's error table, once each.
func codes(op *spec.Operation) []string {
	var all []string
	for _, row := range op.Errors() {
		if row.Code != "" && !slices.Contains(all, row.Code) {
			all = append(all, row.Code)
		}
	}
	return all
}

// shortID is the last part of an operation's id.
func shortID(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }

// inPlace is a parameter with its location.
func inPlace(name, in string) string {
	if name == in || in == "request" {
		return name
	}
	return name + " in the " + in
}

// sentence makes a sentence of advice.
func sentence(s string) string {
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
