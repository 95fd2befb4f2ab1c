"""The bar above the rota: by person or by duty, how much is missing this week, shifts and print."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from amhp_desktop.domain.rota import Cover, CoverState
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.chips import Priority
from amhp_desktop.ui.kit.fields import SegmentedChoice
from amhp_desktop.ui.rota.sheet_rows import count_words


class RotaToolbar(QFrame):
    """Holds the controls; the page listens to them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "toolbar")
        self.setFixedHeight(theme.size("toolbar"))
        self.by = SegmentedChoice[str]((("person", self.tr("By person")), ("duty", self.tr("By duty"))))
        self.by.set_compact()
        self.by.set_name(self.tr("Rows of the rota"))
        self.by.set_value("person")
        self.holes = Priority("red")
        self.short = Priority("amber")
        self.met = Priority("green", self.tr("All duties covered"))
        self.shifts = compact_button(self.tr("Shifts"), "sliders-horizontal")
        self.print = compact_button(self.tr("Print week"), "printer")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("s4"), 0, theme.space("s3"), 0)
        row.setSpacing(theme.space("s3"))
        row.addWidget(self.by, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for widget in (self.holes, self.short, self.met, self.shifts, self.print):
            row.addWidget(widget)
        theme.notifier().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(theme.size("toolbar"))

    def show_missing(self, missing: tuple[Cover, ...]) -> None:
        """Say how many duties of the week have nobody, and how many too few."""
        holes = sum(one.state is CoverState.HOLE for one in missing)
        short = len(missing) - holes
        self.holes.setVisible(holes > 0)
        self.short.setVisible(short > 0)
        self.met.setVisible(not missing)
        if holes:
            self.holes.set_priority("red", count_words(holes, "hole"))
        if short:
            self.short.set_priority("amber", count_words(short, "short"))
