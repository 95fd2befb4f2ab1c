"""Who is calling: when, how, who, and how to reach them."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.requests import CallerRole, Channel, IntakeDraft
from amhp_desktop.ui.kit.fields import Choice, Clock, Field, MomentField, TextField
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.requests.intake_section import IntakeSection, at_top, wide


class CallSection(IntakeSection):
    """The only section that is needed."""

    def __init__(self, grid: FormGrid, clock: Clock) -> None:
        super().__init__(grid)
        self.received = MomentField(clock)
        self.channel: Choice[Channel] = Choice((one, one.label) for one in Channel)
        self.caller = TextField()
        self.caller_role: Choice[CallerRole] = Choice(
            ((one, one.label) for one in CallerRole), self.tr("Who they are")
        )
        self.call_back = TextField()
        self.note = TextField(self.tr("Desk, best time (optional)"))
        grid.add_section(self.tr("Who is calling"), self.tr("needed: when, who, and how to reach them"))
        hint = label(self.tr("24-hour clock"), "small", "secondary")
        received = (("received_at", self.received), ("channel", wide(self.channel, 140)), ("", at_top(hint)))
        grid.add_row(self.tr("Received"), received)
        role = ("caller_role", wide(self.caller_role, 200))
        grid.add_row(self.tr("Caller"), (("caller", self.caller), role), stretch=0)
        back = ("call_back", wide(self.call_back, 200))
        grid.add_row(self.tr("Call back on"), (back, ("call_back_note", self.note)))
        self.channel.set_name(self.tr("How it came"))
        self.caller_role.set_name(self.tr("Caller’s role"))
        self.note.set_name(self.tr("Note for calling back"))

    @override
    def put_into(self, draft: IntakeDraft) -> IntakeDraft:
        call = replace(
            draft.call,
            received_at=self.received.value(),
            channel=self.channel.value() or Channel.TELEPHONE,
            caller=self.caller.value(),
            caller_role=self.caller_role.value() or CallerRole.OTHER,
            call_back=self.call_back.value(),
            call_back_note=self.note.value(),
        )
        return replace(draft, call=call)

    @override
    def show_draft(self, draft: IntakeDraft) -> None:
        call = draft.call
        self.received.set_value(call.received_at)
        self.channel.set_value(call.channel)
        self.caller.set_value(call.caller)
        is_said = bool(call.caller) or call.caller_role is not CallerRole.OTHER
        self.caller_role.set_value(call.caller_role if is_said else None)
        self.call_back.set_value(call.call_back)
        self.note.set_value(call.call_back_note)

    @override
    def tab_chain(self) -> tuple[QWidget, ...]:
        received = (self.received.day.line, self.received.clock_time.line, *self.received.which.buttons)
        caller = (self.caller.line, self.caller_role.box)
        return (*received, self.channel.box, *caller, self.call_back.line, self.note.line)

    @override
    def first(self) -> Field:
        return self.received
