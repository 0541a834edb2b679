#!/bin/sh
# lock.sh [FOLDER]: writes the hashed locks of FOLDER (here by default), changing only what pyproject.toml asks.
set -eu
uv="$PWD/.venv/bin/uv"
cd "${1:-.}"

compile() {
  "$uv" pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q "$@"
}
compile -o requirements.txt
compile --group dev -c requirements.txt -o requirements-dev.txt
