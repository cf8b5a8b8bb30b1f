package explain

import (
	"errors"
	"testing"
)

// Names may leave out what stands for items and members.
func TestBareNames(t *testing.T) {
	e := explainer()
	for name, want := range map[string]string{
		"NodeTolerations.operator":                            "SelfManagedResourceOptions.NodeTolerations[].operator",
		"SelfManagedResourceOptions.NodeTolerations.operator": "SelfManagedResourceOptions.NodeTolerations[].operator",
		"NodeTolerations[].operator":                          "SelfManagedResourceOptions.NodeTolerations[].operator",
		"NodeTolerations.operator/values":                     "SelfManagedResourceOptions.NodeTolerations[].operator/values",
		"Groups.ResourceType":                                 "Groups.{key}.ResourceType",
		"Groups.DesiredVMCount/range":                         "Groups.{key}.DesiredVMCount/range",
		"Groups":                                              "Groups",
		"Groups/type":                                         "Groups/type",
		"BackendNodeGroups.cu":                                "BackendNodeGroups[].cu",
	} {
		topics, err := e.Explain(name, "")
		if err != nil || len(topics) != 1 || topics[0].Name != want {
			t.Errorf("%s: %v and %d topics, want %s alone", name, err, len(topics), want)
		}
	}
	// A group may be called ResourceType.
	topics, err := e.Explain("Groups.ResourceType/type", "")
	if err != nil || len(topics) != 2 || topics[0].Name != "Groups.{key}/type" || topics[1].Name != "Groups.{key}.ResourceType/type" {
		t.Errorf("got %v and %d, want the group and its parameter", err, len(topics))
	}
	unknown := (*UnknownError)(nil)
	if _, err := e.Explain("NodeTolerations.operators", ""); !errors.As(err, &unknown) {
		t.Errorf("got %v", err)
	}
}

// Of several names that become the same, none is meant.
func TestAmbiguousBareNames(t *testing.T) {
	all := []candidate{
		{kind: Parameter, names: []string{"A[].b.c"}}, {kind: Parameter, names: []string{"A.b[].c"}},
		{kind: Parameter, names: []string{"D.{key}.e"}}, {kind: Parameter, names: []string{"D.{key}.e"}}, {kind: Code, names: []string{"F.{key}.g"}},
	}
	for name, want := range map[string]int{"A.b.c": 0, "A[].b.c": 1, "b.c": 1, "D.e": 2, "F.g": 0, "[]": 0, "": 0} {
		if found := find(all, name); len(found) != want {
			t.Errorf("%q: found %+v, want %d", name, found, want)
		}
	}
}
