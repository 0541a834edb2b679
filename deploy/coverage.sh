#!/bin/bash
# coverage.sh [pytest arguments]: the tests on SQLite, then the lines that none of them reaches.
# The browser journeys are left out: what they alone would reach deserves a test of its own.
set -u
PATH="$PWD/.venv/bin:$PATH"
unset DATABASE_URL PORTAIL_ENV
rm -rf .build/coverage
mkdir -p .build/coverage

coverage run -m pytest -q -n auto --maxprocesses 4 -m "not e2e" "$@"
code=$?
coverage combine --quiet && coverage report
exit $code
