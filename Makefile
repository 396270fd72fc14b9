# Two commands are enough: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip
GEZIN := fixtures/gezinnen/alleenstaande-ouder-leefloon.yaml

# durable_rules calls a C function that Python 3.13 removed; its replacement takes the same arguments.
C_VLAG := -DPyEval_CallObject=PyObject_CallObject
# pip reads both names: older versions the first one, newer ones the second one for what a build needs.
PIP_OMGEVING := CPPFLAGS="$${CPPFLAGS:-} $(C_VLAG)" PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	PIP_DISABLE_PIP_VERSION_CHECK=1
INSTALLEER := $(PIP_OMGEVING) $(PIP) install --quiet --quiet

.PHONY: help demo test test-lang spark editor-test check dekking mutatie getuigen vertaling bench peers clean

help: ## toon deze lijst
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(firstword $(MAKEFILE_LIST)) | while IFS='|' read -r doel uitleg; do \
		printf '  make %-12s %s\n' "$$doel" "$$uitleg"; done

demo: .venv/.klaar ## het plan voor een voorbeeldgezin
	$(BIN)/rechtenverkenner plan $(GEZIN) --op-datum 2026-11-01

test: .venv/.klaar ## alle tests
	RV_PROFIEL=ci $(BIN)/python -m pytest -n 2 --dist worksteal

test-lang: .venv/.klaar ## dezelfde tests, de wetten met tien keer zoveel voorbeelden
	RV_PROFIEL=lang $(BIN)/python -m pytest -n 2 --dist worksteal

spark: .venv/.klaar ## de tests op Spark, ook op een echt cluster op deze machine (vraagt Java 17 of 21)
	@$(BIN)/python -c 'import pyspark, pandas' 2>/dev/null || $(INSTALLEER) -e '.[spark]'
	$(BIN)/python -m pytest -n 0 tests/spark

editor-test: .venv/.klaar ## de hulp in een editor, met de taalserver die editors gebruiken (vraagt node)
	cd tests/editor && npm ci --silent --ignore-scripts
	$(BIN)/python -m pytest tests/editor

check: .venv/.klaar ## stijl, types, lagen
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest tests/stijl

dekking: .venv/.klaar ## meet welke voorwaarden de gevallen laten beslissen
	$(BIN)/rechtenverkenner dekking

mutatie: .venv/.klaar ## meet welke fouten in de regels de gevallen merken (minuten)
	$(BIN)/rechtenverkenner mutatie

getuigen: .venv/.klaar ## zoek met z3 een gezin voor elke voorwaarde, en kijk inkomens en tabellen na (kwartier)
	$(BIN)/rechtenverkenner getuigen

vertaling: .venv/.klaar ## neem gewijzigde zinnen over in de bestanden van de vertalers
	$(BIN)/rechtenverkenner vertalingen --bijwerken --sjabloon build/rechtenverkenner.pot

bench: .venv/.klaar ## meet de snelheid
	@for meting in bench/[!_]*.py; do \
		test -e "$$meting" || { echo "nog geen metingen in bench/"; break; }; \
		echo "== $$meting"; $(BIN)/python "$$meting"; done

peers: .venv/.klaar ## meet naast andere motoren; haalt ze de eerste keer uit de registers (minuten)
	$(BIN)/python bench/peers/meet.py

clean: ## verwijder de omgeving en alles wat gemaakt is
	rm -rf tests/editor/node_modules bench/peers/.omgevingen
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist
	find rechtenverkenner tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# First everything in one go. When that fails it is nearly always durable_rules (no C compiler): then the pinned
# packages without it, so that a fault of another kind still stops here with pip's own message.
.venv/.klaar: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "python 3.11 of hoger is nodig: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "omgeving klaarmaken in .venv (alleen de eerste keer) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(INSTALLEER) -e '.[dev]' 2> .venv/installatie.log || { \
		grep -vi '^durable' constraints.txt > .venv/zonder-durable.txt; \
		$(INSTALLEER) -r .venv/zonder-durable.txt; \
		$(INSTALLEER) --no-deps -e .; }
	@$(BIN)/python -W ignore -c 'import durable.lang' 2>> .venv/installatie.log || \
		$(INSTALLEER) --no-deps --no-cache-dir --force-reinstall durable_rules 2>> .venv/installatie.log || true
	@$(BIN)/python -W ignore -c 'import durable.lang' 2>> .venv/installatie.log || \
		echo "durable_rules is niet te bouwen (C-compiler of Python-headers ontbreken?): de keten rekent met de eigen referentie; zie .venv/installatie.log"
	@touch $@
