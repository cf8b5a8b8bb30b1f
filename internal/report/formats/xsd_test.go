package formats

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// xsd is as much of an XML schema as the schemas here use: elements that are all
// global, sequences of references, attributes of simple types.
type xsd struct {
	Elements []xsdElement `xml:"element"`
	Complex  []xsdComplex `xml:"complexType"`
	Simple   []xsdSimple  `xml:"simpleType"`
}

type xsdElement struct {
	Name    string      `xml:"name,attr"`
	Ref     string      `xml:"ref,attr"`
	Type    string      `xml:"type,attr"`
	Min     string      `xml:"minOccurs,attr"`
	Max     string      `xml:"maxOccurs,attr"`
	Complex *xsdComplex `xml:"complexType"`
}

type xsdComplex struct {
	Name       string         `xml:"name,attr"`
	Mixed      bool           `xml:"mixed,attr"`
	Children   []xsdElement   `xml:"sequence>element"`
	Attributes []xsdAttribute `xml:"attribute"`
}

type xsdAttribute struct {
	Name string `xml:"name,attr"`
	Type string `xml:"type,attr"`
	Use  string `xml:"use,attr"`
}

type xsdSimple struct {
	Name string `xml:"name,attr"`
	Is   struct {
		Patterns []xsdValue `xml:"pattern"`
		Values   []xsdValue `xml:"enumeration"`
	} `xml:"restriction"`
}

type xsdValue struct {
	Value string `xml:"value,attr"`
}

// node is an element of a document.
type node struct {
	XMLName    xml.Name
	Attributes []xml.Attr `xml:",any,attr"`
	Children   []node     `xml:",any"`
	Text       string     `xml:",chardata"`
}

// attribute is the value of an attribute, empty where there is none.
func (n *node) attribute(name string) string {
	for _, a := range n.Attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all calls do for each element of that name below this one.
func (n *node) all(name string, do func(*node)) {
	for i := range n.Children {
		if n.Children[i].XMLName.Local == name {
			do(&n.Children[i])
		}
		n.Children[i].all(name, do)
	}
}

// parsed reads a document, which is one element and nothing else.
func parsed(t *testing.T, text string) (root node) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&root); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if token, err := d.Token(); err == nil {
		if space, ok := token.(xml.CharData); !ok || strings.TrimSpace(string(space)) != "" {
			t.Fatalf("%v behind the document", token)
		}
	} else if !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return root
}

// checkXML holds a document against a schema of testdata/schema, by our reading
// of it.
func checkXML(t *testing.T, schema string, text string) error {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "schema", schema))
	if err != nil {
		t.Fatal(err)
	}
	var s xsd
	if err := xml.Unmarshal(content, &s); err != nil {
		t.Fatal(err)
	}
	root := parsed(t, text)
	return s.check(&root)
}

func (s *xsd) check(n *node) error {
	name := n.XMLName.Local
	i := slices.IndexFunc(s.Elements, func(e xsdElement) bool { return e.Name == name })
	if i < 0 {
		return fmt.Errorf("unknown element %s", name)
	}
	is := s.Elements[i].Complex
	if is == nil {
		k := slices.IndexFunc(s.Complex, func(c xsdComplex) bool { return c.Name == s.Elements[i].Type })
		is = &s.Complex[k]
	}
	if !is.Mixed && strings.TrimSpace(n.Text) != "" {
		return fmt.Errorf("text %q in %s", n.Text, name)
	}
	if err := s.attributes(n, is); err != nil {
		return err
	}
	next := 0
	for _, allowed := range is.Children {
		count := 0
		for next < len(n.Children) && n.Children[next].XMLName.Local == allowed.Ref {
			if err := s.check(&n.Children[next]); err != nil {
				return err
			}
			count++
			next++
		}
		if allowed.Min != "0" && count == 0 || allowed.Max != "unbounded" && count > 1 {
			return fmt.Errorf("%d %s in %s", count, allowed.Ref, name)
		}
	}
	if next < len(n.Children) {
		return fmt.Errorf("%s must not stand there in %s", n.Children[next].XMLName.Local, name)
	}
	return nil
}

