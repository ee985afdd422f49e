"""The tables. Each begins its primary key with the runner, so that they can be spread over machines by runner.

`memory` and `spent_event` are nobody's: what a platform was told, or given, once for all, and the digests of events
whose runner is forgotten. JSON is kept as text on both databases: only this package reads it. Deleting a runner
deletes every row of theirs.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import SchemaItem

from core.storage.columns import Instant, Number, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

runner = Table(
    "runner",
    metadata,
    Column("id", Number, Identity(always=True), primary_key=True),
    Column("joined", Instant, nullable=False),
    Column("heard", Instant, nullable=False),
    Column("next_id", Number, nullable=False),
    Column("cursor", Number, nullable=False),
    Column("pressure", Number, nullable=False),  # milliseconds
    Column("version", Number, nullable=False),  # rises with everything that is saved of the runner
    Column("summed_up", Date),  # last day of the week that was summed up last
    Column("nudged", Date),  # likewise of the week with the last nudge
    Column("zone", Text, nullable=False),
    Column("zone_known", Boolean, nullable=False),
    Column("reminder_time", Time, nullable=False),
    Column("training_days", Text, nullable=False),  # digits, Monday 0
    Column("week_starts", SmallInteger, nullable=False),
    Column("equipment", Text, nullable=False),  # JSON
    Column("unit", Text, nullable=False),
    Column("body_weight_text", Text),
    Column("body_weight_unit", Text),
    Column("body_weight_kg", Double),
    Column("experience", Text),
    Column("quiet_from", Time, nullable=False),
    Column("quiet_to", Time, nullable=False),
    Column("locale", Text, nullable=False),
    Column("notation", Text, nullable=False),  # JSON
    Column("set_up", Text, nullable=False),  # JSON
    Column("born", SmallInteger),
    Column("sex", Text),
    sqlite_autoincrement=True,  # a deleted runner's number is never given to another
)


def _of_runner(name: str, *columns: SchemaItem, small: bool = True) -> Table:
    """Make a table of rows that belong to a runner; on SQLite, small rows lie in the order of the primary key."""
    owner = Column("runner_id", Number, ForeignKey(runner.c.id, ondelete="CASCADE"), primary_key=True)
    return Table(name, metadata, owner, *columns, sqlite_with_rowid=not small)


def _fact(name: str, *columns: SchemaItem) -> Table:
    """Make the table of one kind of fact."""
    number = Column("id", Number, primary_key=True, autoincrement=False)
    return _of_runner(name, number, Column("day", Date, nullable=False), *columns)


account = _of_runner(
    "account",
    Column("platform", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("joined", Instant, nullable=False),
    Column("home", Boolean, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("asked", Words, nullable=False),
    Column("channel", Text, nullable=False),
    Column("told", Text, nullable=False),  # JSON, or empty
    Column("shifts", Text, nullable=False),  # likewise
    UniqueConstraint("platform", "user"),
)

# ------------------------------------------------------------------------------------------ facts

entry = _fact(
    "entry",
    Column("exercise", Text, nullable=False),
    Column("sets", Text, nullable=False),  # JSON, loads as typed
    Column("at", Instant, nullable=False),
    Column("easy", Boolean, nullable=False),
    Column("prescription", Number),
    Column("note", Words, nullable=False),
    Index(None, "runner_id", "day"),
)

prescription = _fact(
    "prescription",
    Column("number", Number, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("variation", Text, nullable=False),
    Column("impact", Text),
    Column("dose", Text, nullable=False),  # JSON
    Column("cue", Number, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON
    Index(None, "runner_id", "day"),
)

skip = _fact("skip", Column("reason", Words, nullable=False))

pause = _fact("pause", Column("until", Date), Column("reason", Words, nullable=False))

snooze = _fact("snooze", Column("until", Instant, nullable=False))

calf_test = _fact("calf_test", Column("left", Number, nullable=False), Column("right", Number, nullable=False))

fault = _fact("fault", Column("exercise", Text, nullable=False), Column("fault", Number, nullable=False))

pain = _fact(
    "pain",
    Column("at", Instant, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("place", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("sharp", Boolean, nullable=False),
    Column("limp", Boolean, nullable=False),
    Column("worse", Boolean, nullable=False),
    Column("exercise", Text),
)

red_flag = _fact("red_flag", Column("urgency", Text, nullable=False), Column("cleared", Date))

contra_indication = _fact("contra_indication", Column("condition", Text, nullable=False), Column("cleared", Date))

run_day = _fact("run_day", Column("kind", Text, nullable=False), Column("weekday", SmallInteger))

race = _fact("race", Column("kind", Text, nullable=False), Column("done", Boolean, nullable=False))

change = _of_runner(
    "change",
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("deed", Text, nullable=False),
    Column("edits", Text, nullable=False),  # JSON
    small=False,
)

# ----------------------------------------------------------------------------------- what came in

message = _of_runner(
    "message",
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("platform", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("external", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Words, nullable=False),
    Column("reading", Text),  # JSON
    Index(None, "runner_id", "external"),  # an edit or a reply points at a message
    Index(None, "at"),  # pruning
    small=False,
)

event = _of_runner(
    "event",
    Column("platform", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Index(None, "at"),  # pruning
)

# -------------------------------------------------------------------------------------- what goes

reminder = _of_runner(
    "reminder",
    Column("kind", Text, primary_key=True),
    Column("due", Instant, nullable=False),
    Column("day", Date, nullable=False),
    Index(None, "due", "runner_id", "kind"),
)

# A message may be claimed from `next_try` on: from when it is due, from the end of its lease, from its next try. It is
# null once nothing more happens to the message, so that the indexes below hold only what waits.
_WAITS = text("next_try IS NOT NULL")
_IS_OVER = text("next_try IS NULL")
DEAD = text("state = 'dead'")

outbox = _of_runner(
    "outbox",
    Column("key", Text, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("number", Number, nullable=False),  # rises in the order of queueing
    Column("queued", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    Column("expires", Instant),
    Column("day", Date),
    Column("about", Number),
    Column("replaces", Text, nullable=False),
    Column("body", LargeBinary),
    Column("state", Text, nullable=False),
    Column("next_try", Instant),
    Column("owner", Text, nullable=False),
    Column("attempts", Number, nullable=False),
    Column("external", Text),
    Column("sent", Instant),
    Column("reason", Text, nullable=False),
    Index("ix_outbox_claim", "platform", "priority", "number", sqlite_where=_WAITS, postgresql_where=_WAITS),
    Index(
        "ix_outbox_chat", "platform", "address", "priority", "number", sqlite_where=_WAITS, postgresql_where=_WAITS
    ),  # what waits before it in its chat; as long as the one for claims, or SQLite would take that one
    Index("ix_outbox_external", "runner_id", "external"),  # a reply or a button points at a message
    Index("ix_outbox_over", "queued", sqlite_where=_IS_OVER, postgresql_where=_IS_OVER),  # pruning
    Index("ix_outbox_dead", "state", sqlite_where=DEAD, postgresql_where=DEAD),  # metrics
    small=False,
)

# What a file would bring, until its runner says so; one at a time.
given_file = _of_runner(
    "given_file",
    Column("key", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index(None, "at"),  # pruning
    small=False,
)

# ---------------------------------------------------------------------------------------- linking

link_code = _of_runner(
    "link_code",
    Column("digest", Text, primary_key=True),
    Column("shown", Instant, nullable=False, index=True),
    Column("used", Boolean, nullable=False),
    Column("claimant", Number, ForeignKey(runner.c.id, name="fk_link_code_claimant", ondelete="CASCADE"), index=True),
    Column("claimed", Instant),
    UniqueConstraint("digest"),
)

link_rate = _of_runner(
    "link_rate",
    Column("kind", Text, primary_key=True),
    Column("times", Number, nullable=False),
    Column("since", Instant, nullable=False, index=True),
)

# A runner who became a part of another one is kept for a day as they were, without accounts.
part = _of_runner(
    "part",
    Column(
        "whole", Number, ForeignKey(runner.c.id, name="fk_part_whole", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("at", Instant, nullable=False, index=True),
    Column("accounts", Text, nullable=False),  # JSON
)

# ------------------------------------------------------------------------------------- nobody's

memory = Table(
    "memory",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

spent_event = Table(
    "spent_event",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Index(None, "at"),  # pruning
    sqlite_with_rowid=False,
)
