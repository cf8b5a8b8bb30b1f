// Package scaffold writes requests to begin with: for an operation, a request
// that the check has nothing to say about, with the required parameters or with
// all, filled with examples and placeholders.
//
// It knows what the compiled specification says of an operation, and lets the
// engine judge what it made of that. It words no finding and reads no file.
package scaffold

import (
	"fmt"
	"slices"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Form is how a request is written.
type Form string

// The forms.
const (
	JSON Form = "json" // the body
	YAML Form = "yaml" // the body, with comments
	HTTP Form = "http" // the whole request, with comments
)

// New writes a request of the operation: with the parameters that it cannot do
// without or, if all is set, with all that go together and are neither
// deprecated nor reserved. Secrets, idempotency tokens and what has no example
// are placeholders. It fails where the specification gives no request that
// passes, or is damaged.
func New(op *spec.Operation, form Form, all bool) ([]byte, error) {
	p := &plan{op: op, all: all, whole: form == HTTP, values: valuesOf(op), dropped: map[place]string{}, tried: map[place]int{}}
	parts, err := p.settle()
	if err != nil {
		return nil, err
	}
	if parts, err = p.prune(parts); err != nil {
		return nil, err
	}
	name(parts)
	w := &writer{op: op, parts: parts, left: p.left()}
	switch form {
	case YAML:
		w.yaml()
	case HTTP:
		w.http()
	default:
		w.dst = append(jsonText(nil, parts[request.Body], "", dollars), '\n')
	}
	return w.dst, nil
}

// settle builds the request and mends what the engine finds in it until that is
// nothing. Every step takes a parameter or a value away for good, or adds a
// parameter for good, so it ends.
func (p *plan) settle() (map[string]*node, error) {
	for {
		parts := p.build()
		violations, err := p.judge(parts)
		if err != nil || len(violations) == 0 {
			return parts, err
		}
		if err := p.op.Fault(); err != nil {
			return nil, err
		}
		if !p.mend(violations) {
			return nil, fmt.Errorf("%s: the examples of the specification make no request that passes (%v)", p.op.ID, violations[0].Kind)
		}
	}
}

// prune takes parameters back that were demanded where one that was demanded
// later does, too.
func (p *plan) prune(parts map[string]*node) (map[string]*node, error) {
	for i := 0; i < len(p.added); {
		all := p.added
		p.added = slices.Delete(slices.Clone(all), i, i+1)
		less := p.build()
		violations, err := p.judge(less)
		switch {
		case err != nil:
			return nil, err
		case len(violations) > 0:
			p.added = all
			i++
		default:
			parts = less
		}
	}
	return parts, nil
}

// judge lets the engine look at the request. Placeholders are values unknown to
// it, as they will be when the request is checked.
func (p *plan) judge(parts map[string]*node) ([]check.Violation, error) {
	var tree document.Tree
	if !p.whole {
		if fault := jsondoc.Parse(&tree, jsonText(nil, parts[request.Body], "", dollars)); fault != nil {
			return nil, fault
		}
		return p.op.Schema.Location(request.Body).Check(&tree, tree.Roots[0], nil), nil
	}
	envelope := &node{kind: document.Object}
	for _, in := range locations() {
		member := *parts[in]
		member.name = in
		envelope.members = append(envelope.members, &member)
	}
	if fault := jsondoc.Parse(&tree, jsonText(nil, envelope, "", dollars)); fault != nil {
		return nil, fault
	}
	return p.op.Schema.CheckRequest(&tree, tree.Roots[0], nil), nil
}

// locations are the parts of a request in the order in which they are written.
func locations() []string {
	return []string{request.Path, request.Query, request.Header, request.Body}
}
