"""The audit trail: searched, read event by event, and checked as a whole."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.when import show_moment
from amhp_desktop.services.audit import Actor, AuditDetail, AuditLine, AuditPage, AuditQuery
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.labels import label, row_of
from amhp_desktop.ui.kit.panels import EmptyState, Panel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable
from amhp_desktop.ui.settings.audit_detail import AuditDetailPanel
from amhp_desktop.ui.settings.audit_filter import AuditFilter
from amhp_desktop.ui.settings.audit_findings import AuditFindings
from amhp_desktop.ui.settings.section import Desk, Section

_Answer = AuditPage | Refused


class AuditSection(Section):
    """The trail for those who may read it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._audit = desk, desk.services.audit
        self._query = AuditQuery()
        self._next: int | None = None
        self._has_actors = False
        self.filter = AuditFilter(desk.services.clock)
        self.findings = AuditFindings(desk)
        self.detail = AuditDetailPanel()
        self.older_button = compact_button(self.tr("Show older events"), "chevron-down")
        self.count = label("", "small", "secondary")
        self.model = RowsModel[AuditLine](self._columns(), key=lambda line: line.id)
        empty = EmptyState(
            "search", self.tr("No event found"), self.tr("Look for less, or clear the fields.")
        )
        self.table = RowsTable(self.model, name=self.tr("Audit trail"), is_two_line=True, empty=empty)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._lay_out()
        self._connect()

    def _columns(self) -> tuple[Column[AuditLine], ...]:
        return (
            Column(self.tr("When"), lambda line: show_moment(line.at), width=148),
            Column(
                self.tr("Who"),
                lambda line: line.who,
                width=150,
                second=lambda line: line.login if line.login != line.who else "",
            ),
            Column(self.tr("Record"), lambda line: line.record, grow=2, width=190),
            Column(self.tr("What was done"), self._done_cell, grow=3, width=180),
            Column(self.tr("Reason"), lambda line: line.reason or "–", grow=2, width=150, optional=True),
            Column(self.tr("Computer"), lambda line: line.workstation or "–", width=110, optional=True),
        )

    def _done_cell(self, line: AuditLine) -> Cell:
        if line.is_reading:
            return Cell(self.tr("Opened"), self.tr("read, not changed"))
        return Cell(line.action, line.fields)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        panel = Panel(
            self.tr("Audit trail"),
            self.tr("newest first"),
            actions=(self.count, self.findings.check_button),
            is_padded=False,
        )
        panel.add(self.table, 1)
        foot = row_of(self.older_button, None)
        foot.setContentsMargins(8, 4, 8, 4)
        panel.add(foot)
        inside = QVBoxLayout()
        side = theme.space("s4")
        inside.setContentsMargins(side, theme.space("s3"), side, side)
        inside.setSpacing(theme.space("s3"))
        inside.addWidget(self.findings)
        inside.addWidget(panel, 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addLayout(inside, 1)
        below.addWidget(self.detail)
        outer.addWidget(self.filter)
        outer.addLayout(below, 1)

    def _connect(self) -> None:
        self.filter.asked.connect(self._on_asked)
        self.older_button.clicked.connect(self._on_older_clicked)
        self.findings.said.connect(self.said)
        self.table.current_row_changed.connect(self._on_row_changed)
        self.table.activated_row.connect(self._on_row_changed)

    # ---- searching

    @override
    def load(self) -> None:
        self._search(self._query)
        if not self._has_actors:
            self._desk.tasks.query(self._audit.actors, owner=self, done=self._show_actors)

    def _show_actors(self, actors: tuple[Actor, ...]) -> None:
        self._has_actors = True
        self.filter.set_actors(actors)

    def _on_asked(self, query: AuditQuery) -> None:
        self._query = query
        self.detail.hide()
        self._search(query)

    def _search(self, query: AuditQuery) -> None:
        self._desk.tasks.query(lambda: self._answer(query), owner=self, done=self._show)

    def _answer(self, query: AuditQuery) -> _Answer:
        try:
            return self._audit.search(query)
        except Refused as refused:
            return refused

    def _show(self, answer: _Answer) -> None:
        if isinstance(answer, Refused):
            self.filter.refuse(answer.problems)
            return
        self.model.set_rows(answer.lines)
        self._show_end(answer)
        self.was_read.emit()

    def _show_end(self, page: AuditPage) -> None:
        self._next = page.next_before
        self.older_button.setVisible(page.next_before is not None)
        told = self.tr("%1 events shown") if page.next_before is None else self.tr("the newest %1 shown")
        self.count.setText(told.replace("%1", f"{len(self.model.rows):,}"))

    def _on_older_clicked(self) -> None:
        query = self._query
        wanted = AuditQuery(query.who, query.request, query.text, query.first_day, query.last_day, self._next)
        self._desk.tasks.query(lambda: self._audit.search(wanted), owner=self, done=self._show_older)

    def _show_older(self, page: AuditPage) -> None:
        self.model.refresh_rows((*self.model.rows, *page.lines))
        self._show_end(page)

    def _on_row_changed(self, line: AuditLine | None) -> None:
        if line is not None:
            self._desk.tasks.query(lambda: self._audit.detail(line), owner=self, done=self._show_detail)

    def _show_detail(self, detail: AuditDetail) -> None:
        current = self.table.current_row()
        if current is not None and current.id == detail.line.id:
            self.detail.show_detail(detail)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {"page.find": self._find}

    def _find(self) -> None:
        self.filter.text.setFocus()

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.filter, self.table, self.detail)
