package report

import (
	"encoding/binary"
	"errors"

	"github.com/payloadlint/payloadlint/rules"
)

// several are reporters that report one run. What they append is kept together:
// for each finding, the text of each of them behind its length.
type several []Reporter

// Several is a reporter that makes each of the list report the run. The number
// of findings that are shown limits only the first of them.
func Several(list ...Reporter) Reporter {
	if len(list) == 1 {
		return list[0]
	}
	return several(list)
}

var (
	_ Filer    = several(nil)
	_ Silenced = several(nil)
	_ Lister   = several(nil)
	_ Limited  = several(nil)
)

// Append implements Reporter.
func (s several) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	texts, stops := make([][]byte, len(s)), make([][]int, len(s))
	for k, one := range s {
		texts[k], stops[k] = one.Append(nil, nil, r)
	}
	for i := range r.Findings {
		for k := range s {
			from := 0
			if i > 0 {
				from = stops[k][i-1]
			}
			dst = frame(dst, texts[k][from:stops[k][i]])
		}
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// AppendFile implements Filer.
func (s several) AppendFile(dst []byte, file string, requests int) []byte {
	return s.each(dst, func(one Reporter) []byte {
		if f, ok := one.(Filer); ok {
			return f.AppendFile(nil, file, requests)
		}
		return nil
	})
}

// AppendSuppressed implements Silenced.
func (s several) AppendSuppressed(dst []byte, r *rules.FileReport) []byte {
	return s.each(dst, func(one Reporter) []byte {
		if q, ok := one.(Silenced); ok {
			return q.AppendSuppressed(nil, r)
		}
		return nil
	})
}

// AppendRequests implements Lister.
func (s several) AppendRequests(dst []byte, requests []rules.Identity) []byte {
	return s.each(dst, func(one Reporter) []byte {
		if l, ok := one.(Lister); ok {
			return l.AppendRequests(nil, requests)
		}
		return nil
	})
}

// each appends what each reporter has to say, if any has.
func (s several) each(dst []byte, say func(Reporter) []byte) []byte {
	texts, said := make([][]byte, len(s)), false
	for k, one := range s {
		texts[k] = say(one)
		said = said || len(texts[k]) > 0
	}
	if !said {
		return dst
	}
	for _, text := range texts {
		dst = frame(dst, text)
	}
	return dst
}

func frame(dst, text []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

// Add implements Reporter.
func (s several) Add(chunk []byte) error {
	return s.pass(chunk, func(k int, text []byte) error { return s[k].Add(text) })
}

// AddUnshown implements Lister.
func (s several) AddUnshown(chunk []byte) error {
	return s.pass(chunk, func(k int, text []byte) error {
		if l, ok := s[k].(Lister); ok {
			return l.AddUnshown(text)
		}
		return nil
	})
}

// AddBeyond implements Limited.
func (s several) AddBeyond(chunk []byte) error {
	return s.pass(chunk, func(k int, text []byte) error {
		if k > 0 {
			return s[k].Add(text)
		}
		if l, ok := s[k].(Lister); ok {
			return l.AddUnshown(text)
		}
		return nil
	})
}

// pass takes a chunk apart.
func (s several) pass(chunk []byte, to func(k int, text []byte) error) error {
	for k := 0; len(chunk) > 0; k = (k + 1) % len(s) {
		size, n := binary.Uvarint(chunk)
		end := n + int(size)
		if size > 0 {
			if err := to(k, chunk[n:end:end]); err != nil {
				return err
			}
		}
		chunk = chunk[end:]
	}
	return nil
}

// End implements Reporter. All of them end, whatever becomes of the others.
func (s several) End(summary Summary, failures []Failure) error {
	var all []error
	for k, one := range s {
		if k > 0 {
			summary.Left = 0
		}
		all = append(all, one.End(summary, failures))
	}
	return errors.Join(all...)
}
