"""How a command ends that cannot be carried out, so that a process manager knows whether to begin it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from core.errors import CoachError
from core.storage.errors import StorageError

#: Somebody has to mend something first.
REFUSED: Final = 1
#: It may go well when it is begun again: the number that sysexits.h has for that, `EX_TEMPFAIL`.
NOT_NOW: Final = 75


class NotNowError(CoachError):
    """{trouble}"""  # noqa: D400 - the sentence of another error, which ends with one

    def __init__(self, trouble: StorageError) -> None:
        """Keep what is in the way for now."""
        super().__init__()
        self.trouble = trouble


@contextmanager
def parted_by_time() -> Iterator[None]:
    """Tell what passes by itself, as NotNowError, from what somebody has to mend."""
    try:
        yield
    except StorageError as error:
        if error.retry:
            raise NotNowError(error) from error
        raise


def status_of(error: CoachError) -> int:
    """Return the exit status for an error."""
    return NOT_NOW if isinstance(error, NotNowError) else REFUSED
