"""The columns of the list of requests."""

from PySide6.QtCore import QObject

from amhp_desktop.domain.requests import State
from amhp_desktop.domain.when import london_day, show_date, show_time
from amhp_desktop.services.request_view import RequestLine
from amhp_desktop.ui.kit.tables import Cell, Column, Span


class ListColumns(QObject):
    """Makes the cells of the list."""

    def columns(self) -> tuple[Column[RequestLine], ...]:
        """Return the columns from left to right; the last optional one goes first where room is short."""
        return (
            Column(self.tr("Request"), self._request, width=100, sort=_newest_number),
            Column(self.tr("Person"), self._person, width=220, grow=3, sort=lambda line: line.person),
            Column(self.tr("Asked"), self._asked, width=210, grow=2),
            Column(self.tr("State"), self._state, width=190, grow=2, sort=_state_order),
            Column(self.tr("AMHP"), self._amhp, width=160, grow=1),
            Column(self.tr("Received"), self._received, width=110, sort=lambda line: line.received_at),
            Column(
                self.tr("Closed"), self._closed, width=110, optional=True, sort=lambda line: line.closed_at,
            ),
        )  # fmt: skip

    def _request(self, line: RequestLine) -> Cell:
        rag = line.priority.value if line.priority else "none"
        word = line.priority.label if line.priority else self.tr("Not set")
        return Cell(word, line.reference, rag=rag, spoken=f"{line.reference}, {word}")

    def _person(self, line: RequestLine) -> Cell:
        born = self.tr("born %1").replace("%1", show_date(line.born_on)) if line.born_on else ""
        number = self.tr("NHS No. %1").replace("%1", line.nhs_number) if line.nhs_number[0].isdigit() else ""
        about = " · ".join(part for part in (born, number) if part)
        return Cell(line.person, about or self.tr("Birth date and NHS No. not known"), is_strong=True)

    def _asked(self, line: RequestLine) -> Cell:
        return Cell(line.type.label)

    def _state(self, line: RequestLine) -> Cell:
        return Cell(line.state.label, line.outcome.label if line.outcome else "")

    def _amhp(self, line: RequestLine) -> Cell:
        if line.amhp:
            return Cell(line.amhp)
        return Cell((Span(self.tr("Not allocated"), "text.muted"),))

    def _received(self, line: RequestLine) -> Cell:
        return Cell(show_date(london_day(line.received_at)), show_time(line.received_at))

    def _closed(self, line: RequestLine) -> Cell:
        if line.closed_at is None:
            return Cell((Span(self.tr("Open"), "text.muted"),))
        return Cell(show_date(london_day(line.closed_at)), show_time(line.closed_at))


def _newest_number(line: RequestLine) -> int:
    return -int(line.reference.partition("-")[2])


def _state_order(line: RequestLine) -> int:
    return list(State).index(line.state)
