package spec

import "fmt"

// RuleExample shows a rule: a file that breaks it, and one that does not.
type RuleExample struct {
	Rule string `json:"rule"`
	// Flags are what check must be told, as on its command line.
	Flags []string `json:"flags,omitempty"`
	Bad   Sample   `json:"bad"`
	Good  Sample   `json:"good"`
}

// Sample is a file as an example.
type Sample struct {
	// File is its name, whose end tells the form.
	File string `json:"file"`
	Text string `json:"text"`
	// Output is what the text format says of it; empty for a good file.
	Output string `json:"output,omitempty"`
}

// Examples show the constraints of one operation.
type Examples struct {
	// Base is a request with all its locations, as JSON, that breaks nothing.
	Base string
	list []Example
}

// Example shows a constraint: a request that breaks it, and one that just does not.
type Example struct {
	// Constraint is the id.
	Constraint string `json:"constraint"`
	// Quotas are what the user must state, as NAME=VALUE.
	Quotas []string `json:"quotas,omitempty"`
	Bad    Excerpt  `json:"bad"`
	Good   Excerpt  `json:"good"`
}

// Excerpt is what is shown of a request, most of which are too long to be shown.
type Excerpt struct {
	// Edit makes the request of the base, in the notation of package cases.
	Edit string `json:"edit,omitempty"`
	// File is the name of a whole file, which then has no Edit.
	File string `json:"file,omitempty"`
	// Text is that file, or the part that matters, with … for what is left out:
	// for people.
	Text string `json:"text"`
	// Without are the parameters of the base that the request lacks.
	Without []string `json:"without,omitempty"`
	// Says is what check says: of a file as it is, else as a line without its place.
	Says string `json:"says,omitempty"`
}

// RuleExamples are the examples of rules, sorted by the rule's id. An error
// means that the generated file is damaged.
func (c *Catalogue) RuleExamples() ([]RuleExample, error) {
	s, err := readSheet(c.fsys, "rules.examples.json")
	if err != nil {
		return nil, err
	}
	return entries(s.lists["rules"], ruleExampleOf), nil
}

// Examples are the examples of the operation's constraints. An error means that
// there is no such operation, or that the generated file is damaged.
func (c *Catalogue) Examples(id string) (*Examples, error) {
	if _, err := c.entry(id); err != nil {
		return nil, err
	}
	name := id + ".examples.json"
	s, err := readSheet(c.fsys, name)
	if err != nil {
		return nil, err
	}
	if v := s.head.member("format").integer(); v != formatVersion {
		return nil, fmt.Errorf("%s: format %d, want %d", name, v, formatVersion)
	}
	return &Examples{Base: s.head.member("base").str(), list: entries(s.lists["constraints"], exampleOf)}, nil
}

// All are the examples, in the order of the constraints.
func (e *Examples) All() []Example { return e.list }

// Of is the example of a constraint; a few have none.
func (e *Examples) Of(constraint string) (Example, bool) {
	for i := range e.list {
		if e.list[i].Constraint == constraint {
			return e.list[i], true
		}
	}
	return Example{}, false
}

func ruleExampleOf(v value) RuleExample {
	return RuleExample{
		Rule: v.member("rule").str(), Flags: v.member("flags").strings(),
		Bad: sampleOf(v.member("bad")), Good: sampleOf(v.member("good")),
	}
}

func sampleOf(v value) Sample {
	return Sample{File: v.member("file").str(), Text: v.member("text").str(), Output: v.member("output").str()}
}

func exampleOf(v value) Example {
	return Example{
		Constraint: v.member("constraint").str(), Quotas: v.member("quotas").strings(),
		Bad: excerptOf(v.member("bad")), Good: excerptOf(v.member("good")),
	}
}

func excerptOf(v value) Excerpt {
	return Excerpt{
		Edit: v.member("edit").str(), File: v.member("file").str(), Text: v.member("text").str(),
		Without: v.member("without").strings(), Says: v.member("says").str(),
	}
}
