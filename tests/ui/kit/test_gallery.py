"""Every part of the kit on one board, in three themes and at 100 and 200 %: built, painted, named, changed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.errors import Problem, Weight
from amhp_desktop.ui.kit import icons, shapes, theme
from amhp_desktop.ui.kit.duties import ABSENCES, DUTIES, DutyBadge
from amhp_desktop.ui.kit.fields import (
    CheckField,
    CheckRow,
    ChipToggleRow,
    Choice,
    DateField,
    LongText,
    MomentField,
    NhsNumberField,
    PhoneField,
    SearchField,
    SegmentedChoice,
    TextField,
    TimeField,
)
from amhp_desktop.ui.kit.form import FormGrid, ProblemsList
from amhp_desktop.ui.kit.labels import Elided, IconLabel, row_of
from amhp_desktop.ui.kit.messages import Message, MessageAction, MessageArea
from amhp_desktop.ui.kit.panels import (
    Avatar,
    BannerFact,
    Chip,
    ClockCard,
    Divider,
    EmptyState,
    Entry,
    IconButton,
    Keycap,
    LineRow,
    Panel,
    PatientBanner,
    Priority,
    SectionHead,
    SidePanel,
    Step,
    StepState,
    StepTrail,
    Timeline,
    button,
    compact_button,
    frame,
    scrolled,
)
from amhp_desktop.ui.kit.progress import ProgressBox
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable

THEMES = ("light", "dark", "contrast")


def _clock() -> datetime:
    return datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


def _buttons() -> QWidget:
    off = button("Disabled")
    off.refuse("Choose a person first.")
    return row_of(
        button("Save", "save", "primary", "Ctrl S"), off, button("Quiet", "", "quiet"), compact_button("Compact"),
        button("Withdraw request", "", "danger"), button("How counted", "", "link"), IconButton("ellipsis", "More"),
        Keycap("F8"), None,
    )  # fmt: skip


def _chips() -> QWidget:
    kinds = ("red", "amber", "green", "accent", "grey", "outline")
    return row_of(
        *(Chip(kind, kind, "check") for kind in kinds),
        *(Priority(rag) for rag in ("red", "amber", "green", "none")),
        Avatar("TW"),
        Avatar("PR", "own"),
        Avatar("", "nobody"),
        IconLabel("phone"),
        *(DutyBadge(code) for code in (*DUTIES, *ABSENCES)),
        None,
    )


def _clocks() -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    for place, state in enumerate(("running", "soon", "urgent", "expired", "unknown", "met")):
        card = ClockCard(is_pressable=True)
        card.set_clock(
            state, title="s.136 ends 22:40", value="12hr 16min", unit="left", second="R-1047", progress=0.5
        )
        grid.addWidget(card, place // 3, place % 3)
    return holder


def _form() -> FormGrid:
    grid = FormGrid()
    grid.add_section("Who is calling", "needed: when, who, and how to reach them")
    grid.add("Received", MomentField(_clock), "received")
    grid.add("Caller", TextField(), "caller")
    grid.add("NHS No.", NhsNumberField(), "nhs")
    grid.add("Born", DateField(_clock), "born")
    grid.add("At", TimeField(_clock), "at")
    grid.add("Call back on", PhoneField(), "phone")
    grid.add_section("What is asked")
    grid.add("Request", Choice(((1, "Assessment for admission"),), "Not asked"), "kind")
    grid.add("View", SegmentedChoice(((1, "List"), (2, "Columns")), icons_of=("list", "columns-3")))
    grid.add("Known risk", CheckRow(((1, "Dog"), (2, "Weapon or threat"))))
    grid.add("Tried so far", ChipToggleRow(((1, "Crisis line"), (2, "Informal bed"))))
    grid.add("Copy", CheckField("Mark as copy"))
    grid.add("What has happened", LongText())
    grid.show_problems((Problem("caller", "Say who called."), Problem("born", "Ask.", Weight.LOOK)))
    return grid


def _table() -> RowsTable[int]:
    model = RowsModel(
        (Column("No", lambda row: Cell(f"R-{row}", "since 10:05", rag="amber")), Column("Name", str, grow=1)),
        key=lambda row: row,
    )
    table = RowsTable(model, name="Requests", is_two_line=True, empty=EmptyState("inbox", "No requests"))
    model.set_rows((1, 2, 3))
    return table


def _side() -> SidePanel:
    side = SidePanel("Timeline")
    side.add(
        Timeline((
            Entry("phone", "Bed call", "Possible after 14:30 · RAMAN", "13:18", "Tue 24-Nov"),
            Entry("flag", "Triaged Red", "Accepted · RAMAN", "09:26", "Mon 23-Nov", corrected_by="WILK"),
        ))
    )  # fmt: skip
    side.add(SectionHead("Holes", "next 28 days", (compact_button("Find cover"),)))
    progress = ProgressBox("Filling 11 holes", stop_words="Stop and keep best")
    progress.set_step(7, 11, "Nothing changes yet.")
    progress.set_time("0min 42s")
    progress.set_figures((("Holes left", "4"), ("Hard rules broken", "0")))
    side.add(progress)
    side.add_foot(button("Assign FROST", "user-check", "primary"))
    return side


def _board() -> QWidget:
    board = QWidget()
    board.setProperty("kind", "canvas")
    column = QVBoxLayout(board)
    banner = PatientBanner()
    facts = (BannerFact("Born", "14-Mar-1984 (42y)"), BannerFact("NHS No.", "999 318 8026"))
    banner.set_person(
        "HOLLOWAY, Darren (Mr)", prefers="Daz", facts=facts, alerts=("Do not visit alone",), more=facts
    )
    column.addWidget(banner)
    steps = (
        Step("Received", "09:05", StepState.PASSED),
        Step("Triaged", "09:26", StepState.CURRENT),
        Step("Closed"),
    )
    column.addWidget(StepTrail(steps))
    area = MessageArea()
    column.addWidget(area)
    area.say(Message("warning", "Nearest relative not yet told.", "Owed.", (MessageAction("Open", list),)))
    area.say(Message("error", "Not saved.", "Your change is still on screen."))
    panel = Panel("Bed", "Waiting 14min", (compact_button("Stop delay"),), icon="bed-double")
    panel.add(
        LineRow("Fenwick Ward", "Possible after 14:30", icon="hospital", ends=(Chip("Agreed", "green"),))
    )
    for part in (
        _buttons(),
        _chips(),
        _clocks(),
        Divider(),
        SearchField("Find or do", "Ctrl K"),
        Elided("x" * 400),
    ):
        panel.add(part)
    problems = ProblemsList()
    problems.set_problems((Problem("caller", "Say who called."),))
    panel.add(problems)
    middle = QWidget()
    row = QHBoxLayout(middle)
    row.addWidget(panel, 2)
    form = frame("panel")
    QVBoxLayout(form).addWidget(scrolled(_form()))
    row.addWidget(form, 1)
    row.addWidget(_side())
    column.addWidget(middle, 1)
    column.addWidget(_table())
    return board


@pytest.fixture
def board(qtbot: QtBot) -> QWidget:
    made = _board()
    qtbot.addWidget(made)
    made.resize(1920, 1300)
    made.show()
    return made


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_is_painted_in_every_theme_and_size(
    qapp: QApplication, board: QWidget, name: str, scale: float
) -> None:
    theme.apply(qapp, name, scale=scale)
    picture = board.grab().toImage()
    assert not picture.isNull()
    corner = picture.pixelColor(3, picture.height() - 3)
    assert corner == theme.colour("surface.canvas")
    assert theme.current() == name
    theme.apply(qapp, "light")


def test_nothing_that_takes_the_keyboard_is_without_a_name(board: QWidget) -> None:
    silent = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in board.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() and _is_stop(widget) and not _name_of(widget)
    ]
    assert not silent


def _name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & 1) and widget.focusProxy() is None


def test_targets_are_large_enough_to_hit(board: QWidget) -> None:
    small = [
        f"{type(widget).__name__} {widget.accessibleName()} {widget.width()}x{widget.height()}"
        for widget in board.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy()
        and _is_stop(widget)
        and min(widget.height(), widget.width()) < 24
    ]
    assert not small


def test_every_icon_can_be_drawn_in_every_size() -> None:
    for name in icons.names():
        for side in (14, 16, 20, 32):
            picture = icons.pixmap(name, side, "text.primary", 2.0)
            assert picture.width() == 2 * side
            assert picture.toImage().convertToFormat(picture.toImage().Format.Format_Alpha8).sizeInBytes()


@pytest.mark.parametrize("look", [theme.rag, theme.message_look, theme.clock_look])
def test_looks_name_icons_that_exist(look: Callable[[str], theme.Look]) -> None:
    states = {
        theme.rag: ("red", "amber", "green", "none"),
        theme.message_look: ("info", "success", "warning", "error"),
        theme.clock_look: ("running", "soon", "urgent", "expired", "unknown", "met"),
    }[look]
    known = {*icons.names(), *shapes.NAMES}
    for state in states:
        assert look(state).icon in known


def test_the_system_theme_is_one_of_ours(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.notifier().changed):
        theme.apply(qapp, "system")
    assert theme.current() in THEMES


def test_fonts_grow_with_the_text_size(qapp: QApplication) -> None:
    theme.apply(qapp, "light", scale=1.5)
    assert theme.font("body").pixelSize() == round(13 * 1.5)
    assert theme.font("body").family() == "Inter Desk"
    assert theme.size("button") == 45
