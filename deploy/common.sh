# Shared by the scripts of this folder; they all run from the top of the project.
# shellcheck shell=sh

say() { printf '%s\n' "$1"; }

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# quietly NAME COMMAND...: the output goes to .build/log/NAME.txt, a failure is said in one sentence.
quietly() {
  log=.build/log/$1.txt
  shift
  mkdir -p .build/log
  if "$@" >"$log" 2>&1; then return 0; fi
  if grep -qiE 'name resolution|name or service not known|could not resolve|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|unreachable|connection refused|timed out|from versions: none' "$log"; then
    fail "Le réseau ne répond pas. Vérifiez la connexion à Internet, puis recommencez. Le détail est dans $log."
  fi
  fail "Cette étape n’a pas réussi. Le détail est dans $log."
}
