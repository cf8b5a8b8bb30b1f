// Package explain composes what people are told about a name that they meet in
// a finding: an error code, a rule, a constraint, an operation or a parameter.
// It gives data; Text and the page of a rule write it down. It also counts what
// of an operation's page is checked.
//
// It reads the generated files only and judges nothing.
package explain

import "github.com/payloadlint/payloadlint/internal/spec"

// Kind is what a topic is about.
type Kind string

// The kinds.
const (
	Rule       Kind = "rule"
	Operation  Kind = "operation"
	Code       Kind = "code"
	Constraint Kind = "constraint"
	Parameter  Kind = "parameter"
)

// Topic is one thing explained. Absent texts are "", lists are never nil.
type Topic struct {
	Kind Kind `json:"kind"`
	// Name is the thing as it is documented: {key} and [] stand for any member
	// and item. That of a constraint is without its operation.
	Name string `json:"name"`
	// Title says in a few words what it is.
	Title string `json:"title"`
	// Operation is the id of the operation that it belongs to, empty for rules.
	Operation string `json:"operation"`
	// Severity is that of a rule by default, or of a constraint.
	Severity string `json:"severity"`
	// Text says what it means, in sentences.
	Text string `json:"text"`
	// Facts are what is known of it, in the order in which to read them.
	Facts []Fact `json:"facts"`
	// Limits are the constraints that it is about.
	Limits []Limit `json:"limits"`
	// Unchecked is what the page says besides and only the provider can tell.
	Unchecked []Unchecked `json:"unchecked"`
	// Doc is the page behind it.
	Doc spec.Doc `json:"doc"`
	// Examples fail or pass, in this order; there may be none.
	Examples []Example `json:"examples"`
	// Fix says how to mend it, a sentence or two each.
	Fix []string `json:"fix"`
	// Silence is how to have it reported no more, the narrowest way first.
	Silence []Way `json:"silence"`
	// Help is the address of the rule's page; empty where there is none.
	Help string `json:"help"`
}

// Fact is one thing known, with a word for what it is.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Limit is a constraint in short.
type Limit struct {
	// Constraint is the id, Name the same without the operation.
	Constraint string `json:"constraint"`
	Name       string `json:"name"`
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	// Expected says what is legal.
	Expected string `json:"expected"`
	Code     string `json:"code"`
	// Provenance and Source say who says so.
	Provenance string `json:"provenance"`
	Source     string `json:"source"`
}

// Example is a request that shows a topic.
type Example struct {
	Fails bool `json:"fails"`
	// File is the name that check must be given the text by. Without, the text
	// is the part of a JSON request that matters, with … for what is left out.
	File string `json:"file"`
	// Flags are what check must be told, as on its command line.
	Flags []string `json:"flags"`
	Text  string   `json:"text"`
	// Without are the parameters that are left out on purpose.
	Without []string `json:"without"`
	// Output is what check says; empty for an example that passes.
	Output string `json:"output"`
}

// Way is one way to silence a finding.
type Way struct {
	// Where says where to write the lines, and what for.
	Where string   `json:"where"`
	Lines []string `json:"lines"`
	// Format is what the lines are written in, as in a fenced block.
	Format string `json:"format"`
}

// newTopic is a topic with lists.
func newTopic(kind Kind, name string) Topic {
	return Topic{
		Kind: kind, Name: name, Facts: []Fact{}, Limits: []Limit{}, Unchecked: []Unchecked{}, Examples: []Example{}, Fix: []string{}, Silence: []Way{},
	}
}

// add adds a fact, unless it says nothing.
func (t *Topic) add(name, value string) {
	if value != "" {
		t.Facts = append(t.Facts, Fact{name, value})
	}
}

// page is a page in words.
func page(d spec.Doc) string {
	if d.Updated == "" {
		return d.Title + " (without a date)"
	}
	return d.Title + ", updated " + d.Updated
}
