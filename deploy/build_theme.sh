#!/bin/sh
# The style sheets (those without a « _ »), the scripts and the fonts, from static/ to .build/theme.
# A line of fonts.list: a file of node_modules, then its name among our fonts.
set -eu
. deploy/common.sh

say "Compilation du thème…"
# Bootstrap 5 is written for an older Sass; its own deprecation warnings would hide ours.
quietly sass node_modules/.bin/sass --style=compressed --no-source-map --load-path=node_modules \
  --quiet-deps --silence-deprecation=import static/scss:.build/theme/css

# A phone gets its script in one file: each further request costs it a round trip on a weak network.
rm -rf .build/theme/js
quietly scripts .venv/bin/python deploy/bundle_scripts.py static/js .build/theme/js
quietly bundle .venv/bin/python deploy/bundle_scripts.py static/js/phone/phone.js .build/theme/js/phone.js

mkdir -p .build/theme/fonts
while read -r source name; do
  case $source in '' | '#'*) continue ;; esac
  cp "node_modules/$source" ".build/theme/fonts/$name" ||
    fail "La police $source n’est pas dans node_modules. Corrigez static/fonts.list."
done <static/fonts.list
