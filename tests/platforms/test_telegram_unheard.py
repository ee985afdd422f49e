"""What does not concern the coach becomes no event, and nothing that comes can break the reader."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Said
from bot.telegram.inbound import read
from bot.telegram.wire import Update, read_update, read_updates
from tests.support.botapi.world import World
from tests.support.telegram_world import ANA, CLUB, ME, NOW, events


def _channel_post(world: World) -> None:
    world.update({"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel"}, "text": "x"}})


def _other_bot(world: World) -> None:
    chat = {"id": ANA, "type": "private"}
    world.update(
        {"message": {"message_id": 1, "date": 1, "chat": chat, "from": {"id": 5, "is_bot": True}, "text": "x"}}
    )


def _anonymous(world: World) -> None:
    chat = {"id": CLUB, "type": "supergroup"}
    world.update(
        {
            "message": {
                "message_id": 1,
                "date": 1,
                "chat": chat,
                "sender_chat": chat,
                "from": {"id": 9},
                "text": "/today",
            }
        }
    )


def _live_location(world: World) -> None:
    chat = {"id": ANA, "type": "private"}
    where = {"latitude": 1.0, "longitude": 2.0, "live_period": 60}
    world.update({"edited_message": {"message_id": 1, "date": 1, "chat": chat, "from": {"id": ANA}, "location": where}})


def _inline_query_button(world: World) -> None:
    world.update({"callback_query": {"id": "1", "from": {"id": ANA}, "inline_message_id": "x", "data": "done"}})


def _added_to_group(world: World) -> None:
    world.update(
        {
            "my_chat_member": {
                "chat": {"id": CLUB, "type": "supergroup"},
                "from": {"id": ANA},
                "date": 1,
                "new_chat_member": {"status": "member"},
            }
        }
    )


def _nonsense(world: World) -> None:
    world.update({"message": {"message_id": "one", "date": "today", "chat": []}})
    world.update({"message": {"message_id": 1, "date": 10**15, "chat": {"id": ANA, "type": "private"}}})
    world.update({"message": None})


@pytest.mark.parametrize(
    "happening",
    [
        _channel_post,
        _other_bot,
        _anonymous,
        _live_location,
        _inline_query_button,
        _added_to_group,
        _nonsense,
        lambda world: world.migrate(world.group(-5).id, -1005),
        lambda world: world.send(ANA, "new_chat_title"),
    ],
)
def test_what_does_not_concern_the_coach_is_nothing(world: World, happening: Callable[[World], None]) -> None:
    """Channels, other bots, service messages and what cannot be read are passed over."""
    happening(world)
    assert events(world) == []


def test_what_cannot_be_read_keeps_its_number() -> None:
    """One malformed update does not stop those after it: its number moves the offset on."""
    raw = b'[{"update_id": 5, "message": {"message_id": []}}, {"update_id": 6, "poll": {"id": 3}}]'
    assert [one.update_id for one in read_updates(raw)] == [5, 6]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
parts = st.dictionaries(
    st.sampled_from(["message_id", "date", "chat", "from", "text", "entities", "reply_to_message", "location"]),
    json_values | st.just({"id": 1, "type": "private"}) | st.integers(0, 99),
)
entity = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["bot_command", "mention", "bold"]),
        "offset": st.integers(-3, 30),
        "length": st.integers(-3, 30),
    }
)


@given(kind=st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]), content=parts)
def test_no_update_breaks_the_reader(kind: str, content: dict[str, object]) -> None:
    """Whatever JSON an update is, it is an event or nothing."""
    update = read_update(msgspec.json.encode({"update_id": 1, kind: content}))
    assert read(update, me=ME, now=NOW) is None or update != Update(update_id=1)


@given(text=st.text(max_size=40), entities=st.lists(entity, max_size=3))
def test_no_entity_breaks_the_reader(text: str, entities: list[dict[str, object]]) -> None:
    """Entities that point outside of the text, or into the middle of a character, do no harm."""
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": CLUB, "type": "group"},
        "from": {"id": ANA},
        "text": text,
        "entities": entities,
    }
    update = read_update(msgspec.json.encode({"update_id": 1, "message": message}))
    assert update.message is not None
    assert isinstance(read(update, me=ME, now=NOW), Said | None)
