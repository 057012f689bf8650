# make demo: install in .venv, assess the demo case and write its memo
# make test: the whole test suite in the same .venv
# make check: style, types and the checks of the knowledge base
# make docs: write the reference pages that are made from the program and the ontology
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check docs clean

demo: .venv/basis
	$(BIN)/legalkb demo --uit demo-memo.html --overschrijf

test: .venv/ontwikkel
	$(BIN)/python -m pytest -n 2

check: .venv/ontwikkel
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict legalkb
	$(BIN)/legalkb controleer

docs: .venv/ontwikkel
	$(BIN)/python docs/make_reference.py

.venv/basis: setup.cfg pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/ontwikkel: .venv/basis
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv build dist *.egg-info
