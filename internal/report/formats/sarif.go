package formats

import (
	"bytes"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/fingerprint"
	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/rules"
)

// sarif writes SARIF 2.1.0, one run. All rules stand in it, whatever is found, so
// that reports differ in their results only. See sarifdoc.go for its objects.
type sarif struct {
	options Options
	out     list
	rules   map[string]int // index by id
	prints  prints
}

var _ report.Silenced = (*sarif)(nil)

// NewSARIF returns a reporter that writes the format sarif.
func NewSARIF(w io.Writer, o Options) report.Reporter {
	s := &sarif{options: o, rules: map[string]int{}, prints: prints{}}
	all := rules.Rules()
	descriptors := make([]sarifRule, len(all))
	for i := range all {
		descriptors[i] = sarifRuleOf(&all[i])
		s.rules[all[i].ID] = i
	}
	head := jsonreport.Marshal(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:        sarifTool{sarifDriver{program, o.Version, home, language, descriptors}},
			Language:    language,
			ColumnKind:  "unicodeCodePoints",
			Newlines:    []string{"\r\n", "\n", "\r"},
			Automation:  sarifID{program + "/"}, // with a slash: a category, which says no more of the run
			Results:     []sarifResult{},
			Invocations: []sarifInvocation{},
		}},
	}, "")
	before, _, _ := strings.Cut(string(head), emptyResults)
	s.out = newList(w, before+resultsBegin)
	return s
}

// language is that of all texts.
const language = "en-US"

// Between the two the results are written. No text in the head looks like it:
// there, quotes are escaped.
const (
	resultsBegin = `"results": [`
	emptyResults = resultsBegin + `]`
)

// Append implements report.Reporter. Each finding is a line: the fingerprint, and
// the result.
func (s *sarif) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	places := newPlaces(r)
	for i := range r.Findings {
		f := &r.Findings[i]
		dst = s.appendResult(dst, places, f, []sarifSuppression{})
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// AppendSuppressed implements report.Silenced.
func (s *sarif) AppendSuppressed(dst []byte, r *rules.FileReport) []byte {
	places := newPlaces(r)
	for i := range r.Suppressed {
		by := sarifSuppression{Kind: "external", Justification: r.Suppressed[i].Reason}
		if r.Suppressed[i].InFile {
			by.Kind = "inSource"
		}
		dst = s.appendResult(dst, places, &r.Suppressed[i].Finding, []sarifSuppression{by})
	}
	return dst
}

// appendResult appends a finding and by what it is suppressed. That is said of
// every result, or none of them would count as not suppressed.
func (s *sarif) appendResult(dst []byte, p *places, f *rules.Finding, by []sarifSuppression) []byte {
	path := s.options.path(f.File)
	result := sarifResult{
		Rule:       f.Rule,
		Level:      sarifLevel(f.Severity),
		Message:    sarifText{plainText(sentence(f)) + seeRelated(f)},
		Locations:  []sarifLocation{{Physical: sarifPlace(path, f.Line, f.Column, f.EndLine, f.EndColumn)}},
		Fixes:      sarifFixes(p, path, f),
		Suppressed: by,
		Properties: propertiesOf(f),
	}
	if index, ok := s.rules[f.Rule]; ok {
		result.Index = &index
	}
	for i, n := range f.Related {
		result.Related = append(result.Related, sarifLocation{
			ID:       i + 1,
			Physical: sarifPlace(s.options.path(n.File), n.Line, n.Column, n.EndLine, n.EndColumn),
			Message:  &sarifText{plainText(n.Message)},
		})
	}
	return appendLine(append(dst, fingerprint.Of(path, f)...), result)
}

func sarifLevel(s rules.Severity) string {
	if s == rules.Info {
		return "note"
	}
	return string(s)
}

// plainText keeps a message from being read as one with links: names in it may
// come from the file.
func plainText(message string) string { return strings.ReplaceAll(message, "](", "] (") }

// seeRelated links to the related places: some viewers show only those that the
// message links to.
func seeRelated(f *rules.Finding) string {
	text := strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)
	var b strings.Builder
	for i, n := range f.Related {
		b.WriteString([]string{" See ", ", "}[min(i, 1)])
		b.WriteString("[" + text.Replace(n.Message) + "](" + strconv.Itoa(i+1) + ")")
	}
	if b.Len() == 0 {
		return ""
	}
	return b.String() + "."
}

