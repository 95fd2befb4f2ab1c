"""Backup and restore: how old the last proved backup is, making one, and rehearsing a restore."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.when import london_day, show_date, show_duration, show_moment, show_time
from amhp_desktop.services.backups import STEPS, BackupLine, BackupState, RestoreTested
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.page import HeaderButton
from amhp_desktop.ui.kit.panels import EmptyState, Panel
from amhp_desktop.ui.kit.tables import Align, Column, RowsModel, RowsTable
from amhp_desktop.ui.kit.tasks import Progress
from amhp_desktop.ui.settings.recorded_backups import RecordedBackups
from amhp_desktop.ui.settings.section import Desk, Section, column_in

_T = TypeVar("_T")


class FigureCard(QFrame):
    """A fact in large figures between what it is and what it rests on."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(2)
        self._words = words
        self._value: QLabel = label("", "clock")
        self._rests_on: QLabel = label("", "small", "secondary", wrap=True)
        inside.addWidget(label(words, "small-strong", "secondary"))
        inside.addWidget(self._value)
        inside.addWidget(self._rests_on)
        inside.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_fact(self, value: str, rests_on: str, ink: str = "") -> None:
        """Show a fact; ``ink`` amber says it wants a look, which the words say too."""
        self._value.setText(value)
        theme.ink(self._value, ink)
        self._rests_on.setText(rests_on)
        self.setAccessibleName(f"{self._words}: {value}. {rests_on}")


class RunningBar(QWidget):
    """How far long work is, in words and as a bar."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "body", "secondary")
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s3"))
        row.addWidget(self._words)
        row.addWidget(self.bar, 1)
        self.hide()

    def step(self, done: int, total: int, words: str) -> None:
        """Show a step."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleName(words)
        self._words.setText(words)
        self.show()


