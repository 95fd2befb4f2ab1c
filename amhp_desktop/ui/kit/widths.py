"""Widths given in pixels at 100 % that follow the text size when it is changed."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from amhp_desktop.ui.kit import theme


class _Keeper(QObject):
    """Lives as long as the widget whose width it keeps."""

    def __init__(self, widget: QWidget, give: Callable[[int], object], pixels: int) -> None:
        super().__init__(widget)
        self._give, self._pixels = give, pixels
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._give(round(self._pixels * theme.scale()))


def keep_width(widget: QWidget, pixels: int) -> None:
    """Give a widget exactly this width, also after the text size changes."""
    _Keeper(widget, widget.setFixedWidth, pixels)


def keep_least_width(widget: QWidget, pixels: int) -> None:
    """Make a widget at least this wide, also after the text size changes."""
    _Keeper(widget, widget.setMinimumWidth, pixels)


def keep_most_width(widget: QWidget, pixels: int) -> None:
    """Make a widget at most this wide, also after the text size changes."""
    _Keeper(widget, widget.setMaximumWidth, pixels)
