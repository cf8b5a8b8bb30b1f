// Package files finds request files: in directories, which it walks as git
// would, leaving out what .gitignore files say, and through git, which knows
// what is staged or changed.
//
// It reads no request and knows nothing of configuration: what else is to be
// left out, the caller says.
package files

import (
	"path/filepath"
	"strings"
)

// IsRequest tells whether the end of a file's name is one that requests have,
// in any letter case. Files with another end are only checked when named.
func IsRequest(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json", ".jsonc", ".yaml", ".yml", ".ndjson", ".jsonl", ".http", ".rest":
		return true
	}
	return false
}
