// Package schemas embeds what the spec compiler writes: the catalogue of
// operations and, per operation, the body's schema, the request's schema and
// the rest. The files are generated from cue/; see package spec for the reader.
package schemas

import "embed"

//go:generate go run ../cmd/payloadlint-spec compile --cue ../cue --out . --docs ../docs/constraints.md

// FS holds catalogue.json and <provider>/<service>/<Operation>.*.json.
//
//go:embed *.json */*/*.json
var FS embed.FS
