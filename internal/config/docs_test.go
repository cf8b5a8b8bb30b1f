package config

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Each key is explained on the page, in a section of its own or in a list there.
func TestEveryKeyIsDocumented(t *testing.T) {
	op, err := spec.Open(schemas.FS).Config()
	if err != nil {
		t.Fatal(err)
	}
	sections := strings.Split(page(t), "\n### ")
	for _, p := range op.Parameters() {
		key, inner, nested := strings.Cut(p.Name, "[].")
		found := false
		for _, s := range sections {
			if title, text, _ := strings.Cut(s, "\n"); title == key {
				found = !nested || strings.Contains(text, "`"+inner+"`")
			}
		}
		if !found {
			t.Errorf("%s is not explained", p.Name)
		}
	}
	if len(op.Parameters()) == 0 {
		t.Error("there are no keys")
	}
}

// The examples are right, and the wrong one has the mistakes that stand there.
func TestDocumentedExamples(t *testing.T) {
	blocks := regexp.MustCompile("(?s)(?:`([a-z.-]+)`:\n\n)?```yaml\n(.*?)```\n").FindAllStringSubmatch(page(t), -1)
	_, want, _ := strings.Cut(page(t), "```text\n")
	want, _, _ = strings.Cut(want, "```")
	wrong := 0
	for _, b := range blocks {
		name, text := b[1], b[2]
		if strings.HasPrefix(text, "Ecs") || strings.HasPrefix(text, "# payloadlint:") {
			continue // a request
		}
		found := mistakes(text)
		if name != "wrong.yaml" {
			if found != nil {
				t.Errorf("%s\n%s", text, strings.Join(found, "\n"))
			}
			continue
		}
		wrong++
		got := ""
		for _, m := range found {
			got += "payloadlint: wrong.yaml:" + m + "\n"
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	if wrong != 1 || len(blocks) < 8 {
		t.Errorf("%d examples, of which %d are wrong", len(blocks), wrong)
	}
}
