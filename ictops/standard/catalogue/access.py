"""Reads who may reach a shared folder: its NT access list as Samba serves it, else the file system's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from ictops.standard.catalogue.folders import Folder, bare, unescaped
from ictops.standard.catalogue.seal import Answer
from ictops.standard.control import CannotTell

SDDL = re.compile(r"O:[^:]+G:[^:]+D:[A-Z]*((?:\([^()]*\))*)(?:S:.*)?")
ENTRY = re.compile(r"\(([AD]);((?:[A-Z]{2})*);(0x[0-9a-fA-F]{1,8}|(?:[A-Z]{2})*);;;([A-Za-z0-9-]+)\)")
READ, MAKE = 0x1, 0x2
"""List or read, and make files or write: the two bits everything here turns on."""
ALL = 0x1F01FF
RIGHTS = {
    "FA": ALL, "FR": 0x120089, "FW": 0x120116, "FX": 0x1200A0, "GA": ALL, "GR": 0x120089, "GW": 0x120116, "GX": 0x1200A0,
    "CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80, "CR": 0x100,
    "SD": 0x10000, "RC": 0x20000, "WD": 0x40000, "WO": 0x80000,
}  # fmt: skip
"""Rights in letters, as bits: Samba 4.17 writes some lists so, 4.22 most. Generic ones stand for what they are mapped to."""
GENERIC = {0x10000000: ALL, 0x20000000: 0x1200A0, 0x40000000: 0x120116, 0x80000000: 0x120089}

SHORT_NAMES = {
    "WD": "everyone", "AU": "authenticated users", "AN": "anonymous", "BG": "guests", "DU": "domain users", "BU": "users",
    "DG": "domain guests", "DA": "domain admins", "BA": "administrators", "SY": "system", "LA": "administrator",
    "CO": "creator owner", "CG": "creator group", "OW": "owner rights", "DC": "domain computers", "EA": "enterprise admins",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NtEntry:
    """One entry: whether it allows, how it is handed down, its bits, and whose it is, in small letters without the domain."""

    allows: bool
    flags: frozenset[str]
    bits: int
    who: str
    sid: str

    @property
    def makes_files(self) -> bool:
        return bool(self.bits & MAKE)


def nt_list(answer: Answer, number: str) -> tuple[NtEntry, ...] | None:
    """The folder's NT access list; None where it has none. CannotTell when there is one that cannot be understood."""
    if f"nt{number}" not in answer.statuses:
        return None
    said = "\n".join(answer.of(f"nt{number}"))
    if said == "none":
        return None
    text = "".join(answer.of(f"sddl{number}"))
    whole = SDDL.fullmatch(text)
    if said != "stored" or not whole:
        raise CannotTell("a folder has an NT access list that could not be read")
    names = dict(_named(line) for line in answer.lines.get(f"sids{number}", ()))
    return tuple(_entry(one, names) for one in re.findall(r"\([^()]*\)", whole[1]))


def _named(line: str) -> tuple[str, str]:
    sid, _, name = line.partition(" ")
    return sid, bare(re.sub(r" \d+$", "", name.strip()))


def _entry(text: str, names: dict[str, str]) -> NtEntry:
    found = ENTRY.fullmatch(text)
    if not found:
        raise CannotTell("an NT access list has an entry of a kind that is not known")
    kind, flags, bits, sid = found.groups()
    if not sid.startswith("S-1-") and sid not in SHORT_NAMES:
        raise CannotTell(f"an NT access list names {sid}, which is not known")
    every = frozenset(flags[at : at + 2] for at in range(0, len(flags), 2))
    return NtEntry(kind == "A", every, _bits(bits), SHORT_NAMES.get(sid) or names.get(sid, ""), sid)


def _bits(text: str) -> int:
    if text.startswith("0x"):
        bits = int(text, 16)
        return reduce(or_, (mapped for one, mapped in GENERIC.items() if bits & one), bits)
    letters = [text[at : at + 2] for at in range(0, len(text), 2)]
    if strange := sorted(set(letters) - RIGHTS.keys()):
        raise CannotTell(f"an NT access list gives rights that are not known: {' '.join(strange)}")
    return reduce(or_, (RIGHTS[right] for right in letters), 0)


def readers(folder: Folder, answer: Answer) -> frozenset[str]:
    """Groups and people that may read in the folder: names in small letters, `everyone` for all others."""
    entries = nt_list(answer, folder.number)
    if entries is not None:
        return frozenset(entry.who for entry in entries if entry.allows and entry.bits & READ and "IO" not in entry.flags)
    owning = next((bare(unescaped(line.removeprefix("# group: "))) for line in folder.acl if line.startswith("# group: ")), "")
    found = set()
    for line in folder.acl:
        kind, _, rest = line.partition(":")
        if kind in ("user", "group", "other") and "r" in rest.rpartition(":")[2]:
            name = bare(unescaped(rest.rpartition(":")[0]))
            found.add({"group": name or owning, "other": "everyone"}.get(kind, f"user {name}"))
    return frozenset(found)


def orphans(folder: Folder, answer: Answer) -> tuple[str, ...]:
    """Owners and entries of a folder's lists that no name belongs to: `group 11999`, `S-1-5-21-…`."""
    found = [f"{kind} {name}" for kind, name in _posix_names(folder.acl) if name.isdecimal()]
    entries = nt_list(answer, folder.number) or ()
    return tuple(sorted({*found, *(entry.sid for entry in entries if not entry.who)}))


def _posix_names(acl: tuple[str, ...]) -> list[tuple[str, str]]:
    headers = [tuple(line[2:].split(": ", 1)) for line in acl if re.match(r"# (owner|group): ", line)]
    listed = [line.removeprefix("default:").split(":") for line in acl if not line.startswith("#")]
    return [(kind, name) for kind, name in headers] + [(words[0], words[1]) for words in listed if len(words) == 3]
