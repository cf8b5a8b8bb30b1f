package rules

// Rule is a kind of mistake, generic over all operations.
type Rule struct {
	// ID is stable and kebab-case.
	ID string
	// Title says in a few words what is wrong.
	Title string
	// Severity is the rule's default; a constraint of the rule may be milder.
	Severity Severity
	// Text says what the rule means and why it matters.
	Text string
	// Remedy says how to mend it.
	Remedy string
	// OfFile tells that it is about the file rather than a place in it, or about
	// its comments, so that no comment silences it.
	OfFile bool
}

// Rules are all rules, grouped by what they look at. The caller owns the slice.
func Rules() []Rule {
	return []Rule{
		invalidSyntax, duplicateKey, invalidBody, unmatchedFile,
		missingParameter, conflictingParameters, ineffectiveParameter,
		unknownParameter, deprecatedParameter, reservedParameter,
		wrongType, invalidValue, outOfRange, notMultipleOf,
		invalidLength, invalidPattern, invalidSize, suspiciousValue,
		literalSecret, tokenMismatch, quotaExceeded, unresolvedPlaceholder,
		unusedSuppression, invalidSuppression,
	}
}

// helpPages is where the pages of the rules stand, one a rule.
const helpPages = "https://github.com/payloadlint/payloadlint/blob/main/docs/rules/"

// HelpURL is the address of the page that explains a rule, by its id; empty for
// no id.
func HelpURL(rule string) string {
	if rule == "" {
		return ""
	}
	return helpPages + rule + ".md"
}

// Rules about the file as a whole.
var (
	invalidSyntax = Rule{
		ID: "invalid-syntax", Title: "The file is not well-formed", Severity: Error, OfFile: true,
		Text: "The text is not JSON, or not YAML, so nothing in it can be checked. JSON is read strictly, as providers read it: " +
			"no comments, no trailing commas, names and strings in double quotes. A file that is not well-formed gets this one finding and no other. " +
			"The excerpt covers values and comments with ***: in such a text nobody can tell which of them are secrets.",
		Remedy: "Correct the text at the place that is shown, and check again: there may be more behind it.",
	}
	duplicateKey = Rule{
		ID: "duplicate-key", Title: "A member appears twice in one object", Severity: Error,
		Text: "An object holds two members of the same name. Parsers disagree about which one counts: most keep the last, some the first, " +
			"some refuse the text. So what is sent may not be what was meant.",
		Remedy: "Remove one of the two; both places are shown.",
	}
	invalidBody = Rule{
		ID: "invalid-body", Title: "The request body is not an object", Severity: Error,
		Text:   "A request body is one JSON object. A list, a string, a number or null cannot be read as one.",
		Remedy: "Put each request in a file of its own, or in a YAML document of its own, as an object.",
	}
	unmatchedFile = Rule{
		ID: "unmatched-file", Title: "No operation fits the file", Severity: Error, OfFile: true,
		Text: "The first of these that says something tells the operation: --operation; a comment, the member \"operation\" of an envelope, or $schema in the file; " +
			"what stands under files in .payloadlint.yaml; the request line of a .http file; the file's name; and the names in the body, where exactly one operation fits clearly. " +
			"Here none of them does, or what they name is not known, so the request was not checked.",
		Remedy: "Name the operation: with --operation; in the file, by a comment \"payloadlint: operation=ID\" (not in JSON), the member \"operation\" of an envelope, or $schema; " +
			"for many files, under files in .payloadlint.yaml; or in the file's name, as in NAME.OPERATION.json. In a .http file, correct the request line. " +
			"'payloadlint operations' lists the operations, 'payloadlint which FILE' says what a file is taken for.",
	}
)

// Rules about which parameters go together.
var (
	missingParameter = Rule{
		ID: "missing-parameter", Title: "A required parameter is absent", Severity: Error,
		Text: "The parameter is required, always or under a documented condition that holds here. " +
			"Parameters of a location that the file does not hold, such as headers in a bare body, are not asked for.",
		Remedy: "Add the parameter.",
	}
	conflictingParameters = Rule{
		ID: "conflicting-parameters", Title: "Parameters exclude each other", Severity: Error,
		Text:   "The page documents that this combination of parameters or values cannot be. The other values that matter are shown with the finding.",
		Remedy: "Remove one side of the combination, or change its value.",
	}
	ineffectiveParameter = Rule{
		ID: "ineffective-parameter", Title: "A parameter has no effect in this combination", Severity: Warning,
		Text:   "The parameter is legal, but it takes effect only together with other values than those given. So the request will not do what it seems to say.",
		Remedy: "Remove the parameter, or give the values that it needs.",
	}
)

// Rules about which parameters there are.
var (
	unknownParameter = Rule{
		ID: "unknown-parameter", Title: "A parameter is not documented", Severity: Warning,
		Text: "The operation's page has no such parameter here. Providers ignore such members or refuse them; a misspelled optional parameter is silently lost. " +
			"It is a warning, because pages lag behind: some parameters are known from other public sources only, and the finding says so.",
		Remedy: "Correct the name or move the member to where it is documented; the finding offers the closest documented name.",
	}
	deprecatedParameter = Rule{
		ID: "deprecated-parameter", Title: "A parameter is deprecated", Severity: Warning,
		Text:   "The page marks the parameter deprecated: it may be ignored today and refused tomorrow.",
		Remedy: "Remove the parameter, or use what the page names in its place.",
	}
	reservedParameter = Rule{
		ID: "reserved-parameter", Title: "A parameter is reserved", Severity: Warning,
		Text:   "The page marks the parameter reserved: it has no documented meaning yet.",
		Remedy: "Remove the parameter.",
	}
)

