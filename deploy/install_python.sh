#!/bin/sh
# install_python.sh LOCK: the virtual environment, filled from a lock with hashes.
set -eu
. deploy/common.sh

if [ ! -x .venv/bin/python ]; then
  say "Création de l’environnement Python…"
  quietly venv "${PYTHON:-python3}" -m venv .venv
fi
say "Installation des bibliothèques Python ($1)…"
quietly pip .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r "$1"
