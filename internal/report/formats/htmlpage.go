package formats

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed" // for the two below
	"encoding/base64"
	"maps"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// The style and the script of the page. Nothing but the script needs scripting:
// without it the page shows everything.
var (
	//go:embed html/page.css
	htmlStyle string
	//go:embed html/page.js
	htmlScript string
)

// End implements report.Reporter.
func (h *htmlReport) End(s report.Summary, failures []report.Failure) error {
	p := htmlPage{out: bufio.NewWriterSize(h.out, 64<<10)}
	p.head(s, len(failures))
	p.header(s, len(failures))
	p.raw("<main>\n")
	p.failures(h.options, failures)
	p.raw(`<section aria-labelledby="findings">`, "\n", `<h2 id="findings" tabindex="-1">Findings</h2>`, "\n")
	if len(h.rules) > 0 {
		p.filters(h.found.count(), h.silenced.count(), h.rules)
	}
	if len(h.found.list) > 0 {
		p.groups("found", &h.found)
	} else {
		p.raw(`<p class="none">`, nothingFound(s, len(failures)), "</p>\n")
	}
	if s.Left > 0 {
		p.raw(`<p class="none">`, amount(s.Left, "more finding"), " not shown here.</p>\n")
	}
	p.raw("</section>\n")
	p.silenced(&h.silenced)
	p.clean(h.clean(failures))
	p.raw("</main>\n")
	p.footer(h.options.Version)
	p.flush()
	return p.out.Flush() // which repeats the first error
}

// nothingFound says why there are no findings.
func nothingFound(s report.Summary, failures int) string {
	switch {
	case s.Findings() > 0:
		return "None of the findings is shown."
	case s.Requests == 0:
		return "No request was checked."
	case failures > 0:
		return "Nothing was found in what was checked."
	}
	return "Nothing was found."
}

// clean are the files that were checked and in which nothing was found.
func (h *htmlReport) clean(failures []report.Failure) []htmlFile {
	failed := map[string]bool{}
	for _, f := range failures {
		failed[h.options.shownPath(f.File)] = true
	}
	var list []htmlFile
	for _, f := range h.checked {
		if h.found.index[f.name] == nil && !failed[f.name] {
			list = append(list, f)
		}
	}
	return list
}

// htmlPage is the page while it is written.
type htmlPage struct {
	htmlText
	out *bufio.Writer
}

// flush writes what was added.
func (p *htmlPage) flush() {
	p.out.Write(p.b)
	p.b = p.b[:0]
}

// head adds all that is not seen. The policy allows for this style and this
// script only, and for no connection at all.
func (p *htmlPage) head(s report.Summary, failures int) {
	p.raw("<!DOCTYPE html>\n", `<html lang="en">`, "\n<head>\n", `<meta charset="utf-8"/>`, "\n",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src `, htmlDigest(htmlStyle),
		"; script-src ", htmlDigest(htmlScript), `; base-uri 'none'; form-action 'none'"/>`, "\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1"/>`, "\n",
		`<meta name="color-scheme" content="light dark"/>`, "\n",
		`<meta name="referrer" content="no-referrer"/>`, "\n",
		`<link rel="icon" href="data:,"/>`, "\n", // or else a browser asks the server for one
		"<title>payloadlint: ", headline(s, failures), "</title>\n",
		"<style>", htmlStyle, "</style>\n</head>\n<body>\n")
}

// htmlDigest is how a policy names a text that may stand in the page.
func htmlDigest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// header adds what was counted.
func (p *htmlPage) header(s report.Summary, failures int) {
	p.raw(`<a class="skip" href="#findings">Skip to the findings</a>`, "\n<header>\n<h1>payloadlint: ", headline(s, failures), "</h1>\n<dl>\n")
	for _, c := range []struct {
		label, class string
		n            int
		always       bool
	}{
		{"Failures", "error", failures, false},
		{"Errors", "error", s.Errors, true},
		{"Warnings", "warning", s.Warnings, true},
		{"Infos", "info", s.Infos, true},
		{"Suppressed", "neutral", s.Suppressed, false},
		{"Switched off", "neutral", s.Off, false},
		{"Files", "neutral", s.Files, true},
		{"Requests", "neutral", s.Requests, true},
		{"Skipped", "neutral", s.Skipped, false},
	} {
		if c.n == 0 && !c.always {
			continue
		}
		if c.n == 0 {
			c.class = "neutral"
		}
		p.raw(`<div class="`, c.class, `"><dt>`, c.label, "</dt><dd>")
		p.number(c.n)
		p.raw("</dd></div>\n")
	}
	p.raw("</dl>\n</header>\n")
}

// failures adds what kept the tool from checking.
func (p *htmlPage) failures(o Options, list []report.Failure) {
	if len(list) == 0 {
		return
	}
	p.raw(`<section aria-labelledby="failures">`, "\n", `<h2 id="failures">Not checked</h2>`, "\n", `<ul class="rows">`, "\n")
	for _, f := range list {
		p.raw(`<li class="failure"><b>failure</b><div><p>`)
		p.text(f.Message)
		p.raw(`</p>`)
		if f.File != "" {
			p.raw(`<p class="facts"><code>`)
			p.path(place(o.shownPath(f.File), f.Line, f.Column))
			p.raw("</code></p>")
		}
		p.raw("</div></li>\n")
		p.flush()
	}
	p.raw("</ul>\n</section>\n")
}

