package speccompile

import "bytes"

// lines is a JSON object with a member a line, and an entry a line in its
// lists: small to load, and easy to compare.
type lines struct {
	buf bytes.Buffer
	err error
}

func (l *lines) name(name string) {
	if l.buf.Len() == 0 {
		l.buf.WriteString("{\n")
	} else {
		l.buf.WriteString(",\n")
	}
	l.value(name)
	l.buf.WriteString(": ")
}

func (l *lines) value(v any) {
	b, err := encode(v)
	if err != nil && l.err == nil {
		l.err = err
	}
	l.buf.Write(b)
}

// add writes a member on one line.
func (l *lines) add(name string, v any) {
	l.name(name)
	l.value(v)
}

// addList writes a member whose items stand on lines of their own.
func addList[T any](l *lines, name string, items []T) {
	l.name(name)
	l.buf.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			l.buf.WriteByte(',')
		}
		l.buf.WriteByte('\n')
		l.value(item)
	}
	if len(items) > 0 {
		l.buf.WriteByte('\n')
	}
	l.buf.WriteByte(']')
}

func (l *lines) bytes() ([]byte, error) {
	l.buf.WriteString("\n}\n")
	return l.buf.Bytes(), l.err
}
