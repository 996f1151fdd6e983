"""The one probe of a file server: what it serves, who may reach it, how full it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ictops.standard.catalogue.seal import quoted, sealed
from ictops.standard.control import Probe, Settings

NAME = "storage"
DFREE = "/usr/local/sbin/ictops-dfree"
"""The role's own answer to how much room is left: no other command that a configuration names is ever run by a probe."""
HOME_MAKER = "/usr/local/sbin/ictops-home"
"""What the role has Samba run to make somebody's home. It is looked at, never run."""

CONFIGURATION = """\
conf=$(timeout 12 testparm -s -v 2>/dev/null </dev/null); labelled samba "$conf" $?
users=$(printf '%s\\n' "$conf" | sed -n 's/^\\tusershare path = //p')
if [ -d "$users" ]; then
  made=$(ls -A -- "$users" 2>/dev/null); status=$?
  [ "$status-$made" = 0- ] || labelled usershares "$made" $status
fi
step winbind wbinfo -p
step smbd systemctl is-active smbd
step today date +%F
"""

OWNERS = """\
group=$(printf '%s\\n' "$conf" | sed -n 's/^\\tworkgroup = //p')
homes() {
  seen=$(timeout 12 find "$2" -mindepth 1 -maxdepth 1 -type d ! -name '.*' -printf '%U %u/%f\\n'); status=$?
  lone=$(printf '%s\\n' "$seen" | sed -n 's/^0 [^/]*\\///p')
  if [ -n "$lone" ]; then
    known=$(printf '%s\\n' "$lone" | sed "s/^/$group\\\\\\\\/" | tr '\\n' '\\0' | timeout 12 xargs -0 getent passwd -- | wc -l)
    strange=$(($(printf '%s\\n' "$lone" | wc -l) - known))
  else strange=0; fi
  labelled "$1" "$(printf '%s\\n' "$seen" | STRANGE=$strange awk '
    NF { all++; number = $1; sub(/^[0-9]+ /, ""); at = index($0, "/"); who = tolower(substr($0, 1, at - 1))
      if (who == number) none++
      sub(/.*\\\\/, "", who); if (who == tolower(substr($0, at + 1))) named++ }
    END { print all + 0 " folders " named + 0 " named " none + ENVIRON["STRANGE"] " nobodys" }')" $status
}
made=$(printf '%s\\n' "$conf" | sed -n 's/^\\ttemplate homedir = \\(.*\\)\\/%U$/\\1/p' | sed "s/%D/$group/")
case $made in
  (*%* | '') ;;
  (*) without=$(printf '%s\\n' "$conf" |
      awk '/^\\[/ { here = $0 == "[homes]"; if (here) there = 1 } here && /^\\tpath = ./ { there = 0 } END { print there + 0 }')
    if [ "$without" = 1 ] && [ -d "$made" ]; then homes ownhomes "$made"; fi ;;
esac
"""

FOLDERS = """\
number=0
printf '%s\\n' "$conf" | sed -n 's/^\\tpath = \\(.\\)/\\1/p' | sed 's,/[^/]*%.*,,' | sort -u | while IFS= read -r path; do
  number=$((number + 1))
  if [ ! -d "$path" ]; then labelled folder$number "$path" 1; continue; fi
  labelled folder$number "$path" 0
  step real$number realpath -m -- "$path"
  homes owners$number "$path"
  step acl$number getfacl -pE -- "$path"
  step df$number df -Pk -- "$(findmnt -n -o TARGET -T "$path")"
  stored=$(timeout 12 python3 -c 'import errno, os, sys
try: os.getxattr(sys.argv[1], "security.NTACL"); print("stored")
except OSError as error: print("none" if error.errno in (errno.ENODATA, errno.EOPNOTSUPP) else "unread")' "$path"); status=$?
  labelled nt$number "$stored" $status
  if [ "$stored" = stored ]; then
    share=$(printf '%s\\n' "$conf" | P="$path" awk '
      /^\\[/ { name = substr($0, 2, length($0) - 2) } $0 == "\\tpath = " ENVIRON["P"] { print name; exit }')
    sddl=$(timeout 12 samba-tool ntacl get --as-sddl ${share:+--service="$share"} -- "$path" 2>/dev/null </dev/null); status=$?
    labelled sddl$number "$sddl" $status
    printf '%s\\n' "$sddl" | grep -o 'S-1-[0-9-]*' | sort -u | while read -r sid; do
      name=$(timeout 12 wbinfo -s "$sid" 2>/dev/null); labelled sids$number "$sid $name" 0
    done
  fi
  kind=$(stat -f -L -c %T -- "$path")
  if [ "$kind" = btrfs ]; then
    labelled place$number "$kind $(stat -L -c %i -- "$path")" 0
    text=$(timeout 12 btrfs qgroup show -ref --raw "$path" 2>&1); labelled limits$number "$text" $?
  else
    options=$(timeout 12 findmnt -n -o OPTIONS -T "$path"); status=$?
    labelled place$number "$kind $(printf '%s' "$options" | tr , '\\n' | grep quota | tr '\\n' ' ')" $status
    case ",$options," in (*,prjquota,* | *,pquota,*)
      step projects$number lsattr -pd -- "$path" "$path/.."
      text=$(timeout 12 repquota -Pn -O csv "$(findmnt -n -o TARGET -T "$path")" 2>/dev/null); labelled limits$number "$text" $?
    esac
  fi
  if [ -x {dfree} ]; then step told$number {dfree} "$path"; fi
done
"""

