"""Why the role leaves an inherited share as it is: what is open about it then is for a person to settle, and says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from ictops.standard.catalogue.folders import Folder
from ictops.standard.catalogue.samba import Samba
from ictops.standard.catalogue.seal import Answer
from ictops.standard.control import BY_HAND

SYSTEM_FOLDERS = frozenset("/ /home /media /mnt /opt /srv /tmp /var /var/cache /var/lib /var/log /var/spool /var/tmp".split())
SYSTEM_TREES = tuple("/bin /boot /dev /etc /lib /lib32 /lib64 /libx32 /proc /root /run /sbin /sys /usr".split())
"""Folders that belong to the system: the role closes the share, never the folder."""


class Why(StrEnum):
    """The reason, with what a person may do about it."""

    KEPT = "the standard keeps it as it is (network_storage_inherited)"
    OURS = "its folder lies in a share of the standard; retire it, or make it an old name of that share"
    SYSTEM = "its folder belongs to the system; move the share to a folder of its own"
    EACH = "its path is another for each person; close the folder above by hand"
    UNREAD = "its list of people names some by number or pattern, and it lends rights; name groups in it"
    ALONE = "its Windows access list alone decides; take off it who should not be there"


def marked(shares: Iterable[str], reasons: Mapping[str, Why], *heed: Why) -> tuple[str, ...]:
    """The shares, those among them that the role leaves for one of these reasons each with it."""
    return tuple(f"{one}{BY_HAND}{reasons[one]}" if reasons.get(one) in heed else one for one in shares)


def why_left(read: Samba, answer: Answer, found: Mapping[str, Folder | None]) -> dict[str, Why]:
    """The reason for each share that the role leaves as it is."""
    real = {share: _real(answer, folder) for share, folder in found.items() if folder}
    told = {name.lower() for name in answer.lines.get("kept", ())}
    kept = {real.get(share) for share in read.shares if share.lower() in told} - {None}
    ours = {name.lower() for name in answer.lines.get("standard", ())}
    theirs = (share for share in read.shares if share.lower() not in ours)
    every = ((share, next(_reasons(read, answer, share, real.get(share)), None)) for share in theirs)
    by_folder = {share: Why.KEPT for share in read.shares if share.lower() in told or real.get(share) in kept}
    return {share: why for share, why in every if why} | by_folder


def _real(answer: Answer, folder: Folder) -> str:
    return "\n".join(answer.lines.get(f"real{folder.number}", ()))


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _reasons(read: Samba, answer: Answer, share: str, real: str | None) -> Iterator[Why]:
    if "%" in read.shares[share].get("path", ""):
        yield Why.EACH
    if real and any(_within(real, own) for own in answer.lines.get("ownfolders", ())):
        yield Why.OURS
    if real and (real in SYSTEM_FOLDERS or any(_within(real, tree) for tree in SYSTEM_TREES)):
        yield Why.SYSTEM
    if read.said(share, "acl_xattr:ignore system acls").lower() in ("yes", "true", "1") and _carries_list(answer, real):
        yield Why.ALONE
    if _lends_to_the_unnamed(read, share):
        yield Why.UNREAD


def _lends_to_the_unnamed(read: Samba, share: str) -> bool:
    """Whether it lends an account or group to people whom its list does not say plainly: the role then leaves the list."""
    lent = [value for setting in ("force user", "force group") if (value := read.said(share, setting))]
    names = [name.removeprefix("user ") for name in read.people(share, "valid users")]
    unread = any("%" in name or name.lower().startswith("s-1-") for name in names)
    return unread and any(not value.startswith("+") and "%" not in value for value in lent)


def _carries_list(answer: Answer, real: str | None) -> bool:
    numbers = [number for _, number in answer.numbered("folder") if "\n".join(answer.lines.get(f"real{number}", ())) == real]
    return any(answer.lines.get(f"nt{number}") == ("stored",) for number in numbers)
