"""The side panel of one duty on one day: who is on it, who can take it, and why the others cannot."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.rota import Shift
from amhp_desktop.domain.when import show_day, show_time
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.rota import Placement
from amhp_desktop.services.rota_cover import Candidate, DutyCover, OnDuty
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button, compact_button
from amhp_desktop.ui.kit.chips import Avatar, Chip
from amhp_desktop.ui.kit.fields import Choice, TextField
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import LineRow, SidePanel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.rota.candidates import candidates_table, full_reason
from amhp_desktop.ui.rota.history import RotaChange
from amhp_desktop.ui.rota.sheet_rows import short_hours


class CoverPanel(SidePanel):
    """Choose a duty and a person for a day; nothing is changed here but asked of the page."""

    change_asked = Signal(object)
    """Fires with the ``RotaChange`` somebody asks for."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(self.tr("Find cover"))
        self._services, self._tasks = services, tasks
        self._day = services.rota.today()
        self._wanted: int | None = None
        self._cover: DutyCover | None = None
        self.duty = Choice[int]()
        self.duty.set_name(self.tr("Duty"))
        self._when = label("", "strong")
        self._state = Chip("")
        self._on = QWidget()
        self._on_rows = QVBoxLayout(self._on)
        self._on_rows.setContentsMargins(0, 0, 0, 0)
        self._on_rows.setSpacing(0)
        self.table = candidates_table()
        self.why = label("", "small", "secondary", wrap=True)
        self.reason = TextField(self.tr("For example: sickness, rang 07:20"))
        self.assign = button(self.tr("Assign"), "user-check", "primary")
        self._lay_out()
        self.duty.changed.connect(self._on_duty_changed)
        self.table.current_row_changed.connect(self._on_row_changed)
        self.table.activated_row.connect(self._on_row_activated)
        self.assign.clicked.connect(self._on_assign_clicked)

    def _lay_out(self) -> None:
        self.body.setAlignment(Qt.AlignmentFlag(0))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        top = QWidget()
        lines = QVBoxLayout(top)
        lines.setContentsMargins(12, 0, 12, 8)
        lines.setSpacing(theme.space("s2"))
        lines.addWidget(self.duty)
        line = QHBoxLayout()
        line.addWidget(self._when, 1)
        line.addWidget(self._state)
        lines.addLayout(line)
        self.add(top)
        self.add(self._on)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setMinimumHeight(160)
        self.body.addWidget(self.table, 1)
        self.add_foot(self.why)
        words = label(self.tr("Reason, kept with the change"), "label")
        words.setBuddy(self.reason.editor)
        self.reason.set_name(words.text())
        self.add_foot(words)
        self.add_foot(self.reason)
        self.foot.addWidget(self.assign, 0, Qt.AlignmentFlag.AlignLeft)

    # ---- what is shown

    def show_duty(self, shifts: tuple[Shift, ...], shift_id: int, day: date, staff_id: int | None) -> None:
        """Show one duty on a day; with a person, their row is chosen."""
        if (shift_id, day) != (self.duty.value(), self._day):
            self.reason.set_value("")
        self._day, self._wanted = day, staff_id
        self.duty.set_options(
            (shift.id, f"{shift.name} {short_hours(shift.starts, shift.ends)}") for shift in shifts
        )
        self.duty.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.duty.set_value(shift_id)
        self.duty.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.reload()

    def reload(self) -> None:
        """Ask again who is on the duty and who can take it."""
        shift_id, day = self.duty.value(), self._day
        if shift_id is not None:
            self._tasks.query(
                lambda: self._services.rota.find_cover(shift_id, day), owner=self, done=self._show_cover
            )

    def _show_cover(self, cover: DutyCover) -> None:
        if (cover.shift.id, cover.day) != (self.duty.value(), self._day):
            return
        is_same = self._cover is not None and (self._cover.shift.id, self._cover.day) == (
            cover.shift.id,
            cover.day,
        )
        self._cover = cover
        hours = f"{show_time(cover.starts_at)}–{show_time(cover.ends_at)}"
        self._when.setText(f"{show_day(cover.day)}, {hours}")
        self._show_state(cover)
        self._show_on(cover)
        rows = self.table.rows_model
        if is_same and self._wanted is None:
            rows.refresh_rows(cover.candidates)
        else:
            rows.set_rows(cover.candidates)
        self._choose_row(cover)

    def _show_state(self, cover: DutyCover) -> None:
        words = self.tr("%1 of %2").replace("%1", str(cover.held)).replace("%2", str(cover.needed))
        kind = "green" if cover.held >= cover.needed else "amber" if cover.held else "red"
        self._state.set_chip(words, kind if cover.needed else "grey")

    def _show_on(self, cover: DutyCover) -> None:
        while (item := self._on_rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for person in cover.on:
            self._on_rows.addWidget(self._on_row(person))

    def _on_row(self, person: OnDuty) -> LineRow:
        off = compact_button(self.tr("Take off"), "", "quiet")
        off.setAccessibleName(self.tr("Take %1 off this duty").replace("%1", person.name))
        off.refuse(self._services.identity.why_not(Permission.EDIT_ROTA))
        off.setProperty("duty", person.duty.id)
        off.clicked.connect(self._on_off_clicked)
        second = person.duty.lapsed or person.duty.note or person.phone
        return LineRow(person.name, second, lead=Avatar(person.initials), ends=(off,))

    def _choose_row(self, cover: DutyCover) -> None:
        if self._wanted is not None:
            self.table.select_key(self._wanted)
            self._wanted = None
        elif self.table.current_row() is None and cover.candidates:
            self.table.select_key(cover.candidates[0].staff_id)
        self._on_row_changed(self.table.current_row())

    def focus_first(self) -> None:
        """Put the keyboard on the list of people."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what is asked

    def _on_duty_changed(self) -> None:
        self.reload()

    def _on_row_changed(self, row: Candidate | None) -> None:
        self.why.setText("" if row is None else f"{row.name}: {full_reason(row)}")
        family = "" if row is None else row.name.partition(",")[0]
        self.assign.setText(self.tr("Assign %1").replace("%1", family).strip())
        self.assign.updateGeometry()
        self.assign.refuse(self._why_off(row))

    def _why_off(self, row: Candidate | None) -> str:
        if row is None:
            return self.tr("Choose a person first.")
        return self._services.identity.why_not(Permission.EDIT_ROTA) or row.cannot

    def _on_row_activated(self, _row: Candidate) -> None:
        self._on_assign_clicked()

    def _on_assign_clicked(self) -> None:
        row, cover = self.table.current_row(), self._cover
        if row is None or cover is None or not self.assign.isEnabled():
            return
        reason = self.reason.value()
        words = self._words(row.name, cover)
        self.change_asked.emit(
            RotaChange(
                words,
                off=(row.instead_of,) if row.instead_of is not None else (),
                on=(Placement(row.staff_id, cover.shift.id, cover.day, reason),),
                reason=reason,
                at=(row.staff_id, cover.day),
            )
        )

    def _words(self, name: str, cover: DutyCover) -> str:
        return f"{name}: {cover.shift.name}, {show_day(cover.day)}"

    def _on_off_clicked(self) -> None:
        cover, duty_id = self._cover, self.sender().property("duty")
        found = next((one for one in cover.on if one.duty.id == duty_id), None) if cover else None
        if cover is not None and found is not None:
            words = self.tr("%1 off").replace("%1", self._words(found.name, cover))
            at = (found.duty.staff_id, cover.day)
            self.change_asked.emit(RotaChange(words, off=(found.duty,), reason=self.reason.value(), at=at))
