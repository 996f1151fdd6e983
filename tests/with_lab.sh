#!/usr/bin/env bash
# Run a command that uses the lab, and take the lab down afterwards, however the command ends: well, badly, or by Ctrl-C.
#
#   tests/with_lab.sh [--required] COMMAND...
#
# On a machine that cannot run containers the command gets ICTOPS_LAB=no and the reason in ICTOPS_LAB_WHY; with --required it is not
# run at all. With ICTOPS_LAB_KEEP set, the lab is left as it is. The exit status is the command's own.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

LAB=(.venv/bin/python tests/lab/lab.py)
LEFTOVERS=(.venv/bin/python -m tests.molecule.leftovers)
DOWN_LOG=.tools/lab-down.log

required=no
if [[ ${1:-} == --required ]]; then
  required=yes
  shift
fi

say() { printf 'lab: %s\n' "$*" >&2; }

ask_whether_containers_run() {
  ICTOPS_LAB=yes ICTOPS_LAB_WHY=""
  ICTOPS_LAB_WHY=$(bash tests/setup.sh why-no-containers) || ICTOPS_LAB=no
  export ICTOPS_LAB ICTOPS_LAB_WHY
}

# In silence when all is well: what the command said last should stay the last thing said.
take_down() {
  trap '' INT TERM HUP
  [[ $ICTOPS_LAB == yes && -z ${ICTOPS_LAB_KEEP:-} ]] || return 0
  mkdir -p .tools
  "${LAB[@]}" down >"$DOWN_LOG" 2>&1 </dev/null || say "the lab could not be taken down (see $DOWN_LOG): run make lab-down"
  "${LEFTOVERS[@]}" >>"$DOWN_LOG" 2>&1 </dev/null || say "scenarios could not be taken down (see $DOWN_LOG)"
}

# The command has a process group of its own, so that it and all it started hear of the interruption, once.
pass_on() {
  signalled=yes
  say "stopping, and taking the lab down"
  trap insist INT TERM HUP # before the command hears of it: whoever sees that it heard may ask again at once
  kill "-$1" -- "-$child" 2>/dev/null || true
}

insist() {
  signalled=yes
  kill -KILL -- "-$child" 2>/dev/null || true
}

refuse_without_containers() {
  [[ $required == yes && $ICTOPS_LAB == no ]] || return 0
  say "this needs containers: $ICTOPS_LAB_WHY (make check needs none)"
  exit 1
}

# A wait ends early when a signal comes: wait again, for the command's own status.
run_and_wait() {
  local status
  set -m
  "$@" </dev/null &
  child=$!
  set +m
  trap 'pass_on INT' INT
  trap 'pass_on TERM' TERM HUP
  while
    signalled=no
    wait "$child"
    status=$?
    [[ $signalled == yes ]]
  do :; done
  return "$status"
}

main() {
  local status
  ask_whether_containers_run
  refuse_without_containers
  run_and_wait "$@"
  status=$?
  take_down
  return "$status"
}

main "$@"
