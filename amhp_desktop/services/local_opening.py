"""Opening a local, encrypted database: create, sign in, or start the demonstration."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.services.backups import refuse_broken_trail
from amhp_desktop.services.demonstration import DemonstrationClock, fill, opening_time
from amhp_desktop.services.founding import NewService, found
from amhp_desktop.services.kept_drafts import KeptDrafts, open_drafts
from amhp_desktop.services.logins import LocalLogins, TrainingLogins
from amhp_desktop.services.opening import Clock, Opened, actor_for, sign_in
from amhp_desktop.services.surroundings import BackupPlace, Surroundings
from amhp_desktop.storage import migration
from amhp_desktop.storage.audit.anchors import AnchorBook
from amhp_desktop.storage.changes import LocalChangeFeed
from amhp_desktop.storage.database import Database
from amhp_desktop.storage.local import backup, checks, keys, recovery
from amhp_desktop.storage.local.drafts import DraftStore, TrainingDraftKey, path_for
from amhp_desktop.storage.local.engine import engine_for
from amhp_desktop.storage.local.files import COMPANIONS
from amhp_desktop.storage.local.integrity import refuse_foreign_file
from amhp_desktop.storage.local.places import refuse_unsafe_place
from amhp_desktop.storage.local.troubles import RecoveryKeyMistyped, trouble_from
from amhp_desktop.storage.local_engines import LocalEngines
from amhp_desktop.storage.people import SettingRow

DEMONSTRATION_LASTS = timedelta(hours=24)
DEMONSTRATION_LOGIN = "priya.raman"


@dataclass(frozen=True, slots=True)
class LocalSignIn:
    """What opens a local file: where it is, who, their passphrase, and where this person's drafts are kept."""

    path: Path
    login: str
    passphrase: str = field(repr=False)
    drafts_folder: Path = field(default_factory=Path)


def create_local(path: Path, new: NewService, passphrase: str, clock: Clock) -> str:
    """Make a new encrypted database with its first user and return the recovery key to be printed.

    Raises Refused for a weak passphrase and Trouble where a database already is, or the place is not safe.
    """
    if path.exists():
        raise Trouble("There is already a file of this name.", to_do="Choose another name.")
    checks.refuse_bad_place(path)
    created = keys.create(keys.beside(path), new.login, passphrase)
    try:
        with _in_words():
            _fill_new(path, created.raw_key, new, clock)
    except BaseException:
        _remove_half_made(path)
        raise
    return created.recovery_key


def _fill_new(path: Path, raw_key: bytes, new: NewService, clock: Clock) -> None:
    engine = engine_for(path, raw_key)
    try:
        migration.upgrade(engine, lambda: None, login=new.login)
        found(Database(LocalEngines(engine), actor_for(new.login), clock), new)
    finally:
        engine.dispose()


def _remove_half_made(path: Path) -> None:
    """Remove what was begun a moment ago and holds no record, so that the next try finds the place free."""
    for ending in COMPANIONS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def look_at(path: Path) -> None:
    """Say, before anybody types a passphrase, why none could open this file here.

    Raises DatabaseMissing, NotOurFile, UnsafePlace, and what a missing or damaged key file raises.
    """
    refuse_unsafe_place(path)
    refuse_foreign_file(path)
    keys.purpose_of(keys.beside(path))


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what the file's driver says into a Trouble; anything it cannot mean stays a bug."""
    try:
        yield
    except (DBAPIError, sqlcipher.DatabaseError) as error:
        raise trouble_from(error) or error from error


def open_local(how: LocalSignIn, clock: Clock) -> Opened:
    """Check and open a local database; a newer program's schema is opened for reading only.

    An older schema is brought up to date, with a verified backup first. Raises WrongPassphrase and the other
    Troubles of the local storage.
    """
    look_at(how.path)
    raw_key = _raw_key(how.path, how.login, how.passphrase)
    opening = checks.check(how.path, raw_key)
    engine = engine_for(how.path, raw_key)
    try:
        with _in_words():
            return _signed_in(how, raw_key, engine, opening, clock)
    except BaseException:
        engine.dispose()
        checks.closed(how.path, opening)
        raise


