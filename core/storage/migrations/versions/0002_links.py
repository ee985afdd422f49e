"""Accounts of one runner on several platforms: codes, parts, and what was told where."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.TIMESTAMP(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.add_column("account", sa.Column("told", sa.Text(), nullable=False, server_default=""))
    op.add_column("account", sa.Column("shifts", sa.Text(), nullable=False, server_default=""))
    _codes()
    _rates()
    _parts()


def _codes() -> None:
    op.create_table(
        "link_code",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("shown", INSTANT, nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("claimant", NUMBER),
        sa.Column("claimed", INSTANT),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_link_code_runner", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["claimant"], ["runner.id"], name="fk_link_code_claimant", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "digest", name="pk_link_code"),
        sa.UniqueConstraint("digest", name="uq_link_code_digest"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_code_claimant", "link_code", ["claimant"], unique=False)
    op.create_index("ix_link_code_shown", "link_code", ["shown"], unique=False)


def _rates() -> None:
    op.create_table(
        "link_rate",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("times", NUMBER, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_link_rate_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "kind", name="pk_link_rate"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_rate_since", "link_rate", ["since"], unique=False)


def _parts() -> None:
    op.create_table(
        "part",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("whole", NUMBER, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("accounts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_part_runner", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["whole"], ["runner.id"], name="fk_part_whole", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", name="pk_part"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_part_at", "part", ["at"], unique=False)
    op.create_index("ix_part_whole", "part", ["whole"], unique=False)
