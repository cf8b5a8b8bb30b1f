package formats

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// markdown writes a summary for a pull request: what was counted, a table of the
// files with findings, and the findings of each file, folded. It is no longer than
// a comment may be; what does not fit is counted.
type markdown struct {
	collector
	out io.Writer
}

// NewMarkdown returns a reporter that writes a summary in Markdown.
func NewMarkdown(w io.Writer, o Options) report.Reporter {
	return &markdown{newCollector(o), w}
}

const (
	// pageSize bounds the summary, in bytes. GitHub takes 65,536 characters in a
	// comment; some are left for what a workflow adds.
	pageSize = 65_000
	// notesSize is kept free for the lines that say what is left out.
	notesSize = 1_000
	// Failures and the table of files take no more of the page than these, so that
	// there is room for findings.
	failuresSize = 10_000
	filesSize    = 25_000
	// cellSize bounds the text of a cell, in bytes before it is escaped.
	cellSize = 1_000
)

// End implements report.Reporter.
func (m *markdown) End(s report.Summary, failures []report.Failure) error {
	files := m.grouped(failures)
	p := page{options: m.options, linked: map[string]bool{}}
	p.heading(s, len(failures))
	p.failures(files)
	files = slices.DeleteFunc(slices.Clone(files), func(g *fileGroup) bool { return len(g.found) == 0 })
	worst := make(map[*fileGroup]severities, len(files))
	for _, g := range files {
		worst[g] = g.count()
	}
	slices.SortStableFunc(files, func(a, b *fileGroup) int { return worst[a].compare(worst[b]) })
	p.table(files)
	left := s.Left
	for _, g := range files {
		left += p.details(g)
	}
	if left > 0 {
		p.note(amount(left, "finding") + " not shown here.")
	}
	p.definitions()
	_, err := m.out.Write(p.text)
	return err
}

// severities counts findings: errors, warnings, infos.
type severities [3]int

func (g *fileGroup) count() severities {
	var n severities
	for i := range g.found {
		switch g.found[i].Severity {
		case rules.Error:
			n[0]++
		case rules.Warning:
			n[1]++
		default:
			n[2]++
		}
	}
	return n
}

// compare puts files with errors before those with warnings only, and so on.
func (n severities) compare(other severities) int { return n.worst() - other.worst() }

// worst is the index of the worst severity that there is.
func (n severities) worst() int {
	return slices.IndexFunc(n[:], func(k int) bool { return k > 0 })
}

// String is what there is, in words.
func (n severities) String() string {
	var parts []string
	for i, what := range []string{"error", "warning", "info"} {
		if n[i] > 0 {
			parts = append(parts, amount(n[i], what))
		}
	}
	return strings.Join(parts, ", ")
}

// page is the summary while it is put together.
type page struct {
	options Options
	text    []byte
	linked  map[string]bool // rules whose pages are linked to
	reserve int             // bytes for the addresses of these pages, at the end
}

// fits adds a part if a limit, in bytes from the beginning, allows for it.
func (p *page) fits(limit int, part string) bool {
	if len(p.text)+len(part) > limit {
		return false
	}
	p.text = append(p.text, part...)
	return true
}

// note adds a short paragraph, for which room was kept.
func (p *page) note(line string) { p.text = append(p.text, "\n"+line+"\n"...) }

func (p *page) heading(s report.Summary, failures int) {
	what := severities{s.Errors, s.Warnings, s.Infos}.String()
	if failures > 0 {
		what = strings.TrimSuffix(amount(failures, "failure")+", "+what, ", ")
	}
	if what == "" {
		what = "nothing found"
	}
	p.text = fmt.Appendf(p.text, "## payloadlint: %s\n\n%s with %s checked", what, amount(s.Files, "file"), amount(s.Requests, "request"))
	if s.Skipped > 0 {
		p.text = fmt.Appendf(p.text, ", %d skipped", s.Skipped)
	}
	if s.Suppressed > 0 {
		p.text = fmt.Appendf(p.text, "; %s suppressed", amount(s.Suppressed, "finding"))
	}
	p.text = append(p.text, ".\n"...)
}

// failures adds a table of what kept the tool from checking.
func (p *page) failures(files []*fileGroup) {
	left, begun := 0, false
	for _, g := range files {
		for _, f := range g.failures {
			if !begun {
				p.text = append(p.text, "\n| Not checked | Why |\n|---|---|\n"...)
				begun = true
			}
			if left > 0 || !p.fits(failuresSize, "| "+p.link(place(g.file, f.line, f.column), g.file, f.line)+" | "+cell(f.text)+" |\n") {
				left++
			}
		}
	}
	if left > 0 {
		p.note(amount(left, "failure") + " not shown here.")
	}
}

// table adds a row for each file with findings.
func (p *page) table(files []*fileGroup) {
	if len(files) == 0 {
		return
	}
	p.text = append(p.text, "\n| File | Errors | Warnings | Infos |\n|---|---:|---:|---:|\n"...)
	for i, g := range files {
		n := g.count()
		row := fmt.Sprintf("| %s | %d | %d | %d |\n", p.link(g.file, g.file, 0), n[0], n[1], n[2])
		if !p.fits(failuresSize+filesSize, row) {
			p.note(amount(len(files)-i, "more file") + " with findings.")
			return
		}
	}
}

// details adds the findings of a file, folded, as far as they fit, and returns
// how many do not.
func (p *page) details(g *fileGroup) (left int) {
	const end = "\n</details>\n"
	open := "\n<details><summary>" + summaryText(g.file) + ": " + g.count().String() + "</summary>\n\n" +
		"| Line | Severity | Rule | Finding |\n|---:|---|---|---|\n"
	for i := range g.found {
		f := &g.found[i]
		reserve := p.reserve
		if !p.linked[f.Rule] {
			reserve += len(definition(f.Rule))
		}
		if !p.fits(pageSize-notesSize-len(end)-reserve, open+p.row(g.file, f)) {
			left = len(g.found) - i
			break
		}
		open, p.reserve, p.linked[f.Rule] = "", reserve, true
	}
	if open == "" {
		p.text = append(p.text, end...)
	}
	return left
}

func (p *page) row(file string, f *found) string {
	text := cell(f.Text)
	for _, n := range f.Notes {
		if here, ok := strings.CutPrefix(n, file+":"); ok {
			n = "line " + here
		}
		text += "<br>" + cell(n)
	}
	line := ""
	if f.Line > 0 {
		line = p.link(strconv.Itoa(f.Line), file, f.Line)
	}
	return "| " + line + " | " + string(f.Severity) + " | [" + cell(f.Rule) + "] | " + text + " |\n"
}

// definition says what the id of a rule in brackets leads to.
func definition(rule string) string {
	return "[" + cell(rule) + "]: " + rules.HelpURL(rule) + "\n"
}

// definitions adds those of all rules that are named.
func (p *page) definitions() {
	for i, rule := range slices.Sorted(maps.Keys(p.linked)) {
		if i == 0 {
			p.text = append(p.text, '\n')
		}
		p.text = append(p.text, definition(rule)...)
	}
}

// link is a text that leads to a line of a file, where the files have addresses.
func (p *page) link(text, file string, line int) string {
	if p.options.Link != nil && file != "" {
		if address := p.options.Link(file, line); address != "" {
			return "[" + cell(text) + "](" + encodeURL(address, ":#?=%") + ")"
		}
	}
	return cell(text)
}
