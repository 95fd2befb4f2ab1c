"""A field for the number of people needed on each day of the week."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import Field
from amhp_desktop.ui.kit.fields.line import Line
from amhp_desktop.ui.kit.labels import label

_UNREADABLE = -1


class NeedsField(Field):
    """Seven numbers from Monday to Sunday; one that is no number reads as -1."""

    def __init__(self) -> None:
        self._row = QWidget()
        super().__init__(self._row)
        grid = QGridLayout(self._row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s1"))
        grid.setVerticalSpacing(2)
        self.lines: tuple[Line, ...] = tuple(Line() for _ in range(7))
        names = (
            self.tr("Mon"), self.tr("Tue"), self.tr("Wed"), self.tr("Thu"), self.tr("Fri"), self.tr("Sat"),
            self.tr("Sun"),
        )  # fmt: skip
        for place, (line, name) in enumerate(zip(self.lines, names, strict=True)):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            line.setMinimumWidth(round(34 * theme.scale()))
            line.setMaxLength(2)
            line.setAccessibleName(self.tr("People needed on %1").replace("%1", name))
            line.textChanged.connect(self._on_text_changed)
            grid.addWidget(label(name, "caption", "secondary"), 0, place, Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(line, 1, place)
        self.setFocusProxy(self.lines[0])

    def _on_text_changed(self, _text: str) -> None:
        self.changed.emit()

    def value(self) -> tuple[int, ...]:
        """Return the numbers; an empty box is 0."""
        return tuple(_number(line.text().strip()) for line in self.lines)

    def set_value(self, value: tuple[int, ...]) -> None:
        """Show seven numbers."""
        for line, number in zip(self.lines, value, strict=True):
            if _number(line.text().strip()) != number or not line.text():
                line.setText(str(number))

    @override
    def set_read_only(self, *, is_read_only: bool = True) -> None:
        for line in self.lines:
            line.setReadOnly(is_read_only)
            theme.repolish(line)


def _number(text: str) -> int:
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdigit() else _UNREADABLE
