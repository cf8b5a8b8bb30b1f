package cli

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"runtime"
	"runtime/debug"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

func versionCommand() command {
	return command{
		name: "version", short: "print the version, and with --json that of the catalogue",
		long: "The catalogue is all that is built in about operations. Its digest is the same where what it knows is\n" +
			"the same; updated is the date of the newest page behind it.\n",
		setUp: func(flags *pflag.FlagSet) action {
			asJSON := flags.Bool("json", false, "as JSON, with digest and date of the catalogue of operations")
			return func(p *program, operands []string) (int, error) { return printVersion(p, operands, *asJSON) }
		},
	}
}

func printVersion(p *program, operands []string, asJSON bool) (int, error) {
	if len(operands) > 0 {
		return ExitFailure, &usageError{"version", fmt.Sprintf("version takes no operands, but %q was given", operands[0])}
	}
	entries, err := p.catalogue.Entries()
	if err != nil {
		return ExitFailure, err
	}
	if !asJSON {
		return ExitOK, p.print(fmt.Sprintf("payloadlint %s (%s, %s/%s, %d operations)\n",
			version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, len(entries)))
	}
	c, err := editionOf(entries)
	if err != nil {
		return ExitFailure, err
	}
	return ExitOK, p.print(string(jsonreport.Marshal(struct {
		Version   string  `json:"version"`
		Commit    string  `json:"commit,omitempty"`
		Go        string  `json:"go"`
		OS        string  `json:"os"`
		Arch      string  `json:"arch"`
		Catalogue edition `json:"catalogue"`
	}{version(), commit(), runtime.Version(), runtime.GOOS, runtime.GOARCH, c}, "")) + "\n")
}

// edition tells one catalogue from another.
type edition struct {
	Operations int `json:"operations"`
	// Digest is a hash of all generated files.
	Digest string `json:"digest"`
	// Updated is the date of the newest page, as yyyy-mm-dd.
	Updated string `json:"updated"`
}

func editionOf(entries []spec.Entry) (edition, error) {
	c := edition{Operations: len(entries)}
	for i := range entries {
		c.Updated = max(c.Updated, entries[i].Doc.Updated)
	}
	digest, err := digestOf(schemas.FS)
	c.Digest = digest
	return c, err
}

// digestOf is a hash of the names and contents of all files, in their order.
func digestOf(fsys fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		for _, part := range [][]byte{[]byte(name), text} {
			var length [8]byte
			binary.BigEndian.PutUint64(length[:], uint64(len(part)))
			h.Write(length[:])
			h.Write(part)
		}
		return err
	})
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), err
}

// version is the version of the module that the program was built from, as Go
// stamps it: that of the tag, with `go install module@version` and in a clone; in
// a clone between tags one that names the commit; else (devel). There is no other
// place that says it: releases, bills of materials and `go version -m` agree.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// commit is the id of the commit that the program was built from; "" where Go was
// not told, as with `go install module@version`.
func commit() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return ""
}
