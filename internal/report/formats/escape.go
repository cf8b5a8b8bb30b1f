package formats

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// apart stands behind characters that GitHub and GitLab would take for a mention
// of a person or an issue: nothing that is seen.
const apart = "&#8203;"

// cell is a line of text as it is written in a cell of a table in Markdown: what
// would be markup is escaped, and a long text is cut.
func cell(text string) string {
	text = cut(text)
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; c {
		case '\\', '`', '*', '_', '[', ']', '<', '|', '~', '&', '$':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '@', '#':
			b.WriteString(`\` + string(c) + apart)
		case ':':
			if strings.HasPrefix(text[i+1:], "//") {
				b.WriteByte('\\') // or else it makes a link
			}
			b.WriteByte(c)
		case '.':
			if strings.HasSuffix(strings.ToLower(text[max(0, i-3):i]), "www") {
				b.WriteByte('\\') // likewise
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// summaryText is a line of text as it is written between tags of HTML.
func summaryText(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;",
		"@", "@"+apart, "#", "#"+apart).Replace(cut(text))
}

// cut shortens a text to what a cell may hold.
func cut(text string) string {
	if len(text) <= cellSize {
		return text
	}
	n := cellSize
	for !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n] + "…"
}

// encodeURL is an address in which only letters, digits, "-._~/" and the given
// characters stand as they are.
func encodeURL(s, asIs string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~/"+asIs, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
