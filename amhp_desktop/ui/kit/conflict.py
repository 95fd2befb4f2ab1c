"""Two people changed the same record: theirs, mine and as loaded side by side, one choice a field."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from amhp_desktop.domain.errors import FieldDifference, Stale
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.ask import WIDE, Dialog
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.differences import both, marked
from amhp_desktop.ui.kit.labels import IconLabel, label
from amhp_desktop.ui.kit.panels import Divider, frame


class Pick(Enum):
    """Whose value is taken."""

    THEIRS = "theirs"
    MINE = "mine"
    LOADED = "as loaded"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value to save for one field, and whose it is."""

    field: str
    pick: Pick
    text: str


class _Cell(QFrame):
    """One version of a value with its radio button; words that differ are underlined."""

    chosen = Signal()

    def __init__(self, text: str, other: str, spoken: str) -> None:
        super().__init__()
        self.setProperty("kind", "pick")
        self.radio = QRadioButton()
        self.radio.setAccessibleName(spoken)
        self.radio.setFixedHeight(theme.size("target_min"))
        self.radio.toggled.connect(self._on_toggled)
        self.words = QLabel(_rich(text, other))
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(0)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 2, 0, 0)
        self.column.addWidget(self.words)
        self.column.addStretch(1)
        row.addLayout(self.column, 1)

    def _on_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        theme.set_look(self, picked="yes" if is_on else "")
        if is_on:
            self.chosen.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)


def _rich(text: str, other: str) -> str:
    if not text.strip():
        return f'<span style="color:{theme.colour("text.muted").name()}">–</span>'
    green = theme.rag("green")
    look = f"text-decoration: underline; background-color: {green.tint.name()}; color: {green.text.name()}"
    parts = (
        _marked_up(run.text, look) if run.is_different else escape(run.text) for run in marked(text, other)
    )
    return "".join(parts).replace("\n", "<br>")


def _marked_up(words: str, look: str) -> str:
    """Return the words underlined, but not the spaces around them."""
    inner = words.strip()
    before, _, after = words.partition(inner)
    return f'{before}<span style="{look}">{escape(inner)}</span>{after}'


class _Row:
    """The three cells of one field and what was chosen of them."""

    def __init__(self, dialog: "ConflictDialog", difference: FieldDifference) -> None:
        self.difference = difference
        self.is_both = False
        name = difference.label
        versions = (
            (Pick.THEIRS, difference.theirs, difference.loaded, dialog.tr("Theirs")),
            (Pick.MINE, difference.mine, difference.loaded, dialog.tr("Mine")),
            (Pick.LOADED, difference.loaded, difference.loaded, dialog.tr("As loaded")),
        )
        self._group = QButtonGroup(dialog)
        self.cells = {
            pick: _Cell(text, other, f"{name}, {whose}: {text or dialog.tr('nothing')}")
            for pick, text, other, whose in versions
        }
        for cell in self.cells.values():
            self._group.addButton(cell.radio)
        self.keep_both = Button(dialog.tr("Keep both, one after the other"), "", "link")
        self.keep_both.setCheckable(True)
        if difference.theirs.strip() and difference.mine.strip():
            self.cells[Pick.MINE].column.insertWidget(1, self.keep_both, 0, Qt.AlignmentFlag.AlignLeft)

    def pick(self) -> Pick | None:
        """Return whose value is chosen."""
        if self.keep_both.isChecked():
            return Pick.BOTH
        return next((pick for pick, cell in self.cells.items() if cell.radio.isChecked()), None)

    def chosen(self) -> Chosen | None:
        """Return the value to save, if one was chosen."""
        found, of = self.pick(), self.difference
        if found is None:
            return None
        texts = {
            Pick.THEIRS: of.theirs,
            Pick.MINE: of.mine,
            Pick.LOADED: of.loaded,
            Pick.BOTH: both(of.theirs, of.mine),
        }
        return Chosen(of.field, found, texts[found])


