package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
)

// toolsDir is the directory of the module that pins the tools.
const toolsDir = "internal/release/tools"

// buildBillTool builds the tool that writes bills of materials in the directory
// work. Its module says which version.
func buildBillTool(work string) (string, error) {
	path := filepath.Join(work, "cyclonedx-gomod.exe") // only Windows wants the end; the others take any
	_, err := runGo(host(), "build", "-C", toolsDir, "-trimpath", "-buildvcs=false", "-o", path,
		"github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod")
	return path, err
}

// billOfMaterials is what a program is made of, as CycloneDX in JSON, read from
// the program itself. Licences are left out: to find them the tool asks the
// network, and leaves out what it does not get; THIRD_PARTY_LICENSES.txt has them.
func billOfMaterials(tool string, b built) ([]byte, error) {
	text, err := run(b.platform, tool, "bin", "-json", "-std", "-noserial", "-notimestamp", b.path)
	if err != nil {
		return nil, err
	}
	return withoutToolHashes(text)
}

// withoutToolHashes leaves out the hashes of the tool: they differ from one host
// to the next.
func withoutToolHashes(text []byte) ([]byte, error) {
	var bill map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&bill); err != nil {
		return nil, err
	}
	metadata, _ := bill["metadata"].(map[string]any)
	tools, _ := metadata["tools"].([]any)
	for _, t := range tools {
		tool, _ := t.(map[string]any)
		delete(tool, "hashes")
	}
	if len(tools) == 0 {
		return nil, errors.New("the bill of materials does not name its tool where it used to")
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(bill)
	return out.Bytes(), err
}
