"""Get Information about Schools: the register of schools in England, all fields or some, in any of its column sets.

Header names as in the Department's download of establishment fields (September 2026); it renames and drops columns, so they
are looked for by name. The file is in Windows-1252. `SUPP`, `NE` and `X` stand for figures that are not told. The head is a
person: those columns are kept out.
"""

from __future__ import annotations

from ictops.audit.nouns import About
from ictops.audit.sources.nouns import Basis, Profile, Reader

READER = Reader(
    kind="gias",
    title="Get Information about Schools, establishments (CSV)",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=(
        "URN",
        "EstablishmentName|Establishment name",
        "EstablishmentStatus (name)",
        "PhaseOfEducation (name)",
        "LA (name)|LA (code)",
    ),
    profile=Profile(lists=About.SCHOOL),
)
