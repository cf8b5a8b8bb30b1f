package rules

import (
	"strings"
	"testing"
)

// Each body has one mistake beside its Name.
func TestWording(t *testing.T) {
	tests := []struct{ reason, body, want string }{
		{"documented, complete", `{"Name": ""}`,
			`invalid-length: Specified parameter Name is not valid. Its length must be in [1, 8]. (found 0 characters)`},
		{"documented, too long", `{"Name": "abcdefghi"}`,
			`invalid-length: Specified parameter Name is not valid. Its length must be in [1, 8]. (found 9 characters)`},
		{"documented, incomplete", `{"Name": "A b"}`,
			`invalid-pattern: Specified parameter Name is not valid. (found "A b", expected lower-case letters only; the first character that does not fit is "A")`},
		{"a character that cannot be seen", `{"Name": "ab\u200b"}`,
			`invalid-pattern: Specified parameter Name is not valid. (found "ab\u200b", expected lower-case letters only; the first character that does not fit is "\u200b")`},
		{"one character", `{"Name": "A"}`, `invalid-pattern: Specified parameter Name is not valid. (found "A", expected lower-case letters only)`},
		{"documented, missing", `{}`, `missing-parameter: Name is mandatory for this action.`},
		{"documented with our words", `{"Name": "a", "Kind": "Small"}`,
			`invalid-value: Invalid params: [Kind is "Small", expected one of small, large] (did you mean "small"?)`},
		{"another value", `{"Name": "a", "Kind": "medium"}`,
			`invalid-value: Invalid params: [Kind is "medium", expected one of small, large]`},
		{"a typo", `{"Name": "a", "Kind": "lagre"}`,
			`invalid-value: Invalid params: [Kind is "lagre", expected one of small, large] (did you mean "large"?)`},
		{"no documented message", `{"Name": "a", "Size": 11}`, `out-of-range: Size is 11, expected 1 to 10`},
		{"a long number", `{"Name": "a", "Size": 1234567890123456789012345678901}`,
			`out-of-range: Size is 1234567890123456… (31 characters), expected 1 to 10`},
		{"a step", `{"Name": "a", "Step": 15}`, `not-multiple-of: Step is 15, expected a multiple of 10 (closest: 10 or 20)`},
		{"a list's size", `{"Name": "a", "Parts": []}`, `invalid-size: Parts has 0 items, expected at least 1 item`},
		{"an object's size", `{"Name": "a", "Tags": {"a": "", "b": "", "c": "", "d": ""}}`,
			`invalid-size: Tags has 4 members, expected at most 3 members`},

		{"a key", `{"Name": "a", "Tags": {"abcde": "x"}}`,
			`invalid-length: Specified parameter Tags.abcde is not valid. Its length must be in [1, 4]. (found a name of 5 characters)`},
		{"an empty key", `{"Name": "a", "Tags": {"": "x"}}`,
			`invalid-length: Specified parameter Tags. is not valid. Its length must be in [1, 4]. (found a name of 0 characters)`},
		{"the value of a key", `{"Name": "a", "Tags": {"ab": 1}}`,
			`wrong-type: Specified parameter Tags.ab.value is not valid. Its type must be string. (found number 1; quote it: "1")`},
		{"an item", `{"Name": "a", "Parts": [{"Id": "x"}, {"Id": "y", "Depth": "deep"}]}`,
			`wrong-type: Specified parameter Parts[1].Depth is not valid. (found string "deep", expected a number)`},
		{"missing in an item", `{"Name": "a", "Parts": [{}]}`, `missing-parameter: Parts[0].Id is missing`},

		{"a condition", `{"Name": "a", "Kind": "large"}`,
			`missing-parameter: Size is missing, expected a number of boxes (because Kind is large; or set Kind to small)`},
		{"a conflict", `{"Name": "a", "Flag": true, "Price": 1}`,
			`conflicting-parameters: Price cannot be used here, expected no Price (because Flag is true)`},
		{"without effect", `{"Name": "a", "Kind": "small", "Step": 10}`,
			`ineffective-parameter: Step has no effect here (because Kind is small; remove it)`},
		{"a relation, inferred", `{"Name": "a", "Zone": "cn-b-1", "Region": "cn-a"}`,
			`suspicious-value: Zone is "cn-b-1", expected a zone whose ID begins with the Region (inferred: the page's examples)`},
		{"known from elsewhere", `{"Name": "a", "Version": "2.0"}`,
			`suspicious-value: Version is "2.0", expected one of 3.2, 3.3 (source: the provider's SDK)`},
		{"an integer with a fraction", `{"Name": "a", "Size": 3.0}`,
			`suspicious-value: Size is 3.0, expected an integer without a fraction or exponent (write 3; inferred: experience with parsers)`},
		{"an integer with an exponent", `{"Name": "a", "Size": 1e1}`,
			`suspicious-value: Size is 1e1, expected an integer without a fraction or exponent (write 10; inferred: experience with parsers)`},
		{"an empty string", `{"Name": "a", "Version": ""}`,
			`suspicious-value: Version is an empty string, expected one of 3.2, 3.3 (source: the provider's SDK)`},
		{"deprecated", `{"Name": "a", "Old": "x"}`, `deprecated-parameter: Old is deprecated`},
		{"reserved", `{"Name": "a", "Spare": "x"}`, `reserved-parameter: Spare is reserved`},
		{"a secret", `{"Name": "a", "Password": "hunter2hunter2"}`,
			`literal-secret: Password is written out in the file (put a placeholder such as ${NAME} here and fill it in when the request is sent)`},
		{"given twice", `{"Name": "a", "Flag": true, "Flag": true}`,
			`duplicate-key: Flag is given twice (first given on line 1; parsers differ in which one they keep)`},

		{"a list for a body", `[1]`, `invalid-body: The body must be an object. (found a list)`},
		{"no JSON", `{"Name": "a",}`,
			`invalid-syntax: The body has an invalid format. (found a comma before '}', expected a name in double quotes after it; remove the comma before })`},
	}
	for _, tt := range tests {
		if got := summary(look(t, "b.json", tt.body)); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.body, got, tt.want)
		}
	}
}

