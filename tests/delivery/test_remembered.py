"""What a sweep saved serves for the words only as long as it is what storage has."""

from dataclasses import replace
from datetime import timedelta

from bot.delivery.remembered import Remembered
from core.services.queue_due import Swept, sweep
from tests.support.logbooks import CATALOGUE, MONDAY, STRAIGHT_LEG, did
from tests.support.office import Office, moved

TUESDAY = MONDAY + timedelta(days=1)


async def swept(office: Office, *chats: str) -> Swept:
    """Let runners join, and queue their exercises."""
    await office.join(*chats)
    await office.pass_time(hours=30)
    told: list[Swept] = []
    await sweep(office.store, now=office.clock.now(), limit=100, catalogue=CATALOGUE, tell=told.append)
    return told[0]


async def test_what_a_sweep_saved_is_what_would_be_read(office: Office) -> None:
    """To the last fact."""
    batch = await swept(office, "anna", "ben")
    assert len(batch.logbooks) == 2
    for logbook in batch.logbooks:
        read = await office.load(logbook.runner)
        assert (logbook.version, set(logbook.reminders)) == (read.version, set(read.reminders))
        assert replace(logbook, reminders=()) == replace(read, reminders=())


async def test_a_logbook_is_taken_once_and_only_while_it_holds(office: Office) -> None:
    """Whoever changed anything since is read anew."""
    anna, ben = (await swept(office, "anna", "ben")).logbooks
    remembered = Remembered()
    remembered.keep([anna, ben])
    await office.save(moved(await office.load(anna.runner), zone="Asia/Tokyo"))
    async with office.store.reading() as transaction:
        assert await remembered.take([anna.runner, ben.runner], transaction=transaction) == {ben.runner: ben}
        assert await remembered.take([anna.runner, ben.runner], transaction=transaction) == {}


async def test_only_so_many_are_remembered(office: Office) -> None:
    """The ones kept last."""
    anna, ben, cleo = (await swept(office, "anna", "ben", "cleo")).logbooks
    remembered = Remembered(most=2)
    remembered.keep([anna, ben])
    remembered.keep([anna, cleo])
    async with office.store.reading() as transaction:
        found = await remembered.take([one.runner for one in (anna, ben, cleo)], transaction=transaction)
    assert set(found) == {anna.runner, cleo.runner}


async def test_who_trained_meanwhile_is_left_alone_though_remembered(office: Office) -> None:
    """The words come from what the runner did, not from what the sweep knew."""
    batch = await swept(office, "anna", "ben")
    delivery = office.delivery()
    delivery.expect(batch.logbooks)
    anna = batch.logbooks[0].runner
    await office.save(did(await office.load(anna), TUESDAY, STRAIGHT_LEG))
    await delivery.drain()
    assert len(office.box.taken) == 1
