"""Filters of the role network_storage: access lists of inherited folders, as getfacl and samba-tool print them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

READ, MAKE = 0x1, 0x2
GENERIC = {0x10000000: READ | MAKE, 0x20000000: 0, 0x40000000: MAKE, 0x80000000: READ}
LETTERS = {"FA": READ | MAKE, "GA": READ | MAKE, "FR": READ, "GR": READ, "CC": READ, "FW": MAKE, "GW": MAKE, "DC": MAKE}
"""Rights that hold one of the two bits all turns on: to list or read, and to make files or write."""
ALWAYS = re.compile(r"WD|AU|BU|DU|S-1-1-0|S-1-5-11|S-1-5-32-545|S-1-5-21-[0-9-]+-513|S-1-22-2-(100|65534)")
"""Whom Windows calls everyone, authenticated users, users and domain users; and Linux' groups users and nogroup."""
ENTRY = re.compile(r"\(A;([A-Z]*);(0x[0-9a-fA-F]+|[A-Z]*);;;([A-Za-z0-9-]+)\)")


def lists(getfacl: str) -> dict[str, dict[str, Any]]:
    """By path: the lines as they `was`, the `owning` group, the `entries`. getfacl ran with --absolute-names --no-effective."""
    blocks = (block.splitlines() for block in re.split(r"\n{2,}", getfacl) if block.startswith("# file: "))
    return {unescaped(lines[0].removeprefix("# file: ")): _list(lines[1:]) for lines in blocks}


def _list(lines: list[str]) -> dict[str, Any]:
    owning = next((line.removeprefix("# group: ") for line in lines if line.startswith("# group: ")), "")
    return {"was": lines, "owning": bare(owning), "entries": [_entry(line) for line in lines if line and line[0] != "#"]}


def _entry(line: str) -> dict[str, Any]:
    kind, name, rights = line.removeprefix("default:").split(":")
    # setfacl reads the name as getfacl wrote it, but would take a comma for the next entry
    words, of = name.replace(",", "\\054"), bare(name)
    return {"default": line.startswith("default:"), "kind": kind, "words": words, "name": of, "rights": set(rights) - {"-"}}


def bare(name: str) -> str:
    """A name as getfacl wrote it, without its domain, in plain small letters."""
    return unescaped(name).rpartition("\\")[2].lower()


def unescaped(name: str) -> str:
    """A name as getfacl escapes it, in plain letters."""
    return re.sub(r"\\(\\|[0-7]{3})", lambda found: "\\" if found[1] == "\\" else chr(int(found[1], 8)), name)


def nt_lists(asked: Iterable[Mapping[str, Any]], pupils: Iterable[str]) -> dict[str, dict[str, bool]]:
    """By path, of the folders with an NT access list: what it lets everyone and pupils do, `read` and `write`.

    `asked` are the results of `samba-tool ntacl get --as-sddl`, each with path and share as its `item`; `pupils` are SIDs.
    """
    theirs, found = set(pupils), {}
    for result in asked:
        if result.get("rc") != 0:
            continue
        said = [entry.groups() for entry in ENTRY.finditer(str(result.get("stdout", "")))]
        open_to = [(flags, _bits(rights), sid) for flags, rights, sid in said if ALWAYS.fullmatch(sid) or sid in theirs]
        # to write: also by what is only handed down, but not by pupils' own groups, which are asked about for reading
        found[str(result["item"]["key"])] = {
            "read": any(bits & READ for flags, bits, _ in open_to if "IO" not in flags),
            "write": any(bits & MAKE for flags, bits, _ in open_to if "IO" not in flags),
            "everyone": any(bits & MAKE for _, bits, sid in open_to if ALWAYS.fullmatch(sid)),
        }
    return found


def _bits(rights: str) -> int:
    if not rights.startswith("0x"):
        letters = (rights[at : at + 2] for at in range(0, len(rights), 2))
        return sum({bit for word in letters for bit in (READ, MAKE) if LETTERS.get(word, 0) & bit})
    bits = int(rights, 16)
    for one, mapped in GENERIC.items():
        bits |= mapped if bits & one else 0
    return bits


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"network_storage_lists": lists, "network_storage_nt_lists": nt_lists}
