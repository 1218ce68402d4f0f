# Two commands for a fresh machine: `make drill` and `make test`. Both install the system packages they miss.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# openssh-client brings ssh-keygen, which signs and checks approvals; python3 writes the manual pages. For the tests:
# prometheus and its Alertmanager, which hand alerts to listen, and promtool, which checks the rules;
# chromium opens the reports; a PostgreSQL server takes what audit push sends; ripgrep and sqlite3 find what is to be found.
APT_PACKAGES := libsqlite3-dev zlib1g-dev libisal-dev pkg-config openssh-client python3
# spin and a C compiler check the model in Tests/Model; the compiler also builds what makes system calls fail.
TEST_PACKAGES := prometheus prometheus-alertmanager openssl chromium postgresql curl man-db zsh fish ripgrep sqlite3 \
    spin gcc libc6-dev
BENCH_PACKAGES := ripgrep curl sqlite3 openssl postgresql strace
BUILD := swift build --explicit-target-dependency-import-check error
# A forgotten flag in a test must not reach a real exchange.
TEST_ENVIRONMENT := env -i PATH="$$PATH" GRINDERCTL_BASE_URL=http://127.0.0.1:9 GRINDERCTL_WS_URL=ws://127.0.0.1:9
BINARY := .build/debug/grinderctl

.PHONY: help
help:
	@echo "make drill        build and watch an incident worked against the embedded exchange"
	@echo "make test         lint, build, test, check the generated files"
	@echo "make torture      every generated case of the campaigns, release build: under half an hour"
	@echo "make bench        the release binary beside ripgrep, curl, sqlite3 and COPY: Benchmarks/RESULTS.md"
	@echo "make release      one stripped binary without Swift libraries beside it: .build/release/grinderctl"
	@echo "make install      PREFIX=/usr/local DESTDIR=: binary, completions and manual pages (make release first)"
	@echo "make deb          a Debian package of the same: .build/deb/"
	@echo "make check-release installs and packages the release build in a scratch folder, and uses it"
	@echo "make completions  write completions/ anew"
	@echo "make format       format the sources in place"

.PHONY: packages test-packages bench-packages
packages: WANTED = $(APT_PACKAGES)
test-packages: WANTED = $(APT_PACKAGES) $(TEST_PACKAGES)
bench-packages: WANTED = $(APT_PACKAGES) $(BENCH_PACKAGES)
packages test-packages bench-packages:
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
	swift format lint --strict --recursive Package.swift Sources Tests Runbooks Benchmarks/Package.swift Benchmarks/Sources

.PHONY: format
format:
	swift format --in-place --recursive Package.swift Sources Tests Runbooks Benchmarks/Package.swift Benchmarks/Sources

# WireTests start the built binary, which waits for its exchange and its bot as long as an operator would: alone, so that
# nothing beside them makes those seem silent.
.PHONY: test
test: test-packages lint
	$(BUILD) --build-tests
	$(TEST_ENVIRONMENT) swift test --skip-build --skip WireTests
	$(TEST_ENVIRONMENT) swift test --skip-build --filter WireTests
	$(MAKE) --no-print-directory check-completions check-install check-bench

# The generated cases of the campaigns, all of them; `make test` runs a tenth, of the dear ones a thirtieth. Fixed seeds.
# Of a part of them (`.packaging/torture --list`): make torture CAMPAIGNS='KillCampaignTests|NoOpTests', whose table stays in
# .build/torture. A campaign that fails, traps or hangs is a row that says so.
CAMPAIGNS :=
TORTURE := -c release -Xswiftc -enable-testing
TORTURE_TABLE := $(if $(CAMPAIGNS),.build/torture/TORTURE.md,Tests/TORTURE.md)

.PHONY: torture
torture: test-packages
	$(BUILD) $(TORTURE) --build-tests
	@mkdir -p .build/torture
	$(TEST_ENVIRONMENT) .packaging/torture $(TORTURE_TABLE) '$(CAMPAIGNS)' -- \
	    swift test $(TORTURE) --skip-build --ignore-lock

