package request

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// extensions are the ends of names of files that hold requests.
var extensions = [...]string{".json", ".jsonc", ".yaml", ".yml", ".ndjson", ".jsonl", ".http", ".rest"}

// marker is what some add to a name to tell which flag takes the file.
const marker = ".cli-jsonInput"

// stemOf is the name of a file without folders and extensions; empty for a name
// that has none of the extensions.
func stemOf(file string) string {
	stem := file[strings.LastIndexAny(file, `/\`)+1:]
	whole := stem
	for cut := true; cut; {
		cut = false
		for _, e := range extensions {
			if n := len(stem) - len(e); n >= 0 && strings.EqualFold(stem[n:], e) {
				stem, cut = stem[:n], true
			}
		}
	}
	if stem == whole {
		return ""
	}
	return strings.TrimSuffix(stem, marker)
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
	var best *spec.Entry
	most, alone := 0, false
	for i := range entries {
		e := &entries[i]
		n := max(serviceAndOperation(stem, e.ID), serviceAndOperation(last, e.ID))
		if n == 0 && strings.HasSuffix(e.ID, last) && strings.HasSuffix(e.ID[:len(e.ID)-len(last)], "/") {
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
