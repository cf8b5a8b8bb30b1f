package request

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// isExtension tells whether names of files that hold requests end so.
func isExtension(end string) bool {
	switch end {
	case ".json", ".jsonc", ".yaml", ".yml", ".ndjson", ".jsonl", ".http", ".rest":
		return true
	}
	return false
}

// stemOf is the name of a file without folders and extensions; empty for a name
// that has none of the extensions, and for that of a schema.
func stemOf(file string) string {
	if strings.HasSuffix(file, schemaFile) {
		return ""
	}
	stem := file[strings.LastIndexAny(file, `/\`)+1:]
	for whole := stem; ; {
		dot := strings.LastIndexByte(stem, '.')
		switch {
		case dot >= 0 && isExtension(strings.ToLower(stem[dot:])):
			stem = stem[:dot]
		case stem == whole:
			return ""
		default:
			return stem
		}
	}
}

// byName is the operation that the name of a file tells, nil when it tells none.
// Of the parts between dots, the last that names just one operation counts:
// tools and people put what the file is for behind the name as well as in front.
// A part that names the service too counts more than one that does not.
func byName(entries []spec.Entry, file string) *spec.Entry {
	stem := stemOf(file)
	for _, likeness := range [...]func(part, id string) int{serviceAndOperation, operationAlone} {
		for rest := stem; rest != ""; {
			dot := strings.LastIndexByte(rest, '.')
			if e := only(entries, rest[dot+1:], likeness); e != nil {
				return e
			}
			rest = rest[:max(dot, 0)]
		}
	}
	return nil
}

// only is the operation that a part is most like, nil for none or several.
func only(entries []spec.Entry, part string, likeness func(part, id string) int) *spec.Entry {
	var best *spec.Entry
	most, alone := 0, false
	for i := range entries {
		if n := likeness(part, entries[i].ID); n > 0 && n >= most {
			best, most, alone = &entries[i], n, n > most
		}
	}
	if !alone {
		return nil
	}
	return best
}

// serviceAndOperation is the length of what of a part is Service_Operation, for
// an id, with nothing or another underscore behind it; 0 when it does not begin
// so. Services have no letter case.
func serviceAndOperation(part, id string) int {
	if strings.IndexByte(part, '_') <= 0 {
		return 0
	}
	path, operation := cutLast(id)
	_, service := cutLast(path)
	n := len(service)
	if len(part) <= n || part[n] != '_' || !strings.EqualFold(part[:n], service) || !strings.HasPrefix(part[n+1:], operation) {
		return 0
	}
	n += 1 + len(operation)
	if n < len(part) && part[n] != '_' {
		return 0
	}
	return n
}

// operationAlone is 1 for a part that is the last part of an id, else 0.
func operationAlone(part, id string) int {
	if before := len(id) - len(part) - 1; part != "" && before >= 0 && id[before] == '/' && id[before+1:] == part {
		return 1
	}
	return 0
}

// cutLast cuts an id at its last slash.
func cutLast(id string) (before, after string) {
	if slash := strings.LastIndexByte(id, '/'); slash >= 0 {
		return id[:slash], id[slash+1:]
	}
	return "", id
}
