package speccompile

import (
	"os"
	"path/filepath"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/load"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// configPackage is the directory of the CUE module that describes the
// configuration file.
const configPackage = "config"

// Config is the compiled description of the configuration file. It is compiled
// as the body of an operation is, so that the same engine checks it.
type Config struct {
	*Operation
	// Start is the file that a user may begin with.
	Start []byte
}

// CompileConfig compiles the configuration file that the CUE module in dir
// describes; nil where it describes none.
func CompileConfig(dir string) (*Config, error) {
	c, err := compileConfig(dir)
	return c, positioned(err)
}

func compileConfig(dir string) (*Config, error) {
	if _, err := os.Stat(filepath.Join(dir, configPackage)); err != nil {
		return nil, nil
	}
	inst := load.Instances([]string{"./" + configPackage}, &load.Config{Dir: dir})[0]
	if inst.Err != nil {
		return nil, inst.Err
	}
	pkg := cuecontext.New().BuildInstance(inst)
	if err := pkg.Validate(); err != nil {
		return nil, err
	}
	v := pkg.LookupPath(cue.ParsePath("#Config"))
	s, err := walker{mixed: true}.schema(v)
	if err != nil {
		return nil, err
	}
	op, err := compile(&Source{ID: spec.ConfigID, Title: "Configuration of payloadlint", Parts: map[string]*Schema{"body": s}, Body: v})
	if err != nil {
		return nil, err
	}
	start, err := pkg.LookupPath(cue.ParsePath("#Start")).String()
	return &Config{op, []byte(start)}, err
}

// Files are those of the schemas folder.
func (c *Config) Files() Files {
	if c == nil {
		return nil
	}
	id := c.Source.ID
	return Files{
		id + ".schema.json": c.BodySchema, id + ".checks.json": c.Checks, id + ".spec.json": c.Spec,
		id + ".start.yaml": c.Start,
	}
}