func TestWrongTypeAdvice(t *testing.T) {
	tests := []struct{ reason, file, text, want string }{
		{"a number in quotes", "b.json", `{"Size": "5"}`, `Size is string "5", expected an integer (remove the quotes)`},
		{"no number in quotes", "b.json", `{"Size": "5 GB"}`, `Size is string "5 GB", expected an integer`},
		{"a leading zero is no number", "b.json", `{"Size": "05"}`, `Size is string "05", expected an integer`},
		{"a boolean in quotes", "b.json", `{"Flag": "true"}`, `Flag is string "true", expected a boolean (remove the quotes)`},
		{"a fraction", "b.json", `{"Size": 1.5}`, `Size is number 1.5, expected an integer`},
		{"a number for a boolean", "b.json", `{"Flag": 1}`, `Flag is number 1, expected a boolean (write true or false)`},
		{"a number without quotes", "b.json", `{"Version": 3.3}`, `Version is number 3.3, expected a string (quote it: "3.3")`},
		{"a boolean without quotes", "b.json", `{"Version": true}`, `Version is boolean true, expected a string (quote it: "true")`},
		{"null", "b.json", `{"Version": null}`, `Version is null, expected a string (leave the parameter out to leave it unset)`},
		{"null, required", "b.json", `{"Parts": [{"Id": null}]}`, `Parts[0].Id is null, expected a string`},
		{"null, required under a condition", "b.json", `{"Size": null}`, `Size is null, expected an integer`},
		{"an empty string", "b.json", `{"Flag": ""}`, `Flag is an empty string, expected a boolean (leave the parameter out to leave it unset)`},
		{"an empty string, required under a condition", "b.json", `{"Size": ""}`, `Size is an empty string, expected an integer`},
		{"null, an item", "b.json", `{"Parts": [null]}`, `Parts[0] is null, expected an object (leave the item out)`},
		{"an object for a list", "b.json", `{"Parts": {"Id": "x"}}`,
			`Parts is an object, expected a list (put the object in brackets, even when it is the only one)`},
		{"a string for a list", "b.json", `{"Parts": "x"}`,
			`Parts is string "x", expected a list (write a list of objects; documented in each: Id, Depth, Pin)`},
		{"a list of one for an object", "b.json", `{"Disk": [{"DiskType": "x"}]}`, `Disk is a list, expected an object (remove the brackets)`},
		{"a list of two for an object", "b.json", `{"Disk": [{}, {}]}`, `Disk is a list, expected an object`},
		{"an object for a list, not an item", "b.json", `{"Parts": {"x": "y"}}`,
			`Parts is an object, expected a list (write a list of objects; documented in each: Id, Depth, Pin)`},
		{"a list of pairs for a map", "b.json", `{"Tags": [{"key": "a", "value": "b"}]}`,
			`Tags is a list, expected an object (write an object with a member for each name)`},
		{"JSON in a string for a list", "b.json", `{"Parts": "[{\"Id\": \"x\"}]"}`,
			`Parts is string "[{\"Id\": \"x\"}]", expected a list (the string holds JSON: write the list itself, without quotes)`},
		{"not in quotes, and not legal in quotes", "b.json", `{"Kind": 1}`,
			`Invalid params: [Kind is number 1, expected a string] (write "small" or "large")`},
		{"in brackets, and not legal without", "b.json", `{"Kind": ["larg"]}`,
			`Invalid params: [Kind is a list, expected a string] (write "large")`},
		{"in brackets, and legal without", "b.json", `{"Kind": ["large"]}`, `Invalid params: [Kind is a list, expected a string] (remove the brackets)`},
		{"a list of one for a string", "b.json", `{"Version": ["x"]}`, `Version is a list, expected a string (remove the brackets)`},
		{"JSON in a string", "b.json", `{"Disk": "{\"DiskType\": 1}"}`,
			`Disk is string "{\"DiskType\": 1}", expected an object (the string holds JSON: write the object itself, without quotes)`},
		{"an object for a string", "b.json", `{"Version": {}}`, `Version is an object, expected a string`},
		{"a long string", "b.json", `{"Size": "` + strings.Repeat("x", 50) + `"}`, `Size is string "` + strings.Repeat("x", 40) + `…", expected an integer`},
		{"control characters", "b.json", `{"Size": "a\u001b[31m\n\u202e\"\ud83d\ude00"}`,
			`Size is string "a\u001b[31m\n\u202e\"😀", expected an integer`},

		{"YAML: a number", "b.yaml", `Version: 3.3`, `Version is number 3.3, expected a string (YAML reads 3.3 as a number; quote it: "3.3")`},
		{"YAML: a spelling of its own", "b.yml", `Version: 0x10`, `Version is number 16, expected a string (YAML reads 0x10 as a number; quote it: "0x10")`},
		{"YAML: a boolean", "b.yaml", `Version: True`, `Version is boolean true, expected a string (YAML reads True as a boolean; quote it: "True")`},
		{"YAML: yes", "b.YAML", `Flag: yes`, `Flag is string "yes", expected a boolean (YAML 1.2 reads yes as a string: write true or false)`},
		{"YAML: quoted yes", "b.yaml", `Flag: "yes"`, `Flag is string "yes", expected a boolean (write true or false, without quotes)`},
		{"YAML: a quoted number", "b.yaml", `Size: '5'`, `Size is string "5", expected an integer (remove the quotes)`},
		{"YAML: a tag", "b.yaml", `Version: !!int 5`, `Version is number 5, expected a string (the tag !!int makes it a number: remove the tag and quote it: "5")`},
		{"YAML: a tag and quotes", "b.yaml", `Version: !!int "5"`, `Version is number 5, expected a string (the tag !!int makes it a number: remove the tag)`},
		{"YAML: a tag and an anchor", "b.yaml", `Version: !!bool &a true`, `Version is boolean true, expected a string (the tag !!bool makes it a boolean: remove the tag and quote it: "true")`},
		{"YAML: a tag in braces", "b.yaml", `{Version: !!float 5}`, `Version is number 5, expected a string (the tag !!float makes it a number: remove the tag and quote it: "5")`},
		{"YAML: a tag for a string", "b.yaml", `Size: !!str 5`, `Size is string "5", expected an integer (the tag !!str makes it a string: remove the tag)`},
		{"YAML: a tag for a string in quotes", "b.yaml", `Size: !!str '5'`, `Size is string "5", expected an integer (remove the tag !!str and the quotes)`},
		{"YAML: a tag that says no type", "b.yaml", `Size: ! 5`, `Size is string "5", expected an integer (the tag ! makes it a string: remove the tag)`},
		{"YAML: no value", "b.yaml", "Version:\n", `Version is null, expected a string (YAML reads a name without a value as null; leave the parameter out to leave it unset)`},
		{"YAML: no value, required", "b.yaml", "Parts:\n- Id:\n", `Parts[0].Id is null, expected a string (YAML reads a name without a value as null)`},
		{"YAML: no value, an item", "b.yaml", "Parts:\n-\n", `Parts[0] is null, expected an object (YAML reads an item without a value as null; leave the item out)`},
		{"YAML: null", "b.yaml", "Version: ~\n", `Version is null, expected a string (leave the parameter out to leave it unset)`},
		{"YAML: an item", "b.yaml", "Disk:\n- DiskType: x\n", `Disk is a list, expected an object (write the one item without brackets or dash)`},
	}
	for _, tt := range tests {
		r := look(t, tt.file, tt.text)
		want := "wrong-type: " + tt.want
		var got string
		for _, line := range strings.Split(summary(r), "\n") {
			if strings.HasPrefix(line, "wrong-type") {
				got += line
			}
		}
		if got != want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.text, got, want)
		}
	}
}

