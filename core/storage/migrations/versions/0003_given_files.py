"""What a file that a runner gave would bring, while they are asked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.TIMESTAMP(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "given_file",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_given_file_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", name="pk_given_file"),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_given_file_at", "given_file", ["at"], unique=False)
