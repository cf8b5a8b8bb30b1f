package formats

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// element is one of the page; one without a name is a piece of text.
type element struct {
	name, class string
	attributes  map[string]string
	piece       string
	children    []*element
}

// text is all text in it.
func (e *element) text() string {
	text := e.piece
	for _, c := range e.children {
		text += c.text()
	}
	return text
}

// all are the elements of a name below this one, in order.
func (e *element) all(name string) (list []*element) {
	for _, c := range e.children {
		if c.name == name {
			list = append(list, c)
		}
		list = append(list, c.all(name)...)
	}
	return list
}

// withoutAssets has names in place of the style, the script and their digests.
func withoutAssets(page string) string {
	return strings.NewReplacer(htmlStyle, "STYLE", htmlScript, "SCRIPT", htmlDigest(htmlStyle), "'STYLE'", htmlDigest(htmlScript), "'SCRIPT'").Replace(page)
}

// pageOf reads a page strictly.
func pageOf(t *testing.T, page string) *element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(withoutAssets(page)))
	root := &element{}
	open := []*element{root}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return root
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
		top := open[len(open)-1]
		switch x := token.(type) {
		case xml.StartElement:
			e := &element{name: x.Name.Local, attributes: map[string]string{}}
			for _, a := range x.Attr {
				e.attributes[a.Name.Local] = a.Value
			}
			e.class = e.attributes["class"]
			top.children, open = append(top.children, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.children = append(top.children, &element{piece: string(x)})
		case xml.Directive:
			if string(x) != "DOCTYPE html" {
				t.Errorf("<!%s>", x)
			}
		default:
			t.Errorf("%T %v", token, token)
		}
	}
}

// rowsOf are the findings of a page: of one part of it, or of all for "".
func rowsOf(page *element, part string) (list []*element) {
	for _, groups := range page.all("div") {
		if strings.HasPrefix(groups.class, "groups") && strings.HasSuffix(groups.class, part) {
			for _, li := range groups.all("li") {
				if li.attributes["data-rule"] != "" {
					list = append(list, li)
				}
			}
		}
	}
	return list
}

func textsOf(list []*element) (texts []string) {
	for _, e := range list {
		texts = append(texts, strings.Join(strings.Fields(e.text()), " "))
	}
	return texts
}

func TestSampleOfHTML(t *testing.T) {
	summary, failures, files := sample(t)
	golden(t, "html.golden", withoutAssets(write(t, NewHTML, summary, failures, files...)))
}

// TestHTMLClosed looks at what a browser may do with the page.
func TestHTMLClosed(t *testing.T) {
	for name, asset := range map[string]string{"style": htmlStyle, "script": htmlScript} {
		for _, banned := range []string{"</", "<!--", "\r", "://", "url(", "@import", "innerHTML", "eval("} {
			if strings.Contains(asset, banned) {
				t.Errorf("the %s holds %q", name, banned)
			}
		}
	}
	summary, failures, files := sample(t)
	text := write(t, NewHTML, summary, failures, files...)
	page := pageOf(t, text)
	want := "default-src 'none'; img-src data:; style-src 'STYLE'; script-src 'SCRIPT'; base-uri 'none'; form-action 'none'"
	if got := page.all("meta")[1].attributes["content"]; got != want {
		t.Errorf("policy %q", got)
	}
	if got := textsOf(append(page.all("style"), page.all("script")...)); !slices.Equal(got, []string{"STYLE", "SCRIPT"}) {
		t.Errorf("style and script: %q", got)
	}
	checkElements(t, page)
}