func TestUnknownParameter(t *testing.T) {
	tests := []struct{ reason, text, want string }{
		{"letter case", `{"Name": "a", "kind": "small"}`, `kind is not a documented parameter (did you mean Kind?)`},
		{"a typo", `{"Name": "a", "Knid": "small"}`, `Knid is not a documented parameter (did you mean Kind?)`},
		{"moved within the body", `{"Name": "a", "MountPoint": "/x"}`, `MountPoint is not a documented parameter (it is documented as Disk.MountPoint)`},
		{"moved to the query", `{"Name": "a", "RequestToken": "x"}`, `RequestToken is not a documented parameter (it is documented in the query as RequestToken)`},
		{"moved, in another style", `{"Name": "a", "disk_type": "x"}`, `disk_type is not a documented parameter (it is documented as Disk.DiskType)`},
		{"known from elsewhere", `{"Name": "a", "Parts": [{"Id": "x", "Colour": "red"}]}`,
			`Parts[0].Colour is not a documented parameter (known from the provider's SDK)`},
		{"known from elsewhere, with a hint", `{"Name": "a", "BoxName": "x"}`,
			`BoxName is not a documented parameter (known from an older page: the page calls it Name)`},
		{"what there is", `{"Name": "a", "Disk": {"Speed": 1}}`, `Disk.Speed is not a documented parameter (documented here: DiskType, MountPoint)`},
		{"too many to list", `{"Name": "a", "Whatever": 1}`, `Whatever is not a documented parameter`},
		{"a sample", `{"Name": "a", "Extra": {"Hidden": 1}}`,
			`Extra.Hidden is not a documented parameter (the page shows this object only in a sample, so it may have more members)`},
		{"a typo in a sample", `{"Name": "a", "Extra": {"Shwon": 1}}`, `Extra.Shwon is not a documented parameter (did you mean Shown?)`},
		{"an empty name", `{"Name": "a", "": 1}`, `"" is not a documented parameter`},
		{"an empty name in an object", `{"Name": "a", "Disk": {"": 1}}`, `Disk."" is not a documented parameter (documented here: DiskType, MountPoint)`},
		{"a part of a name", `{"Name": "a", "Disk": {"Mount": 1}}`,
			`Disk.Mount is not a documented parameter (did you mean MountPoint?)`},
		{"a part of a name that is there already", `{"Name": "a", "Disk": {"Mount": 1, "MountPoint": "x"}}`,
			`Disk.Mount is not a documented parameter (documented here: DiskType, MountPoint)`},
		{"a long name", `{"Name": "a", "` + strings.Repeat("n", 1000) + `": 1}`, strings.Repeat("n", 256) + `… is not a documented parameter`},

		{"in the query", `{"query": {"Requesttoken": "x"}, "body": {"Name": "a"}}`,
			`Requesttoken is not a documented query parameter (did you mean RequestToken?)`},
		{"moved to the body", `{"query": {"Kind": "small"}, "body": {"Name": "a"}}`,
			`Kind is not a documented query parameter (it is documented in the body as Kind)`},
		{"a header's letter case", `{"header": {"x-trace": "1"}, "body": {"Name": "a"}}`, ``},
		{"a header that is needed, in another letter case", `{"header": {"x-trace": "1"}, "body": {"Name": "a", "Flag": true}}`, ``},
		{"another header", `{"header": {"X-Trade": "1"}, "body": {"Name": "a"}}`, `X-Trade is not a documented header parameter (did you mean X-Trace?)`},
		{"a form", `{"formData": {"x": "1"}, "body": {"Name": "a"}}`, `x is not a documented form parameter`},
		{"a cookie", `{"cookie": {"x": "1"}, "body": {"Name": "a"}}`, ``},
	}
	for _, tt := range tests {
		want := ""
		if tt.want != "" {
			want = "unknown-parameter: " + tt.want
		}
		if got := summary(look(t, "b.json", tt.text)); got != want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.text, got, want)
		}
	}
}

