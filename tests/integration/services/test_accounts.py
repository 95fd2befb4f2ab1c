"""Administrators let people in, change what they may do and close the door, and nobody is locked out by halves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from amhp_desktop.domain.access import Permission, Role
from amhp_desktop.domain.accounts import AccountDraft
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused, Stale, Trouble
from amhp_desktop.services.accounts import AccountLine, AccountService
from amhp_desktop.services.founding import NewService
from amhp_desktop.services.local_opening import LocalSignIn, create_local, open_local
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.service_settings import SettingsDraft
from amhp_desktop.services.shared_opening import SharedPlace, SharedSignIn, open_shared
from amhp_desktop.storage.audit.verify import verify
from amhp_desktop.storage.local import keys
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration
from tests.support.postgres import PostgresServer
from tests.support.service import PASSWORD, shared_demonstration

OLD, NEW, OTHER = "violet harbour sings 29", "granite otter whistles 81", "copper meadow lantern 47"

SignIn = Callable[[str, str], Opened]


class Place:
    """A database with an administrator, and a way to sign in as anybody; everything is closed at the end."""

    def __init__(self, way: SignIn, admin: str, secret: str) -> None:
        self._way = way
        self._open: list[Opened] = []
        self.login = admin
        self.admin = self.sign_in(admin, secret)
        self.is_local = self.admin.database.engine.dialect.name == "sqlite"

    @property
    def accounts(self) -> AccountService:
        return self.admin.services.accounts

    def sign_in(self, login: str, secret: str) -> Opened:
        opened = self._way(login, secret)
        self._open.append(opened)
        return opened

    def line(self, login: str) -> AccountLine:
        return next(line for line in self.accounts.lines() if line.login == login)

    def close(self) -> None:
        for opened in self._open:
            opened.close()


@pytest.fixture
def local(tmp_path: Path, clock: MovableClock) -> Iterator[Place]:
    path = tmp_path / "northmere.amhp"
    create_local(path, NewService("Northmere", "Northmere Council", "Lee", "Ada", "ada.lee"), OLD, clock)
    place = Place(
        lambda login, secret: open_local(LocalSignIn(path, login, secret, tmp_path / "drafts"), clock),
        "ada.lee",
        OLD,
    )
    yield place
    place.close()


@pytest.fixture
def server(postgres_server: PostgresServer, tmp_path: Path, clock: MovableClock) -> Iterator[Place]:
    made = shared_demonstration(postgres_server, tmp_path, clock)
    where = SharedPlace(postgres_server.host, postgres_server.port, made.database)
    place = Place(
        lambda login, secret: open_shared(SharedSignIn(where, login, secret, tmp_path / "drafts"), clock),
        "admin",
        PASSWORD,
    )
    yield place
    place.close()
    postgres_server.drop_database(made.database)


@pytest.fixture(params=["local", "server"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def newcomer(place: Place, postgres_server: PostgresServer) -> Iterator[str]:
    """Give a user name nobody has; a login made for it is removed from the server."""
    login = f"sam.{uuid4().hex[:8]}"
    yield login
    place.close()
    with postgres_server.connect() as connection:
        connection.execute(f'DROP ROLE IF EXISTS "{login}"')


def somebody(place: Place, login: str, role: Role = Role.AMHP) -> AccountDraft:
    return AccountDraft(login, place.accounts.staff()[0].id, role)


def test_a_new_person_signs_in_with_the_first_passphrase_and_in_their_role(
    place: Place, newcomer: str
) -> None:
    place.accounts.add(somebody(place, f" {newcomer.upper()} "), NEW, operation("account:add"))
    identity = place.sign_in(newcomer, NEW).services.identity
    assert (identity.login, identity.role) == (newcomer, Role.AMHP)
    line = place.line(newcomer)
    assert line.active
    assert not line.lacks_passphrase
    if place.is_local:  # an administrator of a server may not read the trail
        assert verify(place.admin.database.engine) == ()


def test_saving_twice_makes_one_account(place: Place, newcomer: str) -> None:
    once = operation("account:add")
    first = place.accounts.add(somebody(place, newcomer), NEW, once)
    assert place.accounts.add(somebody(place, newcomer), NEW, once).ids == first.ids
    place.sign_in(newcomer, NEW)


def test_what_is_wrong_is_named_beside_its_field_and_nothing_is_made(place: Place, newcomer: str) -> None:
    with pytest.raises(Refused) as refused:
        place.accounts.add(AccountDraft("Sam Lee", None, Role.AMHP), "short", operation("account:add"))
    assert {problem.field for problem in refused.value.problems} >= {"login", "staff_id", "passphrase"}
    place.accounts.add(somebody(place, newcomer), NEW, operation("account:add"))
    with pytest.raises(Refused) as refused:
        place.accounts.add(somebody(place, newcomer), OTHER, operation("account:add"))
    assert [problem.field for problem in refused.value.problems] == ["login"]
    place.sign_in(newcomer, NEW)


def test_a_login_that_cannot_be_made_leaves_no_account(
    place: Place, newcomer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise Trouble("The key file could not be written.")

    with monkeypatch.context() as broken:
        broken.setattr(type(place.accounts.logins), "add", fail)
        with pytest.raises(Trouble):
            place.accounts.add(somebody(place, newcomer), NEW, operation("account:add"))
    assert newcomer not in {line.login for line in place.accounts.lines()}
    place.accounts.add(somebody(place, newcomer), NEW, operation("account:add"))
    place.sign_in(newcomer, NEW)


def test_a_login_made_before_its_account_was_kept_is_finished_by_the_next_try(
    place: Place, newcomer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(_session: object) -> None:
        raise Trouble("The connection was lost while saving.")

    again = operation("account:add")
    with monkeypatch.context() as broken:
        broken.setattr(type(place.admin.database), "_commit", lambda _self, session: lose(session))
        with pytest.raises(Trouble):
            place.accounts.add(somebody(place, newcomer), NEW, again)
    with pytest.raises(Trouble, match="Nobody with this user name"):
        place.sign_in(newcomer, NEW)
    place.accounts.add(somebody(place, newcomer), OTHER, again)
    place.sign_in(newcomer, OTHER)


def test_another_role_counts_from_the_next_sign_in(place: Place, newcomer: str) -> None:
    added = place.accounts.add(somebody(place, newcomer), NEW, operation("account:add"))
    loaded = place.accounts.load(added.id)
    place.accounts.save(loaded, somebody(place, newcomer, Role.COORDINATOR), operation("account:save"))
    identity = place.sign_in(newcomer, NEW).services.identity
    assert identity.may(Permission.ALLOCATE)
    with pytest.raises(Stale):
        place.accounts.save(loaded, somebody(place, newcomer, Role.EDT), operation("account:save"))


def test_further_roles_are_for_local_files_alone(place: Place, newcomer: str) -> None:
    draft = AccountDraft(newcomer, place.accounts.staff()[0].id, Role.AMHP, (Role.AUDITOR,))
    if place.is_local:
        place.accounts.add(draft, NEW, operation("account:add"))
        assert place.sign_in(newcomer, NEW).services.identity.may(Permission.READ_AUDIT)
        return
    with pytest.raises(Refused, match="one role"):
        place.accounts.add(draft, NEW, operation("account:add"))


def test_a_closed_account_lets_nobody_in_until_it_is_opened_again(place: Place, newcomer: str) -> None:
    added = place.accounts.add(somebody(place, newcomer), NEW, operation("account:add"))
    with pytest.raises(Refused, match="why"):
        place.accounts.close(added.id, operation("account:close"))
    place.accounts.close(added.id, operation("account:close", "Left the service"))
    with pytest.raises(Trouble):
        place.sign_in(newcomer, NEW)
    assert not place.line(newcomer).active
    place.accounts.reopen(added.id, OTHER, operation("account:reopen"))
    place.sign_in(newcomer, OTHER if place.is_local else NEW)


def test_nobody_can_close_themselves_or_leave_the_service_without_an_administrator(place: Place) -> None:
    own = place.line(place.login)
    with pytest.raises(Refused, match="your own account"):
        place.accounts.close(own.id, operation("account:close", "Tired"))
    loaded = place.accounts.load(own.id)
    person = place.accounts.staff()[0].id
    with pytest.raises(Refused) as refused:
        place.accounts.save(loaded, AccountDraft(place.login, person, Role.AMHP), operation("account:save"))
    assert refused.value.problems[0].field == "role"
    assert place.line(place.login).role is own.role


def test_a_new_passphrase_lets_in_and_the_old_one_no_longer(place: Place, newcomer: str) -> None:
    added = place.accounts.add(somebody(place, newcomer), NEW, operation("account:add"))
    place.sign_in(newcomer, NEW).services.drafts.keep("intake", "new", SettingsDraft())
    place.accounts.reset_passphrase(added.id, OTHER, operation("account:reset"))
    with pytest.raises(Trouble):
        place.sign_in(newcomer, NEW)
    again = place.sign_in(newcomer, OTHER)
    assert "set aside" in again.notice
    assert place.line(newcomer).changed_by == place.login


def test_ones_own_passphrase_changes_with_the_old_one_and_keeps_unsaved_typing(
    place: Place, newcomer: str
) -> None:
    place.accounts.add(somebody(place, newcomer), NEW, operation("account:add"))
    own = place.sign_in(newcomer, NEW)
    own.services.drafts.keep("intake", "new", SettingsDraft("half typed"))
    with pytest.raises(Refused) as refused:
        own.services.accounts.change_own_passphrase(OLD, OTHER, operation("account:own"))
    assert [problem.field for problem in refused.value.problems] == ["old"]
    own.services.accounts.change_own_passphrase(NEW, OTHER, operation("account:own"))
    own.database.engine.dispose()
    assert own.services.settings.now().idle_minutes == 10
    again = place.sign_in(newcomer, OTHER)
    assert again.notice == ""
    assert again.services.drafts.kept("intake", SettingsDraft)[0].draft.service_name == "half typed"


def test_a_new_recovery_key_takes_the_place_of_the_old_one(local: Place, tmp_path: Path) -> None:
    shown = local.accounts.new_recovery_key(operation("account:recovery-key"))
    assert keys.unlock_with_recovery(keys.beside(tmp_path / "northmere.amhp"), shown)
    opened = local.sign_in("ada.lee", shown)
    assert opened.services.identity.may(Permission.MANAGE_USERS)


def test_only_those_who_manage_users_may(demonstration: Demonstration) -> None:
    for login in ("priya.raman", "marcus.oyelaran", "tomasz.wilk"):
        accounts = demonstration.services(login).accounts
        with pytest.raises(Refused, match="manage users"):
            accounts.lines()
        with pytest.raises(Refused, match="manage users"):
            accounts.new_recovery_key(operation("account:recovery-key"))


def test_the_training_database_says_why_nobody_gets_a_passphrase(
    local_template: Path, tmp_path: Path
) -> None:
    from tests.support.demonstrations import copy_local

    opened = copy_local(local_template, tmp_path).open("admin", MovableClock())
    accounts = opened.services.accounts
    with pytest.raises(Refused, match="training"):
        accounts.add(AccountDraft("new.person", None, Role.ADMIN), NEW, operation("account:add"))
    with pytest.raises(Refused, match="training"):
        accounts.change_own_passphrase("", NEW, operation("account:own"))
    opened.close()
