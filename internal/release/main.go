// Command release builds what is published of a version into dist/: for each
// platform an archive with the program, its manual page, its completions and
// the schemas, and a bill of materials; and the checksums of all of them.
//
//	go run ./internal/release
//
// It runs in the root of a clone whose files are all committed. Version and
// dates are those of the commit, as Go stamps them into the program, and nothing
// else about the machine goes in: a commit and a release of Go decide every byte.
package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// dist is where the release is put, in place of what was there.
const dist = "dist"

func main() {
	if err := release(); err != nil {
		fmt.Fprintln(os.Stderr, "release: "+err.Error())
		os.Exit(1)
	}
}

func release() error {
	work, err := os.MkdirTemp("", "payloadlint-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	common, err := commonFiles(work)
	if err != nil {
		return err
	}
	tool, err := buildBillTool(work)
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(dist), os.MkdirAll(dist, 0o777)); err != nil {
		return err
	}
	var made []string
	for _, p := range platforms() {
		names, err := publish(p, filepath.Join(work, p.os+"_"+p.arch), tool, common)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", p.os, p.arch, err)
		}
		made = append(made, names...)
	}
	return writeChecksums(made)
}

// publish builds for a platform in the directory work, and returns the paths of
// the archive and the bill of materials that it wrote.
func publish(p platform, work, tool string, common []file) ([]string, error) {
	b, err := buildProgram(work, p)
	if err != nil {
		return nil, err
	}
	files, err := b.files(common)
	if err != nil {
		return nil, err
	}
	name := "payloadlint_" + strings.TrimPrefix(b.version, "v") + "_" + p.os + "_" + p.arch
	pack, end := writeTar, ".tar.gz"
	if p.os == "windows" {
		pack, end = writeZip, ".zip"
	}
	archive, bill := filepath.Join(dist, name+end), filepath.Join(dist, name+".cdx.json")
	if err := writeArchive(archive, pack, name, files, b.time); err != nil {
		return nil, err
	}
	text, err := billOfMaterials(tool, b)
	if err != nil {
		return nil, err
	}
	return []string{archive, bill}, os.WriteFile(bill, text, 0o666)
}

// writeChecksums writes the SHA-256 of files, as sha256sum reads it, next to them.
func writeChecksums(paths []string) error {
	var list strings.Builder
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		line := fmt.Sprintf("%x  %s\n", sha256.Sum256(text), filepath.Base(path))
		fmt.Print(line)
		list.WriteString(line)
	}
	return os.WriteFile(filepath.Join(dist, "checksums.txt"), []byte(list.String()), 0o666)
}