# Each row of Benchmarks/RESULTS.md against its rival, in turn; the data is made once, in .build/bench.
.PHONY: bench
bench: bench-packages
	@test -x $(INSTALLED) || { echo "make: $(INSTALLED) is not there: make release" >&2; exit 1; }
	python3 -B Benchmarks/bench $(BENCH_FLAGS) $(INSTALLED)

# The same over small data with the debug build: what is found is compared, nothing is timed.
.PHONY: check-bench
check-bench:
	python3 -B Benchmarks/bench --smoke $(BINARY)

.PHONY: completions
completions: build
	@mkdir -p completions
	$(BINARY) --generate-completion-script bash > completions/grinderctl.bash
	$(BINARY) --generate-completion-script zsh > completions/_grinderctl
	$(BINARY) --generate-completion-script fish > completions/grinderctl.fish
	$(BINARY) config schema > completions/config.schema.json
	$(BINARY) config schema --report > completions/report.schema.json

.PHONY: check-completions
check-completions:
	@for pair in bash:grinderctl.bash zsh:_grinderctl fish:grinderctl.fish; do \
	    $(BINARY) --generate-completion-script $${pair%%:*} | diff -q - completions/$${pair#*:} >/dev/null \
	        || { echo "completions/$${pair#*:} is out of date: make completions" >&2; exit 1; }; \
	done; \
	$(BINARY) config schema | diff -q - completions/config.schema.json >/dev/null \
	    || { echo "completions/config.schema.json is out of date: make completions" >&2; exit 1; }; \
	$(BINARY) config schema --report | diff -q - completions/report.schema.json >/dev/null \
	    || { echo "completions/report.schema.json is out of date: make completions" >&2; exit 1; }; \
	.packaging/check-completions $(BINARY)

# Statically linked, the binary starts in half the time. Foundation's URLSession, which nothing here uses, wants libcurl
# and 30 libraries behind it: an empty archive and these symbols take its place.
WITHOUT_CURL := .build/without-curl
CURL_SYMBOLS := curl_easy_cleanup curl_easy_getinfo curl_easy_init curl_easy_pause curl_easy_setopt \
    curl_easy_strerror curl_free curl_global_init curl_multi_add_handle curl_multi_assign \
    curl_multi_cleanup curl_multi_info_read curl_multi_init curl_multi_remove_handle \
    curl_multi_setopt curl_multi_socket_action curl_slist_append curl_slist_free_all curl_url \
    curl_url_get curl_url_set curl_version curl_version_info

# Of the 34 MB that the Unicode library knows, 4 are English or every language's. `make release UNICODE=whole` keeps all.
UNICODE := trimmed
STATIC_LIBRARIES = $(dir $(realpath $(shell command -v swiftc)))../lib/swift_static/linux
UNICODE_DATA = $(if $(filter trimmed,$(UNICODE)),$(shell .packaging/icu-data $(STATIC_LIBRARIES) .build/unicode/data.o))

.PHONY: release
release: packages
	@mkdir -p $(WITHOUT_CURL) && rm -f $(WITHOUT_CURL)/libcurl.a && ar rcs $(WITHOUT_CURL)/libcurl.a
	$(BUILD) -c release --product grinderctl --static-swift-stdlib -Xlinker -s \
	    -Xlinker -L$(CURDIR)/$(WITHOUT_CURL) $(CURL_SYMBOLS:%=-Xlinker --defsym=%=0) $(UNICODE_DATA)

PREFIX := /usr/local
DESTDIR :=
# What is installed; the tests install the debug build.
INSTALLED := .build/release/grinderctl
# make bench BENCH_FLAGS='--only logs'
BENCH_FLAGS :=
SHARE = $(DESTDIR)$(PREFIX)/share

.PHONY: install
install:
	@test -x $(INSTALLED) || { echo "make: $(INSTALLED) is not there: make release" >&2; exit 1; }
	install -D -m 755 $(INSTALLED) $(DESTDIR)$(PREFIX)/bin/grinderctl
	install -D -m 644 completions/grinderctl.bash $(SHARE)/bash-completion/completions/grinderctl
	install -D -m 644 completions/_grinderctl $(SHARE)/zsh/site-functions/_grinderctl
	install -D -m 644 completions/grinderctl.fish $(SHARE)/fish/vendor_completions.d/grinderctl.fish
	install -D -m 644 completions/config.schema.json $(SHARE)/grinderctl/config.schema.json
	install -D -m 644 completions/report.schema.json $(SHARE)/grinderctl/report.schema.json
	install -d $(SHARE)/grinderctl
	sed 's|/usr/bin/|$(PREFIX)/bin/|' docs/grinderctl-listen.service > $(SHARE)/grinderctl/grinderctl-listen.service
	install -m 644 docs/alertmanager.yml Runbooks/alerts.yaml $(SHARE)/grinderctl/
	install -d $(SHARE)/man/man1
	$(INSTALLED) --experimental-dump-help | python3 .packaging/manual.py $(SHARE)/man/man1 "$$($(INSTALLED) --version)"

DEB_FLAGS :=

.PHONY: deb
deb: STAGE = .build/deb/stage
deb:
	@rm -rf $(STAGE) && mkdir -p $(STAGE)/DEBIAN
	@$(MAKE) --no-print-directory install PREFIX=/usr DESTDIR=$(STAGE) INSTALLED=$(INSTALLED)
	@mkdir -p $(STAGE)/usr/share/zsh/vendor-completions
	@mv $(STAGE)/usr/share/zsh/site-functions/_grinderctl $(STAGE)/usr/share/zsh/vendor-completions/
	@rmdir $(STAGE)/usr/share/zsh/site-functions
	@gzip -9n $(STAGE)/usr/share/man/man1/*.1
	@version=$$($(INSTALLED) --version | cut -d' ' -f1); \
	sed -e "s/@VERSION@/$$version/" -e "s/@ARCHITECTURE@/$$(dpkg --print-architecture)/" .packaging/control \
	    > $(STAGE)/DEBIAN/control; \
	dpkg-deb $(DEB_FLAGS) --build --root-owner-group $(STAGE) .build/deb/grinderctl_$${version}_$$(dpkg --print-architecture).deb

# Installs the debug build and a package of it below a temporary folder, and uses both.
.PHONY: check-install
check-install:
	@.packaging/check-revision
	@test ! -e .git || $(BINARY) --version | grep -qF "$$(git rev-parse --short=12 HEAD)" \
	    || { echo "$$($(BINARY) --version) is not the commit that is checked out: $(BUILD)" >&2; exit 1; }
	@root=$$(mktemp -d); trap 'rm -rf "$$root"' EXIT; \
	$(MAKE) --no-print-directory install DESTDIR="$$root/a" PREFIX=/usr/local INSTALLED=$(BINARY) >/dev/null; \
	.packaging/check-install "$$root/a/usr/local"; \
	$(MAKE) --no-print-directory deb INSTALLED=$(BINARY) DEB_FLAGS=-Znone >/dev/null; \
	.packaging/check-package .build/deb/grinderctl_*.deb "$$root/b"; \
	rm -rf .build/deb; echo "install and package: usable"

# The same of the release build, with what it needs of the system against what its package says it needs.
.PHONY: check-release
check-release: deb
	@root=$$(mktemp -d); trap 'rm -rf "$$root"' EXIT; \
	$(MAKE) --no-print-directory install DESTDIR="$$root/a" >/dev/null; \
	.packaging/check-install "$$root/a$(PREFIX)"; \
	HOME="$$root" "$$root/a$(PREFIX)/bin/grinderctl" drill --all | tail -1; \
	.packaging/check-package .build/deb/grinderctl_*.deb "$$root/b"; echo "release and package: usable"
