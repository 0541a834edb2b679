#!/bin/sh
# install_node.sh [npm ci options]: the theme's sources and its compiler, from the lock.
# Optional packages (a file watcher) and installation scripts are left out: nothing here needs them.
set -eu
. deploy/common.sh

say "Installation du thème et des polices (package-lock.json)…"
quietly npm npm ci --omit=optional --ignore-scripts --loglevel=error "$@"
