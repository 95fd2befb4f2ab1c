"""The rail on the left: one button a place with icon, word and badge, and two at the foot."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme


@dataclass(frozen=True, slots=True)
class RailItem:
    """One button of the rail; ``place`` is empty for one that acts and is never *here*."""

    command: str
    word: str
    icon: str
    place: str = ""
    is_at_foot: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A number over a rail button and the sentence that says what it counts (*2 holes in the rota*)."""

    count: int
    words: str


class RailButton(QAbstractButton):
    """Paints icon over word; the place shown now has a plate and a bar at the left edge."""

    def __init__(self, item: RailItem, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._badge: Badge | None = None
        self._action = action
        self.setObjectName(f"rail_{item.word.lower()}")
        self.setText(item.word)
        self.setCheckable(bool(item.place))
        self.setProperty("ring", "none")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._act)
        action.changed.connect(self._follow)
        self._follow()
        self._name()

    def set_badge(self, badge: Badge | None) -> None:
        """Show a number, also in the accessible name; None or a count of 0 shows nothing."""
        self._badge = badge if badge is not None and badge.count else None
        self._name()
        self.update()

    def mark_here(self, place: str) -> None:
        """Show whether this is the place in front."""
        self.setChecked(bool(self.item.place) and self.item.place == place)
        self._name()

    def _name(self) -> None:
        parts = [self.item.word]
        if self._badge is not None:
            parts.append(self._badge.words)
        if self.isChecked():
            parts.append(self.tr("shown now"))
        self.setAccessibleName(", ".join(parts))

    def _follow(self) -> None:
        shortcut = self._action.shortcut().toString()
        self.setEnabled(self._action.isEnabled())
        words = self._action.toolTip()
        self.setToolTip(f"{words} ({shortcut})" if shortcut else words)
        self.setAccessibleDescription(self.toolTip())

    def _act(self) -> None:
        self._action.trigger()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.size("rail"), theme.size("rail_item"))

    @override
    def nextCheckState(self) -> None:
        """Leave the checked state to the window: a click that is refused changes nothing."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            rail = self.parentWidget()
            if isinstance(rail, Rail):
                rail.step(self, 1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_plate(painter)
        ink = "accent.text" if self.isChecked() else "text.secondary"
        if not self.isEnabled():
            ink = "text.disabled"
        size, line = theme.size("icon_rail"), theme.line_height("caption")
        top = (self.height() - size - line - 4) / 2
        icons.draw(painter, self.item.icon, QPointF((self.width() - size) / 2, top), size, ink)
        font = theme.font("caption")
        if self.isChecked():
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        words = QRectF(0, top + size + 4, self.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.item.word)
        if self._badge is not None:
            self._paint_badge(painter, self._badge, top)

    def _paint_plate(self, painter: QPainter) -> None:
        plate = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(theme.colour("surface.base"))
            painter.setPen(QPen(theme.colour("border.subtle"), 1))
            painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.fillRect(QRectF(0, 8, 3, self.height() - 16), theme.colour("accent.fill"))
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(theme.colour("surface.hover"))
            painter.drawRoundedRect(plate, 6, 6)
        if self.hasFocus():
            stroke = 3 if theme.current() == "contrast" else 2
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent.focus"), stroke))
            inset = stroke / 2 + 0.5
            painter.drawRoundedRect(plate.adjusted(inset, inset, -inset, -inset), 5, 5)

    def _paint_badge(self, painter: QPainter, badge: Badge, top: float) -> None:
        words = str(badge.count) if badge.count < 100 else "99+"
        font = theme.font("caption")
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        height = theme.line_height("caption")
        width = max(float(height), painter.fontMetrics().horizontalAdvance(words) + 8.0)
        centre = QPointF(self.width() / 2 + theme.size("icon_rail") / 2 + 5, top)
        spot = QRectF(0, 0, width, height)
        spot.moveCenter(
            QPointF(min(centre.x(), self.width() - width / 2 - 5), max(centre.y(), height / 2 + 2))
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("rag.red.mark"))
        painter.drawRoundedRect(spot, height / 2, height / 2)
        is_light = theme.current() == "light"
        painter.setPen(theme.colour("text.on_accent" if is_light else "surface.sunken"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QFrame):
    """The buttons of the rail, one stop of the Tab key; arrow keys move among them."""

    def __init__(self, entries: Iterable[tuple[RailItem, QAction]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setAccessibleName(self.tr("Places"))
        self._buttons: tuple[RailButton, ...] = tuple(
            RailButton(item, action, self) for item, action in entries
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.space("s2"), 0, theme.space("s2"))
        layout.setSpacing(2)
        for button in self._buttons:
            if not button.item.is_at_foot:
                layout.addWidget(button)
        layout.addStretch(1)
        for button in self._buttons:
            if button.item.is_at_foot:
                layout.addWidget(button)
        self._fit()
        theme.notifier().changed.connect(self._fit)

    def button(self, place_or_word: str) -> RailButton:
        """Return a button by its place or, for one without, by its word."""
        for button in self._buttons:
            if place_or_word in {button.item.place, button.item.word}:
                return button
        raise KeyError(place_or_word)

    def mark_here(self, place: str) -> None:
        """Show which place is in front."""
        for button in self._buttons:
            button.mark_here(place)
        self._one_tab_stop(next((one for one in self._buttons if one.isChecked()), self._buttons[0]))

    def here_words(self) -> str:
        """Return the word of the place in front."""
        return next((one.item.word for one in self._buttons if one.isChecked()), "")

    def tab_stop(self) -> QWidget:
        """Return the button the Tab key stops at."""
        return next(one for one in self._buttons if one.focusPolicy() != Qt.FocusPolicy.NoFocus)

    def chain_to(self, following: tuple[QWidget, ...]) -> None:
        """Let Tab go from whichever button is the stop to these widgets, in order."""
        stop = self.tab_stop()
        for button in self._buttons:  # Qt leaves widgets that take no focus out of the order it is told
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for before, after in pairwise((*self._buttons, *following)):
            QWidget.setTabOrder(before, after)
        self._one_tab_stop(stop)

    def step(self, button: RailButton, by: int) -> None:
        """Move the keyboard to the next or previous button, round at the ends."""
        usable = [one for one in self._buttons if one.isEnabled()]
        target = usable[(usable.index(button) + by) % len(usable)]
        self._one_tab_stop(target)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _one_tab_stop(self, chosen: QWidget) -> None:
        for button in self._buttons:
            is_stop = button is chosen
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus)

    def _fit(self) -> None:
        self.setFixedWidth(theme.size("rail"))
        for button in self._buttons:
            least = theme.size("icon_rail") + theme.line_height("caption") + 8
            button.setFixedWidth(theme.size("rail") - 1)
            button.setMinimumHeight(min(least, theme.size("rail_item")))
            button.setMaximumHeight(theme.size("rail_item"))
            button.update()
