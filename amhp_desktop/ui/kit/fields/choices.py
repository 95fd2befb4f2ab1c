"""Fields to choose from: a list that drops down, touching buttons, check boxes and chips."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QStyledItemDelegate,
    QWidget,
)
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.fields.frame import Field, pass_shortcuts
from amhp_desktop.ui.kit.flow import FlowLayout

_T = TypeVar("_T")


class _Combo(QComboBox):
    """A combo box with our arrow; the wheel scrolls the page unless the box has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        self.setMaxVisibleItems(16)
        self.setItemDelegate(
            QStyledItemDelegate(self)
        )  # Fusion's own ignores the item rules of the style sheet
        pass_shortcuts(self)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(72, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.size("icon_small")
        at = QPointF(self.width() - side - 9, (self.height() - side) / 2)
        ink = "text.secondary" if self.isEnabled() else "text.disabled"
        icons.draw(QPainter(self), "chevron-down", at, side, ink)


class Choice(Field, Generic[_T]):
    """One of several values from a list that drops down; typing a letter jumps, nothing chosen is None."""

    def __init__(self, options: Iterable[tuple[_T, str]] = (), placeholder: str = "") -> None:
        self.box = _Combo()
        super().__init__(self.box)
        self._values: tuple[_T, ...] = ()
        self.box.setPlaceholderText(placeholder)
        self.set_options(options)
        self.box.currentIndexChanged.connect(self._on_index_changed)

    def set_options(self, options: Iterable[tuple[_T, str]]) -> None:
        """Offer other values; the chosen one stays chosen where it is still among them."""
        kept = self.value()
        pairs = tuple(options)
        self.box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.box.clear()
        self._values = tuple(value for value, _ in pairs)
        self.box.addItems([words for _, words in pairs])
        self.box.setCurrentIndex(self._values.index(kept) if kept in self._values else -1)
        self.box.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._grey()

    def _on_index_changed(self, _index: int) -> None:
        self._grey()
        self.changed.emit()

    def _grey(self) -> None:
        theme.set_look(self.box, empty="yes" if self.box.currentIndex() < 0 else "")

    def value(self) -> _T | None:
        """Return what is chosen."""
        index = self.box.currentIndex()
        return self._values[index] if index >= 0 else None

    def set_value(self, value: _T | None) -> None:
        """Choose a value; one that is not offered, or None, leaves nothing chosen."""
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class SegmentedChoice(Field, Generic[_T]):
    """One of a few values as buttons that touch; arrow keys move within it."""

    can_shrink = False

    def __init__(self, options: Iterable[tuple[_T, str]], *, icons_of: tuple[str, ...] = ()) -> None:
        self._row = QWidget()
        super().__init__(self._row)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: tuple[_T, ...] = ()
        layout = QHBoxLayout(self._row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        pairs = tuple(options)
        for index, (value, words) in enumerate(pairs):
            icon = icons_of[index] if index < len(icons_of) else ""
            layout.addWidget(self._segment(index, words, icon, len(pairs)))
            self._values = (*self._values, value)
        layout.addStretch(1)
        self._group.idToggled.connect(self._on_toggled)

    def _segment(self, index: int, words: str, icon: str, count: int) -> Button:
        made = Button(words, icon, "segment")
        made.setCheckable(True)
        place = "only" if count == 1 else {0: "first", count - 1: "last"}.get(index, "middle")
        made.setProperty("place", place)
        self._group.addButton(made, index)
        if index == 0:
            self.setFocusProxy(made)
        return made

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """Return the buttons in order."""
        return tuple(self._group.buttons())

    def set_compact(self) -> None:
        """Make the buttons 26 high."""
        for made in self._group.buttons():
            theme.set_look(made, compact="yes")

    def _on_toggled(self, index: int, is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if is_on:
            self.setFocusProxy(self._group.button(index))
            self.changed.emit()

    @override
    def set_name(self, name: str) -> None:
        super().set_name(name)
        for made in self._group.buttons():
            made.setAccessibleDescription(name)

    def value(self) -> _T | None:
        """Return what is chosen."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else None

    def set_value(self, value: _T | None) -> None:
        """Choose a value, or none."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(False)
        self._group.setExclusive(True)


class _Several(Field, Generic[_T]):
    """Any number of values, each a button that is on or off."""

    def __init__(self, options: Iterable[tuple[_T, str]]) -> None:
        self._row = QWidget()
        super().__init__(self._row)
        self._values: tuple[_T, ...] = ()
        self._buttons: tuple[QAbstractButton, ...] = ()
        layout = FlowLayout(self._row, gap=8, row_gap=4)
        for value, words in options:
            made = self._made(words)
            made.toggled.connect(self._on_toggled)
            layout.addWidget(made)
            self._values = (*self._values, value)
            self._buttons = (*self._buttons, made)
        if self._buttons:
            self.setFocusProxy(self._buttons[0])

    def _made(self, words: str) -> QAbstractButton:
        raise NotImplementedError

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """Return the buttons in order."""
        return self._buttons

    def _on_toggled(self, _is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.changed.emit()

    def value(self) -> tuple[_T, ...]:
        """Return what is on, in the order offered."""
        return tuple(v for v, b in zip(self._values, self._buttons, strict=True) if b.isChecked())

    def set_value(self, value: Iterable[_T]) -> None:
        """Switch exactly these on."""
        wanted = tuple(value)
        for offered, made in zip(self._values, self._buttons, strict=True):
            made.setChecked(offered in wanted)


class CheckRow(_Several[_T]):
    """Check boxes side by side."""

    @override
    def _made(self, words: str) -> QAbstractButton:
        return QCheckBox(words)


class ChipToggle(Button):
    """A chip that can be pressed; a tick shows that it is on."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "", "chip")
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.set_icon("check" if is_on else "")


class ChipToggleRow(_Several[_T]):
    """Chips to press, for things that were tried, told or seen."""

    @override
    def _made(self, words: str) -> QAbstractButton:
        return ChipToggle(words)


class CheckField(Field):
    """One check box with its words."""

    def __init__(self, words: str) -> None:
        self.box = QCheckBox(words)
        super().__init__(self.box)
        self.box.toggled.connect(self._on_toggled)

    def _on_toggled(self, _is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.changed.emit()

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))
