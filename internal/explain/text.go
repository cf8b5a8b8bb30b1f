package explain

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// width is how many characters a line of prose has at most.
const width = 90

// Text writes topics for a terminal, one below the other.
func Text(topics []Topic) string {
	var b strings.Builder
	for i := range topics {
		if i > 0 {
			b.WriteString("\n" + strings.Repeat("-", 40) + "\n\n")
		}
		topics[i].text(&b)
	}
	return b.String()
}

func (t *Topic) text(b *strings.Builder) {
	b.WriteString(t.Name + " (" + t.what() + ")\n")
	prose(b, t.Title+".", "")
	if t.Text != "" {
		b.WriteByte('\n')
		prose(b, t.Text, "")
	}
	t.writeFacts(b)
	t.writeLimits(b)
	t.writeUnchecked(b)
	for i := range t.Examples {
		t.Examples[i].text(b)
	}
	if len(t.Fix) > 0 {
		b.WriteString("\nHow to fix:\n")
	}
	for _, fix := range t.Fix {
		prose(b, fix, "  ")
	}
	if len(t.Silence) > 0 {
		b.WriteString("\nHow to silence:\n")
	}
	for _, way := range t.Silence {
		prose(b, way.Where+":", "  ")
		block(b, strings.Join(way.Lines, "\n"), "    ")
	}
	if t.Help != "" {
		b.WriteString("\nMore: " + t.Help + "\n")
	}
}

// what says what a topic is, and of what.
func (t *Topic) what() string {
	words := string(t.Kind)
	if t.Kind == Rule {
		words += ", " + t.Severity
	}
	if t.Operation != "" && t.Kind != Operation {
		words += " of " + t.Operation
	}
	return words
}

func (t *Topic) writeFacts(b *strings.Builder) {
	if len(t.Facts) > 0 {
		b.WriteByte('\n')
	}
	longest := 0
	for _, f := range t.Facts {
		longest = max(longest, len(f.Name))
	}
	for _, f := range t.Facts {
		first := fmt.Sprintf("  %-*s  ", longest, f.Name)
		wrap(b, f.Value, first, strings.Repeat(" ", len(first)))
	}
}

// mostLimits is how many limits are shown of a code that stands for many.
const mostLimits = 12

func (t *Topic) writeLimits(b *strings.Builder) {
	if len(t.Limits) == 0 || t.Kind == Constraint {
		return // a constraint's own limit is among the facts
	}
	b.WriteString("\nLimits:\n")
	shown := slices.Clone(t.Limits[:min(len(t.Limits), mostLimits)])
	if t.Kind == Parameter {
		for i := range shown { // the parameter stands above
			shown[i].Name = shown[i].Name[strings.LastIndexByte(shown[i].Name, '/')+1:]
		}
	}
	longest := 0
	for i := range shown {
		longest = max(longest, len(shown[i].Name))
	}
	for i := range shown {
		l := &shown[i]
		words := l.Expected
		if who := l.who(); who != "" {
			words += " (" + who + ")"
		}
		if l.Code != "" && t.Kind != Code {
			words += " [" + l.Code + "]"
		}
		fmt.Fprintf(b, "  %-7s  %-*s  %s\n", l.Severity, longest, l.Name, words)
	}
	if more := len(t.Limits) - len(shown); more > 0 {
		fmt.Fprintf(b, "  and %d more\n", more)
	}
}

func (e *Example) text(b *strings.Builder) {
	heading := "Passes"
	if e.Fails {
		heading = "Fails"
	}
	var notes []string
	if len(e.Without) > 0 {
		notes = append(notes, "without "+strings.Join(e.Without, ", "))
	}
	if len(e.Flags) > 0 {
		notes = append(notes, "with "+strings.Join(e.Flags, " "))
	}
	if len(notes) > 0 {
		heading += " (" + strings.Join(notes, "; ") + ")"
	}
	b.WriteString("\n" + heading + ":\n")
	block(b, strings.TrimRight(e.Text, "\n"), "    ")
	if e.Output != "" {
		b.WriteString("  payloadlint says:\n")
		block(b, strings.TrimRight(e.Output, "\n"), "    ")
	}
}

// block writes lines as they are, further in.
func block(b *strings.Builder, text, indent string) {
	for _, line := range strings.Split(text, "\n") {
		if line != "" {
			b.WriteString(indent + line)
		}
		b.WriteByte('\n')
	}
}

// prose writes sentences on lines that are not too long.
func prose(b *strings.Builder, text, indent string) { wrap(b, text, indent, indent) }

func wrap(b *strings.Builder, text, first, indent string) {
	b.WriteString(first)
	column, start := utf8.RuneCountInString(first), true
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if !start && column+1+n > width {
			b.WriteString("\n" + indent)
			column, start = utf8.RuneCountInString(indent), true
		}
		if !start {
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column, start = column+n, false
	}
	b.WriteByte('\n')
}
