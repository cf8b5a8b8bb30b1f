package config

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/rules"
)

// root reads the keys of a file. Values of the wrong type are passed over: the
// schema has something to say of them.
func (l *loader) root(root document.ID) {
	for key := range l.children(root, document.Object) {
		switch l.name(key) {
		case "files":
			for c := range l.children(key, document.Array) {
				l.entry(c)
			}
		case "rules":
			for c := range l.children(key, document.Object) {
				l.rule(c)
			}
		case "ignore":
			for c := range l.children(key, document.Array) {
				l.ignore(c)
			}
		case "exclude":
			for c := range l.children(key, document.Array) {
				if g, ok := l.glob(c); ok {
					l.settings.Exclude = append(l.settings.Exclude, g)
					l.settings.ExcludeAt = append(l.settings.ExcludeAt, l.at(c))
				}
			}
		case "quotas":
			l.perOperation(key, l.quota)
		case "known-values":
			l.perOperation(key, l.known)
		case "placeholders":
			if !l.isOpen(key) {
				l.settings.Placeholders, l.settings.PlaceholdersAt = l.text(key), l.at(key)
			}
		case "fail-on":
			if !l.isOpen(key) {
				l.settings.FailOn, l.settings.FailOnAt = l.text(key), l.at(key)
			}
		default:
			l.openKey(key)
		}
	}
}

func (l *loader) entry(id document.ID) {
	e := Entry{At: l.firstLine(id)}
	globbed := false
	for c := range l.children(id, document.Object) {
		switch l.name(c) {
		case "glob":
			e.Glob, globbed = l.glob(c)
		case "operation":
			if name := l.text(c); name != "" {
				e.Operation = l.operation(name, l.tree.Span(c))
			}
		case "variables":
			e.Variables = l.variables(c)
		default:
			l.openKey(c)
		}
	}
	if globbed {
		l.settings.Files = append(l.settings.Files, e)
	}
}

func (l *loader) variables(id document.ID) map[string]string {
	values := map[string]string{}
	for c := range l.children(id, document.Object) {
		name := l.name(c)
		if strings.ContainsAny(name, "{}<>()") {
			l.wrong(l.tree.NameSpan(c), "%s is no name of a variable; write the name alone, without the marks that a placeholder has around it", quote(name))
			continue
		}
		if value, ok := l.scalar(c); ok {
			values[name] = value
		}
	}
	return values
}

// glob reads a pattern of file names.
func (l *loader) glob(id document.ID) (Glob, bool) {
	pattern := l.text(id)
	if pattern == "" {
		return Glob{}, false
	}
	if fault := globFault(pattern); fault != "" {
		l.wrong(l.tree.Span(id), "%s is no glob: %s", quote(pattern), fault)
		return Glob{}, false
	}
	return Glob{Dir: path.Dir(l.file.Name), Pattern: pattern}, true
}

// operation resolves the name of an operation; it is empty for an unknown one.
func (l *loader) operation(name string, at source.Span) string {
	id, err := l.names.resolve(name)
	if err != nil {
		l.wrong(at, "%s", err)
	}
	return id
}

// ignore reads an entry of what is not to be reported.
func (l *loader) ignore(id document.ID) {
	i := Ignore{At: l.firstLine(id)}
	for c := range l.children(id, document.Object) {
		text := l.text(c)
		switch l.name(c) {
		case "file":
			i.File, _ = l.glob(c)
		case "pointer":
			if !l.isOpen(c) {
				i.Pointer = text
			}
		case "rule", "constraint":
			if text != "" {
				l.ignored(&i, c, text)
			}
		case "reason":
			if i.Reason = strings.TrimSpace(text); i.Reason == "" && text != "" {
				l.wrong(l.tree.Span(c), "the reason is empty; say why the findings do not matter")
			}
		case "expires":
			i.Expires = text
			// What does not look like a date the schema has something to say of.
			if _, err := time.Parse(time.DateOnly, text); err != nil && !l.isOpen(c) && looksLikeDate(text) {
				l.wrong(l.tree.Span(c), "%s is no day of the calendar, expected a date such as 2027-01-31", quote(text))
			}
		default:
			l.openKey(c)
		}
	}
	if i.File != (Glob{}) {
		l.settings.Ignores = append(l.settings.Ignores, i)
	}
}

