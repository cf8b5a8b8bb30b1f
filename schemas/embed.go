// Package schemas embeds what the spec compiler writes: the catalogue of
// operations and, per operation, the body's schema, the request's schema and
// the rest; and the same about the configuration file of payloadlint. They are
// generated from cue/; see package spec for the reader.
package schemas

import "embed"

//go:generate go run ../cmd/payloadlint-spec compile --cue ../cue --out . --docs ../docs --testdata ../testdata

// FS holds catalogue.json, payloadlint.* and <provider>/<service>/<Operation>.*.json.
//
//go:embed *.json *.yaml */*/*.json
var FS embed.FS
