// Package placeholder tells which parts of a text stand for a value that
// something else fills in: ${VAR}, $VAR, {{var}}, <name>, $(cmd).
//
// It only knows how they look, not what they mean.
package placeholder

import (
	"bytes"
	"iter"
)

// In tells whether the text holds a placeholder anywhere. It takes time linear
// in the text and says no to most texts after one scan.
//
// What stands between the delimiters must hold a letter or an underscore, so
// that ${}, $(1) and {{ }} are plain text; <name> must begin with one, both
// ASCII, and hold nothing but letters, digits, space and "_.-", so that a<b and
// x<1>2 are plain text too. $NAME counts in capitals, and in any letters where
// it is the whole text: pa$word is plain text.
func In(text []byte) bool {
	for i := 0; i < len(text)-1; i++ {
		switch text[i] {
		case '$', '{', '<':
			f := finder{text: text, at: i}
			for f.next() {
				if f.found.Sure {
					return true
				}
			}
			return false
		}
	}
	return false
}

// Ref is a placeholder in a text, [Start, End).
type Ref struct {
	Start, End int
	// Name is what stands between the delimiters, without space around it and
	// without the default of ${NAME:-default}; empty for a command.
	Name string
	// Sure is false for what may as well be plain text: see In.
	Sure bool
}

// All are the placeholders of a text, in order and apart from each other. It
// takes time linear in the text.
func All(text []byte) iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		f := finder{text: text}
		for f.next() {
			r := f.found
			r.Name = string(f.name)
			if !yield(r) {
				return
			}
		}
	}
}

// finder looks at every opening delimiter. Where one of a kind is followed by
// no name up to the closing delimiter, so are the later ones in between: they
// are passed over, which keeps the whole linear.
type finder struct {
	text                 []byte
	at                   int
	brace, paren, braces int // where the next closing delimiter of a kind is
	found                Ref // but for the name
	name                 []byte
}

func (f *finder) next() bool {
	for ; f.at < len(f.text)-1; f.at++ {
		if f.look() {
			f.at = f.found.End
			return true
		}
	}
	return false
}

// look tells whether a placeholder begins at f.at.
func (f *finder) look() bool {
	i, second := f.at, f.text[f.at+1]
	switch c := f.text[i]; {
	case c == '<':
		return f.angle()
	case c == '{' && second == '{' && i >= f.braces:
		f.braces = f.delimited("}}")
		return f.found.Sure
	case c != '$':
		return false
	case second == '{' && i >= f.brace:
		f.brace = f.delimited("}")
		return f.found.Sure
	case second == '(' && i >= f.paren:
		f.paren = f.delimited(")")
		f.name = nil
		return f.found.Sure
	}
	return f.dollar()
}

// delimited looks for a name up to the next closing delimiter, and returns
// where that delimiter is.
func (f *finder) delimited(delimiter string) (closing int) {
	f.found = Ref{}
	start := f.at + 2
	length := bytes.Index(f.text[start:], []byte(delimiter))
	if length < 0 {
		return len(f.text)
	}
	name := f.text[start : start+length]
	for _, c := range name {
		if letter(c) || c >= 0x80 {
			f.found = Ref{Start: f.at, End: start + length + len(delimiter), Sure: true}
			name, _, _ = bytes.Cut(name, []byte(":-"))
			f.name = bytes.TrimSpace(name)
			break
		}
	}
	return start + length
}

func (f *finder) angle() bool {
	text := f.text[f.at+1:]
	if len(text) == 0 || !letter(text[0]) {
		return false
	}
	for i, c := range text {
		switch {
		case c == '>':
			f.found = Ref{Start: f.at, End: f.at + i + 2, Sure: true}
			f.name = bytes.TrimSpace(text[:i])
			return true
		case letter(c), digit(c), c == ' ', c == '.', c == '-':
		default:
			return false
		}
	}
	return false
}

// dollar looks for a name right after a dollar sign.
func (f *finder) dollar() bool {
	name := f.text[f.at+1:]
	if !letter(name[0]) {
		return false
	}
	n, capitals := 0, true
	for n < len(name) && (letter(name[n]) || digit(name[n])) {
		capitals = capitals && (name[n] < 'a' || name[n] == '_')
		n++
	}
	f.name = name[:n]
	f.found = Ref{Start: f.at, End: f.at + 1 + n}
	f.found.Sure = capitals && n > 1 || n+1 == len(f.text)
	return true
}

func letter(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
