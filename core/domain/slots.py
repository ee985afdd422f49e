"""Values of which there are very many, built in half of the time."""

from dataclasses import MISSING, fields
from functools import update_wrapper
from typing import Any, TypeVar

T = TypeVar("T")


def filled_at_once(kind: type[T]) -> type[T]:
    """Let a frozen dataclass write into its slots when it is built; all else about it stays.

    What `dataclass` makes looks every field up by its name, which takes longer than all else that is done to an entry
    between the database and a plan. TypeError for a kind that makes its defaults anew, or looks at what it was given.
    """
    every = fields(kind)  # type: ignore[arg-type]  # a dataclass, as it says
    if any(one.default_factory is not MISSING for one in every) or hasattr(kind, "__post_init__"):
        raise TypeError(kind)
    names = [one.name for one in every]
    known: dict[str, Any] = {f"fill_{name}": getattr(kind, name).__set__ for name in names}
    fills = "".join(f"    fill_{name}(self, {name})\n" for name in names)
    exec(f"def __init__(self, *, {', '.join(names)}):\n{fills}", known)  # noqa: S102 - as `dataclass` does
    made: Any = update_wrapper(known["__init__"], kind.__init__)
    made.__kwdefaults__ = kind.__init__.__kwdefaults__
    type.__setattr__(kind, "__init__", made)
    return kind
