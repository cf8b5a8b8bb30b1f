package main

import (
	"bytes"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"
)

// platform is one that Go builds for, by Go's names.
type platform struct{ os, arch string }

// platforms are those that are published.
func platforms() []platform {
	return []platform{
		{"darwin", "amd64"}, {"darwin", "arm64"},
		{"linux", "amd64"}, {"linux", "arm64"},
		{"windows", "amd64"}, {"windows", "arm64"},
	}
}

// built is a program and what Go stamped into it.
type built struct {
	platform platform
	path     string
	version  string    // with v in front
	time     time.Time // of the commit, in UTC
	modules  []*debug.Module
}

// buildProgram builds payloadlint in the directory dir, which it makes.
func buildProgram(dir string, p platform) (built, error) {
	b := built{platform: p, path: filepath.Join(dir, "payloadlint")}
	if p.os == "windows" {
		b.path += ".exe"
	}
	_, err := runGo(p, "build", "-trimpath", "-buildvcs=true", "-ldflags=-s", "-o", b.path, "./cmd/payloadlint")
	if err != nil {
		return b, err
	}
	info, err := buildinfo.ReadFile(b.path)
	if err != nil {
		return b, err
	}
	b.version, b.modules = info.Main.Version, info.Deps
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.time":
			b.time, err = time.Parse(time.RFC3339, s.Value)
		case "vcs.modified":
			if s.Value != "false" {
				err = errors.New("a release is made of a commit, but files here differ from it: git status tells which; commit or remove them")
			}
		}
		if err != nil {
			return b, err
		}
	}
	if b.time.IsZero() {
		return b, errors.New("Go found no commit to take the version from: run this in a clone made with git")
	}
	return b, nil
}

// host is where this program runs.
func host() platform { return platform{runtime.GOOS, runtime.GOARCH} }

// runGo runs the go command for a platform and returns what it prints. What users
// set for their own builds is set to Go's defaults: it would change the bytes.
func runGo(p platform, args ...string) ([]byte, error) {
	return run(p, "go", args...)
}

func run(p platform, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "GOOS="+p.os, "GOARCH="+p.arch, "CGO_ENABLED=0", "GOAMD64=v1", "GOARM64=v8.0",
		"GOFLAGS=-trimpath", "GOEXPERIMENT=", "GOFIPS140=off", "GOWORK=off", "GODEBUG=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, bytes.TrimSpace(stderr.Bytes()))
	}
	return out, nil
}
