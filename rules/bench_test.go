package rules_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/document/yamldoc"
	"github.com/payloadlint/payloadlint/rules"
)

// sample is the body that the cases of an operation start from, indented, and
// the same with a misspelled name.
func sample(b *testing.B, f *cases.File) (valid, invalid []byte) {
	b.Helper()
	var err error
	if valid, err = json.MarshalIndent(f.Base["body"], "", "  "); err != nil {
		b.Fatal(err)
	}
	invalid = bytes.Replace(valid, []byte(`": "`), []byte(`x": "`), 1)
	if bytes.Equal(valid, invalid) {
		b.Fatal("nothing was changed")
	}
	return valid, invalid
}

// BenchmarkOperation measures, for each operation, parsing a body and the whole
// check of it: parsing, judging, and wording what was found.
func BenchmarkOperation(b *testing.B) {
	files, err := cases.Read("../testdata/constraints")
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range files {
		name := f.Operation[strings.LastIndexByte(f.Operation, '/')+1:]
		valid, invalid := sample(b, f)
		b.Run(name+"/parse", func(b *testing.B) {
			b.SetBytes(int64(len(valid)))
			b.ReportAllocs()
			var t document.Tree
			for b.Loop() {
				if err := jsondoc.Parse(&t, valid); err != nil {
					b.Fatal(err)
				}
			}
		})
		for kind, text := range map[string][]byte{"valid": valid, "invalid": invalid} {
			b.Run(name+"/"+kind, func(b *testing.B) {
				l, err := rules.New(rules.Config{Operation: f.Operation})
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					if r := l.Check("body.json", text); (len(r.Findings) > 0) != (kind == "invalid") {
						b.Fatalf("%s: %d findings", kind, len(r.Findings))
					}
				}
			})
		}
	}
}

// BenchmarkGrowth checks bodies whose map of labels grows: MB/s must not fall.
func BenchmarkGrowth(b *testing.B) {
	l, err := rules.New(rules.Config{Operation: "eas/CreateResource"})
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int{1 << 20, 10 << 20, 100 << 20} {
		var text bytes.Buffer
		text.WriteString(`{"ResourceType": "SelfManaged", "Labels": {"first": "x"`)
		for i := 0; text.Len() < size; i++ {
			fmt.Fprintf(&text, `, "label%d": "the value of label %d"`, i, i)
		}
		text.WriteString("}}")
		b.Run(fmt.Sprintf("%dMB", size>>20), func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			for b.Loop() {
				if r := l.Check("body.json", text.Bytes()); len(r.Findings) > 0 {
					b.Fatal("a legal body has findings")
				}
			}
		})
	}
}

// BenchmarkYAML parses a small YAML body and checks it.
func BenchmarkYAML(b *testing.B) {
	text := []byte("EcsInstanceType: ecs.s6-c1m2.xlarge\nEcsInstanceCount: 5\nChargeType: PostPaid\nLabels:\n  team: research\n  owner: someone\n")
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		var t document.Tree
		for b.Loop() {
			if err := yamldoc.Parse(&t, text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("check", func(b *testing.B) {
		l, err := rules.New(rules.Config{Operation: "eas/CreateResourceInstances"})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			l.Check("body.yaml", text)
		}
	})
}
