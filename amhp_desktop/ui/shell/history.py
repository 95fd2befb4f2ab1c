"""Where the user has been, for the back and forward commands."""

from amhp_desktop.ui.kit.page import Place

_LONGEST = 50


class History:
    """A trail of places with a position in it; going somewhere new cuts off what lay ahead."""

    def __init__(self) -> None:
        self._trail: list[Place] = []
        self._at = -1

    def go(self, place: Place) -> None:
        """Note that the user went to a place; the place shown already is not noted twice."""
        if self.current == place:
            return
        self._trail = [*self._trail[: self._at + 1], place][-_LONGEST:]
        self._at = len(self._trail) - 1

    @property
    def current(self) -> Place | None:
        """Return the place shown now, or None before the first."""
        return self._trail[self._at] if self._at >= 0 else None

    @property
    def behind(self) -> Place | None:
        """Return where *Back* would lead, or None."""
        return self._trail[self._at - 1] if self._at > 0 else None

    @property
    def ahead(self) -> Place | None:
        """Return where *Forward* would lead, or None."""
        return self._trail[self._at + 1] if self._at + 1 < len(self._trail) else None

    def back(self) -> None:
        """Step back, once the page agreed to be left."""
        self._at = max(0, self._at - 1)

    def forward(self) -> None:
        """Step forward, once the page agreed to be left."""
        self._at = min(len(self._trail) - 1, self._at + 1)