class ConflictDialog(Dialog):
    """Show a ``Stale`` and let a person choose field by field; Escape goes back with nothing lost.

    ``on_choice`` gets one ``Chosen`` a clashing field, to be saved against ``stale.version``.
    """

    def __init__(
        self,
        stale: Stale,
        on_choice: Callable[[tuple[Chosen, ...]], object],
        *,
        parent: QWidget,
        who: str = "",
    ) -> None:
        super().__init__(parent, "", "-", width=WIDE)
        title = self.tr("%1 saved %2 while you were editing it")
        self.title.setText(title.replace("%1", stale.theirs_by).replace("%2", stale.what))
        self.setAccessibleName(self.title.text())
        self.subtitle.setText(self._intro(stale))
        self._on_choice = on_choice
        self.body.setContentsMargins(0, 8, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(Divider())
        self.rows = tuple(_Row(self, difference) for difference in stale.clashes)
        self.body.addWidget(self._table(stale, who))
        self._count = label("", "small", "secondary")
        self.body.addWidget(Divider())
        self.body.addWidget(self._kept(stale))
        self.body.addWidget(Divider())
        self._add_buttons()
        for row in self.rows:
            for cell in row.cells.values():
                cell.chosen.connect(self._on_cell_chosen)
            row.keep_both.toggled.connect(self._on_both_toggled)
        self._tell()

    def _intro(self, stale: Stale) -> str:
        count, others = len(stale.clashes), len(stale.kept_theirs) + len(stale.kept_mine)
        first = self.tr("1 field differs.") if count == 1 else self.tr("%1 fields differ.")
        words = [first.replace("%1", str(count)), self.tr("What you do not choose stays in the history.")]
        if others == 1:
            words.append(self.tr("One other change does not clash and is kept."))
        elif others:
            words.append(self.tr("%1 other changes do not clash and are kept.").replace("%1", str(others)))
        return " ".join(words)

    def _table(self, stale: Stale, who: str) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, 120)
        saved = self.tr("%1, saved %2").replace("%1", stale.theirs_by).replace("%2", stale.theirs_at)
        not_yet = self.tr("not saved yet")
        heads = (
            ("", ""),
            (self.tr("Theirs"), saved),
            (self.tr("Mine"), f"{who}, {not_yet}" if who else not_yet),
            (self.tr("As loaded"), self.tr("what both began from")),
        )
        for column, (first, second) in enumerate(heads):
            grid.addWidget(_head(first, second), 0, column)
            grid.setColumnStretch(column, 2 if column else 0)
        for place, row in enumerate(self.rows):
            name = label(row.difference.label, "label", wrap=True)
            name.setContentsMargins(20, 10, 8, 8)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(name, 2 * place + 2, 0)
            grid.addWidget(Divider(), 2 * place + 1, 0, 1, 4)
            for column, cell in enumerate(row.cells.values(), 1):
                grid.addWidget(cell, 2 * place + 2, column)
        return holder

    def _kept(self, stale: Stale) -> QWidget:
        foot = frame("band")
        line = QHBoxLayout(foot)
        line.setContentsMargins(20, 8, 20, 8)
        line.setSpacing(6)
        pairs = (
            (stale.kept_theirs, self.tr("Theirs, kept: %1")),
            (stale.kept_mine, self.tr("Yours, kept: %1")),
        )
        for names, words in pairs:
            if names:
                line.addWidget(IconLabel("check", 14, "rag.green.text"))
                line.addWidget(label(words.replace("%1", ", ".join(names)), "small", "secondary"))
                line.addSpacing(12)
        line.addStretch(1)
        line.addWidget(self._count)
        return foot

    def _add_buttons(self) -> None:
        self.all_theirs = Button(self.tr("All theirs"), "", "quiet")
        self.all_mine = Button(self.tr("All mine"), "", "quiet")
        self.back = Button(self.tr("Back to editing"), "", "", "Esc")
        self.save = Button(self.tr("Save chosen values"), "save", "primary")
        self.all_theirs.clicked.connect(self._on_all_theirs_clicked)
        self.all_mine.clicked.connect(self._on_all_mine_clicked)
        self.back.clicked.connect(self.dismiss)
        self.save.clicked.connect(self._on_save_clicked)
        self.foot.insertWidget(0, self.all_theirs)
        self.foot.insertWidget(1, self.all_mine)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.save)

    @override
    def open(self) -> None:
        super().open()
        self.back.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_cell_chosen(self) -> None:
        for row in self.rows:
            if self.sender() in {row.cells[Pick.THEIRS], row.cells[Pick.LOADED]}:
                row.keep_both.setChecked(False)
        self._tell()

    def _on_both_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        for row in self.rows:
            row.keep_both.set_icon("check" if row.keep_both.isChecked() else "")
            if is_on and self.sender() is row.keep_both:
                row.cells[Pick.MINE].radio.setChecked(True)
        self._tell()

    def _on_all_theirs_clicked(self) -> None:
        self._take(Pick.THEIRS)

    def _on_all_mine_clicked(self) -> None:
        self._take(Pick.MINE)

    def _take(self, pick: Pick) -> None:
        for row in self.rows:
            row.keep_both.setChecked(False)
            row.cells[pick].radio.setChecked(True)

    def _tell(self) -> None:
        done = sum(row.pick() is not None for row in self.rows)
        words = self.tr("%1 of %2 chosen").replace("%1", str(done)).replace("%2", str(len(self.rows)))
        self._count.setText(words)
        is_all = done == len(self.rows)
        self.save.refuse("" if is_all else self.tr("Choose one value in every line first."))

    def _on_save_clicked(self) -> None:
        chosen = tuple(found for row in self.rows if (found := row.chosen()) is not None)
        self.finish()
        self._on_choice(chosen)


def _head(first: str, second: str) -> QFrame:
    made = frame("pick-head")
    lines = QVBoxLayout(made)
    lines.setContentsMargins(12, 8, 8, 8)
    lines.setSpacing(0)
    lines.addWidget(label(first, "small-strong"))
    lines.addWidget(label(second, "small", "secondary"))
    return made
