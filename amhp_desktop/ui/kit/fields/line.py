"""Fields of one line and of many lines of text."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.buttons import draw_keycap, keycap_width
from amhp_desktop.ui.kit.fields.frame import Field, pass_shortcuts


class Line(QLineEdit):
    """A line edit with an icon at its start and, at its end, a source, a tick or a keycap."""

    now_asked = Signal()
    """Fires on F2."""
    left = Signal()
    """Fires on Escape."""

    def __init__(self) -> None:
        super().__init__()
        self._lead = self._source = self._keys = ""
        self._is_good = False
        pass_shortcuts(self)

    def set_lead(self, icon: str) -> None:
        """Show an icon before the text."""
        self._lead = icon
        self._set_margins()

    def set_source(self, source: str) -> None:
        """Say at the end of the field where the value comes from."""
        self._source = source
        self.setAccessibleDescription(source)
        self._set_margins()

    def set_keys(self, keys: str) -> None:
        """Show a keycap at the end of the field."""
        self._keys = keys
        self._set_margins()

    def set_tick(self, *, is_good: bool) -> None:
        """Show a green tick at the end of the field."""
        self._is_good = is_good
        self._set_margins()

    def _tail(self) -> float:
        if self._keys:
            return keycap_width(self._keys)
        if self._source:
            return theme.metrics("small").horizontalAdvance(self._source) + 4
        return theme.size("icon") if self._is_good else 0

    def _set_margins(self) -> None:
        lead = theme.size("icon") + 6 if self._lead else 0
        self.setTextMargins(lead, 0, round(self._tail()) + (4 if self._tail() else 0), 0)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.now_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.size("icon")
        middle = (self.height() - side) / 2
        if self._lead:
            icons.draw(painter, self._lead, QPointF(9, middle), side, "text.secondary")
        right = self.width() - 9
        box = QRectF(right - self._tail(), 0, self._tail(), self.height())
        if self._keys:
            height = theme.line_height("caption") + 2
            framed = QRectF(box.x(), (self.height() - height) / 2, box.width(), height)
            draw_keycap(painter, self._keys, framed, "text.secondary", "border.default")
        elif self._source:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._source)
        elif self._is_good:
            icons.draw(painter, "check", QPointF(right - side, middle), side, "rag.green.text")


class LineField(Field):
    """A field of one line; what kind of value it holds is for the classes below."""

    def __init__(self, placeholder: str = "") -> None:
        self.line = Line()
        super().__init__(self.line)
        self.line.setPlaceholderText(placeholder)
        self.line.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self, _text: str) -> None:
        self.changed.emit()

    def text(self) -> str:
        """Return exactly what stands in the field."""
        return self.line.text()

    def set_source(self, source: str) -> None:
        """Say where a carried value comes from, at the end of the field (``bed, 15:05``)."""
        self.line.set_source(source)

    @override
    def set_read_only(self, *, is_read_only: bool = True) -> None:
        self.line.setReadOnly(is_read_only)
        theme.repolish(self.line)


class TextField(LineField):
    """A line of text; its value has no spaces at either end."""

    def value(self) -> str:
        """Return the text."""
        return self.line.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text; the same text leaves the cursor where it is."""
        if value != self.value():
            self.line.setText(value)
            self.line.setCursorPosition(0)


class SearchField(TextField):
    """A line to search with: Enter submits, Escape empties it."""

    submitted = Signal(str)
    """Fires on Enter with the text."""

    def __init__(self, placeholder: str = "", keys: str = "") -> None:
        super().__init__(placeholder)
        self.line.set_lead("search")
        self.line.set_keys(keys)
        self.line.setAccessibleName(placeholder)
        self.line.returnPressed.connect(self._on_return_pressed)
        self.line.left.connect(self.line.clear)

    def _on_return_pressed(self) -> None:
        self.submitted.emit(self.value())


class _Page(QPlainTextEdit):
    """A plain text edit as high as its lines say; Tab leaves it."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        pass_shortcuts(self)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._lines * self.fontMetrics().lineSpacing() + 20)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())


class LongText(Field):
    """Text of several lines."""

    def __init__(self, placeholder: str = "", *, lines: int = 3) -> None:
        self.page = _Page(lines)
        super().__init__(self.page, grows=True)
        self.page.setPlaceholderText(placeholder)
        self.page.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self) -> None:
        self.changed.emit()

    def value(self) -> str:
        """Return the text without spaces at either end."""
        return self.page.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show a text; the same text leaves the cursor where it is."""
        if value != self.value():
            self.page.setPlainText(value)

    @override
    def set_read_only(self, *, is_read_only: bool = True) -> None:
        self.page.setReadOnly(is_read_only)
        theme.repolish(self.page)
