# What one does here. `make help` lists it. Nothing needs to be installed by hand but Python 3.11.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
PAIRS := apertium-eng-spa apertium-rus-ukr apertium-fr-es apertium-bel-rus
DEBIAN := openssl apertium lttoolbox cg3 apertium-lex-tools $(PAIRS)

.PHONY: help demo test validate lint bench apertium clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(READY) apertium ## translate samples/ into Spanish, French, Ukrainian and Russian, and say where the feeds are
	@$(BIN)/syndicate run samples/ --to es,fr,uk,ru --out public; code=$$?; \
	 if [ $$code -ne 0 ] && [ $$code -ne 3 ]; then exit $$code; fi
	@echo; echo "Open public/index.html in a browser, or public/es/feed.atom in a feed reader."

test: $(TOOLS) apertium lint ## lint, types, and every test
	$(BIN)/python -m pytest

# Java, Node and Chromium are asked for, not installed: they are large, and `make test` needs none of them.
validate: $(TOOLS) apertium ## feeds and pages before the tools of others (apt: default-jre-headless jing nodejs npm chromium)
	@for each in java jing npm chromium; do command -v $$each >/dev/null || { echo "$$each is missing. Ask for:" \
	   "apt-get install default-jre-headless jing nodejs npm chromium" >&2; exit 1; }; done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev,validate]'
	npm install --prefix tests/validate --ignore-scripts --no-package-lock --no-audit --no-fund
	$(BIN)/python -m pytest tests/validate/check_feeds.py tests/validate/check_pages.py

lint: $(TOOLS) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(TOOLS) apertium ## print what the parts reach, against their baselines (needs the sets of ../shared/data)
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

# The rule-based engine: Debian's packages, run as programs. Installed where we may, named where not.
apertium:
	@missing=""; for each in $(DEBIAN); do \
	   dpkg-query -W -f='$${Status}' $$each 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$each"; done; \
	 if [ -n "$$missing" ]; then \
	   if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as=sudo; else as=no; fi; \
	   if [ "$$as" = no ] || ! command -v apt-get >/dev/null; then \
	     echo "Apertium is needed, and may not be installed from here. Ask for: apt-get install$$missing" >&2; exit 1; fi; \
	   echo "Installing$$missing"; \
	   $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	 fi

$(READY): pyproject.toml requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	   echo "Python's venv is missing. Ask for: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

$(TOOLS): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	@touch $@

clean: ## remove what was made: environment, demo, caches
	rm -rf $(VENV) public .syndicate .mypy_cache .ruff_cache .hypothesis
