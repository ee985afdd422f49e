# `make chat` and `make test` are all that a fresh clone needs; `make help` lists the rest.
# Set-up happens when something that it depends on is newer than its stamp in .venv, and never otherwise.

ARGS =
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet \
	--no-emit-index-url --no-emit-find-links $(ARGS)

.DEFAULT_GOAL = help
.PHONY: help chat test kill check format bench lock wheel hooks clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1 \2/p' Makefile | awk '{ name = $$2; $$1 = $$2 = ""; printf "make %-8s%s\n", name, $$0 }'

chat: .venv/.runs ## be coached in this terminal (ARGS="--at '2026-03-02 18:00'")
	@$(BIN)/calfcoach chat $(ARGS)

test: .venv/.tests ## run every test (ARGS="tests/domain -k dst")
	@$(BIN)/python -m pytest -n logical --dist worksteal $(ARGS)

check: .venv/.tests ## lint, format, types and the rules of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: .venv/.tests ## format, and mend what can be mended by a tool
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

kill: .venv/.tests ## the kill tests of Telegram, Discord and the backups at full size (minutes)
	@FULL_SIZE=1 $(BIN)/python -m pytest -q -s tests/platforms/test_telegram_kill.py tests/platforms/test_discord_kill.py \
		tests/storage/test_backup_kills.py

bench: .venv/.tests ## run every benchmark beside its peer (ARGS=--quick)
	@failed=; for script in $$(grep -l __main__ benchmarks/*.py); do \
		echo "== $$script"; $(BIN)/python "$$script" $(ARGS) || failed="$$failed $$script"; \
	done; \
	test -z "$$failed" || { echo "Goal not reached:$$failed" >&2; exit 1; }

lock: .venv/.tests ## choose versions and hashes anew within the ranges (ARGS=--upgrade)
	@$(LOCK) pyproject.toml requirements.in --output-file requirements.txt
	@$(LOCK) pyproject.toml requirements.in requirements-dev.in --output-file requirements-dev.txt

wheel: .venv/.tests ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation

hooks: .venv/.tests ## check every commit before it is made
	@$(BIN)/pre-commit install

clean: ## remove the set-up, builds and caches, never a database
	@rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------------------------------- set-up

.venv/.tests: requirements-dev.txt .venv/.runs
	@echo "Installing what the tests need (once) …"
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

.venv/.runs: requirements.txt pyproject.toml | .venv/bin/pip
	@echo "Installing the coach into .venv (once) …"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# PYTHON=… names an interpreter; else the first of these that is new enough is taken.
.venv/bin/pip:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo "The coach needs Python 3.11 or newer, and this machine has $$(python3 --version 2>/dev/null || echo none)." >&2; \
		exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$("$$python" --version) lacks its venv module; on Debian and Ubuntu, sudo apt-get install" \
			"$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])') brings it." >&2; \
		exit 1; \
	fi; \
	"$$python" -m venv --clear .venv
