# Two commands do everything: `make site` and `make test`. Each makes the virtual environment it needs.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: site test check serve bench golden format update clean

site: .venv/site                ## build site/
	$(BIN)/python build.py

test: .venv/test                ## build, lint, and run every test, the browser's included
	$(BIN)/python build.py check --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	tests/find_chromium.sh
	$(BIN)/python build.py --strict
	$(BIN)/pytest --numprocesses=auto --dist=worksteal

check: .venv/test               ## the quick part of the tests: content, lint, and what needs no browser and no full build
	$(BIN)/python build.py check --strict
	$(BIN)/ruff check .
	$(BIN)/pytest --numprocesses=auto --dist=worksteal -m "not browser and not slow"

serve: .venv/test               ## edit with the site open at http://localhost:8000/
	$(BIN)/python build.py serve

bench: .venv/test               ## time, memory, pages and bytes for 100, 1,000 and 5,000 matches
	$(BIN)/python -m tests.bench

golden: .venv/test              ## accept the pages of the example archive as they are now
	$(BIN)/python -m tests.accept_golden

format: .venv/test              ## put the code into the project's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

update: .venv/test              ## raise every locked version to the newest
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes pyproject.toml -o requirements/site.txt
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --all-extras pyproject.toml -o requirements/test.txt

clean:
	rm -rf .venv .cache site

.venv/python:
	$(PYTHON) -m venv .venv
	touch $@

.venv/site: .venv/python requirements/site.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/site.txt
	touch $@

.venv/test: .venv/python requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/test.txt
	touch $@ .venv/site
