"""What is worked out of a value when it is first asked for, and then kept with it."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

Owner = TypeVar("Owner")
Result = TypeVar("Result")


class lazy(Generic[Owner, Result]):  # noqa: N801 - it is used as `property` is
    """A property that is worked out once: `functools.cached_property` without its lock, as it is from Python 3.12 on.

    The lock costs more than most of what is kept.
    """

    def __init__(self, work_out: Callable[[Owner], Result]) -> None:
        """Keep how it is worked out."""
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Owner]) -> Self: ...

    @overload
    def __get__(self, instance: Owner, owner: type[Owner]) -> Result: ...

    def __get__(self, instance: Owner | None, owner: type[Owner]) -> Self | Result:
        if instance is None:
            return self
        found = instance.__dict__[self._name] = self._work_out(instance)
        return found
