// Package placeholder tells which strings stand for a value that something
// else fills in: ${VAR}, {{var}}, <name>, $(cmd).
//
// It only knows how they look, not what they mean.
package placeholder

import "bytes"

// In tells whether the text holds a placeholder anywhere. It takes time linear
// in the text and says no to most texts after one scan.
//
// What stands between the delimiters must hold a letter or an underscore, so
// that ${}, $(1) and {{ }} are plain text; <name> must begin with one, both
// ASCII, and hold nothing but letters, digits, space and "_.-", so that a<b and
// x<1>2 are plain text too.
func In(text []byte) bool {
	for i := 0; i < len(text)-2; i++ {
		switch text[i] {
		case '$', '{', '<':
			return in(text[i:])
		}
	}
	return false
}

// in looks at every opening delimiter. Where one of a kind is followed by no
// name up to the closing delimiter, so are the later ones in between: they are
// passed over, which keeps the whole linear.
func in(text []byte) bool {
	var brace, paren, braces int
	for i := 0; i < len(text)-2; i++ {
		found := false
		switch {
		case text[i] == '<':
			found = angle(text[i+1:])
		case text[i] == '$' && text[i+1] == '{' && i >= brace:
			found, brace = name(text, i+2, "}")
		case text[i] == '$' && text[i+1] == '(' && i >= paren:
			found, paren = name(text, i+2, ")")
		case text[i] == '{' && text[i+1] == '{' && i >= braces:
			found, braces = name(text, i+2, "}}")
		}
		if found {
			return true
		}
	}
	return false
}

// name tells whether a name stands between start and the next closing
// delimiter, and where that delimiter is.
func name(text []byte, start int, delimiter string) (found bool, end int) {
	length := bytes.Index(text[start:], []byte(delimiter))
	if length < 0 {
		return false, len(text)
	}
	for _, c := range text[start : start+length] {
		if letter(c) || c >= 0x80 {
			return true, start + length
		}
	}
	return false, start + length
}

func angle(text []byte) bool {
	if len(text) == 0 || !letter(text[0]) {
		return false
	}
	for _, c := range text {
		switch {
		case c == '>':
			return true
		case letter(c), '0' <= c && c <= '9', c == ' ', c == '.', c == '-':
		default:
			return false
		}
	}
	return false
}

func letter(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
}
