"""Measures a file server: which shares it serves, to whom, and how much each may hold."""

from __future__ import annotations

from ictops.estate import Value
from ictops.standard.catalogue.access import nt_list
from ictops.standard.catalogue.folders import EVERYBODY, Folder, folders, said, shared_path
from ictops.standard.catalogue.left import Why, marked, why_left
from ictops.standard.catalogue.samba import Samba, principals, said_yes, samba
from ictops.standard.catalogue.seal import Answer, opened
from ictops.standard.catalogue.storage_probe import NAME
from ictops.standard.control import CannotTell

SAME_PROTOCOL = {"SMB3_11": "SMB3", "NT1": "SMB1"}
"""testparm writes SMB3_11 as SMB3, and calls what people know as SMB1 by its older name."""


STOPPED = "3"
"""How `systemctl is-active` ends for a service that does not run."""


def read_samba(output: str) -> Samba:
    return samba(opened(NAME, output).of("samba"))


def all_read(output: str) -> Samba:
    """The settings, where they are all there is. CannotTell when people share folders themselves: testparm lists no such."""
    answer, read = opened(NAME, output), read_samba(output)
    if "usershares" in answer.statuses and read.server("usershare max shares") != "0":
        made = ", ".join(answer.lines.get("usershares", ())) or "their folder cannot be listed"
        raise CannotTell(f"people share folders themselves here (net usershare), which are not read yet: {made}")
    return read


def oldest_protocol(output: str) -> Value:
    """The oldest protocol the server accepts: `SMB1`, `SMB2_02`, `SMB3`."""
    return protocol(read_samba(output).server("server min protocol"))


def protocol(name: str) -> str:
    """A protocol under the one name that it is compared by."""
    return SAME_PROTOCOL.get(name, name)


def signing(output: str) -> Value:
    """`mandatory` when a client that does not sign is turned away, else testparm's own word."""
    said = read_samba(output).server("server signing")
    return {"required": "mandatory", "No": "disabled"}.get(said, said)


def guest_shares(output: str) -> Value:
    """The shares with guest access switched on. Samba admits a nameless visitor to them even with `map to guest = Never`."""
    read = all_read(output)
    found = {name for name in read.shares if read.yes(name, "available") and read.yes(name, "guest ok")}
    if read.server("usershare max shares") != "0" and said_yes(read.server("usershare allow guests"), "usershare allow guests"):
        found.add("whatever users share themselves")
    return marked(sorted(found), left(output), Why.KEPT)


def changeable_by_everyone(output: str) -> Value:
    """The shares whose folder everyone who can sign in may change: the folder itself, not those inside it."""
    all_read(output)
    answer, found = opened(NAME, output), by_share(output)
    open_to_all = sorted(share for share, folder in found.items() if folder and _everyone_changes(folder, answer))
    return marked(open_to_all, left(output), *(why for why in Why if why is not Why.UNREAD))


def left(output: str) -> dict[str, Why]:
    """The shares that the role leaves as they are, each with the reason."""
    return why_left(read_samba(output), opened(NAME, output), by_share(output))


def _everyone_changes(folder: Folder, answer: Answer) -> bool:
    entries = nt_list(answer, folder.number) or ()
    by_nt_list = any(entry.allows and entry.makes_files and entry.who in EVERYBODY for entry in entries)
    return folder.everyone_may_change() or by_nt_list


def by_share(output: str) -> dict[str, Folder | None]:
    """The folder of each share; None for one that is not there."""
    answer = opened(NAME, output)
    found = folders(answer)
    paths = {share: shared_path(keys["path"]) for share, keys in samba(answer.of("samba")).shares.items() if keys.get("path")}
    lost = sorted(share for share, path in paths.items() if path not in found)
    if lost:
        raise CannotTell(f"the host said nothing of the folder of {', '.join(lost)}")
    return {share: found[path] for share, path in paths.items()}


def shares(output: str) -> Value:
    """Each share with the groups that may change it and those that may only read it, as its folder lets them too."""
    read, found, answer = read_samba(output), by_share(output), opened(NAME, output)
    stopped = "" if answer.of("smbd", allowed=("0", STOPPED)) == ("active",) else " (Samba is not running)"
    served = (name for name in read.shares if read.yes(name, "available"))
    return tuple(sorted(_share(read, name, found.get(name), answer) + stopped for name in served))


