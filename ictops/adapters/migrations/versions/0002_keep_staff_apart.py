"""Keep staff apart: a table of people, from which anybody can be taken out again, and one of their schools' lists.

An import that an older ictops kept holds its staff rows until that school is imported again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_list",
        sa.Column("school", sa.String(63), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "staff",
        sa.Column("key", sa.String(63), primary_key=True),
        sa.Column("school", sa.String(63), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("staff", "staff_list"):
        op.drop_table(table)
