"""Begin the record: entries, aliases, audits, readings, findings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("school", sa.String(63)),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("entry_by_kind", "entry", ["kind", "school", "sequence"])
    op.create_table(
        "alias",
        sa.Column("school", sa.String(63), primary_key=True),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("device", sa.String(63), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("school", sa.String(63), primary_key=True),
        sa.Column("sequence", sa.Integer, sa.ForeignKey("entry.sequence"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "reading",
        sa.Column("sequence", sa.Integer, sa.ForeignKey("entry.sequence"), primary_key=True),
        sa.Column("device", sa.String(63), primary_key=True),
        sa.Column("item", sa.String(40), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("reading_by_item", "reading", ["device", "item", "sequence"])
    op.create_table(
        "finding",
        sa.Column("sequence", sa.Integer, sa.ForeignKey("entry.sequence"), primary_key=True),
        sa.Column("device", sa.String(63), primary_key=True),
        sa.Column("control", sa.String(40), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("finding_by_control", "finding", ["device", "control", "sequence"])


def downgrade() -> None:
    for table in ("finding", "reading", "audit", "alias", "entry"):
        op.drop_table(table)
