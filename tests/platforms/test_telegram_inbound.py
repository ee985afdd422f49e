"""Updates of Telegram become the coach's events, and what does not concern it becomes nothing."""

from datetime import UTC, datetime

import pytest

from bot.chat import Edited, FileGiven, Located, Pressed, Reachable, Said, Sent
from bot.telegram.inbound import Identity
from core.domain.account import AccountKey, Platform
from tests.support.botapi.world import World
from tests.support.telegram_world import ANA, BOB, CLUB, ME, NOW, events, only


def test_a_message_says_who_where_and_when(world: World) -> None:
    """The origin has all that an answer needs."""
    world.say(ANA, "12, 12, 10 at 40")
    event = only(world)
    assert isinstance(event, Said)
    assert event.text == "12, 12, 10 at 40"
    origin = event.origin
    assert origin.account == AccountKey(platform=Platform.TELEGRAM, user="7")
    assert (origin.chat, origin.message, origin.private, origin.language) == ("7", "1", True, "de")
    assert origin.at == datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize("blank", ["", "   "])
def test_an_empty_message_is_said_too(world: World, blank: str) -> None:
    """No app sends it, but what is handed over is answered."""
    world.say(ANA, blank)
    event = only(world)
    assert isinstance(event, Said)
    assert event.text == blank


def test_an_event_is_known_by_the_bot_and_the_number_of_the_update(world: World) -> None:
    """Two bots may number alike, and neither's event is the other's."""
    world.say(ANA, "hello")
    world.say(ANA, "hello")
    first, second = events(world)
    assert first.origin.event == "4242:1001"
    assert second.origin.event == "4242:1002"


def test_an_edit_changes_the_message_that_it_edits(world: World) -> None:
    """An edit has the id of the message and the new text."""
    message = world.say(ANA, "3x12")
    world.edit(ANA, message, "3x11")
    event = events(world)[1]
    assert isinstance(event, Edited)
    assert (event.origin.message, event.text) == (str(message), "3x11")


def test_a_reply_names_what_it_replies_to(world: World) -> None:
    """The id of the reminder comes with the answer."""
    reminder = world.post(world.chats[ANA], {"text": "Seated calf raise"})
    world.say(ANA, "done", reply_to=int(str(reminder["message_id"])))
    event = only(world)
    assert isinstance(event, Said)
    assert event.reply_to == str(reminder["message_id"])


def test_a_button_brings_its_action_and_its_message(world: World) -> None:
    """A press happens now, whenever its message was sent."""
    world.post(world.chats[ANA], {"text": "Seated calf raise"})
    world.press(ANA, 1, "done:2026-03-02")
    event = only(world)
    assert isinstance(event, Pressed)
    assert (event.action, event.origin.message, event.origin.at) == ("done:2026-03-02", "1", NOW)


def test_a_button_under_a_message_that_is_out_of_reach_still_counts(world: World) -> None:
    """Telegram sends an old message without its content."""
    message = {"message_id": 5, "date": 0, "chat": {"id": ANA, "type": "private"}}
    world.update({"callback_query": {"id": "1", "from": {"id": ANA}, "message": message, "data": "undo"}})
    event = only(world)
    assert isinstance(event, Pressed)
    assert event.origin.message == "5"


def test_a_button_in_somebody_elses_chat_means_nothing(world: World) -> None:
    """What is said of it goes to who pressed it, and never to whose chat it is."""
    message = {"message_id": 5, "date": 0, "chat": {"id": ANA, "type": "private"}}
    world.update({"callback_query": {"id": "1", "from": {"id": BOB}, "message": message, "data": "week"}})
    event = only(world)
    assert isinstance(event, Pressed)
    assert (event.origin.chat, event.origin.message, event.action) == (str(BOB), "", "foreign")


@pytest.mark.parametrize(
    ("text", "said", "start"),
    [
        ("/start", "/start", ""),
        ("/start link-ABC_1", "/start", "link-ABC_1"),
        ("/start@calfcoach_bot abc", "/start", "abc"),
        ("/today@CalfCoach_Bot", "/today", ""),
        ("/log 3x12 @ 20kg", "/log 3x12 @ 20kg", ""),
        ("@calfcoach_bot done", "done", ""),
        ("3x12 @ 20", "3x12 @ 20", ""),
    ],
)
def test_commands_lose_the_bots_name_and_keep_the_rest(world: World, text: str, said: str, start: str) -> None:
    """A deep link's payload is told apart from what was written."""
    world.say(ANA, text)
    event = only(world)
    assert isinstance(event, Said)
    assert (event.text, event.start) == (said, start)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@calfcoach_bot what's today?", "what's today?"),
        ("@CALFCOACH_BOT: what's today?", "what's today?"),
        ("🦵🦵 hey @calfcoach_bot, today", "🦵🦵 hey today"),
        ("@calfcoach_bot", "@calfcoach_bot"),
        ("/today@calfcoach_bot please", "/today please"),
        ("/today", "/today"),
    ],
)
def test_in_a_group_what_addresses_the_coach_is_heard(world: World, text: str, said: str) -> None:
    """Mentions and commands are meant for it, wherever they stand."""
    world.say(ANA, text, chat=CLUB)
    event = only(world)
    assert isinstance(event, Said)
    assert event.text == said
    assert not event.origin.private
    assert event.origin.chat == str(CLUB)