// Rules about single values.
var (
	wrongType = Rule{
		ID: "wrong-type", Title: "A value has the wrong JSON type", Severity: Error,
		Text: "The value's JSON type is not the documented one: a number in quotes, a single object where a list is documented, null. " +
			"Nothing else is said about such a value, nor about what is inside it.",
		Remedy: "Write the value in its documented type. In YAML, quote a string that looks like a number, a boolean or null.",
	}
	invalidValue = Rule{
		ID: "invalid-value", Title: "A value is not one of the documented ones", Severity: Error,
		Text:   "The page lists the legal values, and this is none of them. Letter case counts.",
		Remedy: "Use one of the listed values; the finding offers the closest.",
	}
	outOfRange = Rule{
		ID: "out-of-range", Title: "A number is outside its range", Severity: Error,
		Text:   "The number is below the documented minimum or above the documented maximum.",
		Remedy: "Use a number within the range.",
	}
	notMultipleOf = Rule{
		ID: "not-multiple-of", Title: "A number is not a multiple of its step", Severity: Error,
		Text:   "The page documents a step, and the number lies between two steps.",
		Remedy: "Use the next multiple below or above.",
	}
	invalidLength = Rule{
		ID: "invalid-length", Title: "A string is too short or too long", Severity: Error,
		Text:   "The number of characters is outside the documented limits. Characters are counted as Unicode code points.",
		Remedy: "Shorten or extend the string. An empty string is a value: to leave a parameter unset, leave it out.",
	}
	invalidPattern = Rule{
		ID: "invalid-pattern", Title: "A string has a form that is not allowed", Severity: Error,
		Text:   "The string holds characters that the page excludes, or does not have the form that it asks for.",
		Remedy: "Use only the documented characters and the documented form.",
	}
	invalidSize = Rule{
		ID: "invalid-size", Title: "An object or list has too few or too many members", Severity: Error,
		Text:   "The number of members or items is outside the documented limits.",
		Remedy: "Add or remove members.",
	}
	suspiciousValue = Rule{
		ID: "suspicious-value", Title: "A value is legal by the page, but questionable", Severity: Warning,
		Text: "The operation's page allows the value, but another public source, or experience, says that it is refused or does not do what is meant. " +
			"The finding names the source; such lists age.",
		Remedy: "Check the value against the source that is named.",
	}
	literalSecret = Rule{
		ID: "literal-secret", Title: "A secret is written out in the file", Severity: Warning,
		Text: "A password, key or token stands in the file as plain text, where whoever reads the file or its history reads it too. " +
			"Values of secret parameters are never shown in any output.",
		Remedy: "Put a placeholder such as ${NAME} in its place and fill it in when the request is sent.",
	}
)

// Rules that only apply where they are asked for.
var unresolvedPlaceholder = Rule{
	ID: "unresolved-placeholder", Title: "A placeholder is left", Severity: Error,
	Text: "A placeholder such as ${NAME} stands where a value is due, and placeholders were denied, as is usual for files that are sent as they are. " +
		"Without that, a placeholder is a value unknown and no mistake.",
	Remedy: "Write the value, or give it with --var or --env-file.",
}

// Rules about what no request decides by itself.
var (
	tokenMismatch = Rule{
		ID: "token-mismatch", Title: "Two requests that differ have one token", Severity: Error,
		Text: "An idempotency token tells the provider that a request repeats an earlier one. A request that has the token of another and differs from it " +
			"is refused, or is taken for the repetition and not carried out. Requests that are the same may have the same token.",
		Remedy: "Give each request a token of its own.",
	}
	quotaExceeded = Rule{
		ID: "quota-exceeded", Title: "A stated quota is exceeded", Severity: Error,
		Text: "The provider limits what an account may have, and the request asks for more, or for a value that the account may not use. " +
			"No file tells the quotas of an account: they are judged only as far as the user states them.",
		Remedy: "Ask for less, or have the provider raise the quota and state the new one.",
	}
)

// Rules about what silences other findings.
var (
	unusedSuppression = Rule{
		ID: "unused-suppression", Title: "A suppression silences nothing", Severity: Warning, OfFile: true,
		Text: "A comment, or an entry of the configuration, ignores a rule or a constraint where there is no such finding, or its date has passed. " +
			"Left in place, it would hide the next mistake there.",
		Remedy: "Remove the suppression, or give it a later date if it is still needed.",
	}
	invalidSuppression = Rule{
		ID: "invalid-suppression", Title: "A suppression is not understood", Severity: Warning, OfFile: true,
		Text: "A comment that ignores findings must name the rules or constraints, and a reason after two hyphens: payloadlint:ignore RULE -- REASON. " +
			"Without a reason it ignores nothing, and a name that is not known ignores nothing either.",
		Remedy: "Correct the name, or add the reason.",
	}
)

// UnusedSuppression is the rule about suppressions that are of no use, for those
// that stand elsewhere than in the files that are checked.
func UnusedSuppression() Rule { return unusedSuppression }
