PYTHON ?= python3
PORT ?= 8000
VENV := .venv/bin
NEEDS := run
test e2e faults: NEEDS := tests

.PHONY: setup machine run test e2e cover check faults bench reset lock

setup: .venv/installed  ## The environment: python3 -m venv and pip, nothing else

machine:  ## System libraries: installed where allowed, else the words to type
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Cần Python 3.11 trở lên: cài python3.11, rồi gõ lại kèm PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -I onecua/run/machine.py $(NEEDS)

.venv/installed: requirements/development.txt | machine
	@echo "Đang cài thư viện Python vào .venv (lần đầu khoảng nửa phút)"
	@$(PYTHON) -m venv .venv \
		|| { echo "Không tạo được .venv: xem lỗi ở trên, sửa rồi gõ lại."; exit 1; }
	@$(VENV)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $< \
		|| { echo "Không cài được thư viện Python: xem lỗi ở trên (mạng? đĩa đầy?), sửa rồi gõ lại."; exit 1; }
	@touch $@

run: setup  ## Servers, web, worker, beat; Ctrl-C stops all of it
	@PORT=$(PORT) exec $(VENV)/python -m onecua.run

test: setup  ## Real PostgreSQL, random order, parallel, browser
	@exec $(VENV)/python -m pytest -n auto $(ARGS)

e2e: setup  ## The browser's tests only
	@exec $(VENV)/python -m pytest -n auto -m browser $(ARGS)

cover: setup  ## Every branch of the clock's pure core, by its own tests
	@$(VENV)/python -m coverage run -m pytest tests/procedures/test_timing*.py tests/cases/test_*.py
	@$(VENV)/python -m coverage report

check: setup  ## Format, lint, types, imports, templates, settings, migrations
	@$(VENV)/python -m ruff format --check .
	@$(VENV)/python -m ruff check .
	@$(VENV)/python -m mypy
	@$(VENV)/lint-imports
	@$(VENV)/python -m djlint templates --lint --quiet
	@DJANGO_SETTINGS_MODULE=onecua.settings.test $(VENV)/python manage.py check --fail-level WARNING
	@DJANGO_SETTINGS_MODULE=onecua.settings.test $(VENV)/python -W ignore::RuntimeWarning \
		manage.py makemigrations --check --dry-run

faults: setup  ## Kill workers, broker and database while 2,000 dossiers become late; minutes
	@FAULT_DOSSIERS=$${FAULT_DOSSIERS:-2000} exec $(VENV)/python -m pytest -n 0 -s tests/concurrency/test_fault_run.py

bench: setup  ## Ratios, on servers of their own; make bench ARGS=NAME
	@exec $(VENV)/python -m onecua.run bench $(ARGS)

reset: setup  ## Forget the data
	@$(VENV)/python -m onecua.run reset

lock:  ## Needs uv; writes hashes and no registry's name
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements/production.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links --extra embedded --extra dev pyproject.toml -o requirements/development.txt