func TestUnmatched(t *testing.T) {
	const howJSON = `name one with --operation, with "operation" in an envelope, or in the file's name, as in NAME.OPERATION.json`
	tests := []struct{ reason, text, want string }{
		{"undecided", `{"Disk": {}, "Zone": "x"}`,
			`unmatched-file: cannot tell which operation this is for: acme/box/Copy or acme/box/Create (each documents both of the body's names; ` + howJSON + `)`},
		{"none, with a closest", `{"Leaves": 1}`,
			`unmatched-file: no operation fits this file (the closest, acme/tree/Grow, documents the body's one name, which is too little to tell; ` + howJSON + `)`},
		{"none", `{"a": 1, "b": 2}`,
			`unmatched-file: no operation fits this file (none documents any of the body's 2 names; ` + howJSON + `)`},
		{"nothing to go by", `{}`,
			`unmatched-file: no operation fits this file (the body has no names to tell it by; ` + howJSON + `)`},
		{"nothing like it", `{"operation": "Paint", "body": {}}`,
			`unmatched-file: the operation "Paint" is not known (payloadlint operations lists those that are)`},
		{"misnamed", `{"operation": "Craete", "body": {}}`, `unmatched-file: the operation "Craete" is not known (did you mean acme/box/Create?)`},
		{"no object", `"text"`, `invalid-body: the request body is a string, expected an object`},
		{"a list of requests", `[{}, {}]`, `invalid-body: the request body is a list, expected an object (put each request in a file of its own)`},
		{"null", `null`, `invalid-body: the request body is null, expected an object`},
		{"a list", `[{}]`, `invalid-body: the request body is a list, expected an object (remove the brackets)`},
	}
	l := fixture(t, "")
	for _, tt := range tests {
		r := l.Check("b.json", []byte(tt.text))
		if got := summary(r); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.text, got, tt.want)
		}
		if unmatched := strings.HasPrefix(tt.want, unmatchedFile.ID); r.Requests != 0 || r.Skipped == 1 != unmatched {
			t.Errorf("%s: %d requests, %d skipped", tt.reason, r.Requests, r.Skipped)
		}
	}
}