// sarifPlace is a place in a file. Where it is the file as a whole, that is its
// beginning: some consumers refuse results without a region.
func sarifPlace(path string, line, column, endLine, endColumn int) sarifPhysical {
	region := sarifRegion{max(line, 1), max(column, 1), max(endLine, line, 1), max(endColumn, 1)}
	if region.EndLine == region.Line {
		region.EndColumn = max(region.EndColumn, region.Column)
	}
	return sarifPhysical{sarifArtifact{uri(path)}, &region}
}

// uri is a path as a URI: relative, as the path is, or of the scheme file.
func uri(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		// A colon would make a scheme of what stands before it.
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A")
	}
	escaped := strings.Join(parts, "/")
	switch {
	case strings.HasPrefix(path, "/"):
		return "file://" + escaped
	case len(path) > 2 && path[1:3] == ":/":
		return "file:///" + path[:2] + escaped[len("C%3A"):]
	}
	return escaped
}

// sarifFixes are the fixes of a finding. What is inserted and where is said in
// lines and columns, as all else.
func sarifFixes(p *places, path string, f *rules.Finding) []sarifFix {
	var all []sarifFix
	for i := range f.Fixes {
		x := &f.Fixes[i]
		replacements := make([]sarifReplacement, 0, len(x.Edits))
		for _, e := range x.Edits {
			if !p.holds(e) {
				continue
			}
			start, end := p.at(e.Start), p.at(e.End)
			r := sarifReplacement{Deleted: sarifRegion{start.Line, start.Column, end.Line, end.Column}}
			if e.Text != "" {
				r.Inserted = &sarifText{e.Text}
			}
			replacements = append(replacements, r)
		}
		if n := len(replacements); n > 0 && n == len(x.Edits) {
			all = append(all, sarifFix{
				sarifText{x.Title}, []sarifChange{{sarifArtifact{uri(path)}, replacements}}, sarifFixProperties{x.Safe},
			})
		}
	}
	return all
}

// Add implements report.Reporter.
func (s *sarif) Add(chunk []byte) error {
	for line := range bytes.Lines(chunk) {
		print, result := line[:printSize], bytes.TrimSuffix(line[printSize:], []byte("}\n"))
		mark := `,"partialFingerprints":{"payloadlint/v1":"` + s.prints.unique(print) + `"}}`
		if err := s.out.add(result, []byte(mark)); err != nil {
			return err
		}
	}
	return nil
}

// End implements report.Reporter.
func (s *sarif) End(summary report.Summary, failures []report.Failure) error {
	how := sarifInvocation{Successful: len(failures) == 0, Notifications: []sarifNotification{}}
	for _, f := range failures {
		n := sarifNotification{Level: "error", Message: sarifText{f.Message}}
		if f.File != "" {
			at := sarifPlace(s.options.path(f.File), f.Line, f.Column, f.Line, f.Column)
			if f.Line == 0 {
				at.Region = nil
			}
			n.Locations = []sarifLocation{{Physical: at}}
		}
		how.Notifications = append(how.Notifications, n)
	}
	if summary.Left > 0 {
		text := strconv.Itoa(summary.Left) + " more findings are not shown: see --max-findings"
		how.Notifications = append(how.Notifications, sarifNotification{Level: "warning", Message: sarifText{text}})
	}
	after := "],\n      \"invocations\": " + string(jsonreport.Marshal([]sarifInvocation{how}, "      "))
	return s.out.end(after + "\n    }\n  ]\n}\n")
}
