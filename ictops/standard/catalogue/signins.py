"""Measures the local accounts of any host: the probe that finds who can sign in to the machine itself.

Names of people are not read: an account that the standard neither allows nor knows as generic leaves the host as its number.
Of the system's own accounts, root too, only those that somebody can sign in to leave the host.
"""

from __future__ import annotations

import re

from ictops.estate import Value
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "accounts-local"
GENERIC = ("teacher", "pupil", "student", "staff", "admin", "office", "supply", "visitor", "classroom", "user", "test", "temp")
"""Names that say what somebody is, not who: the default of the role's accounts_generic_names."""

FIRST_PERSON, NOBODY = 1000, 65534
"""Below the first stand accounts of the system, which the role leaves alone."""

KEYED = """\
patterns='.ssh/authorized_keys .ssh/authorized_keys2'
if grep -qirs '^ *AuthorizedKeysFile' /etc/ssh/sshd_config /etc/ssh/sshd_config.d; then
  patterns=$(timeout 12 sshd -T 2>/dev/null </dev/null | sed -n 's/^authorizedkeysfile //p')
fi
key_file() { # the pattern $1 for the account $2 with the home $3
  at=$1
  while :; do case $at in
    *%h*) at=${at%%%h*}$3${at#*%h};;
    *%u*) at=${at%%%u*}$2${at#*%u};;
    /*) break;;
    *) at=$3/$at;;
  esac; done
}
keyed() { # whether a key opens the account $1 with the home $2
  set -f
  for pattern in $patterns; do
    key_file "$pattern" "$1" "$2"
    [ ! -s "$at" ] || ! grep -q '^[^#]' -- "$at" || return 0
  done
  return 1
}
"""
"""What tells whether a key opens an account: `keyed NAME HOME`, over the files of `$patterns`, each found by `key_file`."""

STEPS = """\
accounts=$(awk -F: -v today="$(($(date +%s) / 86400))" -v allowed=@allowed@ -v generic=@generic@ '
  BEGIN { split(allowed, list, " "); for (i in list) known[list[i]]
          split(tolower(generic), list, " "); for (i in list) common[list[i]] }
  FILENAME == "/etc/shadow" { hash[$1] = $2; ends[$1] = $8; next }
  { all++ }
  $1 !~ /^[+-]/ {
    own = ($3 < 1000 || $3 == 65534) ? "system" : "person"
    secret = $2 == "x" ? (($1 in hash) ? hash[$1] : "!") : $2
    state = secret == "" ? "open" : secret ~ /^[!*]/ ? "locked" : "set"
    over = (($1 in ends) && ends[$1] != "" && ends[$1] + 0 < today) ? "ended" : "current"
    shell = $7 ~ /(nologin|false)$/ ? "none" : "shell"
    low = bare = tolower($1); sub(/[0-9]+$/, "", bare)
    shown = ($1 == "root") || ($1 in known) || (low in common) || (bare in common) ? $1 : ""
    print shown ":" $3 ":" state ":" over ":" shell ":" own ":" $1 ":" $6 }
  END { print "all " all + 0 }' /etc/shadow /etc/passwd); status=$?
labelled accounts "$(printf '%s\\n' "$accounts" | while IFS=: read -r shown number state over shell own name home; do
  case $shown in 'all '*) printf '%s\\n' "$shown"; continue;; esac
  key=no; case $state,$over,$shell in set,*|*,ended,*|*,none) ;; *) ! keyed "$name" "$home" || key=key;; esac
  case $number,$key in 0,key) ! timeout 12 sshd -T 2>/dev/null </dev/null | grep -qx 'permitrootlogin no' || key=no;; esac
  case $own,$state,$over,$shell,$key in
    system,set,current,shell,*|system,open,current,shell,*|system,*,key) ;;
    system,*) continue;;
  esac
  printf '%s:%s:%s:%s:%s:%s\\n' "$shown" "$number" "$state" "$over" "$shell" "$key"
done)" $status
"""


def _command(settings: Settings) -> str:
    allowed = " ".join(named(settings))
    generic = " ".join(settings.get("accounts_generic_names", GENERIC))
    return sealed(NAME, (KEYED + STEPS).replace("@allowed@", quoted(allowed)).replace("@generic@", quoted(generic)))


def named(settings: Settings) -> tuple[str, ...]:
    """The accounts of a machine's own that the standard names: those that it allows, and the one kept for an emergency."""
    kept = (settings.get("accounts_local_break_glass") or {}).get("name")
    return tuple(sorted({*settings.get("accounts_local_allowed", ()), *([str(kept)] if kept else [])}))


PROBE = Probe(id=NAME, command=_command)


def can_sign_in(output: str) -> Value:
    """The local accounts with people's numbers, allowed or with a generic name, that a password or a key opens."""
    return tuple(sorted(_shown(row) for row in _open(output) if _is_ours_to_lock(row)))


def others_sign_in(output: str) -> Value:
    """All others that somebody can sign in to: the system's, and `number 1003` where the name is nobody's business."""
    return tuple(sorted(_shown(row) for row in _open(output) if not _is_ours_to_lock(row)))


def _open(output: str) -> list[str]:
    rows = opened(NAME, output).of("accounts")
    if not rows or not re.fullmatch(r"all [1-9]\d*", rows[-1]):
        raise CannotTell("the list of accounts has no end")
    return [row for row in rows[:-1] if _opens(row)]


def _is_ours_to_lock(row: str) -> bool:
    name, number, *_ = row.split(":")
    return bool(name) and number.isdecimal() and int(number) >= FIRST_PERSON and int(number) != NOBODY


def _opens(row: str) -> bool:
    fields = row.split(":")
    if len(fields) != 6 or fields[5] not in ("no", "key"):
        raise CannotTell(f"an account is described in a form that is not known: {row[:80]!r}")
    _, _, state, over, shell, key = fields
    return shell == "shell" and over == "current" and (state in ("set", "open") or key == "key")


def _shown(row: str) -> str:
    name, number, *_ = row.split(":")
    return name or f"number {number}"
