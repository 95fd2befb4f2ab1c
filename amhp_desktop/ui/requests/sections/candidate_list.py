"""The AMHPs on duty as cards to choose one from: reasons with ticks, warnings in amber, exclusions in grey."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.services.allocations import Candidate
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.chips import Avatar, Chip
from amhp_desktop.ui.kit.fields import NoteLine
from amhp_desktop.ui.kit.flow import FlowLayout
from amhp_desktop.ui.kit.labels import IconLabel, label, row_of
from amhp_desktop.ui.kit.panels import EmptyState


class CandidateCard(QFrame):
    """One person on duty; a click chooses them."""

    pressed = Signal(int)
    """Fires with the person's id."""

    def __init__(self, one: Candidate) -> None:
        super().__init__()
        self.candidate = one
        self._is_current = self._is_chosen = False
        self.setProperty("kind", "row")
        self.mark = IconLabel("circle-dashed", 16, "text.muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(theme.space("s2"))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.mark, 0, top)
        row.addWidget(Avatar(one.initials), 0, top)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        grey = "muted" if one.cannot else ""
        phone = label(one.phone, "small", "secondary")
        lines.addWidget(row_of(label(one.name, "medium", grey), Chip(one.duty, "outline"), None, phone))
        lines.addWidget(self._reasons(one))
        row.addLayout(lines, 1)
        self._describe()

    def _reasons(self, one: Candidate) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=12, row_gap=2)
        if one.cannot:
            flow.addWidget(_said("octagon-x", "text.muted", one.cannot, "muted"))
            return holder
        for reason in one.reasons:
            flow.addWidget(_said("check", "rag.green.mark", reason, "secondary"))
        if one.warning:
            flow.addWidget(_said("triangle-alert", "rag.amber.mark", one.warning, "amber"))
        return holder

    def set_marks(self, *, is_current: bool, is_chosen: bool) -> None:
        """Show whether the keyboard is on it and whether it is chosen."""
        self._is_current, self._is_chosen = is_current, is_chosen
        icon, ink = ("circle-check", "accent.text") if is_chosen else ("circle-dashed", "text.muted")
        self.mark.set_icon("octagon-x" if self.candidate.cannot else icon, ink)
        theme.set_look(self, kind="selected" if is_current or is_chosen else "row")
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(self.spoken)

    @property
    def spoken(self) -> str:
        """Return everything the card says as one sentence."""
        one = self.candidate
        parts = [one.name, one.duty]
        parts += [self.tr("cannot: %1").replace("%1", one.cannot)] if one.cannot else list(one.reasons)
        parts += [one.warning] if one.warning and not one.cannot else []
        parts += [self.tr("chosen")] if self._is_chosen else []
        return ", ".join(parts)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self.candidate.staff_id)


def _said(icon: str, colour: str, words: str, ink: str) -> QWidget:
    return row_of(IconLabel(icon, 14, colour), label(words, "small", ink), gap=4)


class CandidateList(QWidget):
    """Arrow keys move, Space or Enter chooses; whoever cannot take it says why and is never chosen."""

    chosen_changed = Signal()
    """Fires when somebody else, or nobody, is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: int | None = None
        self.cards: tuple[CandidateCard, ...] = ()
        self._place = 0
        self._note = NoteLine()
        self._empty = EmptyState(
            "users", self.tr("Nobody is on duty now."), self.tr("The rota says who comes on next.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringhost", "yes")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._note)
        self.set_candidates(())

    def set_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Show who is on duty; the choice stays while that person is still there."""
        if candidates == tuple(card.candidate for card in self.cards) and candidates:
            return
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = tuple(CandidateCard(one) for one in candidates)
        for place, card in enumerate(self.cards):
            card.pressed.connect(self.choose)
            self._column.insertWidget(place, card)
        self._place = min(self._place, max(0, len(self.cards) - 1))
        if self.chosen not in {one.staff_id for one in candidates if not one.cannot}:
            self.choose(None)
        self._empty.setVisible(not candidates)
        self._mark()

    def choose(self, staff_id: int | None) -> None:
        """Choose somebody who can take it, or nobody."""
        able = {card.candidate.staff_id for card in self.cards if not card.candidate.cannot}
        for place, card in enumerate(self.cards):
            if card.candidate.staff_id == staff_id:
                self._place = place
        wanted = staff_id if staff_id in able else None
        is_refused = staff_id is not None and wanted is None
        if not is_refused and wanted != self.chosen:
            self.chosen = wanted
            self.set_problem("")
            self.chosen_changed.emit()
        self._mark()

    def set_problem(self, sentence: str) -> None:
        """Say below the list what is wrong with the choice."""
        self._note.say(sentence, "red")

    def _mark(self) -> None:
        for place, card in enumerate(self.cards):
            is_current = self.hasFocus() and place == self._place
            card.set_marks(is_current=is_current, is_chosen=card.candidate.staff_id == self.chosen)
        here = self.cards[self._place] if self.cards else None
        self.setAccessibleName(self.tr("AMHPs on duty, arrow keys move, Space chooses"))
        self.setAccessibleDescription(here.spoken if here is not None else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        is_choice = event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not self.cards or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif step is not None:
            self._place = max(0, min(len(self.cards) - 1, self._place + step))
            self._mark()
        elif is_choice:
            here = self.cards[self._place].candidate.staff_id
            self.choose(None if here == self.chosen else here)
        else:
            super().keyPressEvent(event)
