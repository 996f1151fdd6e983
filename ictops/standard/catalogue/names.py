"""Measures what a file server does with its shares' names and waste: old names by their last day, and bins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ictops.estate import Value
from ictops.standard.catalogue.samba import Samba
from ictops.standard.catalogue.seal import Answer, opened
from ictops.standard.catalogue.shares import all_read, read_samba
from ictops.standard.catalogue.storage_probe import NAME
from ictops.standard.control import CannotTell

OLD_NAME = re.compile(r"(\d{4}-\d\d-\d\d) ([^/]+)/([^/]+)")
NOTHING_LEFT_OUT = {"exclude": "", "exclude_dir": "", "maxsize": "0", "minsize": "0"}
"""What the bin's own settings must say for everything that is deleted to reach it; unsaid, they say so too."""


def old_names(output: str) -> Value:
    """The old names that are not as the standard dates them: served until their last day, to the share's folder, and not after.

    The day is the server's own: the domain turns away a member whose clock is more than minutes out. Where the standard keeps
    no old names nothing is asked, and the control does not apply.
    """
    answer, read = opened(NAME, output), all_read(output)
    if "oldnames" not in answer.statuses:
        return ()
    today = _day(answer)
    found = (_old_name(read, line, today) for line in answer.of("oldnames"))
    return tuple(sorted(line for line in found if line))


def _day(answer: Answer) -> str:
    lines = answer.of("today")
    if len(lines) != 1 or not _is_day(lines[0]):
        raise CannotTell("the server did not say what day it is there")
    return lines[0]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _old_name(read: Samba, line: str, today: str) -> str:
    found = OLD_NAME.fullmatch(line)
    if not found:
        raise CannotTell("the answer does not carry the standard's old names as they were sent")
    until, old, share = found.groups()
    at, there = _path(read, old), _path(read, share)
    if until < today:
        still = at is not None and there in (at, None)
        return f"{old}: is still served, its last day was {until}" if still else ""
    if at is None:
        return f"{old}: is not served, its last day is {until}"
    return "" if at == there else f"{old}: does not lead to {share}"


def _path(read: Samba, share: str) -> str | None:
    """The folder that a share is served from; None where no share of that name is served."""
    names = (name for name in read.shares if name.casefold() == share.casefold() and read.yes(name, "available"))
    return next((read.shares[name].get("path", "").rstrip("/") for name in names), None)


def kept_when_deleted(output: str) -> Value:
    """The shares that put whatever somebody deletes, all of it, into a bin of that person's own."""
    read = read_samba(output)
    return tuple(sorted(share for share in read.shares if read.yes(share, "available") and all(_bin(read, share))))


def _bin(read: Samba, share: str) -> Iterator[bool]:
    yield "recycle" in read.said(share, "vfs objects").replace(",", " ").split()
    yield read.said(share, "recycle:repository").lower().endswith("/%u")
    yield read.said(share, "recycle:versions").lower() in ("yes", "true", "1")
    for word, left_out in NOTHING_LEFT_OUT.items():
        yield read.said(share, f"recycle:{word}") in ("", left_out)
