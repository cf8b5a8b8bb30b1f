package text

import (
	"strings"

	"github.com/fatih/color"

	"github.com/payloadlint/payloadlint/rules"
)

// style is what is written before and after a coloured piece; nothing when
// colours are off.
type style struct{ on, off string }

func (s style) append(dst []byte, text string) []byte {
	dst = append(dst, s.on...)
	dst = append(dst, text...)
	return append(dst, s.off...)
}

// palette holds the styles of one reporter.
type palette struct {
	path, gutter, code, rule style
	err, warning, info       style
}

// newPalette asks the library once for each style. Every value is switched on
// or off by itself: the library's own switch is global, and was worked out for
// a writer that need not be ours.
func newPalette(on bool) palette {
	if !on {
		return palette{}
	}
	return palette{
		path:    newStyle(color.Bold),
		gutter:  newStyle(color.FgBlue),
		code:    newStyle(color.FgMagenta),
		rule:    newStyle(color.Faint),
		err:     newStyle(color.FgRed, color.Bold),
		warning: newStyle(color.FgYellow, color.Bold),
		info:    newStyle(color.FgCyan, color.Bold),
	}
}

func newStyle(attributes ...color.Attribute) style {
	const hole = "\x00"
	c := color.New(attributes...)
	c.EnableColor()
	on, off, _ := strings.Cut(c.Sprint(hole), hole)
	return style{on, off}
}

func (p *palette) severity(s rules.Severity) style {
	switch s {
	case rules.Error:
		return p.err
	case rules.Warning:
		return p.warning
	default:
		return p.info
	}
}
