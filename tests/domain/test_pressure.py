from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.pressure import ALARMS, MOST, NOTHING, Verdict, ease, press, press_alarm, press_hard

SECOND = timedelta(seconds=1)
pauses = st.lists(st.floats(min_value=-5, max_value=120), max_size=200)


@given(pauses)
def test_nobody_is_refused_without_a_word(seconds: list[float]) -> None:
    """Whatever the rhythm, each row of refused events begins with one that says so."""
    level, before = NOTHING, Verdict.WELCOME
    for number, passed in enumerate(seconds):
        level = ease(level, passed=timedelta(seconds=passed))
        pressed = press(level)
        assert not (pressed.verdict is Verdict.REFUSED and before is Verdict.WELCOME)
        level, before = pressed.level, pressed.verdict
        if number % 7 == 0 and before is Verdict.WELCOME:
            level = press_hard(level)


@given(st.integers(0, 1000))
def test_one_event_a_second_is_always_welcome(count: int) -> None:
    """Nobody who writes at the pace of a person is ever slowed down."""
    level = NOTHING
    for _ in range(count):
        pressed = press(ease(level, passed=SECOND))
        assert pressed.verdict is Verdict.WELCOME
        level = pressed.level


def test_a_flood_is_told_once_and_over_after_a_minute() -> None:
    """Of a thousand at once sixty are carried out, one is answered with the word, and a minute later all is well."""
    verdicts, level = [], NOTHING
    for _ in range(1000):
        pressed = press(level)
        level = pressed.level
        verdicts.append(pressed.verdict)
    assert (verdicts.count(Verdict.WELCOME), verdicts.count(Verdict.SLOW_DOWN)) == (60, 1)
    assert press(ease(level, passed=MOST + SECOND)).verdict is Verdict.WELCOME


def test_who_is_refused_may_raise_the_alarm_some_times() -> None:
    """Ten are let in; after that they are a flood of their own, which is over within the same minutes."""
    level = press(MOST).level
    verdicts = []
    for _ in range(100):
        pressed = press_alarm(press(level).level)
        level = pressed.level
        verdicts.append(pressed.verdict)
    assert verdicts.count(Verdict.WELCOME) == ALARMS
    assert press_alarm(ease(level, passed=SECOND)).verdict is Verdict.WELCOME
