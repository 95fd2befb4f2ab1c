"""Plain fields that read what people type: dates, times, NHS numbers and telephone numbers."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Generic, TypeVar

from typing_extensions import override

from amhp_desktop.domain import nhs_number
from amhp_desktop.domain.when import london, london_day, parse_date, parse_time, show_date
from amhp_desktop.ui.kit.fields.line import LineField

_T = TypeVar("_T")
Clock = Callable[[], datetime]


class ParsedField(LineField, Generic[_T]):
    """A line whose text means a value; leaving it shows the value again in the usual way.

    Text that cannot be read stays, with a sentence below; ``value()`` is then None and ``is_readable`` false.
    """

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._is_own_problem = False
        self.line.editingFinished.connect(self._on_editing_finished)

    def _read(self, typed: str) -> _T:
        """Return what the text means, or raise ValueError with a sentence for the person."""
        raise NotImplementedError

    def _show(self, value: _T) -> str:
        """Return the usual way to write the value."""
        raise NotImplementedError

    @property
    def is_readable(self) -> bool:
        """Say whether the text is empty or means a value."""
        return not self.text().strip() or self.value() is not None

    def value(self) -> _T | None:
        """Return the value, or None where the field is empty or cannot be read."""
        typed = self.text().strip()
        if not typed:
            return None
        try:
            return self._read(typed)
        except ValueError:
            return None

    def set_value(self, value: _T | None) -> None:
        """Show a value; None, or a text of nothing, empties the field."""
        shown = "" if value is None or value == "" else self._show(value)
        if shown != self.text():
            self.line.setText(shown)
        self._clear_own()

    def _clear_own(self) -> None:
        if self._is_own_problem:
            self._is_own_problem = False
            self.set_problem(None)

    @override
    def _on_text_changed(self, _text: str) -> None:
        if self._is_own_problem and self.is_readable:
            self._clear_own()
        super()._on_text_changed(_text)

    def _on_editing_finished(self) -> None:
        typed = self.text().strip()
        if not typed:
            self._clear_own()
            return
        try:
            shown = self._show(self._read(typed))
        except ValueError as error:
            self.set_problem(str(error))
            self._is_own_problem = True
            return
        if shown != self.text():
            self.line.setText(shown)


class DateField(ParsedField[date]):
    """A date, read as ``24/11``, ``241126`` or ``today`` and shown as ``24-Nov-2026``; F2 is today."""

    def __init__(self, clock: Clock, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._clock = clock
        self.line.now_asked.connect(self._on_now_asked)

    def _on_now_asked(self) -> None:
        self.set_value(london_day(self._clock()))

    @override
    def _read(self, typed: str) -> date:
        found = parse_date(typed, london_day(self._clock()))
        if found is None:
            raise ValueError(self.tr("This is not a date. Write it like 24/11 or 24-Nov-2026."))
        return found

    @override
    def _show(self, value: date) -> str:
        return show_date(value)


class TimeField(ParsedField[time]):
    """A time of day, read as ``1430`` or ``2.30pm`` and shown as ``14:30``; F2 is now."""

    def __init__(self, clock: Clock, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._clock = clock
        self.line.now_asked.connect(self._on_now_asked)

    def _on_now_asked(self) -> None:
        self.set_value(london(self._clock()).time().replace(second=0, microsecond=0))

    @override
    def _read(self, typed: str) -> time:
        found = parse_time(typed)
        if found is None:
            raise ValueError(self.tr("This is not a time. Write it like 1430 or 14:30."))
        return found

    @override
    def _show(self, value: time) -> str:
        return f"{value:%H:%M}"


class NhsNumberField(ParsedField[str]):
    """An NHS number, pasted or typed in any grouping, its check digit tested, shown as ``999 318 8026``."""

    @override
    def _read(self, typed: str) -> str:
        return nhs_number.clean(typed)

    @override
    def _show(self, value: str) -> str:
        return nhs_number.show(value)

    @override
    def _on_text_changed(self, _text: str) -> None:
        self.line.set_tick(is_good=self.value() is not None)
        super()._on_text_changed(_text)


class PhoneField(ParsedField[str]):
    """A telephone number, kept and shown with the area code apart (``07700 900178``)."""

    @override
    def _read(self, typed: str) -> str:
        main, _, extension = re.sub(r"\s*(?:ext\.?|x)\s*", "x", typed.lower()).partition("x")
        digits = re.sub(r"[\s().\-]", "", main)
        if not re.fullmatch(r"\+?\d{3,15}", digits) or not re.fullmatch(r"\d{0,6}", extension):
            raise ValueError(self.tr("This is not a telephone number. Use figures, spaces and +."))
        shown = f"{digits[:5]} {digits[5:]}" if re.fullmatch(r"0\d{10}", digits) else " ".join(main.split())
        return f"{shown} ext. {extension}" if extension else shown

    @override
    def _show(self, value: str) -> str:
        return value
