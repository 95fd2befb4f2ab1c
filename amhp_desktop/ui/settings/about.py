"""About: version, licences, the law and forms known, and which database is open."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QTextBrowser, QWidget
from typing_extensions import override

from amhp_desktop.services.about import About
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.settings.facts import Facts
from amhp_desktop.ui.settings.section import Desk, Section, column_in


class AboutSection(Section):
    """Facts that somebody who helps from afar asks for; each can be selected and copied."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.notices = QTextBrowser()
        self.notices.setAccessibleName(self.tr("Third-party notices"))
        self.notices.setOpenLinks(False)
        self.notices.setFrameShape(QTextBrowser.Shape.NoFrame)
        theme.notifier().changed.connect(self._paint)
        self._paint()
        self._panel = Panel(self.tr("AMHP Desktop"), self.tr("beside the clinical record, not instead of it"))
        self._panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._shown: Facts | None = None
        column = column_in(self)
        column.addWidget(self._panel)
        others = Panel(
            self.tr("Third-party notices"), self.tr("work of others, with thanks"), is_padded=False
        )
        others.add(self.notices, 1)
        column.addWidget(others, 1)

    def _paint(self) -> None:
        ground, ink = theme.colour("surface.base").name(), theme.colour("text.primary").name()
        self.notices.setStyleSheet(
            f"QTextBrowser {{ background: {ground}; color: {ink}; border: none; padding: 4px 8px; }}"
        )

    @override
    def load(self) -> None:
        self._desk.tasks.query(self._desk.services.about.facts, owner=self, done=self._show)

    def _show(self, about: About) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = Facts(self._in_words(about))
        self._panel.add(self._shown)
        # The headings of the notices are plain words here: the panel already says what this is.
        notices = about.notices.partition("\n")[2].replace("\n## ", "\n#### ").strip()
        self.notices.setMarkdown(notices or self.tr("The notices are missing from this installation."))
        self.was_read.emit()

    def _in_words(self, about: About) -> tuple[tuple[str, str], ...]:
        meant = self.tr(
            "Running an AMHP service: requests, rota and statutory paper. It stands beside the clinical record, "
            "not instead of it, and decides nothing: the AMHP does."
        )
        return (
            (self.tr("Version"), about.program),
            (self.tr("Meant for"), meant),
            (self.tr("Licence"), self.tr("European Union Public Licence 1.2: free to use, share and change")),
            (self.tr("Law register"), about.law or self.tr("None in this version")),
            (self.tr("Form library"), " · ".join(about.forms)),
            (self.tr("Database"), f"{about.database} · {about.engine}"),
            (self.tr("Schema"), about.schema),
        )

    def facts(self) -> tuple[QLabel, ...]:
        """Return the values shown."""
        return self._shown.values if self._shown is not None else ()

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.notices,)
