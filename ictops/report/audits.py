"""What a review of audits says, in the words that its page and its terminal lines share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ictops.audit import Chosen, FileCount, Import, LeftOut, Reject, Review, SchoolReview
from ictops.audit.review import SupportCount
from ictops.audit.sources.choosing import UNKNOWN
from ictops.audit.support import Support
from ictops.estate import Attribute, Conflict, Fact, Place, Source, Untrusted
from ictops.report.visible import shortened, visible
from ictops.report.words import counted, date_words, plain

PRIVATE = frozenset({Attribute.NOTES})
"""Free text that may speak of people: that it differs is said, what it says is not shown."""


def place_words(place: Place, sources: Iterable[Source]) -> str:
    """Where it stands: `register.xlsx, Devices, row 14, cell C14`."""
    name = next((source.name for source in sources if source.id == place.source), Untrusted(place.source))
    words = [visible(name)]
    words += [visible(place.sheet)] if place.sheet else []
    words += [f"row {place.row}"] + ([f"cell {visible(place.cell)}"] if place.cell else [])
    return ", ".join(words)


def every_source(one: SchoolReview | Import) -> tuple[Source, ...]:
    """The files that were read, and those that were refused: their rows are rejected, and have a place too."""
    refused = (
        Source(id=file.sha256[:16], school=one.school, name=file.name, kind="none", sha256=file.sha256, describes=date.min)
        for file in one.refused
    )
    return (*one.sources, *refused)


def sides(conflict: Conflict, sources: Iterable[Source]) -> tuple[str, ...]:
    """What each of the facts of a conflict says, of days also what was understood, and where: one line a value."""
    kept = tuple(sources)
    by_value: dict[tuple[str, str], list[Fact]] = {}
    for fact in conflict.facts:
        by_value.setdefault((fact.value.text, fact.meant), []).append(fact)
    lines = []
    for (value, meant), facts in by_value.items():
        said = "(free text, not shown)" if conflict.attribute in PRIVATE else shortened(visible(value)) or "(empty)"
        said += f" ({meant})" if meant != value else ""
        lines.append(f"{said}: {'; '.join(place_words(fact.place, kept) for fact in facts)}")
    return tuple(lines)


def rows_words(count: FileCount) -> str:
    """`120 rows: 100 imported + 5 merged + 3 rejected, beside 12 blank, title or header rows`."""
    carrying = count.imported + count.merged + count.rejected
    rest = count.rows - carrying
    told = f"{counted(carrying, 'row')} in = {count.imported} imported + {count.merged} merged + {count.rejected} rejected"
    return told + (f", beside {rest} blank, title or header" if rest else "")


def chosen_words(one: Chosen) -> str:
    """Which reader read a table, and how sure it was of it."""
    name = visible(one.name) + (f", {visible(one.sheet)}" if one.sheet else "")
    if one.kind == UNKNOWN.kind:
        return f"{name}: {visible(one.title)}"
    return f"{name}: {visible(one.title)} ({'a person said so' if one.by_person else f'{int(one.confidence * 100)}% sure'})"


def left_out_words(column: LeftOut, sources: Iterable[Source]) -> tuple[str, str, str]:
    """Where a column is that was kept out, what heads it, and why it was."""
    name = next((source.name for source in sources if source.id == column.source), Untrusted(column.source))
    at = ", ".join([visible(name), *([visible(column.sheet)] if column.sheet else []), f"column {column.column}"])
    return (
        at,
        shortened(visible(column.header)) or "(no header)",
        f"it {column.why.value}; {counted(column.filled, 'filled cell')}",
    )


def reject_runs(one: SchoolReview | Import) -> tuple[tuple[str, int, str], ...]:
    """The rows that were rejected: where, how many, and why; rows in a row with one reason together."""
    sources, runs = every_source(one), list[list[Reject]]()
    for reject in one.rejects:
        if runs and _goes_on(runs[-1][-1], reject):
            runs[-1].append(reject)
        else:
            runs.append([reject])
    return tuple((_where(those, sources), sum(reject.rows for reject in those), those[0].reason) for those in runs)


def _goes_on(before: Reject, reject: Reject) -> bool:
    after = replace(before.place, row=before.place.row + before.rows)
    return reject.place == after and reject.reason == before.reason


def _where(those: Sequence[Reject], sources: Iterable[Source]) -> str:
    first, last = those[0].place, those[-1].place.row + those[-1].rows - 1
    place = place_words(first, sources)
    before, _, after = place.rpartition(f"row {first.row}")
    return place if len(those) == 1 else f"{before}rows {first.row} to {last}{after}"


def rejected(one: SchoolReview | Import) -> int:
    """Rows that were rejected."""
    return sum(reject.rows for reject in one.rejects)


def to_settle(one: SchoolReview | Import) -> int:
    """Contradictions and shared labels: what only a person can settle."""
    return len(one.conflicts) + len(one.shared)


def review_headline(review: Review) -> str:
    """The review in a sentence."""
    devices = sum(one.devices for one in review.schools)
    files = sum(len(one.sources) for one in review.schools)
    refused = sum(not f.passed_over for one in review.schools for f in one.refused)
    said = [
        f"{counted(devices, 'device')} from {counted(files, 'file')}",
        f"{counted(sum(map(to_settle, review.schools)) + len(review.across), 'contradiction')} to settle",
        f"{counted(sum(map(rejected, review.schools)), 'row')} rejected",
    ]
    return "; ".join(said) + (f"; {counted(refused, 'file')} refused." if refused else ".")


def kinds_line(one: SchoolReview) -> str:
    """`file server 1, classroom PC 24`."""
    return ", ".join(f"{plain(count.kind.value)} {count.devices}" for count in one.kinds) or "none"


def ages_line(one: SchoolReview) -> str:
    return ", ".join(f"{count.age.value} {count.devices}" for count in one.ages) or "none"


def until_words(count: SupportCount) -> str:
    """The last day its maker mends it, and the last for those who signed up for longer."""
    if count.until is None:
        return "not known" if count.support is Support.UNKNOWN else "differs by edition"
    return date_words(count.until) + (f", extended {date_words(count.extended)}" if count.extended else "")


def people_and_devices(one: SchoolReview) -> str:
    """`45 devices and 12 members of staff`; of staff only the number is ever shown."""
    staff = f" and {counted(one.staff, 'member')} of staff" if one.staff else ""
    return counted(one.devices, "device") + staff
