"""How much one letter may cost; a template that wants more is a slip or an attack."""

from jinja2.exceptions import SecurityError

#: Characters in one value, and in one part of a letter.
LARGEST_TEXT = 1_000_000
LARGEST_PART = 20_000_000
#: Turns of all loops and calls together.
MOST_STEPS = 500_000


class TooMuchError(SecurityError):
    """The template made more than any letter needs."""

    def __init__(self) -> None:
        super().__init__("it makes far more text, or goes round far more often, than any letter needs")


class Budget:
    """Counts the steps of filling one letter."""

    def __init__(self) -> None:
        self._left = MOST_STEPS

    def spend(self, steps: int = 1) -> None:
        """Take steps off.

        Raises:
            TooMuchError: When they are used up.
        """
        self._left -= steps
        if self._left < 0:
            raise TooMuchError
