# Two commands for a fresh machine: `make drill` and `make test`. Both install the system packages they miss.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# prometheus brings promtool, which checks the alert rules.
APT_PACKAGES := libsqlite3-dev zlib1g-dev pkg-config
TEST_PACKAGES := prometheus
BUILD := swift build --explicit-target-dependency-import-check error
# A forgotten flag in a test must not reach a real exchange.
TEST_ENVIRONMENT := env -i PATH="$$PATH" GRINDERCTL_BASE_URL=http://127.0.0.1:9 GRINDERCTL_WS_URL=ws://127.0.0.1:9
BINARY := .build/debug/grinderctl

.PHONY: help
help:
	@echo "make drill        build and watch an incident worked against the embedded exchange"
	@echo "make test         lint, build, test, check the generated files"
	@echo "make release      one stripped binary without Swift libraries beside it: .build/release/grinderctl"
	@echo "make completions  write completions/ anew"
	@echo "make format       format the sources in place"

.PHONY: packages test-packages
packages: WANTED = $(APT_PACKAGES)
test-packages: WANTED = $(APT_PACKAGES) $(TEST_PACKAGES)
packages test-packages:
	@command -v swift >/dev/null || { echo "make: the Swift 6.2 toolchain (or newer) is missing: https://swift.org/install" >&2; exit 1; }
	@missing=(); \
	for package in $(WANTED); do \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q '^install ok installed' || missing+=($$package); \
	done; \
	if [ $${#missing[@]} -eq 0 ]; then exit 0; fi; \
	if [ "$$(id -u)" -eq 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root=sudo; \
	else echo "make: these packages are missing; as root: apt-get install $${missing[*]}" >&2; exit 1; fi; \
	$$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends $${missing[@]} >/dev/null

.PHONY: build
build: packages
	$(BUILD) --product grinderctl

.PHONY: drill
drill: build
	@$(BINARY) drill

.PHONY: lint
lint:
	swift format lint --strict --recursive Package.swift Sources Tests Runbooks

.PHONY: format
format:
	swift format --in-place --recursive Package.swift Sources Tests Runbooks

.PHONY: test
test: test-packages lint
	$(BUILD) --build-tests
	$(TEST_ENVIRONMENT) swift test --skip-build
	$(MAKE) --no-print-directory check-completions

.PHONY: completions
completions: build
	@mkdir -p completions
	$(BINARY) --generate-completion-script bash > completions/grinderctl.bash
	$(BINARY) --generate-completion-script zsh > completions/_grinderctl
	$(BINARY) --generate-completion-script fish > completions/grinderctl.fish

.PHONY: check-completions
check-completions:
	@for pair in bash:grinderctl.bash zsh:_grinderctl fish:grinderctl.fish; do \
	    $(BINARY) --generate-completion-script $${pair%%:*} | diff -q - completions/$${pair#*:} >/dev/null \
	        || { echo "completions/$${pair#*:} is out of date: make completions" >&2; exit 1; }; \
	done; echo "completions: up to date"

.PHONY: release
release: packages
	$(BUILD) -c release --product grinderctl --static-swift-stdlib -Xlinker -s
