"""The patient banner after the NHS CUI: always on top, in a colour used for nothing else."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import IconButton
from amhp_desktop.ui.kit.chips import Chip
from amhp_desktop.ui.kit.labels import Elided, label


@dataclass(frozen=True, slots=True)
class BannerFact:
    """A small label with its value, such as *Born* or *NHS No*."""

    label: str
    value: str


class PatientBanner(QFrame):
    """Name, identifiers and alerts of one person; the arrow opens the second zone (address, phones, GP)."""

    def __init__(self, *, is_slim: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self._is_slim = is_slim
        self._is_deceased = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 0, 12, 0)
        outer.setSpacing(0)
        top = QWidget()
        top.setFixedHeight(self._top_height())
        self._top = top
        self._row = QHBoxLayout(top)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(24)
        outer.addWidget(top)
        self._zone = QWidget()
        self._grid = QGridLayout(self._zone)
        self._grid.setContentsMargins(0, 4, 0, 12)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._zone.hide()
        outer.addWidget(self._zone)
        self._more = IconButton("chevron-down", self.tr("More about this person"))
        self._more.setCheckable(True)
        self._more.toggled.connect(self._on_more_toggled)
        theme.notifier().changed.connect(self._on_theme_changed)

    def _top_height(self) -> int:
        return round((44 if self._is_slim else theme.size("banner") / theme.scale()) * theme.scale()) - 1

    def _on_theme_changed(self) -> None:
        self._top.setFixedHeight(self._top_height())

    def _on_more_toggled(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._zone.setVisible(is_open)
        self._more.set_icon("chevron-up" if is_open else "chevron-down")

    def set_person(
        self,
        name: str,
        *,
        prefers: str = "",
        facts: tuple[BannerFact, ...] = (),
        alerts: tuple[str, ...] = (),
        more: tuple[BannerFact, ...] = (),
        extras: tuple[QWidget, ...] = (),
        is_deceased: bool = False,
    ) -> None:
        """Show a person: ``HOLLOWAY, Darren (Mr)``, ``prefers`` is the preferred name, ``alerts`` stand right."""
        self._empty(self._row)
        self._empty(self._grid)
        self._is_deceased = is_deceased
        self._row.addWidget(self._name_block(name, prefers))
        for fact in facts:
            self._row.addWidget(_fact_block(fact, is_inline=self._is_slim))
        self._row.addStretch(1)
        self._row.addWidget(self._end_block(alerts, extras, has_more=bool(more)))
        for place, fact in enumerate(more):
            self._grid.addWidget(_fact_block(fact, is_inline=False), place // 4, place % 4)
        said = ", ".join((name, *(f"{fact.label} {fact.value}" for fact in facts), *alerts))
        self.setAccessibleName(said)
        self.update()

    def _empty(self, layout: QHBoxLayout | QGridLayout) -> None:
        self._more.setParent(self)
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _name_block(self, name: str, prefers: str) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(label(name, "title"))
        if prefers and not self._is_slim:
            lines.addWidget(label(self.tr("Prefers %1").replace("%1", prefers), "small", "secondary"))
        lines.addStretch(1)
        return holder

    def _end_block(self, alerts: tuple[str, ...], extras: tuple[QWidget, ...], *, has_more: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s2"))
        for alert in alerts:
            row.addWidget(Chip(alert, "red", "shield-alert"))
        for extra in extras:
            row.addWidget(extra)
        if has_more:
            row.addWidget(self._more)
        self._more.setVisible(has_more)
        return holder

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_deceased:
            return
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 0, 0, -1)
        painter.fillRect(box, theme.colour("surface.banner_deceased"))
        hatch = QColor(theme.colour("border.default"))
        hatch.setAlpha(110)
        painter.setPen(hatch)
        for x in range(-self.height(), self.width(), 10):
            painter.drawLine(x, self.height(), x + self.height(), 0)


def _fact_block(fact: BannerFact, *, is_inline: bool) -> QWidget:
    holder = QWidget()
    lines = QHBoxLayout(holder) if is_inline else QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(6 if is_inline else 0)
    if not is_inline:
        lines.addStretch(1)
    lines.addWidget(label(fact.label, "caption", "secondary"))
    lines.addWidget(Fact(fact.value))
    if not is_inline:
        lines.addStretch(1)
    return holder


class Fact(Elided):
    """A banner value: heavier than its label, shortened last of all."""

    def __init__(self, value: str) -> None:
        super().__init__(value, "heading-fact")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, super().minimumSizeHint().height())
