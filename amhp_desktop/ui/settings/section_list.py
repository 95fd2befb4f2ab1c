"""The list of sections at the left: one button each, arrow keys move and open."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.panels import frame

_LEAST = 196
_AROUND_WORDS = 76
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class SectionButton(QAbstractButton):
    """One section: icon, words, and a triangle while something typed there is not saved."""

    def __init__(self, words: str, icon: str) -> None:
        super().__init__()
        self._icon_name = icon
        self._is_marked = False
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_marked(self, *, is_marked: bool) -> None:
        """Show or hide that something typed there is not saved."""
        if is_marked != self._is_marked:
            self._is_marked = is_marked
            said = self.tr("Not saved") if is_marked else ""
            self.setAccessibleDescription(said)
            self.setToolTip(said)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(theme.metrics("strong").horizontalAdvance(self.text())) + 60, theme.size("row"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            edge = theme.colour("accent.fill") if self._has_edge() else Qt.PenStyle.NoPen
            painter.setPen(QPen(edge) if self._has_edge() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent.selection" if self.isChecked() else "surface.hover"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        ink = theme.colour("accent.selection_text" if self.isChecked() else "text.primary")
        side = theme.size("icon")
        middle = (self.height() - side) / 2
        tint = "accent.text" if self.isChecked() else "text.secondary"
        icons.draw(painter, self._icon_name, QPointF(10, middle), side, tint)
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        painter.setPen(ink)
        painter.drawText(box.adjusted(20 + side, 0, -24 if self._is_marked else -4, 0), _LEFT, self.text())
        if self._is_marked:
            at = QPointF(self.width() - side - 8, middle)
            icons.draw(painter, "triangle-alert", at, side, "rag.amber.mark")

    def _has_edge(self) -> bool:
        return self.isChecked() and theme.current() == "contrast"


class SectionList(QWidget):
    """The sections under one another; the chosen one is in front."""

    chosen = Signal(str)
    """Fires with the key of the section to show."""

    def __init__(self, entries: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Sections of the settings"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, SectionButton] = {}
        holder = frame("plain")
        column = QVBoxLayout(holder)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(2)
        for key, words, icon in entries:
            made = SectionButton(words, icon)
            made.setObjectName(f"section_{key}")
            self._group.addButton(made)
            self.buttons[key] = made
            column.addWidget(made)
        column.addStretch(1)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(holder)
        self._group.buttonToggled.connect(self._on_toggled)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        widest = max(theme.metrics("strong").horizontalAdvance(each.text()) for each in self.buttons.values())
        self.setFixedWidth(max(_LEAST, round(widest) + _AROUND_WORDS))

    def choose(self, key: str) -> None:
        """Bring a section to the front."""
        self.buttons[key].setChecked(True)

    def _on_toggled(self, made: QAbstractButton, is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if is_on:
            self.setFocusProxy(made)
            self.chosen.emit(next(key for key, each in self.buttons.items() if each is made))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        every = tuple(self.buttons.values())
        now = next((place for place, made in enumerate(every) if made.hasFocus()), 0)
        wanted = every[(now + step) % len(every)]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        wanted.setChecked(True)
