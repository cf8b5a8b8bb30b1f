package formats

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// rendered is the page that a summary makes, in HTML with nothing taken out: as
// goldmark has it, and as GitHub's own program, where there is one.
func rendered(t *testing.T, markdown string) map[string]string {
	t.Helper()
	var b bytes.Buffer
	m := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := m.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{"goldmark": b.String()}
	program, err := exec.LookPath("cmark-gfm")
	if err != nil {
		t.Log("there is no cmark-gfm: only goldmark judges")
		return pages
	}
	cmd := exec.Command(program, "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist")
	cmd.Stdin = strings.NewReader(markdown)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages["cmark-gfm"] = string(out)
	return pages
}

// shown is what a reader sees of a page.
type shown struct {
	heading   string
	rows      [][]string // the cells of all tables, without headings
	links     []string
	summaries []string
	notes     []string
}

// reading is a page that is being read.
type reading struct {
	shown
	text  strings.Builder
	width int      // of the table
	cells []string // of the row
}

// read reads a page. It must be of the elements that the format writes, and each
// row of a table as wide as the heading.
func read(t *testing.T, page string) shown {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var r reading
	for {
		token, err := d.Token()
		if err == io.EOF {
			return r.shown
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
		switch x := token.(type) {
		case xml.CharData:
			r.text.Write(x)
		case xml.StartElement:
			r.start(t, x)
		case xml.EndElement:
			r.end(t, x.Name.Local)
		default:
			t.Errorf("%T %v", token, token)
		}
	}
}

func (r *reading) start(t *testing.T, x xml.StartElement) {
	t.Helper()
	switch x.Name.Local {
	case "br":
		r.text.WriteString("\n")
	case "a":
		r.links = append(r.links, x.Attr[0].Value)
	case "table":
		r.width = 0
	case "tr":
		r.cells = nil
	case "h2", "p", "td", "th", "summary":
		r.text.Reset()
	case "thead", "tbody", "details":
	default:
		t.Errorf("element %s", x.Name.Local)
	}
}

func (r *reading) end(t *testing.T, name string) {
	t.Helper()
	switch name {
	case "h2":
		r.heading = r.text.String()
	case "p":
		r.notes = append(r.notes, r.text.String())
	case "summary":
		r.summaries = append(r.summaries, r.text.String())
	case "th":
		r.width++
	case "td":
		r.cells = append(r.cells, strings.TrimSpace(r.text.String()))
	case "tr":
		if r.cells == nil {
			return // the heading
		}
		if len(r.cells) != r.width {
			t.Errorf("%d cells, not %d: %q", len(r.cells), r.width, r.cells)
		}
		r.rows = append(r.rows, r.cells)
	}
}

// asShown is a text as a reader sees it in a cell.
func asShown(s string) string {
	s = strings.NewReplacer("@", "@\u200b", "#", "#\u200b").Replace(cut(s))
	return strings.TrimSpace(s)
}

// anywhere is where withLinks leads to.
const anywhere = "https://example.com/"

// withLinks is NewMarkdown where each file has an address.
func withLinks(w io.Writer, o Options) report.Reporter {
	o.Link = func(string, int) string { return anywhere }
	return NewMarkdown(w, o)
}

func TestMarkdownHostile(t *testing.T) {
	for i, hostile := range append(hostileTexts(), hostileTexts()...) {
		name := hostile + ".json"
		f := rules.Finding{File: name, Line: 7, Severity: rules.Error, Rule: "invalid-value", Message: hostile, Detail: hostile, Code: hostile,
			Related: []rules.Related{{File: name, Line: 1, Column: 2, Message: hostile}, {File: "b", Line: 3, Message: hostile}}}
		make := NewMarkdown
		links := []string{rules.HelpURL("invalid-value")}
		if i >= len(hostileTexts()) {
			make, links = withLinks, []string{anywhere, anywhere, anywhere, links[0]}
		}
		got := write(t, make, report.Summary{Errors: 1, Files: 1, Requests: 1}, []report.Failure{{File: "f" + hostile, Message: hostile}},
			&rules.FileReport{Name: name, Findings: []rules.Finding{f}})
		v, path := text.Visible(hostile), (Options{}).shownPath(name)
		path = strings.TrimPrefix(path, "./")
		want := [][]string{
			{asShown((Options{}).shownPath("f" + hostile)), asShown(v)},
			{asShown(path), "1", "0", "0"},
			{"7", "error", "invalid-value", strings.Join([]string{asShown(hostileLine(hostile)), asShown("line 1:2: " + v), asShown("b:3: " + v)}, "\n")},
		}
		for judge, page := range rendered(t, got) {
			s := read(t, page)
			if !slices.EqualFunc(s.rows, want, slices.Equal) {
				t.Errorf("%s, %d: got\n%q\nwant\n%q\nof\n%s", judge, i, s.rows, want, got)
			}
			if !slices.Equal(s.links, links) {
				t.Errorf("%s, %d: links %q", judge, i, s.links)
			}
			if len(s.summaries) != 1 || strings.TrimSpace(s.summaries[0]) != strings.TrimSpace(strings.NewReplacer("@", "@\u200b", "#", "#\u200b").Replace(cut(path))+": 1 error") {
				t.Errorf("%s, %d: %q", judge, i, s.summaries)
			}
			if s.heading != "payloadlint: 1 failure, 1 error" || len(s.notes) != 1 {
				t.Errorf("%s, %d: %+v", judge, i, s)
			}
		}
	}
}

// TestMarkdownLong fills the page. All that is not shown is counted.
func TestMarkdownLong(t *testing.T) {
	for _, tt := range []struct{ files, findings, failures, length int }{
		{1, 3000, 0, 10}, {3000, 1, 0, 10}, {40, 40, 40, 3000}, {2, 5, 3000, 10}, {3000, 2, 3000, 5000},
	} {
		var files []*rules.FileReport
		var failures []report.Failure
		var s report.Summary
		long := strings.Repeat("|<é", tt.length/4)
		for i := range tt.files {
			f := &rules.FileReport{Name: fmt.Sprintf("%d%s.json", i, long)}
			for k := range tt.findings {
				f.Findings = append(f.Findings, rules.Finding{File: f.Name, Line: k + 1, Severity: rules.Warning, Rule: fmt.Sprintf("rule-%d", k%24), Message: long})
				s.Warnings++
			}
			files = append(files, f)
		}
		for i := range tt.failures {
			failures = append(failures, report.Failure{File: fmt.Sprint(i), Message: long})
		}
		s.Left = 5
		got := write(t, NewMarkdown, s, failures, files...)
		if len(got) > 65_000 || len(got) < 40_000 && tt.failures == 0 {
			t.Errorf("%+v: %d bytes", tt, len(got))
		}
		for judge, page := range rendered(t, got) {
			seen := read(t, page)
			shownFailures, shownFiles, shownFindings := 0, 0, 0
			for _, row := range seen.rows {
				switch {
				case len(row) == 2:
					shownFailures++
				case row[1] == "warning":
					shownFindings++
				default:
					shownFiles++
				}
			}
			notes := strings.Join(seen.notes, "\n")
			for _, part := range []struct {
				left int
				note string
			}{
				{tt.failures - shownFailures, "%d failures not shown here."},
				{tt.files - shownFiles, "%d more files with findings."},
				{s.Findings() - shownFindings + s.Left, "%d findings not shown here."},
			} {
				if want := fmt.Sprintf(part.note, part.left); strings.Contains(notes, want) != (part.left > 0) {
					t.Errorf("%s, %+v: want %q in\n%s", judge, tt, want, notes)
				}
			}
			if shownFindings == 0 && tt.findings > 0 || shownFiles == 0 {
				t.Errorf("%s, %+v: %d files, %d findings", judge, tt, shownFiles, shownFindings)
			}
		}
	}
}

// Files with errors come first; a line leads to where it stands.
func TestMarkdownLinks(t *testing.T) {
	var out bytes.Buffer
	r := NewMarkdown(&out, Options{Link: func(path string, line int) string {
		if path == "c" {
			return ""
		}
		return fmt.Sprintf("https://example.com/(%s) \"&copy;#L%d", path, line)
	}})
	for i, severity := range []rules.Severity{rules.Info, rules.Warning, rules.Error} {
		name := string("abc"[i])
		chunk, _ := r.Append(nil, nil, &rules.FileReport{Findings: []rules.Finding{{File: name, Line: 3, Severity: severity, Rule: "r", Message: "m"}}})
		if err := r.Add(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.End(report.Summary{}, []report.Failure{{File: "d", Line: 4, Message: "m"}}); err != nil {
		t.Fatal(err)
	}
	for judge, page := range rendered(t, out.String()) {
		s := read(t, page)
		const end = "%29%20%22%26copy%3B#L"
		want := []string{
			"https://example.com/%28d" + end + "4", "https://example.com/%28b" + end + "0", "https://example.com/%28a" + end + "0",
			rules.HelpURL("r"), "https://example.com/%28b" + end + "3", rules.HelpURL("r"), "https://example.com/%28a" + end + "3", rules.HelpURL("r"),
		}
		if !slices.Equal(s.links, want) {
			t.Errorf("%s: got\n%q\nwant\n%q", judge, s.links, want)
		}
		if want := []string{"c: 1 error", "b: 1 warning", "a: 1 info"}; !slices.Equal(s.summaries, want) {
			t.Errorf("%s: %q", judge, s.summaries)
		}
	}
}

func TestLinks(t *testing.T) {
	github := map[string]string{"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b", "GITHUB_SHA": "0f"}
	gitlab := map[string]string{"CI_PROJECT_URL": "https://gitlab.example.com/a/b%20c", "CI_COMMIT_SHA": "0f"}
	for _, tt := range []struct {
		env  map[string]string
		file string
		line int
		want string
	}{
		{github, "a b/é#?%.json", 3, "https://github.com/a/b/blob/0f/a%20b/%C3%A9%23%3F%25.json#L3"},
		{github, "a.json", 0, "https://github.com/a/b/blob/0f/a.json"},
		{gitlab, "a.json", 3, "https://gitlab.example.com/a/b%20c/-/blob/0f/a.json#L3"},
		{github, "../a.json", 3, ""},
		{github, "/tmp/a.json", 3, ""},
		{github, "<stdin>", 3, ""},
	} {
		link := Links(func(name string) string { return tt.env[name] })
		if got := link(tt.file, tt.line); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.file, got, tt.want)
		}
	}
	for _, env := range []map[string]string{nil, {"GITHUB_SERVER_URL": "https://github.com"}, {"CI_PROJECT_URL": "javascript:alert(1)//", "CI_COMMIT_SHA": "0f"}} {
		if Links(func(name string) string { return env[name] }) != nil {
			t.Errorf("links in %v", env)
		}
	}
}

// GitHub has formulas between dollars, which the judges here do not know.
func TestCellFormula(t *testing.T) {
	if got, want := cell("$x$ $`x`$"), "\\$x\\$ \\$\\`x\\`\\$"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
