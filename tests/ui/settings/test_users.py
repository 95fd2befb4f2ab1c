"""Users by keyboard: added, closed, opened again; one's own passphrase; the recovery key shown once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from amhp_desktop.domain.access import Permission, Role
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.services.local_opening import LocalSignIn, open_local
from amhp_desktop.services.opening import Opened
from amhp_desktop.ui.settings.accounts_view import AccountsView
from amhp_desktop.ui.settings.users import UsersSection
from tests.support.clock import MovableClock
from tests.ui.settings.conftest import SECRET
from tests.ui.settings.stage import Stage, focused, home, press, settle, write

At = Callable[[str], Stage]
NEW, OTHER = "granite otter whistles 81", "copper meadow lantern 47"


def users_of(stage: Stage) -> UsersSection:
    stage.show("users")
    section = stage.page.section
    assert isinstance(section, UsersSection)
    return section


def accounts_of(stage: Stage) -> AccountsView:
    found = users_of(stage).accounts
    assert found is not None
    return found


def add(stage: Stage, login: str, role: Qt.Key, secret: str) -> AccountsView:
    """Add a user with the keys alone; the person is the first member of staff."""
    users = accounts_of(stage)
    stage.do("page.primary")
    assert focused() is users.editor.form.login.editor
    write(login)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    press(role)
    users.editor.form.passphrase.setFocus()
    write(secret)
    stage.do("page.save")
    return users


@pytest.fixture
def sign_in(tmp_path: Path, clock: MovableClock, opened: list[Opened]) -> Callable[[str, str], Opened]:
    def enter(login: str, secret: str) -> Opened:
        opened.append(open_local(LocalSignIn(home(tmp_path), login, secret, tmp_path / "drafts"), clock))
        return opened[-1]

    return enter


def test_a_user_is_added_and_can_sign_in(own: Stage, sign_in: Callable[[str, str], Opened]) -> None:
    users = add(own, "sam.lee", Qt.Key.Key_C, NEW)
    assert own.said[-1].bold == "User added."
    line = users.table.current_row()
    assert line is not None
    assert (line.login, line.role) == ("sam.lee", Role.COORDINATOR)
    assert not own.page.has_unsaved
    assert sign_in("sam.lee", NEW).services.identity.may(Permission.TRIAGE)


def test_a_weak_passphrase_is_refused_beside_its_field_and_nothing_is_lost(own: Stage) -> None:
    users = add(own, "sam.lee", Qt.Key.Key_C, "short")
    assert "12 characters" in users.editor.form.passphrase.problem
    assert focused() is users.editor.form.passphrase.editor
    assert users.editor.form.login.value() == "sam.lee"
    write(NEW)
    own.do("page.save")
    assert own.said[-1].bold == "User added."


def test_an_account_is_closed_with_a_reason_and_opened_again(
    own: Stage, sign_in: Callable[[str, str], Opened]
) -> None:
    users = add(own, "sam.lee", Qt.Key.Key_C, NEW)
    users.editor.doors.close_button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = users.editor.doors.dialog
    assert dialog is not None
    press(Qt.Key.Key_Tab, times=2)
    press(Qt.Key.Key_Space)
    assert dialog.form.fields["reason"].problem
    write("Left the service")
    press(Qt.Key.Key_Tab, times=2)
    press(Qt.Key.Key_Space)
    with pytest.raises(Trouble):
        sign_in("sam.lee", NEW)
    users.editor.doors.reopen_button.setFocus()
    press(Qt.Key.Key_Space)
    write(OTHER)
    press(Qt.Key.Key_Tab, times=3)
    press(Qt.Key.Key_Space)
    assert own.said[-1].bold == "Account open again."
    sign_in("sam.lee", OTHER)


def test_nobody_closes_their_own_account_and_is_told_why(own: Stage) -> None:
    users = accounts_of(own)
    users.table.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert focused() is users.editor.form.role.editor
    assert not users.editor.doors.close_button.isEnabled()
    assert "your own" in users.editor.doors.close_button.accessibleDescription()


def test_one_changes_ones_own_passphrase(own: Stage, sign_in: Callable[[str, str], Opened]) -> None:
    users = users_of(own)
    users.views.set_value("own")
    view = users.own
    view.old.setFocus()
    write("wrong passphrase here")
    press(Qt.Key.Key_Tab)
    write(NEW)
    press(Qt.Key.Key_Tab)
    write(OTHER)
    press(Qt.Key.Key_Tab, times=2)
    press(Qt.Key.Key_Space)
    assert view.again.problem
    write(NEW)
    press(Qt.Key.Key_Tab, times=2)
    press(Qt.Key.Key_Space)
    assert view.old.problem == "This is not your present passphrase."
    write(SECRET)
    press(Qt.Key.Key_Tab, times=4)
    press(Qt.Key.Key_Space)
    assert own.said[-1].kind == "success"
    assert view.new.value() == ""
    sign_in("ada.lee", NEW)


def test_a_new_recovery_key_is_shown_once_printed_and_opens_the_file(
    own: Stage, sign_in: Callable[[str, str], Opened]
) -> None:
    view = users_of(own).own
    users_of(own).views.set_value("own")
    view.key_button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = view.key_dialog
    assert dialog is not None
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.print_button.setFocus()
    press(Qt.Key.Key_Space)
    assert own.printed[0].startswith(b"%PDF")
    key = dialog.key_box.accessibleName().removeprefix("Recovery key: ").replace(" ", "-")
    dialog.done_button.setFocus()
    press(Qt.Key.Key_Space)
    settle()
    sign_in("ada.lee", key)


def test_roles_are_a_table_in_words(at: At) -> None:
    users = users_of(at("priya.raman"))
    users.views.set_value("roles")
    model = users.roles.model
    heads = [column.header for column in model.columns]
    cell = model.cell_at(
        [each.value for each in model.rows].index("manage_users"), heads.index("Administrator")
    )
    assert cell is not None
    assert cell.text == "Yes"


def test_those_who_may_not_manage_users_see_why_and_their_own_account(at: At) -> None:
    stage = at("tomasz.wilk")
    users = users_of(stage)
    assert users.view == "own"
    users.views.set_value("users")
    assert "Administrator" in stage.page.reasons_off()["page.primary"]


def test_the_training_database_says_why_no_passphrase_can_be_given(at: At) -> None:
    stage = at("admin")
    users = accounts_of(stage)
    users.table.select_key(users.model.rows[2].id)
    settle()
    assert "training" in users.editor.doors.passphrase_button.accessibleDescription()
    assert "training" in stage.page.reasons_off()["page.primary"]
    users.editor.form.role.set_value(Role.AMHP)
    stage.do("page.save")
    assert users.model.rows[2].role is Role.AMHP
