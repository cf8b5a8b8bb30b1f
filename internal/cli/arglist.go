package cli

import (
	"bytes"
	"errors"
	"iter"
	"strings"
)

var errUTF16 = errors.New("is UTF-16, expected UTF-8; save it as UTF-8")

// plainText is the text of a list or an env file without the mark that some
// editors put in front of UTF-8.
func plainText(text []byte) ([]byte, error) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(text, []byte(mark)) {
			return nil, errUTF16
		}
	}
	return bytes.TrimPrefix(text, []byte("\ufeff")), nil
}

// namesIn are the file names of a list: one a line, blank lines left out. A list
// that holds a NUL is separated by these instead, so that names may hold
// anything else.
func namesIn(list string) iter.Seq[string] {
	separator, between := "\n", false
	if strings.Contains(list, "\x00") {
		separator, between = "\x00", true
	}
	return func(yield func(string) bool) {
		for name := range strings.SplitSeq(list, separator) {
			if !between {
				name = strings.TrimSuffix(name, "\r")
				if strings.TrimSpace(name) == "" {
					continue
				}
			}
			if name != "" && !yield(name) {
				return
			}
		}
	}
}
