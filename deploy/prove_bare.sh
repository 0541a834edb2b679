#!/bin/bash
# prove_bare.sh [pytest arguments]: does everything start from nothing?
# A new Debian 12 that holds git, make, python3, pip, node and npm alone; this commit, cloned into it; `make run` as a
# newcomer types it, then again; without Pango, `make test`, without Chromium. Wants root, debootstrap and the network.
#
#   PORT=8000 SECOND_PORT=8011   where the two starts answer
#   BARE_DEBIAN=folder           keeps the new Debian there, and copies it from there the next time
#   MIRROR=address               of Debian 12, for debootstrap; unsaid, the one that this machine’s apt uses
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/common.sh
. deploy/bare_debian.sh

PORT=${PORT:-8000} SECOND_PORT=${SECOND_PORT:-8011}
SECONDS_TO_START=3
PROJECT=/srv/portail-rlp # inside the new Debian

main() {
  [[ $EUID -eq 0 ]] || fail "Il faut les droits d’administration : sudo deploy/prove_bare.sh"
  command -v debootstrap >/dev/null || fail "debootstrap manque. Installez-le : sudo apt install debootstrap"
  ground=$(mktemp -d "${TMPDIR:-/var/tmp}/portail-nu-XXXXXX")
  trap 'rm -rf --one-file-system "$ground"' EXIT
  trap 'exit 130' INT TERM
  # What is mounted is mounted for these processes alone: it goes away with them, even killed.
  PROOF_GROUND=$ground unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
}

prove() {
  ground=$1 root=$1/debian
  shift
  title "Une Debian 12 nue"
  learn_the_network
  make_debian
  mount_what_programs_want
  clone_the_project

  title "Sans droits d’administration"
  refuses run "sudo apt install .*libpango-1.0-0"
  title "make run, la première fois"
  start "$PORT"
  inside python3 "$PROJECT/deploy/newcomer.py" "http://127.0.0.1:$PORT" <"$said"
  stop
  title "make run, la seconde fois"
  start "$SECOND_PORT"
  inside python3 "$PROJECT/deploy/newcomer.py" "http://127.0.0.1:$SECOND_PORT" <"$said"
  stop
  ((milliseconds < SECONDS_TO_START * 1000)) || fail "Il fallait moins de $SECONDS_TO_START s."
  title "Sans Pango"
  inside apt-get remove -q -y libpango-1.0-0 >>"$ground/apt.txt"
  refuses run "sudo apt install libpango-1.0-0 libpangoft2-1.0-0"
  title "make test $*"
  inside make -C "$PROJECT" test ARGS="$*"
  title "Sans Chromium"
  inside apt-get remove -q -y chromium-headless-shell >>"$ground/apt.txt"
  refuses test "sudo apt install chromium-headless-shell"
  title "Tout part de rien ($SECONDS s)"
}

title() { printf '\n==== %s ====\n' "$1"; }

clone_the_project() {
  git bundle create --quiet "$root/srv/portail.bundle" HEAD
  inside git -c advice.detachedHead=false clone --quiet /srv/portail.bundle "$PROJECT"
  printf 'Le projet : %s\n' "$(inside git -C "$PROJECT" log -1 --format='%h %s')"
}

# refuses TARGET PATTERN: someone without rights reads one sentence, which says what to install, and no trace.
refuses() {
  local code=0 lines
  inside setpriv --reuid nobody --regid nogroup --clear-groups make --silent -C "$PROJECT" "$1" >"$ground/refused.txt" 2>&1 || code=$?
  lines=$(grep -v '^make: ' "$ground/refused.txt")
  printf '%s\n' "$lines"
  ((code != 0)) || fail "make $1 aurait dû refuser."
  grep -q "$2" <<<"$lines" || fail "La phrase attendue n’y est pas."
  ! grep -q Traceback <<<"$lines" || fail "Une trace s’affiche."
}

# start PORT: returns at the first answer; `milliseconds` since the command, `said` what it printed.
start() {
  local since
  said=$ground/said.txt
  ! answers "$1" || fail "Le port $1 est déjà pris : choisissez-en un par PORT et SECOND_PORT."
  since=$(date +%s%3N)
  set -m # a group of its own, as in a terminal: Ctrl+C reaches all of it
  inside make -C "$PROJECT" run PORT="$1" >"$said" 2>&1 &
  server=$!
  set +m
  until answers "$1"; do
    kill -0 $server 2>/dev/null || fail "$(cat "$said")"
    sleep 0.02
  done
  milliseconds=$(($(date +%s%3N) - since))
  cat "$said"
  printf 'De la commande à la première réponse : %d ms\n' "$milliseconds"
}

answers() {
  local line
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET /connexion/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
  read -r line <&3 || line=
  exec 3>&-
  [[ $line == *" 200 "* ]]
}

stop() {
  kill -INT -- "-$server"
  wait $server || true
  ! answers "$PORT" && ! answers "$SECOND_PORT" || fail "Le portail répond encore après Ctrl+C."
}

if [[ -n ${PROOF_GROUND:-} ]]; then prove "$PROOF_GROUND" "$@"; else main "$@"; fi