class BackupsSection(Section):
    """The state of the backups of a local file, or what was recorded of a shared database's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._backups = desk, desk.services.backups
        self._why = desk.services.identity.why_not(Permission.BACKUP)
        self._state: BackupState | None = None
        self._is_running = False
        self.last = FigureCard(self.tr("Last verified backup"))
        self.tested = FigureCard(self.tr("Restore tested"))
        self.kept = FigureCard(self.tr("Kept"))
        self.running = RunningBar()
        self.test_button = compact_button(self.tr("Test a restore"), "history")
        self.test_button.clicked.connect(self.test_restore)
        self.model = RowsModel[BackupLine](self._columns(), key=lambda line: line.name)
        empty = EmptyState(
            "database", self.tr("No backup yet"), self.tr("Make one now; after that there is one each day.")
        )
        self.table = RowsTable(self.model, name=self.tr("Backups"), empty=empty)
        self.recorded = RecordedBackups(desk)
        self._lay_out()
        self.recorded.said.connect(self.said)
        self.recorded.kept.connect(self.load)

    def _columns(self) -> tuple[Column[BackupLine], ...]:
        right = Align.RIGHT
        return (
            Column(self.tr("Made"), lambda line: show_moment(line.made_at), sort=lambda line: line.made_at),
            Column(self.tr("Checked"), lambda line: show_time(line.verified_at)),
            Column(self.tr("Size"), lambda line: f"{line.size / 1e6:.1f} MB", align=right),
            Column(self.tr("Tables"), lambda line: str(line.tables), align=right),
            Column(self.tr("Rows"), lambda line: f"{line.rows:,}", align=right),
            Column(self.tr("Folder"), lambda line: line.name, grow=1, optional=True),
        )

    def _lay_out(self) -> None:
        column = column_in(self)
        cards = QHBoxLayout()
        cards.setSpacing(theme.space("s3"))
        for card in (self.last, self.tested, self.kept):
            cards.addWidget(card, 1)
        column.addLayout(cards)
        column.addWidget(self.running)
        self._list = Panel(self.tr("Backups"), actions=(self.test_button,), is_padded=False)
        self._list.add(self.table, 1)
        column.addWidget(self._list, 1)
        column.addWidget(self.recorded)
        self._how = label("", "small", "secondary", wrap=True)
        column.addWidget(self._how)
        self.recorded.hide()

    # ---- reading

    @override
    def load(self) -> None:
        self._desk.tasks.query(self._backups.state, owner=self, done=self._show)

    def _show(self, state: BackupState) -> None:
        self._state = state
        self.model.set_rows(state.backups)
        self._list.setVisible(state.is_made_here)
        self.kept.setVisible(state.is_made_here)
        self.recorded.setVisible(not state.is_made_here)
        if state.is_made_here:
            self._show_local(state)
        else:
            self._show_shared(state)
        self.test_button.refuse(self._why_no_test())
        self.state_changed.emit()
        self.was_read.emit()

    def _show_local(self, state: BackupState) -> None:
        self._list.set_subtitle(state.folder)
        made = (
            show_moment(state.last) if state.last else self.tr("Each is opened and checked before it counts")
        )
        ago = self.tr("%1 old").replace("%1", show_duration(state.age)) if state.age is not None else ""
        self.last.set_fact(ago or self.tr("None yet"), made, "amber" if state.is_old else "")
        tested = show_date(london_day(state.tested)) if state.tested else self.tr("Never")
        self.tested.set_fact(
            tested, self.tr("Restored to a temporary folder and checked"), "" if state.tested else "amber"
        )
        self.kept.set_fact(str(len(state.backups)), self.tr("7 daily, 5 weekly and 12 monthly are kept"))
        self._how.setText(
            self.tr(
                "A backup is encrypted like the database and opens with the passphrases of its day. To restore "
                "one: close the program, start it, and choose Restore from a backup on the first page. The "
                "database that is there then is kept under a dated name."
            )
        )

    def _show_shared(self, state: BackupState) -> None:
        unknown = self.tr("Not recorded")
        last = show_date(state.last_on) if state.last_on else unknown
        tested = show_date(state.tested_on) if state.tested_on else unknown
        by = self.tr("Made by the administrators of the server")
        self.last.set_fact(last, by, "amber" if state.is_old else "")
        self.tested.set_fact(tested, by, "" if state.tested_on else "amber")
        self.recorded.show_state(state)
        self._how.setText(
            self.tr(
                "This program never copies a shared database. Ask the administrators of the server for a daily "
                "backup and for a tested restore every three months, and record here what they told you."
            )
        )

    # ---- doing

    def _why_not(self) -> str:
        if self._why:
            return self._why
        if self._state is not None and not self._state.is_made_here:
            return self.tr("The administrators of the server back up a shared database.")
        return self.tr("This is running already.") if self._is_running else ""

    def _why_no_test(self) -> str:
        has_none = self._state is not None and not self._state.backups
        return self._why_not() or (self.tr("There is no backup yet.") if has_none else "")

    @override
    def primary(self) -> HeaderButton | None:
        return HeaderButton("page.primary", self.tr("Back up now"), "database")

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {"page.primary": self.back_up}

    @override
    def reasons_off(self) -> Mapping[str, str]:
        return {"page.primary": self._why_not()}

    @override
    def panes(self) -> tuple[QWidget, ...]:
        is_local = self._state is None or self._state.is_made_here
        return (self.table if is_local else self.recorded,)

    def back_up(self) -> None:
        """Make a backup now."""
        if not self._why_not():
            self._run(self._backups.back_up_now, self._on_backed_up)

    def test_restore(self) -> None:
        """Rehearse the restore of the newest backup."""
        if not self._why_no_test():
            self._run(self._backups.test_restore, self._on_tested)

    def _run(self, work: Callable[[Progress], _T], done: Callable[[_T], None]) -> None:
        self._set_running(is_running=True)
        self._desk.tasks.long(
            work, owner=self, done=done, progressed=self.running.step, failed=self._on_failed
        )

    def _set_running(self, *, is_running: bool) -> None:
        self._is_running = is_running
        self.test_button.refuse(self._why_no_test())
        if not is_running:
            self.running.hide()
        self.state_changed.emit()

    def _on_backed_up(self, made: BackupLine) -> None:
        self._set_running(is_running=False)
        told = self.tr("%1 rows copied, opened and checked, audit trail included.")
        rows = told.replace("%1", f"{made.rows:,}")
        self.said.emit(Message("success", self.tr("Backup made."), rows, key="backup"))
        self.load()

    def _on_tested(self, tested: RestoreTested) -> None:
        self._set_running(is_running=False)
        told = self.tr("%1 rows came back as they were in %2.")
        words = told.replace("%1", f"{tested.backup.rows:,}").replace("%2", tested.backup.name)
        self.said.emit(Message("success", self.tr("The restore works."), words, key="backup"))
        self.load()

    def _on_failed(self, trouble: Trouble) -> None:
        self._set_running(is_running=False)
        self.said.emit(message_of(trouble))
        self.load()
