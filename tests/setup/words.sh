# What the set-up says, and where it keeps what it made. Sourced by tests/setup.sh.
# shellcheck shell=bash

TOOLS=${TOOLS:-.tools}

say() { printf 'set-up: %s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 1
}

make_tools_folder() {
  mkdir -p "$TOOLS"
  printf '*\n' >"$TOOLS/.gitignore"
}

# attempt SENTENCE COMMAND...: run quietly; on failure say the sentence, the command's own last words and where the rest is.
attempt() {
  local sentence=$1 log=$TOOLS/set-up.log
  shift
  make_tools_folder
  if ! "$@" >"$log" 2>&1 </dev/null; then
    say "$sentence"
    say "it said: $(last_words "$log") (all of it: $log)"
    return 1
  fi
}

last_words() {
  local found
  found=$(grep -aE '^(E:|error:|ERROR:)|Caused by:|[Ee]rror' "$1" | tail -n 1 || true)
  [[ -n $found ]] || found=$(grep -av '^[[:space:]]*$' "$1" | tail -n 1 || true)
  printf '%s' "${found:-nothing}" | tr -d '\000-\037' | sed 's/^ *//' | cut -c 1-300
}
