"""Blanks of a form on screen: a text that grows with its words, a date, a tick, and the signature's place."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCompleter, QFrame, QLabel, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import Field as FormField
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import CheckField, DateField, Field, LineField, pass_shortcuts
from amhp_desktop.ui.kit.labels import label

_FRAME = 10
_MARGIN = 1.0
_MOST_LINES = 9
_COMPLETER_KEYS = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
)


class GrowingText(QPlainTextEdit):
    """A text as high as its lines, up to nine; Tab leaves it, and a source may stand at its right."""

    typed = Signal()
    """Fires when a person changed the text."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._least = lines
        self._popup: QWidget | None = None
        self._source: QLabel = label("", "small", "secondary")
        self._source.setParent(self)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(_MARGIN)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        pass_shortcuts(self)
        self.textChanged.connect(self._on_text_changed)
        theme.notifier().changed.connect(self._fit)
        self.set_source("")

    def set_source(self, source: str) -> None:
        """Say at the right where a carried text comes from."""
        self._source.setText(source)
        self._source.setVisible(bool(source))
        self._place_source()

    def set_completer(self, completer: QCompleter, popup: QWidget) -> None:
        """Let a list of suggestions take Enter, Tab and Escape while it is open."""
        self._popup = popup
        completer.setWidget(self)

    def show_text(self, text: str) -> None:
        """Show a text without calling it typed."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.setPlainText(text)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._fit()

    def replace_text(self, text: str) -> None:
        """Put another text in as one step that Ctrl+Z takes back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text, QTextCharFormat())

    def _on_text_changed(self) -> None:
        self._fit()
        self.typed.emit()

    def _fit(self) -> None:
        lines = max(self._least, round(self.document().size().height()))
        is_long = lines > _MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        inside = min(lines, _MOST_LINES) * self.fontMetrics().lineSpacing() + 2 * round(_MARGIN)
        self.setFixedHeight(max(theme.size("field"), inside + _FRAME + 2))

    def _place_source(self) -> None:
        wide = self._source.sizeHint().width() if self._source.text() else 0
        self.setViewportMargins(4, 1, wide + 8 if wide else 0, 0)
        self._source.setGeometry(self.width() - wide - 9, 0, wide, min(self.height(), theme.size("field")))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_source()
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_offering = self._popup is not None and self._popup.isVisible()
        if is_offering and event.key() in _COMPLETER_KEYS:
            event.ignore()
            return
        super().keyPressEvent(event)


class BlankField(Field):
    """One blank of the form: reads itself from the form's values and writes itself into them."""

    def __init__(self, spec: FormField) -> None:
        self.spec = spec
        self.text = GrowingText(4 if spec.grows else 1)
        super().__init__(self.text)
        self.set_name(spec.label)
        self.text.typed.connect(self.changed)

    def set_source(self, source: str) -> None:
        """Say where the carried entry comes from."""
        self.text.set_source(source)

    def show_values(self, values: FormValues) -> None:
        """Show what the form holds for this blank."""
        if values.text(self.spec.key) != self.text.toPlainText():
            self.text.show_text(values.text(self.spec.key))

    def put_into(self, values: FormValues) -> FormValues:
        """Return the values with what stands here, exactly as typed."""
        return values.with_text(self.spec.key, self.text.toPlainText())

    @override
    def set_read_only(self, *, is_read_only: bool = True) -> None:
        self.text.setReadOnly(is_read_only)
        theme.repolish(self.text)


class DayField(DateField):
    """A date blank; what cannot be read as a date is kept and printed as it was typed."""

    def __init__(self, spec: FormField, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self.spec = spec
        self.set_name(spec.label)

    def show_values(self, values: FormValues) -> None:
        """Show the day, or the words typed in its place."""
        day, text = values.day(self.spec.key), values.text(self.spec.key)
        if day is None and text:
            if self.text() != text:
                self.line.setText(text)
        elif day != self.value() or not self.is_readable:
            self.set_value(day)

    def put_into(self, values: FormValues) -> FormValues:
        """Return the values with the day, or with the words where they mean no day."""
        day = self.value()
        words = "" if day is not None else self.text()
        return values.with_day(self.spec.key, day).with_text(self.spec.key, words)


class TickField(CheckField):
    """A box to tick."""

    def __init__(self, spec: FormField) -> None:
        super().__init__(spec.label)
        self.spec = spec

    def set_source(self, source: str) -> None:
        """Say nothing: a tick is never carried over."""

    def show_values(self, values: FormValues) -> None:
        """Show whether it is ticked."""
        self.set_value(self.spec.key in values.ticks)

    def put_into(self, values: FormValues) -> FormValues:
        """Return the values with the box as it stands."""
        return values.with_tick(self.spec.key, ticked=self.value())


class SignatureField(LineField):
    """The place of a signature, which is only ever made by hand on the paper."""

    def __init__(self, spec: FormField) -> None:
        super().__init__()
        self.line.setPlaceholderText(self.tr("By hand, on the printed form"))
        self.spec = spec
        self.set_name(spec.label)
        self.set_read_only()

    def show_values(self, values: FormValues) -> None:
        """Show a typed signature kept by an earlier program."""
        self.line.setText(values.text(self.spec.key))

    def put_into(self, values: FormValues) -> FormValues:
        """Return the values as they are."""
        return values
