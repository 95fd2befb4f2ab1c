"""Warnings about visiting somebody: seen first, added with a note, taken away only with a reason."""

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.errors import Problem
from amhp_desktop.domain.requests import ALERTS, Risk
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.persons import AlertView
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.fields import Choice, TextField
from amhp_desktop.ui.kit.panels import LineRow, Panel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.request_acts import ActDialog, ReasonDialog


class AlertDialog(ActDialog):
    """A new warning: what it is about, and what those who go must know."""

    def __init__(self, parent: QWidget, services: Services, tasks: TaskRunner, person_id: int) -> None:
        super().__init__(
            parent, tasks, parent.tr("Add a warning"), parent.tr("Add warning"),
            subtitle=parent.tr("It follows the person to every request."),
        )  # fmt: skip
        self._services, self._person_id = services, person_id
        self.risk: Choice[Risk] = Choice(
            ((risk, words) for risk, words in ALERTS.items()), self.tr("Choose the warning")
        )
        self.note = TextField(self.tr("What to know before knocking"))
        self.form.add(self.tr("Warning"), self.risk, "risk")
        self.form.add(self.tr("Note"), self.note, "note")

    @override
    def send(self) -> None:
        risk, note = self.risk.value(), self.note.value()
        if risk is None:
            self.form.show_problems((Problem("risk", self.tr("Choose what the warning is about.")),))
            self.form.go_to("risk")
            return
        person_id, persons = self._person_id, self._services.persons
        self.run(
            f"alert:add-{risk.value}",
            lambda act: persons.add_alert(person_id, risk, note, act),
            what=note,
        )


class AlertsPanel(Panel):
    """The warnings in force, one row each."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(self.tr("Warnings"), icon="shield-alert", is_padded=False)
        self._services, self._tasks = services, tasks
        self._person_id: int | None = None
        self._alerts: tuple[AlertView, ...] | None = None
        self.rows: tuple[LineRow, ...] = ()
        self._why_not = services.identity.why_not(Permission.RECORD_REQUESTS)
        self.add_button = compact_button(self.tr("Add warning"), "plus")
        self.add_button.refuse(self._why_not)
        self.add_button.clicked.connect(self._on_add_clicked)
        self.add_action(self.add_button)

    def show_alerts(self, person_id: int, alerts: tuple[AlertView, ...]) -> None:
        """Show somebody's warnings."""
        if (person_id, alerts) == (self._person_id, self._alerts):
            return
        self._person_id, self._alerts = person_id, alerts
        self.set_subtitle("" if alerts else self.tr("none known"))
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = tuple(self._row(alert) for alert in alerts)
        for row in self.rows:
            self.add(row)

    def _row(self, alert: AlertView) -> LineRow:
        away = compact_button(self.tr("Take away"))
        away.setAccessibleName(self.tr("Take away: %1").replace("%1", alert.words))
        away.refuse(self._why_not)
        away.clicked.connect(partial(self._ask_away, alert))
        since = self.tr("since %1").replace("%1", show_date(alert.since))
        second = f"{alert.note} · {since}" if alert.note else since
        return LineRow(alert.words, second, icon="shield-alert", colour="rag.red.mark", ends=(away,))

    def _on_add_clicked(self) -> None:
        if self._person_id is not None:
            AlertDialog(self, self._services, self._tasks, self._person_id).open()

    def _ask_away(self, alert: AlertView) -> None:
        persons = self._services.persons
        ReasonDialog(
            self, self._tasks, self.tr("Take away: %1").replace("%1", alert.words), self.tr("Take away"),
            act=("alert:void", lambda act: persons.void_alert(alert.id, act)), role="danger",
        ).open()  # fmt: skip
