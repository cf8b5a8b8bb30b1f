package check

import (
	"sync"

	"github.com/payloadlint/payloadlint/internal/decimal"
	"github.com/payloadlint/payloadlint/internal/document"
)

// Schema is a schema of a whole request. It is safe for concurrent use. What it
// says of a place is compiled when a value first stands there: see Load.
type Schema struct {
	request   Part
	locations []*Part
	loader
	// blame says per constraint where a broken condition is reported: the path
	// from the condition's scope.
	blame map[int][]string
	lints int // how many
	scans sync.Pool
}

// Part is the schema of one location of the request, or of the whole.
type Part struct {
	name   string // empty for the whole request
	sub    *sub
	schema *Schema
}

// Subschema is a schema within a parsed document. The zero value is no schema.
type Subschema struct {
	Tree *document.Tree
	Root document.ID
}

// Annotations are what is known about a schema beyond its keywords. The schema
// keeps the map, strings and slices, so nobody changes them afterwards.
type Annotations struct {
	// Constraint maps a JSON pointer into the schema to the constraint that
	// stands there. A pointer names
	//   - a keyword: …/minLength; an absent name: …/required/Name;
	//   - a subschema, such as …/allOf/0: all that fails within it, unless it
	//     has a pointer of its own;
	//   - with a suffix, a mark that JSON Schema does not have: …#reserved,
	//     …#sample, …#integer, after the pointer of the subschema.
	// Verify refuses a pointer that leads nowhere.
	Constraint map[string]int
	// At holds, by constraint, the path from a condition's scope to the member
	// to report it on.
	At map[int][]string
	// Lint are conditions that are not part of the schema.
	Lint []Lint
}

// Lint is a condition whose violations are advisory. A value at Scope that
// matches When must match Then, or stand in the relation to a value at To.
type Lint struct {
	Constraint int
	// Scope leads from the request to the values that are judged: member names,
	// "{}" for every member and "[]" for every item. The schema must have it.
	Scope []string
	// When and Then may be absent: then everything matches When, nothing Then.
	When, Then Subschema
	// Relation is empty, "equal" or "prefix". It replaces Then: the scalar must
	// equal, or begin with, at least one scalar at To, a path like Scope.
	Relation string
	To       []string
}

// Location is the part of the request that the schema has under
// /properties/<name>, the whole request for "", nil where there is none.
func (s *Schema) Location(name string) *Part {
	if name == "" {
		return &s.request
	}
	for _, p := range s.locations {
		if p.name == name {
			return p
		}
	}
	return nil
}

// node is a compiled subschema.
type node struct {
	// place is the node whose instance location this one shares, itself unless
	// it stands in an allOf, anyOf, not, if, then or else. Only its frame and role are used.
	place *node
	frame frame

	role       role // of a place
	never      bool // the schema is false, or can not be met
	constraint int  // of never
	// types are the legal ones; 0 is all.
	types          typeSet
	typeConstraint int

	enums   []*enumCheck
	numbers []numberCheck
	text    *textCheck
	items   *arrayCheck
	members *objectCheck
	marks   *marks

	// What stands in place. The nodes in also assert something themselves;
	// those of their own also and conditions are already lifted into here.
	also       []*node
	conditions []*condition
	lints      []*lint
}

// role tells the places that are special from all others.
type role uint8

const (
	ordinary role = iota
	wholeRequest
	headers // whose names have no letter case
)

// header is the location with that role.
const header = "header"

// asserts tells whether anything can fail the node.
func (n *node) asserts() bool {
	return n.assertsItself() || len(n.also) > 0 || len(n.conditions) > 0
}

// idle tells whether nothing can come of judging by the node.
func (n *node) idle() bool { return !n.asserts() && n.marks == nil && n.lints == nil }

// assertsItself leaves out what stands in place.
func (n *node) assertsItself() bool {
	return n.never || n.types != 0 || n.enums != nil || n.numbers != nil || n.text != nil || n.items != nil || n.members != nil
}

// typeSet has a bit for each document.Kind, and one for integers.
type typeSet uint8

const (
	integerType typeSet = 1 << (document.Object + 1)
	scalarTypes         = integerType | 1<<document.Null | 1<<document.Bool | 1<<document.Number | 1<<document.String
)

// marks say something about a value that is present, right or wrong.
type marks struct {
	deprecated, reserved, secret mark
	spelling                     mark // of an integer such as 3.0
}

type mark struct {
	on         bool
	constraint int
}

type numberCheck struct {
	op         numberOp
	limit      decimal.Decimal
	constraint int
}

type numberOp uint8

const (
	minimum numberOp = iota
	maximum
	exclusiveMinimum
	exclusiveMaximum
	multipleOf
)

// bounds limits a count. Without a minimum or maximum, that is 0 or math.MaxInt.
type bounds struct {
	min, max                     int
	minConstraint, maxConstraint int
}

type textCheck struct {
	length            bounds
	pattern           *pattern // nil for none
	patternConstraint int
}

type arrayCheck struct {
	size bounds
	each *sub // nil for none
}

type objectCheck struct {
	size       bounds
	required   []requirement
	properties []property
	bySlot     []int32 // slot of the frame → index into properties plus 1
	documented []string
	patterns   []patternProperty
	names      *sub // nil for none

	// others judges members that neither properties nor patterns name; nil for
	// no judgement. closed refuses them.
	others           *sub
	closed           bool
	closedConstraint int
	// sample marks an open object whose known members are all in properties
	// and patterns.
	sample mark
}

type requirement struct {
	slot       int
	name       string
	constraint int
}

type property struct {
	slot int
	sub  sub
}

type patternProperty struct {
	pattern *pattern
	sub     *sub
}

// property finds the schema of a name by its slot in the frame.
func (o *objectCheck) property(slot int) *sub {
	if slot < 0 || slot >= len(o.bySlot) || o.bySlot[slot] == 0 {
		return nil
	}
	return &o.properties[o.bySlot[slot]-1].sub
}

// selective tells whether members must be looked at one by one, not only those
// that have a schema by name.
func (o *objectCheck) selective() bool {
	return len(o.patterns) > 0 || o.names != nil || o.closed || o.sample.on || o.others != nil && !o.others.node().idle()
}

// condition is one if, not or anyOf.
type condition struct {
	kind       conditionKind
	when       *node // if or not; nil is always met
	then, els  *node // nil for none
	branches   []*node
	constraint int // of not and anyOf; the parts of then and else have their own
}

type conditionKind uint8

const (
	ifThen conditionKind = iota
	notMet
	anyMet
)
