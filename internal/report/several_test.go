package report

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/rules"
)

// plain writes its mark and the message of each finding.
type plain struct {
	mark string
	got  *strings.Builder
	err  error
}

func (p plain) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	for i := range r.Findings {
		dst = fmt.Appendf(dst, "%s%s ", p.mark, r.Findings[i].Message)
		ends = append(ends, len(dst))
	}
	return dst, ends
}

func (p plain) Add(chunk []byte) error {
	p.got.Write(chunk)
	return p.err
}

func (p plain) End(Summary, []Failure) error {
	p.got.WriteString("end")
	return p.err
}

// curious is a plain one that wants to know everything.
type curious struct{ plain }

func (c curious) AppendFile(dst []byte, file string, requests int) []byte {
	return fmt.Appendf(dst, "file %s %d ", file, requests)
}

func (c curious) AppendSuppressed(dst []byte, r *rules.FileReport) []byte {
	return fmt.Appendf(dst, "suppressed %d ", len(r.Suppressed))
}

func (c curious) AppendRequests(dst []byte, requests []rules.Identity) []byte {
	return fmt.Appendf(dst, "requests %d ", len(requests))
}

func (c curious) AddUnshown(chunk []byte) error {
	fmt.Fprintf(c.got, "(%s)", chunk)
	return nil
}

func TestSeveral(t *testing.T) {
	var one, two, three strings.Builder
	s := Several(plain{mark: "a", got: &one}, curious{plain{mark: "", got: &two}}, plain{mark: "c", got: &three})
	r := &rules.FileReport{Findings: []rules.Finding{{Message: "1"}, {Message: ""}, {Message: "3"}}}
	text, ends := s.Append([]byte("before"), []int{6}, r)
	if len(ends) != 4 || ends[3] != len(text) {
		t.Fatalf("the findings end at %v of %d", ends, len(text))
	}
	add := func(chunk []byte) {
		t.Helper()
		if err := s.Add(chunk); err != nil {
			t.Fatal(err)
		}
	}
	add(s.(Filer).AppendFile(nil, "f", 7))
	add(s.(Silenced).AppendSuppressed(nil, &rules.FileReport{Suppressed: make([]rules.Suppressed, 2)}))
	add(s.(Lister).AppendRequests(nil, make([]rules.Identity, 3)))
	add(text[ends[0]:ends[2]])
	if err := errors.Join(s.(Lister).AddUnshown(text[ends[2]:]), s.(Limited).AddBeyond(text[ends[2]:])); err != nil {
		t.Fatal(err)
	}
	if err := s.End(Summary{}, nil); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"a1 a end", "file f 7 suppressed 2 requests 3 1  (3 )3 end", "c1 c c3 end"} {
		if got := []*strings.Builder{&one, &two, &three}[i].String(); got != want {
			t.Errorf("reporter %d got %q, want %q", i, got, want)
		}
	}
}

// One that cannot write does not keep the others from their ends.
func TestSeveralFail(t *testing.T) {
	var one, two strings.Builder
	full := errors.New("full")
	s := Several(plain{got: &one, err: full}, plain{got: &two})
	if err := s.End(Summary{}, nil); !errors.Is(err, full) || two.String() != "end" {
		t.Errorf("%v, and the other got %q", err, two.String())
	}
	if only := (plain{got: &one}); Several(only) != Reporter(only) {
		t.Error("of one reporter, several are made")
	}
}
