#!/bin/sh
# Gathers, names by content and compresses the static files; the theme's sources stay out.
# Those of earlier builds stay a week, for the pages that are still open.
set -eu
. deploy/common.sh

say "Préparation des fichiers du site…"
mkdir -p static
quietly collectstatic .venv/bin/python manage.py collectstatic --no-input --ignore scss --ignore fonts.list
quietly retired_static .venv/bin/python deploy/retired_static.py .build/collected
