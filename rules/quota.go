package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/decimal"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Quota is a limit that a provider sets for an account. No file tells it, so
// the user states it, and without that nothing is reported.
type Quota struct {
	// Operation is the id of the operation, or its end as far as it is unique.
	Operation string
	// Name is what the operation's page calls the quota.
	Name string
	// Value is what the quota is: a whole number, or for a quota that forbids
	// values one of them. Such a quota may be stated several times.
	Value string
}

// ParseQuota reads a quota in one word: OPERATION.NAME=VALUE. NAME may hold
// dots, and VALUE anything.
func ParseQuota(text string) (Quota, error) {
	key, value, valued := strings.Cut(text, "=")
	operation, name, named := strings.Cut(key, ".")
	if !valued || !named || operation == "" || name == "" {
		return Quota{}, fmt.Errorf("%s is no quota, expected OPERATION.NAME=VALUE", quote([]byte(text)))
	}
	return Quota{Operation: operation, Name: name, Value: value}, nil
}

// quotas are the stated ones by the id of the operation.
type quotas map[string][]*stated

// stated is a quota with all that it takes to judge by it.
type stated struct {
	constraint *spec.Constraint
	// steps lead from the location to what is measured.
	steps []string
	// types are those of what is measured, none for all; whole tells that a
	// number must be whole.
	types types
	whole bool
	// limit is the most that is allowed, size the same.
	limit decimal.Decimal
	size  int64
	// value is as stated; empty where values are forbidden.
	value string
	// forbidden are the values that are, and numbers those of them that are
	// numbers, in order. There may be very many.
	forbidden map[string]struct{}
	numbers   []spelled
}

// spelled is a number and its spelling.
type spelled struct {
	decimal.Decimal
	text string
}

// readQuotas resolves quotas, nil for none. It fails where no operation has such
// a quota, where its value cannot be one, and where two say different things.
func readQuotas(catalogue *spec.Catalogue, list []Quota) (quotas, error) {
	if len(list) == 0 {
		return nil, nil
	}
	read := quotas{}
	for _, q := range list {
		if err := read.add(catalogue, q); err != nil {
			return nil, fmt.Errorf("quota %s.%s: %w", name(q.Operation), name(q.Name), err)
		}
	}
	for _, list := range read {
		for _, s := range list {
			slices.SortStableFunc(s.numbers, func(a, b spelled) int { return a.Compare(&b.Decimal) })
		}
	}
	return read, nil
}

func (all quotas) add(catalogue *spec.Catalogue, q Quota) error {
	id, err := catalogue.Resolve(q.Operation)
	if err != nil {
		return err
	}
	op, err := catalogue.Operation(id)
	if err == nil {
		err = op.Fault()
	}
	if err != nil {
		return err
	}
	c, err := quotaOf(op, q.Name)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all[id], func(s *stated) bool { return s.constraint == c })
	if i < 0 {
		i = len(all[id])
		all[id] = append(all[id], stateOf(op, c))
	}
	return all[id][i].set(q.Value)
}

// quotaOf is the constraint of the quota of that name.
func quotaOf(op *spec.Operation, wanted string) (*spec.Constraint, error) {
	var names []string
	for i := range op.Constraints() {
		c := op.Constraint(i)
		if c.Quota == nil {
			continue
		}
		if c.Quota.Name == wanted {
			return c, nil
		}
		names = append(names, c.Quota.Name)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s has no quotas", op.ID)
	}
	if closest := closestQuota(wanted, names); closest != "" {
		return nil, fmt.Errorf("%s has no such quota; did you mean %s?", op.ID, closest)
	}
	return nil, fmt.Errorf("%s has no such quota; it has %s", op.ID, strings.Join(names, ", "))
}

// closestQuota is the name that was probably meant: one that is alike, or that
// ends so; empty for none.
func closestQuota(wanted string, names []string) string {
	for _, full := range names {
		if strings.EqualFold(spec.LastName(full), wanted) {
			return full
		}
	}
	if closest, match := nearest.Of(wanted, names); match != nearest.Far {
		return closest
	}
	return nearest.Part(wanted, names)
}

func stateOf(op *spec.Operation, c *spec.Constraint) *stated {
	s := &stated{constraint: c, steps: spec.Steps(c.Parameter)}
	for _, p := range op.Parameters() {
		if p.In == c.In && p.Name == c.Parameter && p.Type != "" {
			names := strings.Split(p.Type, " or ")
			s.types, s.whole = typesOf(names), slices.Contains(names, "integer")
		}
	}
	return s
}

// set takes a stated value.
func (s *stated) set(value string) error {
	if s.constraint.Quota.Measures == spec.Forbidden {
		return s.forbid(value)
	}
	n, err := strconv.ParseUint(value, 10, 63)
	if err != nil {
		return fmt.Errorf("its value is %s, expected a whole number such as 10", quote([]byte(value)))
	}
	value = strconv.FormatUint(n, 10)
	if s.value != "" && s.value != value {
		return fmt.Errorf("it is stated twice, as %s and as %s; state it once", s.value, value)
	}
	s.value, s.size = value, int64(n)
	s.limit, _ = decimal.Parse([]byte(value))
	return nil
}

// forbid takes a value that is forbidden.
func (s *stated) forbid(value string) error {
	if value == "" {
		return fmt.Errorf("its value is empty, expected a value that is forbidden")
	}
	if _, again := s.forbidden[value]; again {
		return nil
	}
	if s.forbidden == nil {
		s.forbidden = map[string]struct{}{}
	}
	s.forbidden[value] = struct{}{}
	if n, ok := decimal.Parse([]byte(value)); ok {
		s.numbers = append(s.numbers, spelled{n, value})
	}
	return nil
}

