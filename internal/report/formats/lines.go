package formats

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
)

// appendLine appends a struct of strings, numbers and lists as one line of JSON
// that harms no terminal.
func appendLine(dst []byte, v any) []byte {
	buf := bytes.NewBuffer(dst)
	_ = json.Compact(buf, jsonreport.Marshal(v, "")) // which gives JSON
	return append(buf.Bytes(), '\n')
}

// list writes lines of JSON as the elements of a list, as they come.
type list struct {
	out *bufio.Writer
	// before is what stands before the first element, up to the bracket.
	before string
	begun  bool
}

func newList(w io.Writer, before string) list {
	return list{out: bufio.NewWriterSize(w, 64<<10), before: before}
}

// add writes parts that make up an element.
func (l *list) add(parts ...[]byte) error {
	if l.begun {
		l.out.WriteString(",\n")
	} else {
		l.out.WriteString(l.before + "\n")
		l.begun = true
	}
	var err error
	for _, p := range parts {
		_, err = l.out.Write(p)
	}
	return err // the writer repeats the first one
}

// end writes what stands behind the last element, from the bracket on.
func (l *list) end(after string) error {
	if l.begun {
		l.out.WriteString("\n")
	} else {
		l.out.WriteString(l.before)
	}
	l.out.WriteString(after)
	return l.out.Flush()
}

// printSize is the length of a fingerprint.
const printSize = 16

// prints counts fingerprints, so that each stands once in a report.
type prints map[string]int

// unique is the fingerprint itself where it comes first, else with a number
// behind it.
func (p prints) unique(print []byte) string {
	p[string(print)]++
	if n := p[string(print)]; n > 1 {
		return string(print) + "-" + strconv.Itoa(n)
	}
	return string(print)
}
