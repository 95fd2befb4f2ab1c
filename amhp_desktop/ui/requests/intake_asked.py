"""What is asked, what has happened, what was tried, and what those who go must know."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.requests import ALERTS, Alternative, IntakeDraft, RequestType, Risk, Urgency
from amhp_desktop.ui.kit.fields import (
    CheckRow,
    ChipToggleRow,
    Choice,
    Clock,
    Field,
    LongText,
    MomentField,
    TextField,
)
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import Elided
from amhp_desktop.ui.requests.intake_section import IntakeSection, at_top, show_row, wide

_POWERS = frozenset({RequestType.S136, RequestType.S5_2})
_ALONE = frozenset({Risk.NONE_KNOWN, Risk.NOT_ASKED})


class AskedSection(IntakeSection):
    """What the caller wants; for s.136 and s.5(2) also when the power to hold began."""

    def __init__(self, grid: FormGrid, clock: Clock) -> None:
        super().__init__(grid)
        self.type: Choice[RequestType] = Choice((one, one.label) for one in RequestType)
        self.urgency: Choice[Urgency] = Choice((one, one.label) for one in Urgency)
        self.power_began = MomentField(clock)
        self.what_happened = LongText(lines=3)
        self.tried: ChipToggleRow[Alternative] = ChipToggleRow((one, one.label) for one in Alternative)
        self.tried_note = TextField()
        grid.add_section(self.tr("What is asked"))
        hint = Elided(self.tr("said by the caller; triage sets the priority"), "small", "secondary")
        kinds = (("type", wide(self.type, 252)), ("urgency", wide(self.urgency, 112)), ("", at_top(hint)))
        grid.add_row(self.tr("Request"), kinds)
        self._power_label = grid.add_row(self.tr("Began"), (("power_began_at", self.power_began),))
        grid.add(self.tr("What has happened"), self.what_happened, "what_happened")
        grid.add(self.tr("Tried so far"), self.tried, "tried")
        self._tried_label = grid.add_row(self.tr("What else"), (("tried_note", self.tried_note),))
        self.urgency.set_name(self.tr("How soon"))

    @property
    def has_power(self) -> bool:
        """Say whether a power to hold may be running, whose beginning is asked for."""
        return self.type.value() in _POWERS

    @override
    def put_into(self, draft: IntakeDraft) -> IntakeDraft:
        call = replace(
            draft.call,
            type=self.type.value() or RequestType.ADMISSION,
            urgency=self.urgency.value() or Urgency.NOT_SAID,
            what_happened=self.what_happened.value(),
            tried=self.tried.value(),
            tried_note=self.tried_note.value(),
            power_began_at=self.power_began.value() if self.has_power else None,
        )
        return replace(draft, call=call)

    @override
    def show_draft(self, draft: IntakeDraft) -> None:
        call = draft.call
        self.type.set_value(call.type)
        self.urgency.set_value(call.urgency)
        self.power_began.set_value(call.power_began_at)
        self.what_happened.set_value(call.what_happened)
        self.tried.set_value(call.tried)
        self.tried_note.set_value(call.tried_note)

    @override
    def adapt(self) -> None:
        is_s136 = self.type.value() is RequestType.S136
        self._power_label.setText(self.tr("Arrived there") if is_s136 else self.tr("Report furnished"))
        spoken = self.tr("Arrived at the place of safety") if is_s136 else self.tr("Report furnished")
        self.power_began.set_name(spoken)
        show_row(self._power_label, self.power_began, is_shown=self.has_power)
        show_row(self._tried_label, self.tried_note, is_shown=Alternative.OTHER in self.tried.value())

    @override
    def tab_chain(self) -> tuple[QWidget, ...]:
        began = (self.power_began.day.line, self.power_began.clock_time.line, *self.power_began.which.buttons)
        tried = (*self.tried.buttons, self.tried_note.line)
        return (self.type.box, self.urgency.box, *began, self.what_happened.page, *tried)

    @override
    def first(self) -> Field:
        return self.type


class RiskSection(IntakeSection):
    """Risk to anyone who goes; *none known* and *not asked* are answers of their own."""

    def __init__(self, grid: FormGrid) -> None:
        super().__init__(grid)
        self._before: tuple[Risk, ...] = ()
        self.risks: CheckRow[Risk] = CheckRow((one, one.label) for one in Risk)
        self.note = TextField()
        grid.add_section(self.tr("Risk to anyone who goes"))
        grid.add(self.tr("Known risk"), self.risks, "risks")
        self._label = grid.add_row(self.tr("More about it"), (("risk_note", self.note),))

    @override
    def put_into(self, draft: IntakeDraft) -> IntakeDraft:
        return replace(draft, call=replace(draft.call, risks=self.risks.value(), risk_note=self.note.value()))

    @override
    def show_draft(self, draft: IntakeDraft) -> None:
        self._before = draft.call.risks
        self.risks.set_value(draft.call.risks)
        self.note.set_value(draft.call.risk_note)

    @override
    def adapt(self) -> None:
        now = self.risks.value()
        new = set(now) - set(self._before)
        wanted = now
        if new & _ALONE:
            wanted = tuple(one for one in now if one in new)
        elif new:
            wanted = tuple(one for one in now if one not in _ALONE)
        self._before = wanted
        if wanted != now:
            self.risks.set_value(wanted)
        show_row(self._label, self.note, is_shown=any(risk in ALERTS for risk in wanted))

    @override
    def tab_chain(self) -> tuple[QWidget, ...]:
        return (*self.risks.buttons, self.note.line)

    @override
    def first(self) -> Field:
        return self.risks

    @override
    def mark_not_known(self, field: Field) -> Field | None:
        if field is self.risks:
            self.risks.set_value((Risk.NOT_ASKED,))
            return self.risks
        return None
