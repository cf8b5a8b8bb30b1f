package suppress

import (
	"fmt"
	"testing"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/rules"
)

// Of several entries about a finding the first counts, and only it is of use.
func TestFirstEntryCounts(t *testing.T) {
	outer := ignore(9, "*.json", "", "out-of-range", "", "")
	outer.At.File, outer.Reason = "/c.yaml", "outer"
	var list []config.Ignore
	for i, x := range []config.Ignore{
		ignore(1, "*.json", "", "wrong-type", "", ""),
		ignore(2, "x/*.json", "/A/B", "", "c", "2026-12-31"), // it is over
		ignore(3, "*.json", "/A/B", "", "c", ""),
		ignore(4, "x/a.json", "/A", "out-of-range", "", ""),
		ignore(5, "a.json", "", "out-of-range", "", ""),
		ignore(6, "a.json", "", "out-of-range", "", ""),
		ignore(7, "/x/a.json", "/A/", "", "c", ""),
	} {
		x.Reason = fmt.Sprint(i + 1)
		list = append(list, x)
	}
	e := NewEntries("2027-01-31")
	l := e.List(&config.Settings{Ignores: append(list, outer)})
	for _, tt := range []struct{ file, constraint, pointer, want string }{
		{"/p/x/a.json", "c", "/A/B", "3"},
		{"/p/x/a.json", "c", "/A/B/0/C", "3"},
		{"/p/x/a.json", "c", "/A/BC", "4"},
		{"/p/x/a.json", "c", "/A/", "4"},
		{"/p/x/a.json", "", "/A/B", "4"},
		{"/p/x/a.json", "c", "/B", "5"},
		{"/p/a.json", "c", "/A", "5"},
		{"/p/a.json", "c", "", "5"},
		{"/p/b.json", "c", "/A/", "outer"},
		{"/q/b.json", "c", "/A", ""},
	} {
		r := report(finding("out-of-range", tt.constraint, tt.pointer))
		e.Apply(l, r, tt.file)
		got := ""
		for _, s := range r.Suppressed {
			got = s.Reason
		}
		if got != tt.want {
			t.Errorf("%+v: entry %q", tt, got)
		}
	}
	for i, x := range append(l[0].entries, l[1].entries...) {
		if used := map[int]bool{2: true, 3: true, 4: true}[i]; i < len(list) && x.used.Load() != used {
			t.Errorf("entry %s: used %t", x.Reason, x.used.Load())
		}
	}
}

// With an entry for each file, a file has to do with its own entry only; with an
// entry for each value of a file, all of them are one pattern. So what is done
// for each file and finding does not grow with the number of entries.
func TestWork(t *testing.T) {
	for _, n := range []int{10, 5000} {
		var list []config.Ignore
		for i := range n {
			list = append(list, ignore(2*i, fmt.Sprintf("x/%d.json", i), "/N", "out-of-range", "", ""), ignore(2*i+1, "*/all.json", fmt.Sprintf("/N/%d", i), "wrong-type", "", ""))
		}
		e := NewEntries("2027-01-31")
		settings := &config.Settings{Ignores: list}
		l := e.List(settings)
		if other := e.List(&config.Settings{Ignores: list}); len(l) != 1 || l[0] != other[0] {
			t.Errorf("%d groups, made anew for each directory", len(l))
		}
		patterns, all := 0, report()
		for i := range n {
			abs := fmt.Sprintf("/p/x/%d.json", i)
			l.Note(abs)
			for _, here := range l.of(abs) {
				patterns += len(here)
			}
			r := report(finding("out-of-range", "", "/N/x"), finding("wrong-type", "", "/N"))
			if e.Apply(l, r, abs); len(r.Findings) != 1 {
				t.Errorf("%s: %d findings are left, want 1", abs, len(r.Findings))
			}
			all.Findings = append(all.Findings, finding("wrong-type", "", fmt.Sprintf("/N/%d/x", i)), rules.Finding{Rule: "wrong-type", Pointer: "/M"})
		}
		l.Note("/p/y/all.json")
		if here := l.of("/p/y/all.json"); len(here) != 1 || len(here[0]) != 1 || patterns != n {
			t.Errorf("%d entries for files: %d patterns match; for values of one file: %d", n, patterns, len(here))
		}
		if e.Apply(l, all, "/p/y/all.json"); len(all.Suppressed) != n || len(all.Findings) != n {
			t.Errorf("%d findings are ignored, %d left, want %d", len(all.Suppressed), len(all.Findings), n)
		}
		asked := 0
		if left := e.Leftovers(func(string) bool { asked++; return true }); len(left) != 0 || asked != 1 {
			t.Errorf("%d entries are left over, and of their one directory was asked %d times", len(left), asked)
		}
	}
}
