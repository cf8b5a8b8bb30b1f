package yamldoc

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v4"
)

// The library tells where a node begins, anchor and tag included. These
// functions find where its text begins and ends. They need not know the rules
// of indentation: the library's value tells which characters belong to a scalar.

// skipSpace is the offset of the next character that is neither white space nor
// in a comment. It must not be called inside a scalar.
func skipSpace(text []byte, i int) int {
	for i < len(text) {
		switch {
		case isSpace(text[i]):
			i++
		case text[i] == '#':
			i = lineEnd(text, i)
		default:
			return i
		}
	}
	return i
}

// skipProperties skips the anchors and tags at i. It returns where the last of
// them ends, which is i if there are none, and where the text after them begins.
func skipProperties(text []byte, i int) (end, next int) {
	end, next = i, i
	for next < len(text) && (text[next] == '&' || text[next] == '!') {
		end = propertyEnd(text, next)
		next = skipSpace(text, end)
	}
	return end, next
}

// propertyEnd is the end of the anchor or tag at i.
func propertyEnd(text []byte, i int) int {
	if bytes.HasPrefix(text[i:], []byte("!<")) {
		if n := bytes.IndexByte(text[i:], '>'); n >= 0 {
			return i + n + 1
		}
	}
	end := i + 1
	for end < len(text) && text[end] > ' ' && text[end] < 0x7f && !isFlow(text[end]) {
		end++
	}
	if text[i] == '&' { // colons at its end are not part of the name
		end = i + len(bytes.TrimRight(text[i:end], ":"))
	}
	return end
}

func isFlow(c byte) bool {
	switch c {
	case ',', '[', ']', '{', '}':
		return true
	}
	return false
}

// scalarEnd is the end of the scalar whose text begins at i.
func scalarEnd(text []byte, i int, n *yaml.Node) int {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return doubleQuotedEnd(text, i)
	case n.Style&yaml.SingleQuotedStyle != 0:
		return singleQuotedEnd(text, i)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return blockEnd(text, i, n.Value)
	}
	return matchEnd(text, i, n.Value)
}

func doubleQuotedEnd(text []byte, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

func singleQuotedEnd(text []byte, i int) int {
	for i++; i < len(text); i++ {
		if text[i] == '\'' {
			if i+1 == len(text) || text[i+1] != '\'' {
				return i + 1
			}
			i++
		}
	}
	return len(text)
}

// blockEnd is the end of the last line of a block scalar that is not blank; if
// all are, the end of its indicators.
func blockEnd(text []byte, i int, value string) int {
	first, ok := nextLine(text, i)
	if ok && strings.TrimLeft(value, " \t\r\n") != "" {
		return lineEnd(text, matchEnd(text, first, value))
	}
	for i++; i < len(text) && (isDigit(text[i]) || text[i] == '-' || text[i] == '+'); {
		i++
	}
	return i
}

// matchEnd is where the last character of value stands that is not white
// space. The text from i on differs from value in white space only: in how
// lines are folded and indented.
func matchEnd(text []byte, i int, value string) int {
	if bytes.HasPrefix(text[i:], []byte(value)) && value != "" && !isSpace(value[len(value)-1]) {
		return i + len(value)
	}
	end := i
	for j := 0; j < len(value); j++ {
		if isSpace(value[j]) {
			continue
		}
		for i < len(text) && isSpace(text[i]) {
			i++
		}
		if i == len(text) || text[i] != value[j] {
			return end
		}
		i++
		end = i
	}
	return end
}

// flowEnd is the end of the flow collection that closes after i, where its last
// item ends.
func flowEnd(text []byte, i int, closer byte) int {
	for {
		i = skipSpace(text, i)
		switch {
		case i == len(text):
			return i
		case text[i] == closer:
			return i + 1
		case text[i] != ',' && text[i] != ':' && text[i] != '?':
			return i
		}
		i++
	}
}

// emptyPlace is where an empty value stands: after the colon that follows its
// name, or after the name if there is no colon. The library's mark of the value
// stands after the colon or, if there is none, at whatever comes next; in a
// flow collection also at the colon.
func emptyPlace(text []byte, nameEnd, mark int, flow bool) int {
	i := skipSpace(text, nameEnd)
	if i < len(text) && text[i] == ':' && (i < mark || flow && i == mark) {
		return i + 1
	}
	return nameEnd
}