@pytest.mark.parametrize(
    "text", ["what's today?", "/today@another_bot", "@another_bot hi", "mail me@calfcoach_bot.org"]
)
def test_in_a_group_what_is_not_meant_for_the_coach_is_not_heard(world: World, text: str) -> None:
    """People talk among themselves."""
    world.say(ANA, text, chat=CLUB)
    assert events(world) == []


def test_a_bot_that_sees_all_takes_only_commands_with_its_name(world: World) -> None:
    """Without privacy mode a bare command may be another bot's."""
    world.say(ANA, "/today", chat=CLUB)
    world.say(ANA, "/today@calfcoach_bot", chat=CLUB)
    sees_all = Identity(id=ME.id, username=ME.username, sees_all=True)
    assert len(events(world, me=sees_all)) == 1


def test_in_a_group_a_reply_to_the_coach_is_heard_and_one_to_a_person_is_not(world: World) -> None:
    """Replying is addressing."""
    world.post(world.chats[CLUB], {"text": "Who is in?"})
    theirs = world.say(BOB, "me", chat=CLUB)
    world.say(ANA, "me too", chat=CLUB, reply_to=1)
    world.say(ANA, "good", chat=CLUB, reply_to=theirs)
    event = only(world)
    assert isinstance(event, Said)
    assert (event.text, event.reply_to) == ("me too", "1")


def test_a_topic_is_part_of_the_address(world: World) -> None:
    """In a forum the answer goes to the topic, and writing there is not replying."""
    world.say(ANA, "@calfcoach_bot today", chat=CLUB, topic=55)
    world.say(ANA, "aside", chat=CLUB, topic=55)
    event = only(world)
    assert isinstance(event, Said)
    assert (event.origin.chat, event.reply_to) == ("-100/55", "")


def test_a_place_is_a_place(world: World) -> None:
    """A shared location comes with its degrees."""
    world.locate(ANA, 52.5, 13.4)
    event = only(world)
    assert isinstance(event, Located)
    assert (event.latitude, event.longitude) == (52.5, 13.4)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("photo", "photo"),
        ("voice", "voice"),
        ("audio", "voice"),
        ("sticker", "sticker"),
        ("video", "video"),
        ("video_note", "video"),
        ("contact", "other"),
        ("dice", "other"),
    ],
)
def test_what_is_not_text_has_a_kind(world: World, kind: str, code: str) -> None:
    """One line answers each of them, so the kind is enough."""
    world.send(ANA, kind)
    event = only(world)
    assert isinstance(event, Sent)
    assert event.kind == code


def test_words_under_a_photo_are_words(world: World) -> None:
    """Nothing typed is dropped, wherever it was typed."""
    world.send(ANA, "photo", caption="3x12 @ 20kg")
    event = only(world)
    assert isinstance(event, Said)
    assert event.text == "3x12 @ 20kg"


def test_a_file_says_what_it_is_and_how_it_is_fetched(world: World) -> None:
    """Whether it is wanted is seen before it is fetched."""
    world.send(ANA, "document", content="day,reps", name="log.csv", caption="/import")
    event = only(world)
    assert isinstance(event, FileGiven)
    assert (event.name, event.size, event.media_type, event.text) == ("log.csv", 8, "text/csv", "/import")
    assert world.files[event.handle] == b"day,reps"


def test_a_file_of_which_nothing_is_said_is_a_file_all_the_same(world: World) -> None:
    """Only its id is promised."""
    person, chat = {"id": ANA, "is_bot": False}, {"id": ANA, "type": "private"}
    world.update({"message": {"message_id": 1, "date": 0, "chat": chat, "from": person, "document": {"file_id": "d"}}})
    event = only(world)
    assert isinstance(event, FileGiven)
    assert (event.name, event.size, event.media_type, event.text, event.handle) == ("", 0, "", "", "d")


def test_a_moving_picture_is_no_file(world: World) -> None:
    """Telegram gives it as a document too."""
    person, chat = {"id": ANA, "is_bot": False}, {"id": ANA, "type": "private"}
    moving = {"animation": {"file_id": "d", "duration": 1}, "document": {"file_id": "d"}}
    world.update({"message": {"message_id": 1, "date": 0, "chat": chat, "from": person, **moving}})
    event = only(world)
    assert isinstance(event, Sent)
    assert event.kind == "video"


def test_in_a_group_a_file_is_heard_only_where_it_is_meant_for_the_coach(world: World) -> None:
    """People share files among themselves."""
    world.send(ANA, "document", chat=CLUB)
    world.send(ANA, "document", chat=CLUB, caption="my log")
    assert events(world) == []


@pytest.mark.parametrize("blocked", [True, False])
def test_blocking_and_coming_back_is_told(world: World, *, blocked: bool) -> None:
    """A blocked coach stops, and one that is let in again may say so."""
    world.block(ANA, blocked=blocked)
    event = only(world)
    assert isinstance(event, Reachable)
    assert event.reachable is not blocked
    assert event.origin.chat == "7"
