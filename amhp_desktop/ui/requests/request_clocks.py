"""The clocks of a request as cards, and how each is counted."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from amhp_desktop.domain.clocks import Clock, ClockState
from amhp_desktop.domain.rule_words import rule_words
from amhp_desktop.domain.when import london_day, show_date, show_day, show_moment, show_moment_from
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.clocks import ClockCard
from amhp_desktop.ui.kit.labels import IconLabel, label, row_of
from amhp_desktop.ui.kit.panels import frame


class ClocksPart(QWidget):
    """One card a clock, the next to run out first; *How counted* opens rule, start, end and citation."""

    def __init__(self) -> None:
        super().__init__()
        self._clocks: tuple[Clock, ...] = ()
        self.cards: tuple[ClockCard, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("s2"))
        self._tick = IconLabel("circle-check", 14, "rag.green.mark")
        self.rest = label("", "small", "secondary")
        self.how = Button(self.tr("How counted"), "", "link")
        self.how.setCheckable(True)
        self.how.toggled.connect(self._on_how_toggled)
        self._column.addWidget(row_of(self._tick, self.rest, None, self.how, gap=6))
        self.rules = frame("sunken")
        self._rules_column = QVBoxLayout(self.rules)
        self._rules_column.setContentsMargins(10, 8, 10, 8)
        self._rules_column.setSpacing(2)
        self._column.addWidget(self.rules)
        self.rules.hide()

    def set_clocks(self, clocks: tuple[Clock, ...], now: datetime) -> None:
        """Show the clocks of a request as at now; one that is met takes a line, not a card."""
        met = tuple(clock for clock in clocks if clock.met_at is not None)
        running = tuple(clock for clock in clocks if clock.met_at is None)
        if len(running) != len(self.cards):
            self._remake(len(running))
        if clocks != self._clocks:
            self._clocks = clocks
            self._say_rules()
        for card, clock in zip(self.cards, running, strict=True):
            self._word(card, clock, now)
        none = "" if clocks else self.tr("No clock is running.")
        self.rest.setText("\n".join(self._met(clock, now) for clock in met) or none)
        self._tick.setVisible(bool(met))
        self.how.setVisible(bool(clocks))
        self.rules.setVisible(bool(clocks) and self.how.isChecked())

    def _met(self, clock: Clock, now: datetime) -> str:
        words = self.tr("%1, due %2").replace("%1", clock.time_left(now))
        return words.replace("%2", show_moment_from(clock.ends_at, now))

    def _word(self, card: ClockCard, clock: Clock, now: datetime) -> None:
        state = clock.state(now)
        is_over = state is ClockState.EXPIRED
        start = show_moment_from(clock.started_at, now)
        if clock.last_day is not None:
            start = show_date(london_day(clock.started_at))
        card.set_clock(
            state.value,
            title=clock.title(now),
            value=clock.time_left(now),
            unit="" if is_over else self.tr("left"),
            second=f"{rule_words(clock.rule_id).starts} {start}",
            progress=clock.used(now),
        )

    def _remake(self, count: int) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = tuple(ClockCard(is_pressable=True) for _ in range(count))
        for place, card in enumerate(self.cards):
            card.pressed.connect(self.how.toggle)
            self._column.insertWidget(place, card)

    def _say_rules(self) -> None:
        while (item := self._rules_column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for clock in self._clocks:
            self._rules_column.addWidget(self._rule(clock))

    def _rule(self, clock: Clock) -> QFrame:
        words = rule_words(clock.rule_id)
        made = QFrame()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 4)
        lines.setSpacing(1)
        lines.addWidget(label(clock.kind.label, "small-strong"))
        lines.addWidget(label(words.sentence, "small", wrap=True))
        starts = show_moment(clock.started_at)
        ends = show_moment(clock.ends_at)
        if clock.last_day is not None:
            starts, ends = show_day(london_day(clock.started_at)), show_day(clock.last_day)
        lines.addWidget(label(f"{words.starts}: {starts}", "small", "secondary", wrap=True))
        lines.addWidget(label(f"{words.ends}: {ends}", "small", "secondary", wrap=True))
        law = self.tr("Mental Health Act 1983, %1").replace("%1", words.citation)
        lines.addWidget(label(law if words.citation else words.source, "small", "secondary", wrap=True))
        return made

    def _on_how_toggled(self) -> None:
        self.how.setText(self.tr("Hide how counted") if self.how.isChecked() else self.tr("How counted"))
        self.how.updateGeometry()
        self.rules.setVisible(bool(self._clocks) and self.how.isChecked())
