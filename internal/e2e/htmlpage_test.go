//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// finding is what the tests need of one in the format json.
type finding struct{ File, Severity, Rule string }

// page writes a report on all that is in a directory, and returns its address and
// what is in it.
func page(t *testing.T, dir, flags string) (string, []finding) {
	t.Helper()
	s := shell{dir: dir, path: []string{filepath.Dir(payloadlint(t))}}
	out := t.TempDir()
	s.run(t, "payloadlint check "+flags+" --output html="+out+"/report.html --output json="+out+"/report.json >"+out+"/stdout 2>&1")
	text, err := os.ReadFile(filepath.Join(out, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Findings []finding }
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(out) + "/report.html"}).String(), all.Findings
}

// testdata writes the files by which the rules are shown, bad ones and good ones,
// into a directory.
func testdata(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	archives, err := filepath.Glob(root + "/testdata/rules/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if f.Name != "want" {
				write(t, filepath.Join(dir, "requests", strings.TrimSuffix(filepath.Base(name), ".txtar"), f.Name), string(f.Data))
			}
		}
	}
	return dir
}

// seen returns the rows that are seen, as "file severity rule".
const seen = `return Array.from(document.querySelectorAll(".found li[data-rule]"))
	.filter((row) => row.checkVisibility())
	.map((row) => row.closest("details").dataset.file + " " + row.className + " " + row.dataset.rule);`

// TestPage uses the page as people do.
func TestPage(t *testing.T) {
	address, findings := page(t, testdata(t), "requests gone.json")
	if len(findings) < 30 {
		t.Fatalf("only %d findings", len(findings))
	}
	b := startBrowser(t)
	b.look(1280, 900, "light")
	b.open(address)
	// shows tells whether those findings are seen for which a condition holds.
	shows := func(what string, holds func(f finding) bool) {
		t.Helper()
		want, files := []string(nil), map[string]bool{}
		for _, f := range findings {
			if holds(f) {
				want, files[f.File] = append(want, f.File+" "+f.Severity+" "+f.Rule), true
			}
		}
		words := fmt.Sprintf("%d of %d findings shown, in %d file", len(want), len(findings), len(files))
		b.await(`return document.getElementById("shown").textContent.startsWith(`+strconv.Quote(words)+`)`, "true")
		var got []string
		b.run(seen, &got)
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", what, diff)
		}
	}
	all := func(finding) bool { return true }
	shows("at first", all)
	b.click("input[value=error]")
	shows("without errors", func(f finding) bool { return f.Severity != "error" })
	b.click("input[value=error]")
	b.click("input[value=warning]")
	shows("without warnings", func(f finding) bool { return f.Severity != "warning" })
	b.click("#reset")
	shows("all again", all)
	b.click("#rule option[value=invalid-length]")
	shows("of a rule", func(f finding) bool { return f.Rule == "invalid-length" })
	b.click("#rule option[value='']")
	b.enter("#file", "  Invalid-V")
	shows("of files", func(f finding) bool { return strings.Contains(f.File, "invalid-v") })
	b.click("input[value=warning]")
	b.click("#rule option[value=invalid-value]")
	shows("by all three", func(f finding) bool {
		return f.Severity != "warning" && f.Rule == "invalid-value" && strings.Contains(f.File, "invalid-v")
	})
	b.click("#reset")
	shows("all once more", all)
	b.click("#fold")
	b.await(`return document.querySelectorAll(".batch > details[open]").length`, "0")
	b.click("#fold")
	b.await(`return document.querySelectorAll(".batch > details:not([open])").length`, "0")
	shows("unfolded", all)

	if got := b.messages(); len(got) > 0 {
		t.Errorf("the console says %q", got)
	}
	if got := b.requests(); !slices.Equal(got, []string{address}) {
		t.Errorf("the page asks for %q", got)
	}
}

// TestPageByKeyboard reaches and uses what there is without a mouse.
func TestPageByKeyboard(t *testing.T) {
	address, _ := page(t, testdata(t), "requests")
	b := startBrowser(t)
	b.open(address)
	focus := `const e = document.activeElement; return (e.id || e.value || e.tagName) + " " + e.matches(":focus-visible")`
	b.press(keyTab)
	b.await(focus, "A true")
	b.press(keyEnter)
	b.await(`return document.activeElement.id + location.hash`, "findings#findings")
	for _, at := range []string{"error", "warning", "rule", "file", "reset", "fold", "SUMMARY"} {
		b.press(keyTab)
		b.await(focus, at+" true")
	}
	b.press(keySpace)
	b.await(`return document.activeElement.parentElement.open`, "false")
	b.press(keyEnter)
	b.await(`return document.activeElement.parentElement.open`, "true")
}

// unlabelled returns the controls without a name, and headings and landmarks that
// are missing.
const unlabelled = `const bad = [];
	for (const e of document.querySelectorAll("input, select")) if (e.labels.length !== 1 || !e.labels[0].textContent.trim()) bad.push(e.outerHTML);
	for (const e of document.querySelectorAll("button, summary, a, section")) if (!e.textContent.trim()) bad.push(e.outerHTML);
	for (const one of ["h1", "header", "main", "footer", "[role=search]", "[role=status]", "html[lang]"]) if (document.querySelectorAll(one).length !== 1) bad.push(one);
	return bad;`

// faint returns texts whose contrast is below what WCAG 2.2 asks for at level AA.
const faint = `const colour = (text) => text.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
		.reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
	const behind = (e) => {
		for (; e; e = e.parentElement) {
			const c = colour(getComputedStyle(e).backgroundColor);
			if (c.length === 3 || c[3] === 1) return c;
		}
		return [255, 255, 255];
	};
	const bad = new Set();
	for (const e of document.body.querySelectorAll("*")) {
		if (e.tagName === "SCRIPT" || !Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim())) continue;
		const style = getComputedStyle(e), size = parseFloat(style.fontSize);
		const [a, b] = [light(colour(style.color)), light(behind(e))];
		const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (contrast < (size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5)) bad.add(e.tagName + "." + e.className + " " + contrast.toFixed(2));
	}
	return Array.from(bad);`

