"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.TIMESTAMP(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    _runners()
    _work()
    _days()
    _judgement()
    _undo()
    _came_in()
    _goes_out()
    _memory()
    _spent()


def _spent() -> None:
    op.create_table(
        "spent_event",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_spent_event"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_spent_event_at", "spent_event", ["at"], unique=False)


def _memory() -> None:
    op.create_table(
        "memory",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_memory"),
        sqlite_with_rowid=False,
    )


def _runners() -> None:
    op.create_table(
        "runner",
        sa.Column("id", NUMBER, sa.Identity(always=True), nullable=False),
        sa.Column("joined", INSTANT, nullable=False),
        sa.Column("heard", INSTANT, nullable=False),
        sa.Column("next_id", NUMBER, nullable=False),
        sa.Column("cursor", NUMBER, nullable=False),
        sa.Column("pressure", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("summed_up", sa.Date(), nullable=True),
        sa.Column("nudged", sa.Date(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("zone_known", sa.Boolean(), nullable=False),
        sa.Column("reminder_time", sa.Time(), nullable=False),
        sa.Column("training_days", sa.Text(), nullable=False),
        sa.Column("week_starts", sa.SmallInteger(), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("body_weight_text", sa.Text()),
        sa.Column("body_weight_unit", sa.Text()),
        sa.Column("body_weight_kg", sa.Double()),
        sa.Column("experience", sa.Text()),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_to", sa.Time(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("notation", sa.Text(), nullable=False),
        sa.Column("set_up", sa.Text(), nullable=False),
        sa.Column("born", sa.SmallInteger()),
        sa.Column("sex", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_runner"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "account",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("joined", INSTANT, nullable=False),
        sa.Column("home", sa.Boolean(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_account_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "platform", "user", name="pk_account"),
        sa.UniqueConstraint("platform", "user", name="uq_account_platform_user"),
        sqlite_with_rowid=False,
    )


def _work() -> None:
    _fact(
        "entry",
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("sets", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("easy", sa.Boolean(), nullable=False),
        sa.Column("prescription", NUMBER),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_entry_runner_id_day", "entry", ["runner_id", "day"], unique=False)
    _fact(
        "prescription",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("variation", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text()),
        sa.Column("dose", sa.Text(), nullable=False),
        sa.Column("cue", NUMBER, nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
    )
    op.create_index("ix_prescription_runner_id_day", "prescription", ["runner_id", "day"], unique=False)


def _days() -> None:
    _fact("skip", sa.Column("reason", sa.Text(), nullable=False))
    _fact("pause", sa.Column("until", sa.Date()), sa.Column("reason", sa.Text(), nullable=False))
    _fact("snooze", sa.Column("until", INSTANT, nullable=False))
    _fact("calf_test", sa.Column("left", NUMBER, nullable=False), sa.Column("right", NUMBER, nullable=False))
    _fact("fault", sa.Column("exercise", sa.Text(), nullable=False), sa.Column("fault", NUMBER, nullable=False))


def _judgement() -> None:
    _fact(
        "pain",
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("sharp", sa.Boolean(), nullable=False),
        sa.Column("limp", sa.Boolean(), nullable=False),
        sa.Column("worse", sa.Boolean(), nullable=False),
        sa.Column("exercise", sa.Text()),
    )
    _fact("red_flag", sa.Column("urgency", sa.Text(), nullable=False), sa.Column("cleared", sa.Date()))
    _fact("contra_indication", sa.Column("condition", sa.Text(), nullable=False), sa.Column("cleared", sa.Date()))
    _fact("run_day", sa.Column("kind", sa.Text(), nullable=False), sa.Column("weekday", sa.SmallInteger()))
    _fact("race", sa.Column("kind", sa.Text(), nullable=False), sa.Column("done", sa.Boolean(), nullable=False))


def _fact(name: str, *columns: "sa.Column[Any]") -> None:
    op.create_table(
        name,
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name=f"fk_{name}_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "id", name=f"pk_{name}"),
        sqlite_with_rowid=False,
    )


def _undo() -> None:
    op.create_table(
        "change",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("edits", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_change_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "seq", name="pk_change"),
        sqlite_with_rowid=True,
    )


def _came_in() -> None:
    op.create_table(
        "message",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("external", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text()),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_message_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "id", name="pk_message"),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_message_at", "message", ["at"], unique=False)
    op.create_index("ix_message_runner_id_external", "message", ["runner_id", "external"], unique=False)
    op.create_table(
        "event",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_event_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "platform", "event", name="pk_event"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_at", "event", ["at"], unique=False)


def _goes_out() -> None:
    op.create_table(
        "reminder",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_reminder_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "kind", name="pk_reminder"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reminder_due_runner_id_kind", "reminder", ["due", "runner_id", "kind"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("runner_id", NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("queued", INSTANT, nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("expires", INSTANT),
        sa.Column("day", sa.Date()),
        sa.Column("about", NUMBER),
        sa.Column("replaces", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("next_try", INSTANT),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("external", sa.Text()),
        sa.Column("sent", INSTANT),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["runner_id"], ["runner.id"], name="fk_outbox_runner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("runner_id", "key", name="pk_outbox"),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_outbox_chat",
        "outbox",
        ["platform", "address", "priority", "number"],
        unique=False,
        sqlite_where=sa.text("next_try IS NOT NULL"),
        postgresql_where=sa.text("next_try IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_claim",
        "outbox",
        ["platform", "priority", "number"],
        unique=False,
        sqlite_where=sa.text("next_try IS NOT NULL"),
        postgresql_where=sa.text("next_try IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_dead",
        "outbox",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index("ix_outbox_external", "outbox", ["runner_id", "external"], unique=False)
    op.create_index(
        "ix_outbox_over",
        "outbox",
        ["queued"],
        unique=False,
        sqlite_where=sa.text("next_try IS NULL"),
        postgresql_where=sa.text("next_try IS NULL"),
    )
