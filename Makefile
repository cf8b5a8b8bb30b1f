# Go is all that is needed; .ci/run also sees to a C compiler for `race`.
export CGO_ENABLED := 0
GO ?= go

.PHONY: all build generate test check-format vet check-generated unit race bench fuzz differential e2e release test-release hooks clean

all: build

build:
	$(GO) build -trimpath -ldflags=-s -o bin/ ./cmd/payloadlint ./cmd/payloadlint-spec

# Compile cue/ to schemas/ and docs/constraints.md.
generate:
	$(GO) generate ./...

# The whole suite, as CI runs it.
test: check-format vet check-generated unit race

check-format:
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "not formatted (run gofmt -w): $$files"; exit 1; fi

vet:
	$(GO) vet ./...

check-generated:
	$(GO) run ./cmd/payloadlint-spec compile --check

unit:
	$(GO) test ./...

# The race detector needs cgo, and so a C compiler; CI installs one.
race:
	@if command -v gcc >/dev/null || command -v clang >/dev/null; then \
		echo "$(GO) test -race -short ./..."; CGO_ENABLED=1 $(GO) test -race -short ./...; \
	else echo "no C compiler: the race detector is left out"; fi

# More mutated bodies per operation than `make test` judges: make differential MUTATIONS=100000
MUTATIONS ?= 20000
differential:
	$(GO) test ./internal/speccompile -run TestDifferential -mutations $(MUTATIONS) -timeout 60m -v

# With the real pre-commit and a real browser: what is missing is installed with
# apt-get, and named.
e2e:
	$(GO) test -tags e2e ./internal/e2e/... -v

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

# Each fuzz target for a while: make fuzz FUZZTIME=1m
FUZZTIME ?= 20s
fuzz:
	@for p in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
		done; \
	done

# Everything that is published of the commit, into dist/: docs/releasing.md.
release:
	$(GO) run ./internal/release

# Two releases in two places, byte for byte, and docs/install.md word for word.
# It builds all platforms twice, once without a cache: some minutes.
test-release:
	$(GO) test ./internal/release -v -twice -timeout 60m

clean:
	rm -rf bin dist
