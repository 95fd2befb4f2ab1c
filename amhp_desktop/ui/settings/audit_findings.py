"""The check of the whole trail, and what it found, above the trail itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.when import show_moment
from amhp_desktop.services.audit import AuditCheck
from amhp_desktop.ui.kit.buttons import IconButton, compact_button
from amhp_desktop.ui.kit.messages import message_of
from amhp_desktop.ui.kit.panels import LineRow, Panel, scrolled
from amhp_desktop.ui.settings.section import Desk

_MOST_ROWS = 4


class AuditFindings(QWidget):
    """The verdict, and a line a finding; closed with its cross."""

    said = Signal(object)
    """Fires with a ``Message``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.check_button = compact_button(self.tr("Check the whole trail"), "file-check")
        self.check_button.clicked.connect(self.check)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._panel: QFrame | None = None
        self.hide()

    def check(self) -> None:
        """Check the whole trail; it takes a while and can go on beside other work."""
        self.clear()
        self.check_button.refuse(self.tr("The check is running."))
        self.check_button.setText(self.tr("Checking …"))
        self._desk.tasks.long(
            lambda _progress: self._desk.services.audit.verify(),
            owner=self,
            done=self._on_checked,
            failed=self._on_failed,
        )

    def _over(self) -> None:
        self.check_button.refuse("")
        self.check_button.setText(self.tr("Check the whole trail"))

    def _on_checked(self, check: AuditCheck) -> None:
        self._over()
        self.show_check(check)

    def _on_failed(self, trouble: Trouble) -> None:
        self._over()
        self.said.emit(message_of(trouble))

    def show_check(self, check: AuditCheck) -> None:
        """Show a check."""
        self.clear()
        cross = IconButton("x", self.tr("Close findings"))
        cross.set_compact()
        cross.clicked.connect(self._on_cross_clicked)
        told = self.tr("%1 events checked, %2 anchors of this computer").replace("%1", f"{check.events:,}")
        panel = Panel(
            self.tr("The trail is sound")
            if check.is_sound
            else self.tr("The trail was tampered with or damaged"),
            f"{told.replace('%2', str(check.anchors))} · {show_moment(check.at)}",
            actions=(cross,),
            icon="circle-check" if check.is_sound else "octagon-x",
            is_padded=False,
        )
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for finding in check.findings:
            column.addWidget(self._row(finding.sentence, is_grave=finding.is_grave))
        if not check.findings:
            words = self.tr("Every event, the chain and every record agree.")
            column.addWidget(LineRow(words, icon="circle-check", colour="rag.green.mark"))
        area = scrolled(rows)
        shown = min(max(len(check.findings), 1), _MOST_ROWS)
        area.setFixedHeight(shown * rows.sizeHint().height() // max(len(check.findings), 1))
        panel.add(area)
        self._panel = panel
        self._column.addWidget(panel)
        self.setAccessibleName(panel.accessibleName())
        self.show()

    def _row(self, sentence: str, *, is_grave: bool) -> LineRow:
        icon, colour = ("octagon-x", "rag.red.mark") if is_grave else ("info", "text.secondary")
        return LineRow(sentence, icon=icon, colour=colour)

    def clear(self) -> None:
        """Show nothing."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self.hide()

    def _on_cross_clicked(self) -> None:
        self.clear()
        self.check_button.setFocus()
