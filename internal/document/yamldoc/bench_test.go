package yamldoc

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
)

// member is about 100 bytes of what request files look like.
const member = `  - name: "node-1" # a comment
    size: 40
    tags: {team: blue, cost: 12.5}
    note: plain text of a few words
`

func BenchmarkParse1KB(b *testing.B) { benchmark(b, "items:\n"+strings.Repeat(member, 8)) }

func BenchmarkParse10MB(b *testing.B) {
	benchmark(b, "items:\n"+strings.Repeat(member, 10_000_000/len(member)))
}

func BenchmarkParseFlow1MB(b *testing.B) {
	benchmark(b, "["+strings.Repeat(`{"name": "node-1", "size": 40},`, 1_000_000/31)+"0]")
}

func benchmark(b *testing.B, text string) {
	var tree document.Tree
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if fault := Parse(&tree, []byte(text)); fault != nil {
			b.Fatal(fault)
		}
	}
}
