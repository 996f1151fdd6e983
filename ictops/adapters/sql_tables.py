"""The record's tables. Changed only together with a migration in `migrations/versions/` (tested: the two agree)."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

REVISION = "0002"
"""The newest migration. A record that is there already is opened without loading Alembic (tested: this is its head)."""

version = Table("alembic_version", MetaData(), Column("version_num", String(32)))

entry = Table(
    "entry",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("school", String(63)),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Index("entry_by_kind", "kind", "school", "sequence"),
)

alias = Table(
    "alias",
    metadata,
    Column("school", String(63), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("device", String(63), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("school", String(63), primary_key=True),
    Column("sequence", Integer, ForeignKey("entry.sequence"), nullable=False),
    Column("body", Text, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("sequence", Integer, ForeignKey("entry.sequence"), primary_key=True),
    Column("device", String(63), primary_key=True),
    Column("item", String(40), primary_key=True),
    Column("body", Text, nullable=False),
    Index("reading_by_item", "device", "item", "sequence"),
)

finding = Table(
    "finding",
    metadata,
    Column("sequence", Integer, ForeignKey("entry.sequence"), primary_key=True),
    Column("device", String(63), primary_key=True),
    Column("control", String(40), primary_key=True),
    Column("body", Text, nullable=False),
    Index("finding_by_control", "device", "control", "sequence"),
)

staff_list = Table(
    "staff_list",
    metadata,
    Column("school", String(63), primary_key=True),
    Column("body", Text, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("key", String(63), primary_key=True),
    Column("school", String(63), primary_key=True),
    Column("body", Text, nullable=False),
)
"""The only table with people's names in it. Rows are replaced and taken out: it is no part of what is kept for ever."""
