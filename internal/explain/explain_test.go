package explain

import (
	"bytes"
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

func explainer() *Explainer { return New(spec.Open(schemas.FS)) }

// names are the topics in short: kind, operation and name.
func names(topics []Topic) (list []string) {
	for i := range topics {
		t := &topics[i]
		list = append(list, strings.TrimSpace(string(t.Kind)+" "+shortID(t.Operation))+" "+t.Name)
	}
	return list
}

func TestExplain(t *testing.T) {
	e := explainer()
	for _, tt := range []struct {
		name, operation string
		want            []string
	}{
		{"out-of-range", "", []string{"rule out-of-range"}},
		{"CreateResource", "", []string{"operation CreateResource alibabacloud/eas/CreateResource"}},
		{"alibabacloud/eas/CreateResource", "", []string{"operation CreateResource alibabacloud/eas/CreateResource"}},
		{"eas/CreateResource", "", []string{"operation CreateResource alibabacloud/eas/CreateResource"}},

		// A code, as documented and as it is sent.
		{"InvalidName", "", []string{"code CreateCluster InvalidName"}},
		{"InvalidGroups.{key}", "", []string{"code CreateCluster InvalidGroups.{key}"}},
		{"InvalidGroups.workers", "", []string{"code CreateCluster InvalidGroups.{key}"}},
		// The one that says most itself, however the key reads.
		{"InvalidGroups.workers.SpotStrategy", "", []string{"code CreateCluster InvalidGroups.{key}.SpotStrategy"}},
		{"InvalidUserData.a.b.value", "", []string{"code CreateCluster InvalidUserData.{key}.value"}},
		{"InvalidConfigs.Mounts.Entries[12].Source", "", []string{"code CreateCluster InvalidConfigs.Mounts.Entries[].Source"}},
		{"Invalid{Parameter}", "", []string{"code CreateCluster Invalid{Parameter}"}},
		// Of a parameter that is not documented.
		{"InvalidZone", "", []string{"code CreateCluster Invalid{Parameter}"}},

		// A constraint: its id, as much of its end as is enough, filled in.
		{"alibabacloud/batchcompute/CreateCluster/Name/length", "", []string{"constraint CreateCluster Name/length"}},
		{"CreateCluster/Name/length", "", []string{"constraint CreateCluster Name/length"}},
		{"Name/length", "", []string{"constraint CreateCluster Name/length"}},
		{"Groups.{key}.DesiredVMCount/range", "", []string{"constraint CreateCluster Groups.{key}.DesiredVMCount/range"}},
		{"DesiredVMCount/range", "", []string{"constraint CreateCluster Groups.{key}.DesiredVMCount/range"}},
		{"Groups.g.DesiredVMCount/range", "", []string{"constraint CreateCluster Groups.{key}.DesiredVMCount/range"}},

		// A parameter, of each operation that has it.
		{"AutoRenewal", "", []string{"parameter CreateResource AutoRenewal", "parameter CreateResourceInstances AutoRenewal"}},
		{"AutoRenewal", "CreateResource", []string{"parameter CreateResource AutoRenewal"}},
		{"Groups.workers.ResourceType", "", []string{"parameter CreateCluster Groups.{key}.ResourceType"}},
		{"DesiredVMCount", "", []string{"parameter CreateCluster Groups.{key}.DesiredVMCount"}},
		{"VSwitches[3].VswId", "", []string{"parameter CreateInstanceV1 VSwitches[].VswId"}},
		// Rules belong to all operations.
		{"wrong-type", "CreateResource", []string{"rule wrong-type"}},
	} {
		topics, err := e.Explain(tt.name, tt.operation)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, names(topics)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestUnknown(t *testing.T) {
	e := explainer()
	for _, tt := range []struct{ name, operation, closest string }{
		{"out-of-rnage", "", "out-of-range"},
		{"Out_Of_Range", "", "out-of-range"},
		{"invalidname", "", "InvalidName"},
		{"InvalidGrups", "", "InvalidGroups"},
		{"CreateResorce", "", "CreateResource"},
		{"Nmae/length", "", "Name/length"},
		{"Groups.workers.desiredvmcount", "", "Groups.{key}.DesiredVMCount"},
		{"Groups.workers.DesiredVMCont", "", "DesiredVMCount"},
		{"Elsewhere.DesiredVMCount", "", "DesiredVMCount"},
		{"DesiredVM", "", "Groups.{key}.DesiredVMCount"},
		// Not where the other operation is meant.
		{"DesiredVMCount", "CreateResource", ""},
		{"", "", ""},
		{"{", "", ""},
		{"[1", "", ""},
		{"nothing of the kind", "", ""},
		{strings.Repeat("x", 1<<16), "", ""},
	} {
		_, err := e.Explain(tt.name, tt.operation)
		unknown := (*UnknownError)(nil)
		if !errors.As(err, &unknown) || unknown.Closest != tt.closest {
			t.Errorf("%.40q: got %v, want an error that offers %q", tt.name, err, tt.closest)
		}
	}
	for name, want := range map[string]string{
		"quotaexhausted": `nothing is called "quotaexhausted"; these begin so: QuotaExhausted.Configs.Networks.VPC.OppositeRouterType, ` +
			"QuotaExhausted.MaxClusterCount, QuotaExhausted.MaxClusterGroupCount, QuotaExhausted.MaxClusterGroupDesiredVMCount",
		"XYZ": `nothing is called "XYZ": no error code, rule, constraint, operation or parameter`,
	} {
		if _, err := e.Explain(name, ""); err == nil || err.Error() != want {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
	_, err := e.Explain("Invalid", "")
	if err == nil || !regexp.MustCompile(`; these begin so: Invalid\S+(, Invalid\S+){5} and [0-9]+ more$`).MatchString(err.Error()) {
		t.Errorf("got %v, want a few that begin so", err)
	}
	wrong := (*spec.UnknownError)(nil)
	if _, err := e.Explain("Name", "CreateClusters"); !errors.As(err, &wrong) {
		t.Errorf("an operation that does not exist gives %v", err)
	}
}

// TestAll explains everything there is: all of it says what it must, and well.
func TestAll(t *testing.T) {
	e := explainer()
	all, err := e.Names()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		topics, err := e.Explain(name, "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i := range topics {
			whole(t, name, &topics[i])
		}
		if text := Text(topics); strings.Contains(text, "  \n") || strings.Contains(text, "\n\n\n") || strings.Contains(text, "see the page") {
			t.Errorf("%s is not well written:\n%s", name, text)
		}
	}
}

// whole asserts that nothing is left out of a topic.
func whole(t *testing.T, name string, topic *Topic) {
	t.Helper()
	if topic.Title == "" || len(topic.Fix) == 0 || len(topic.Silence) == 0 {
		t.Errorf("%s, %s %s: it has the title %q, %d fixes and %d ways to silence it", name, topic.Kind, topic.Name, topic.Title, len(topic.Fix), len(topic.Silence))
	}
	if topic.Kind != Operation && topic.Text == "" || topic.Kind != Rule && topic.Doc.Title == "" {
		t.Errorf("%s, %s %s: it has the text %q and the page %q", name, topic.Kind, topic.Name, topic.Text, topic.Doc.Title)
	}
	// All the rest can be broken.
	unlimited := topic.Kind == Parameter && len(topic.Limits) == 0
	if len(topic.Examples) != 2 && !unlimited {
		t.Errorf("%s, %s %s: it has %d examples", name, topic.Kind, topic.Name, len(topic.Examples))
	}
	for _, x := range topic.Examples {
		if x.Text == "" || x.Fails != (x.Output != "") {
			t.Errorf("%s, %s %s: the example %q fails: %t, says %q", name, topic.Kind, topic.Name, x.Text, x.Fails, x.Output)
		}
	}
}

func TestFill(t *testing.T) {
	for _, tt := range []struct {
		documented, name string
		want             int
	}{
		{"A.{key}", "A.b", 2},
		{"A.{key}", "A.b.c", 2},
		{"A.{key}", "A.", -1},
		{"A.{key}", "A", -1},
		{"A.{key}", "B.c", -1},
		{"A.{key}.B", "A.x.B", 4},
		{"A.{key}.B", "A.x.C", -1},
		{"A.{key}.B", "A..B", -1},
		{"A.{key}.B", "A.B", -1},
		{"{key}.B.{key}", "a.B.c", 3},
		{"{key}.B.{key}", "a.B.", -1},
		{"{key}.B.{key}", ".B.c", -1},
		{"{a}{b}", "xy", 0},
		{"{a}{b}", "x", -1},
		{"A", "A", -1}, // there is nothing to fill in
		{"{", "x", 0},
	} {
		if got := fill(tt.documented, tt.name); got != tt.want {
			t.Errorf("fill(%q, %q) is %d, want %d", tt.documented, tt.name, got, tt.want)
		}
	}
}

func TestWithoutNumbers(t *testing.T) {
	for name, want := range map[string]string{
		"A[0].B[12]": "A[].B[]", "A[]": "A[]", "A[x]": "A[x]", "A[1x]": "A[1x]", "[": "[", "A[1": "A[1", "": "", "[[1]]": "[[]]",
	} {
		if got := withoutNumbers(name); got != want {
			t.Errorf("withoutNumbers(%q) is %q, want %q", name, got, want)
		}
	}
}

func FuzzExplain(f *testing.F) {
	e := explainer()
	for _, seed := range []string{"", "InvalidGroups.workers", "Name/length", "A[1].{key}", "[1", "{Parameter}", "/", "."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		topics, err := e.Explain(name, "")
		if unknown := (*UnknownError)(nil); err != nil && !errors.As(err, &unknown) {
			t.Errorf("%q: %v", name, err)
		}
		if err == nil && len(topics) == 0 {
			t.Errorf("%q is explained by nothing", name)
		}
	})
}

// altered are the generated files with a text replaced in one of them.
func altered(t *testing.T, file, from, to string) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	err := fs.WalkDir(schemas.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := schemas.FS.ReadFile(name)
		if name == file {
			if !bytes.Contains(text, []byte(from)) {
				t.Fatalf("%s does not hold %q", name, from)
			}
			text = bytes.Replace(text, []byte(from), []byte(to), 1)
		}
		fsys[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

// Damaged files are said to be, and nothing is made up in their place.
func TestDamaged(t *testing.T) {
	const id = "alibabacloud/batchcompute/CreateCluster"
	for file, name := range map[string]string{
		"rules.examples.json": "out-of-range", id + ".examples.json": "Name/length", id + ".spec.json": "Name/length", "catalogue.json": "out-of-range",
	} {
		if _, err := New(spec.Open(altered(t, file, "{", "["))).Explain(name, ""); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", file, err)
		}
	}
}
