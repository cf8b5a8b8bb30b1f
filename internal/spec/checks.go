package spec

import (
	"fmt"
	"io/fs"
	"strconv"

	"github.com/payloadlint/payloadlint/internal/check"
)

// readChecks reads all that a request of an operation is judged by. What the
// file says is verified when it is generated.
func readChecks(fsys fs.FS, name string) (*check.Schema, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	root, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if v := root.member("format").integer(); v != formatVersion {
		return nil, fmt.Errorf("%s: format %d, want %d", name, v, formatVersion)
	}
	request := root.member("schema")
	if request.tree == nil {
		return nil, fmt.Errorf("%s: the schema is missing", name)
	}
	schema, err := check.Load(request.tree, request.id, annotationsOf(root))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return schema, nil
}

func annotationsOf(root value) check.Annotations {
	keywords, at, lint := root.member("keywords"), root.member("at"), root.member("lint")
	a := check.Annotations{
		Constraint: make(map[string]int, keywords.size()),
		At:         make(map[int][]string, at.size()),
		Lint:       make([]check.Lint, 0, lint.size()),
	}
	keywords.each(func(v value) { a.Constraint[v.name()] = v.integer() })
	at.each(func(v value) {
		if constraint, err := strconv.Atoi(v.name()); err == nil {
			a.At[constraint] = v.strings()
		}
	})
	lint.each(func(v value) {
		a.Lint = append(a.Lint, check.Lint{
			Constraint: v.member("constraint").integer(),
			Scope:      v.member("scope").strings(),
			When:       v.member("when").schema(),
			Then:       v.member("then").schema(),
			Relation:   v.member("relation").str(),
			To:         v.member("to").strings(),
		})
	})
	return a
}
