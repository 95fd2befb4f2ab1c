"""Choices that several sections offer: yes, no or not recorded; doctors, staff and hospitals by name."""

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain.when import show_date
from amhp_desktop.services.doctors import DoctorLine
from amhp_desktop.services.hospitals import HospitalLine
from amhp_desktop.services.people import StaffLine, needs_approval
from amhp_desktop.ui.kit.fields import SegmentedChoice


def _tr(text: str) -> str:
    return QCoreApplication.translate("RequestChoices", text)


def yes_no(name: str, unknown: str = "") -> SegmentedChoice[bool | None]:
    """Return a choice of yes, no and *not recorded*; nothing is ever assumed."""
    made: SegmentedChoice[bool | None] = SegmentedChoice(
        ((True, _tr("Yes")), (False, _tr("No")), (None, unknown or _tr("Not recorded")))
    )
    made.set_name(name)
    return made


def doctor_options(lines: tuple[DoctorLine, ...]) -> tuple[tuple[int, str], ...]:
    """Return the doctors with what speaks for asking them."""
    return tuple((line.id, f"{line.name} – {doctor_words(line)}") for line in lines)


def doctor_words(line: DoctorLine) -> str:
    """Return ``s.12 to 14-Jun-2028``, ``s.12 approval ended …``, ``GP``, or that there is no approval."""
    until = show_date(line.s12_until)
    if line.s12_lapsed:
        return _tr("s.12 approval ended %1").replace("%1", until)
    if line.s12_approved:
        return _tr("s.12 to %1").replace("%1", until) if line.s12_until else _tr("s.12 approved")
    return _tr("GP") if line.is_gp else _tr("not s.12 approved")


def amhp_options(lines: tuple[StaffLine, ...]) -> tuple[tuple[int, str], ...]:
    """Return those who act as AMHPs."""
    return tuple((line.id, line.name) for line in lines if needs_approval(line.position))


def hospital_options(lines: tuple[HospitalLine, ...]) -> tuple[tuple[int, str], ...]:
    """Return the hospitals."""
    return tuple((line.id, line.name) for line in lines)


def ward_options(lines: tuple[HospitalLine, ...], hospital_id: int | None) -> tuple[tuple[int, str], ...]:
    """Return the wards of one hospital."""
    return tuple((ward.id, ward.label) for line in lines if line.id == hospital_id for ward in line.wards)
