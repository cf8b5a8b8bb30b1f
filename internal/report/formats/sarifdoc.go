package formats

import (
	"strings"

	"github.com/payloadlint/payloadlint/rules"
)

// The objects of a SARIF log, as far as they are written. Texts are never empty
// and numbers never 0 where they are required.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Newlines   []string      `json:"newlineSequences"`
		Automation sarifID       `json:"automationDetails"`
		Results    []sarifResult `json:"results"`
		// Invocations come last: whether all went well is known at the end.
		Invocations []sarifInvocation `json:"invocations"`
	}
	sarifID struct {
		ID string `json:"id"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		Version  string      `json:"version,omitempty"`
		Home     string      `json:"informationUri"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string              `json:"id"`
		Name          string              `json:"name"`
		Short         sarifText           `json:"shortDescription"`
		Full          sarifText           `json:"fullDescription"`
		Help          sarifHelp           `json:"help"`
		HelpURI       string              `json:"helpUri"`
		Configuration sarifConfiguration  `json:"defaultConfiguration"`
		Properties    sarifRuleProperties `json:"properties"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifHelp struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	// sarifRuleProperties are read by GitHub.
	sarifRuleProperties struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
		Problem   string   `json:"problem.severity"`
		Security  string   `json:"security-severity,omitempty"`
	}
	// sarifResult is a result without its fingerprint, which comes last.
	sarifResult struct {
		Rule       string             `json:"ruleId"`
		Index      *int               `json:"ruleIndex,omitempty"`
		Level      string             `json:"level"`
		Message    sarifText          `json:"message"`
		Locations  []sarifLocation    `json:"locations"`
		Related    []sarifLocation    `json:"relatedLocations,omitempty"`
		Fixes      []sarifFix         `json:"fixes,omitempty"`
		Suppressed []sarifSuppression `json:"suppressions"`
		Properties sarifProperties    `json:"properties"`
	}
	// sarifProperties are what a finding has besides, as in the format json.
	sarifProperties struct {
		Code       string `json:"code,omitempty"`
		Status     int    `json:"status,omitempty"`
		Provenance string `json:"provenance,omitempty"`
		Precision  string `json:"precision,omitempty"`
		Operation  string `json:"operation,omitempty"`
		Constraint string `json:"constraint,omitempty"`
		In         string `json:"in,omitempty"`
		Parameter  string `json:"parameter,omitempty"`
		Pointer    string `json:"pointer,omitempty"`
		DocTitle   string `json:"docTitle,omitempty"`
		DocUpdated string `json:"docUpdated,omitempty"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	// sarifRegion ends before its end column.
	sarifRegion struct {
		Line      int `json:"startLine"`
		Column    int `json:"startColumn"`
		EndLine   int `json:"endLine"`
		EndColumn int `json:"endColumn"`
	}
	sarifFix struct {
		Description sarifText          `json:"description"`
		Changes     []sarifChange      `json:"artifactChanges"`
		Properties  sarifFixProperties `json:"properties"`
	}
	sarifFixProperties struct {
		Safe bool `json:"safe"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted *sarifText  `json:"insertedContent,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification,omitempty"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
)

// The rule about security, and how bad what it finds is, from 0 to 10: high, but
// not what anybody can exploit at once.
const (
	secretRule     = "literal-secret"
	secretSeverity = "7.0"
)

// sarifRuleOf describes a rule.
func sarifRuleOf(r *rules.Rule) sarifRule {
	d := sarifRule{
		ID:            r.ID,
		Name:          camel(r.ID),
		Short:         sarifText{r.Title},
		Full:          sarifText{r.Text},
		HelpURI:       rules.HelpURL(r.ID),
		Configuration: sarifConfiguration{sarifLevel(r.Severity)},
		Properties:    sarifRuleProperties{Tags: []string{"payload"}, Precision: "high", Problem: "warning"},
	}
	d.Help.Text = r.Text + "\n\n" + r.Remedy + "\n\n" + d.HelpURI
	d.Help.Markdown = r.Text + "\n\n**What to do:** " + r.Remedy + "\n\n[More about " + r.ID + "](" + d.HelpURI + ")"
	switch r.Severity {
	case rules.Error: // only what the operation's page says is an error
		d.Properties.Precision, d.Properties.Problem = precision("documented"), "error"
	case rules.Info:
		d.Properties.Problem = "recommendation"
	}
	if r.ID == secretRule {
		d.Properties.Tags = append(d.Properties.Tags, "security")
		d.Properties.Security = secretSeverity
	}
	return d
}

// camel is an id of words with hyphens as one word, InvalidLength for
// invalid-length: some viewers show a rule by such a name only.
func camel(id string) string {
	var b strings.Builder
	for _, word := range strings.Split(id, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

// precision is how often what is said is true, by where it comes from.
func precision(provenance string) string {
	switch provenance {
	case "documented":
		return "very-high"
	case "public":
		return "high"
	case "inferred":
		return "medium"
	}
	return ""
}

// propertiesOf are what a finding has besides.
func propertiesOf(f *rules.Finding) sarifProperties {
	return sarifProperties{
		Code: f.Code, Status: f.Status, Provenance: f.Provenance, Precision: precision(f.Provenance),
		Operation: f.Operation, Constraint: f.Constraint, In: f.In, Parameter: f.Parameter, Pointer: f.Pointer,
		DocTitle: f.Doc.Title, DocUpdated: f.Doc.Updated,
	}
}
