package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
)

const headerSchema = `{"type":"object","additionalProperties":false,"properties":{
	"header":{"type":"object","required":["X-Auth-Token"],"properties":{
		"X-Auth-Token":{"type":"string","minLength":1,"writeOnly":true},
		"Transaction-Id":{"type":"string","maxLength":4},
		"Count_9":{"type":"integer","deprecated":true}},
		"allOf":[{"if":{"required":["transaction-id"]},"then":{"required":["REASON"],"properties":{"x-auth-TOKEN":{"pattern":"^t"}}}}]},
	"query":{"required":["Token"],"properties":{"Token":{"type":"string"}}},
	"body":{"properties":{"header":{"required":["Token"],"properties":{"Token":{"type":"string"}}}}}}`

// envelopes checks whole requests, without regard to the order of what is found.
func envelopes(t *testing.T, s *check.Schema, samples []sample) {
	t.Helper()
	for _, c := range samples {
		tree := parseVague(t, c.doc)
		got := show(tree, s.CheckRequest(tree, 0, nil))
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\n got: %s\nwant: %s", c.doc, strings.Join(got, "; "), strings.Join(c.want, "; "))
		}
	}
}

func TestHeaderNames(t *testing.T) {
	s := mustCompile(t, headerSchema+"}", check.Annotations{Constraint: map[string]int{
		"/properties/header/required/X-Auth-Token": 1, "/properties/header/allOf/0": 2, "/properties/header/properties/Count_9#reserved": 3,
	}})
	envelopes(t, s, []sample{
		{`{"header":{"X-Auth-Token":"t"}}`, []string{`Secret "/header/X-Auth-Token" advisory`}},
		{`{"header":{"x-auth-token":""}}`, []string{`InvalidLength "/header/x-auth-token"`}},
		{`{"header":{"X-AUTH-TOKEN":"t"}}`, []string{`Secret "/header/X-AUTH-TOKEN" advisory`}},
		{`{"header":{}}`, []string{`Missing "/header" X-Auth-Token c1`}},
		{`{"header":{"X-Auth-Token ":"t","XAuth-Token":"","X-Auth-Tokens":""}}`, []string{`Missing "/header" X-Auth-Token c1`}},
		{`{"header":{"x-auth-token":"","COUNT_9":"1"}}`, []string{`InvalidLength "/header/x-auth-token"`, `Deprecated "/header/COUNT_9" advisory`, `Reserved "/header/COUNT_9" c3 advisory`, `WrongType "/header/COUNT_9"`}},
		{`{"header":{"x-auth-token":"","COUNT\u007f9":"1"}}`, []string{`InvalidLength "/header/x-auth-token"`}},
		// Only ASCII letters have two cases: U+212A is a K to some.
		{`{"header":{"x-auth-to\u212aen":"t"}}`, []string{`Missing "/header" X-Auth-Token c1`}},
		// Conditions name them as they like.
		{`{"header":{"X-auth-Token":"${T}","TRANSACTION-ID":"abc"}}`, []string{`Missing "/header" REASON c2 ~/header/TRANSACTION-ID`}},
		{`{"header":{"X-auth-Token":"u","transaction-Id":"abc","reason":1}}`, []string{`InvalidPattern "/header/X-auth-Token" c2 ~/header/transaction-Id`, `Secret "/header/X-auth-Token" advisory`}},
		{`{"header":{"X-auth-Token":"","transaction-Id":"abcde","Reason":1}}`, []string{`InvalidLength "/header/X-auth-Token"`, `InvalidLength "/header/transaction-Id"`}},
		// Of two, the last counts; each is judged.
		{`{"header":{"X-Auth-Token":"${T}","x-auth-token":""}}`, []string{`InvalidLength "/header/x-auth-token"`}},
		{`{"header":{"X-Auth-Token":"","x-auth-token":"${T}","Transaction-Id":"12345","transaction-id":"1","reason":1}}`, []string{`InvalidLength "/header/X-Auth-Token"`, `InvalidLength "/header/Transaction-Id"`}},
		{`{"header":{"X-Auth-Token":"u","x-auth-token":"${T}","transaction-id":"1","reason":1}}`, []string{`Secret "/header/X-Auth-Token" advisory`}},
		{`{"header":{"X-Auth-Token":"${T}","x-auth-token":{{t}},"transaction-id":"1","reason":1}}`, nil},
		// All else is exact.
		{`{"query":{"token":"a"}}`, []string{`Missing "/query" Token`}},
		{`{"body":{"header":{"token":"a"}}}`, []string{`Missing "/body/header" Token`}},
		{`{"Header":{}}`, nil},
	})
	// Likewise, where the headers stand alone.
	tree := parse(`{"x-auth-token":"u","TRANSACTION-ID":"1","reason":1}`)
	got := show(tree, s.Location("header").Check(tree, 0, nil))
	if want := []string{`InvalidPattern "/x-auth-token" c2 ~/TRANSACTION-ID`, `Secret "/x-auth-token" advisory`}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := s.Location("header").Secrets(tree, 0, nil); len(got) != 1 || got[0] != 1 {
		t.Errorf("secrets %v", got)
	}
	tree = parse(`{"x-auth-token":"u","TRANSACTION-ID":"1"}`)
	if !s.Location("header").Covers(tree, 0, nil) {
		t.Error("names in other letters are not covered")
	}
}

