"""Rows of audit files become facts and devices, or a full list of what is wrong with them. No file is opened here.

`read_school` takes the tables an adapter read and gives an `Import`; `review` sums imports up.
Every row is imported (the first of its device or person), merged (another row of one), or rejected with a reason.
"""

from ictops.audit.identity import known_aliases
from ictops.audit.keeping import OnRecord, on_record
from ictops.audit.nouns import (
    Audited,
    Chosen,
    Doubt,
    FileCount,
    FileRefused,
    Import,
    LeftOut,
    Note,
    Reject,
    Shared,
    StaffMember,
    Why,
)
from ictops.audit.posts import post_of
from ictops.audit.register import handed, take
from ictops.audit.review import Age, Review, SchoolReview, across, review
from ictops.audit.school import HowToRead, read_school
from ictops.audit.support import Support
from ictops.audit.tables import AuditFile, Cell, Form, Merged, Row, Table
from ictops.audit.taking import Handed, ListCount, Taken, namesakes

__all__ = [
    "Age",
    "AuditFile",
    "Audited",
    "Cell",
    "Chosen",
    "Doubt",
    "FileCount",
    "FileRefused",
    "Form",
    "Handed",
    "HowToRead",
    "Import",
    "LeftOut",
    "ListCount",
    "Merged",
    "Note",
    "OnRecord",
    "Reject",
    "Review",
    "Row",
    "SchoolReview",
    "Shared",
    "StaffMember",
    "Support",
    "Table",
    "Taken",
    "Why",
    "across",
    "handed",
    "known_aliases",
    "namesakes",
    "on_record",
    "post_of",
    "read_school",
    "review",
    "take",
]
