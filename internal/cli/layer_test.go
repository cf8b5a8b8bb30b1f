package cli

import (
	"io/fs"
	"testing"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// configured are profiles of configuration files that stand in memory, by path.
func configured(files map[string]string) *profiles {
	return &profiles{
		s: new(sources), layers: map[*config.Settings]*layer{}, omitted: map[string]bool{},
		finder: config.NewFinder(config.Options{
			Catalogue: spec.Open(schemas.FS),
			ReadFile: func(name string) ([]byte, error) {
				if text, ok := files[absolute("/", name)]; ok {
					return []byte(text), nil
				}
				return nil, fs.ErrNotExist
			},
			Exists: func(name string) bool { _, ok := files[absolute("/", name)]; return ok },
		}),
	}
}

func TestExcluded(t *testing.T) {
	if absolute("/", "/a") != "/a" {
		t.Skip("paths begin with a drive here")
	}
	ps := configured(map[string]string{
		"/.payloadlint.yaml":   "exclude: [r, c]\n",
		"/r/.git":              "",
		"/r/.payloadlint.yaml": "exclude: [vendor/**, node_modules, '*.tmp.json', out/, m]\n",
		"/r/a/" + config.Name:  "exclude: [/b]\n",
		"/r/m/" + config.Name:  "fail-on: wrong\n",
		"/r/s/.git":            "",
	})
	for _, tt := range []struct {
		path      string
		directory bool
		want      bool
	}{
		{"/r/vendor", true, true},
		{"/r/vendor/x", false, true},
		{"/r/vendor/a/b.json", false, true},
		{"/r/a/vendor/b.json", false, false},
		{"/r/a/node_modules/b/c/d.json", false, true},
		{"/r/a/b/c.json", false, true},
		{"/r/a/b", true, true},
		{"/r/a/b/e", true, true},
		{"/r/b/c.json", false, false},
		{"/r/c/x.tmp.json", false, true},
		{"/r/c/out/x.json", false, true},
		{"/r/c/outer/x.json", false, false},
		{"/r/my_node_modules/a.json", false, false},
		{"/r/vendored/a.json", false, false},
		{"/r/m", true, true},
		{"/r/m/a.json", false, true},
		{"/r", true, false}, // the file above is none of the repository's
		{"/r/s", true, false},
		{"/r/s/vendor/a.json", false, false},
		{"/elsewhere/node_modules", true, false},
		{"/elsewhere/c", true, true},
		{"/elsewhere/c/a.json", false, true},
	} {
		if got := ps.excluded(tt.path, tt.directory); got != tt.want {
			t.Errorf("%s excluded: %t", tt.path, got)
		}
	}
}

// The nearest file that has an entry for a path says what is in it.
func TestEntryOfLayers(t *testing.T) {
	ps := configured(map[string]string{
		"/" + config.Name:     "files: [{glob: '*.json', operation: CreateCluster}, {glob: 'a/b/x.json', operation: CreateInstanceV1}]\n",
		"/a/" + config.Name:   "files: [{glob: y.json, operation: CreateResource}, {glob: '*.yaml', operation: CreateResource}]\n",
		"/a/b/" + config.Name: "exclude: [n]\n",
	})
	settings, err := ps.settings("/a/b")
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/a/b/x.json": "alibabacloud/batchcompute/CreateCluster",
		"/a/b/y.json": "alibabacloud/eas/CreateResource",
		"/a/b/x.yaml": "alibabacloud/eas/CreateResource",
		"/a/b/x.http": "",
	} {
		got := ""
		if e := ps.layer(settings).entry(absolute("/", path)); e != nil {
			got = e.Operation
		}
		if got != want {
			t.Errorf("%s is for %q, want %q", path, got, want)
		}
	}
}
