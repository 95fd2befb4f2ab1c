"""A field for several people, a line each: ``Adam Kovacs, son``."""

from collections.abc import Iterable

from typing_extensions import override

from amhp_desktop.ui.kit.fields import LongText


class PeopleLines(LongText):
    """Takes one person a line and gives them back as a tuple; empty lines go."""

    def __init__(self) -> None:
        super().__init__(lines=3)

    @override
    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        """Return the people."""
        return tuple(line.strip() for line in super().value().splitlines() if line.strip())

    @override
    def set_value(self, value: Iterable[str]) -> None:
        """Show the people, a line each."""
        super().set_value("\n".join(value))
