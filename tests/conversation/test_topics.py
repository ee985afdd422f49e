"""What transcripts cannot say: places, pictures, deleted messages, old buttons, groups, faults of ours."""

from datetime import date, timedelta

import pytest

from bot.chat import PRIVATE_CHAT
from bot.conversation.texts import texts_for
from core.domain.prescription import Prescription
from core.services.show_today import current_prescription
from tests.support.talking import EVENING, Talk

TODAY = EVENING.date()
texts = texts_for("en")


def talk() -> Talk:
    """Return a talk that is past its first message."""
    begun = Talk()
    begun.say("/start")
    return begun


def given(one: Talk, day: date = TODAY) -> Prescription:
    """Return what is prescribed for a day."""
    prescription = current_prescription(one.logbook, day)
    assert prescription is not None
    return prescription


def counts(one: Talk) -> list[int]:
    """Return how many sets each entry has."""
    return [len(entry.sets) for entry in one.logbook.entries]


def test_a_group_hears_nothing_of_anybody() -> None:
    """In a group no word of a runner's training is said, and nothing is logged."""
    one = talk()
    assert one.say("3x12", private=False) == texts("private-only")
    assert one.logbook.entries == ()
    assert next(one.buttons()).action == PRIVATE_CHAT


def test_a_deleted_message_is_asked_about_and_its_sets_are_taken_out() -> None:
    """Deleting a message that told sets asks first; "take it out" removes them, and undo brings them back."""
    one = talk()
    one.say("12, 12, 10")
    asked = one.delete(2)
    assert "12, 12, 10" in asked
    assert counts(one) == [3]
    one.press("Take it out")
    assert counts(one) == []
    one.say("undo")
    assert counts(one) == [3]


def test_a_deleted_message_may_stay_in_the_log() -> None:
    """Pressing "Keep it" changes nothing."""
    one = talk()
    one.say("12, 12, 10")
    one.delete(2)
    assert one.press("Keep it") == texts("kept")
    assert len(one.logbook.entries) == 1


def test_deleting_a_message_that_told_nothing_is_passed_over() -> None:
    """A deleted greeting needs no answer."""
    assert talk().delete(1) == ""


def test_a_shared_place_moves_the_runner_there() -> None:
    """A location is answered with its time zone."""
    one = talk()
    assert "Asia/Tokyo" in one.locate(35.68, 139.69)
    assert one.logbook.settings.zone == "Asia/Tokyo"


@pytest.mark.parametrize(("latitude", "longitude"), [(91.0, 0.0), (-200.0, 500.0)])
def test_a_place_off_the_earth_is_not_believed(latitude: float, longitude: float) -> None:
    """A location that is none is answered with what to do instead."""
    one = talk()
    assert one.locate(latitude, longitude) == texts("zone-unknown")


@pytest.mark.parametrize(
    ("kind", "key"),
    [("photo", "not-text"), ("sticker", "not-text"), ("voice", "not-text-voice"), ("other", "not-text")],
)
def test_what_is_no_text_gets_one_line(kind: str, key: str) -> None:
    """A picture, a sticker or a voice message is answered with what can be read."""
    assert talk().send(kind) == texts(key)


def test_a_blocked_coach_is_silent_and_is_back_with_the_exercise() -> None:
    """Blocking needs no answer; letting the coach in again shows today's exercise."""
    one = talk()
    assert one.become_reachable(reachable=False) == ""
    assert not one.logbook.accounts[0].reachable
    back = one.become_reachable(reachable=True)
    assert back.startswith(texts("welcome-back"))
    assert "Single-leg calf raise" in back
    assert one.logbook.accounts[0].reachable


def test_an_answer_to_an_older_reminder_logs_to_its_day_and_exercise() -> None:
    """Sets told in reply to Monday's message belong to Monday's exercise, whatever Tuesday asks for."""
    one = talk()
    monday = given(one)
    one.say("skip")
    one.wait(days=1)
    one.say("today")
    one.say("15, 15", about=monday)
    (entry,) = one.logbook.entries
    assert (entry.day, entry.exercise, entry.prescription) == (TODAY, monday.exercise, monday.id)