// requestQuota is how many requests for an operation there may be in one run,
// and the constraint that says so; not ok where the user stated no such quota.
func (l *Linter) requestQuota(op *spec.Operation) (limit int64, c *spec.Constraint, ok bool) {
	for _, s := range l.quotas[op.ID] {
		if s.constraint.Quota.Measures == spec.Requests {
			return s.size, s.constraint, true
		}
	}
	return 0, nil, false
}

// quotas reports what of one request exceeds the stated quotas.
func (w *writer) quotas(d *examined) {
	for _, s := range w.linter.quotas[d.op.ID] {
		if s.constraint.Quota.Measures == spec.Requests {
			continue
		}
		for _, part := range d.request.Parts {
			if part.In == s.constraint.In {
				w.reach(d, s, part.Node, s.steps)
			}
		}
	}
}

// isLimited tells whether a quota is stated for one of the requests.
func (w *writer) isLimited(documents []examined) bool {
	stated := w.linter.quotas
	return len(stated) > 0 && slices.ContainsFunc(documents, func(d examined) bool {
		return d.op != nil && stated[d.op.ID] != nil
	})
}

// reach measures each value below a node that the steps lead to.
func (w *writer) reach(d *examined, s *stated, id document.ID, steps []string) {
	if len(steps) == 0 {
		w.measure(d, s, id)
		return
	}
	t, kind := w.tree, document.Object
	if steps[0] == spec.AnyItem {
		kind = document.Array
	}
	if t.Kind(id) != kind {
		return
	}
	any := steps[0] == spec.AnyItem || steps[0] == spec.AnyKey
	for c := t.First(id); c != t.End(id); c = t.Next(c) {
		if any || string(t.Name(c)) == steps[0] {
			w.reach(d, s, c, steps[1:])
		}
	}
}

// measure reports a value that exceeds the quota. One that is of the wrong type
// or not yet known exceeds none.
func (w *writer) measure(d *examined, s *stated, id document.ID) {
	t := w.tree
	kind := t.Kind(id)
	if s.types != 0 && !s.types.has(kind) || t.IsVague(id) || kind == document.String && placeholder.In(t.Text(id)) {
		return
	}
	switch s.constraint.Quota.Measures {
	case spec.Size:
		if unit := unitOf(kind); unit != "" && int64(t.Size(id)) > s.size {
			found := count(t.Size(id), unit)
			w.exceeded(d, s, id, excess{value: s.value, found: found, clause: "has " + found, expected: "at most " + s.value})
		}
	case spec.Number:
		n, ok := decimal.Parse(t.Text(id))
		if kind == document.Number && ok && (!s.whole || n.IsInteger()) && n.Compare(&s.limit) > 0 {
			found := w.value(id)
			w.exceeded(d, s, id, excess{value: s.value, found: found, clause: "is " + found, expected: "at most " + s.value})
		}
	case spec.Forbidden:
		if value, is := s.isForbidden(kind, t.Text(id)); is {
			found := w.value(id)
			w.exceeded(d, s, id, excess{value: value, found: found, clause: "is " + found, expected: "another value"})
		}
	}
}

// unitOf is what the size of a value counts, empty for one without.
func unitOf(kind document.Kind) string {
	switch kind {
	case document.Object:
		return "member"
	case document.Array:
		return "item"
	}
	return ""
}

// isForbidden tells whether a scalar is one of the values that the user stated as
// texts, and which: 1.0 is 1.
func (s *stated) isForbidden(kind document.Kind, text []byte) (value string, is bool) {
	switch kind {
	case document.String, document.Bool:
		_, is = s.forbidden[string(text)]
		return string(text), is
	case document.Number:
		n, ok := decimal.Parse(text)
		i, is := slices.BinarySearchFunc(s.numbers, &n, func(a spelled, n *decimal.Decimal) int { return a.Compare(n) })
		if ok && is {
			return s.numbers[i].text, true
		}
	}
	return "", false
}

// excess is what exceeds a quota, in words.
type excess struct {
	// value is the quota as the user stated it.
	value string
	// found follows "found", clause the parameter, expected "expected".
	found, clause, expected string
}

func (w *writer) exceeded(d *examined, s *stated, id document.ID, e excess) {
	p := w.placeOf(&d.request, id, "", false)
	if w.hides(w.tree.Span(id)) {
		e.value = notShown
	}
	w.add(quotaFinding(d.op, s.constraint, &p, e), p.span)
}

// valueMark stands in a documented text for the quota as the user stated it.
const valueMark = "{value}"

// quotaFinding is a finding on a quota, but for where it stands in the file.
func quotaFinding(op *spec.Operation, c *spec.Constraint, p *place, e excess) Finding {
	fill := func(template string) string {
		return p.fill(strings.ReplaceAll(template, valueMark, textMark), c, name(e.value))
	}
	f := Finding{
		Severity: Severity(c.Severity), Rule: c.Rule, Code: fill(c.Code), Status: c.Status, Message: fill(c.Message),
		Operation: op.ID, Constraint: c.ID, Provenance: string(c.Provenance), Doc: Doc(op.Doc),
		In: p.in, Parameter: p.parameter(), Pointer: p.pointer(),
	}
	stating := statement(c.Quota, e.value)
	if f.Message == "" {
		f.Message, f.Detail = p.subject()+" "+e.clause+", expected "+e.expected, stating
	} else {
		f.Detail = "found " + e.found + "; " + stating
	}
	return f
}

// statement says what the user stated.
func statement(quota *spec.Limit, value string) string {
	if quota.Measures == spec.Forbidden {
		return "you stated that this value is forbidden"
	}
	return "you stated the quota " + quota.Name + " as " + name(value)
}