// filters adds what the script filters by; it stays hidden without it.
func (p *htmlPage) filters(found, silenced severities, byRule map[string]int) {
	p.raw(`<div id="filters" role="search" aria-label="Filter the findings" hidden="">`, "\n<fieldset><legend>Severity</legend>\n")
	for i, s := range []rules.Severity{rules.Error, rules.Warning, rules.Info} {
		if found[i]+silenced[i] > 0 {
			p.raw(`<label class="`, string(s), `"><input type="checkbox" name="severity" value="`, string(s), `" checked="" autocomplete="off"/> `, string(s), " <span>")
			p.number(found[i])
			p.raw("</span></label>\n")
		}
	}
	p.raw("</fieldset>\n", `<label for="rule">Rule <select id="rule" autocomplete="off"><option value="">all rules</option>`)
	for _, rule := range slices.Sorted(maps.Keys(byRule)) {
		p.raw(`<option value="`)
		p.text(rule)
		p.raw(`">`)
		p.text(rule)
		p.raw(" (")
		p.number(byRule[rule])
		p.raw(")</option>")
	}
	p.raw("</select></label>\n",
		`<label for="file">File <input id="file" type="search" placeholder="part of its path" autocomplete="off" spellcheck="false"/></label>`, "\n",
		`<div class="buttons"><button id="reset" type="button">Show all</button> <button id="fold" type="button">Fold files</button></div>`, "\n",
		`<p id="shown" role="status"></p>`, "\n</div>\n")
}

// htmlBatch is about how many findings a browser lays out at once, when they come
// into view. The elements that it does so for must be few: each costs time.
const htmlBatch = 100

// groups adds findings by file.
func (p *htmlPage) groups(class string, s *htmlGroups) {
	p.raw(`<div class="groups `, class, `">`, "\n")
	const end = "</div>\n"
	n := 0
	for i, g := range s.list {
		if i == 0 || n >= htmlBatch {
			p.raw(end[:len(end)*min(i, 1)], `<div class="batch">`, "\n")
			n = 0
		}
		p.group(g)
		for _, k := range g.count {
			n += k
		}
	}
	p.raw(end, end)
}

// group adds the findings of a file.
func (p *htmlPage) group(g *htmlGroup) {
	p.raw(`<details open="" data-file="`)
	p.path(g.file)
	p.raw(`"><summary><h3>`)
	p.path(g.file)
	p.raw("</h3> <span>", g.count.String(), "</span></summary>\n")
	n := 0
	for row := range bytes.Lines(g.rows) {
		if n%htmlBatch == 0 {
			p.raw("</ul>\n"[:6*min(n, 1)], `<ul class="rows">`, "\n")
		}
		n++
		p.b = append(p.b, row...)
		p.flush()
	}
	g.rows = nil // what is written may be collected while the rest is
	p.raw("</ul>\n</details>\n")
}

// silenced adds the findings that were suppressed, folded.
func (p *htmlPage) silenced(s *htmlGroups) {
	if len(s.list) == 0 {
		return
	}
	p.raw(`<section aria-labelledby="suppressed">`, "\n", `<details class="fold"><summary><h2 id="suppressed">Suppressed findings</h2> <span>`,
		s.count().String(), "</span></summary>\n")
	p.groups("suppressed", s)
	p.raw("</details>\n</section>\n")
}

// clean adds the files in which nothing was found, folded.
func (p *htmlPage) clean(list []htmlFile) {
	if len(list) == 0 {
		return
	}
	p.raw(`<section aria-labelledby="clean">`, "\n", `<details class="fold"><summary><h2 id="clean">Files without findings</h2> <span>`,
		amount(len(list), "file"), "</span></summary>\n", `<ul class="names">`, "\n")
	for _, f := range list {
		p.raw("<li><code>")
		p.path(f.name)
		p.raw("</code> <span>", amount(f.requests, "request"), "</span></li>\n")
		p.flush()
	}
	p.raw("</ul>\n</details>\n</section>\n")
}

// footer adds who wrote the page, and the script.
func (p *htmlPage) footer(version string) {
	p.raw("<footer><p>Written by <a href=\"", home, "\">payloadlint</a> ")
	p.text(version)
	p.raw(". The page is complete in itself: it loads nothing, and shows no line of the files that were checked.</p></footer>\n",
		"<script>", htmlScript, "</script>\n</body>\n</html>\n")
}

// headline says in a few words what was found.
func headline(s report.Summary, failures int) string {
	what := severities{s.Errors, s.Warnings, s.Infos}.String()
	if failures > 0 {
		what = strings.TrimSuffix(amount(failures, "failure")+", "+what, ", ")
	}
	return cmp.Or(what, "nothing found")
}
