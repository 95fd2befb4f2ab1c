"""An instant, entered as a London date and time; the hour the autumn clock change repeats is asked for."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.when import (
    NoSuchTimeError,
    TimeOccursTwiceError,
    Which,
    instant,
    london,
    london_day,
)
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields.choices import SegmentedChoice
from amhp_desktop.ui.kit.fields.frame import Field
from amhp_desktop.ui.kit.fields.parsed import Clock, DateField, TimeField
from amhp_desktop.ui.kit.widths import keep_width


class MomentField(Field):
    """Date and time side by side, and a choice of BST or GMT only when the time happened twice."""

    can_shrink = False

    def __init__(self, clock: Clock) -> None:
        self._row = QWidget()
        super().__init__(self._row)
        self.day = DateField(clock)
        self.clock_time = TimeField(clock)
        self.which = SegmentedChoice(
            ((Which.FIRST, self.tr("First, BST")), (Which.SECOND, self.tr("Second, GMT")))
        )
        self.which.set_name(self.tr("This time happened twice"))
        self._clock = clock
        self._is_own_problem = False
        for part in (self.day, self.clock_time):
            part.line.now_asked.connect(self._take_now)
        layout = QHBoxLayout(self._row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space("s2"))
        for part, width in ((self.day, 116), (self.clock_time, 72)):
            keep_width(part, width)
            layout.addWidget(part)
        layout.addWidget(self.which)
        layout.addStretch(1)
        self.which.hide()
        self.setFocusProxy(self.day)
        self.set_name("")
        for field in (self.day, self.clock_time, self.which):
            field.changed.connect(self._on_part_changed)

    def _take_now(self) -> None:
        """F2 in either part means this moment, both its day and its time."""
        self.set_value(self._clock())

    @override
    def set_name(self, name: str) -> None:
        super().set_name(name)
        self.day.set_name(self.tr("%1, date").replace("%1", name) if name else self.tr("Date"))
        self.clock_time.set_name(self.tr("%1, time").replace("%1", name) if name else self.tr("Time"))

    @property
    def is_readable(self) -> bool:
        """Say whether both parts are empty or together name an instant."""
        is_empty = not self.day.text().strip() and not self.clock_time.text().strip()
        return is_empty or self.value() is not None

    def _on_part_changed(self) -> None:
        day, clock_time = self.day.value(), self.clock_time.value()
        sentence, is_twice = "", False
        if day is not None and clock_time is not None:
            try:
                instant(day, clock_time)
            except TimeOccursTwiceError as error:
                is_twice = True
                sentence = "" if self.which.value() else str(error)
            except NoSuchTimeError as error:
                sentence = str(error)
        self.which.setVisible(is_twice)
        if not is_twice and self.which.value() is not None:
            self.which.set_value(None)  # a choice made for another time answers nothing about the next one
        if sentence or self._is_own_problem:
            self.set_problem(sentence or None)
        self._is_own_problem = bool(sentence)
        self.changed.emit()

    @override
    def _mark(self, kind: str) -> None:
        for field in (self.day, self.clock_time):
            theme.set_look(field.line, problem=kind)

    @override
    def set_read_only(self, *, is_read_only: bool = True) -> None:
        for field in (self.day, self.clock_time):
            field.set_read_only(is_read_only=is_read_only)

    def value(self) -> datetime | None:
        """Return the aware UTC instant, or None where it is missing, cannot be read or is not yet clear."""
        day, clock_time = self.day.value(), self.clock_time.value()
        if day is None or clock_time is None:
            return None
        try:
            return instant(day, clock_time, self.which.value())
        except (NoSuchTimeError, TimeOccursTwiceError):
            return None

    def set_value(self, value: datetime | None) -> None:
        """Show an instant in London; None empties both parts."""
        if value is None:
            self.day.set_value(None)
            self.clock_time.set_value(None)
            return
        local = london(value)
        self.day.set_value(london_day(value))
        self.clock_time.set_value(local.time().replace(second=0, microsecond=0, fold=0))
        self.which.set_value(Which.SECOND if local.fold else Which.FIRST)
