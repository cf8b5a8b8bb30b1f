package request

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// marker is what some add to a name to tell which flag takes the file.
const marker = ".cli-jsonInput"

// isExtension tells whether names of files that hold requests end so.
func isExtension(end string) bool {
	switch end {
	case ".json", ".jsonc", ".yaml", ".yml", ".ndjson", ".jsonl", ".http", ".rest":
		return true
	}
	return false
}

// stemOf is the name of a file without folders and extensions; empty for a name
// that has none of the extensions.
func stemOf(file string) string {
	stem := file[strings.LastIndexAny(file, `/\`)+1:]
	for whole := stem; ; {
		dot := strings.LastIndexByte(stem, '.')
		switch {
		case dot >= 0 && isExtension(strings.ToLower(stem[dot:])):
			stem = stem[:dot]
		case stem == whole:
			return ""
		default:
			return strings.TrimSuffix(stem, marker)
		}
	}
}

// byName is the operation that the name of a file tells, nil when it tells none
// or several: Service_Operation, with anything behind another underscore or
// dot, or, less exact, the operation alone behind the last dot.
func byName(entries []spec.Entry, file string) *spec.Entry {
	stem := stemOf(file)
	if stem == "" {
		return nil
	}
	last := stem[strings.LastIndexByte(stem, '.')+1:]
	joined := strings.IndexByte(stem, '_') > 0
	var best *spec.Entry
	most, alone := 0, false
	for i := range entries {
		e := &entries[i]
		n := 0
		if joined {
			n = max(serviceAndOperation(stem, e.ID), serviceAndOperation(last, e.ID))
		}
		if before := len(e.ID) - len(last) - 1; n == 0 && before >= 0 && e.ID[before] == '/' && e.ID[before+1:] == last {
			n = 1
		}
		if n > 0 && n >= most {
			best, most, alone = e, n, n > most
		}
	}
	if !alone {
		return nil
	}
	return best
}

// serviceAndOperation is the length of the part of a name that is the service
// and the operation of an id; 0 when it does not begin so. Services have no
// letter case.
func serviceAndOperation(name, id string) int {
	path, operation := cutLast(id)
	_, service := cutLast(path)
	n := len(service)
	if len(name) <= n || name[n] != '_' || !strings.EqualFold(name[:n], service) || !strings.HasPrefix(name[n+1:], operation) {
		return 0
	}
	n += 1 + len(operation)
	if n < len(name) && name[n] != '_' && name[n] != '.' {
		return 0
	}
	return n
}

// cutLast cuts an id at its last slash.
func cutLast(id string) (before, after string) {
	if slash := strings.LastIndexByte(id, '/'); slash >= 0 {
		return id[:slash], id[slash+1:]
	}
	return "", id
}
