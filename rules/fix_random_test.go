package rules

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRandomFixes makes the fixes of documents that are put together from pieces
// at random: many are no documents, many more are than a fuzzer finds.
func TestRandomFixes(t *testing.T) {
	runs := 5_000
	if testing.Short() {
		runs = 500
	}
	l := fixture(t, "Create")
	random := rand.New(rand.NewPCG(1, 2))
	fixed := map[string]int{}
	for range runs {
		for _, file := range [][2]string{{"a.yaml", randomYAML(random)}, {"a.jsonc", randomJSON(random)}} {
			name, text := file[0], file[1]
			r := l.Check(name, []byte(text))
			for i := range r.Findings {
				for _, fix := range r.Findings[i].Fixes {
					fixed[name]++
					examine(t, l, r, &r.Findings[i], fix)
				}
			}
		}
	}
	for name, n := range fixed {
		if n < runs/6 {
			t.Errorf("%s: %d fixes only", name, n)
		}
	}
}

func pick(random *rand.Rand, words string) string {
	list := strings.Split(words, "|")
	return list[random.IntN(len(list))]
}

// rarely is one of some words now and then, and else nothing.
func rarely(random *rand.Rand, words string) string {
	if random.IntN(12) > 0 {
		return ""
	}
	return pick(random, words)
}

func randomYAML(random *rand.Rand) string {
	var b strings.Builder
	eol := pick(random, "\n|\n|\r\n")
	b.WriteString(pick(random, "|||---"+eol+"|# a"+eol+"|\ufeff"))
	for range 1 + random.IntN(7) {
		blockMember(random, &b, "", eol, 2)
	}
	text := b.String()
	if random.IntN(4) == 0 {
		text = strings.TrimRight(text, "\r\n")
	}
	return text
}

func blockMember(random *rand.Rand, b *strings.Builder, indent, eol string, depth int) {
	b.WriteString(indent)
	b.WriteString(rarely(random, "&n |&n |? |!!str "))
	if name := rarely(random, "*n |<<|<<"); name != "" {
		b.WriteString(name)
	} else {
		b.WriteString(pick(random, "Name|name|Old|Old|'Old'|Kind|kind|Size|Zone|zone|\"Zone\"|Flag|Version|Step|Parts|Tags|Disk|Extra|Spare"))
	}
	b.WriteString(pick(random, ":|:|:|:|:| :|:"))
	deeper := strings.NewReplacer("- ", "  ").Replace(indent) + pick(random, "  |  |- |    ")
	if depth > 0 && random.IntN(4) == 0 {
		b.WriteString(rarely(random, " # c| &m| !!map") + eol)
		for i := range 1 + random.IntN(3) {
			at := deeper
			if i > 0 && strings.Contains(pick(random, "- |  "), " ") {
				at = strings.ReplaceAll(deeper, "- ", "  ")
			}
			blockMember(random, b, at, eol, depth-1)
		}
		return
	}
	b.WriteString(pick(random, " | | | |  "))
	if merged := rarely(random, "*m|[*m, *l]|*l|&m {id: b, Old: x}|&m {Kind: LARGE, zone: z}|&l [{name: c}]"); merged != "" {
		b.WriteString(merged)
	} else {
		b.WriteString(rarely(random, "&v |&v |!!str |&w # c"+eol+"   |# c"+eol+"   ") + flowValue(random, eol, 2))
	}
	b.WriteString(pick(random, "||||| # c| # c|  "))
	b.WriteString(eol + rarely(random, eol+"|# d"+eol))
}

func flowValue(random *rand.Rand, eol string, depth int) string {
	if odd := rarely(random, "*v|*v|*n|*w|*m|&v 5|!!str 5|x"+eol+"     y|>-"+eol+"     Small"); odd != "" {
		return odd
	}
	if depth == 0 || random.IntN(3) > 0 {
		return pick(random, "a|Small|'large'|LARGE|\"sm\\x61ll\"|5|'5'|\"3\"|11|0x13|3.0|yes|'true'|~||it's|x y|-1")
	}
	var items []string
	for range random.IntN(4) {
		item := flowValue(random, eol, depth-1)
		if random.IntN(3) > 0 {
			item = pick(random, "Old|id|Id|Kind|\"kind\"|k|Zone|zone|DiskType|disktype|Depth|Pin") + pick(random, ": |: |: | : ") + item
		}
		items = append(items, item)
	}
	separator := pick(random, ", |,|,"+eol+"    | , |, # e"+eol+"    ")
	inside := strings.Join(items, separator) + pick(random, "||||,|"+eol+"  | # f"+eol+"  ")
	if random.IntN(3) > 0 {
		return "{" + pick(random, "|| |"+eol+"    ") + inside + "}"
	}
	return "[" + inside + "]"
}

func randomJSON(random *rand.Rand) string {
	eol := pick(random, "\n|\n|\r\n| |")
	return randomObject(random, eol, pick(random, "  |\t||  // a"+eol+"|/* b */"), 3) + pick(random, "|"+eol+"|// c")
}

func randomObject(random *rand.Rand, eol, indent string, depth int) string {
	var b strings.Builder
	b.WriteString("{" + pick(random, "||"+eol+indent+"|"+eol+indent+"| "))
	for i := range random.IntN(5) {
		if i > 0 {
			b.WriteString(pick(random, "|||| // x"+eol+"| /* y */") + "," + pick(random, " |"+eol+indent+"|"+eol+indent+"|"+eol+indent+"| // z"+eol+indent+"||/* w */"))
		}
		b.WriteString(pick(random, `"Name"|"name"|"Old"|"Old"|"Old"|"Kind"|"kind"|"Size"|"Zone"|"zone"|"Flag"|"Version"|"Step"|"Tags"|"Id"|"id"|"Z\u006fne"`))
		b.WriteString(pick(random, ": |: |:| : |: /* v */ "))
		switch n := random.IntN(8); {
		case n == 0 && depth > 0:
			b.WriteString(randomObject(random, eol, indent+indent, depth-1))
		case n == 1 && depth > 0:
			b.WriteString("[" + randomObject(random, eol, indent+indent, depth-1) + "]")
		default:
			b.WriteString(pick(random, `"a"|"Small"|"large"|"LARGE"|5|"5"|11|3.0|true|"True"|null|"a // b"|""|1e1`))
		}
	}
	return b.String() + pick(random, "||"+eol+"|"+eol+"| // u"+eol+"| ") + "}"
}
