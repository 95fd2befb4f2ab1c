"""One event of the audit trail: who, when, from where and why, and every value before and after."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from amhp_desktop.domain.when import london_day, show_date, show_time
from amhp_desktop.services.audit import AuditDetail
from amhp_desktop.services.audit_words import ValueChange
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import Divider, SidePanel
from amhp_desktop.ui.settings.facts import Facts


class AuditDetailPanel(SidePanel):
    """Shows one event; hidden while none is chosen."""

    def __init__(self) -> None:
        super().__init__("")
        self._content: QWidget | None = None
        self.closed.connect(self.hide)
        self.hide()

    def show_detail(self, detail: AuditDetail) -> None:
        """Show an event."""
        self.set_title(detail.line.record)
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = self._made(detail)
        self.add(self._content)
        self.show()

    def _made(self, detail: AuditDetail) -> QWidget:
        line = detail.line
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s2"))
        when = f"{show_date(london_day(line.at))} {show_time(line.at)}"
        who = f"{line.who} ({line.login})" if line.who != line.login else line.who
        place = self.tr("%1 in the chain").replace("%1", str(line.seq)) if line.seq else self.tr("Not sealed")
        facts = (
            (self.tr("Done"), f"{line.action}, {when}"),
            (self.tr("By"), who),
            (self.tr("At"), " · ".join(part for part in (line.workstation, line.program) if part)),
            (self.tr("Reason"), line.reason or self.tr("None given")),
            (self.tr("Place"), place),
        )
        column.addWidget(Facts(facts, 56))
        column.addWidget(Divider())
        for change in detail.changes:
            column.addWidget(self._change(change))
        if not detail.changes:
            nothing = (
                self.tr("Opened to be read; nothing was changed.")
                if line.is_reading
                else self.tr("No value was changed.")
            )
            column.addWidget(label(nothing, "body", "secondary", wrap=True))
        return content

    def _change(self, change: ValueChange) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(change.label, "small-strong"))
        if change.before:
            values = ((self.tr("Before"), change.before), (self.tr("After"), change.after))
            facts = Facts(values, 56)
            facts.values[-1].setProperty("type", "medium")
            column.addWidget(facts)
        else:
            column.addWidget(label(change.after, wrap=True))
        return holder
