"""Files that runners send: shown, asked about, imported once, and nobody else's."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.chat import FILE_LIMIT, Event, Pressed
from bot.delivery.errors import FileTooLargeError, RefusedError, UnreachableError
from core.storage import tables
from core.storage.facts import SHELVES
from core.storage.given_files import KEPT
from tests.support.senders import Post, actions, open_post
from tests.support.stored import NOW

HEVY = b"""title,start_time,exercise_title,set_index,set_type,weight_kg,reps,rpe
Legs,"2 Feb 2026, 07:01",Seated Calf Raise,0,normal,40,12,8
Legs,"4 Feb 2026, 07:01",Standing Calf Raise (Machine),0,normal,80,10,
Legs,"4 Feb 2026, 07:01",Squat (Barbell),0,normal,100,5,
"""


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    """Open an inbox on a new store to which files can be sent."""
    async with open_post(f"sqlite:///{tmp_path / 'coach.db'}") as opened:
        yield opened


@pytest.fixture
async def post_anywhere(database_url: str) -> AsyncIterator[Post]:
    """Open the same on SQLite, and once more on PostgreSQL."""
    async with open_post(database_url) as opened:
        yield opened


WORK = [("2026-02-02", "seated-machine-raise"), ("2026-02-04", "standing-machine-raise")]


async def test_nothing_is_written_before_the_button(post_anywhere: Post) -> None:
    """The file is shown; the button imports it, undo takes it back, and what was kept of the file is gone."""
    post = post_anywhere
    shown = await post.sent("ann", HEVY)
    assert "Hevy" in shown.text
    assert "“Seated Calf Raise” becomes Seated machine raise" in shown.text
    assert "Squat" in shown.text
    assert (await post.work("ann"), await post.waiting()) == ([], 1)
    yes, no = actions(shown)
    assert no.startswith("import-no:")
    await post.pressed("ann", yes)
    assert (await post.work("ann"), await post.waiting()) == (WORK, 0)
    await post.said("ann", "undo")
    assert await post.work("ann") == []
    await post.said("ann", "redo")
    assert await post.work("ann") == WORK


@pytest.mark.parametrize(("word", "count"), [("Import", 2), ("yes", 2), ("cancel", 0), ("No.", 0)])
async def test_the_question_is_answered_in_words_too(post: Post, word: str, count: int) -> None:
    """Yes imports, no leaves it; either way nothing of the file is kept."""
    await post.sent("ann", HEVY)
    await post.said("ann", word)
    assert (len(await post.work("ann")), await post.waiting()) == (count, 0)


async def test_the_button_works_after_other_words(post: Post) -> None:
    """Something else said in between closes the question, and not the file."""
    yes, _ = actions(await post.sent("ann", HEVY))
    await post.said("ann", "week")
    await post.pressed("ann", yes)
    assert await post.work("ann") == WORK


async def test_the_button_imports_once(post: Post) -> None:
    """Pressed again, or after the same file came again, it brings nothing more."""
    yes, _ = actions(await post.sent("ann", HEVY))
    await post.pressed("ann", yes)
    assert "don't have that file" in (await post.pressed("ann", yes)).text
    again = await post.sent("ann", HEVY)
    assert "nothing new" in again.text
    assert actions(again) == []
    assert (await post.work("ann"), await post.waiting()) == (WORK, 0)


async def test_a_second_file_takes_the_place_of_the_first(post: Post) -> None:
    """The button of the first no longer imports anything."""
    first, _ = actions(await post.sent("ann", HEVY))
    second, _ = actions(await post.sent("ann", HEVY.replace(b"12,8", b"15,8")))
    assert "don't have that file" in (await post.pressed("ann", first)).text
    await post.pressed("ann", second)
    assert await post.work("ann") == WORK


async def test_a_file_and_its_button_in_one_batch(post: Post) -> None:
    """What comes at once is carried out in order."""
    yes, _ = actions(await post.sent("bob", HEVY))
    given, press = post.file("ann", HEVY), Pressed(origin=post.talk.origin("ann"), action=yes)
    await post.talk.happens(given, press)
    assert await post.work("ann") == WORK


async def test_nobody_else_s_button_brings_anything(post: Post) -> None:
    """A second runner who replays the action gets nothing, and the first keeps their question."""
    yes, no = actions(await post.sent("ann", HEVY))
    await post.talk.happens(post.talk.said("bob", "/start"))
    for action in (yes, no):
        assert "Imported" not in (await post.pressed("bob", action)).text
    assert (await post.work("bob"), await post.waiting()) == ([], 1)
    await post.pressed("ann", yes)
    assert await post.work("ann") == WORK


async def test_another_runner_s_export_brings_training_and_nobody_s_accounts(post: Post) -> None:
    """Their ids do not carry over: who may write, and where it is written to, stays as it was."""
    await post.talk.happens(post.talk.said("bob", "3x12 20kg"))
    export = (await post.said("bob", "/export")).file
    assert export is not None
    shown = await post.sent("ann", export.content)
    assert "another account" in shown.text
    await post.pressed("ann", actions(shown)[0])
    assert await post.work("ann") == await post.work("bob")
    async with post.talk.store.reading() as transaction:
        rows = (await transaction.connection.execute(tables.account.select())).all()
    assert sorted((row.user, row.address) for row in rows) == [("ann", "chat-of-ann"), ("bob", "chat-of-bob")]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (HEVY[:20], "don't know that file"),
        (b'{"format": "calfcoach-runner", "version": 9}', "newer version"),
        (b'{"format": "calfcoach-runner", "version": 1}', "changed by hand"),
        (b"\0\1\2\3" * 99, "no table"),
        (FileTooLargeError(limit=FILE_LIMIT), "too large"),
        (RefusedError(reason="gone"), "could not get that file"),
        (UnreachableError(reason="away", maybe_sent=False), "could not get that file"),
        (TimeoutError(), "could not get that file"),
        (ZeroDivisionError(), "don't know that file"),
    ],
)
async def test_a_file_that_brings_nothing_is_answered_in_one_sentence(
    post: Post, content: bytes | Exception, word: str
) -> None:
    """Whatever is wrong with it, nothing is half done and nothing is kept."""
    answer = await post.sent("ann", content)
    assert word in answer.text
    assert "\n" not in answer.text
    assert actions(answer) == []
    assert (await post.work("ann"), await post.waiting()) == ([], 0)


async def test_a_file_that_is_too_large_is_not_even_fetched(post: Post) -> None:
    """Where the platform says how large it is, that is enough."""
    assert "too large" in (await post.sent("ann", HEVY, size=FILE_LIMIT + 1)).text
    assert post.shelf.fetched == []


async def test_a_file_in_a_group_is_not_fetched(post: Post) -> None:
    """Where others read along nothing is shown of it."""
    answer = await post.last(post.file("ann", HEVY, private=False))
    assert "private chat" in answer.text
    assert (post.shelf.fetched, await post.waiting()) == ([], 0)


async def test_words_beside_a_file_that_is_no_log_are_what_was_meant(post: Post) -> None:
    """A picture of the gym with "3x12 20kg" beside it is a log entry; a log with words beside it is a log."""
    await post.talk.happens(post.talk.said("ann", "/start"))
    await post.sent("ann", b"\x89PNG\0\0", text="3x12 20kg")
    assert len(await post.work("ann")) == 1
    assert "Hevy" in (await post.sent("ann", HEVY, text="from my old app")).text


async def test_many_files_at_once_are_not_all_fetched(post: Post) -> None:
    """Files are dear: who sends fifty gets a handful read, and one line about the rest."""
    await post.talk.happens(*(post.file("ann", HEVY) for _ in range(50)))
    assert 1 <= len(post.shelf.fetched) <= 7
    assert sum("more than I can read" in one.text for one in await post.told()) == 1


async def test_nobody_waits_for_the_file_of_another(post: Post) -> None:
    """While a file is fetched, what others of the same batch said is carried out already."""
    post.shelf.gate.clear()
    batch: list[Event] = [post.file("ann", HEVY), post.talk.said("bob", "3x12 20kg")]
    coming = asyncio.create_task(post.talk.happens(*batch))
    await post.shelf.asked.wait()
    assert len(await post.work("bob")) == 1
    post.shelf.gate.set()
    await coming
    assert await post.waiting() == 1


async def test_what_is_kept_of_a_file_goes_after_a_day(post: Post) -> None:
    """The worker tidies it up, and the button says so."""
    yes, _ = actions(await post.sent("ann", HEVY))
    later = NOW + KEPT + timedelta(minutes=1)
    async with post.talk.store.transaction() as transaction:
        await transaction.prune(events=NOW, messages=NOW, outbox=NOW, given=later - KEPT)
    assert await post.waiting() == 0
    assert "don't have that file" in (await post.pressed("ann", yes)).text


async def test_a_file_of_the_day_before_is_not_imported(post: Post) -> None:
    """Where no worker tidies up, the button says so all the same."""
    yes, _ = actions(await post.sent("ann", HEVY))
    post.talk.clock.move_to(NOW + KEPT)
    assert "don't have that file" in (await post.pressed("ann", yes)).text
    assert await post.work("ann") == []


async def test_what_is_kept_of_a_file_goes_with_its_runner(post: Post) -> None:
    """Deleted is deleted, an open question included."""
    await post.sent("ann", HEVY)
    await post.talk.happens(post.talk.said("ann", "/delete"))
    await post.talk.happens(post.talk.said("ann", "delete"))
    assert await post.waiting() == 0


async def test_an_old_history_is_loaded_for_it(post: Post) -> None:
    """What was logged a year ago is known, and does not come twice."""
    old = HEVY.replace(b"Feb 2026", b"Feb 2023")
    yes, _ = actions(await post.sent("ann", old))
    await post.pressed("ann", yes)
    assert "nothing new" in (await post.sent("ann", old)).text


async def test_a_runner_moves_to_another_database(post: Post, tmp_path: Path) -> None:
    """Sent as the first thing there, an export makes the same log: settings, facts with their numbers, both tables."""
    said = ("/start", "3x12 20kg", "yesterday 2x20 bunny hops", "12, 12, 10 at 40 seated", "pain 3/10 calf", "undo")
    settled = (
        "use pounds",
        "remind me at 6:30",
        "my long run is on Sunday",
        "skip",
        "10k race on 2026-05-03",
        "3x10 50 lb",
    )
    for words in said + settled:
        await post.said("ann", words)
    moved = (await post.said("ann", "/export")).file
    assert moved is not None
    async with open_post(f"sqlite:///{tmp_path / 'there.db'}") as there:
        await there.pressed("ann", actions(await there.sent("ann", moved.content))[0])
        again = (await there.said("ann", "/export")).file
        assert again is not None
        assert parts(again.content) == parts(moved.content)
        assert "nothing new" in (await there.sent("ann", moved.content)).text


def parts(archive: bytes) -> tuple[dict[str, object], bytes, bytes]:
    """Return what an export says of training and settings, and its tables."""
    with ZipFile(BytesIO(archive)) as opened:
        document = json.loads(opened.read("runner.json"))
        facts = {shelf.name: document[shelf.name] for shelf in SHELVES}
        kept = {**facts, "settings": document["settings"], "joined": document["joined"]}
        return kept, opened.read("sets.csv"), opened.read("weeks.csv")
