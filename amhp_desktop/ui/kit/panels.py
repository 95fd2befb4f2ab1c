"""Panels and the quiet parts pages are made of; cards, trail, timeline and banner are re-exported here."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.banner import BannerFact, PatientBanner
from amhp_desktop.ui.kit.buttons import Button, IconButton, Keycap, button, compact_button
from amhp_desktop.ui.kit.chips import Avatar, Chip, Priority
from amhp_desktop.ui.kit.clocks import ClockCard
from amhp_desktop.ui.kit.labels import Elided, IconLabel, label
from amhp_desktop.ui.kit.timeline import Entry, Timeline
from amhp_desktop.ui.kit.trail import Step, StepState, StepTrail

__all__ = [
    "Avatar",
    "BannerFact",
    "Button",
    "Chip",
    "ClockCard",
    "Divider",
    "EmptyState",
    "Entry",
    "IconButton",
    "Keycap",
    "LineRow",
    "Panel",
    "PatientBanner",
    "Priority",
    "SectionHead",
    "SidePanel",
    "Step",
    "StepState",
    "StepTrail",
    "Timeline",
    "button",
    "compact_button",
    "frame",
    "scrolled",
]


def frame(kind: str) -> QFrame:
    """Return a frame the style sheet knows: panel, row, band, foot, sunken, selected, side, header, toolbar."""
    made = QFrame()
    made.setProperty("kind", kind)
    return made


_WIDEST_LEAST = 600  # px; wider content is scrolled sideways rather than pushed off the screen


class _Tall(QScrollArea):
    """Scrolls up and down; never narrower than its content can be, unless large letters need a whole screen."""

    @override
    def minimumSizeHint(self) -> QSize:
        content = self.widget()
        bar = self.verticalScrollBar().sizeHint().width()
        wide = content.minimumSizeHint().width() + bar if content is not None else 0
        return QSize(min(wide, _WIDEST_LEAST), super().minimumSizeHint().height())


def scrolled(content: QWidget) -> QScrollArea:
    """Return the widget in an area that scrolls up and down when there is no room; it takes no focus."""
    area = _Tall()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    content.setProperty("kind", "clear")
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


class Divider(QFrame):
    """A hairline."""

    def __init__(self, *, is_vertical: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "divider-vertical" if is_vertical else "divider")


class SectionHead(QWidget):
    """A heading inside a page: title, what is meant by it, and what can be done at the right."""

    def __init__(self, title: str, subtitle: str = "", actions: Iterable[QWidget] = ()) -> None:
        super().__init__()
        self.title = label(title, "strong")
        self.subtitle = Elided(subtitle, "small", "secondary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space("s2"))
        layout.addWidget(self.title)
        layout.addWidget(self.subtitle, 1)
        for action in actions:
            layout.addWidget(action)

    def set_subtitle(self, subtitle: str) -> None:
        """Say something else beside the title."""
        self.subtitle.setText(subtitle)


class Panel(QFrame):
    """A framed part of a page with a head line; put content into ``body`` or with ``add``."""

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        actions: Iterable[QWidget] = (),
        *,
        icon: str = "",
        is_padded: bool = True,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.head = frame("panel-head")
        self.title = label(title, "strong")
        self.subtitle = Elided(subtitle, "small", "secondary")
        self._head_row = QHBoxLayout(self.head)
        self._head_row.setContentsMargins(12, 2, 8, 2)
        self._head_row.setSpacing(theme.space("s2"))
        if icon:
            self._head_row.addWidget(IconLabel(icon))
        self._head_row.addWidget(self.title)
        self._head_row.addWidget(self.subtitle, 1)
        for action in actions:
            self._head_row.addWidget(action)
        self._head_row.addStrut(round(30 * theme.scale()))
        outer.addWidget(self.head)
        self.head.setVisible(bool(title))
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        margin = theme.space("s3") if is_padded else 0
        self.body.setContentsMargins(margin, theme.space("s2") if is_padded else 0, margin, margin)
        self.body.setSpacing(theme.space("s2") if is_padded else 0)
        outer.addWidget(inside, 1)
        if title:
            self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below what is there."""
        self.body.addWidget(widget, stretch)

    def add_action(self, widget: QWidget) -> None:
        """Put a button or chip at the right of the head."""
        self._head_row.addWidget(widget)

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a chip straight after the title."""
        self._head_row.insertWidget(self._head_row.indexOf(self.subtitle), widget)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)
        self.head.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Say something else beside the title."""
        self.subtitle.setText(subtitle)


