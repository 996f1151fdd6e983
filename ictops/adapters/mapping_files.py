"""mappings/*.yml: tables of the trust's own making, read and checked; and a proposal of one, for a person to correct."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from ictops.adapters.yaml_files import YamlFile
from ictops.audit.proposing import Guess, Proposal
from ictops.audit.sources.mapping import TableMapping, misfits, reader_of
from ictops.audit.sources.nouns import Reader
from ictops.errors import BadInput, Fault, gather

FOLDER = "mappings"


def read_mappings(root: Path, taken: Collection[str]) -> tuple[Reader, ...]:
    """The readers that a trust's mappings make. `taken`: kinds that are ours. Raises BadInput with every fault there is."""
    faults: list[Fault] = []
    files = [(path, gather(faults, _reading(path))) for path in sorted((root / FOLDER).glob("*.yml"))]
    kinds: dict[str, str] = dict.fromkeys(taken, "ictops itself")
    for path, mapping in files:
        if mapping is not None:
            if mapping.kind in kinds:
                where = YamlFile(path, f"{FOLDER}/{path.name}").where(("kind",))
                faults.append(
                    Fault(where, f"the kind {mapping.kind} is {kinds[mapping.kind]}'s already", "Give it a name of its own")
                )
            kinds[mapping.kind] = f"{FOLDER}/{path.name}"
    if faults:
        raise BadInput(faults)
    return tuple(reader_of(mapping) for _, mapping in files if mapping is not None)


def _reading(path: Path) -> Callable[[], TableMapping]:
    return lambda: _read(path)


def _read(path: Path) -> TableMapping:
    yaml = YamlFile(path, f"{FOLDER}/{path.name}")
    mapping = yaml.as_noun(TableMapping)
    if faults := [Fault(yaml.where(at), what, do) for at, what, do in misfits(mapping)]:
        raise BadInput(faults)
    return mapping


def mapping_text(proposal: Proposal, *, kind: str, source: str, read_as: str = "") -> str:
    """A proposed mapping as a file to correct. Values are told by their forms; not one of them is in it. `read_as`: what reads
    such a table already."""
    return "\n".join(
        [
            f"# Proposed by ictops audit map from {_quoted(source)}: {proposal.rows} rows under its header.",
            "# Correct what is wrong, put it into mappings/ of the trust's folder, and import again.",
            "# Forms: A stands for letters, 9 for a digit. What is ignored is never read.",
            *([f"# It is read without a mapping, too: {read_as}. A mapping comes before that."] if read_as else []),
            f"kind: {kind}",
            f"title: {_quoted(source)}",
            "match:  # a table that has all of these columns is read by this mapping",
            *(f"  - {_quoted(name)}" for name in proposal.match),
            f"lists: {proposal.lists}",
            "is_export: false  # true when a program writes it, so that a newer one speaks in place of an older one",
            *_dates(proposal.dates),
            "columns:",
            *_columns(proposal.columns, proposal.rows),
            "",
        ]
    )


def _dates(dates: tuple[str, bool] | None) -> Iterable[str]:
    if dates is not None:
        order, is_told = dates
        so = "some values can be read no other way" if is_told else "no value tells which: ask whoever keeps the list"
        yield f"dates: {order}  # day-first, month-first, or a form like YYYY.MM.DD; {so}"


def _columns(guesses: Sequence[Guess], rows: int) -> Iterable[str]:
    for one in guesses:
        told = f"the column {one.why}: never read" if one.why else f"{one.filled} of {rows} filled"
        seen = "" if one.why or not one.forms else "; like " + ", ".join(map(_quoted, one.forms))
        yield f"  {_quoted(one.header)}: {one.meaning}  # {told}{seen}"


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML and JSON both have them; letters that do not print are written as what they are."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else "".join(f"\\u{unit:04x}" for unit in _units(one)) for one in plain)


def _units(letter: str) -> Iterable[int]:
    data = letter.encode("utf-16-be", "surrogatepass")
    return (int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2))
