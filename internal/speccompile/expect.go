package speccompile

import (
	"encoding/json"
	"fmt"
	"strings"
)

// typeWords are the JSON types as messages have them.
var typeWords = map[string]string{
	"string": "a string", "integer": "an integer", "number": "a number", "boolean": "a boolean",
	"object": "an object", "array": "a list", "null": "null",
}

// expectType says what type a value must have. null is left out: it is only
// ever another way to say "not set".
func expectType(s *Schema) string {
	var words []string
	for _, t := range s.Type {
		if t != "null" || len(s.Type) == 1 {
			words = append(words, typeWords[t])
		}
	}
	return strings.Join(words, " or ")
}

// documentedValues are the values of an enumeration as texts, without those
// that mean "not set".
func documentedValues(s *Schema) []string {
	var values []string
	for _, raw := range s.Enum[:len(s.Enum)-s.Marks.Unset] {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		values = append(values, text)
	}
	return values
}

func expectValues(values []string) string {
	if len(values) == 1 {
		return values[0]
	}
	return "one of " + strings.Join(values, ", ")
}

func expectRange(s *Schema) string {
	least, most := string(s.Minimum), string(s.Maximum)
	switch {
	case least != "" && most != "":
		return least + " to " + most
	case least != "":
		return least + " or more"
	case most != "":
		return most + " or less"
	}
	var words []string
	if s.ExclusiveMinimum != "" {
		words = append(words, "more than "+string(s.ExclusiveMinimum))
	}
	if s.ExclusiveMaximum != "" {
		words = append(words, "less than "+string(s.ExclusiveMaximum))
	}
	return strings.Join(words, " and ")
}

func expectCount(least, most *int, unit string) string {
	plural := func(n int) string {
		if n == 1 {
			return fmt.Sprintf("1 %s", unit)
		}
		return fmt.Sprintf("%d %ss", n, unit)
	}
	switch {
	case least != nil && most != nil && *least == *most:
		return plural(*least)
	case least != nil && most != nil:
		return fmt.Sprintf("%d to %s", *least, plural(*most))
	case least != nil:
		return "at least " + plural(*least)
	}
	return "at most " + plural(*most)
}
