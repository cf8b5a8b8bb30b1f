package config

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

var shownFiles = map[string]string{
	"/repo/.git/HEAD": "",
	"/repo/.payloadlint.yaml": `fail-on: warning
files:
  - glob: "clusters/**/*.json"
    operation: CreateCluster
    variables: {count: 3, ADMIN_PASSWORD: "hunter2", region: cn-beijing}
rules:
  literal-secret: off
  "alibabacloud/eas/*": {unknown-parameter: error, EcsInstanceCount/range: off, "*": info}
  CreateCluster: warning
exclude: ["vendor/**", "out/"]
quotas:
  CreateCluster: {MaxClusterCount: 10, MaxClusterGroupCount: 2}
`,
	"/repo/[a]/.payloadlint.yaml": `placeholders: deny
files:
  - {glob: '*.yaml'}
rules:
  literal-secret: warning
  CreateResource: {unknown-parameter: off}
  alibabacloud/batchcompute/CreateCluster/Name/length: warning
ignore:
  - file: legacy/x.json
    pointer: /Groups/a~1b
    rule: out-of-range
    reason: 'it is: "old"'
    expires: 2027-01-31
exclude: ["*.tmp.json", "/here", "build/"]
quotas: {CreateCluster: {MaxClusterCount: 20}}
known-values: {CreateInstanceV1: {RegionId: [cn-zhangjiakou, "no", 1.50]}}
`,
}

func shown(dir string) Show {
	return Show{For: "x.json", Dir: dir, Name: func(abs string) string { return strings.TrimPrefix(abs, "/repo/") }}
}

func TestYAML(t *testing.T) {
	s, err := tree(t, shownFiles).Of("/repo/[a]/b")
	if err != nil {
		t.Fatal(err)
	}
	want := `# The configuration of x.json; globs are relative to /repo
files:
  - glob: "\\[a\\]/**/*.yaml" # [a]/.payloadlint.yaml:3
  - glob: "clusters/**/*.json" # .payloadlint.yaml:3
    operation: alibabacloud/batchcompute/CreateCluster
    variables:
      ADMIN_PASSWORD: "***" # hidden
      count: "3"
      region: cn-beijing
rules:
  alibabacloud/eas/CreateResource:
    "*": info # .payloadlint.yaml:8
    unknown-parameter: off # [a]/.payloadlint.yaml:6
  alibabacloud/eas/CreateResourceInstances:
    "*": info # .payloadlint.yaml:8
    unknown-parameter: error # .payloadlint.yaml:8
  alibabacloud/batchcompute/CreateCluster:
    "*": warning # .payloadlint.yaml:9
  literal-secret: warning # [a]/.payloadlint.yaml:5
  alibabacloud/eas/CreateResource/EcsInstanceCount/range: off # .payloadlint.yaml:8
  alibabacloud/eas/CreateResourceInstances/EcsInstanceCount/range: off # .payloadlint.yaml:8
  alibabacloud/batchcompute/CreateCluster/Name/length: warning # [a]/.payloadlint.yaml:7
ignore:
  - file: "\\[a\\]/legacy/x.json" # [a]/.payloadlint.yaml:9
    pointer: "/Groups/a~1b"
    rule: out-of-range
    reason: "it is: \"old\""
    expires: "2027-01-31"
exclude:
  - "\\[a\\]/**/*.tmp.json" # [a]/.payloadlint.yaml:14
  - "\\[a\\]/here" # [a]/.payloadlint.yaml:14
  - "\\[a\\]/**/build/" # [a]/.payloadlint.yaml:14
  - "vendor/**" # .payloadlint.yaml:10
  - out/ # .payloadlint.yaml:10
quotas:
  alibabacloud/batchcompute/CreateCluster:
    MaxClusterCount: "20" # [a]/.payloadlint.yaml:15
    MaxClusterGroupCount: "2" # .payloadlint.yaml:12
placeholders: deny # [a]/.payloadlint.yaml:1
fail-on: warning # .payloadlint.yaml:1
known-values:
  alibabacloud/starrocks/CreateInstanceV1:
    RegionId: # [a]/.payloadlint.yaml:16
      - cn-zhangjiakou
      - "no"
      - "1.50"
`
	if diff := cmp.Diff(want, s.YAML(shown(s.Above("/repo/[a]/b")))); diff != "" {
		t.Error(diff)
	}
}

func TestJSON(t *testing.T) {
	s, err := tree(t, shownFiles).Of("/repo/[a]")
	if err != nil {
		t.Fatal(err)
	}
	text, err := s.JSON(shown("/repo"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version    int
		For        string
		RelativeTo string
		Sources    []string
		Config     map[string]any
		Origins    map[string]place
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || got.For != "x.json" || got.RelativeTo != "/repo" {
		t.Errorf("got %+v", got)
	}
	if diff := cmp.Diff([]string{"[a]/.payloadlint.yaml", ".payloadlint.yaml"}, got.Sources); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(place{".payloadlint.yaml", 8, 26}, got.Origins["/rules/alibabacloud~1eas~1CreateResourceInstances/unknown-parameter"]); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(text, "hunter2") {
		t.Errorf("a secret is shown:\n%s", text)
	}
}

// sameMeaning compares settings but for where they come from.
var sameMeaning = cmp.Options{
	cmpopts.IgnoreTypes(Origin{}), cmpopts.IgnoreFields(Settings{}, "Source", "Outer", "ExcludeAt"), cmpopts.IgnoreUnexported(Severity{}, Settings{}), cmpopts.EquateEmpty(),
	cmpopts.SortSlices(func(a, b Severity) bool { return a.Operation+a.Rule+a.Constraint < b.Operation+b.Rule+b.Constraint }),
	cmp.Transformer("fromRoot", func(g Glob) string { return g.from("/") }),
}

// What is shown means what the files mean.
func TestShownIsAConfiguration(t *testing.T) {
	files := map[string]string{}
	for name, text := range shownFiles {
		files[name] = strings.ReplaceAll(text, "ADMIN_PASSWORD", "ADMIN")
	}
	f := tree(t, files)
	for _, dir := range []string{"/", "/repo", "/repo/[a]"} {
		s, err := f.Of(dir)
		if err != nil {
			t.Fatal(err)
		}
		above := s.Above(dir)
		again, found := load(spec.Open(schemas.FS), path.Join(above, Name), []byte(s.YAML(shown(above))))
		if found != nil {
			t.Fatalf("%v", found)
		}
		want := *s
		for outer := range s.Outer.Levels() {
			want.Files = slices.Concat(want.Files, outer.Files)
			want.Ignores = slices.Concat(want.Ignores, outer.Ignores)
			want.Exclude = slices.Concat(want.Exclude, outer.Exclude)
		}
		if want.FailOn == "" {
			want.FailOn = DefaultFailOn
		}
		if want.Placeholders == "" {
			want.Placeholders = DefaultPlaceholders
		}
		if diff := cmp.Diff(&want, again, sameMeaning); diff != "" {
			t.Errorf("%s: %s", dir, diff)
		}
	}
}

// The defaults are those that the schema tells editors.
func TestDefaults(t *testing.T) {
	op, err := spec.Open(schemas.FS).Config()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range op.Parameters() {
		if p.Default != "" {
			got[p.Name] = p.Default
		}
	}
	want := map[string]string{"placeholders": `"` + DefaultPlaceholders + `"`, "fail-on": `"` + DefaultFailOn + `"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