func (s *xsd) attributes(n *node, is *xsdComplex) error {
	for _, a := range n.Attributes {
		i := slices.IndexFunc(is.Attributes, func(b xsdAttribute) bool { return b.Name == a.Name.Local })
		if i < 0 {
			return fmt.Errorf("unknown attribute %s in %s", a.Name.Local, n.XMLName.Local)
		}
		if !s.accepts(is.Attributes[i].Type, a.Value) {
			return fmt.Errorf("%s=%q in %s is no %s", a.Name.Local, a.Value, n.XMLName.Local, is.Attributes[i].Type)
		}
	}
	for _, a := range is.Attributes {
		if a.Use == "required" && !slices.ContainsFunc(n.Attributes, func(b xml.Attr) bool { return b.Name.Local == a.Name }) {
			return fmt.Errorf("%s has no %s", n.XMLName.Local, a.Name)
		}
	}
	return nil
}

func (s *xsd) accepts(simple, value string) bool {
	switch simple {
	case "xs:string":
		return true
	case "xs:nonNegativeInteger", "xs:positiveInteger":
		number, err := strconv.ParseUint(value, 10, 63)
		return err == nil && (number > 0 || simple == "xs:nonNegativeInteger")
	}
	i := slices.IndexFunc(s.Simple, func(t xsdSimple) bool { return t.Name == simple })
	is := s.Simple[i].Is
	for _, p := range is.Patterns {
		if regexp.MustCompile("^(" + p.Value + ")$").MatchString(strings.TrimSpace(value)) {
			return true
		}
	}
	return slices.ContainsFunc(is.Values, func(v xsdValue) bool { return v.Value == value })
}

// validXML holds a document against a schema, also by xmllint where there is one.
func validXML(t *testing.T, schema, text string) {
	t.Helper()
	if err := checkXML(t, schema, text); err != nil {
		t.Errorf("%s: %v", schema, err)
	}
	if out, err := lint(t, schema, text); err != nil {
		t.Errorf("xmllint: %s", out)
	}
}

// lint runs xmllint; without it, nothing is wrong.
func lint(t *testing.T, schema, text string) (string, error) {
	t.Helper()
	program, err := exec.LookPath("xmllint")
	if err != nil {
		t.Log("there is no xmllint: documents are held against the schema by our own reading of it only")
		return "", nil
	}
	cmd := exec.Command(program, "--noout", "--nonet", "--schema", filepath.Join("testdata", "schema", schema), "-")
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestXSDRefuses makes sure that the schemas can fail, and that both judges do.
func TestXSDRefuses(t *testing.T) {
	for _, tt := range []struct{ schema, text string }{
		{"junit.xsd", `<testsuite tests="1" failures="0" errors="0"/>`},
		{"junit.xsd", `<testsuite name=" " tests="1" failures="0" errors="0"/>`},
		{"junit.xsd", `<testsuites tests="-1"/>`},
		{"junit.xsd", `<testsuites time="1s"/>`},
		{"junit.xsd", `<testsuites>a</testsuites>`},
		{"junit.xsd", `<testsuites line="1"/>`},
		{"junit.xsd", `<testcase name="a"><failure/><failure/></testcase>`},
		{"junit.xsd", `<testcase name="a"><failure/><skipped/></testcase>`},
		{"junit.xsd", `<testcases/>`},
		{"checkstyle.xsd", `<checkstyle><error severity="error" message="a" source="b"/></checkstyle>`},
		{"checkstyle.xsd", `<error severity="failure" message="a" source="b"/>`},
		{"checkstyle.xsd", `<error severity="error" message="a" source="b" line="0"/>`},
		{"checkstyle.xsd", `<error severity="error" source="b"/>`},
	} {
		if checkXML(t, tt.schema, tt.text) == nil {
			t.Errorf("%s accepts %s", tt.schema, tt.text)
		}
		if _, err := exec.LookPath("xmllint"); err == nil {
			if _, err := lint(t, tt.schema, tt.text); err == nil {
				t.Errorf("xmllint with %s accepts %s", tt.schema, tt.text)
			}
		}
	}
}
