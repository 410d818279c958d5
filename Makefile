# Everything lettergen's developers do. `make demo` and `make test` need nothing but Python 3.11 or newer.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
SEEDS  ?= 200

.PHONY: demo test check docs format torture fuzz bench bench-typeset bench-inbox bench-send fidelity letters needs clean

demo: $(VENV)/installed
	$(BIN)/lettergen send --dry-run

test: $(VENV)/developing needs
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory docs

docs: $(VENV)/developing
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build

format: $(VENV)/developing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Longer proofs than a commit waits for.
torture: $(VENV)/developing needs
	$(BIN)/python -m pytest -m slow
	$(BIN)/python -m tools.torture --seeds $(SEEDS)

fuzz: $(VENV)/developing
	$(BIN)/python tools/fuzz_inbox.py
	$(BIN)/python tools/fuzz_typeset.py

bench: bench-typeset bench-send bench-inbox

bench-typeset: $(VENV)/developing
	$(BIN)/python tools/bench_typeset.py

bench-send: $(VENV)/developing needs
	$(BIN)/python tools/bench_send.py

bench-inbox: $(VENV)/developing needs
	$(BIN)/python tools/bench_inbox.py

# LETTERS holds .docx files, REFERENCE the same pages as .pdf.
fidelity: $(VENV)/developing
	$(BIN)/python tools/fidelity.py $(LETTERS) $(REFERENCE)

# Draw the corpus of Word files anew; look at what changed before you keep it.
letters: $(VENV)/developing
	$(BIN)/python -m tests.letters

# The mail and database servers, fonts and tools that the tests start.
needs:
	@sh tools/install_test_needs.sh

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "lettergen needs Python 3.11 or newer; name one with make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install -qq --editable .
	touch $@

$(VENV)/developing: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install -qq --editable . --group test --group check
	touch $@ $(VENV)/installed

clean:
	rm -rf build dist docs/_build .mypy_cache .ruff_cache .pytest_cache
