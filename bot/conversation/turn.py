"""One event of a runner being answered: what is known, and what is said."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.chat import Button, Event, File, Picture, Pressed, Reply
from bot.conversation.errands import Errand, Keep
from bot.conversation.meaning import Meaning
from bot.conversation.state import Asked
from bot.conversation.texts import Fact, Texts
from core.domain.exercise import Catalogue, Variation
from core.domain.logbook import Logbook
from core.domain.prescription import Prescription
from core.domain.training import FactId

NIGHT_ENDS = 4


@dataclass(slots=True, kw_only=True)
class Scene:
    """What is needed to word anything for one runner: their logbook, their language, the exercises and the moment."""

    logbook: Logbook
    texts: Texts
    catalogue: Catalogue
    now: datetime

    @property
    def local(self) -> datetime:
        """The moment on the runner's own clock."""
        return self.now.astimezone(self.logbook.settings.tz)

    @property
    def today(self) -> date:
        """The runner's local date."""
        return self.local.date()

    def button(self, key: str, action: str, /, **facts: Fact) -> Button:
        """Make a button whose label is a message of the catalogue."""
        return Button(label=self.texts(key, **facts), action=action)


@dataclass(slots=True, kw_only=True)
class Turn(Scene):
    """The one mutable thing of the conversation: a turn takes one event and gathers the answer.

    `message` is the raw message that was written, `edited` the one that it replaces, `about` the prescription that
    was answered by a reply, `offered` what an earlier file would bring. `errand` is what the shell has to do for it,
    `kept_days` how long raw messages are kept. `alarm` says that its answer goes before all others,
    `hidden` that the words are not kept. A turn that fails is thrown away whole: nothing outside it has changed.
    """

    event: Event
    asked: Asked | None = None
    message: FactId | None = None
    edited: FactId | None = None
    hidden: bool = False
    about: Prescription | None = None
    first: bool = False
    kept_days: int = 365
    meaning: Meaning | None = None
    offered: Keep | None = None
    errand: Errand | None = None
    alarm: bool = False
    replies: list[Reply] = field(default_factory=list)

    @property
    def training_day(self) -> date:
        """The day that work told now belongs to: before 4 am it is the evening before."""
        return (self.local - timedelta(hours=NIGHT_ENDS)).date()

    def say(
        self,
        text: str,
        *rows: tuple[Button, ...],
        accent: Variation | None = None,
        picture: Picture | None = None,
        file: File | None = None,
        beside: bool = False,
    ) -> None:
        """Answer with one message.

        The first answer to a pressed button takes the place of the message with the button, unless told `beside`.
        """
        in_place = isinstance(self.event, Pressed) and not beside and not self.replies
        rows = tuple(row for row in rows if row)
        self.replies.append(Reply(text=text, buttons=rows, accent=accent, picture=picture, file=file, replace=in_place))

    def tell(self, key: str, *rows: tuple[Button, ...], **facts: Fact) -> None:
        """Answer with one message of the catalogue."""
        self.say(self.texts(key, **facts), *rows)

    def add_line(self, text: str) -> None:
        """Put one more line under the newest answer."""
        last = self.replies[-1]
        self.replies[-1] = replace(last, text=f"{last.text}\n{text}")

    def open_with(self, text: str) -> None:
        """Put one more line over the first answer, which is new."""
        if not self.replies:
            self.say(text)
            return
        first = self.replies[0]
        self.replies[0] = replace(first, text=f"{text}\n{first.text}")

    def add_buttons(self, *buttons: Button) -> None:
        """Put one more row of buttons under the newest answer."""
        last = self.replies[-1]
        self.replies[-1] = replace(last, buttons=(*last.buttons, buttons))

    def ask(self, topic: str, **facts: str) -> None:
        """Leave one question open; the next words of the runner may answer it."""
        self.asked = Asked(topic=topic, at=self.now, facts=facts)
