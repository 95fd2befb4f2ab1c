"""How the program looks to this person on this computer: theme and text size, at once and kept."""

from typing import Protocol

from PySide6.QtWidgets import QApplication, QSizePolicy
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.chips import Avatar, Chip, Priority
from amhp_desktop.ui.kit.fields import SegmentedChoice
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import label, row_of
from amhp_desktop.ui.kit.panels import ClockCard, LineRow, Panel
from amhp_desktop.ui.kit.widths import keep_width
from amhp_desktop.ui.settings.section import Section, column_in

_PANEL_WIDTH = 720


class Appearance(Protocol):
    """Remembers how the program looks; the section itself puts a new look in force."""

    @property
    def theme(self) -> str:
        """Return ``system``, ``light``, ``dark`` or ``contrast``."""

    @property
    def scale(self) -> float:
        """Return the text size: 1.0, 1.25, 1.5 or 2.0."""

    def set_look(self, theme: str, scale: float) -> None:
        """Remember theme and text size."""


class AppearanceSection(Section):
    """Theme and text size, with an example of what they do."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.theme = SegmentedChoice[str](
            (
                ("system", self.tr("As the computer")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("contrast", self.tr("High contrast")),
            )
        )
        self.scale = SegmentedChoice[float](tuple((scale, f"{scale:.0%}") for scale in theme.SCALES))
        form = FormGrid()
        form.add(self.tr("Colours"), self.theme)
        form.add(self.tr("Text size"), self.scale)
        form.add_wide(
            label(
                self.tr(
                    "Kept for you on this computer. Letters, lines and marks grow together; tables then drop "
                    "the columns that matter least."
                ),
                "small",
                "secondary",
                wrap=True,
            )
        )
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        panel = Panel(self.tr("Appearance"), self.tr("for you, on this computer"))
        panel.add(form)
        column = column_in(self)
        self._panels = (panel, self._example())
        for each in self._panels:
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            column.addWidget(each)
        column.addStretch(1)
        self._fit()
        theme.notifier().changed.connect(self._fit)
        self.load()
        self.theme.changed.connect(self._on_changed)
        self.scale.changed.connect(self._on_changed)

    def _fit(self) -> None:
        for panel in self._panels:
            panel.setMaximumWidth(round(_PANEL_WIDTH * theme.scale()))

    def _example(self) -> Panel:
        panel = Panel(self.tr("Example"), self.tr("nothing here is real"), is_padded=False)
        chips = (Chip(self.tr("Agreed"), "green", "check"), Chip(self.tr("Signed")))
        panel.add(
            LineRow(
                self.tr("EXAMPLE, Alex (Mx)"), self.tr("Assessment for admission · received 09:05"),
                lead=Avatar("AE"), ends=(Priority("red"), *chips),
            )
        )  # fmt: skip
        clock = ClockCard()
        clock.set_clock(
            "soon", title=self.tr("s.136 ends 13:05"), value=self.tr("3hr 50min"), unit=self.tr("left"),
            second=self.tr("R-0000 EXAMPLE, Alex"), progress=0.8,
        )  # fmt: skip
        keep_width(clock, 240)
        holder = row_of(clock, None)
        holder.setContentsMargins(12, 12, 12, 12)
        panel.add(holder)
        return panel

    @override
    def load(self) -> None:
        self.theme.set_value(self._appearance.theme)
        self.scale.set_value(self._appearance.scale)

    def _on_changed(self) -> None:
        chosen, scale = self.theme.value() or "system", self.scale.value() or 1.0
        if (chosen, scale) == (self._appearance.theme, self._appearance.scale):
            return
        self._appearance.set_look(chosen, scale)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, chosen, scale=scale)
