"""Fields: each has ``value()``, ``set_value()``, ``changed`` and ``set_problem()``."""

from amhp_desktop.ui.kit.fields.choices import CheckField, CheckRow, ChipToggleRow, Choice, SegmentedChoice
from amhp_desktop.ui.kit.fields.frame import Field, NoteLine, pass_shortcuts
from amhp_desktop.ui.kit.fields.line import LineField, LongText, SearchField, TextField
from amhp_desktop.ui.kit.fields.moments import MomentField
from amhp_desktop.ui.kit.fields.parsed import (
    Clock,
    DateField,
    NhsNumberField,
    ParsedField,
    PhoneField,
    TimeField,
)

__all__ = [
    "CheckField",
    "CheckRow",
    "ChipToggleRow",
    "Choice",
    "Clock",
    "DateField",
    "Field",
    "LineField",
    "LongText",
    "MomentField",
    "NhsNumberField",
    "NoteLine",
    "ParsedField",
    "PhoneField",
    "SearchField",
    "SegmentedChoice",
    "TextField",
    "TimeField",
    "pass_shortcuts",
]
