# Deux commandes suffisent : make run et make test. Les étapes dont rien n’a changé sont sautées.
PORT = 8000
HOST = 127.0.0.1
PYTHON = python3
N = 30
ARGS =

PY = .venv/bin/python
TEMPLATES = git ls-files -z '*.html' | xargs -0 -r .venv/bin/djade --target-version 5.2
STATIC := $(shell find static -type f)

export PYTHON
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run demo-room install test install-test check coverage lock audit bench journey torture pdf fmt clean machine machine-test

help:
	@echo "make run [PORT=8011]     installe ce qui manque, charge la démonstration et ouvre le portail"
	@echo "make demo-room [N=30]    fait entrer des téléphones simulés dans la salle ouverte du portail en marche"
	@echo "make test [ARGS='-k …']  tous les essais : SQLite, PostgreSQL, navigateur"
	@echo "make check               les vérifications de qualité"
	@echo "make journey [ARGS=…]    un groupe remplit les 22 feuilles, au bureau puis au téléphone; images et PDF à regarder"
	@echo "make torture             les longues épreuves : arrêts brusques, pannes, coupures (quatre heures)"
	@echo "make pdf [ARGS=DOSSIER]  tous les PDF de la démonstration : accessibles, et écrits dans le dossier"
	@echo "make coverage            les lignes que les essais n’atteignent jamais"
	@echo "make install | bench | fmt | lock | audit | clean"

run: install
	@exec $(PY) deploy/serve.py $(HOST) $(PORT)

# CODE=12345678 chooses a room; else the last one opened.
demo-room: install
	@$(PY) manage.py demo_room $(N) --url http://$(HOST):$(PORT)/ $(if $(CODE),--code $(CODE))

install: machine .venv/.run node_modules/.run .build/collected/staticfiles.json

test: install-test
	@deploy/test.sh $(ARGS)

install-test: machine-test .venv/.test node_modules/.test install

check: install-test
	@deploy/check.sh

coverage: install-test
	@deploy/coverage.sh $(ARGS)

bench: install-test
	@$(PY) -m tests.bench $(ARGS)

# ARGS names the folder of the pictures and the PDF: .build/parcours otherwise.
journey: install-test
	@$(PY) -m tests.journeys $(ARGS)

# An hour or two: thousands of kills, resends and editors. ARGS="kills offline" chooses.
torture: install-test
	@$(PY) -m tests.torture $(ARGS)

# A few minutes: every address of a PDF, on the demonstration loaded anew.
pdf: install-test
	@$(PY) -m tests.every_pdf $(ARGS)

fmt: install-test
	@.venv/bin/ruff check --fix . ; .venv/bin/ruff format . ; $(TEMPLATES)

lock: .venv/.test
	@deploy/lock.sh
	@npm install --package-lock-only --ignore-scripts

# Needs the vulnerability service of the package index, which not every mirror offers: hence not in CI.
audit: .venv/.test
	@.venv/bin/pip-audit --disable-pip --require-hashes -r requirements.txt

# What is installed and built; never var/, which holds people’s data.
clean:
	rm -rf .venv node_modules .build

machine:
	@$(PYTHON) deploy/machine.py run

machine-test:
	@$(PYTHON) deploy/machine.py test

.venv/.run: requirements.txt deploy/install_python.sh
	@deploy/install_python.sh requirements.txt
	@touch $@

.venv/.test: requirements-dev.txt deploy/install_python.sh
	@deploy/install_python.sh requirements-dev.txt
	@touch .venv/.run $@

node_modules/.run: package-lock.json package.json deploy/install_node.sh
	@deploy/install_node.sh --omit=dev
	@touch $@

node_modules/.test: package-lock.json package.json deploy/install_node.sh
	@deploy/install_node.sh
	@touch node_modules/.run $@

.build/theme/css/theme.css: $(filter static/scss/% static/js/% static/fonts.list,$(STATIC)) package-lock.json deploy/build_theme.sh deploy/bundle_scripts.py
	@deploy/build_theme.sh
	@touch $@

.build/collected/staticfiles.json: $(STATIC) .build/theme/css/theme.css requirements.txt
	@deploy/collect_static.sh
	@touch $@
