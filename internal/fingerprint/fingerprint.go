// Package fingerprint names findings in a way that survives what does not change
// them: another order or layout of the file, another version of our wording.
//
// A fingerprint is not unique: a file of several requests may have the same
// finding in each of them. It never depends on a value, which may be a secret.
package fingerprint

import (
	"crypto/sha256"
	"encoding/hex"
	"path"

	"github.com/payloadlint/payloadlint/rules"
)

// Of is the fingerprint of a finding in a file of that name: 16 hexadecimal
// digits that stand for the file, the rule, the constraint and the parameter.
func Of(file string, f *rules.Finding) string {
	h := sha256.New()
	for _, s := range []string{path.Clean(file), f.Rule, f.Operation, f.Constraint, f.In, f.Parameter, f.Pointer} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
