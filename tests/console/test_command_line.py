"""The command line as others use it: a process of its own, its output, and its exit status."""

import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PATIENCE = 30


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment with a home of its own and nothing configured."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALFCOACH_")}
    return {**kept, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": str(Path.cwd())}


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Return a function that runs `calfcoach` in an empty folder."""

    def go(*arguments: str, given: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "bot", *arguments],
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            cwd=tmp_path,
            env={**environment, **more},
            check=False,
        )

    return go


def said(result: "subprocess.CompletedProcess[str]") -> str:
    """Return the one line that a stated problem is, having checked that it is one."""
    assert result.returncode == 1, result
    assert "Traceback" not in result.stderr
    (line,) = result.stderr.strip().splitlines()
    return line.removeprefix("calfcoach: ")


def test_a_conversation_is_piped_in(run: Run) -> None:
    """A fresh folder, one command: the first exercise, a log, and the week, kept for the next process."""
    first = run("chat", "--at", "2026-03-02 18:00", "--zone", "Europe/Madrid", given="> hi\n> 12, 12, 10\n")
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    assert first.stdout.startswith("< ")
    assert "12, 12, 10" in first.stdout
    later = run("chat", "--at", "2026-03-03 18:00", "--zone", "Europe/Madrid", given="history\n")
    assert "12, 12, 10" in later.stdout


@pytest.mark.parametrize(("machine", "shown"), [("Etc/UTC", "UTC"), ("Europe/Rome", "Europe/Rome")])
def test_the_zone_of_the_machine_is_that_of_a_new_runner(run: Run, machine: str, shown: str) -> None:
    """A machine that stands nowhere is in UTC, and is called so."""
    result = run("chat", given="hi\nsettings\n", TZ=machine)
    assert f"Time zone: {shown}\n" in result.stdout


def test_reminders_come_as_the_clock_moves(run: Run) -> None:
    """Each daily message and the weekly summary appear as the clock passes them."""
    lines = "at 2026-03-02 18:00 Europe/Madrid\n> hi\nwait 7 days\n"
    result = run("chat", "--database", "sqlite:///week.db", given=lines)
    for day in ("Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"):
        assert result.stdout.count(f"< {day}, ") == 1, result.stdout


def test_the_same_transcript_says_the_same_in_two_processes(run: Run) -> None:
    """The same history and date give the same words, whatever the hash seed."""
    lines = "at 2026-03-02 18:00 Europe/Madrid\n> hi\n* Swap\n> done\nwait 3 days\n> why\n> week\n"
    one, two = (
        run("chat", "--database", f"sqlite:///{seed}.db", given=lines, PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2")
    )
    assert one == two


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[web]\nport = 'x'\n", "config.toml, line 2: web.port"),
        ("[wbe]\n", "config.toml, line 1: wbe: there is no such key"),
        ("not toml", "config.toml: this is not TOML"),
    ],
)
def test_a_broken_configuration_is_one_sentence(run: Run, tmp_path: Path, content: str, expected: str) -> None:
    """The file, the line and the key are named."""
    (tmp_path / "config.toml").write_text(content, "utf-8")
    assert said(run("chat", given="> hi\n")).startswith(expected)


def test_a_file_that_is_no_database_is_left_alone(run: Run, tmp_path: Path) -> None:
    """The file is named, and not touched."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"not a database at all\n" * 50)
    before = path.read_bytes()
    assert "not a database" in said(run("chat", "--database", f"sqlite:///{path}", given="> hi\n"))
    assert path.read_bytes() == before
    assert "not a database" in said(run("db", "check", "--database", f"sqlite:///{path}"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("chat", "--zone", "Atlantis"), "Atlantis is not a time zone"),
        (("run", "telegram"), "telegram has no token"),
        (("run", "fax"), "fax is no part of the coach"),
        (("chat", "--config", "none.toml"), "none.toml: there is no such file"),
        (("chat", "--database", "mysql://x"), "is not the address of a"),
        (
            ("simulate", "--runners", "1", "--weeks", "1", "--adherence", "1", "--days", "mon,noday"),
            "mon,noday are not training days",
        ),
    ],
)
def test_a_stated_problem_is_one_line(run: Run, arguments: tuple[str, ...], expected: str) -> None:
    """What is wrong is said in one line on standard error, with exit status 1."""
    assert expected in said(run(*arguments))


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "telegram.webhook_url is not set"),
        ({"CALFCOACH_TELEGRAM__WEBHOOK_URL": "https://coach.example.org/t"}, "telegram.webhook_secret is not set"),
    ],
)
def test_a_webhook_that_is_half_set_up_is_one_line(run: Run, given: dict[str, str], missing: str) -> None:
    """The key that is missing is named, before anything is opened."""
    hook = {"CALFCOACH_TELEGRAM__TOKEN": "123456:" + "A" * 35, "CALFCOACH_TELEGRAM__MODE": "webhook"}
    assert missing in said(run("run", "telegram", **hook, **given))


@pytest.mark.parametrize(
    "arguments", [("chat", "--at", "25:00"), ("parse", "--unit", "stone"), ("dance",), ("db", "x")]
)
def test_wrong_usage_is_exit_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    """What the command line does not know is wrong usage."""
    result = run(*arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_parse_writes_one_object_a_line(run: Run) -> None:
    """Each line in is one JSON object out, whatever is in it."""
    lines = ["12, 12, 10 at 40", "my calf is swollen", "", "\x1b[31m", "9" * 40, "foo"]
    result = run("parse", "--expect", "3x12 @ 40 kg", given="\n".join(lines) + "\n")
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["text"] for one in objects] == lines
    assert [one["reps"] for one in objects[0]["sets"]] == [12, 12, 10]
    assert objects[1]["intent"] == "red_flag"


