#!/bin/bash
# test.sh [pytest arguments]: the tests on SQLite, the same on PostgreSQL, then the browser journeys.
# Every part runs, even after a failure.
set -u

PORTAIL_VAR=$(mktemp -d)
export PORTAIL_VAR
trap 'rm -rf "$PORTAIL_VAR"' EXIT
unset DATABASE_URL PORTAIL_ENV
NO_TEST_CHOSEN=5 # pytest's own code, normal for a part when arguments choose tests
failed=()

part() {
  local title=$1 start=$SECONDS code
  shift
  printf '\n== Essais : %s ==\n' "$title"
  "$@"
  code=$?
  printf '== %s : %d s ==\n' "$title" $((SECONDS - start))
  [[ $code -eq 0 || ($code -eq $NO_TEST_CHOSEN && -n $chosen) ]] || failed+=("$title")
}

chosen=$*
pytest=(.venv/bin/python -m pytest)
spread=(-n auto --maxprocesses 4 -m "not e2e")

part SQLite "${pytest[@]}" "${spread[@]}" "$@"
part PostgreSQL .venv/bin/python -m tests.postgres -- "${pytest[@]}" "${spread[@]}" "$@"
# Two browsers, each with a portal of its own; a file stays whole, since its tests may follow one another.
part navigateur "${pytest[@]}" -n auto --maxprocesses 2 --dist loadfile -m e2e "$@"

if ((${#failed[@]})); then
  printf '\nDes essais ont échoué : %s.\n' "${failed[*]}" >&2
  exit 1
fi
printf '\nTous les essais ont réussi.\n'