// Advice that depends on what the pages document elsewhere.
func TestAdviceOfPages(t *testing.T) {
	tests := []struct{ reason, operation, text, rule, want string }{
		{"quotes do not make it legal", "CreateInstanceV1", `{"PayType": 1}`, "wrong-type",
			`Invalid params: [PayType is number 1, expected a string] (write "prePaid" or "postPaid")`},
		{"nor does their absence", "CreateAppServers", `{"create_server_extend_param": {"period_type": "5"}}`, "wrong-type",
			`create_server_extend_param.period_type is string "5", expected an integer (write 2 or 3)`},
		{"their absence makes it legal", "CreateAppServers", `{"create_server_extend_param": {"period_type": "2"}}`, "wrong-type",
			`create_server_extend_param.period_type is string "2", expected an integer (remove the quotes)`},
		{"the only value, nearly", "CreateAppServers", `{"type": "createapps"}`, "invalid-value", `type is "createapps", expected createApps`},
		{"an object for one of a list", "CreateInstanceV1", `{"PayType": {}}`, "wrong-type",
			`Invalid params: [PayType is an object, expected a string] (write "prePaid" or "postPaid")`},
		{"a step within a range", "CreateAppServers", `{"root_volume": {"type": "SSD", "size": 1024}}`, "not-multiple-of",
			`root_volume.size is 1024, expected a multiple of 10 (closest: 1020)`},
		{"null under a condition", "CreateInstanceV1", `{"PayType": "prePaid", "Duration": null}`, "wrong-type",
			`Invalid params: [Duration is null, expected an integer]`},
		{"pairs", "CreateInstanceV1", `{"Tags": {"team": "orders"}}`, "wrong-type",
			`Invalid params: [Tags is an object, expected a list] (write a list of objects; documented in each: Key, Value)`},
		{"pairs for a map of plain values", "CreateResource", `{"Labels": [{"key": "team", "value": "orders"}]}`, "wrong-type",
			`Labels is a list, expected an object (write an object with a member for each name)`},
		{"pairs for a map of objects", "CreateCluster", `{"Groups": [{"name": "workers", "DesiredVMCount": 1}]}`, "wrong-type",
			`Specified parameter Groups is not valid. Its type must be object. (found a list; write an object with a member for each name)`},
		{"a part of a name", "CreateResource", `{"InstanceType": "ecs.g6.large"}`, "unknown-parameter",
			`InstanceType is not a documented parameter (did you mean EcsInstanceType?)`},
		{"the typo of a region", "CreateInstanceV1", `{"RegionId": "cn-hangzou"}`, "suspicious-value",
			`RegionId is "cn-hangzou", expected one of the regions of the service (the list of regions is of April 2026; ` +
				`source: aliyun/aliyun-openapi-meta, metadatas/products.json; did you mean "cn-hangzhou"?)`},
		{"another region", "CreateInstanceV1", `{"RegionId": "eu-west-1"}`, "suspicious-value",
			`RegionId is "eu-west-1", expected one of the regions of the service (the list of regions is of April 2026; ` +
				`source: aliyun/aliyun-openapi-meta, metadatas/products.json)`},
		{"a secret to fill in", "CreateInstanceV1", `{"AdminPassword": "[your password]"}`, "suspicious-value", ``},
		{"a secret of the wrong form", "CreateInstanceV1", `{"AdminPassword": "your password"}`, "suspicious-value",
			`AdminPassword is questionable, expected 8 to 30 characters with at least three of upper-case letters, lower-case letters, digits and @#$%^*_+-. ` +
				`(source: emr-starrocks-manage in aliyun/alibabacloud-aiops-skills)`},
	}
	for _, tt := range tests {
		l, err := New(Config{Operation: tt.operation})
		if err != nil {
			t.Fatal(err)
		}
		var got string
		for _, line := range strings.Split(summary(l.Check("b.json", []byte(tt.text))), "\n") {
			if say, ok := strings.CutPrefix(line, tt.rule+": "); ok {
				got = say
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.reason, tt.text, got, tt.want)
		}
	}
}

