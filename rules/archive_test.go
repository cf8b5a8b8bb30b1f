package rules_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/payloadlint/payloadlint/rules"
)

// The archives below testdata/rules and testdata/errors show by example what a
// rule, or a row of a provider's error table, is about. Each is a txtar file:
//
//	What the provider refuses, why, and which sentence says so.
//
//	operation: alibabacloud/batchcompute/CreateCluster
//	quota: alibabacloud/batchcompute/CreateCluster.MaxClusterGroupCount=2
//	placeholders: deny
//	-- bad.json --
//	the smallest request that is wrong in this way
//	-- good.json --
//	the same, corrected
//	-- near.json --
//	looks wrong, is right
//	-- want --
//	what the text format says of all bad files
//
// The lines with the configuration are optional: without an operation, each
// request is recognised by itself, and below testdata/errors the directory
// tells. There can be several files of a kind, in any form: bad.json,
// bad-twice.http. Bad files give findings of the rule or row, the others give
// none at all; each file is a run of its own. No other sections are allowed. The
// flag -update rewrites want.
type archive struct {
	path      string
	config    rules.Config
	bad, good []txtar.File
	want      string
	whole     *txtar.Archive
}

var sectionName = regexp.MustCompile(`^(bad|good|near)(-[a-z0-9-]+)?\.(json|jsonc|ndjson|yaml|http)$`)

// readArchive reads an archive; operation is what its requests are for unless
// it says otherwise.
func readArchive(t *testing.T, path, operation string) *archive {
	t.Helper()
	whole, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := &archive{path: path, whole: whole}
	a.config.Operation = operation
	var prose []string
	for _, line := range strings.Split(string(whole.Comment), "\n") {
		if line != "" && !a.configure(t, line) {
			prose = append(prose, line)
		}
	}
	if len(prose) == 0 {
		t.Errorf("%s: says nothing of what is wrong and why", path)
	}
	seen := map[string]bool{}
	for _, f := range whole.Files {
		switch {
		case seen[f.Name]:
			t.Errorf("%s: two sections %s", path, f.Name)
		case f.Name == "want":
			a.want = string(f.Data)
		case !sectionName.MatchString(f.Name):
			t.Errorf("%s: unknown section %s", path, f.Name)
		case strings.HasPrefix(f.Name, "bad"):
			a.bad = append(a.bad, f)
		default:
			a.good = append(a.good, f)
		}
		seen[f.Name] = true
	}
	if len(a.bad) == 0 || len(a.good) == 0 {
		t.Errorf("%s: %d bad and %d good files, want one of each at least", path, len(a.bad), len(a.good))
	}
	return a
}

// configure reads a line of the configuration and tells whether it is one.
func (a *archive) configure(t *testing.T, line string) bool {
	t.Helper()
	key, value, ok := strings.Cut(line, ": ")
	switch {
	case ok && key == "operation":
		a.config.Operation = value
	case ok && key == "placeholders" && value == "deny":
		a.config.DenyPlaceholders = true
	case ok && key == "quota":
		q, err := rules.ParseQuota(value)
		if err != nil {
			t.Fatalf("%s: %v", a.path, err)
		}
		a.config.Quotas = append(a.config.Quotas, q)
	default:
		return false
	}
	return true
}

// run checks the files of the archive and its want. It returns the reports on
// the bad files.
func (a *archive) run(t *testing.T) []*rules.FileReport {
	t.Helper()
	l, err := rules.New(a.config)
	if err != nil {
		t.Fatalf("%s: %v", a.path, err)
	}
	var reports []*rules.FileReport
	var got strings.Builder
	for _, f := range a.bad {
		r := checked(t, l, f.Name, f.Data)
		got.WriteString(asText(r))
		for _, more := range ofRun(l, r) {
			got.WriteString(asText(more))
			r.Findings = append(r.Findings, more.Findings...)
		}
		reports = append(reports, r)
	}
	for _, f := range a.good {
		r := checked(t, l, f.Name, f.Data)
		for _, more := range append(ofRun(l, r), r) {
			if len(more.Findings) > 0 {
				t.Errorf("%s: %s gives\n%s", a.path, f.Name, asText(more))
			}
		}
	}
	if !*update {
		differs(t, a.path, a.want, got.String())
	} else if err := a.update(got.String()); err != nil {
		t.Fatal(err)
	}
	return reports
}

// ofRun are the reports on what the requests of one file show together.
func ofRun(l *rules.Linter, r *rules.FileReport) (more []*rules.FileReport) {
	run := l.NewTogether()
	for _, p := range r.Together {
		if found := run.Add(p); found != nil {
			more = append(more, found)
		}
	}
	return more
}

func (a *archive) update(want string) error {
	files := a.whole.Files
	for i := range files {
		if files[i].Name == "want" {
			files = append(files[:i], files[i+1:]...)
			break
		}
	}
	a.whole.Files = append(files, txtar.File{Name: "want", Data: []byte(want)})
	return os.WriteFile(a.path, txtar.Format(a.whole), 0o644)
}

// archives are the paths of the archives below a directory of testdata.
func archives(t *testing.T, dir string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(filepath.Join("..", "testdata", dir), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// TestRules runs the archive of each rule. Every rule has one, and what it
// shows is wrong in no other way.
func TestRules(t *testing.T) {
	missing := map[string]bool{}
	for _, r := range rules.Rules() {
		missing[r.ID] = true
	}
	for _, path := range archives(t, "rules") {
		id := strings.TrimSuffix(filepath.Base(path), ".txtar")
		if !missing[id] {
			t.Errorf("%s: there is no such rule", path)
			continue
		}
		delete(missing, id)
		t.Run(id, func(t *testing.T) {
			for _, r := range readArchive(t, path, "").run(t) {
				if len(r.Findings) == 0 {
					t.Errorf("%s: %s gives no finding", path, r.Name)
				}
				for i := range r.Findings {
					if f := &r.Findings[i]; f.Rule != id {
						t.Errorf("%s: %s gives another finding: %s", path, r.Name, line(f))
					}
				}
			}
		})
	}
	for id := range missing {
		t.Errorf("the rule %s has no testdata/rules/%s.txtar", id, id)
	}
}
