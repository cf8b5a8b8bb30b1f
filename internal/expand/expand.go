// Package expand puts the values of variables in the place of placeholders,
// into an assembly that remembers what stood where.
//
// Values are put in as they are, as envsubst and the clients of .http files do
// it: they are not escaped for the format around them.
package expand

import (
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/source"
)

// Value is the value of a variable.
type Value struct {
	Text string
	// From is where the text is written.
	From source.Origin
}

// Lookup finds the value of a variable by name.
type Lookup func(name string) (Value, bool)

// Outside is the lookup of variables that stand in no file.
func Outside(variables map[string]string) Lookup {
	return func(name string) (Value, bool) {
		text, ok := variables[name]
		return Value{text, source.Origin{File: source.Outside}}, ok
	}
}

// Span adds, as a region of its own, what a span of a file becomes, and returns
// where the region is. Where nothing is known of any placeholder in it, it adds
// nothing and ok is false.
func Span(a *source.Assembly, file int, span source.Span, lookup Lookup) (region source.Span, ok bool) {
	from := span.Start
	for ref := range placeholder.All(a.Files()[file].Text[span.Start:span.End]) {
		if ref.Name == "" {
			continue
		}
		value, known := lookup(ref.Name)
		if !known {
			continue
		}
		if !ok {
			region.Start, ok = a.Begin(), true
		}
		at := source.Span{Start: span.Start + ref.Start, End: span.Start + ref.End}
		if from < at.Start {
			a.Copy(file, source.Span{Start: from, End: at.Start})
		}
		a.Substitute(file, at, value.Text, value.From)
		from = at.End
	}
	if !ok {
		return source.Span{}, false
	}
	if from < span.End {
		a.Copy(file, source.Span{Start: from, End: span.End})
	}
	region.End = len(a.Text)
	return region, true
}
