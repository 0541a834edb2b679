#!/bin/bash
# test.sh [pytest arguments]: the tests on SQLite, the same on PostgreSQL, then the browser journeys.
# Every part runs, even after a failure.
set -u

PORTAIL_VAR=$(mktemp -d)
export PORTAIL_VAR
export TESTS_PDF_FOLDER=$PORTAIL_VAR/essais # a PDF made by one part is there for the next
trap 'rm -rf "$PORTAIL_VAR"' EXIT
unset DATABASE_URL PORTAIL_ENV
unset PYTHONDONTWRITEBYTECODE # reading the tests a second time takes half as long
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
journeys=$(grep -rl --include='*.py' 'mark\.e2e' tests | xargs -n1 dirname | sort -u | tr '\n' ' ') # where browser tests lie
spread=(-n auto --maxprocesses 4 --dist worksteal -m "not e2e") # neighbours stay together: they share what they prepare

part SQLite "${pytest[@]}" "${spread[@]}" "$@"
part PostgreSQL .venv/bin/python -m tests.postgres -- "${pytest[@]}" "${spread[@]}" "$@"
# Three browsers, each with a portal of its own: they wait for one another’s pages more than they compute. A file stays
# whole, since its tests may follow one another.
part navigateur "${pytest[@]}" -n 3 --dist loadfile --no-loadscope-reorder -m e2e -o testpaths="$journeys" "$@"

if ((${#failed[@]})); then
  printf '\nDes essais ont échoué : %s.\n' "${failed[*]}" >&2
  exit 1
fi
printf '\nTous les essais ont réussi.\n'
