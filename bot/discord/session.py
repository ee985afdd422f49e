"""A session with the gateway that outlives the process: what it was told last is told again after a kill."""

from dataclasses import dataclass, replace

import msgspec

from bot.discord.adapter import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """How far a session was heard: `sequence` is the newest event of which all is committed.

    `newest` is the id up to which every message is carried out, in whatever chat; empty before the very first session.
    """

    id: str = ""
    gateway: str = ""
    sequence: int = 0
    newest: str = ""

    @property
    def goes_on(self) -> bool:
        """Tell whether there is a session to go on with."""
        return bool(self.id and self.gateway)


_DECODER = msgspec.json.Decoder(Session)


@dataclass(slots=True, kw_only=True)
class Sessions:
    """Keeps the session of one bot; what is not new is not written."""

    memory: Memory
    key: str = ""
    kept: Session = Session()

    async def load(self, application: int) -> Session:
        """Return the session that the process before this one had with the same bot; a new one where there is none."""
        self.key = f"discord:{application}:session"
        text = await self.memory.recall(self.key)
        try:
            self.kept = _DECODER.decode(text) if text else Session()
        except msgspec.MsgspecError:
            self.kept = Session()
        return self.kept

    async def keep(self, session: Session) -> None:
        """Keep how far the session was heard."""
        if session == self.kept:
            return
        await self.memory.remember(self.key, msgspec.json.encode(session).decode())
        self.kept = session

    async def forget(self) -> None:
        """Begin a new session next time."""
        await self.keep(replace(self.kept, id="", gateway="", sequence=0))
