"""The whole audit of one school: its files in, an `Import` out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ictops.audit.assembly import assemble
from ictops.audit.columns import Lists, columns
from ictops.audit.dates import described_day
from ictops.audit.decisions import Decisions
from ictops.audit.elsewhere import elsewhere
from ictops.audit.machines import lists_no_machines, may_be_machines, of_no_machine
from ictops.audit.nouns import FileCount, FileRefused, Import, Note, Reject
from ictops.audit.pupils import lists_people, lists_pupils, tells_not_whose
from ictops.audit.reading import Reading, read_file
from ictops.audit.records import place_of
from ictops.audit.sources.choosing import REGISTER, UNKNOWN, Choice, Part, choose
from ictops.audit.sources.known import READERS
from ictops.audit.sources.nouns import Reader
from ictops.audit.tables import AuditFile
from ictops.audit.together import speaking_together
from ictops.estate import Alias, DeviceId, School, SchoolId, Source

TWICE = "the same bytes as another file of this school, which was read"


@dataclass(frozen=True, kw_only=True)
class HowToRead:
    """What a trust adds to our own readers: its mappings, which come first, and the kinds that people named (`--as`), by the
    file's SHA-256. `schools`: all schools of the trust, since rows of another are not this one's. `decisions`: what people
    decided where audits contradict each other."""

    mappings: tuple[Reader, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    schools: tuple[School, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)


def read_school(
    school: SchoolId,
    files: Iterable[AuditFile],
    known: Mapping[Alias, DeviceId] | None = None,
    how: HowToRead | None = None,
) -> Import:
    """Read a school's audit files.

    `known`: what devices of earlier imports of this school are known by (`known_aliases(devices)`); their ids are kept.
    The same files give the same import in whatever order they come. Never raises for anything a file holds.
    """
    how = how or HowToRead()
    others = elsewhere(school, how.schools)
    in_order = sorted(files, key=lambda file: (file.name, file.sha256))
    readings, seen = list[Reading](), set[str]()
    refused, rejects, counts = list[FileRefused](), list[Reject](), list[FileCount]()
    choices = [Choice() if file.refused is not None else _choose(file, how) for file in in_order]
    for file, choice in zip(in_order, speaking_together(in_order, choices, others), strict=True):
        source = _source(school, file, choice)
        if reason := _why_refused(file, choice, seen):
            refused.append(FileRefused(name=file.name, sha256=file.sha256, reason=reason, passed_over=file.passed_over))
            rejects += _all_rows(source, file, reason)
            counts.append(_count_refused(file))
        else:
            seen.add(file.sha256)
            readings.append(read_file(source, choice.parts, others))
    read = assemble(school, readings, known or {}, how.decisions)
    return read.model_copy(
        update={
            "refused": tuple(refused),
            "rejects": (*read.rejects, *rejects),
            "counts": tuple(sorted((*read.counts, *counts), key=lambda count: count.name)),
            "notes": _notes(in_order),
        }
    )


def _choose(file: AuditFile, how: HowToRead) -> Choice:
    """How a file is read. A table whose headers list nothing that we know is said to be unknown: its columns may have names
    we know, and the whole still be no list of ours."""
    choice = choose(file, (*how.mappings, *READERS), how.named.get(file.sha256))
    return replace(choice, parts=tuple(map(_with_care, choice.parts)))


def _with_care(part: Part) -> Part:
    """A table for which only the register by hand is left, as what it turns out to be. One that mostly lists other things is
    skipped, until a person says that it is a register all the same: then its machines are taken, and nothing else."""
    blocks = part.at_sight.blocks if part.reader.kind == REGISTER.kind else ()
    lists = [columns(block.header).lists for block in blocks]
    others = [block for block in blocks if lists_no_machines(block, _title(part))]
    if part.chosen.by_person:
        return _machines_alone(part) if others and len(others) == len(blocks) else part
    if not blocks or len(others) + lists.count(Lists.NEITHER) < len(blocks):
        return part
    return _unknown(part, may_be_machines(others))


def _machines_alone(part: Part) -> Part:
    profile = replace(part.reader.profile, kept_out=of_no_machine)
    return replace(part, reader=replace(part.reader, profile=profile))


def _title(part: Part) -> str:
    sheet = part.table.sheet.text if part.table.sheet else ""
    return f"{part.chosen.name.text.rpartition('/')[2].rpartition('.')[0]} {sheet}"


def _unknown(part: Part, machines: int) -> Part:
    said = {"kind": UNKNOWN.kind, "title": UNKNOWN.title, "confidence": 0.0}
    some = (
        f"not a table I know: most of its rows are no devices, and {machines} may be, so that all were skipped; to have those "
        "taken say that it is a register (ictops audit import --as FILE=register)"
    )
    reader = replace(UNKNOWN, profile=replace(UNKNOWN.profile, kept_out=lambda _: some)) if machines else UNKNOWN
    return replace(part, reader=reader, chosen=part.chosen.model_copy(update=said))


def _source(school: SchoolId, file: AuditFile, choice: Choice) -> Source:
    titles = (cell.text.text for part in choice.parts for row in part.at_sight.titles for cell in row.cells)
    largest = max(choice.parts, key=lambda part: len(part.table.rows), default=None)
    return Source(
        id=file.sha256[:16],
        school=school,
        name=file.name,
        kind=largest.reader.kind if largest else "none",
        sha256=file.sha256,
        describes=described_day(file.name.text.rpartition("/")[2], titles, file.handed_over),
    )


def _why_refused(file: AuditFile, choice: Choice, seen: Collection[str]) -> str | None:
    if file.refused is not None:
        return file.refused
    if file.sha256 in seen:
        return TWICE
    if choice.question:
        return choice.question
    if why := lists_pupils(file.name.text, (part for part in choice.parts if not part.reader.profile.mixes_people)):
        return f"{why}: pupils are kept out of ictops; hand over a file without them"
    by_hand = [part for part in choice.parts if part.reader.kind == REGISTER.kind]
    return lists_people(by_hand) or tells_not_whose(file.name.text, by_hand)


def _all_rows(source: Source, file: AuditFile, reason: str) -> Iterator[Reject]:
    for table in file.tables:
        if table.rows:
            place = place_of(source, table.sheet, table.rows[0].number)
            twice = "stands in a second file of the same bytes, which was not read again"
            why = twice if reason == TWICE else f"its file was refused: {reason}"
            yield Reject(place=place, reason=why, rows=len(table.rows))


def _count_refused(file: AuditFile) -> FileCount:
    blank, filled = sum(table.blank for table in file.tables), sum(len(table.rows) for table in file.tables)
    return FileCount(name=file.name, rows=blank + filled, blank=blank, rejected=filled)


def _notes(files: Iterable[AuditFile]) -> tuple[Note, ...]:
    return tuple(Note(name=file.name, note=note) for file in files for note in file.notes)