def _share(read: Samba, name: str, folder: Folder | None, answer: Answer) -> str:
    admitted = read.people(name, "valid users") or ("everyone",)
    listed = [who for who in read.people(name, "write list") if who in admitted or admitted == ("everyone",)]
    default = [] if read.yes(name, "read only") else list(admitted)
    writers = sorted({*listed, *default} - set(read.people(name, "read list")))
    readers = sorted(set(admitted) - set(writers))
    if folder and not read.people(name, "force user"):
        entering = [who for who in (*writers, *readers) if _is_let(who, folder, "rx")]
        changing = "rx" if name in _homes(answer) else "rwx"
        writers = [who for who in writers if _is_let(who, folder, changing)]
        readers = sorted(set(entering) - set(writers))
    creators = _creators(writers, folder, answer)
    gone = " (its folder is missing)" if folder is None else ""
    return line(name, [who for who in writers if who not in creators], readers, creators, _besides(read, name)) + gone


def _besides(read: Samba, name: str) -> list[str]:
    """What else decides as whom people get in, where it is set. The role sets none of it for a share of the standard.

    Who is kept out by name, `kept_out` says: the role leaves that. A group that everybody admitted has already is lent
    to nobody: so the role has new files belong to those who may write.
    """
    admins = ("admin users", " and ".join(read.people(name, "admin users")))
    group = read.said(name, "force group")
    own = group.startswith("+") and not set(principals(f'"{group}"')) - set(read.people(name, "valid users"))
    lent = [("force user", read.said(name, "force user")), ("force group", "" if own else group)]
    return [f"{setting} {value}" for setting, value in (admins, *lent) if value]


def kept_out(output: str) -> Value:
    """Of the standard's shares, whom and which machines a line of their own keeps out: people are counted.

    Root, whom many servers name, is left out. Clients that the whole server turns away are no matter of one share.
    """
    read, answer = read_samba(output), opened(NAME, output)
    ours = {name.lower() for name in answer.of("standard")}
    found = []
    for share in sorted(name for name in read.shares if name.lower() in ours and read.yes(name, "available")):
        out = [who for who in read.people(share, "invalid users") if who != "user root"]
        groups = [who for who in out if not who.startswith("user ")]
        people = len(out) - len(groups)
        counted = [f"{people} account{'s' if people > 1 else ''}"] if people else []
        said = [("invalid users", " and ".join([*groups, *counted]))]
        said += [(setting, read.shares[share].get(setting, "")) for setting in ("hosts allow", "hosts deny")]
        found += [f"{share}: {setting} {value}" for setting, value in said if value]
    return tuple(found)


def _is_let(who: str, folder: Folder, wanted: str) -> bool:
    """Whether the folder lets a group of the share's list do so. Of everyone and of single people the list alone is read."""
    return who == "everyone" or who.startswith("user ") or set(wanted) <= folder.lets(who)


def _homes(answer: Answer) -> set[str]:
    """The shares that hold homes: nobody writes beside those."""
    return {
        line.partition(" ")[2] for label, number in answer.numbered("homes") for line in answer.lines.get(label + number, ())
    }


def _creators(writers: list[str], folder: Folder | None, answer: Answer) -> list[str]:
    """Those of the writers whom the NT access list lets make files in the folder, and into no file."""
    entries = nt_list(answer, folder.number) if folder else None
    if entries is None:
        return []
    into_files = {entry.who for entry in entries if entry.allows and "OI" in entry.flags}
    makers = {entry.who for entry in entries if entry.allows and entry.makes_files and "OI" not in entry.flags}
    return [who for who in writers if who.lower() in makers - into_files]


def line(
    name: str, writers: list[str], readers: list[str], creators: list[str] | None = None, besides: list[str] | None = None
) -> str:
    """A share and its rights, as both the standard and the reading are written: `StaffShared: rw A, ro B, co C`.

    `besides` is what the standard's shares never have: `admin users D`, `force user E`.
    """
    given = (("rw", writers), ("ro", readers), ("co", creators or []))
    rights = [f"{right} {' and '.join(who)}" for right, who in given if who]
    return f"{name}: {', '.join([*(rights or ['nobody']), *(besides or [])])}"


def limits(output: str) -> Value:
    """Each share with a limit, and the limit. CannotTell when the standard limits a share whose limit cannot be read."""
    answer = opened(NAME, output)
    limited = answer.lines.get("limited", ())
    found = {share: _limit(folder, needed=share in limited) for share, folder in by_share(output).items() if folder}
    return tuple(sorted(f"{share}: {said(limit)}" for share, limit in found.items() if limit is not None))


def _limit(folder: Folder, *, needed: bool) -> int | None:
    try:
        return folder.limit()
    except CannotTell:
        if needed:
            raise
        return None
