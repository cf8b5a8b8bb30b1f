package formats

import (
	"fmt"
	"strings"
	"testing"
)

// checkstyleErrors reads a report that the schema accepts.
func checkstyleErrors(t *testing.T, text string) (root node, count int) {
	t.Helper()
	validXML(t, "checkstyle.xsd", text)
	root = parsed(t, text)
	root.all("error", func(e *node) { count++ })
	return root, count
}

func TestCheckstyleHostile(t *testing.T) {
	s, failures, files := hostileRun()
	root, count := checkstyleErrors(t, write(t, NewCheckstyle, s, failures, files...))
	if count != s.Findings()+len(failures) {
		t.Errorf("%d errors", count)
	}
	for i, hostile := range hostileTexts() {
		file := &root.Children[i]
		if want := (Options{}).shownPath(fmt.Sprintf("%s-%d.json", hostile, i)); file.attribute("name") != want || len(file.Children) != 2 {
			t.Errorf("file %q with %d errors, want %q", file.attribute("name"), len(file.Children), want)
		}
		file.all("error", func(e *node) {
			if !strings.HasPrefix(e.attribute("message"), hostileLine(hostile)+"\n") || e.attribute("line") != fmt.Sprint(i+1) || e.attribute("source") != "payloadlint.invalid-value" {
				t.Errorf("%q: %v", hostile, e.Attributes)
			}
		})
	}
}