class SidePanel(QFrame):
    """What can be done about the selected thing: title, content, and one group of actions at the foot."""

    closed = Signal()
    """Fires when the person closes it, with the button or Escape."""

    def __init__(self, title: str = "", *, is_closable: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(12, 8, 8, 4)
        self.title = label(title, "heading")
        self.close_button = IconButton("x", self.tr("Close"))
        self.close_button.set_compact()
        self.close_button.clicked.connect(self._on_close_clicked)
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button)
        self.close_button.setVisible(is_closable)
        outer.addWidget(self.head)
        self.head.setVisible(bool(title) or is_closable)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(12, 4, 12, 12)
        self.body.setSpacing(theme.space("s2"))
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        outer.addWidget(scrolled(inside), 1)
        self._foot = frame("side-foot")
        self.foot = QVBoxLayout(self._foot)
        self.foot.setContentsMargins(12, 10, 12, 12)
        self.foot.setSpacing(theme.space("s2"))
        self._foot.hide()
        outer.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def add(self, widget: QWidget) -> None:
        """Put a widget below what is there."""
        self.body.addWidget(widget)

    def add_foot(self, widget: QWidget) -> None:
        """Put a widget into the group of actions at the foot."""
        self.foot.addWidget(widget)
        self._foot.show()

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def _on_close_clicked(self) -> None:
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.close_button.isVisible():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        is_wide = self.window().width() >= theme.size("wide_from")
        return QSize(theme.size("side_panel_wide" if is_wide else "side_panel"), super().sizeHint().height())


class EmptyState(QWidget):
    """Nothing to show: a fact, the next step, and one or two buttons."""

    def __init__(self, icon: str, fact: str, next_step: str = "", actions: Iterable[QWidget] = ()) -> None:
        super().__init__()
        self._picture = IconLabel(icon, 32, "text.muted")
        self._fact: QLabel = label(fact, "heading", wrap=True)
        self._next: QLabel = label(next_step, "body", "secondary", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(theme.space("s2"))
        layout.addStretch(1)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._fact, self._next):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(words)
        self._next.setVisible(bool(next_step))
        row = QHBoxLayout()
        row.setSpacing(theme.space("s2"))
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def set_words(self, fact: str, next_step: str = "") -> None:
        """Say another fact and next step."""
        self._fact.setText(fact)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))


class LineRow(QFrame):
    """A row of a panel: icon, a fact over its context, and chips, words or buttons at the right."""

    def __init__(
        self,
        first: str,
        second: str = "",
        *,
        icon: str = "",
        colour: str = "text.secondary",
        ends: Iterable[QWidget] = (),
        lead: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 12, 5)
        layout.setSpacing(theme.space("s2"))
        start = lead if lead is not None else (IconLabel(icon, 16, colour) if icon else None)
        if start is not None:
            layout.addWidget(start)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self.first = Elided(first, "medium")
        self.second = Elided(second, "small", "secondary")
        layout.addLayout(lines, 1)
        lines.addWidget(self.first)
        lines.addWidget(self.second)
        self.second.setVisible(bool(second))
        for end in ends:
            layout.addWidget(end)

    def set_words(self, first: str, second: str = "") -> None:
        """Say something else."""
        self.first.setText(first)
        self.second.setText(second)
        self.second.setVisible(bool(second))
