"""The steps through the weeks in the header: before, today, after, and which week is shown."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.when import show_date, show_short_date
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button, IconButton
from amhp_desktop.ui.kit.labels import label

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class WeekSteps(QWidget):
    """Three buttons and the week; inside them Alt+Left and Alt+Right step too."""

    stepped = Signal(int)
    """Fires with -1, 0 (to this week) or 1."""

    def __init__(self) -> None:
        super().__init__()
        self.before = IconButton("chevron-left", self.tr("Week before"), "")
        self.now = Button(self.tr("Today"))
        self.now.setAccessibleDescription(self.tr("Show this week"))
        self.after = IconButton("chevron-right", self.tr("Week after"), "")
        self.words = label("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(theme.space("s2"))
        for widget in (self.before, self.now, self.after, self.words):
            row.addWidget(widget)
        for step, made in ((-1, self.before), (0, self.now), (1, self.after)):
            made.setProperty("step", step)
            made.clicked.connect(self._on_clicked)
            made.installEventFilter(self)

    def show_week(self, days: tuple[date, ...]) -> None:
        """Say which week is shown."""
        self.words.setText(f"{show_short_date(days[0])} – {show_date(days[-1])}")
        self.words.setAccessibleName(self.tr("Week from %1").replace("%1", show_date(days[0])))

    def _on_clicked(self) -> None:
        self.stepped.emit(int(self.sender().property("step")))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Alt+Left and Alt+Right before the program's own back and forward do."""
        if not isinstance(event, QKeyEvent) or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.stepped.emit(step)
        return True
