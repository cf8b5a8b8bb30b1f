package config

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/yamldoc"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
)

// loader reads one configuration file.
type loader struct {
	names    names
	file     *source.File
	tree     document.Tree
	settings Settings
	quotas   map[string]int // the line of each
	mistakes []Mistake
}

// load reads the text of a configuration file and says all that is wrong with
// it. The settings are what could be read all the same.
func load(catalogue *spec.Catalogue, name string, text []byte) (*Settings, []Mistake) {
	l := &loader{file: source.New(name, text), settings: Settings{Source: name}, quotas: map[string]int{}}
	l.names = names{catalogue: catalogue, rules: rules.Rules()}
	if fault := yamldoc.Parse(&l.tree, text); fault != nil {
		l.wrong(fault.Span, "%s", withAdvice(fault.Message, fault.Advice))
	} else if len(l.tree.Roots) > 1 {
		l.wrong(l.tree.Span(l.tree.Roots[1]), "a second document begins here, expected one; remove the line ---")
	} else if len(l.tree.Roots) == 1 {
		l.duplicates()
		l.schema(l.tree.Roots[0])
		l.root(l.tree.Roots[0])
	}
	slices.SortStableFunc(l.mistakes, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	l.settings.finish()
	return &l.settings, l.mistakes
}

func withAdvice(message, advice string) string {
	if advice != "" {
		message += "; " + advice
	}
	return message
}

// wrong adds a mistake.
func (l *loader) wrong(at source.Span, format string, args ...any) {
	p := l.file.Position(at.Start)
	l.mistakes = append(l.mistakes, Mistake{l.file.Name, p.Line, p.Column, fmt.Sprintf(format, args...)})
}

func (l *loader) duplicates() {
	for _, d := range l.tree.Duplicates {
		first := l.file.Position(l.tree.NameSpan(d.First).Start)
		l.wrong(l.tree.NameSpan(d.Second), "the key %s is here a second time, the first is in line %d; remove one of them", quote(l.name(d.Second)), first.Line)
	}
}

// origin is where a span stands.
func (l *loader) origin(at source.Span) Origin {
	start, end := l.file.Position(at.Start), l.file.Position(at.End)
	return Origin{l.file.Name, start.Line, start.Column, end.Line, end.Column}
}

// at is where a value stands, with its name.
func (l *loader) at(id document.ID) Origin {
	span := l.tree.Span(id)
	if name := l.tree.NameSpan(id); name.End > name.Start && name.Start < span.Start {
		span.Start = name.Start
	}
	return l.origin(span)
}

// firstLine is where the first line of an entry stands, without a comment
// behind it.
func (l *loader) firstLine(id document.ID) Origin {
	span := l.tree.Span(id)
	length := bytes.IndexAny(l.file.Text[span.Start:span.End], "\r\n")
	if length < 0 {
		return l.origin(span)
	}
	end := span.Start + length
	span.End = span.Start
	for c := range l.children(id, document.Object) {
		if key := l.tree.Span(c); key.End <= end {
			span.End = max(span.End, key.End)
		}
	}
	if span.End == span.Start { // the first value goes on in the next line
		span.End = end
	}
	return l.origin(span)
}

// children are the members or items of a container of that kind; none for
// another kind.
func (l *loader) children(id document.ID, kind document.Kind) func(yield func(document.ID) bool) {
	return func(yield func(document.ID) bool) {
		if id == document.None || l.tree.Kind(id) != kind {
			return
		}
		for c := l.tree.First(id); c != l.tree.End(id); c = l.tree.Next(c) {
			if !yield(c) {
				return
			}
		}
	}
}

// text is the content of a string, empty for what is none.
func (l *loader) text(id document.ID) string {
	if id == document.None || l.tree.Kind(id) != document.String {
		return ""
	}
	return string(l.tree.Text(id))
}

// scalar is the text of a string, number or boolean.
func (l *loader) scalar(id document.ID) (string, bool) {
	switch l.tree.Kind(id) {
	case document.String, document.Number, document.Bool:
		return string(l.tree.Text(id)), true
	}
	return "", false
}

func (l *loader) name(id document.ID) string { return string(l.tree.Name(id)) }
