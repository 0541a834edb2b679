#!/bin/sh
# prepare.sh: everything of a new version that must be there before it starts, in a container (compose.yaml).
set -eu
deploy/collect_static.sh
.venv/bin/python manage.py migrate --no-input
.venv/bin/python manage.py createcachetable
