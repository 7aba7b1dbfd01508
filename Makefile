# Every command of the project. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help elasticsearch demo demo-reset demo-check test test-domain test-browser test-postgres test-js queries coverage lint format types check messages lock bench base pdf dev judges
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
ELASTICSEARCH_PORT ?= 9200
RUN := .venv/bin/python
MANAGE := $(RUN) manage.py
ROOMS := portal home events directory search
# Extra words for pytest: make test ARGS="tests/events -x"
ARGS ?=

help: ## Montre cette liste
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | awk -F '\t' '{printf "  make %-13s %s\n", $$1, $$2}'

base:
	@$(PYTHON) requirements/install.py base

pdf: base ## Ajoute de quoi proposer le mois et les affiches en PDF
	@$(PYTHON) requirements/install.py pdf

dev:
	@$(PYTHON) requirements/install.py dev

judges: dev
	@tests/judges/install.sh

elasticsearch: judges ## Lance un vrai Elasticsearch sur cette machine (ELASTICSEARCH_PORT=9200)
	@exec $(RUN) -m tests.judges.elasticsearch $(ELASTICSEARCH_PORT)

demo: base ## Lance le portail avec le territoire d’exemple (PORT=8000)
	@exec $(MANAGE) demo --port $(PORT)

demo-reset: base ## Efface la démonstration et la recharge, sans la lancer
	@$(MANAGE) demo --reset --prepare-only

demo-check: ## Essaie la démonstration comme une personne qui vient de cloner le projet
	@$(PYTHON) tests/fresh_clone.py

test: judges ## Lance tous les tests (ARGS="…" pour choisir)
	@$(RUN) tests/run.py $(ARGS)

test-domain: dev ## Lance les tests sans base de données (quelques secondes)
	@$(RUN) -m pytest tests/domain $(ARGS)

test-browser: judges ## Lance les tests dans un navigateur
	@$(RUN) -m pytest -m browser $(ARGS)

test-postgres: judges ## Lance sur PostgreSQL les tests qui dépendent de la base
	@$(RUN) -m tests.judges.postgres $(ARGS)

test-js: judges ## Lance les tests des scripts
	@node --test tests/js/*.test.mjs

queries: dev ## Relève les requêtes SQL des pages principales (tests/data/queries)
	@$(RUN) -m pytest -q tests/portal/test_page_queries.py --renew-queries

coverage: judges ## Dit ce que les tests sans navigateur ne parcourent pas
	@$(RUN) -m slipcover --dont-wrap-pytest -m pytest -q -m "not browser" $(ARGS)

lint: dev types ## Vérifie style, types, étages, gabarits, scripts, dépendances
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/djlint templates --lint --quiet
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2 --check
	@.venv/bin/deptry .
	@tests/judges/install.sh node
	@tests/judges/lint.sh

types: dev ## Vérifie les types
	@.venv/bin/mypy $(ROOMS) tests

format: dev ## Met le code et les gabarits en forme
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2 || true

check: lint test ## Fait tout ce que fait l’intégration continue, sauf demo-check

messages: dev ## Relève les textes à traduire
	@$(MANAGE) makemessages --locale fr --no-location --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'

bench: dev ## Mesure les temps de réponse
	@for measure in benchmarks/[a-z]*.py; do $(RUN) -m benchmarks.$$(basename $$measure .py); done

lock: ## Recalcule les fichiers requirements/*.txt
	@test -x var/uv/bin/uv || { $(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet --disable-pip-version-check uv; }
	@var/uv/bin/uv pip compile pyproject.toml $(COMPILE) -o requirements/base.txt
	@var/uv/bin/uv pip compile pyproject.toml $(COMPILE) --extra production -o requirements/production.txt
	@var/uv/bin/uv pip compile pyproject.toml $(COMPILE) --extra pdf -c requirements/production.txt -o requirements/pdf.txt
	@var/uv/bin/uv pip compile pyproject.toml $(COMPILE) --extra production --extra pdf --group dev -o requirements/dev.txt

# pillow-heif: Wagtail asks for it, and its wheel holds an encoder under GPL 2 (docs/decisions/0016).
COMPILE := --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --quiet \
	--no-emit-package pillow-heif
