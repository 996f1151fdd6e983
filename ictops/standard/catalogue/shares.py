"""Measures a file server: the probe that reads its shares, and what is made of the answer."""

from __future__ import annotations

from ictops.estate import Value
from ictops.standard.catalogue.folders import Folder, folders, said, shared_path
from ictops.standard.catalogue.samba import Samba, said_yes, samba
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "storage"
SAME_PROTOCOL = {"SMB3_11": "SMB3", "NT1": "SMB1"}
"""testparm writes SMB3_11 as SMB3, and calls what people know as SMB1 by its older name."""

STEPS = """\
[ -z {limited} ] || labelled limited {limited} 0
conf=$(timeout 12 testparm -s -v 2>/dev/null </dev/null); labelled samba "$conf" $?
users=$(printf '%s\\n' "$conf" | sed -n 's/^\\tusershare path = //p')
if [ -d "$users" ]; then
  made=$(ls -A -- "$users" 2>/dev/null); status=$?
  [ "$status-$made" = 0- ] || labelled usershares "$made" $status
fi
number=0
printf '%s\\n' "$conf" | sed -n 's/^\\tpath = \\(.\\)/\\1/p' | sed 's,/[^/]*%.*,,' | sort -u | while IFS= read -r path; do
  number=$((number + 1))
  if [ ! -d "$path" ]; then labelled folder$number "$path" 1; continue; fi
  labelled folder$number "$path" 0
  step acl$number getfacl -pE -- "$path"
  kind=$(stat -f -L -c %T -- "$path")
  if [ "$kind" = btrfs ]; then
    labelled place$number "$kind $(stat -L -c %i -- "$path")" 0
    text=$(timeout 12 btrfs qgroup show -ref --raw "$path" 2>&1); labelled limits$number "$text" $?
  else
    options=$(timeout 12 findmnt -n -o OPTIONS -T "$path"); status=$?
    labelled place$number "$kind $(printf '%s' "$options" | tr , '\\n' | grep quota | tr '\\n' ' ')" $status
  fi
done
"""


def _command(settings: Settings) -> str:
    limited = "\n".join(share["name"] for share in settings.get("network_storage_shares") or () if share.get("quota_mib"))
    return sealed(NAME, STEPS.format(limited=quoted(limited)))


PROBE = Probe(id=NAME, command=_command)


def _read(output: str) -> Samba:
    return samba(opened(NAME, output).of("samba"))


def _all_read(output: str) -> Samba:
    """The settings, where they are all there is. CannotTell when people share folders themselves: testparm lists no such."""
    answer, read = opened(NAME, output), _read(output)
    if "usershares" in answer.statuses and read.server("usershare max shares") != "0":
        made = ", ".join(answer.lines.get("usershares", ())) or "their folder cannot be listed"
        raise CannotTell(f"people share folders themselves here (net usershare), which are not read yet: {made}")
    return read


def oldest_protocol(output: str) -> Value:
    """The oldest protocol the server accepts: `SMB1`, `SMB2_02`, `SMB3`."""
    return protocol(_read(output).server("server min protocol"))


def protocol(name: str) -> str:
    """A protocol under the one name that it is compared by."""
    return SAME_PROTOCOL.get(name, name)


def signing(output: str) -> Value:
    """`mandatory` when a client that does not sign is turned away, else testparm's own word."""
    said = _read(output).server("server signing")
    return {"required": "mandatory", "No": "disabled"}.get(said, said)


def guest_shares(output: str) -> Value:
    """The shares with guest access switched on. Samba admits a nameless visitor to them even with `map to guest = Never`."""
    read = _all_read(output)
    found = {name for name in read.shares if read.yes(name, "available") and read.yes(name, "guest ok")}
    if read.server("usershare max shares") != "0" and said_yes(read.server("usershare allow guests"), "usershare allow guests"):
        found.add("whatever users share themselves")
    return tuple(sorted(found))


def changeable_by_everyone(output: str) -> Value:
    """The shares whose folder everyone who can sign in may change: the folder itself, not those inside it."""
    _all_read(output)
    return tuple(sorted(share for share, folder in _by_share(output).items() if folder and folder.everyone_may_change()))


def _by_share(output: str) -> dict[str, Folder | None]:
    answer = opened(NAME, output)
    found = folders(answer)
    paths = {share: shared_path(keys["path"]) for share, keys in samba(answer.of("samba")).shares.items() if keys.get("path")}
    lost = sorted(share for share, path in paths.items() if path not in found)
    if lost:
        raise CannotTell(f"the host said nothing of the folder of {', '.join(lost)}")
    return {share: found[path] for share, path in paths.items()}


def shares(output: str) -> Value:
    """Each share with the groups that may change it and those that may only read it."""
    read, by_share = _read(output), _by_share(output)
    return tuple(sorted(_share(read, name, by_share) for name in read.shares if read.yes(name, "available")))


def _share(read: Samba, name: str, by_share: dict[str, Folder | None]) -> str:
    admitted = read.people(name, "valid users") or ("everyone",)
    listed = [who for who in read.people(name, "write list") if who in admitted or admitted == ("everyone",)]
    default = [] if read.yes(name, "read only") else list(admitted)
    writers = sorted({*listed, *default} - set(read.people(name, "read list")))
    readers = sorted(set(admitted) - set(writers))
    gone = " (its folder is missing)" if by_share.get(name) is None else ""
    return line(name, writers, readers) + gone


def line(name: str, writers: list[str], readers: list[str]) -> str:
    """A share and its rights, as both the standard and the reading are written: `StaffShared: rw A, ro B`."""
    rights = [f"{right} {' and '.join(who)}" for right, who in (("rw", writers), ("ro", readers)) if who]
    return f"{name}: {', '.join(rights) or 'nobody'}"


def limits(output: str) -> Value:
    """Each share with a limit, and the limit. CannotTell when the standard limits a share whose limit cannot be read."""
    answer = opened(NAME, output)
    limited = answer.lines.get("limited", ())
    found = {share: _limit(folder, needed=share in limited) for share, folder in _by_share(output).items() if folder}
    return tuple(sorted(f"{share}: {said(limit)}" for share, limit in found.items() if limit is not None))


def _limit(folder: Folder, *, needed: bool) -> int | None:
    try:
        return folder.limit()
    except CannotTell:
        if needed:
            raise
        return None