// wide returns what is wider than its place: it scrolls, or is cut off.
const wide = `const bad = new Set(), width = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth > width) bad.add("the page");
	for (const e of document.body.querySelectorAll("*")) {
		if (e.className === "skip" || e.tagName === "SELECT" || !e.checkVisibility()) continue;
		if (e.getBoundingClientRect().right > width + 1 || e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1) bad.add(e.tagName + "." + e.className);
	}
	return Array.from(bad);`

// TestPageLooks writes pictures of the page to be looked at, light and dark, wide
// and on a phone, and measures what can be measured.
func TestPageLooks(t *testing.T) {
	address, _ := page(t, testdata(t), "requests gone.json")
	pictures, err := os.MkdirTemp("", "payloadlint-screenshots-")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("pictures are in %s", pictures)
	b := startBrowser(t)
	for _, colours := range []string{"light", "dark"} {
		for _, width := range []int{1280, 768, 360, 320} {
			b.look(width, 1400, colours)
			b.open(address)
			name := fmt.Sprintf("%s-%d", colours, width)
			b.screenshot(filepath.Join(pictures, name+".png"))
			var bad []string
			if b.run(faint, &bad); len(bad) > 0 {
				t.Errorf("%s: faint: %q", name, bad)
			}
			if b.run(unlabelled, &bad); len(bad) > 0 {
				t.Errorf("%s: without a label: %q", name, bad)
			}
			b.run(`for (const e of document.querySelectorAll("details")) e.open = true`, nil)
			if b.run(wide, &bad); len(bad) > 0 {
				t.Errorf("%s: too wide: %q", name, bad)
			}
			b.run(`document.getElementById("suppressed").scrollIntoView()`, nil)
			b.screenshot(filepath.Join(pictures, name+"-end.png"))
		}
	}
}

// TestPageWithoutScript shows everything, and no filters.
func TestPageWithoutScript(t *testing.T) {
	address, findings := page(t, testdata(t), "requests")
	b := startBrowser(t)
	b.devtools("Emulation.setScriptExecutionDisabled", map[string]any{"value": true})
	b.open(address)
	var got []string
	if b.run(seen, &got); len(got) != len(findings) {
		t.Errorf("%d of %d findings are seen", len(got), len(findings))
	}
	b.await(`return document.getElementById("filters").checkVisibility()`, "false")
}

// TestPageHostile has files whose names and contents try to become markup.
func TestPageHostile(t *testing.T) {
	dir := t.TempDir()
	const attack = `</script><script>window.bad=1</script><img src=x onerror="window.bad=1"><b onclick='window.bad=1' style="color:red">`
	names := []string{
		`"><img src=x onerror=window.bad=1>.json`, `'onload='window.bad=1'.json`, `<script>window.bad=1<`, "\u202elanif.json", "\x1b[31m\x01.json", "a\xff.json",
		`<!--.json`, "&lt;&#0;.json", strings.Repeat("long-", 45) + ".json",
	}
	text, err := json.Marshal(map[string]any{attack: attack, "Name": attack, "\u202e\u0000\ufffe": "x"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		write(t, filepath.Join(dir, name), string(text))
	}
	address, findings := page(t, dir, "--operation CreateCluster ./*")
	if len(findings) < 2*len(names) {
		t.Fatalf("only %d findings", len(findings))
	}
	b := startBrowser(t)
	b.look(360, 800, "light")
	b.open(address)
	for script, want := range map[string]string{
		`return typeof window.bad`:                                                             "undefined",
		`return document.querySelectorAll("script, style").length`:                             "2",
		`return document.querySelectorAll("img, iframe, [style], [onclick], [onload]").length`: "0",
		`return document.querySelectorAll(".found li[data-rule]").length`:                      strconv.Itoa(len(findings)),
		`return document.querySelectorAll(".found details").length`:                            strconv.Itoa(len(names)),
		`return document.body.innerText.includes("<img src=x onerror=window.bad=1>.json")`:     "true",
		`return /[\u202e\u0000\u001b\ufffd\ufffe]/.test(document.documentElement.outerHTML)`:   "false",
	} {
		b.await(script, want)
	}
	var bad []string
	if b.run(wide, &bad); len(bad) > 0 {
		t.Errorf("too wide: %q", bad)
	}
	if got := b.messages(); len(got) > 0 {
		t.Errorf("the console says %q", got)
	}
	if got := b.requests(); len(got) != 1 {
		t.Errorf("the page asks for %q", got)
	}
}

// TestPageLarge opens and filters a page of a hundred thousand findings.
func TestPageLarge(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.ndjson"), strings.Repeat(strings.Replace(badRequest, `"OnDemand"`, `"Spott"`, 1), 50_000))
	address, findings := page(t, dir, ".")
	if len(findings) < 100_000 {
		t.Fatalf("only %d findings", len(findings))
	}
	b := startBrowser(t)
	b.open(address)
	n := len(findings)
	b.await(`return document.getElementById("shown").textContent`, fmt.Sprintf("%d of %d findings shown, in 1 file.", n, n))
	b.click("#rule option:nth-child(2)")
	b.await(`return document.getElementById("shown").textContent`, fmt.Sprintf("%d of %d findings shown, in 1 file.", n/2, n))
	b.enter("#file", "other")
	b.await(`return document.getElementById("shown").textContent`, fmt.Sprintf("0 of %d findings shown, in 0 files.", n))
}
