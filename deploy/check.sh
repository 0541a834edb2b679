#!/bin/bash
# The quality checks: every one runs, and the end says which ones refused.
set -u
PATH="$PWD/.venv/bin:$PATH"
failed=()

check() {
  local title=$1 start=$SECONDS
  shift
  printf '\n-- %s --\n' "$title"
  "$@" || failed+=("$title")
  printf -- '-- %s : %d s --\n' "$title" $((SECONDS - start))
}

templates_are_formatted() {
  git ls-files -z '*.html' | xargs -0 -r djade --target-version 5.2 --check
}

production_settings_are_safe() {
  PORTAIL_ENV=production PUBLIC_URL=https://portail.exemple.org SECRET_KEY=$(head -c 48 /dev/urandom | base64) \
    DATABASE_URL=postgres://portail@localhost/portail PRIVACY_NAME=Ana PRIVACY_TITLE=Direction PRIVACY_EMAIL=ana@exemple.org \
    python manage.py check --deploy --fail-level WARNING
}

locks_are_current() {
  local copy
  copy=$(mktemp -d)
  cp pyproject.toml requirements.txt requirements-dev.txt "$copy"
  deploy/lock.sh "$copy" && diff requirements.txt "$copy/requirements.txt" && diff requirements-dev.txt "$copy/requirements-dev.txt"
  local code=$?
  rm -rf "$copy"
  ((code == 0)) || echo "Les verrous ne suivent plus pyproject.toml. Lancez make lock"
  return $code
}

check "Python : fautes" ruff check --no-cache .
check "Python : forme" ruff format --no-cache --check .
check "Gabarits : forme" templates_are_formatted
check "Sens des imports" lint-imports --no-cache
check "Migrations à jour" python manage.py makemigrations --check --dry-run
check "Réglages de production" production_settings_are_safe
check "Verrous à jour" locks_are_current

if ((${#failed[@]})); then
  printf '\nÀ corriger :\n' >&2
  printf '  %s\n' "${failed[@]}" >&2
  exit 1
fi
printf '\nToutes les vérifications ont réussi.\n'
