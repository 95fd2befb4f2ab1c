"""From the first double-click to the board: every way to begin, and every way back in."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from amhp_desktop.domain.access import Permission, Role
from amhp_desktop.ui.shell.option_button import OptionButton
from tests.journeys.desk import (
    CREATE,
    DEMONSTRATION,
    JOIN,
    LOGIN,
    OPEN,
    PASSPHRASE,
    RESTORE,
    SERVICE,
    Desk,
    create_file,
)


def test_the_first_start_offers_every_way_to_begin_and_paper(desk: Desk) -> None:
    assert desk.gate.windowTitle() == "AMHP Desktop – First start"
    titles = [one.accessibleName() for one in desk.gate.findChildren(OptionButton)]
    for way, title in zip((JOIN, CREATE, OPEN, RESTORE, DEMONSTRATION), titles, strict=True):
        assert way in title


def test_the_demonstration_is_a_few_keys_away(desk: Desk) -> None:
    desk.choose(DEMONSTRATION)
    desk.wait_window()
    assert desk.board()
    assert "demonstration" in desk.foot()


def test_a_new_file_opens_on_an_empty_board_for_its_founder(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "northmere.amhp"
    create_file(desk, file)
    assert desk.board() == ()
    identity = desk.services.identity
    assert identity.name == "RAMAN, Priya"
    assert identity.role is Role.MANAGER
    assert identity.also == (Role.ADMIN,)
    for wanted in (Permission.RECORD_REQUESTS, Permission.EDIT_ROTA, Permission.MANAGE_USERS):
        assert identity.may(wanted)
    assert SERVICE in desk.foot()