@pytest.mark.parametrize(
    "action",
    [
        "",
        "done:999",
        "nonsense:1",
        "show:flying-pigeon",
        "mean:nonsense",
        "remove:999",
        "move:999",
        "rate:999:8",
        "opt:1:0",
    ],
)
def test_a_button_that_leads_nowhere_says_so(action: str) -> None:
    """Whatever an old or foreign button carries, it is one sentence, and nothing changes."""
    one = talk()
    before = one.logbook.entries
    assert one.press_action(action) == texts("button-old")
    assert one.logbook.entries == before


def test_done_is_logged_once_however_often_it_is_pressed() -> None:
    """A button that is pressed twice, and "done" behind it, log one entry."""
    one = talk()
    one.press("Done")
    one.press("Done")
    one.say("done")
    assert len(one.logbook.entries) == 1


def test_the_options_of_an_older_question_log_nothing() -> None:
    """A button of a question that was asked earlier is not taken for an answer to a later one."""
    one = talk()
    one.say("900 reps")
    older = next(button.action for button in one.buttons() if button.label == "900")
    one.say("700 reps")
    assert one.press_action(older) == texts("button-old")
    assert one.logbook.entries == ()


def test_an_open_question_is_forgotten_after_a_day() -> None:
    """A number said the next evening is a set, not the answer to yesterday's "how hard was it"."""
    one = talk()
    one.say("12, 12")
    one.press("RPE?")
    one.wait(days=1)
    one.say("8")
    assert [len(entry.sets) for entry in one.logbook.entries] == [2, 1]


def test_a_red_flag_comes_before_everything_else() -> None:
    """The very first words may be a red flag: no welcome, and no exercise, not even by a button."""
    one = Talk()
    said = one.say("felt a pop in my calf and can't stand on my toes")
    assert said.startswith(texts("red-flag-same_day"))
    verbs = {button.action.partition(":")[0] for button in one.buttons()}
    assert not verbs & {"done", "today", "give", "anyway", "swap", "show"}
    assert one.logbook.prescriptions == ()


def test_an_edit_that_tells_no_sets_any_more_asks_about_the_old_ones() -> None:
    """Editing "12, 12" into nonsense asks whether the sets are to go."""
    one = talk()
    one.say("12, 12")
    assert "12" in one.edit(2, "qwertz asdf")
    one.press("Take it out")
    assert one.logbook.entries == ()


def test_the_coach_says_that_the_training_day_is_over_after_midnight_only() -> None:
    """At four in the morning a new day begins."""
    one = talk()
    one.wait(hours=10)  # four in the morning, UTC
    one.say("3x12 pogo hops")
    assert one.logbook.entries[0].day == TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    "action", ["undo:x", "pause:²", "pause:999999999999", "remove:", "redo:1:2", "nonsense:1", "", ":"]
)
def test_a_button_that_was_never_ours_is_kindly_refused(action: str) -> None:
    """Whatever a forged button carries changes nothing, and is answered like one that is too old."""
    one = talk()
    one.say("12, 12, 10")
    before = one.logbook.entries
    assert one.press_action(action) == texts("button-old")
    assert one.logbook.entries == before


@pytest.mark.parametrize(("hours", "silent"), [(0, False), (3, False), (5, True), (12, True), (14, False)])
def test_at_night_an_answer_makes_no_sound(hours: float, *, silent: bool) -> None:
    """Between ten in the evening and seven in the morning the telephone beside the bed lies still."""
    one = talk()
    one.wait(hours=hours)
    one.say("today")
    assert one.replies[-1].silent is silent


def test_an_alarm_is_heard_at_night() -> None:
    """What cannot wait until the morning makes its sound."""
    one = talk()
    one.wait(hours=6)
    one.say("chest pain and short of breath")
    assert not one.replies[-1].silent