PUPILS = """\
ask() {{ timeout 12 net ads search --machine-pass "$@" 2>/dev/null </dev/null; }}
for group in {groups}; do
  dn=$(ask "(&(objectClass=group)(sAMAccountName=$group))" distinguishedName | sed -n 's/^distinguishedName: //p')
  [ -n "$dn" ] || {{ labelled pupils "" 1; break; }}
  dn=$(printf '%s' "$dn" | sed 's/\\\\/\\\\5c/g; s/(/\\\\28/g; s/)/\\\\29/g; s/\\*/\\\\2a/g')
  above=$(ask "(member:1.2.840.113556.1.4.1941:=$dn)" sAMAccountName); status=$?
  above=$(printf '%s\\n' "$above" | sed -n 's/^sAMAccountName: //p')
  labelled pupils "$group
$above" $status
  [ $status = 0 ] || break
done
"""

HOMES = """\
if [ -d {folder} ]; then
  lost=$(timeout 12 find {folder} -mindepth {depth} -maxdepth {depth} -type d \\( -nouser -o -user 0 \\) -printf x); status=$?
  labelled homes{number} "${{#lost}} "{name} $status
else labelled homes{number} "0 "{name} 0; fi
"""

HOME_LIMITS = r"""
labelled homelimit{number} {asked} 0
at={folder}; counts=; status=0
if [ -d "$at" ]; then
  mount=$(findmnt -n -o TARGET -T "$at") || status=1
  held=$(timeout 12 btrfs qgroup show -re --raw "$at" 2>&1) ||
    case $held in (*"quotas not enabled"*) held= ;; (*) status=2 ;; esac
  all=$(timeout 12 btrfs subvolume list "$mount" 2>/dev/null) || status=3
  own=$(timeout 12 btrfs subvolume show "$mount" 2>/dev/null) || status=4
  homes=$(timeout 12 find "$at" -mindepth {depth} -maxdepth {depth} -type d ! -name '.*' -printf 'at %p\n') || status=5
  own=$(printf '%s\n' "$own" | sed -n '1s,^/*,,p')
  counts=$({{ printf '%s\n' "$held" | sed -n 's,^0/,held ,p'
    printf '%s\n' "$all" | sed -n 's,^ID \([0-9]*\) gen .* path ,sub \1 ,p'
    printf '%s\n' "$homes"; }} | MOUNT="${{mount%/}}/" OWN="${{own:+$own/}}" awk '
    {{ kind = $1; key = $2; limit = $5; sub(/^(sub [0-9]+|at) /, "") }}
    kind == "held" && limit ~ /^[0-9]+$/ {{ most[key] = limit }}
    kind == "sub" && substr($0, 1, length(ENVIRON["OWN"])) == ENVIRON["OWN"] {{
      number[ENVIRON["MOUNT"] substr($0, length(ENVIRON["OWN"]) + 1)] = key }}
    kind == "at" {{ print $0 in number && number[$0] in most ? most[number[$0]] : "none" }}' | sort | uniq -c)
fi
labelled homesby{number} "$counts" $status
"""


def _command(settings: Settings) -> str:
    shares: list[dict[str, Any]] = list(settings.get("network_storage_shares") or ())
    limited = [share for share in shares if share.get("quota_mib")]
    pupils = settings.get("network_storage_pupil_groups") or ()
    root = settings.get("network_storage_root", "/srv/shares")
    parts = [
        _echoed("limited", [share["name"] for share in limited]),
        _echoed("warn", [f"{share.get('warn_percent', 80)} {share['name']}" for share in limited]),
        _echoed("retired", [f"{share['step']} {share['name']}" for share in settings.get("network_storage_retired") or ()]),
        _echoed(
            "oldnames",
            [f"{one['until']} {one['alias']}/{share['name']}" for share in shares for one in share.get("aliases") or ()],
        ),
        _echoed("kept", [one["name"] for one in settings.get("network_storage_inherited") or () if one.get("keep")]),
        _echoed("standard", [name for share in shares for name in (share["name"], *_old_names(share))]),
        _echoed("ownfolders", [f"{root}/{share['name']}" for share in shares]),
        CONFIGURATION,
        OWNERS,
        FOLDERS.replace("{dfree}", DFREE),
        PUPILS.format(groups=quoted(*pupils)) if pupils else "",
        *_homes(shares, root),
    ]
    return sealed(NAME, "".join(parts))


def _old_names(share: dict[str, Any]) -> Iterator[str]:
    return (one["alias"] for one in share.get("aliases") or ())


def _echoed(label: str, lines: list[str]) -> str:
    """What the standard says, carried through the host's answer to whoever reads it."""
    return f"labelled {label} {quoted(chr(10).join(lines))} 0\n" if lines else ""


def _homes(shares: list[dict[str, Any]], root: str) -> Iterator[str]:
    homes = [share for share in shares if share.get("homes")]
    for number, share in enumerate(homes, start=1):
        yield HOMES.format(number=number, **_place(share, root), name=quoted(share["name"]))
    limited = [share for share in homes if share.get("home_quota_mib")]
    if limited:
        yield f"step homemaker test -x {HOME_MAKER}\n"
    for number, share in enumerate(limited, start=1):
        asked = quoted(f"{share['home_quota_mib']} {share['name']}")
        yield HOME_LIMITS.format(number=number, **_place(share, root), asked=asked)


def _place(share: dict[str, Any], root: str) -> dict[str, str]:
    return {"folder": quoted(f"{root}/{share['name']}"), "depth": "2" if share.get("by_entry_year") else "1"}


PROBE = Probe(id=NAME, command=_command)
