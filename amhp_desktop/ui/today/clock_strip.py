"""The four clocks that run out next, as cards over the board."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from amhp_desktop.domain.clocks import ClockState
from amhp_desktop.services.board import Board
from amhp_desktop.services.board_words import card_title
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.clocks import ClockCard

_CARDS = 4


class ClockStrip(QWidget):
    """Shows at most four clocks; pressing one opens its request."""

    opened = Signal(object)
    """Fires with the id of the request whose clock was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = tuple(ClockCard(is_pressable=True) for _ in range(_CARDS))
        self._ids: tuple[int, ...] = ()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space("s3"))
        for card in self.cards:
            card.pressed.connect(self._on_card_pressed)
            layout.addWidget(card, 1)
        self.set_board(None, None)

    def set_board(self, board: Board | None, now: datetime | None) -> None:
        """Show the clocks of a board as at an instant; without a running clock the strip is not shown."""
        clocks = board.clocks[:_CARDS] if board is not None else ()
        self._ids = tuple(line.id for _, line in clocks)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(clocks))
        if now is not None:
            for card, (clock, line) in zip(self.cards, clocks, strict=False):
                state = clock.state(now)
                is_over = state is ClockState.EXPIRED
                card.set_clock(
                    state.value,
                    title=card_title(clock, now),
                    value=clock.time_left(now),
                    unit="" if is_over else self.tr("left"),
                    second=f"{line.reference} {line.person}",
                    progress=clock.used(now),
                )
        self.setVisible(bool(clocks))

    def _on_card_pressed(self) -> None:
        card = self.sender()
        if isinstance(card, ClockCard):
            self.opened.emit(self._ids[self.cards.index(card)])
