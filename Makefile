# advisor: `make recommend` runs the main job, `make test` the tests. Both set up what they need first.

PYTHON ?= python3
VENV ?= .venv
SCENARIO ?= scenarios/streaming-ingestion/clickstream-small-team.yaml
BIN := $(VENV)/bin

.PHONY: help recommend test lint bench schema check install clean

help:            ## list the targets
	@grep -E '^[a-z]+: .*##|^[a-z]+:  *##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/.ready: requirements/build.txt requirements/dev.txt tools/setup pyproject.toml
	@PYTHON=$(PYTHON) tools/setup $(VENV) requirements/dev.txt

install: $(VENV)/.ready  ## set up the virtual environment

recommend: $(VENV)/.ready  ## recommend for one scenario (SCENARIO=path)
	@$(BIN)/advisor recommend $(SCENARIO)

test: $(VENV)/.ready  ## run the tests
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.ready  ## style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

schema: $(VENV)/.ready  ## bring the JSON Schemas and the output in README up to date
	@tools/refresh $(VENV)

check: $(VENV)/.ready  ## look rules and scenarios over; every stated answer is given
	$(BIN)/advisor check

bench: $(VENV)/.ready  ## measure, as ratios in one run
	@$(BIN)/python -c 'import clips, zen' 2>/dev/null || \
	  $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-build-isolation -r requirements/bench.txt
	$(BIN)/python bench/bench.py

clean:           ## remove what the targets have made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