// checkElements holds a page to elements and attributes that load nothing, run
// nothing, and have a name for those who do not see them.
func checkElements(t *testing.T, page *element) {
	t.Helper()
	elements := strings.Fields(`html head meta link title style body a header h1 h2 h3 dl div dt dd main section ul li b span p code details summary
		fieldset legend label input select option button footer script`)
	attributes := strings.Fields(`lang charset http-equiv content name rel class href id tabindex aria-label aria-labelledby role hidden open
		data-file data-rule for type value checked autocomplete placeholder spellcheck`)
	ids := map[string]bool{}
	var walk func(e *element)
	walk = func(e *element) {
		for _, c := range e.children {
			if c.name != "" && !slices.Contains(elements, c.name) {
				t.Errorf("element %s", c.name)
			}
			for a := range c.attributes {
				if !slices.Contains(attributes, a) {
					t.Errorf("attribute %s=%q of %s", a, c.attributes[a], c.name)
				}
			}
			href := c.attributes["href"]
			if href != "" && c.name != "link" && !strings.HasPrefix(href, "https://") && href != "#findings" {
				t.Errorf("link to %s", href)
			}
			if id := c.attributes["id"]; id != "" {
				if ids[id] {
					t.Errorf("id %s stands twice", id)
				}
				ids[id] = true
			}
			walk(c)
		}
	}
	walk(page)
	for _, s := range page.all("section") {
		if id := s.attributes["aria-labelledby"]; !ids[id] {
			t.Errorf("a section is labelled by %q", id)
		}
	}
}

func TestHTMLHostile(t *testing.T) {
	summary, failures, files := hostileRun()
	for _, f := range files {
		for i := range f.Findings {
			f.Suppressed = append(f.Suppressed, rules.Suppressed{Finding: f.Findings[i], Reason: f.Findings[i].Message, InFile: i == 0})
			f.Findings[i].Fixes = []rules.Fix{{Title: f.Findings[i].Message, Safe: i == 0}}
		}
	}
	made := write(t, NewHTML, summary, failures, files...)
	for i, c := range withoutAssets(made) {
		if c != '\n' && isHarmful(c) {
			t.Errorf("%U at %d", c, i)
		}
	}
	page := pageOf(t, made)
	checkElements(t, page)
	names := map[string]bool{}
	for _, d := range page.all("details") {
		names[d.attributes["data-file"]] = true
	}
	found, silenced := rowsOf(page, "found"), rowsOf(page, "suppressed")
	hostile := hostileTexts()
	if len(found) != 2*len(hostile) || len(silenced) != len(found) {
		t.Fatalf("%d and %d findings of %d texts", len(found), len(silenced), len(hostile))
	}
	for i, h := range hostile {
		for _, row := range [][]*element{found, silenced} {
			p := row[2*i].all("p")
			if p[0].text() != text.Visible(h) || p[1].text() != text.Visible(h) || !strings.Contains(p[2].text(), "code "+text.Visible(h)+" ") {
				t.Errorf("%q reads %q, %q, %q", h, p[0].text(), p[1].text(), p[2].text())
			}
		}
		if note := silenced[2*i].all("li")[2].text(); note != "Suppressed by a comment: "+text.Visible(h) {
			t.Errorf("%q is suppressed as %q", h, note)
		}
		if fix := found[2*i+1].all("li")[2].text(); fix != "Unsafe fix: "+text.Visible(h) {
			t.Errorf("%q is fixed by %q", h, fix)
		}
		if path := (Options{}).shownPath(files[2*i].Name); !names[path] {
			t.Errorf("no group %q", path)
		}
	}
}

