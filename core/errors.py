"""Everything that the coach can refuse, under one root."""


class CoachError(Exception):
    """The coach cannot do what was asked."""

    def __str__(self) -> str:
        """Return the class's own sentence, filled with its facts."""
        return (self.__doc__ or "").format(**vars(self))
