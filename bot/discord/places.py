"""Where a message goes on Discord, as an address: a channel, one runner's place in a server, or an interaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.domain.account import Address

# Discord takes answers to an interaction for 15 minutes; what is on its way at the end goes elsewhere.
ANSWERABLE: Final = timedelta(minutes=14, seconds=30)
_INTERACTION: Final = "interaction"
_PERSON: Final = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """The answer to one command or press, good until `expires` (seconds since 1970).

    `home` is where it goes after that. `placeholder` says that a "thinking" message, or the message with the button,
    waits to be filled; `ephemeral` that nobody but `user` may see the answer.
    """

    token: str
    user: str
    home: str
    expires: int
    placeholder: bool
    ephemeral: bool

    def open_at(self, now: datetime) -> bool:
        """Tell whether Discord still takes an answer."""
        return now.timestamp() < self.expires


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address taken apart: a `channel`, or the `person` whose direct messages are meant.

    `owner` is the only one who may press the buttons there, empty where nobody else can see them.
    """

    channel: str = ""
    person: str = ""
    owner: str = ""
    interaction: Interaction | None = None


def channel_address(channel: int | str, *, owner: int | str = "") -> Address:
    """Write the address of a channel; in a server, with the runner to whom its buttons belong."""
    return Address(f"{channel}/{owner}" if owner else str(channel))


def person_address(user: int | str) -> Address:
    """Write the address of a person's direct messages, where their channel is not known."""
    return Address(f"{_PERSON}:{user}")


def interaction_address(one: Interaction) -> Address:
    """Write the address of an interaction."""
    flags = f"{one.placeholder:d}{one.ephemeral:d}"
    return Address(":".join((_INTERACTION, flags, str(one.expires), one.user, one.home.replace(":", "="), one.token)))


def read_address(address: Address) -> Place:
    """Take an address apart."""
    kind, _, rest = address.partition(":")
    if kind == _INTERACTION and rest:
        interaction = _read_interaction(rest)
        home = read_address(Address(interaction.home))
        return Place(channel=home.channel, person=home.person, owner=interaction.user, interaction=interaction)
    if kind == _PERSON and rest:
        return Place(person=rest)
    channel, _, owner = address.partition("/")
    return Place(channel=channel, owner=owner)


def _read_interaction(rest: str) -> Interaction:
    flags, expires, user, home, token = rest.split(":", maxsplit=4)
    return Interaction(
        token=token,
        user=user,
        home=home.replace("=", ":"),
        expires=int(expires),
        placeholder=flags[0] == "1",
        ephemeral=flags[1] == "1",
    )
