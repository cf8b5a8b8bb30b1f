package cli

import (
	"path/filepath"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/suppress"
	"github.com/payloadlint/payloadlint/rules"
)

// writeLeftovers reports the entries of configuration files that ignore findings
// and are of no use, or no longer.
func (b *batch) writeLeftovers(ps *profiles) error {
	left := ps.entries.Leftovers(ps.walked)
	for len(left) > 0 {
		n := 1
		for n < len(left) && left[n].At.File == left[0].At.File {
			n++
		}
		settings, _ := ps.settings(filepath.Dir(filepath.FromSlash(left[0].At.File)))
		r := ps.leftoverReport(left[:n], severities(settings))
		b.printer.failOn = ps.failOnOf(settings)
		if err := b.writeFindings(b.printer.print(r)); err != nil {
			return err
		}
		left = left[n:]
	}
	return nil
}

// walked tells whether all files below a directory were looked for.
func (ps *profiles) walked(dir string) bool {
	for _, root := range ps.s.roots {
		if rel, err := filepath.Rel(root, filepath.FromSlash(dir)); err == nil && filepath.IsLocal(rel) {
			return true
		}
	}
	return false
}

// leftoverReport is a report on one configuration file.
func (ps *profiles) leftoverReport(left []suppress.Leftover, severities rules.Severities) *rules.FileReport {
	name := filepath.FromSlash(left[0].At.File)
	content, err := readRegular(name, config.MaxSize)
	if err != nil {
		content = nil // it has gone since; its lines cannot be shown
	}
	r := &rules.FileReport{Name: ps.relative(left[0].At.File), Text: content}
	file := source.New(r.Name, content)
	rule := rules.UnusedSuppression()
	for _, l := range left {
		f := rules.Finding{
			File: r.Name, Line: l.At.Line, Column: l.At.Column, EndLine: l.At.EndLine, EndColumn: l.At.EndColumn,
			Severity: rule.Severity, Rule: rule.ID, Message: l.Message, Detail: l.Detail,
			Related: []rules.Related{}, Fixes: []rules.Fix{}, Span: spanIn(file, l.At), Request: -1,
		}
		var on bool
		if f.Severity, on = severities.Of(&f); on {
			r.Findings = append(r.Findings, f)
		}
	}
	return r
}

// spanIn are the bytes of a place in a file.
func spanIn(file *source.File, at config.Origin) source.Span {
	start := file.Offset(source.Position{Line: at.Line, Column: at.Column})
	end := file.Offset(source.Position{Line: at.EndLine, Column: at.EndColumn})
	return source.Span{Start: start, End: max(start, end)}
}
