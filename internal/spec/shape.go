package spec

import "strings"

// The steps that stand for any member's name and for any item.
const (
	AnyKey  = "{key}"
	AnyItem = "[]"
)

// Steps cuts a documented dotted name into member names, AnyKey and AnyItem:
// "Groups.{key}.Tags[].Key" has five.
func Steps(dotted string) []string {
	if dotted == "" {
		return nil
	}
	var steps []string
	for _, part := range strings.Split(dotted, ".") {
		name, items, _ := strings.Cut(part, AnyItem)
		if name != "" {
			steps = append(steps, name)
		}
		if len(name) == len(part) {
			continue
		}
		steps = append(steps, AnyItem)
		for ; strings.HasPrefix(items, AnyItem); items = items[len(AnyItem):] {
			steps = append(steps, AnyItem)
		}
	}
	return steps
}

// Shape is what is documented at one place of a request: a tree along member
// names and items. A nil Shape is a place of which nothing is known.
type Shape struct {
	// Names are the documented members, as on the page.
	Names []string
	// Parameter is what the page says of the value, nil for the whole location.
	Parameter *Parameter

	members map[string]*Shape
}

// Member is the place of a member: of that name, or of a member of any name.
func (s *Shape) Member(name []byte) *Shape {
	if s == nil {
		return nil
	}
	if m := s.members[string(name)]; m != nil {
		return m
	}
	return s.members[AnyKey]
}

// Has tells whether a member of exactly that name is documented.
func (s *Shape) Has(name []byte) bool {
	return s != nil && string(name) != AnyKey && string(name) != AnyItem && s.members[string(name)] != nil
}

// IsMap tells that members may have any name.
func (s *Shape) IsMap() bool { return s != nil && s.members[AnyKey] != nil }

// Item is the place of a list's items.
func (s *Shape) Item() *Shape {
	if s == nil {
		return nil
	}
	return s.members[AnyItem]
}

// Secret tells whether the value must not be shown.
func (s *Shape) Secret() bool { return s != nil && s.Parameter != nil && s.Parameter.Secret }

func (s *Shape) grow(step string) *Shape {
	if m := s.members[step]; m != nil {
		return m
	}
	if s.members == nil {
		s.members = map[string]*Shape{}
	}
	m := &Shape{}
	s.members[step] = m
	if step != AnyKey && step != AnyItem {
		s.Names = append(s.Names, step)
	}
	return m
}

// shapesOf grows one shape per location.
func shapesOf(parameters []Parameter) map[string]*Shape {
	shapes := map[string]*Shape{}
	for i := range parameters {
		p := &parameters[i]
		s := shapes[p.In]
		if s == nil {
			s = &Shape{}
			shapes[p.In] = s
		}
		for _, step := range Steps(p.Name) {
			s = s.grow(step)
		}
		s.Parameter = p
	}
	return shapes
}

// LastName is the last member name of a dotted name, empty for none.
func LastName(dotted string) string {
	dotted = strings.TrimRight(dotted, AnyItem)
	return dotted[strings.LastIndexByte(dotted, '.')+1:]
}
