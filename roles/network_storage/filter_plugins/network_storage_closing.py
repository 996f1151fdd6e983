"""Filters of the role network_storage: which inherited folders stand open, and how each is closed.

What everyone could do there, the group that keeps its access may do, and no more: nobody gains by it. Whoever has an
entry of their own keeps it as far as it reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

EVERYBODY = frozenset({"everyone", "authenticated users", "domain users", "users", "nogroup"})
"""Groups that, on a school's network, hold everyone who can sign in."""
NOBODY, GUESTS = "65534", frozenset({"nogroup"})
"""Whom guests work as: they are in no group of the domain."""

type Rights = set[str]
type Entry = Mapping[str, Any]


def open_folders(shares: Iterable[Mapping[str, Any]], known: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Inherited folders that guests, everyone or pupils reach: those to `close`, and those to `leave`, which are the system's.

    A folder of the standard, or in one, is neither: the standard's own access list holds there; nor is one kept as it is, nor
    one whose NT access list holds whatever its mode says (`by_hand`). `passed` are the folders above another share that are
    closed, now or before: whoever passes through could go on into what was never closed below.
    """
    given = [{**share, "real": known["real"][share["path"]]} for share in shares if share["path"]]
    everywhere = {*known["own"], *(share["real"] for share in given)}
    found: dict[str, list[dict[str, Any]]] = {"close": [], "leave": [], "passed": [], "by_hand": []}
    for real in sorted({share["real"] for share in given}):
        entry = known["entries"].get(real, {})
        through = [share for share in given if share["real"] == real]
        kept = any(share["keep"] for share in through)
        if kept or entry.get("kind") != "d" or any(_within(real, own) for own in known["own"]):
            continue
        folder = Folder(real, through, known, any(_within(other, real) and other != real for other in everywhere))
        if folder.is_open():
            system = real in known["system_folders"] or any(_within(real, tree) for tree in known["system_trees"])
            by_hand = folder.nt is not None and any(share["nt_alone"] for share in through)
            found["leave" if system else "by_hand" if by_hand else "close"].append(folder.closed())
        by_mode = not any(one["path"] == real for one in found["by_hand"])
        if folder.above and by_mode and (folder.is_open() or folder.is_passed()):
            found["passed"].append({"path": real})
    return found


def _within(path: str, folder: str) -> bool:
    return PurePosixPath(path).is_relative_to(folder)


class Folder:
    """One inherited folder: its list (made of the mode where none was read), and who is to be shut out."""

    def __init__(self, path: str, through: list[Mapping[str, Any]], known: Mapping[str, Any], above: bool) -> None:
        self.path, self.through, self.above = path, through, above
        self.entry, self.nt = known["entries"][path], known["nt"].get(path)
        read = known["lists"].get(path)
        self.was: list[str] = read["was"] if read else []
        self.entries: list[Entry] = read["entries"] if read else _of_mode(self.entry["mode"])
        self.owning: str = read["owning"] if read else ""
        self.group = str(through[0]["group"])
        self.gid = str(known["gids"][self.group])
        self.pupils = {str(name).lower() for name in known["pupils"]}
        self.guests = any(share["guests"] for share in through)

    def is_open(self) -> bool:
        """Whether everyone may change what is here, or guests or pupils read it through one of its shares."""
        writes = any("w" in one["rights"] and self._is_everybody(one, EVERYBODY) for one in self.entries)
        by_guests = self.guests and bool(self._everyones(GUESTS) & {"r", "w"})
        return (
            writes or bool(self.nt and self.nt["everyone"]) or by_guests or bool(self._guests_own()) or self._read_by_pupils()
        )

    def _read_by_pupils(self) -> bool:
        if not self.pupils or all(_keeps_out(share, self.pupils | EVERYBODY) for share in self.through):
            return False
        return bool(self.nt["read"]) if self.nt else "r" in self._everyones(self.pupils | EVERYBODY, masked=False)

    def is_passed(self) -> bool:
        """Whether it reads as a folder that was closed and may be passed through."""
        others = next(one["rights"] for one in self._access() if one["kind"] == "other")
        return others == {"x"} and bool(self._theirs())

    def _access(self) -> list[Entry]:
        return [one for one in self.entries if not one["default"]]

    def _mask(self) -> Rights:
        return next((one["rights"] for one in self._access() if one["kind"] == "mask"), {"r", "w", "x"})

    def _effective(self, one: Entry) -> Rights:
        own = one["kind"] == "other" or (one["kind"] == "user" and not one["name"])
        return set(one["rights"]) if own or one["default"] else one["rights"] & self._mask()

    def _is_everybody(self, one: Entry, whom: Iterable[str]) -> bool:
        return one["kind"] == "other" or (one["kind"] == "group" and (one["name"] or self.owning) in whom)

    def _everyones(self, whom: Iterable[str], *, masked: bool = True) -> Rights:
        """What others, and groups of these names, may do."""
        theirs = [one for one in self._access() if self._is_everybody(one, whom)]
        return set().union(*(self._effective(one) if masked else one["rights"] for one in theirs))

    def _guests_own(self) -> Rights:
        """What guests, who are `nobody`, may do as the owner, and the group may not yet."""
        if not self.guests or self.entry.get("uid") != NOBODY:
            return set()
        return next(one["rights"] for one in self._access() if one["kind"] == "user" and not one["name"]) - self._theirs()

    def _goes(self, one: Entry) -> bool:
        """Whether an entry of a group is taken off: everyone's where it lets them write, guests', pupils' where they read."""
        if one["kind"] != "group":
            return False
        readers = (self.pupils | EVERYBODY if self._read_by_pupils() else set()) | (GUESTS if self.guests else set())
        return bool(self._is_everybody(one, readers) and one["rights"] & {"r", "w"}) or (
            "w" in one["rights"] and self._is_everybody(one, EVERYBODY)
        )

    def _is_theirs(self, one: Entry) -> bool:
        name = one["name"] or (self.group.lower() if self.entry["gid"] == self.gid else self.owning)
        return one["kind"] == "group" and name == self.group.lower()

    def _theirs(self) -> Rights:
        return set().union(*(self._effective(one) for one in self._access() if self._is_theirs(one)))

    def closed(self) -> dict[str, Any]:
        """How the folder is closed: `mode` and owning group where that says all, else the whole `list`."""
        gone = [one for one in self._access() if one["kind"] == "other" or self._goes(one)]
        gained = set().union(*(self._effective(one) for one in gone))
        gained |= self._guests_own()
        if self.nt:  # what the NT list did not let everyone do, they could not do
            gained &= {*("rx" if self.nt["read"] else ""), *("wx" if self.nt["write"] else "")}
        gained = gained | {"x"} if gained & {"r", "w"} else set()
        told = {"path": self.path, "group": self.group, "was": self.was, "nt": self.nt is not None}
        stays = {"mode": "", "list": [], "acts_as": ""}  # only its NT access list was open
        return {**told, **(self._shape(self._theirs() | gained, gained) if self._is_open_by_mode() else stays)}

    def _is_open_by_mode(self) -> bool:
        reaches = any(one["rights"] - {"x"} for one in self._access() if one["kind"] == "other")
        return reaches or bool(self._guests_own()) or any(self._goes(one) or _hands_write(one) for one in self.entries)

    def _shape(self, theirs: Rights, gained: Rights) -> dict[str, Any]:
        acts_as = next((str(share["acts_as"]) for share in self.through if share["acts_as"]), "")
        owning = next(one for one in self._access() if one["kind"] == "group" and not one["name"])
        own_group = self.entry["gid"] not in ("0", self.gid) and self._effective(owning) and not self._goes(owning)
        others: Rights = {"x"} if self.above else set()
        named = [one for one in self.entries if one["default"] or one["name"]]
        if named or acts_as or own_group:
            words = [*self._listed(theirs, gained, acts_as, others), *self._handed_down(theirs)]
            return {"mode": "", "list": words, "acts_as": acts_as}
        special = (int(self.entry["mode"], 8) >> 9 & 0o7) | 0o2
        user = next(one["rights"] for one in self._access() if one["kind"] == "user")
        return {"mode": f"{special}{_digit(user)}{_digit(theirs)}{_digit(others)}", "list": [], "acts_as": ""}

    def _listed(self, theirs: Rights, gained: Rights, acts_as: str, others: Rights) -> list[str]:
        """The entries that decide, each as far as it reached under the mask, and the group's own."""
        stay = [one for one in self._access() if one["kind"] in ("user", "group") and not self._goes(one)]
        given = {
            (one["kind"], one["words"]): self._effective(one) for one in stay if not (one["name"] and self._is_theirs(one))
        }
        given.setdefault(("group", ""), set())
        if self.entry["gid"] == self.gid:
            given["group", ""] = theirs
        else:
            given["group", self.gid] = theirs
        if acts_as:
            there = next((key for key in given if key[0] == "user" and key[1].lower() == acts_as.lower()), ("user", acts_as))
            given[there] = given.get(there, set()) | gained
        return _words(given, others, "")

    def _handed_down(self, most: Rights) -> list[str]:
        given = [one for one in self.entries if one["default"]]
        if not given:
            return []
        gone = [one for one in given if one["kind"] == "other" or self._goes(one)]
        handed = set().union(*(one["rights"] for one in gone)) & most
        stay = [one for one in given if one["kind"] in ("user", "group") and one not in gone]
        by_name = {
            (one["kind"], one["words"]): set(one["rights"]) for one in stay if not (one["name"] and self._is_theirs(one))
        }
        theirs = set().union(*(one["rights"] for one in stay if one["name"] and self._is_theirs(one)))
        by_name.setdefault(("group", ""), set())
        by_name["group", self.gid] = theirs | handed
        return _words(by_name, set(), "default:")


def _hands_write(one: Entry) -> bool:
    return bool(one["default"] and one["kind"] == "other" and "w" in one["rights"])


def _keeps_out(share: Mapping[str, Any], whom: Iterable[str]) -> bool:
    return bool(share["admits"]) and share["admits_plainly"] and not {str(name) for name in share["admits"]} & set(whom)


def _words(given: Mapping[tuple[str, str], Rights], others: Rights, default: str) -> list[str]:
    mask = set().union(*(rights for (kind, name), rights in given.items() if kind == "group" or name))
    listed = [(f"{kind}:{name}", rights) for (kind, name), rights in given.items()]
    return [f"{default}{who}:{_said(rights)}" for who, rights in (*listed, ("mask:", mask), ("other:", others))]


def _said(rights: Rights) -> str:
    return "".join(right if right in rights else "-" for right in "rwx")


def _digit(rights: Rights) -> int:
    return sum({"r": 4, "w": 2, "x": 1}[right] for right in rights)


def _of_mode(mode: str) -> list[Entry]:
    return [
        {"default": False, "kind": kind, "words": "", "name": "", "rights": _rights(int(mode, 8) >> shift)}
        for kind, shift in (("user", 6), ("group", 3), ("other", 0))
    ]


def _rights(digit: int) -> Rights:
    return {right for right, bit in (("r", 4), ("w", 2), ("x", 1)) if digit & bit}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"network_storage_open_folders": open_folders}
