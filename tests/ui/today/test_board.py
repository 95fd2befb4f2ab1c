"""The board: what runs out next comes first, rows keep still, and what others did is marked until read."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import Decision, Priority, TriageDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.today.board_rows import BoardFilter
from tests.support.clock import MovableClock
from tests.ui.today.conftest import Today, record, s136

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_next_deadline_stands_first_in_cards_and_rows(today: Today) -> None:
    assert today.people() == ["UNKNOWN, Male", "KOVACS, Judit (Ms)"]
    first, second = today.page.view.clocks.cards[:2]
    assert first.accessibleName() == "s.136 ends 22:40, 14hr 10min left, R-1047 UNKNOWN, Male, running"
    assert second.accessibleName().startswith("Sign and admit by Sat 28-Nov, 4 days left, R-1041")
    assert not today.page.view.clocks.cards[2].isVisible()


def test_every_cell_says_its_sentence(today: Today) -> None:
    model = today.page.view.board.model
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [model.data(model.index(0, column), role) for column in range(len(model.columns))]
    assert said[0] == "Priority: Red, R-1047"
    assert said[3] == "Clock: 14hr 10min, running, s.136 ends 22:40"
    assert "AMHP: KEANE, Orla" in said[5]


def test_enter_opens_the_request_and_a_card_does_too(today: Today, services: Services) -> None:
    first = services.board.board().open[0].id
    today.page.view.board.table.setFocus()
    today.stage.press(Key.Key_Return)
    today.page.view.clocks.cards[0].setFocus()
    today.stage.press(Key.Key_Return)
    assert today.stage.places == [Place("request", first), Place("request", first)]


def test_ctrl_n_begins_a_new_request(today: Today) -> None:
    today.stage.press(Key.Key_N, CONTROL)
    assert today.stage.places == [Place("intake")]


def test_a_row_does_not_move_under_the_keyboard(today: Today, colleague: Services) -> None:
    table = today.page.view.board.table
    today.stage.press(Key.Key_Down)
    current = table.current_row()
    assert current is not None
    for _ in range(2):
        request_id = record(colleague, "Fenn")
        version = colleague.requests.load(request_id).version
        draft = TriageDraft(Priority.RED, Decision.ACCEPT, "Danger", None, referrer_told=True)
        colleague.requests.triage(request_id, version, draft, operation("request:triage"))
    today.refresh()

    assert today.people()[:2] == ["UNKNOWN, Male", "KOVACS, Judit (Ms)"]
    after = table.current_row()
    assert after is not None
    assert after.line.id == current.line.id
    moved = today.page.view.board.moved
    assert moved.isVisible()
    assert moved.words.text() == "2 rows moved"

    moved.button.setFocus()
    today.stage.press(Key.Key_Space)
    assert today.people() == ["FENN, Margaret (Mrs)"] * 2 + ["UNKNOWN, Male", "KOVACS, Judit (Ms)"]
    assert not moved.isVisible()
    again = table.current_row()
    assert again is not None
    assert again.line.id == current.line.id


def test_what_a_colleague_did_is_marked_until_it_is_read(today: Today, colleague: Services) -> None:
    record(colleague)
    today.refresh()
    model = today.page.view.board.model
    line = next(place for place in range(model.rowCount()) if model.is_fresh(place))
    state = model.cell_at(line, 4)
    assert state is not None
    assert state.second_text == "new 08:30"
    assert today.page.news.accessibleName() == "1 change since 08:30"
    today.stage.press(Key.Key_End, CONTROL)
    assert not any(model.is_fresh(place) for place in range(model.rowCount()))


def test_what_i_did_myself_is_not_news(today: Today, services: Services) -> None:
    record(services)
    today.refresh()
    model = today.page.view.board.model
    assert not any(model.is_fresh(place) for place in range(model.rowCount()))
    assert "PRENTICE, Margaret (Mrs)" in today.people()


def test_filters_count_and_narrow(today: Today, services: Services) -> None:
    record(services)
    today.refresh()
    chips = today.page.view.board.chips
    words = [" ".join(button.text().split()) for button in chips.buttons.values()]
    assert words == ["Open 3", "Mine 0", "Awaiting bed 1", "No AMHP 1", "Overdue 0"]
    chips.choose(BoardFilter.AWAITING_BED)
    assert today.people() == ["KOVACS, Judit (Ms)"]
    chips.choose(BoardFilter.MINE)
    assert today.people() == []
    assert today.page.view.board.empty.isVisible()
    today.page.view.board.all_button.setFocus()
    today.stage.press(Key.Key_Space)
    assert len(today.people()) == 3


def test_mine_are_the_ones_i_am_the_amhp_of(services: Services) -> None:
    lines = services.board.board().open
    held = next(line for line in lines if line.amhp_id is not None)
    mine = replace(services.identity, staff_id=held.amhp_id)
    assert [line.id for line in lines if line.amhp_id == mine.staff_id] == [held.id]


def test_clocks_are_put_into_words_every_minute(
    today: Today, clock: MovableClock, services: Services
) -> None:
    before = today.page.view.clocks.cards[0].accessibleName()
    clock.move(timedelta(minutes=1))
    today.page.minute.passed.emit()
    after = today.page.view.clocks.cards[0].accessibleName()
    assert "14hr 10min" in before
    assert "14hr 9min" in after
    assert today.page.subtitle() == "Tue 24-Nov-2026  08:31"
    assert 0 < today.page.minute.timer.remainingTime() <= 60_100


def test_a_clock_that_has_run_out_is_loud(today: Today, clock: MovableClock, services: Services) -> None:
    s136(services)
    clock.move(timedelta(hours=14, minutes=11))
    today.refresh()
    assert today.page.view.clocks.cards[0].accessibleName().startswith("s.136 ends 22:40, Ended 22:40")
    assert today.page.view.board.chips.buttons[BoardFilter.OVERDUE].text().endswith("1")


def test_closed_today_stand_in_a_group_of_their_own(today: Today, services: Services) -> None:
    request_id = record(services)
    version = services.requests.load(request_id).version
    advice = TriageDraft(None, Decision.ADVICE, "GP will see her", None, referrer_told=True)
    services.requests.triage(request_id, version, advice, operation("request:triage"))
    tell_everybody(services, request_id)
    version = services.requests.load(request_id).version
    services.requests.close(request_id, version, operation("request:close"))
    today.refresh()
    model = today.page.view.board.model
    heads = [head for place in range(model.rowCount()) if (head := model.head_at(place)) is not None]
    assert [(head.title, head.count) for head in heads] == [("Closed today", 1)]
    assert model.is_muted(model.line_of(request_id))
    assert today.page.view.board.chips.buttons[BoardFilter.OPEN].text().endswith("2")


def tell_everybody(services: Services, request_id: int) -> None:
    """Tell everybody on a request's told-list."""
    from amhp_desktop.domain.assessments import ToldDraft, ToldState

    for told in services.reader.view(request_id).told:
        draft = ToldDraft(ToldState.TOLD, services.clock(), "")
        services.outcomes.tell(request_id, told.who, draft, operation("told:tell"))


def test_printing_gives_the_board_that_is_shown(today: Today) -> None:
    today.stage.press(Key.Key_P, CONTROL)
    today.stage.bot.waitUntil(lambda: bool(today.printed))
    pdf, name = today.printed[0]
    assert pdf.startswith(b"%PDF")
    assert name == "Board Tue 24-Nov-2026"
