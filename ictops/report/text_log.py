"""The record as `ictops log` prints it: a line an entry, and of runs which one, and what it took back."""

from __future__ import annotations

from collections.abc import Iterable

from ictops.evidence import Entry, EntryKind


def log_text(entries: Iterable[Entry]) -> list[str]:
    """A line for each entry: its number, moment, kind, school, the beginning of its hash, and what it is about."""
    return [_line(entry).rstrip() for entry in entries]


def _line(e: Entry) -> str:
    when = f"{e.sequence:>5}  {e.at:%Y-%m-%d %H:%M:%S}"
    return f"{when}  {e.kind.value:<12}  {e.school or '-':<12}  {e.hash[:12]}  {_about(e)}"


def _about(entry: Entry) -> str:
    match entry.kind:
        case EntryKind.INTENT:
            return _run(entry.body["request"])
        case EntryKind.RUN:
            return _run(entry.body["run"]["request"])
        case EntryKind.APPROVAL:
            return f"plan {entry.body['digest'][:12]}, by {entry.body['by']}"
        case EntryKind.VERIFICATION:
            return str(entry.body["run"])
        case _:
            return ""


def _run(request: dict[str, object]) -> str:
    what = f"takes back {request['undoes']}" if request.get("undoes") else ""
    how = "" if request["for_real"] else "a rehearsal"
    return ", ".join(part for part in (str(request["id"]), what, how) if part)
