package config

import (
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
				}
			}
		case "quotas":
			l.perOperation(key, l.quota)
		case "known-values":
			l.perOperation(key, l.known)
		case "placeholders":
			l.settings.Placeholders, l.settings.PlaceholdersAt = l.text(key), l.at(key)
		case "fail-on":
			l.settings.FailOn, l.settings.FailOnAt = l.text(key), l.at(key)
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
		if name == "" || strings.ContainsAny(name, "{}<>()") {
			l.wrong(l.tree.NameSpan(c), "%q is no name of a variable; write the name alone, without the marks that a placeholder has around it", name)
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
		l.wrong(l.tree.Span(id), "%q is no glob: %s", pattern, fault)
		return Glob{}, false
	}
	return Glob{Dir: dirOf(l.file.Name), Pattern: pattern}, true
}

// operation resolves the name of an operation; it is empty for an unknown one.
func (l *loader) operation(name string, at source.Span) string {
	id, err := l.names.catalogue.Resolve(name)
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
		if text == "" {
			continue
		}
		switch at := l.tree.Span(c); l.name(c) {
		case "file":
			i.File, _ = l.glob(c)
		case "pointer":
			if i.Pointer = text; !isPointer(text) {
				l.wrong(at, "%q is no JSON Pointer, expected one such as /name or /list/0/name, in which ~0 stands for ~ and ~1 for /", text)
			}
		case "rule":
			i.Rule = text
			if err := l.names.rule(text); err != nil {
				l.wrong(at, "%s", err)
			}
		case "constraint":
			if found, err := l.names.constraint(text); err != nil {
				l.wrong(at, "%s", err)
			} else {
				i.Constraint = found.ID
			}
		case "reason":
			if i.Reason = strings.TrimSpace(text); i.Reason == "" {
				l.wrong(at, "the reason is empty; say why the finding does not matter")
			}
		case "expires":
			if i.Expires = text; !isDate(text) {
				l.wrong(at, "%q is no date, expected one such as 2027-01-31", text)
			}
		}
	}
	if i.File != (Glob{}) {
		l.settings.Ignores = append(l.settings.Ignores, i)
	}
}

// isPointer tells whether a text is an RFC 6901 pointer that leads somewhere.
func isPointer(s string) bool {
	if !strings.HasPrefix(s, "/") {
		return false
	}
	for _, after := range strings.Split(s, "~")[1:] {
		if !strings.HasPrefix(after, "0") && !strings.HasPrefix(after, "1") {
			return false
		}
	}
	return true
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// perOperation reads a key that has operations, and in each what read takes.
func (l *loader) perOperation(key document.ID, read func(operation string, id document.ID)) {
	for op := range l.children(key, document.Object) {
		id := l.operation(l.name(op), l.tree.NameSpan(op))
		if id == "" {
			continue
		}
		for c := range l.children(op, document.Object) {
			read(id, c)
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

func (l *loader) quota(operation string, id document.ID) {
	name := l.name(id)
	if err := l.names.quota(operation, name); err != nil {
		l.wrong(l.tree.NameSpan(id), "%s", err)
		return
	}
	for _, value := range l.values(id) {
		l.settings.Quotas = append(l.settings.Quotas, Quota{rules.Quota{Operation: operation, Name: name, Value: value}, l.at(id)})
	}
}

func (l *loader) known(operation string, id document.ID) {
	name := l.name(id)
	if err := l.names.parameter(operation, name); err != nil {
		l.wrong(l.tree.NameSpan(id), "%s", err)
		return
	}
	l.settings.Known = append(l.settings.Known, Known{operation, name, l.values(id), l.at(id)})
}
