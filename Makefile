# Everything a newcomer needs; each target says what it does in `make help`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STUDY  ?= toil.toml
# A file's tests share what they set up, so each file is one worker's; files come in the order of tests/conftest.py.
SPREAD := --dist loadfile --no-loadscope-reorder
# Each notebook is a process of its own: compiling all that it imports would take more time than its work.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help report test unit lint lab dictionary wheels clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

$(VENV)/.installed: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "no $(PYTHON) found; install Python 3.11 or newer, or say PYTHON=..."; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11; say PYTHON=python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -e '.[dev]'
	@touch $@

report: $(VENV)/.installed ## report the study (STUDY=toil.toml) and print where the pages lie
	@$(BIN)/toil run --study $(STUDY)

test: $(VENV)/.installed ## run every test
	$(BIN)/pytest -n auto $(SPREAD)

unit: $(VENV)/.installed ## run the fast tests only
	$(BIN)/pytest -n auto $(SPREAD) -m "not slow and not browser and not cluster and not benchmark"

lint: $(VENV)/.installed ## check style, types and notebooks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

lab: $(VENV)/.installed ## open JupyterLab on copies of the notebooks, in the study's language; it asks neither the network nor you for news
	@$(BIN)/toil notebooks --study $(STUDY)
	@mkdir -p $(VENV)/etc/jupyter/labconfig
	@echo '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}' > $(VENV)/etc/jupyter/labconfig/page_config.json
	$(BIN)/jupyter lab explore

dictionary: $(VENV)/.installed ## write docs/data-dictionary.md from the contracts
	$(BIN)/python -c "from toil.schema import render_dictionary; print(render_dictionary(), end='')" > docs/data-dictionary.md

wheels: ## download everything that an offline install needs into wheels/
	$(PYTHON) -m pip download --quiet -d wheels '.[dev]' hatchling editables

clean: ## remove the environment, the store and the reports
	rm -rf $(VENV) store reports
