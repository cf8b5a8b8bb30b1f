package fix

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/rules"
)

// Desk holds the texts of files that are being fixed. It is for one goroutine.
type Desk struct {
	// key makes one of all names that a file has.
	key    func(name string) string
	sheets map[string]*Sheet
}

// NewDesk returns an empty desk. Two names are those of one file where key gives
// the same for them.
func NewDesk(key func(name string) string) *Desk {
	return &Desk{key: key, sheets: map[string]*Sheet{}}
}

// Sheet is a file that was fixed.
type Sheet struct {
	// Name is the file's, as the first report on it had it.
	Name string
	// Before and After are its text, HiddenBefore and HiddenAfter the places in
	// them that must not be shown.
	Before, After             []byte
	HiddenBefore, HiddenAfter []rules.Range
	// Mistakes is how many were fixed.
	Mistakes int

	steps [][]rules.Edit // that lead from one text to the other
}

// Text is the text of a file that was fixed; ok is false for any other.
func (d *Desk) Text(name string) (text []byte, ok bool) {
	if s := d.sheets[d.key(name)]; s != nil {
		return s.After, true
	}
	return nil, false
}

// Take are the files that were fixed since it was last called, in the order of
// their names. The desk is empty then.
func (d *Desk) Take() []*Sheet {
	var list []*Sheet
	for key, s := range d.sheets {
		if delete(d.sheets, key); !bytes.Equal(s.Before, s.After) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b *Sheet) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Limits on the checks that one file may take, so that a large file in which many
// fixes do no good takes no hours: these, and so many bytes.
const (
	fewest   = 20
	most     = 1000
	maxBytes = 256 << 20
)

// Mend fixes a file, and those that it includes, as far as there are fixes that do
// it good: the file stays well-formed and calls the same operations, and what is
// fixed is gone. Errors that a
// mistake hid may come to light; what is removed or rewritten although it is no
// error must not lead to any. Check must judge a text of the file, and read what that
// includes by way of Text. The unsafe fixes are made only where they are asked for.
func (d *Desk) Mend(name string, text []byte, unsafe bool, check func(text []byte) *rules.FileReport) {
	for pass := range passes {
		if now, ok := d.Text(name); ok {
			text = now
		}
		first, before := pass == 0, maps.Clone(d.sheets)
		m := mender{desk: d, check: check, unsafe: unsafe, refused: map[mistake]bool{}, found: map[mistake]int{}, fixed: map[mistake]int{}}
		m.left = min(max(maxBytes/(len(text)+1), fewest), most)
		m.take(check(text))
		for m.left > 0 && m.round() {
		}
		for _, r := range reports(m.report) {
			if s := d.sheets[d.key(r.Name)]; s != nil {
				s.hide(r.Hidden)
			}
		}
		now, _ := d.Text(name)
		if len(m.fixed) == 0 || bytes.Equal(now, text) && !first {
			d.sheets = before // what came of it is nothing, or went in a circle
			return
		}
	}
}

// passes is how often a file is gone through: what mends one mistake can be what
// makes room for mending another that looks the same.
const passes = 8

// mender is the state of one Mend.
type mender struct {
	desk    *Desk
	check   func(text []byte) *rules.FileReport
	unsafe  bool
	left    int // checks that may be made
	report  *rules.FileReport
	counts  counts // of report
	refused map[mistake]bool
	// found is how many mistakes of a kind there were at most, fixed how many of
	// them were fixed. No more are: fixes that undo each other would go on for ever.
	found, fixed map[mistake]int
}

// take goes on with a report.
func (m *mender) take(r *rules.FileReport) {
	m.report, m.counts = r, m.count(r)
	for found, n := range m.counts.all {
		m.found[found] = max(m.found[found], n)
	}
}

// mistake is what makes a finding the same before and after a fix.
type mistake struct {
	file                      string
	request                   int
	rule, constraint, pointer string
	in, message               string // only where there is no pointer
}

func (m *mender) mistakeOf(f *rules.Finding) mistake {
	found := mistake{m.desk.key(f.File), f.Request, f.Rule, f.Constraint, f.Pointer, "", ""}
	if f.Pointer == "" {
		found.in, found.message = f.In+" "+f.Parameter, f.Message
	}
	return found
}

// candidate is a fix that can be made.
type candidate struct {
	mistake mistake
	in      *rules.FileReport
	fix     *rules.Fix
	rank    rank
}

// rank is in which order fixes are made.
type rank uint8

const (
	safe     rank = iota
	ofError       // unsafe
	optional      // unsafe, and it mends no error
)

// candidates are those that were not refused before, in the order of their rank;
// optional ones only where there are no others.
func (m *mender) candidates() []candidate {
	var by [optional + 1][]candidate
	for _, r := range reports(m.report) {
		for i := range r.Findings {
			f := &r.Findings[i]
			c := candidate{mistake: m.mistakeOf(f), in: r, fix: best(f.Fixes, m.unsafe)}
			if c.fix == nil || m.refused[c.mistake] || m.fixed[c.mistake] >= m.found[c.mistake] {
				continue
			}
			switch {
			case c.fix.Safe:
			case f.Severity == rules.Error:
				c.rank = ofError
			default:
				c.rank = optional
			}
			by[c.rank] = append(by[c.rank], c)
		}
	}
	if list := append(by[safe], by[ofError]...); len(list) > 0 {
		return list
	}
	return by[optional]
}

// reports are those on a file and on what it includes.
func reports(r *rules.FileReport) []*rules.FileReport {
	return append([]*rules.FileReport{r}, r.Included...)
}

// best is the fix to be made, nil for none.
func best(fixes []rules.Fix, unsafe bool) *rules.Fix {
	for i := range fixes {
		if fixes[i].Safe {
			return &fixes[i]
		}
	}
	if unsafe && len(fixes) > 0 {
		return &fixes[0]
	}
	return nil
}

// round makes as many fixes as it can at once. Where they do no good together, it
// makes fewer; one that does no good alone is refused. It is false when there is
// nothing to be tried.
func (m *mender) round() bool {
	list := m.candidates()
	for size := len(list); size > 0 && m.left > 0; size /= 2 {
		t := m.draft(list[:size])
		if len(t.made) > 0 && m.try(t) {
			return true
		}
		if len(t.made) <= 1 {
			m.refused[list[0].mistake] = true
			return true
		}
	}
	return false
}

// draft is what some fixes make of the files.
type draft struct {
	made  []candidate
	files []*revision
}

// revision is a new text of one file.
type revision struct {
	in      *rules.FileReport
	choice  choice
	text    []byte
	made    int
	already *Sheet // as it was before; nil for none
}

func (m *mender) draft(list []candidate) *draft {
	t := new(draft)
	for _, c := range list {
		i := slices.IndexFunc(t.files, func(r *revision) bool { return r.in == c.in })
		if i < 0 {
			i = len(t.files)
			t.files = append(t.files, &revision{in: c.in})
		}
		r := t.files[i]
		if r.choice.add(c.in.Text, c.fix) {
			r.made++
			t.made = append(t.made, c)
		}
	}
	return t
}

// try makes a draft, and takes it back if it does no good.
func (m *mender) try(t *draft) bool {
	for _, r := range t.files {
		r.text = splice(r.in.Text, r.choice.all())
		m.desk.put(r)
	}
	text, ok := m.desk.Text(m.report.Name)
	if !ok {
		text = m.report.Text
	}
	m.left--
	if next := m.check(text); m.isBetter(next, t.made) {
		for _, c := range t.made {
			m.fixed[c.mistake]++
		}
		m.take(next)
		return true
	}
	for _, r := range t.files {
		m.desk.putBack(r)
	}
	return false
}

// isBetter tells whether what some fixes led to is well-formed, calls the same
// operations and has none of the mistakes that the fixes are for, and whether
// optional ones led to no new errors.
func (m *mender) isBetter(next *rules.FileReport, made []candidate) bool {
	before, after := m.counts, m.count(next)
	if next.Err != nil || len(next.Failures) > len(m.report.Failures) || next.Requests != m.report.Requests || after.broken > before.broken {
		return false
	}
	for at, operation := range after.operations {
		if was, ok := before.operations[at]; ok && was != operation {
			return false
		}
	}
	for _, c := range made {
		if after.all[c.mistake] >= before.all[c.mistake] {
			return false
		}
	}
	if made[0].rank != optional {
		return true
	}
	for e, n := range after.errors {
		if n > before.errors[e] {
			return false
		}
	}
	return true
}

// counts are the mistakes in a file and those that it includes.
type counts struct {
	all, errors map[mistake]int
	broken      int // texts that are not well-formed
	// operations are those of requests in which something was found.
	operations map[place]string
}

// place is a request of a file.
type place struct {
	file    string
	request int
}

func (m *mender) count(r *rules.FileReport) counts {
	c := counts{all: map[mistake]int{}, errors: map[mistake]int{}, operations: map[place]string{}}
	for _, r := range reports(r) {
		for i := range r.Findings {
			f := &r.Findings[i]
			found := m.mistakeOf(f)
			c.all[found]++
			c.operations[place{found.file, f.Request}] = f.Operation
			if f.Severity == rules.Error {
				c.errors[found]++
			}
			if f.Rule == "invalid-syntax" {
				c.broken++
			}
		}
	}
	return c
}