// TestHTMLFiles has every file where it belongs: among those with findings,
// failures or nothing.
func TestHTMLFiles(t *testing.T) {
	found := &rules.FileReport{Name: "found.json", Requests: 1, Findings: []rules.Finding{{File: "found.json", Severity: rules.Info, Rule: "invalid-value", Message: "x"}}}
	again := &rules.FileReport{Name: "other.json", Requests: 1, Findings: []rules.Finding{{File: "other.json", Severity: rules.Error, Rule: "invalid-value"}}}
	back := *found
	back.Findings = []rules.Finding{{File: "found.json", Severity: rules.Error, Rule: "invalid-size"}}
	quiet := &rules.FileReport{Name: "quiet.json", Requests: 2, Suppressed: []rules.Suppressed{{Finding: rules.Finding{File: "quiet.json", Severity: rules.Error, Rule: "wrong-type"}}}}
	page := pageOf(t, write(t, NewHTML, report.Summary{Files: 5, Requests: 4}, []report.Failure{{File: "half.json", Message: "gone"}},
		found, again, &back, quiet, &rules.FileReport{Name: "half.json"}))
	var groups []string
	for _, d := range page.all("details") {
		groups = append(groups, strings.TrimSpace(d.attributes["data-file"]+" "+d.all("summary")[0].text()))
	}
	if diff := cmp.Diff([]string{
		"found.json found.json 1 error, 1 info", "other.json other.json 1 error",
		"Suppressed findings 1 error", "quiet.json quiet.json 1 error", "Files without findings 1 file",
	}, groups); diff != "" {
		t.Error(diff)
	}
	lists := page.all("ul")
	if diff := cmp.Diff([]string{"quiet.json 2 requests"}, textsOf(lists[len(lists)-1].all("li"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"all rules", "invalid-size (1)", "invalid-value (2)", "wrong-type (0)"}, textsOf(page.all("option"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"error 2", "info 1"}, textsOf(page.all("fieldset")[0].all("label"))); diff != "" {
		t.Error(diff)
	}
}

func TestEmptyHTML(t *testing.T) {
	clean := &rules.FileReport{Name: "a.json", Requests: 1}
	for _, tt := range []struct {
		summary  report.Summary
		failures []report.Failure
		files    []*rules.FileReport
		title    string
		says     string
	}{
		{nothing, nil, []*rules.FileReport{clean}, "nothing found", "Nothing was found."},
		{report.Summary{}, nil, nil, "nothing found", "No request was checked."},
		{nothing, []report.Failure{{Message: "x"}}, []*rules.FileReport{clean}, "1 failure", "Nothing was found in what was checked."},
		{report.Summary{Requests: 1, Errors: 2, Left: 2}, nil, nil, "2 errors", "None of the findings is shown."},
	} {
		page := pageOf(t, write(t, NewHTML, tt.summary, tt.failures, tt.files...))
		if got := page.all("title")[0].text(); got != "payloadlint: "+tt.title {
			t.Errorf("title %q, want %q", got, tt.title)
		}
		if !slices.Contains(textsOf(page.all("p")), tt.says) {
			t.Errorf("%s: not said: %s", tt.title, tt.says)
		}
		if len(rowsOf(page, "")) > 0 || len(page.all("input")) > 0 {
			t.Errorf("%s: there is something to filter", tt.title)
		}
		checkElements(t, page)
	}
}

// TestHTMLLinks has places that lead to their lines where files have addresses.
func TestHTMLLinks(t *testing.T) {
	linked := func(w io.Writer, o Options) report.Reporter {
		o.Link = Links(func(name string) string {
			return map[string]string{"CI_PROJECT_URL": "https://example.com/a", "CI_COMMIT_SHA": "12ab"}[name]
		})
		return NewHTML(w, o)
	}
	name := `d/"><x.json`
	f := &rules.FileReport{Name: name, Findings: []rules.Finding{
		{File: name, Line: 3, Column: 4, Rule: "invalid-value", Severity: rules.Error}, {File: name, Rule: "invalid-value", Severity: rules.Error},
	}}
	var got []string
	for _, row := range rowsOf(pageOf(t, write(t, linked, nothing, nil, f)), "") {
		a := row.all("a")[0]
		got = append(got, a.text()+" "+a.attributes["href"])
	}
	want := []string{"line 3:4 https://example.com/a/-/blob/12ab/d/%22%3E%3Cx.json#L3", "whole file https://example.com/a/-/blob/12ab/d/%22%3E%3Cx.json"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestHTMLTestdata has as many findings as there are.
func TestHTMLTestdata(t *testing.T) {
	files, want := ofTestdata(t), 0
	for _, f := range files {
		want += len(f.Findings)
	}
	page := pageOf(t, write(t, NewHTML, report.Summary{}, nil, files...))
	if got := len(rowsOf(page, "found")); got != want || want < 1000 {
		t.Errorf("%d findings, want %d", got, want)
	}
	checkElements(t, page)
}
