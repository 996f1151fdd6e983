"""How a trust reads its audits: its own mappings, the kinds that people named, and proposals for tables nobody knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from ictops.adapters.audit_files import read_audit_files, read_one
from ictops.adapters.decisions_file import read_decisions
from ictops.adapters.kinds_file import NamedKind, add_kinds, read_kinds
from ictops.adapters.mapping_files import mapping_text, read_mappings
from ictops.adapters.yaml_files import nearest
from ictops.audit import AuditFile, HowToRead, Table
from ictops.audit.proposing import propose
from ictops.audit.sources.choosing import REGISTER, choose, unfit
from ictops.audit.sources.known import READERS
from ictops.audit.sources.nouns import Reader
from ictops.errors import BadInput, Fault
from ictops.estate import School
from ictops.wiring.trust import OpenTrust

_OURS = (*(reader.kind for reader in READERS), REGISTER.kind)


def readers(trust: OpenTrust) -> tuple[Reader, ...]:
    """Every reader there is for a trust, its own mappings first. Raises BadInput with all that is wrong in them."""
    return (*read_mappings(trust.root, _OURS), *READERS, REGISTER)


def how_to_read(trust: OpenTrust, school: School) -> HowToRead:
    """What the trust adds to our readers for one school. Raises BadInput."""
    mappings = read_mappings(trust.root, _OURS)
    named = read_kinds(trust.root, (*_OURS, *(one.kind for one in mappings)))
    return HowToRead(
        mappings=mappings,
        named={one.sha256: one.kind for one in named if one.file.startswith(f"{school.id}/")},
        schools=trust.folder.file.schools,
        decisions=read_decisions(trust.root),
    )


def name_kinds(trust: OpenTrust, schools: Sequence[School], named: Sequence[str], by: str, now: datetime) -> None:
    """Keep what a person says of files (`FILE=KIND`), for this import and all to come. Raises BadInput with every fault."""
    if not by.strip():
        raise BadInput(Fault("--as", "nobody is named who says so", "Add --by NAME"))
    kinds = {reader.kind: reader for reader in readers(trust)}
    files = {file.name.text: file for school in schools for file in _files(trust, school, now.date())}
    faults, found = list[Fault](), list[NamedKind]()
    for text in named:
        name, parted, kind = text.rpartition("=")
        if not (name and parted and kind):
            faults.append(Fault(f"--as {text}", "it names no file and kind", "Write FILE=KIND, such as printers.csv=register"))
            continue
        matching = [known for known in files if name in (known, known.partition("/")[2])]
        if len(matching) != 1:
            what = f"{len(matching)} files of these schools are called so" if matching else "there is no such audit file"
            faults.append(
                Fault(
                    f"--as {text}",
                    what,
                    nearest(name, [known.partition("/")[2] for known in files], ", ".join(sorted(files)) or "none"),
                )
            )
        elif kind not in kinds:
            faults.append(Fault(f"--as {text}", f"{kind} is no kind of source", nearest(kind, kinds, "see ictops audit kinds")))
        elif why := unfit(files[matching[0]], kinds[kind]):
            faults.append(Fault(f"--as {text}", why, "See ictops audit kinds"))
        else:
            file = files[matching[0]]
            found.append(NamedKind(file=file.name.text, sha256=file.sha256, kind=kind, by=by.strip(), on=now.date()))
    if faults:
        raise BadInput(faults)
    add_kinds(trust.root, found)


def proposed(trust: OpenTrust, path: Path, sheet: str | None, today: date) -> str:
    """A mapping for a file's largest table, or that of a sheet, to begin from. Raises BadInput when there is none."""
    files = read_one(path, today=today)
    if refused := [file for file in files if file.refused]:
        raise BadInput(Fault(file.name.text, file.refused or "", "Hand over another export") for file in refused)
    tables = [(file, table) for file in files for table in file.tables if sheet in (None, table.sheet and table.sheet.text)]
    if not tables:
        sheets = ", ".join(table.sheet.text for file in files for table in file.tables if table.sheet)
        do = (
            f"Its sheets: {sheets}"
            if sheets
            else "It has no sheets: leave --sheet out"
            if sheet
            else "A mapping is for tables only"
        )
        raise BadInput(Fault(path.name, f"it has no table{f' in a sheet {sheet}' if sheet else ''}", do))
    file, table = max(tables, key=lambda pair: len(pair[1].rows))
    known = _read_already(file, table)
    if known is not None and known.profile.mixes_people:
        do = "It mixes pupils with staff, which no mapping can part: hand it over as it is"
        raise BadInput(Fault(path.name, f"it is read already, as {known.kind} ({known.title})", do))
    proposal = propose(table)
    if proposal is None or not proposal.match:
        raise BadInput(Fault(path.name, "no row of it can be a header", "Give its columns names first"))
    return mapping_text(
        proposal,
        kind=_kind(path, {reader.kind for reader in readers(trust)}),
        source=_called(file, table),
        read_as=known.title if known else "",
    )


def _read_already(file: AuditFile, table: Table) -> Reader | None:
    """The reader of ours that knows a table, so that it needs no mapping."""
    parts = choose(replace(file, tables=(table,)), READERS).parts if file.holds is None else ()
    return next((part.reader for part in parts if part.reader in READERS), None)


def _files(trust: OpenTrust, school: School, today: date) -> tuple[AuditFile, ...]:
    return tuple(file for file in read_audit_files(trust.root / "audits", school.id, today=today) if file.sha256)


def _called(file: AuditFile, table: Table) -> str:
    return f"{file.name.text}, {table.sheet.text}" if table.sheet else file.name.text


def _kind(path: Path, taken: Collection[str]) -> str:
    """A kind from a file's name: small letters, without its days, and nobody else's."""
    kind = "-".join(["our", *re.findall(r"[a-z]+", path.stem.casefold())])[:40].rstrip("-")
    return next(one for one in (kind, *(f"{kind}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
