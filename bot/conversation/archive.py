"""A runner's data as one ZIP file, with a page that says in their language what is what."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.chat import File
from bot.conversation.texts import Texts
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.messages import Message
from core.services.export_data import runner_json_parts
from core.services.export_tables import sets_csv_parts, weeks_csv


def pack(logbook: Logbook, messages: Iterable[Message], *, at: datetime, texts: Texts, catalogue: Catalogue) -> File:
    """Put everything of a runner into one file; OlderHistoryNeededError where not all of it is loaded."""
    day = at.astimezone(logbook.settings.tz).date().isoformat()
    parts: dict[str, Iterable[bytes]] = {
        "README.txt": [f"{texts('export-readme', day=day)}\n".encode()],
        "runner.json": runner_json_parts(logbook, messages, at=at),
        "sets.csv": sets_csv_parts(logbook, catalogue=catalogue),
        "weeks.csv": [weeks_csv(logbook, catalogue=catalogue)],
    }
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, pieces in parts.items():
            member = ZipInfo(name, at.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            with archive.open(member, "w") as file:
                file.writelines(pieces)
    return File(name=f"calfcoach-{day}.zip", content=content.getvalue(), media_type="application/zip")
