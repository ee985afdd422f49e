"""The command line: parses and dispatches, nothing else; what a command needs is imported when it runs."""

import os
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.leaving import status_of
from core.domain.load import Unit
from core.errors import CoachError

app = typer.Typer(
    name="calfcoach",
    help="A calf coach for runners, in the chat that they already use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="The database: bring it up to date, check it, copy it.", no_args_is_help=True)
app.add_typer(db, name="db")

Config = Annotated[Path | None, typer.Option(help="The configuration file; config.toml where there is one.")]
Database = Annotated[str | None, typer.Option(help="Database URL, such as sqlite:///coach.db.")]
Zone = Annotated[str | None, typer.Option(help="Time zone of a new runner, such as Europe/Berlin.")]
At = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"], help="Begin at this local time instead of now."),
]

Runner = Annotated[str, typer.Argument(help="A runner's number, or an account such as telegram:123456.")]


@app.command()
def chat(
    *,
    database: Database = None,
    at: At = None,
    zone: Zone = None,
    config: Config = None,
) -> None:
    """Talk to the coach in the terminal, or pipe a transcript into it."""
    from bot.commands.chat import chat as run

    run(config=config, database=database, at=at, zone=zone)


@app.command()
def run(
    parts: Annotated[
        list[str] | None, typer.Argument(help="telegram, discord, worker, web; all that are configured.")
    ] = None,
    *,
    config: Config = None,
) -> None:
    """Serve: the named parts in one process, or everything that is configured."""
    from bot.commands.run import run as serve

    serve(parts or (), config=config)


@app.command()
def parse(
    *,
    unit: Annotated[Unit, typer.Option(help="The runner's unit.")] = Unit.KG,
    expect: Annotated[str | None, typer.Option(help='What is prescribed today, such as "3x12 @ 40 kg".')] = None,
    locale: Annotated[str, typer.Option(help="The runner's language tag.")] = "en",
    at: At = None,
    zone: Zone = None,
) -> None:
    """Read one message a line from standard input, and write what it means as one JSON object a line."""
    from bot.commands.parse import parse as run

    run(unit=unit, expect=expect, locale=locale, at=at, zone=zone)


@app.command()
def simulate(
    *,
    runners: Annotated[int, typer.Option(min=1)],
    weeks: Annotated[int, typer.Option(min=1)],
    adherence: Annotated[float, typer.Option(min=0, max=1)],
    days: Annotated[str | None, typer.Option(help="Training days, such as mon,wed,fri; every day without it.")] = None,
    seed: Annotated[int, typer.Option()] = 1,
    injuries: Annotated[float, typer.Option(min=0, max=1, help="Chance of a pain or red flag in a runner-week.")] = 0,
    races: Annotated[float, typer.Option(min=0, max=1, help="Chance that a runner-week enters a race.")] = 0,
    breaks: Annotated[float, typer.Option(min=0, max=1, help="Chance that a break begins in a runner-week.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run simulated runners through the real planner, beside a fixed rotation and the best that any plan could do.

    Injuries, races and breaks may come between; the report then says what their locks take.
    """
    from bot.commands.simulate import simulate as run
    from bot.simulated_life import Rates

    rates = Rates(injuries=injuries, races=races, breaks=breaks)
    run(runners=runners, weeks=weeks, adherence=adherence, days=days, seed=seed, rates=rates, as_json=as_json)


@app.command()
def doctor(*, config: Config = None) -> None:
    """Check configuration, database, tokens and clock, and say how to mend what is wrong."""
    from bot.commands.doctor import doctor as run

    run(config=config)


@db.command("upgrade")
def db_upgrade(*, database: Database = None, config: Config = None) -> None:
    """Bring the database to the newest version."""
    from bot.commands.database import upgrade_database as run

    run(config=config, database=database)


@db.command("check")
def db_check(*, database: Database = None, config: Config = None) -> None:
    """Tell whether the database is whole and of this version."""
    from bot.commands.database import check_database as run

    run(config=config, database=database)


@db.command("backup")
def db_backup(
    path: Annotated[Path, typer.Argument(help="Where the copy goes.")],
    *,
    database: Database = None,
    config: Config = None,
) -> None:
    """Copy the database while it is in use."""
    from bot.commands.database import backup_database as run

    run(path, config=config, database=database)


@db.command("restore")
def db_restore(
    path: Annotated[Path, typer.Argument(help="The copy to bring back.")],
    *,
    force: Annotated[bool, typer.Option(help="Replace a database that is newer than the copy.")] = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Bring a copy back in the place of the database."""
    from bot.commands.database import restore_database as run

    run(path, force=force, config=config, database=database)


@app.command()
def export(
    runner: Runner,
    *,
    output: Annotated[Path | None, typer.Option(help="Where the file goes; the current folder without it.")] = None,
    database: Database = None,
    config: Config = None,
) -> None:
    """Write all that is kept of a runner to one ZIP file."""
    from bot.commands.data import export_runner as run

    run(runner, output=output, config=config, database=database)


@app.command()
def delete(
    runner: Runner,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the word.")] = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Delete all that is kept of a runner, at once and for good."""
    from bot.commands.data import delete_runner as run

    run(runner, sure=yes, config=config, database=database)


def main() -> None:
    """Run a command; a stated problem is one line on standard error, and an exit status of `bot.leaving`."""
    try:
        app()
        sys.stdout.flush()
    except CoachError as error:
        sys.stderr.write(f"calfcoach: {error}\n")
        sys.exit(status_of(error))
    except BrokenPipeError:  # whoever read the output has left; nothing more can be said to them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as fault:  # noqa: BLE001 - the outermost loop of a command: no traceback reaches whoever typed it
        sys.stderr.write(f"calfcoach: a fault of ours, please report it: {_place_of(fault)}.\n")
        sys.exit(1)


def _place_of(fault: Exception) -> str:
    """Say what went wrong where in our own code, without any value that it had in its hands."""
    home = Path(__file__).parent.parent
    rooms = (home / "bot", home / "core")
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [one for one in frames if any(Path(one.filename).is_relative_to(room) for room in rooms)]
    return f"{type(fault).__name__} at {Path(ours[-1].filename).relative_to(home)}:{ours[-1].lineno}"


if __name__ == "__main__":
    main()