def test_simulate_reaches_the_best(run: Run) -> None:
    """The planner covers what any plan could, and never less than a rotation."""
    result = run("simulate", "--runners", "20", "--weeks", "4", "--adherence", "0.6", "--seed", "7", "--json")
    report = json.loads(result.stdout)
    assert report["covered"] == report["best"] >= report["rotation"]
    assert report["locked_violations"] == 0
    assert report["runner_weeks"] == 80


def test_simulate_shows_what_injuries_races_and_breaks_take(run: Run) -> None:
    """Asked for, they come between; the report says what their locks took, in words and as JSON."""
    life = ("--injuries", "0.2", "--races", "0.1", "--breaks", "0.1")
    asked = ("simulate", "--runners", "20", "--weeks", "8", "--adherence", "0.8", "--seed", "7", *life)
    report = json.loads(run(*asked, "--json").stdout)
    assert report["covered"] <= report["best"] < report["best_without_locks"]
    assert report["locked_violations"] == 0
    assert report["weeks_with_locks"] > 0
    assert sum(report["limited_by"].values()) > 0
    assert "Weeks that a lock kept from full coverage" in run(*asked).stdout
    assert run("simulate", "--runners", "1", "--weeks", "1", "--adherence", "1", "--races", "2").returncode == 2


def test_the_database_is_checked_copied_and_restored(run: Run) -> None:
    """An empty place is said to be empty; then the database is made, is sound, is copied and comes back."""
    url = "sqlite:///coach.db"
    assert "calfcoach db upgrade" in said(run("db", "check", "--database", url))
    assert run("db", "upgrade", "--database", url).returncode == 0
    assert "sound" in run("db", "check", "--database", url).stdout
    run("chat", "--database", url, given="> hi\n> 12, 12, 10\n")
    assert run("db", "backup", "copy.db", "--database", url).returncode == 0
    assert run("db", "restore", "copy.db", "--database", "sqlite:///other.db").returncode == 0
    assert "12, 12, 10" in run("chat", "--database", "sqlite:///other.db", given="history\n").stdout


def test_the_doctor_finds_what_is_wrong_and_says_how_to_mend_it(run: Run) -> None:
    """An empty database is found, mended by the command that is named, and then all is well."""
    home = {"CALFCOACH_DATABASE__URL": "sqlite:///coach.db"}
    sick = run("doctor", **home)
    assert sick.returncode == 1
    assert "!!  database: " in sick.stdout
    assert "calfcoach db upgrade" in sick.stdout
    run("db", "upgrade", **home)
    well = run("doctor", **home)
    assert well.returncode == 0, well.stdout
    assert "!!" not in well.stdout


def test_the_doctor_says_when_telegram_cannot_be_reached(run: Run) -> None:
    """The trouble is named, the token is not."""
    token = "123456:" + "A" * 35
    run("db", "upgrade", "--database", "sqlite:///coach.db")
    result = run(
        "doctor",
        CALFCOACH_DATABASE__URL="sqlite:///coach.db",
        CALFCOACH_TELEGRAM__TOKEN=token,
        CALFCOACH_TELEGRAM__API_BASE_URL="http://127.0.0.1:9",
    )
    assert result.returncode == 1
    assert "!!  telegram: " in result.stdout
    assert token not in result.stdout + result.stderr


def test_a_fault_of_ours_is_one_line(environment: dict[str, str]) -> None:
    """What nobody thought of ends in a line that says where, with no traceback and no words of a runner."""
    script = (
        "import sys\nfrom bot.__main__ import app, main\n"
        "@app.command()\ndef trip(): raise ValueError('my words')\n"
        "sys.argv = ['calfcoach', 'trip']\nmain()"
    )
    result = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False, timeout=PATIENCE
    )
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "ValueError at bot/__main__.py:" in result.stderr
    assert "my words" not in result.stderr


@pytest.mark.parametrize("leave", [b"\x04", b"\x03"], ids=["Ctrl-D", "Ctrl-C"])
def test_somebody_at_a_terminal(tmp_path: Path, environment: dict[str, str], run: Run, leave: bytes) -> None:
    """At a terminal a number presses a button, and leaving is polite, with everything kept."""
    child, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--database", "sqlite:///typed.db"],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        cwd=tmp_path,
        env={**environment, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    ) as process:
        screen = Screen(child)
        try:
            screen.show("leaves")
            os.write(child, b"hi\r")
            screen.show("[1]")
            os.write(child, b"1\r")
            screen.show("[2]")
            screen.show(">")
            os.write(child, leave)
            screen.show("kept")
            assert process.wait(timeout=PATIENCE) == 0
        finally:
            process.kill()
    assert "×" in run("chat", "--database", "sqlite:///typed.db", given="history\n").stdout


class Screen:
    """What a terminal shows, read on from where it was last looked at."""

    def __init__(self, child: int) -> None:
        """Look at a terminal's other end."""
        self.child = child
        self.unseen = ""

    def show(self, wanted: str) -> None:
        """Wait until the wanted words are there, and look past them."""
        while wanted not in self.unseen:
            ready, _, _ = select.select([self.child], [], [], PATIENCE)
            assert ready, self.unseen
            self.unseen += os.read(self.child, 65536).decode("utf-8", "replace")
        self.unseen = self.unseen.partition(wanted)[2]