func TestWholeNumber(t *testing.T) {
	tests := []struct{ spelling, want string }{
		{"3.0", "3"}, {"2e1", "20"}, {"2E+01", "20"}, {"20.50e1", "205"}, {"0.02e3", "20"}, {"100e-2", "1"}, {"-5.00", "-5"},
		{"0.0", "0"}, {"-0.0", "0"}, {"0e9", "0"}, {"1e19", "10000000000000000000"}, {"1e20", ""}, {"1e400", ""},
		{"1e99999999999999999999", ""}, {"1.5", ""}, {"1e-1", ""}, {"1e-400", ""}, {strings.Repeat("9", 21) + ".0", ""},
	}
	for _, tt := range tests {
		if got := wholeNumber([]byte(tt.spelling)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.spelling, got, tt.want)
		}
	}
}

func TestClosestValue(t *testing.T) {
	values := []string{"us-west-1", "cn-hangzhou", "cn-zhangjiakou", "localSSD", "Month"}
	tests := []struct{ text, want string }{
		{"cn-hangzou", "cn-hangzhou"}, {"CN-Hangzhou", "cn-hangzhou"}, {"cnhangzhou", "cn-hangzhou"}, {"localSDD", "localSSD"}, {"Mont", "Month"},
		{"eu-west-1", ""}, {"ua-west-1", ""}, {"month", "Month"}, {"Fonth", ""}, {"", ""}, {strings.Repeat("x", 50), ""}, {"ünth", ""},
	}
	for _, tt := range tests {
		if got, _ := closestValue([]byte(tt.text), values); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}
