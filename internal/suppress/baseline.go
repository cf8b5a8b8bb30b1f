package suppress

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/fingerprint"
	"github.com/payloadlint/payloadlint/rules"
)

// Known is a finding of a baseline.
type Known struct {
	// File is the path from the directory of the baseline.
	File        string `json:"file"`
	Fingerprint string `json:"fingerprint"`
	// Rule, Operation and Parameter are for people: only the fingerprint counts.
	Rule      string `json:"rule"`
	Operation string `json:"operation,omitempty"`
	Parameter string `json:"parameter,omitempty"`
	// Count is how many findings in the file have the fingerprint.
	Count int `json:"count"`
}

// document is the form of a baseline file.
type document struct {
	Version  int     `json:"version"`
	Findings []Known `json:"findings"`
}

// version is that of the form.
const version = 1

// Reason is why a finding is suppressed that a baseline knows.
const Reason = "it is in the baseline"

// Baseline is the findings that a project lives with. It may be asked by several
// goroutines at once.
type Baseline struct {
	// Findings are as they stand in the file.
	Findings []Known

	counts map[string]map[string]int // by file and fingerprint
	late   map[string]int            // how many of what Join was given there were
}

// ReadBaseline reads the text of a baseline file.
func ReadBaseline(text []byte) (*Baseline, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var doc document
	if err := d.Decode(&doc); err != nil {
		return nil, fmt.Errorf("it is no baseline: %s", plain(err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("it is no baseline: there is more after its end")
	}
	if doc.Version != version {
		return nil, fmt.Errorf("its version is %d, expected %d", doc.Version, version)
	}
	b := &Baseline{Findings: doc.Findings, counts: map[string]map[string]int{}, late: map[string]int{}}
	for _, k := range doc.Findings {
		file := path.Clean(k.File)
		if b.counts[file] == nil {
			b.counts[file] = map[string]int{}
		}
		b.counts[file][k.Fingerprint] = max(b.counts[file][k.Fingerprint], k.Count)
	}
	return b, nil
}

// plain is an error of the decoder without the name of its package.
func plain(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	if e := (*json.UnmarshalTypeError)(nil); errors.As(err, &e) {
		article := "a "
		if strings.ContainsRune("aeiou", rune(e.Value[0])) {
			article = "an "
		}
		return "found " + article + e.Value + " where another type is expected"
	}
	return string(bytes.TrimPrefix([]byte(err.Error()), []byte("json: ")))
}

// Apply takes the findings out of a report that the baseline knows, by the path
// of the file from the baseline's directory. Gone is how many it knows that are
// not there.
func (b *Baseline) Apply(r *rules.FileReport, file string) (gone int) {
	known := b.counts[path.Clean(file)]
	if len(known) == 0 {
		return 0
	}
	seen := map[string]int{}
	r.Findings = slices.DeleteFunc(r.Findings, func(f rules.Finding) bool {
		print := fingerprint.Of(file, &f)
		seen[print]++
		if seen[print] > known[print] {
			return false
		}
		r.Suppressed = append(r.Suppressed, rules.Suppressed{Finding: f, Reason: Reason})
		return true
	})
	late := map[string]bool{}
	for _, p := range r.Together {
		f := p.Prospect()
		late[fingerprint.Of(file, &f)] = true
	}
	for print, n := range known {
		if !late[print] {
			gone += max(n-seen[print], 0)
		}
	}
	return gone
}

// Join is Apply for a report that several requests together gave rise to. It is
// for one goroutine.
func (b *Baseline) Join(r *rules.FileReport, file string) {
	known := b.counts[path.Clean(file)]
	r.Findings = slices.DeleteFunc(r.Findings, func(f rules.Finding) bool {
		print := fingerprint.Of(file, &f)
		if b.late[print]++; b.late[print] > known[print] {
			return false
		}
		r.Suppressed = append(r.Suppressed, rules.Suppressed{Finding: f, Reason: Reason})
		return true
	})
}

// Collector collects the findings of a run for a new baseline. It is for one
// goroutine.
type Collector struct{ known map[string]*Known }

// NewCollector returns an empty one.
func NewCollector() *Collector { return &Collector{map[string]*Known{}} }

// Add adds the findings of a report on a file, given by its path from the
// baseline's directory. A file that is reported more than once, because others
// include it, counts once; late tells that the report adds to earlier ones.
func (c *Collector) Add(file string, findings []rules.Finding, late bool) {
	counts := map[string]int{}
	for i := range findings {
		f := &findings[i]
		print := fingerprint.Of(file, f)
		counts[print]++
		k := c.known[print]
		if k == nil {
			k = &Known{File: path.Clean(file), Fingerprint: print, Rule: f.Rule, Operation: f.Operation, Parameter: f.Parameter}
			c.known[print] = k
		}
		if late {
			k.Count++
		} else {
			k.Count = max(k.Count, counts[print])
		}
	}
}

// Keep keeps findings of an earlier baseline, of files that were not checked.
func (c *Collector) Keep(known []Known) {
	for _, k := range known {
		if c.known[k.Fingerprint] == nil {
			c.known[k.Fingerprint] = &k
		}
	}
}

// Write is the text of the baseline, and how many findings it holds.
func (c *Collector) Write() (text []byte, findings int) {
	doc := document{Version: version, Findings: make([]Known, 0, len(c.known))}
	for _, k := range c.known {
		doc.Findings = append(doc.Findings, *k)
		findings += k.Count
	}
	slices.SortFunc(doc.Findings, func(a, b Known) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Parameter, b.Parameter), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(doc) // plain data into memory: it cannot fail
	return buf.Bytes(), findings
}
