// Package spec reads what the spec compiler wrote: the catalogue of operations
// and, at first need, one operation's request schema, constraints, lint
// conditions and documented errors. All of it is immutable once read.
//
// It does not judge documents: see package check.
package spec

// Provenance says where a constraint is known from. Only Documented
// constraints may be errors.
type Provenance string

// The provenances.
const (
	// Documented: the operation's own page says so.
	Documented Provenance = "documented"
	// Public: another public source says so; the constraint names it.
	Public Provenance = "public"
	// Inferred: nobody says so, experience does.
	Inferred Provenance = "inferred"
)

// Class says what is needed to decide a check.
type Class string

// The classes of checks.
const (
	Payload Class = "payload" // the file alone
	Files   Class = "files"   // several requests together
	Quota   Class = "quota"   // a quota that the user states
	Server  Class = "server"  // only the provider can tell
)

// Entry is one operation in the catalogue: what is needed to recognise it.
type Entry struct {
	// ID is provider/service/Operation.
	ID string
	// Title says in a few words what the operation does.
	Title string
	// Method and Path are those of the request line; Path holds {parameters}.
	Method, Path string
	// Host is a regular expression for the host, empty where method and path
	// are enough to know the operation by.
	Host string
	// Doc is the page that documents the operation.
	Doc Doc
	// Names are the documented names of the body's members.
	Names []string
	// Tokens are the idempotency tokens of the request. They stand here so that
	// a run without findings knows them.
	Tokens []Token
}

// Token is an idempotency token: a parameter at the top of a location whose
// value no other request may have.
type Token struct {
	In, Name string

	constraint int
}

// Doc names a page of the provider.
type Doc struct {
	Title   string `json:"title"`
	Updated string `json:"updated"`
}

// Constraint is one statement about one operation, resolved at generation time
// to the rule that reports it and the error that the provider documents for it.
type Constraint struct {
	// ID is stable: operation, parameter and kind, as in …/Name/length.
	ID string `json:"id"`
	// In is the location: path, query, header, body, or request for what spans several.
	In string `json:"in"`
	// Parameter is the documented dotted name with {key} and [] for members and items.
	Parameter string `json:"parameter"`
	// OfKey tells that the constraint is about the member's name, not its value.
	OfKey bool `json:"ofKey,omitempty"`
	// Rule is the id of the rule that reports it.
	Rule string `json:"rule"`
	// Severity is error or warning.
	Severity   string     `json:"severity"`
	Provenance Provenance `json:"provenance"`
	// Code, Status and Message are the documented error; Code and Message may
	// hold {key} and [], Message also {text}, which stands for our own words.
	// They are empty where the page documents none.
	Code    string `json:"code,omitempty"`
	Status  int    `json:"status,omitempty"`
	Message string `json:"message,omitempty"`
	// Complete tells that Message itself says what is expected.
	Complete bool `json:"complete,omitempty"`
	// Expected says what is legal, to follow "expected": "1 to 64 characters".
	Expected string `json:"expected,omitempty"`
	// Why gives the reason of a condition, to follow "because": "Mode is scheduled".
	Why string `json:"why,omitempty"`
	// Advice says what to do about it; often empty.
	Advice string `json:"advice,omitempty"`
	// Values are the documented values of an enumeration, to offer the closest;
	// those that only mean "not set" are left out.
	Values []string `json:"values,omitempty"`
	// At leads from a condition's scope to the member that is to blame, by name.
	At []string `json:"at,omitempty"`
	// Source says where the statement stands: a part of the page, or a public source.
	Source string `json:"source,omitempty"`
	// Keywords are pointers into the request schema, of the keywords that enforce it.
	Keywords []string `json:"keywords,omitempty"`
	// Quota is what the user must state for the constraint to be judged, nil for
	// what no quota limits. Code and Message may hold {value}, what was stated.
	Quota *Limit `json:"quota,omitempty"`
}

// Limit is what a quota limits: how much of it the provider grants an account,
// only the user can tell.
type Limit struct {
	// Name is what the provider calls the quota, unique within an operation.
	Name     string  `json:"name"`
	Measures Measure `json:"measures"`
}

// Measure is what a quota limits.
type Measure string

// The measures.
const (
	Requests  Measure = "requests"  // how many requests there are
	Size      Measure = "size"      // how many members or items a value has
	Number    Measure = "number"    // how large a number is
	Forbidden Measure = "forbidden" // what a value may not be
)

// Extra is a parameter that public sources know and the page does not.
type Extra struct {
	In        string `json:"in"`
	Parameter string `json:"parameter"`
	// Source names who knows it; Hint, if any, says what to use instead.
	Source string `json:"source"`
	Hint   string `json:"hint,omitempty"`
}

// Parameter is a documented parameter.
type Parameter struct {
	In          string `json:"in"`
	Name        string `json:"name"`
	Type        string `json:"type"`
	Required    bool   `json:"required,omitempty"`
	Secret      bool   `json:"secret,omitempty"`
	Token       bool   `json:"token,omitempty"`
	Deprecated  bool   `json:"deprecated,omitempty"`
	Reserved    bool   `json:"reserved,omitempty"`
	Description string `json:"description"`
	// Default is what the provider takes when the parameter is absent, as JSON;
	// empty where the page has none.
	Default string `json:"default,omitempty"`
	// Examples are legal values as JSON, that of the page first; often one.
	Examples []string `json:"examples,omitempty"`
}

// Reply is the body of an error as the page shows it.
type Reply struct {
	// Source is the part of the page.
	Source string `json:"source"`
	// Body is a JSON text with {code}, {message} and {status} in its strings, and
	// <words> for what only the service can know.
	Body string `json:"body"`
}

// DocumentedError is one row of the page's error table.
type DocumentedError struct {
	Code    string `json:"code"`
	Status  int    `json:"status"`
	Message string `json:"message"`
	Class   Class  `json:"class"`
	// Source is the source of the row where it is not the page itself.
	Source string `json:"source,omitempty"`
	// Constraints are the ids of the constraints that raise it.
	Constraints []string `json:"constraints"`
}

// Statement is what the page demands and only the provider can tell.
type Statement struct {
	// Statement says in our own words what must hold.
	Statement string `json:"statement"`
	// Source is the part of the page that says so.
	Source string `json:"source"`
	// In and Parameter name the parameter that it is about; both are empty for
	// the request as a whole.
	In        string `json:"in,omitempty"`
	Parameter string `json:"parameter,omitempty"`
}
