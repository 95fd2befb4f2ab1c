"""The box of the palette: the field, the rows found, a sentence when there are none, and the keys at the foot."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.buttons import Keycap, keycap_width
from amhp_desktop.ui.kit.fields import pass_shortcuts
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.shell.palette_delegate import PaletteDelegate, paint_keys, row_height
from amhp_desktop.ui.shell.palette_items import PaletteItem, Section
from amhp_desktop.ui.shell.palette_model import PaletteModel, spoken

_MOST_ROWS = 11


class PaletteField(QLineEdit):
    """The field: arrows move among the rows, Tab narrows, Enter opens, and letters are letters."""

    stepped = Signal(int)
    """Fires for the arrow keys; +1 down, -1 up."""
    narrowed = Signal(int)
    """Fires for Tab (+1) and Shift+Tab (-1)."""
    accepted = Signal()
    """Fires for Enter."""

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            tabs = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
            if event.key() in tabs:
                self.narrowed.emit(tabs[Qt.Key(event.key())])
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PaletteFoot(QWidget):
    """Paints what the keys do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme.size("row"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.colour("border.subtle"))
        x, middle = 16.0, self.height() / 2
        for keys, words in self._keys():
            x += keycap_width(keys)
            paint_keys(painter, keys, x, middle)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(round(x) + 6, round(middle + painter.fontMetrics().capHeight() / 2), words)
            x += painter.fontMetrics().horizontalAdvance(words) + 6 + (16 if words else -2)
        self._paint_close(painter, middle)

    def _paint_close(self, painter: QPainter, middle: float) -> None:
        words = self.tr("close")
        width = painter.fontMetrics().horizontalAdvance(words)
        at = self.width() - 16 - width
        painter.drawText(at, round(middle + painter.fontMetrics().capHeight() / 2), words)
        paint_keys(painter, "Esc", at - 6, middle)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            ("↑", ""),
            ("↓", self.tr("move")),
            ("↵", self.tr("open")),
            (">", self.tr("commands only")),
        )


class PaletteBox(QFrame):
    """Shows what was found and keeps one row chosen; it searches nothing itself."""

    clicked = Signal()
    """Fires when a row was pressed with the mouse; it is the chosen one by then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "dialog")
        self._model = PaletteModel(self)
        self._sign = QLabel(self)
        self.field = self._make_field()
        self.scope = label("", "small-strong", "accent")
        self.scope.setObjectName("palette_scope")
        self._view = self._make_view()
        self._nothing = QLabel(self)
        self._nothing.setObjectName("palette_nothing")
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("ink", "secondary")
        self._empty = QWidget(self)
        inside = QVBoxLayout(self._empty)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.addWidget(self._nothing)
        self._foot = PaletteFoot(self)
        self._head = QFrame(self)
        self._lay_out()
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def show_found(self, found: tuple[Section, ...], query: str, nothing: str) -> None:
        """Show sections, or the sentence ``nothing`` where there are none; the first row is chosen."""
        self._model.show_sections(found, query)
        self._empty.setVisible(not found)
        self._nothing.setText(nothing)
        self._view.setVisible(bool(found))
        self._choose(self._model.step(-1, 1))

    def step(self, by: int) -> None:
        """Choose the next or previous row."""
        self._choose(self._model.step(self._view.currentIndex().row(), by))

    def chosen(self) -> PaletteItem | None:
        """Return the chosen item, or None where nothing was found."""
        row = self._model.row_at(self._view.currentIndex().row())
        return None if row is None else row.item

    def found(self) -> tuple[PaletteItem, ...]:
        """Return the items shown, in order."""
        rows = (self._model.row_at(number) for number in range(self._model.rowCount()))
        return tuple(row.item for row in rows if row is not None and row.item is not None)

    def fit(self, width: int, height: int) -> None:
        """Take this width and no more than this height."""
        wanted = sum(row_height(self._model.row_at(row)) for row in range(self._model.rowCount()))
        frame = self._head.sizeHint().height() + self._foot.height() + 2
        most = min(height - frame, row_height(None) * _MOST_ROWS)
        self._view.setFixedHeight(max(0, min(wanted, most)))
        words = self._nothing.heightForWidth(max(1, width - 34)) + 32
        tall = self._view.height() if self._model.rowCount() else words
        self.setFixedSize(max(width, 1), frame + tall)

    def _choose(self, number: int) -> None:
        self._view.setCurrentIndex(self._model.index(number))
        if number <= 1:
            self._view.scrollToTop()
        item = self.chosen()
        self.field.setAccessibleDescription(spoken(item) if item is not None else self._nothing.text())

    def _make_field(self) -> PaletteField:
        field = PaletteField(self)
        field.setObjectName("palette_field")
        field.setProperty("bare", "yes")
        field.setProperty("ring", "none")
        pass_shortcuts(field)
        field.setPlaceholderText(self.tr("Name, NHS No., reference, form or command"))
        field.setAccessibleName(self.tr("Find or do"))
        return field

    def _make_view(self) -> QListView:
        view = QListView(self)
        view.setObjectName("palette_found")
        view.setAccessibleName(self.tr("Found"))
        view.setModel(self._model)
        view.setItemDelegate(PaletteDelegate(view))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._on_clicked)
        return view

    def _on_clicked(self) -> None:
        if self.chosen() is not None:
            self.clicked.emit()

    def _lay_out(self) -> None:
        self._head.setProperty("kind", "row")
        line = QHBoxLayout(self._head)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(theme.space("s2"))
        line.addWidget(self._sign)
        line.addWidget(self.field, 1)
        line.addWidget(self.scope)
        line.addWidget(Keycap("Tab"))
        line.addWidget(label(self.tr("narrow"), "small", "secondary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (self._head, self._view, self._empty, self._foot):
            column.addWidget(widget)

    def _dress(self) -> None:
        self._sign.setPixmap(icons.pixmap("search", theme.size("icon_rail"), "text.secondary"))
        font = theme.font("heading")
        font.setWeight(font.Weight.Normal)
        self.field.setFont(font)
