"""`calfcoach parse`: one message a line in, one JSON object a line out."""

import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.clock import WallClock
from bot.commands.places import zone_named
from bot.parse import parse_lines
from core.domain.load import Unit


def parse(*, unit: Unit, expect: str | None, locale: str, at: datetime | None, zone: str | None) -> None:
    """Write what each line of standard input means, one JSON object a line."""
    now = (
        at.replace(tzinfo=ZoneInfo(zone_named(zone)))
        if at
        else WallClock().now().astimezone(ZoneInfo(zone_named(zone)))
    )
    for line in parse_lines(sys.stdin, unit=unit, expect=expect, locale=locale, now=now):
        sys.stdout.write(f"{line}\n")