def _signed_in(
    how: LocalSignIn, raw_key: bytes, engine: Engine, opening: checks.Opening, clock: Clock
) -> Opened:
    _upgrade(how.path, raw_key, engine_login=how.login)
    place = _drafts_of(how)
    kept = open_drafts(place, how.login, how.passphrase, clock())
    around = Surroundings(
        str(how.path), LocalLogins(how.path, raw_key, place), _backups(how.path, raw_key),
        AnchorBook(how.drafts_folder, str(how.path)),
    )  # fmt: skip
    return sign_in(
        LocalEngines(engine), how.login, clock, kept, where=f"local file {how.path.stem}", around=around,
        make_feed=lambda changed, lost, back: LocalChangeFeed(engine, changed, lost, back),
        check_passphrase=lambda typed: _raw_key(how.path, how.login, typed),
        on_close=lambda: checks.closed(how.path, opening),
    )  # fmt: skip


def _raw_key(path: Path, login: str, typed: str) -> bytes:
    """Return the key of the database by passphrase, or by the printed recovery key typed in its place."""
    if _is_recovery_key(typed):
        return keys.unlock_with_recovery(keys.beside(path), typed)
    return keys.unlock(keys.beside(path), login, typed)


def _is_recovery_key(typed: str) -> bool:
    try:
        recovery.read(typed)
    except RecoveryKeyMistyped:
        return False
    return True


def _drafts_of(how: LocalSignIn) -> Path:
    """Return where this person's typing is kept: what their passphrase guards stays for the day it is found."""
    by_key = ":recovery key" if _is_recovery_key(how.passphrase) else ""
    return path_for(how.drafts_folder, f"{how.path.name}:{how.login}{by_key}")


def backup_folder(path: Path) -> Path:
    """Return where a local database's backups are kept unless the service chooses another place."""
    return path.parent / f"{path.stem} backups"


def _backups(path: Path, raw_key: bytes) -> BackupPlace:
    return BackupPlace(path, raw_key, backup_folder(path))


def _upgrade(path: Path, raw_key: bytes, engine_login: str) -> None:
    engine = engine_for(path, raw_key)
    try:
        if migration.state(engine).newer:
            return
        migration.upgrade(
            engine,
            lambda: _back_up_first(path, raw_key),
            login=engine_login,
        )
    finally:
        engine.dispose()


def _back_up_first(path: Path, raw_key: bytes) -> None:
    backup.back_up(path, raw_key, backup_folder(path), refuse_broken_trail)


def open_demonstration(
    folder: Path, real: Clock, *, login: str = DEMONSTRATION_LOGIN, afresh: bool = False
) -> Opened:
    """Open the demonstration, made anew where there is none, it is over a day old, or ``afresh`` asks.

    Its data are invented and its key needs no passphrase; its clock begins at 08:30 on 24-Nov-2026.
    """
    path = folder / "demonstration.db"
    if afresh or not path.exists():
        _make_demonstration(path, real)
    raw_key = keys.unlock_for_training(keys.beside(path))
    opening = checks.check(path, raw_key)
    engine = engine_for(path, raw_key)
    began = _began(engine)
    if began is None or real() - began > DEMONSTRATION_LASTS:
        engine.dispose()
        return open_demonstration(folder, real, login=login, afresh=True)
    place = path_for(folder, f"demonstration:{login}")
    store = DraftStore(place, TrainingDraftKey(place).find())
    return sign_in(
        LocalEngines(engine), login, DemonstrationClock(opening_time(), began, real), KeptDrafts(store),
        where="demonstration", training=True,
        around=Surroundings(f"{path}, invented", TrainingLogins(), _backups(path, raw_key)),
        make_feed=lambda changed, lost, back: LocalChangeFeed(engine, changed, lost, back),
        check_passphrase=lambda _typed: None,
        on_close=lambda: checks.closed(path, opening),
    )  # fmt: skip


def _make_demonstration(path: Path, real: Clock) -> None:
    for old in path.parent.glob("demonstration.db*"):
        old.unlink()
    for old in path.parent.glob("drafts-*"):
        old.unlink()
    shutil.rmtree(backup_folder(path), ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = engine_for(path, keys.create_for_training(keys.beside(path)))
    try:
        migration.upgrade(engine, lambda: None, login="demonstration")
        fill(Database(LocalEngines(engine), actor_for("demonstration"), real), real())
    finally:
        engine.dispose()


def _began(engine: Engine) -> datetime | None:
    with engine.execution_options(write=False).connect() as connection:
        value = connection.scalar(select(SettingRow.value).where(SettingRow.key == "demonstration_began"))
    return datetime.fromisoformat(value) if value else None
