package speccompile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// documented gives each constraint the error that the page documents for it,
// and returns the rows with the constraints that raise them.
func (inv *inventory) documented() ([]spec.DocumentedError, error) {
	inv.bodySyntax()
	if err := cmp.Or(inv.tokens(), inv.quotas()); err != nil {
		return nil, err
	}
	rows := make([]spec.DocumentedError, len(inv.op.Errors))
	for i, row := range inv.op.Errors {
		rows[i] = spec.DocumentedError{
			Code: row.Code, Status: row.Status, Message: row.Message,
			Class: spec.Class(row.Class), Source: row.Source, Constraints: []string{},
		}
	}
	for i := range inv.constraints {
		c := &inv.constraints[i]
		row := inv.row(c)
		if row < 0 {
			continue
		}
		inv.apply(c, inv.op.Errors[row])
		rows[row].Constraints = append(rows[row].Constraints, c.ID)
	}
	for i, row := range rows {
		if row.Class != spec.Server && len(row.Constraints) == 0 {
			return nil, misplaced(inv.op.Errors[i].pos, "error row %s %q is raised by no constraint", row.Code, row.Message)
		}
	}
	return rows, nil
}

// bodySyntax adds a constraint for a body that is not well-formed, where the
// page documents an error for it.
func (inv *inventory) bodySyntax() {
	for _, row := range inv.op.Errors {
		for _, t := range row.RaisedBy {
			if t.Rule == "invalid-syntax" {
				c := inv.add(place{in: "body"}, "syntax", t.Rule, "a well-formed JSON text")
				c.Keywords = nil
			}
		}
	}
}

// row is the index of the row for a constraint: its own, else a generic one,
// which only speaks of errors. -1 is none.
func (inv *inventory) row(c *spec.Constraint) int {
	generic := -1
	for i, row := range inv.op.Errors {
		for _, t := range row.RaisedBy {
			switch {
			case t.Rule != c.Rule || row.Class == string(spec.Server) || row.Quota != c.Quota:
			case t.Parameter == c.Parameter && t.OfKey == c.OfKey:
				return i
			case t.Parameter == "*" && generic < 0 && c.Severity == "error":
				generic = i
			}
		}
	}
	return generic
}

func (inv *inventory) apply(c *spec.Constraint, row ErrorRow) {
	fill := func(s string) string { return strings.ReplaceAll(s, "{Parameter}", c.Parameter) }
	c.Code, c.Status, c.Message = fill(row.Code), row.Status, fill(row.Message)
	c.Complete = row.Complete && row.Message != ""
	own := slices.ContainsFunc(row.RaisedBy, func(t Trigger) bool { return t.Parameter == c.Parameter })
	if own && row.Source == "" && c.Provenance == spec.Documented {
		if c.Source = strings.TrimSpace("error row " + row.Code); row.Code == "" {
			c.Source = inv.op.Page.Tables[c.In]
		}
	}
}