// looksLikeDate tells whether a text has the form that a date must have.
func looksLikeDate(text string) bool {
	digits := strings.Trim(strings.ReplaceAll(text, "-", ""), "0123456789") == ""
	return digits && len(text) == len(time.DateOnly) && text[4] == '-' && text[7] == '-' && strings.Count(text, "-") == 2
}

// ignored reads what an entry takes back.
func (l *loader) ignored(i *Ignore, id document.ID, name string) {
	var err error
	if l.name(id) == "rule" {
		i.Rule, err = name, l.names.rule(name)
	} else if c, fault := l.names.constraint(name); c != nil {
		i.Constraint = c.ID
	} else if err = fault; err == nil {
		err = fmt.Errorf("unknown constraint %s, expected operation, parameter and limit with slashes between, as findings have it", quote(name))
	}
	if err != nil {
		l.wrong(l.tree.Span(id), "%s", err)
	}
}

// perOperation reads a key that has operations, and in each what read takes.
func (l *loader) perOperation(key document.ID, read func(operation string, id document.ID)) {
	for op := range l.children(key, document.Object) {
		if l.name(op) == "" {
			continue // the schema says so
		}
		id := l.operation(l.name(op), l.tree.NameSpan(op))
		if id == "" {
			continue
		}
		for c := range l.children(op, document.Object) {
			if l.name(c) != "" {
				read(id, c)
			}
		}
	}
}

// values are a scalar, or the scalars of a list.
func (l *loader) values(id document.ID) (values []string) {
	if value, ok := l.scalar(id); ok {
		return []string{value}
	}
	for c := range l.children(id, document.Array) {
		if value, ok := l.scalar(c); ok {
			values = append(values, value)
		}
	}
	return values
}

// maxValues is the most values that the schema lets a quota have.
const maxValues = 1000

func (l *loader) quota(operation string, id document.ID) {
	name := l.name(id)
	at := l.tree.NameSpan(id)
	if err := l.names.quota(operation, name); err != nil {
		l.wrong(at, "%s", err)
		return
	}
	if first, ok := l.quotas[operation+" "+name]; ok {
		l.wrong(at, "the quota %s of %s is stated a second time, the first is in line %d; remove one of them", name, operation, first)
		return
	}
	from := len(l.settings.Quotas)
	l.quotas[operation+" "+name] = l.at(id).Line
	if l.tree.Size(id) > maxValues {
		return // the schema says so; to judge each of them could take long
	}
	for _, value := range l.values(id) {
		l.settings.Quotas = append(l.settings.Quotas, Quota{rules.Quota{Operation: operation, Name: name, Value: value}, l.at(id)})
	}
	if stated := l.settings.Quotas[from:]; len(stated) == 0 && l.tree.Size(id) == 0 && l.tree.Kind(id) == document.Array {
		l.wrong(l.tree.Span(id), "%s lists no value; write one, or remove the key", quote(name))
	} else if err := validQuotas(stated); err != nil {
		l.wrong(l.tree.Span(id), "the quota %s of %s is wrong: %s", name, operation, err)
	}
}

// validQuotas says what is wrong with the values of one quota.
func validQuotas(stated []Quota) error {
	var all []rules.Quota
	for _, q := range stated {
		all = append(all, q.Quota)
	}
	_, err := rules.New(rules.Config{Quotas: all})
	if cause := errors.Unwrap(err); cause != nil {
		return cause
	}
	return err
}

func (l *loader) known(operation string, id document.ID) {
	name := l.name(id)
	if err := l.names.valued(operation, name); err != nil {
		l.wrong(l.tree.NameSpan(id), "%s", err)
		return
	}
	values := l.values(id)
	if len(values) == 0 && l.tree.Size(id) == 0 && l.tree.Kind(id) == document.Array {
		l.wrong(l.tree.Span(id), "%s lists no value; write one, or remove the key", quote(name))
	}
	l.settings.Known = append(l.settings.Known, Known{operation, name, values, l.at(id)})
}