// Conditions of the whole request, the blame for them, and relations.
func TestHeaderNamesInLint(t *testing.T) {
	s := mustCompile(t, headerSchema+`,"allOf":[{"not":{"required":["header","body"],"properties":{"header":{"required":["bad"]}}}}]}`, check.Annotations{
		Constraint: map[string]int{"/allOf/0": 7}, At: map[int][]string{7: {"header", "Bad"}},
		Lint: []check.Lint{
			{Constraint: 0, When: sub(`{"required":["body"],"properties":{"body":{"required":["mode"],"properties":{"mode":{"const":"pre"}}}}}`),
				Then: sub(`{"properties":{"header":{"required":["transaction-ID"]}}}`)},
			{Constraint: 1, Scope: []string{"header", "count_9"}, When: sub(`{"minimum":5}`)},
			{Constraint: 2, Scope: []string{"header"}, When: sub(`{"required":["region"],"properties":{"REGION":{"const":"x"}}}`)},
			{Constraint: 3, Scope: []string{"header", "transaction-id"}, Relation: "equal", To: []string{"header", "same"}},
			{Constraint: 4, Scope: []string{"query", "Token"}, Relation: "equal", To: []string{"header", "SAME"}},
		},
	})
	token := `"x-auth-token":"${T}"`
	envelopes(t, s, []sample{
		{`{"body":{"mode":"pre"},"header":{` + token + `}}`, []string{`Missing "/header" transaction-ID c0 advisory ~/body/mode`}},
		{`{"body":{"mode":"pre"},"header":{` + token + `,"TRANSACTION-id":"1","reason":""}}`, nil},
		{`{"body":{"mode":{{m}}},"header":{` + token + `}}`, nil},
		{`{"body":{"mode":"pre"},"header":{{h}}}`, nil},
		{`{"body":{},"header":{` + token + `,"BAD":1}}`, []string{`Conflict "/header/BAD" c7 ~/body`}},
		{`{"header":{` + token + `,"COUNT_9":5}}`, []string{`Deprecated "/header/COUNT_9" advisory`, `Conflict "/header/COUNT_9" c1 advisory`}},
		{`{"header":{` + token + `,"COUNT_9":4}}`, []string{`Deprecated "/header/COUNT_9" advisory`}},
		{`{"header":{` + token + `,"Region":"x"}}`, []string{`Conflict "/header" c2 advisory ~/header/Region`}},
		{`{"header":{` + token + `,"Region":"X"}}`, nil},
		{`{"header":{` + token + `,"Region":{{x}}}}`, nil},
		{`{"header":{` + token + `,"region":"x","Region":"y"}}`, nil},
		{`{"header":{` + token + `,"Transaction-ID":"1","reason":1,"Same":"2"}}`, []string{`Unrelated "/header/Transaction-ID" c3 advisory ~/header/Same`}},
		{`{"header":{` + token + `,"Transaction-ID":"1","reason":1,"Same":"2","same":"1"}}`, nil},
		{`{"header":{` + token + `,"Transaction-ID":"1","reason":1,"Same":{{x}}}}`, nil},
		{`{"header":{` + token + `,"same":"2"},"query":{"Token":"1"}}`, []string{`Unrelated "/query/Token" c4 advisory ~/header/same`}},
		{`{"header":{` + token + `,"same":"2"},"query":{"Token":"2"}}`, nil},
	})
	tree := parse(`{` + token + `,"Transaction-ID":"1","reason":1,"Same":"2"}`)
	if got := show(tree, s.Location("header").Check(tree, 0, nil)); !slices.Equal(got, []string{`Unrelated "/Transaction-ID" c3 advisory ~/Same`}) {
		t.Errorf("%v", got)
	}
}

func TestHeaderNamesTwice(t *testing.T) {
	_, err := compile(`{"properties":{"header":{"properties":{"A-b":{},"a-B":{}}}}}`, check.Annotations{})
	if err == nil || !strings.Contains(err.Error(), "differ only in letter case") {
		t.Error(err)
	}
	mustCompile(t, `{"properties":{"body":{"properties":{"A-b":{},"a-B":{},"header":{"properties":{"A":{},"a":{}}}}}}}`, check.Annotations{})
}
