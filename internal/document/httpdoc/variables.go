package httpdoc

import (
	"bytes"
	"net/url"
	"sort"
	"strings"

	"github.com/payloadlint/payloadlint/internal/expand"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/source"
)

// A file can define a value of any length in a few lines, each of which holds
// the one before twice. What would grow beyond these, in bytes, stays a reference.
const (
	maxValue  = 1 << 20
	maxValues = 64 << 20 // of all values that hold references
	maxChain  = 64       // of references that stand before what they refer to
)

// variables are those that a file defines, and those from outside.
type variables struct {
	text    []byte
	outside expand.Lookup // may be nil
	all     []variable    // in the order of the file
	byName  map[string][]int
	used    int // bytes of values that hold references
}

type variable struct {
	at    int // where the definition begins
	value source.Span
	state uint8

	// Once done:
	text    string // with its references filled in
	escaped string // percent-encoded, once it was asked for
	unclear bool   // one of the clients takes a backslash for an escape
	given   bool   // some of the text comes from outside
}

const (
	untouched uint8 = iota
	working
	done
)

func (v *variables) define(name string, at int, value source.Span) {
	if v.byName == nil {
		v.byName = map[string][]int{}
	}
	v.byName[name] = append(v.byName[name], len(v.all))
	v.all = append(v.all, variable{at: at, value: value})
}

// resolve fills the references in all values in.
func (v *variables) resolve() {
	for i := range v.all {
		v.fill(i, 0)
	}
}

// lookup finds what a reference in text stands for, where the text is used at an
// offset of the main file. The clients know {{name}} only: the file's variables
// are not meant by other forms.
func (v *variables) lookup(text []byte, r placeholder.Ref, at int) (expand.Value, bool) {
	if text[r.Start] != '{' {
		return v.given(r.Name)
	}
	return v.find(r.Name, at, 0)
}

func (v *variables) given(name string) (expand.Value, bool) {
	if v.outside == nil || name == "" {
		return expand.Value{}, false
	}
	return v.outside(name)
}

func (v *variables) find(name string, at, chain int) (expand.Value, bool) {
	if strings.HasPrefix(name, "$") {
		return v.system(name)
	}
	plain, percent := strings.CutPrefix(name, "%")
	i, ok := v.pick(plain, at)
	if !ok || v.all[i].state == working {
		return v.given(name) // one that refers to itself means one from outside
	}
	d := &v.all[i]
	if d.state == untouched && chain > maxChain {
		return expand.Value{}, false
	}
	v.fill(i, chain)
	value := expand.Value{Text: d.text, From: source.Origin{Span: d.value}}
	if d.given {
		value.From = source.Origin{File: source.Outside}
	}
	if percent && !d.unclear {
		if d.escaped == "" {
			d.escaped = strings.ReplaceAll(url.QueryEscape(d.text), "+", "%20")
		}
		value.Text = d.escaped
	}
	return value, !d.unclear
}

// system finds the variables of the environment among those that clients make.
func (v *variables) system(name string) (expand.Value, bool) {
	if env, ok := strings.CutPrefix(name, "$env."); ok {
		return v.given(env)
	}
	words := strings.Fields(name)
	if len(words) != 2 || words[0] != "$dotenv" && words[0] != "$processEnv" {
		return expand.Value{}, false
	}
	return v.given(words[1])
}

// pick is the last definition before an offset, else the first after it.
func (v *variables) pick(name string, at int) (int, bool) {
	list := v.byName[name]
	if len(list) == 0 {
		return 0, false
	}
	i := sort.Search(len(list), func(i int) bool { return v.all[list[i]].at >= at })
	return list[max(i-1, 0)], true
}

// fill makes the text of a definition.
func (v *variables) fill(i, chain int) {
	d := &v.all[i]
	if d.state != untouched {
		return
	}
	d.state = working
	raw := v.text[d.value.Start:d.value.End]
	if bytes.Contains(raw, []byte("{{")) {
		d.text, d.given = v.expanded(raw, d.at, chain)
		v.used += len(d.text)
	} else {
		d.text = string(raw)
	}
	d.unclear = strings.IndexByte(d.text, '\\') >= 0
	d.state = done
}

// expanded fills the references of a value in, and tells whether any of it comes
// from outside.
func (v *variables) expanded(raw []byte, at, chain int) (text string, given bool) {
	var b strings.Builder
	from := 0
	for r := range placeholder.All(raw) {
		if raw[r.Start] != '{' {
			continue
		}
		value, ok := v.find(r.Name, at, chain+1)
		length := b.Len() + len(raw) - from + len(value.Text)
		if !ok || length > maxValue || v.used+length > maxValues {
			continue
		}
		b.Write(raw[from:r.Start])
		b.WriteString(value.Text)
		given = given || value.From.File == source.Outside
		from = r.End
	}
	b.Write(raw[from:])
	return b.String(), given
}
