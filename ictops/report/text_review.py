"""An import and a review of audits, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ictops.audit import Doubt, FileRefused, Import, Note, Review, SchoolReview
from ictops.audit.review import SupportCount
from ictops.estate import Conflict, Untrusted
from ictops.report.answers import Answers
from ictops.report.audits import (
    ages_line,
    chosen_words,
    kinds_line,
    left_out_words,
    people_and_devices,
    place_words,
    reject_runs,
    rejected,
    review_headline,
    rows_words,
    sides,
    until_words,
)
from ictops.report.columns import columns
from ictops.report.print_risks import print_risks_text
from ictops.report.text_answers import answers_text, papers_text
from ictops.report.visible import shortened, visible
from ictops.report.words import counted, date_words, plain

type Account = Import | SchoolReview


def import_text(one: Import, devices: int) -> list[str]:
    """Where every row of every file of a school went, and what needs a person. `devices`: how many it found."""
    lines = [f"{one.school}: {counted(devices, 'device')}; {rows_words(one.total)}."]
    lines += [f"  {visible(count.name)}: {rows_words(count)}" for count in one.counts]
    lines += [f"  {visible(name)}: {visible('; '.join(notes))}" for name, notes in _by_file(one.notes).items()]
    lines += _listed("read as", [chosen_words(chosen) for chosen in one.chosen])
    return [*lines, *_needs_someone(one)]


def _by_file(notes: Iterable[Note]) -> dict[Untrusted, list[str]]:
    found: dict[Untrusted, list[str]] = {}
    for note in notes:
        found.setdefault(note.name, []).append(note.note)
    return found


def review_text(review: Review, answers: Answers | None = None) -> list[str]:
    """What the audits hold: devices by kind, age and support; what contradicts; what nobody knows; with `answers`, the four
    questions of an audit too."""
    lines = [f"Audits as of {date_words(review.today)}: {review_headline(review)}"]
    if not review.schools:
        lines += ["Nothing is imported yet: put the files as received into audits/<school>/, then run ictops audit import."]
    for one in review.schools:
        risks = [shortened(line) for line in print_risks_text(review, one)]
        lines += ["", *_school(one), *risks, *papers_text(one), *(answers_text(one.school, answers) if answers else [])]
    if review.across:
        lines += ["", "Carried by devices of more than one school (moved, cloned or copied):"]
        lines += [f"  {s.alias.kind.value} {visible(s.alias.value)}: {', '.join(s.devices)}" for s in review.across]
    return lines


def _school(one: SchoolReview) -> list[str]:
    return [
        f"{one.school}: {people_and_devices(one)}; {rows_words(one.total)}.",
        f"  kinds: {kinds_line(one)}",
        f"  age: {ages_line(one)}",
        *_listed("read as", [chosen_words(chosen) for chosen in one.chosen]),
        *_indented(columns(("system", "support", "until", "devices"), map(_support, one.support))),
        *_needs_someone(one),
        *_listed("one address, several devices", [f"{visible(s.address)}: {', '.join(s.devices)}" for s in one.same_addresses]),
        *_listed(
            "not told by the audit", [f"{plain(n.attribute.value)}: {len(n.devices)} of {one.devices}" for n in one.not_known]
        ),
    ]


def _support(count: SupportCount) -> tuple[str, ...]:
    named = shortened(visible(count.named)) if count.named else "not told"
    return named, count.support.value, until_words(count), str(count.devices)


def _needs_someone(one: Account) -> list[str]:
    """Everything that was not taken as it stood, each with its place and reason."""
    conflicts = [_conflict(conflict, one) for conflict in one.conflicts]
    shared = [f"{s.alias.kind.value} {visible(s.alias.value)}: {', '.join(s.devices)}" for s in one.shared]
    rejects = [f"{where}: {_rows(rows)}{visible(reason)}" for where, rows, reason in reject_runs(one)]
    doubts = [_doubt(doubt, one) for doubt in one.doubts]
    left_out = [f"{at} ({header}): {why}" for at, header, why in (left_out_words(c, one.sources) for c in one.left_out)]
    return [
        *_listed("refused files", [_refused(file) for file in one.refused]),
        *_listed("contradictions, for a person to settle", [line for lines in conflicts for line in lines], len(conflicts)),
        *_listed("labels that different devices carry", shared),
        *_listed("in no file any more, kept until ictops audit gone or moved says where they went", one.in_no_file),
        *_listed("rejected rows", rejects, rejected(one)),
        *_listed("cells not taken at their word", doubts),
        *_listed("columns kept out", left_out),
    ]


def _conflict(conflict: Conflict, one: Account) -> list[str]:
    return [f"{conflict.device}, {conflict.attribute.value}:", *(f"  {side}" for side in sides(conflict, one.sources))]


def _doubt(doubt: Doubt, one: Account) -> str:
    done = "kept as text" if doubt.kept else "left out"
    return f"{place_words(doubt.place, one.sources)}: {plain(doubt.attribute.value)}: {visible(doubt.reason)} ({done})"


def _refused(file: FileRefused) -> str:
    return f"{visible(file.name)}: {visible(file.reason)}{' (passed over)' if file.passed_over else ''}"


def _rows(rows: int) -> str:
    return f"{rows} rows: " if rows > 1 else ""


def _listed(title: str, lines: Sequence[str], number: int | None = None) -> list[str]:
    return [f"  {title} ({len(lines) if number is None else number}):", *_indented(lines, 4)] if lines else []


def _indented(lines: Iterable[str], by: int = 2) -> list[str]:
    return [" " * by + shortened(line) for line in lines]
