"""The one local administrator that a machine keeps for an emergency, and who else administers the machine.

Names of people are not read: an administrator whom the standard does not name leaves the host as a number.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.catalogue.signins import KEYED
from ictops.standard.control import Area, CannotTell, Control, Host, NotApplicable, Probe, Relation, Settings, Undone

NAME = "accounts-emergency"
ROWS = "administrators"

STEPS = """\
administers() { # whether the account $1 with the number $2 may become the administrator: yes, no or untold
  [ "$2" != 0 ] || { echo yes; return; }
  if command -v sudo >/dev/null 2>&1; then
    said=$(timeout 12 sudo -n -l -U "$1" 2>/dev/null </dev/null)
    case $said in
      *'may run the following commands'*) printf '%s\\n' "$said" | grep -Eq '^ *[(](ALL|root)( : [^)]*)?[)] ([A-Z]+: )*ALL$' &&
        echo yes || echo no;;
      *'is not allowed to run sudo'*) echo no;;
      *) echo untold;;
    esac
  elif id -nG -- "$1" 2>/dev/null | tr ' ' '\\n' | grep -qx sudo; then echo yes
  else echo no; fi
}
whose() { # whether the standard's key, and no other, opens the account $1 with the home $2: ours, other or no
  set -f
  for pattern in $patterns; do
    key_file "$pattern" "$1" "$2"
    [ ! -s "$at" ] || sed 's/^[[:space:]]*//; /^#/d; /^$/d' -- "$at"; echo
  done | awk -v ours=@key@ '
    NF { blob = ""; for (i = 1; i <= NF; i++) if (blob == "" && $i ~ /^AAAA/) blob = $i
         if (ours != "" && blob == ours) right = 1; else wrong = 1 }
    END { print wrong ? "other" : right ? "ours" : "no" }'
}
accounts=$(awk -F: -v today="$(($(date +%s) / 86400))" -v allowed=@allowed@ -v safe=@safe@ '
  BEGIN { split(allowed, list, " "); for (i in list) known[list[i]] }
  FILENAME == "/etc/shadow" { hash[$1] = $2; ends[$1] = $8; next }
  { all++ }
  $1 !~ /^[+-]/ {
    secret = $2 == "x" ? (($1 in hash) ? hash[$1] : "!") : $2
    state = secret == "" ? "open" : secret ~ /^[!*]/ ? "locked" : "set"
    over = (($1 in ends) && ends[$1] != "" && ends[$1] + 0 < today) ? "ended" : "current"
    shell = $7 ~ /(nologin|false)$/ ? "none" : "shell"
    shown = ($1 == "root") || ($1 in known) || ($1 == safe) ? $1 : ""
    print shown ":" $3 ":" state ":" over ":" shell ":" ($1 == safe ? "safe" : "other") ":" $1 ":" $6 }
  END { print "all " all + 0 }' /etc/shadow /etc/passwd); status=$?
labelled asked "@asked@" 0
labelled administrators "$(printf '%s\\n' "$accounts" | while IFS=: read -r shown number state over shell kept name home; do
  case $shown in 'all '*) printf '%s\\n' "$shown"; continue;; esac
  key=no; ! keyed "$name" "$home" || key=key
  case $number,$key in 0,key) ! timeout 12 sshd -T 2>/dev/null </dev/null | grep -qx 'permitrootlogin no' || key=no;; esac
  case $kept,$state,$over,$shell,$key in
    safe,*|*,set,current,shell,*|*,open,current,shell,*|*,*,current,shell,key) ;;
    *) continue;;
  esac
  rights=$(administers "$name" "$number")
  case $kept,$rights in other,no) continue;; safe,*) key=$(whose "$name" "$home");; esac
  printf '%s:%s:%s:%s:%s:%s:%s:%s\\n' "$shown" "$number" "$state" "$over" "$shell" "$key" "$rights" "$kept"
