#!/usr/bin/env bash
# Set up what ictops needs on a Debian or Ubuntu machine. Safe to run again, and quick when nothing is missing.
#
#   tests/setup.sh NEED...              set up each NEED, in this order:
#       environment   uv, a Python of 3.12 or newer, and the locked environment in .venv
#       containers    podman and what the lab is built with
#       clients       the clients, not ours, with which the tests look at the lab
#       browser       Chromium, for the tests of the pages
#   tests/setup.sh lock                 resolve the dependencies and write the locks; with UPGRADE=yes, to the newest
#   tests/setup.sh why-no-containers    print why this machine cannot run the lab; nothing when it can
#
# What it fetches for itself lies in .venv and .tools, both left out of git.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for part in words packages python environment containers; do
  # shellcheck source=/dev/null
  source "tests/setup/$part.sh"
done

NEEDS="environment, containers, clients, browser"

set_up() {
  case $1 in
    environment) prepare_environment ;;
    containers) prepare_containers ;;
    clients) prepare_clients ;;
    browser) prepare_browser ;;
    why-no-containers) why_no_containers ;;
    lock) write_locks ;;
    *) stop "\"$1\" is not something to set up; say one of $NEEDS" ;;
  esac
}

(($# > 0)) || stop "say what to set up: one or more of $NEEDS"
PATH=${PATH//"$PWD/.venv/bin:"/} # what is being made is not what it is made with
trust_the_machines_certificates
for need in "$@"; do set_up "$need"; done
