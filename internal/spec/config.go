package spec

// ConfigID stands for an operation's id in the names of the files about
// payloadlint's own configuration file, which is checked as the body of an
// operation is. No operation has it.
const ConfigID = "payloadlint"

// Config is what the configuration file is checked by. Its parameters are the
// keys, all in the body.
func (c *Catalogue) Config() (*Operation, error) { return loadOperation(c.fsys, Entry{ID: ConfigID}) }
