package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/payloadlint/payloadlint/internal/nearest"
)

// Git asks the git program about the repository of the current directory. It is
// to be closed.
type Git struct {
	prefix string // of the current directory in the repository, with a slash at its end
	index  string // a copy of the index, in a directory of its own; empty for none
}

// OpenGit fails where there is no git or no repository.
func OpenGit() (*Git, error) {
	g := &Git{}
	out, err := g.run("rev-parse", "--is-inside-work-tree", "--show-prefix")
	if err != nil {
		return nil, err
	}
	inside, prefix, _ := strings.Cut(string(out), "\n")
	if inside != "true" {
		return nil, errors.New("the current directory is in no working tree of git")
	}
	g.prefix = strings.TrimSuffix(prefix, "\n")
	index, err := g.run("rev-parse", "--git-path", "index")
	if err == nil {
		err = g.copyIndex(strings.TrimSuffix(string(index), "\n"))
	}
	if err != nil {
		g.Close()
		return nil, err
	}
	return g, nil
}

// Staged are the regular files that the index has and HEAD has not, or not so.
// All paths are relative to the current directory.
func (g *Git) Staged() ([]string, error) { return g.diff("--cached") }

// Unstaged are the blobs of the index by the paths of the files that differ from
// them.
func (g *Git) Unstaged() (map[string]string, error) {
	out, err := g.run(append(diffRaw(), "--")...)
	if err != nil {
		return nil, err
	}
	blobs := map[string]string{}
	for c := range g.changes(out) {
		if c.before.regular() {
			blobs[c.path] = c.before.id
		}
	}
	return blobs, nil
}

// Changed are the regular files that differ from a commit, and those that are
// not tracked; of these, the ignored ones only if asked for.
func (g *Git) Changed(ref string, ignored bool) ([]string, error) {
	commit, err := g.commit(ref)
	if err != nil {
		return nil, err
	}
	list, err := g.diff(commit)
	if err != nil {
		return nil, err
	}
	args := []string{"ls-files", "--others", "--full-name", "-z"}
	if !ignored {
		args = append(args, "--exclude-standard")
	}
	out, err := g.run(append(args, "--", ":/")...)
	if err != nil {
		return nil, err
	}
	for name := range bytes.SplitSeq(out, []byte{0}) {
		path := g.path(string(name))
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() {
			list = append(list, path)
		}
	}
	return list, nil
}

// commit is the name of the commit that a reference means.
func (g *Git) commit(ref string) (string, error) {
	out, err := g.run("rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}")
	if err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	if ref == "HEAD" { // nothing is committed yet
		out, err := g.run("hash-object", "-t", "tree", os.DevNull)
		return strings.TrimSpace(string(out)), err
	}
	message := fmt.Sprintf("git knows no commit %q", ref)
	out, err = g.run("for-each-ref", "--format=%(refname:short)")
	if err == nil {
		if n, match := nearest.Of(ref, strings.Fields(string(out))); match != nearest.Far {
			message += fmt.Sprintf("; did you mean %q?", n)
		}
	}
	return "", errors.New(message)
}

// run runs git and returns what it prints.
func (g *Git) run(args ...string) ([]byte, error) {
	cmd := command(args...)
	if g.index != "" {
		cmd.Env = append(cmd.Env, "GIT_INDEX_FILE="+g.index)
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	return stdout.Bytes(), explain(err, stderr.String())
}

// OpenBlob opens the content of a blob in the repository of the current
// directory.
func OpenBlob(id string) (io.ReadCloser, error) {
	cmd := command("cat-file", "blob", id)
	b := &blob{cmd: cmd}
	cmd.Stderr = &b.stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		b.Reader, err = out, cmd.Start()
	}
	if err != nil {
		return nil, explain(err, "")
	}
	return b, nil
}

// blob is the output of a program that runs.
type blob struct {
	io.Reader
	cmd    *exec.Cmd
	stderr bytes.Buffer
	ended  bool
}

// Read implements io.Reader. At the end it tells whether git succeeded.
func (b *blob) Read(p []byte) (int, error) {
	if b.ended {
		return 0, io.EOF
	}
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		b.ended = true
		if failed := explain(b.cmd.Wait(), b.stderr.String()); failed != nil {
			err = failed
		}
	}
	return n, err
}

// Close ends git if it still has something to say.
func (b *blob) Close() error {
	if !b.ended {
		b.ended = true
		b.cmd.Process.Kill()
		b.cmd.Wait()
	}
	return nil
}

// command is a run of git that answers in English and does not depend on how the
// user has set it up. What the repository sets up may come from anybody: of the
// programs that it names, none runs that git status would not run, and nothing
// is fetched, since even that runs what the repository says.
func command(args ...string) *exec.Cmd {
	settings := []string{
		"-c", "core.fsmonitor=false",
		"-c", "core.hooksPath=/dev/null", // git knows that name on every system
		"-c", "core.splitIndex=false", // else parts of a copied index get into the repository
		"-c", "diff.orderFile=/dev/null",
		"-c", "diff.relative=false",
	}
	cmd := exec.Command("git", append(settings, args...)...)
	// Not every git that is in use knows the variable against fetching; that no
	// protocol is allowed has the same effect.
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none")
	return cmd
}

// explain words why git failed, by the first line of what it said.
func explain(err error, stderr string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("needs the program git, which was not found")
	case strings.Contains(stderr, "not a git repository"):
		return errors.New("the current directory is in no git repository")
	case strings.Contains(stderr, "promisor remote"), strings.Contains(stderr, "lazy fetching disabled"):
		return errors.New("this clone lacks a part of the repository, and nothing is fetched here; run 'git diff' once, which fetches it")
	}
	said, _, _ := strings.Cut(strings.TrimSpace(stderr), "\n")
	if said == "" {
		said = err.Error()
	}
	return errors.New("git failed: " + said)
}

// path is the path of a file of the repository, relative to the current
// directory.
func (g *Git) path(name string) string {
	prefix := g.prefix
	for {
		first, rest, ok := strings.Cut(prefix, "/")
		inside, found := strings.CutPrefix(name, first+"/")
		if !ok || !found {
			break
		}
		prefix, name = rest, inside
	}
	return filepath.FromSlash(strings.Repeat("../", strings.Count(prefix, "/")) + name)
}