done)" $status
"""


def _command(settings: Settings) -> str:
    kept = settings.get("accounts_local_break_glass") or {}
    told = {
        "allowed": quoted(" ".join(sorted(settings.get("accounts_local_allowed", ())))),
        "safe": quoted(str(kept.get("name", ""))),
        "key": quoted(_blob(str(kept.get("ssh_key") or ""))),
    }
    steps = (KEYED + STEPS).replace('"@asked@"', quoted(_asked(kept)))
    for name, value in told.items():
        steps = steps.replace(f"@{name}@", value)
    return sealed(NAME, steps)


PROBE = Probe(id=NAME, command=_command)


def _asked(kept: Settings) -> str:
    """The name that is asked about, and whether the standard names a key of its own; nothing where none is kept."""
    return f"{kept['name']} {'key' if kept.get('ssh_key') else 'password'}" if kept.get("name") else ""


def _blob(line: str) -> str:
    """The key itself, without its kind and remark: `AAAA…`."""
    return next((word for word in line.split() if word.startswith("AAAA")), "")


class Row(NamedTuple):
    """One account that administers the machine, or is kept to. `key`: key or no; of the one that is kept: ours, other or no."""

    shown: str
    number: str
    state: str
    over: str
    shell: str
    key: str
    rights: str
    kept: str


WORDS = {
    "state": ("set", "open", "locked"),
    "over": ("current", "ended"),
    "shell": ("shell", "none"),
    "key": ("key", "ours", "other", "no"),
    "rights": ("yes", "no", "untold"),
    "kept": ("safe", "other"),
}


def _rows(output: str) -> list[Row]:
    """Every row. CannotTell unless the list has its end, each row its form, and of each it is known whether it administers."""
    lines = opened(NAME, output).of(ROWS)
    if not lines or not lines[-1].startswith("all ") or not lines[-1][4:].isdecimal() or lines[-1] == "all 0":
        raise CannotTell("the list of accounts has no end")
    return [_row(line) for line in lines[:-1]]


def _row(line: str) -> Row:
    fields = line.split(":")
    if len(fields) != len(Row._fields):
        raise CannotTell(f"an account is described in a form that is not known: {line[:80]!r}")
    row = Row(*fields)
    if any(getattr(row, name) not in words for name, words in WORDS.items()):
        raise CannotTell(f"an account is described in a form that is not known: {line[:80]!r}")
    if row.rights == "untold":
        raise CannotTell("the machine does not say whom it lets administer it: its rules for sudo cannot be read")
    return row


def ready(output: str) -> Value:
    """The account for an emergency by its name, with what is wrong with it if it would not work; nothing where none is kept."""
    asked = "".join(opened(NAME, output).of("asked"))
    rows = _rows(output)
    if not asked:
        return ()
    name, _, by = asked.partition(" ")
    faults = next((_faults(row, by) for row in rows if row.kept == "safe"), ["missing"])
    if faults and not [row for row in rows if row.kept == "other"]:
        faults.append("and nobody else administers the machine")
    return (f"{name}: {', '.join(faults)}",) if faults else (name,)


def _faults(row: Row, by: str) -> list[str]:
    found = {
        "has no shell": row.shell == "none",
        "has ended": row.over == "ended",
        "it opens without a password": row.state == "open",
        "a key opens it that is not the standard's": by == "key" and row.key == "other",
        "the standard's key does not open it": by == "key" and row.key == "no",
        "nothing opens it": by != "key" and row.state == "locked" and row.key == "no",
        "does not administer the machine": row.rights == "no",
    }
    return [fault for fault, is_so in found.items() if is_so]


def others(output: str) -> Value:
    """Who else can sign in and administer the machine; `number 1003` where the name is nobody's business."""
    return tuple(sorted(row.shown or f"number {row.number}" for row in _rows(output) if row.kept == "other"))


def _intend_ready(host: Host) -> Value:
    kept = host.settings.get("accounts_local_break_glass") or {}
    if not kept:
        raise NotApplicable("the standard keeps no local administrator for an emergency")
    return (str(kept["name"]),)


def _intend_others(host: Host) -> Value:
    return tuple(sorted(host.settings["accounts_local_allowed"]))


_control = partial(
    Control,
    area=Area.ACCOUNTS,
    kinds=frozenset({Kind.DIRECTORY, Kind.FILE_SERVER, Kind.PRINT_SERVER, Kind.CLASSROOM_PC}),
    role="accounts",
    probe=PROBE,
)

CONTROLS = (
    _control(
        id="ACC.LOCALGLASS.1v1",
        requirement=(
            "The one local administrator that the standard keeps for an emergency must be there, able to sign in and to "
            "administer the machine, and open to no other key where the standard names one."
        ),
        governor="If a machine cannot reach the directory any more, there is still a way in that is kept in the safe.",
        value_says="the account kept for an emergency, and what is wrong with it",
        relation=Relation.INCLUDES,
        measure=ready,
        intend=_intend_ready,
        evidence_towards=(clauses.EMERGENCY,),
        undo="Close the account that was made, or take the rights away again; keys and a password that were set stay.",
        undone=Undone.PART,
    ),
    _control(
        id="ACC.LOCALADMINS.1v1",
        requirement=(
            "Nobody must administer a machine by an account of its own but the one kept for an emergency and those that the "
            "standard allows; no run takes these rights away, a person does."
        ),
        governor="Single machines have no administrators that nobody remembers.",
        value_says="the machine's other accounts that somebody can sign in to and administer it",
        relation=Relation.WITHIN,
        measure=others,
        intend=_intend_others,
        evidence_towards=(clauses.SEPARATE_ADMINS, clauses.ACCESS_CONTROL),
        undo="Nothing is changed, so nothing has to be taken back.",
        by_hand=True,
    ),
)
"""The second is only read: a person settles it."""
