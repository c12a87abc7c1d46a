# What one does here. `make help` lists it. Nothing needs to be installed by hand but Python 3.11.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
VALIDATORS := java:default-jre-headless jing:jing node:nodejs npm:npm chromium:chromium
PAIRS := apertium-eng-spa apertium-rus-ukr apertium-fr-es apertium-bel-rus
DEBIAN := openssl apertium lttoolbox cg3 apertium-lex-tools hunspell hunspell-ru hunspell-uk $(PAIRS)

.PHONY: help demo test validate ray lint words bench apertium validators clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(READY) apertium ## translate samples/ into Spanish, French, Ukrainian and Russian, and say where the feeds are
	@$(BIN)/syndicate run samples/ --to es,fr,uk,ru --out public; code=$$?; \
	 if [ $$code -ne 0 ] && [ $$code -ne 3 ]; then exit $$code; fi
	@echo; echo "Open public/index.html in a browser, or public/es/feed.atom in a feed reader."

test: $(TOOLS) apertium lint ## lint, types, and every test
	$(BIN)/python -m pytest -n auto --dist loadfile

# Java, Node and Chromium are large, and `make test` needs none of them.
validate: $(TOOLS) apertium validators ## feeds, pages and exports before the tools of others: jing, vnu, readers, Chromium, axe
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev,validate]'
	npm install --prefix tests/validate --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error
	$(BIN)/python -m pytest -rP tests/validate/check_*.py

# Ray is half a gigabyte, and `make test` needs none of it.
ray: $(TOOLS) apertium ## runs on a real Ray cluster of two workers: the same bytes, also when one is killed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev,ray]'
	$(BIN)/python -m pytest -rP tests/ray/check_ray.py

lint: $(TOOLS) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A message that is new stands in the catalogues without a translation, and `make test` says so until it has one.
words: $(TOOLS) ## bring the desk's catalogues up to date with its pages
	cd syndicate/desk && $(CURDIR)/$(BIN)/pybabel -q extract -F words/babel.cfg -k message -k said --no-location \
	  --sort-output --omit-header -o words/desk.pot . && for each in words/*.po; do \
	   $(CURDIR)/$(BIN)/pybabel -q update -N -w 100 --ignore-obsolete --ignore-pot-creation-date -i words/desk.pot \
	    -l $$(basename $$each .po) -o $$each || exit 1; done; rm -f words/desk.pot; \
	 sed -i -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By): /d' words/*.po

bench: $(TOOLS) apertium ## print what the parts reach, against their baselines (needs the sets of ../shared/data)
	@for each in $$(grep -l __main__ benchmarks/*.py | grep -v on_ray); do echo "== $$each"; $(BIN)/python $$each || exit 1; done

# The rule-based engine, and what `make validate` needs: Debian's packages, run as programs.
apertium:
	@$(call debian,$(DEBIAN))

# Only what is missing is asked for: who has Node from elsewhere cannot have Debian's npm beside it.
validators:
	@wanted=""; for each in $(VALIDATORS); do \
	   command -v $${each%%:*} >/dev/null || { [ $$each = chromium:chromium ] && command -v google-chrome >/dev/null; } || \
	   wanted="$$wanted $${each#*:}"; done; \
	 $(call debian,$$wanted)

# Installs Debian's packages where we may, names them where not.
define debian
missing=""; for each in $(1); do \
   dpkg-query -W -f='$${Status}' $$each 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$each"; done; \
 if [ -n "$$missing" ]; then \
   if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as=sudo; else as=no; fi; \
   if [ "$$as" = no ] || ! command -v apt-get >/dev/null; then \
     echo "These are needed, and may not be installed from here. Ask for: apt-get install$$missing" >&2; exit 1; fi; \
   echo "Installing$$missing"; \
   $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
 fi
endef

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
