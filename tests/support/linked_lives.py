"""What linking is held to: people, their chats and what they logged, in lists and dictionaries."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from tests.support.crowd import Chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An entry: what was logged, in which chats, and the message that told it."""

    day: date
    reps: int
    told: frozenset[Chat]
    message: tuple[Chat, str]


State = dict[int, Logged]


@dataclass(slots=True, kw_only=True)
class Life:
    """One runner as the model knows them: what stood after each change, and which of that stands now.

    `parts` are those who became this one, as they were; `twins` has the entries of the second that the first had too.
    """

    number: int
    chats: frozenset[Chat]
    states: list[State] = field(default_factory=lambda: [{}])
    cursor: int = 0
    parts: "tuple[Life, Life] | None" = None
    twins: dict[int, int] = field(default_factory=dict)
    touched: bool = False

    @property
    def now(self) -> State:
        """What stands."""
        return self.states[self.cursor]

    def change(self, state: State) -> None:
        """Let something else stand; what could be brought back is forgotten."""
        self.states = [*self.states[: self.cursor + 1], state]
        self.cursor += 1
        self.touched = True

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self.cursor = min(self.cursor + 1, len(self.states) - 1)


@dataclass(slots=True)
class Lives:
    """Everybody."""

    lives: dict[Chat, Life] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=count)
    entries: "count[int]" = field(default_factory=count)

    def of(self, chat: Chat) -> Life:
        """Return who writes in a chat, somebody new where nobody did."""
        if chat not in self.lives:
            self.lives[chat] = Life(number=next(self.numbers), chats=frozenset({chat}))
        return self.lives[chat]

    def log(self, chat: Chat, day: date, *, reps: int, message: str) -> None:
        """Log something in a chat."""
        life = self.of(chat)
        entry = Logged(day=day, reps=reps, told=frozenset({chat}), message=(chat, message))
        life.change({**life.now, next(self.entries): entry})

    def bring(self, chat: Chat, day: date, *, reps: int) -> bool:
        """Import something in a chat; tell whether it was not there before."""
        if (day, reps) in self.logged(chat):
            return False
        self.log(chat, day, reps=reps, message="")
        return True

    def edit(self, chat: Chat, entry: int, *, reps: int) -> None:
        """Change an entry."""
        life = self.of(chat)
        life.change({**life.now, entry: replace(life.now[entry], reps=reps)})

    def pause(self, chat: Chat) -> None:
        """Pause: a change, and nothing to be seen of it."""
        life = self.of(chat)
        life.change(dict(life.now))

    def undo(self, chat: Chat) -> None:
        """Take back the last change, or the link."""
        life = self.of(chat)
        if life.cursor:
            life.cursor -= 1
        elif life.parts is not None:
            self._undo_link(life)

    def link(self, one: Chat, other: Chat) -> None:
        """Make one of two; what both logged is there once."""
        first, second = sorted((self.of(one), self.of(other)), key=lambda life: life.number)
        if first is second:
            return
        merged = dict(first.now)
        twins: dict[int, int] = {}
        for number, entry in sorted(second.now.items()):
            alike = (
                mine
                for mine, theirs in sorted(first.now.items())
                if mine not in twins.values() and (theirs.day, theirs.reps) == (entry.day, entry.reps)
            )
            twin = next(alike, None)
            if twin is None:
                merged[number] = entry
            else:
                twins[number] = twin
                merged[twin] = replace(merged[twin], told=merged[twin].told | entry.told)
        whole = Life(
            number=next(self.numbers),
            chats=first.chats | second.chats,
            states=[merged],
            parts=(first, second),
            twins=twins,
        )
        self._take(whole)

    def unlink(self, chat: Chat, *, share: str) -> None:
        """Let a chat go its own way with what was logged there, everything, or nothing."""
        life = self.of(chat)
        if len(life.chats) == 1:
            return
        there, here = frozenset({chat}), life.chats - {chat}
        own = {number: one for number, one in life.now.items() if one.told & there}
        rest = {number: one for number, one in life.now.items() if one.told & here or not one.told & there}
        going = {"own": own, "all": life.now, "nothing": {}}[share]
        staying = {"own": rest, "all": {}, "nothing": life.now}[share]
        self._take(Life(number=life.number, chats=here, states=[_told(staying, here)]))
        self._take(Life(number=next(self.numbers), chats=there, states=[_told(going, there)]))

    def forget(self, chat: Chat) -> None:
        """Delete everything of who writes in a chat."""
        for gone in self.of(chat).chats:
            self.lives.pop(gone, None)

    def a_day_passes(self) -> None:
        """Let no link be undone any more."""
        for life in self.lives.values():
            life.parts = None

    def logged(self, chat: Chat) -> Counter[tuple[date, int]]:
        """Return what stands for a chat."""
        life = self.lives.get(chat)
        return Counter((one.day, one.reps) for one in life.now.values()) if life else Counter()

    def _undo_link(self, life: Life) -> None:
        assert life.parts is not None
        known = {number for part in life.parts for number in part.now}
        for part in life.parts:
            names = {number: life.twins.get(number, number) for number in part.now}
            state = {
                number: replace(entry, reps=life.now[names[number]].reps)
                for number, entry in part.now.items()
                if names[number] in life.now
            }
            state |= {
                number: entry for number, entry in life.now.items() if number not in known and entry.told & part.chats
            }
            self._take(replace(part, states=[state], cursor=0, parts=None) if life.touched else part)

    def _take(self, life: Life) -> None:
        self.lives |= dict.fromkeys(life.chats, life)


def _told(state: State, chats: frozenset[Chat]) -> State:
    """Return what stands as told in these chats; where there is one alone, everything was told in it.

    What was told by a message elsewhere is not changed by that any more.
    """
    alone = len(chats) == 1
    return {
        number: replace(
            one,
            told=chats if alone else one.told & chats,
            message=one.message if one.message[0] in chats else (one.message[0], ""),
        )
        for number, one in state.items()
    }
