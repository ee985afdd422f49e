"""Two people on three accounts do whatever they like: their histories are those of a simple model after every step.

`FULL_SIZE=1` tries a thousand lives instead of a few.
"""

import asyncio
import os
import shutil
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.storage.parts import prune_parts
from core.storage.store import Store
from tests.support.crowd import CONSOLE, DISCORD, TELEGRAM, Chat, Crowd
from tests.support.linked_lives import Lives

FULL_SIZE = bool(os.environ.get("FULL_SIZE"))
FIRST_DAY = date(2026, 2, 1)
CHATS = st.sampled_from([TELEGRAM, DISCORD, CONSOLE])
REPS = st.integers(5, 8)


class LinkedLives(RuleBasedStateMachine):
    """What people do, to the coach and to the model."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(template(), self.folder / "coach.db")
        self.model = Lives()
        store = self.runner.run(self.stack.enter_async_context(Store.open(f"sqlite:///{self.folder / 'coach.db'}")))
        self.crowd = Crowd(store=store)

    def teardown(self) -> None:
        """Close the store."""
        self.runner.run(self.stack.aclose())
        self.runner.close()
        shutil.rmtree(self.folder)

    def say(self, chat: Chat, text: str) -> str:
        """Say something, a while after the last thing."""
        self.crowd.wait(minutes=3)
        return self.runner.run(self.crowd.say(chat, text))

    @initialize()
    def everybody_has_begun(self) -> None:
        """Let everybody have logged something, two of them the same."""
        for chat, reps in ((TELEGRAM, 5), (DISCORD, 5), (CONSOLE, 6)):
            self.log(chat, 0, reps)

    @rule(chat=CHATS, day=st.integers(0, 3), reps=REPS)
    def log(self, chat: Chat, day: int, reps: int) -> None:
        """Log something, perhaps what was logged elsewhere too."""
        when = FIRST_DAY + timedelta(days=day)
        words = self.say(chat, f"{when} 2x{reps} bunny hops")
        assert "Logged" in words
        self.model.log(chat, when, reps=reps, message=str(self.crowd.events))

    @rule(chat=CHATS, day=st.integers(0, 3), reps=REPS)
    def bring(self, chat: Chat, day: int, reps: int) -> None:
        """Import something from another app, perhaps what is here already."""
        if chat not in self.model.lives:
            return
        when = FIRST_DAY + timedelta(days=day)
        self.crowd.wait(minutes=3)
        words = self.runner.run(self.crowd.give(chat, hevy(when, reps=reps)))
        if self.model.bring(chat, when, reps=reps):
            assert "Imported" in self.runner.run(self.crowd.press(chat, "Import"))
        else:
            assert "nothing new" in words

    @rule(chat=CHATS, reps=REPS, choice=st.integers(0, 9))
    def edit(self, chat: Chat, reps: int, choice: int) -> None:
        """Edit the message of an entry that stands."""
        known = chat in self.model.lives
        mine = [
            (number, one)
            for number, one in (self.model.of(chat).now if known else {}).items()
            if one.message[0] == chat and one.message[1] and one.reps != reps
        ]
        if mine:
            number, one = mine[choice % len(mine)]
            self.crowd.wait(minutes=3)
            self.runner.run(self.crowd.edit(chat, one.message[1], f"{one.day} 2x{reps} bunny hops"))
            self.model.edit(chat, number, reps=reps)

    @rule(chat=CHATS)
    def undo(self, chat: Chat) -> None:
        """Take back the last change."""
        if chat in self.model.lives:
            self.say(chat, "undo")
            self.model.undo(chat)

    @rule(chat=CHATS)
    def redo(self, chat: Chat) -> None:
        """Bring it back."""
        if chat in self.model.lives:
            self.say(chat, "redo")
            self.model.of(chat).redo()

    @rule(chat=CHATS, days=st.integers(2, 9))
    def pause(self, chat: Chat, days: int) -> None:
        """Pause for some days."""
        if chat in self.model.lives:
            assert "Paused" in self.say(chat, f"pause for {days} days")
            self.model.pause(chat)

    @rule(shown=CHATS, typed=CHATS)
    def link(self, shown: Chat, typed: Chat) -> None:
        """Link two chats."""
        lives = self.model.lives
        if shown == typed or shown not in lives or (typed in lives and lives[shown] is lives[typed]):
            return
        self.crowd.wait(minutes=11)
        words = self.say(shown, "/link")
        if "ten minutes" not in words:
            words = self.runner.run(self.crowd.press(shown, "Link another"))
        assert "one history of two" in self.say(typed, words.partition("/link ")[2][:9])
        self.model.of(typed)
        assert "share one history" in self.runner.run(self.crowd.press(typed, "Link them"))
        self.model.link(shown, typed)

    @precondition(lambda self: any(len(one.chats) > 1 for one in self.model.lives.values()))
    @rule(choice=st.integers(0, 5), share=st.sampled_from(["own", "all", "nothing"]))
    def unlink(self, choice: int, share: str) -> None:
        """Part a chat from the others."""
        linked = [chat for chat, life in sorted(self.model.lives.items()) if len(life.chats) > 1]
        chat = linked[choice % len(linked)]
        self.say(chat, "/unlink")
        actions = [action for _, action in self.crowd.buttons(chat) if action.endswith(f"unlink:{share}")]
        assert "Unlinked" in self.runner.run(self.crowd.press_action(chat, actions[0]))
        self.model.unlink(chat, share=share)

    @rule(chat=CHATS)
    def delete(self, chat: Chat) -> None:
        """Delete everything."""
        if chat in self.model.lives:
            self.say(chat, "/delete")
            assert "Everything is deleted" in self.say(chat, "delete")
            self.model.forget(chat)

    @precondition(lambda self: any(one.parts for one in self.model.lives.values()))
    @rule()
    def a_day_passes(self) -> None:
        """Wait until no link can be undone, and tidy up."""
        self.crowd.wait(hours=25)
        self.runner.run(self.tidy())
        self.model.a_day_passes()

    async def tidy(self) -> None:
        """Delete parts that are a day old."""
        async with self.crowd.store.transaction() as transaction:
            while await prune_parts(transaction, before=self.crowd.clock.now() - timedelta(days=1)):
                pass

    @invariant()
    def history_is_as_the_model_says(self) -> None:
        """Every chat shows what the model has."""
        for chat in (TELEGRAM, DISCORD, CONSOLE):
            logbook = self.runner.run(self.crowd.logbook(chat))
            entries = logbook.entries if logbook else ()
            shown = Counter((one.day, one.sets[0].reps) for one in entries)
            assert shown == self.model.logged(chat), chat


def hevy(day: date, *, reps: int) -> bytes:
    """Return what Hevy exports of two sets of bunny hops."""
    rows = (f'Home,"{day.day} {day:%b} {day.year}, 07:01",Bunny hops,{at},normal,,{reps},' for at in range(2))
    return "\n".join(["title,start_time,exercise_title,set_index,set_type,weight_kg,reps,rpe", *rows]).encode()


_TEMPLATE: list[Path] = []


def template() -> Path:
    """Return a database with nobody in it, made once."""
    if not _TEMPLATE:
        path = Path(tempfile.mkdtemp()) / "coach.db"
        asyncio.run(_make(path))
        _TEMPLATE.append(path)
    return _TEMPLATE[0]


async def _make(path: Path) -> None:
    async with Store.open(f"sqlite:///{path}"):
        pass


TestLinkedLives = LinkedLives.TestCase
TestLinkedLives.settings = settings(
    max_examples=int(os.environ.get("N", "3")),
    stateful_step_count=30 if FULL_SIZE else 20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
