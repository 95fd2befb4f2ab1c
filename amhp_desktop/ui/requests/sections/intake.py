"""The call as it was taken down, for putting right and filling in what the caller rang back about."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.requests import (
    ALERTS,
    Alternative,
    CallDraft,
    CallerRole,
    Channel,
    RequestType,
    Risk,
    Urgency,
)
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import (
    CheckRow,
    ChipToggleRow,
    Choice,
    Clock,
    LongText,
    MomentField,
    TextField,
)
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.intake_section import show_row, wide
from amhp_desktop.ui.requests.sections.editing import EditedForm, SaveRow

_POWERS = frozenset({RequestType.S136, RequestType.S5_2})


class CallForm(DraftForm[CallDraft]):
    """The fields of a call; those that depend on others come and go with them."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(CallDraft())
        self.type: Choice[RequestType] = Choice((one, one.label) for one in RequestType)
        self.power_began = MomentField(clock)
        self.tried: ChipToggleRow[Alternative] = ChipToggleRow((one, one.label) for one in Alternative)
        self.tried_note = TextField()
        self.risks: CheckRow[Risk] = CheckRow((one, one.label) for one in Risk)
        self.risk_note = TextField()
        self._add_call(clock)
        self._add_asked()
        self._add_risk()
        for field in (self.type, self.tried, self.risks):
            field.changed.connect(self._adapt)
        self._adapt()

    def _add_call(self, clock: Clock) -> None:
        channel: Choice[Channel] = Choice((one, one.label) for one in Channel)
        role: Choice[CallerRole] = Choice((one, one.label) for one in CallerRole)
        note = TextField(self.tr("Desk, best time (optional)"))
        detail = TextField(self.tr("Room, phone"))
        self.add_section(self.tr("Who called"))
        received = (("received_at", MomentField(clock)), ("channel", wide(channel, 140)), ("", QWidget()))
        self.add_row(self.tr("Received"), received)
        self.add_row(
            self.tr("Caller"), (("caller", TextField()), ("caller_role", wide(role, 170))), stretch=0
        )
        back = (("call_back", wide(TextField(), 170)), ("call_back_note", note))
        self.add_row(self.tr("Call back on"), back)
        where = (("where_now", TextField()), ("where_detail", wide(detail, 170)))
        self.add_row(self.tr("Where now"), where, stretch=0)
        channel.set_name(self.tr("How it came"))
        role.set_name(self.tr("Caller’s role"))
        note.set_name(self.tr("Note for calling back"))
        detail.set_name(self.tr("Room or telephone there"))

    def _add_asked(self) -> None:
        urgency: Choice[Urgency] = Choice((one, one.label) for one in Urgency)
        self.add_section(self.tr("What was asked"), self.tr("said by the caller; triage sets the priority"))
        kinds = (("type", wide(self.type, 252)), ("urgency", wide(urgency, 112)), ("", QWidget()))
        self.add_row(self.tr("Request"), kinds)
        self._power_label = self.add_row(self.tr("Began"), (("power_began_at", self.power_began),))
        self.add(self.tr("What has happened"), LongText(lines=5), "what_happened")
        self.add(self.tr("Tried so far"), self.tried, "tried")
        self._tried_label = self.add_row(self.tr("What else"), (("tried_note", self.tried_note),))
        urgency.set_name(self.tr("How soon"))

    def _add_risk(self) -> None:
        self.add_section(self.tr("Risk to anyone who goes"), self.tr("warnings that stay stand in Person"))
        self.add(self.tr("Known risk"), self.risks, "risks")
        self._risk_label = self.add_row(self.tr("More about it"), (("risk_note", self.risk_note),))

    def _adapt(self) -> None:
        kind = self.type.value()
        words = self.tr("Arrived there") if kind is RequestType.S136 else self.tr("Report furnished")
        self._power_label.setText(words)
        self.power_began.set_name(words)
        show_row(self._power_label, self.power_began, is_shown=kind in _POWERS)
        show_row(self._tried_label, self.tried_note, is_shown=Alternative.OTHER in self.tried.value())
        is_risk = any(risk in ALERTS for risk in self.risks.value())
        show_row(self._risk_label, self.risk_note, is_shown=is_risk)


class IntakeSection(EditedForm[CallDraft]):
    """The call; everybody who records requests may put it right, and the history keeps what stood before."""

    action = "request:save"

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks, CallForm(services.clock))
        self.said = self.tr("The call was saved.")
        panel = Panel(self.tr("The call"), icon="phone")
        panel.add(self.form)
        self.save_row = SaveRow(self, services.identity.why_not(Permission.RECORD_REQUESTS))
        panel.add(self.save_row)
        self.column.addWidget(panel)
        self.column.addStretch(1)

    @override
    def stored(self, view: RequestView) -> Loaded[CallDraft]:
        return view.call

    @override
    def empty(self) -> CallDraft:
        return CallDraft()

    @override
    def send(self, loaded: Loaded[CallDraft] | None, draft: CallDraft, operation: Operation) -> Changed:
        if loaded is None:
            raise TypeError("A request has a call from its beginning")
        return self.services.requests.save(loaded, draft, operation)
