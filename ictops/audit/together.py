"""Tables of one import that speak together: those of files that lie in one folder, or in one packed file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ictops.audit.elsewhere import Elsewhere
from ictops.audit.sources.choosing import Choice, Part, laid_out
from ictops.audit.sources.nouns import Together
from ictops.audit.tables import AuditFile, Table

type Tables = Mapping[str, tuple[Table, ...]]


def speaking_together(files: Sequence[AuditFile], choices: Sequence[Choice], schools: Elsewhere) -> Iterator[Choice]:
    """For each file its choice, its tables with what the others of its import say of their rows."""
    imports = _imports(files, choices)
    for file, choice in zip(files, choices, strict=True):
        together = Together(imports[_folder(file)], schools, file.handed_over)
        yield replace(choice, parts=tuple(_with_others(part, together) for part in choice.parts))


def _with_others(part: Part, together: Together) -> Part:
    table = part.reader.with_others(part.table, together)
    return part if table is part.table else laid_out(table, part.reader, part.chosen)


def _imports(files: Sequence[AuditFile], choices: Sequence[Choice]) -> Mapping[str, Tables]:
    """The tables of each folder by the kind of their readers; of files with the same bytes those of the first."""
    found, seen = dict[str, dict[str, tuple[Table, ...]]](), set[tuple[str, str]]()
    for file, choice in zip(files, choices, strict=True):
        folder = _folder(file)
        its = found.setdefault(folder, {})
        for part in () if (folder, file.sha256) in seen else choice.parts:
            its[part.reader.kind] = (*its.get(part.reader.kind, ()), part.table)
        seen.add((folder, file.sha256))
    return found


def _folder(file: AuditFile) -> str:
    return file.name.text.rpartition("/")[0]
