package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// mistakes are those of a text, without the file's name.
func mistakes(text string) (list []string) {
	_, found := load(spec.Open(schemas.FS), "/c.yaml", []byte(text))
	for _, m := range found {
		list = append(list, strings.TrimPrefix(m.String(), "/c.yaml:"))
	}
	return list
}

func TestMistakes(t *testing.T) {
	for _, tt := range append(mistaken(), misnamed()...) {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, mistakes(tt.text)); diff != "" {
				t.Errorf("%s\n%s", tt.text, diff)
			}
		})
	}
}

type mistakenCase struct {
	name, text string
	want       []string
}

// mistaken are texts with their mistakes.
func mistaken() []mistakenCase {
	return []mistakenCase{
		{"nothing", "", nil},
		{"comments", "# nothing\n", nil},
		{"no YAML", "a: [", []string{
			"1:5: found the end of the file, expected a value",
		}},
		{"two documents", "fail-on: error\n---\nfail-on: error\n", []string{
			"3:1: a second document begins here, expected one; remove the line ---",
		}},
		{"a list", "[]", []string{
			"1:1: the configuration is a list, expected a map of keys",
		}},
		{"a key twice", "fail-on: error\nfail-on: info\n", []string{
			`2:1: the key "fail-on" is here a second time, the first is in line 1; remove one of them`,
		}},
		{"a misspelled key", "fial-on: error\n", []string{
			`1:1: unknown key "fial-on"; did you mean "fail-on"?`,
		}},
		{"an unknown key", "zzz: 1\n", []string{
			`1:1: unknown key "zzz"; there are files, rules, ignore, exclude, quotas, placeholders, fail-on, known-values`,
		}},
		{"a misspelled value", "fail-on: errors\n", []string{
			`1:10: "fail-on" is "errors", expected one of error, warning, info, never; did you mean "error"?`,
		}},
		{"a value of another key", "fail-on: off\n", []string{
			`1:10: "fail-on" is "off", expected one of error, warning, info, never`,
		}},
		{"a number", "fail-on: 3\n", []string{
			`1:10: "fail-on" is 3, expected error, warning, info or never`,
		}},
		{"no value", "fail-on:\n", []string{
			`1:1: "fail-on" has no value, expected error, warning, info or never; write it, or remove the key`,
		}},
		{"a placeholder", "fail-on: ${X}\nplaceholders: <x>\n", []string{
			`1:10: "fail-on" is a placeholder, which nothing fills in here; write the value`,
			`2:15: "placeholders" is a placeholder, which nothing fills in here; write the value`,
		}},
		{"a placeholder as key", "${X}: 3\nfiles:\n  - glob: a\n    ${X}: b\nignore:\n  - file: a\n    <y>: 1\n    reason: b\n    rule: wrong-type\n", []string{
			`1:1: the key "${X}" is a placeholder, which nothing fills in here; write the key`,
			`4:5: the key "${X}" in an entry of "files" is a placeholder, which nothing fills in here; write the key`,
			`7:5: the key "<y>" in an entry of "ignore" is a placeholder, which nothing fills in here; write the key`,
		}},
		{"a placeholder for a list", "files: ${X}\n", []string{
			`1:8: "files" is a string, expected a list`,
		}},
		{"files as a map", "files: {}\n", []string{
			`1:8: "files" is a map of keys, expected a list`,
		}},
		{"a file as a string", "files: [a]\n", []string{
			`1:9: an entry of "files" is a string, expected a map of keys`,
		}},
		{"no glob", "files:\n  - operation: CreateCluster\n", []string{
			`2:5: an entry of "files" has no "glob"; add it`,
		}},
		{"an empty glob and an unknown operation", "files: [{glob: '', operation: CreateClusterr}]\n", []string{
			`1:16: "glob" in an entry of "files" is empty; write something, or remove it`,
			`1:31: unknown operation "CreateClusterr"; did you mean alibabacloud/batchcompute/CreateCluster?`,
		}},
		{"wrong variables", "files: [{glob: 'a', variables: {'${A}': 1, b: [1], '': 2, c: null}}]\n", []string{
			`1:33: "${A}" is no name of a variable; write the name alone, without the marks that a placeholder has around it`,
			`1:47: "b" is a list, expected a string, a number or a boolean`,
			`1:52: a key in "variables" is empty; write something, or remove it`,
			`1:59: "c" has no value, expected a string, a number or a boolean; write it, or remove the key`,
		}},
		{"wrong globs", "exclude: ['[a', '!a', '{a,b}{a,b,c,d,e,f,g,h,i}{a,b,c,d,e}{a,b,c,d,e}', 'a/../b', '', '..', '../a']\n", []string{
			`1:11: "[a" is no glob: a [, { or \ in it has no end; write \[ or \{ for the character itself`,
			`1:17: "!a" is no glob: it begins with !, but nothing can be taken back; name what is meant, or write \! for the character itself`,
			`1:23: "{a,b}{a,b,c,d,e,f,g,h,i}{a,b,c,d,e}{a,b,c,d,e}" is no glob: its alternatives in { } make more than 256 patterns together; write several globs`,
			`1:73: "a/../b" is no glob: it holds .., but reaches only what is below the directory of the configuration file`,
			`1:83: an entry of "exclude" is empty; write something, or remove it`,
			`1:87: ".." is no glob: it holds .., but reaches only what is below the directory of the configuration file`,
			`1:93: "../a" is no glob: it holds .., but reaches only what is below the directory of the configuration file`,
		}},
		{"exclude as a string", "exclude: a\n", []string{
			`1:10: "exclude" is a string, expected a list`,
		}},
		{"unknown key of an entry", "files: [{glob: a, globs: 1}]\n", []string{
			`1:19: unknown key "globs" in an entry of "files"; did you mean "glob"?`,
		}},
		{"a misspelled rule", "rules: {literal-secrets: off}\n", []string{
			`1:9: unknown rule "literal-secrets"; did you mean "literal-secret"?`,
		}},
		{"an unknown rule", "rules: {xyz: off}\n", []string{
			`1:9: "xyz" is neither a rule nor an operation nor a constraint; 'payloadlint rules' and 'payloadlint operations' list them`,
		}},
		{"an unknown severity", "rules: {literal-secret: fatal}\n", []string{
			`1:25: "literal-secret" is "fatal", expected one of off, info, warning, error`,
		}},
		{"a rule with rules", "rules: {literal-secret: {a: off}}\n", []string{
			`1:9: "literal-secret" is no operation, so it has no rules of its own; write its severity: off, info, warning or error`,
		}},
		{"a placeholder for a severity", "rules:\n  literal-secret: ${X}\n", []string{
			`2:19: "literal-secret" is a placeholder, which nothing fills in here; write the value`,
		}},
		{"rules as a list", "rules: [a]\n", []string{
			`1:8: "rules" is a list, expected a map of keys`,
		}},
		{"an empty rule", "rules: {'': off}\n", []string{
			`1:9: a key in "rules" is empty; write something, or remove it`,
		}},
		{"a misspelled constraint", "rules: {alibabacloud/batchcompute/CreateCluster/Name/lenght: off}\n", []string{
			`1:9: alibabacloud/batchcompute/CreateCluster has no constraint "Name/lenght"; did you mean "Name/length"?`,
		}},
		{"a constraint of a misspelled operation", "rules: {alibabacloud/batchcompute/CreateClusters/Name/length: off}\n", []string{
			`1:9: unknown operation "alibabacloud/batchcompute/CreateClusters"; did you mean alibabacloud/batchcompute/CreateCluster?`,
		}},
		{"a constraint of a short operation", "rules: {CreateCluster/Name/length: error}\n", nil},
		{"a constraint of nothing", "rules: {a/b/c/d/e: warning}\n", []string{
			`1:9: "a/b/c/d/e" is neither a rule nor an operation nor a constraint; 'payloadlint rules' and 'payloadlint operations' list them`,
		}},
		{"an inferred constraint as error", "rules: {CreateCluster/Configs.Disks.SystemDisk.Size/whole: error}\n", []string{
			"1:60: alibabacloud/batchcompute/CreateCluster/Configs.Disks.SystemDisk.Size/whole is inferred, not documented, so it is never an error; write warning here, and 'fail-on: warning' to fail for it",
		}},
		{"an inferred constraint as error within operations", "rules: {'**/CreateCluster': {Configs.Disks.SystemDisk.Size/whole: error}}\n", []string{
			"1:67: alibabacloud/batchcompute/CreateCluster/Configs.Disks.SystemDisk.Size/whole is inferred, not documented, so it is never an error; write warning here, and 'fail-on: warning' to fail for it",
		}},
		{"a glob for nothing", "rules: {'alibabacloud/*': warning}\n", []string{
			`1:9: "alibabacloud/*" matches no operation; * stands for anything but a slash, ** for any number of parts, as in provider/service/*`,
		}},
		{"a wrong glob of operations", "rules: {'alibabacloud/eas/[': warning}\n", []string{
			`1:9: "alibabacloud/eas/[" is no glob: a [, { or \ in it has no end; write \[ or \{ for the character itself`,
		}},
		{"unknown names within operations", "rules: {'alibabacloud/eas/*': {unknown-paramter: off, '*': info, EcsInstanceCount/range: off, Nothing/range: off, '': off}}\n", []string{
			`1:32: "unknown-paramter" is neither a rule nor a constraint of alibabacloud/eas/CreateResource, alibabacloud/eas/CreateResourceInstances; did you mean "unknown-parameter"?`,
			`1:95: "Nothing/range" is neither a rule nor a constraint of alibabacloud/eas/CreateResource, alibabacloud/eas/CreateResourceInstances`,
			`1:115: a key in "alibabacloud/eas/*" is empty; write something, or remove it`,
		}},
		{"a misspelled operation", "rules: {CreateClusterr: warning}\n", []string{
			`1:9: unknown operation "CreateClusterr"; did you mean alibabacloud/batchcompute/CreateCluster?`,
		}},
		{"a very long name", "rules: {xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: off}\n", []string{
			`1:9: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"… (100 bytes) is neither a rule nor an operation nor a constraint; 'payloadlint rules' and 'payloadlint operations' list them`,
		}},
		{"neither rule nor constraint", "ignore:\n  - file: a.json\n    reason: b\n", []string{
			`2:5: an entry of "ignore" has neither "rule" nor "constraint"; add one, to say what is not to be reported`,
		}},
		{"rule and constraint", "ignore:\n  - file: a.json\n    reason: b\n    rule: out-of-range\n    constraint: CreateCluster/Name/length\n", []string{
			`2:5: an entry of "ignore" has both "rule" and "constraint"; keep one, or write an entry for each`,
		}},
		{"ignore of a misspelled rule", "ignore:\n  - file: a.json\n    reason: b\n    rule: out-of-rang\n", []string{
			`4:11: unknown rule "out-of-rang"; did you mean "out-of-range"?`,
		}},
		{"ignore of a constraint that nobody knows", "ignore:\n  - file: a.json\n    reason: b\n    constraint: Nothing/range\n", []string{
			`4:17: unknown constraint "Nothing/range", expected operation, parameter and limit with slashes between, as findings have it`,
		}},
		{"ignore of a rule as a constraint", "ignore:\n  - file: a.json\n    reason: b\n    constraint: out-of-range\n", []string{
			`4:17: unknown constraint "out-of-range", expected operation, parameter and limit with slashes between, as findings have it`,
		}},
		{"ignore of a misspelled constraint", "ignore:\n  - file: a.json\n    reason: b\n    constraint: CreateCluster/Name/lenth\n", []string{
			`4:17: alibabacloud/batchcompute/CreateCluster has no constraint "Name/lenth"; did you mean "Name/length"?`,
		}},
		{"no reason", "ignore: [{file: a, rule: out-of-range}]\n", []string{
			`1:10: an entry of "ignore" has no "reason"; add it`,
		}},
		{"blank reason", "ignore: [{file: a, rule: out-of-range, reason: ' '}]\n", []string{
			"1:48: the reason is empty; say why the findings do not matter",
		}},
		{"empty reason", "ignore: [{file: a, rule: out-of-range, reason: ''}]\n", []string{
			`1:48: "reason" in an entry of "ignore" is empty; write something, or remove it`,
		}},
		{"no pointer and no such day", "ignore:\n  - file: a.json\n    reason: b\n    rule: out-of-range\n    pointer: a\n    expires: 2027-02-30\n", []string{
			`5:14: "pointer" is "a", expected a JSON Pointer such as /name or /list/0/name, in which ~0 stands for ~ and ~1 for /`,
			`6:14: "2027-02-30" is no day of the calendar, expected a date such as 2027-01-31`,
		}},
		{"no date", "ignore:\n  - file: a.json\n    reason: b\n    rule: out-of-range\n    expires: soon\n", []string{
			`5:14: "expires" is "soon", expected a date such as 2027-01-31`,
		}},
		{"another form of date", "ignore: [{file: a, reason: b, rule: out-of-range, expires: 2026/01/01}]\n", []string{
			`1:60: "expires" is "2026/01/01", expected a date such as 2027-01-31`,
		}},
		{"digits in other places", "ignore: [{file: a, reason: b, rule: out-of-range, expires: 2026-011-1}]\n", []string{
			`1:60: "expires" is "2026-011-1", expected a date such as 2027-01-31`,
		}},
		{"a placeholder for a date", "ignore:\n  - file: a.json\n    reason: b\n    rule: out-of-range\n    expires: ${DAY}\n", []string{
			`5:14: "expires" is a placeholder, which nothing fills in here; write the value`,
		}},
		{"wrong quotas", "quotas: {CreateCluster: {MaxCluster: 1, MaxClusterCount: ten, MaxClusterGroupCount: [1, 2]}}\n", []string{
			`1:26: alibabacloud/batchcompute/CreateCluster has no quota "MaxCluster"; it has MaxClusterCount, MaxClusterGroupCount, MaxClusterGroupDesiredVMCount, Configs.Networks.VPC.OppositeRouterType`,
			`1:58: the quota MaxClusterCount of alibabacloud/batchcompute/CreateCluster is wrong: its value is "ten", expected a whole number such as 10`,
			"1:85: the quota MaxClusterGroupCount of alibabacloud/batchcompute/CreateCluster is wrong: it is stated twice, as 1 and as 2; state it once",
		}},
		{"no quotas", "quotas: {CreateResource: {A: 1}}\n", []string{
			"1:27: alibabacloud/eas/CreateResource has no quotas",
		}},
		{"a quota twice", "quotas:\n  CreateCluster: {MaxClusterCount: 1}\n  alibabacloud/batchcompute/CreateCluster: {MaxClusterCount: 1, MaxClusterGroupCount: []}\n", []string{
			"3:45: the quota MaxClusterCount of alibabacloud/batchcompute/CreateCluster is stated a second time, the first is in line 2; remove one of them",
			`3:87: "MaxClusterGroupCount" lists no value; write one, or remove the key`,
		}},
		{"quotas of nothing", "quotas: {CreateCluster: 3, '': {A: 3}}\n", []string{
			`1:25: "CreateCluster" is a number, expected a map of keys`,
			`1:28: a key in "quotas" is empty; write something, or remove it`,
		}},
		{"wrong known values", "known-values: {CreateInstanceV1: {RegionID: a, Zzz: [b], RegionId: [], '': a}, Creat: {}}\n", []string{
			`1:35: alibabacloud/starrocks/CreateInstanceV1 has no parameter "RegionID"; did you mean "RegionId"?`,
			`1:48: alibabacloud/starrocks/CreateInstanceV1 has no parameter "Zzz"`,
			`1:68: "RegionId" lists no value; write one, or remove the key`,
			`1:72: a key in "CreateInstanceV1" is empty; write something, or remove it`,
			`1:80: unknown operation "Creat"`,
		}},
		{"too many values", "known-values: {CreateInstanceV1: {RegionId: [" + strings.Repeat("a, ", 1000) + "a]}}\n", []string{
			`1:35: "RegionId" has 1001 entries, expected at most 1000 items`,
		}},
		{"too many values of a quota", "quotas: {CreateCluster: {MaxClusterCount: [" + strings.Repeat("x, ", maxValues) + "x]}}\n", []string{
			`1:26: "MaxClusterCount" has 1001 entries, expected at most 1000 items`,
		}},
		{"as many values of a quota as there may be", "quotas: {CreateCluster: {MaxClusterCount: [" + strings.Repeat("x, ", maxValues-1) + "x]}}\n", []string{
			`1:43: the quota MaxClusterCount of alibabacloud/batchcompute/CreateCluster is wrong: its value is "x", expected a whole number such as 10`,
		}},
		{"a quota without values twice", "quotas: {CreateCluster: {MaxClusterCount: []}, batchcompute/CreateCluster: {MaxClusterCount: []}}\n", []string{
			`1:43: "MaxClusterCount" lists no value; write one, or remove the key`,
			`1:77: the quota MaxClusterCount of alibabacloud/batchcompute/CreateCluster is stated a second time, the first is in line 1; remove one of them`,
		}},
		{"known values in lists", "known-values: {CreateInstanceV1: {RegionId: [[a]]}}\n", []string{
			`1:46: an entry of "RegionId" is a list, expected a string, a number or a boolean`,
		}},
	}
}
