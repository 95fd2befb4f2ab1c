"""The list of a request's sections at the left, with ticks, warnings and counts, and what is still missing."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from amhp_desktop.ui.kit import icons, shapes, theme
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import Divider, scrolled
from amhp_desktop.ui.requests.request_marks import Mark
from amhp_desktop.ui.requests.request_sections import SectionEntry

_WIDTH = 184
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class OutlineButton(QAbstractButton):
    """One section: icon, words, and its mark at the right."""

    def __init__(self, entry: SectionEntry) -> None:
        super().__init__()
        self._icon_name = entry.icon
        self._mark = Mark()
        self._is_unsaved = False
        self.setText(entry.words)
        self.setObjectName(f"section_{entry.key}")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_mark(self, mark: Mark) -> None:
        """Show another mark."""
        self._mark = mark
        self._describe()

    def set_unsaved(self, *, is_unsaved: bool) -> None:
        """Say that something typed there is not saved."""
        self._is_unsaved = is_unsaved
        self._describe()

    def _describe(self) -> None:
        mark, said = self._mark, self.text()
        if self._is_unsaved:
            said = self.tr("%1, not saved").replace("%1", said)
        elif mark.is_done:
            said = self.tr("%1, done").replace("%1", said)
        elif mark.is_warning:
            count = f" {mark.words}" if mark.words else ""
            said = self.tr("%1, needs a look").replace("%1", said) + count
        elif mark.words:
            said = f"{said}, {mark.words}"
        self.setAccessibleName(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round((_WIDTH - 16) * theme.scale()), max(theme.size("row") - 1, 24))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            is_edged = self.isChecked() and theme.current() == "contrast"
            painter.setPen(QPen(theme.colour("accent.fill")) if is_edged else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent.selection" if self.isChecked() else "surface.hover"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side = theme.size("icon")
        middle = (self.height() - side) / 2
        tint = "accent.text" if self.isChecked() else "text.secondary"
        icons.draw(painter, self._icon_name, QPointF(8, middle), side, tint)
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        painter.setPen(theme.colour("accent.selection_text" if self.isChecked() else "text.primary"))
        painter.drawText(box.adjusted(16 + side, 0, -8, 0), _LEFT, self.text())
        self._paint_mark(painter, box.adjusted(0, 0, -8, 0))

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        side = theme.size("icon_small")
        top = (self.height() - side) / 2
        if self._is_unsaved:
            icons.draw(painter, "pencil", QPointF(box.right() - side, top), side, "accent.text")
        elif self._mark.is_done:
            icons.draw(painter, "check", QPointF(box.right() - side, top), side, "rag.green.mark")
        else:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(box, _RIGHT, self._mark.words)
            if self._mark.is_warning:
                wide = theme.metrics("small").horizontalAdvance(self._mark.words)
                left = box.right() - wide - (6 if wide else 0) - 11
                shape = QRectF(left, (self.height() - 11) / 2, 11, 11)
                shapes.draw_shape(painter, "triangle", shape, theme.colour("rag.amber.mark"))


class RequestOutline(QWidget):
    """The sections under one another; arrow keys move and show."""

    chosen = Signal(str)
    """Fires with the key of the section somebody wants to see."""

    def __init__(self, entries: tuple[SectionEntry, ...]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, OutlineButton] = {}
        list_of = QWidget()
        list_of.setAccessibleName(self.tr("Sections of this request"))
        column = QVBoxLayout(list_of)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(0)
        for entry in entries:
            made = OutlineButton(entry)
            made.clicked.connect(self._on_clicked)
            self._group.addButton(made)
            self.buttons[entry.key] = made
            column.addWidget(made)
        column.addSpacing(theme.space("s2"))
        self._rule = Divider()
        column.addWidget(self._rule)
        self._head = label(self.tr("Still missing"), "small-strong")
        self._head.setContentsMargins(8, 8, 0, 2)
        column.addWidget(self._head)
        self.missing = label("", "small", "secondary", wrap=True)
        self.missing.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.missing)
        column.addStretch(1)
        paper = QFrame()
        paper.setProperty("kind", "plain")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(scrolled(list_of))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(paper, 1)
        row.addWidget(Divider(is_vertical=True))
        theme.notifier().changed.connect(self._fit)
        self._fit()
        self.set_missing(())

    def _fit(self) -> None:
        self.setFixedWidth(round(_WIDTH * theme.scale()))

    def choose(self, key: str) -> None:
        """Show which section is in front."""
        self.buttons[key].setChecked(True)
        self.setFocusProxy(self.buttons[key])

    def set_marks(self, marks: Mapping[str, Mark]) -> None:
        """Show every section's mark."""
        for key, made in self.buttons.items():
            made.set_mark(marks.get(key, Mark()))

    def set_missing(self, words: tuple[str, ...]) -> None:
        """List what is to be chased."""
        self.missing.setText("\n".join(words))
        for part in (self._rule, self._head, self.missing):
            part.setVisible(bool(words))

    def _on_clicked(self) -> None:
        self.chosen.emit(next(key for key, made in self.buttons.items() if made is self.sender()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = tuple(self.buttons)
        now = next((place for place, key in enumerate(keys) if self.buttons[key].hasFocus()), 0)
        wanted = keys[(now + step) % len(keys)]
        self.buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(wanted)
