"""Who can open a database: people by passphrase, a printed recovery key, anybody for training."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.passphrases import problems_with
from amhp_desktop.storage.local import keyfile, recovery, wrapping
from amhp_desktop.storage.local.files import alone_with, utc_now
from amhp_desktop.storage.local.keyfile import KeyFile, Purpose, Tries
from amhp_desktop.storage.local.troubles import (
    FileRefused,
    KeyFileOfAnother,
    NoSuchUser,
    NotForTraining,
    RecoveryKeyMistyped,
    TooManyTries,
    WrongPassphrase,
    WrongRecoveryKey,
)
from amhp_desktop.storage.local.wrapping import Slot, SlotKind

MOST_TRIES = 7
CLOSED_FOR = timedelta(minutes=5)
_TRAINING_SECRET = b"open to whoever holds the file"  # training data are invented; this hides nothing


@dataclass(frozen=True, slots=True)
class Created:
    """A new key file's secrets: shown or used once, never stored. Drafts have no recovery key (empty)."""

    raw_key: bytes = field(repr=False)
    recovery_key: str = field(repr=False)


def beside(database: Path) -> Path:
    """Return the place of the key file of a database; every function here takes this path."""
    return database.with_name(database.name + ".keys")


def create(path: Path, login: str, passphrase: str, *, purpose: Purpose = Purpose.LIVE) -> Created:
    """Make the key file of a new database with its first person.

    Raises Refused for a weak passphrase (a person's drafts take any: it was accepted at sign-in) and
    FileRefused where a key file already is, since writing over it would lose a database.
    """
    if purpose is not Purpose.DRAFTS:
        _refuse_weak(passphrase, login)
    database_id, raw_key = keyfile.new_database_id(), wrapping.new_raw_key()
    slots = [wrapping.wrap_for_person(raw_key, database_id, _plain(login), passphrase)]
    shown = ""
    if purpose is not Purpose.DRAFTS:
        secret = recovery.new_secret()
        shown = recovery.shown(secret)
        slots.append(wrapping.wrap_for_secret(raw_key, database_id, SlotKind.RECOVERY, secret))
    _write_new(path, raw_key, KeyFile(database_id, purpose, "", tuple(slots)))
    return Created(raw_key, shown)


def create_for_training(path: Path) -> bytes:
    """Make a key file that opens without a passphrase and return the raw key; for invented data only."""
    database_id, raw_key = keyfile.new_database_id(), wrapping.new_raw_key()
    slot = wrapping.wrap_for_secret(raw_key, database_id, SlotKind.TRAINING, _TRAINING_SECRET)
    _write_new(path, raw_key, KeyFile(database_id, Purpose.TRAINING, "", (slot,)))
    return raw_key


def unlock(path: Path, login: str, passphrase: str, *, clock: Callable[[], datetime] = utc_now) -> bytes:
    """Return the raw key for a login and passphrase.

    Raises WrongPassphrase or NoSuchUser (the same sentence), TooManyTries for five minutes after seven wrong
    tries in a row, and what `keyfile.read` raises. Takes the same time whether the login exists or not.
    """
    login = _plain(login)
    with alone_with(path):
        keys = keyfile.read(path)
        slot = keys.person(login)
        counted_as = login if slot else ""
        tries = _tries_of(keys, counted_as)
        now = clock()
        _refuse_while_closed(tries, now)
        raw_key = _opened(slot, keys, passphrase)
        if raw_key is None:
            wrong = 1 if tries.wrong >= MOST_TRIES else tries.wrong + 1
            keyfile.write(path, _with_tries(keys, Tries(counted_as, wrong, now)))
        elif tries.wrong:
            keyfile.write(path, _with_tries(keys, Tries(counted_as, 0, now)))
    if raw_key is None:
        raise WrongPassphrase if slot else NoSuchUser
    return raw_key


def unlock_with_recovery(path: Path, recovery_key: str) -> bytes:
    """Return the raw key for the printed key; raises RecoveryKeyMistyped or WrongRecoveryKey."""
    secret = recovery.read(recovery_key)
    keys = keyfile.read(path)
    slot = keys.slot(SlotKind.RECOVERY)
    raw_key = slot and wrapping.open_with_secret(slot, keys.database_id, secret)
    if not raw_key:
        raise WrongRecoveryKey
    return raw_key


def unlock_for_training(path: Path) -> bytes:
    """Return the raw key of a training database; raises NotForTraining for any other."""
    keys = keyfile.read(path)
    slot = keys.slot(SlotKind.TRAINING)
    if keys.purpose is not Purpose.TRAINING or slot is None:
        raise NotForTraining
    raw_key = wrapping.open_with_secret(slot, keys.database_id, _TRAINING_SECRET)
    if raw_key is None:
        raise NotForTraining
    return raw_key


def fits(path: Path, raw_key: bytes) -> bool:
    """Tell whether the key file keeps this very key."""
    keys = keyfile.read(path)
    return keys.fingerprint == wrapping.fingerprint(raw_key, keys.database_id)


def opens(path: Path, secret: str) -> bool:
    """Tell whether a recovery key or somebody's passphrase opens a copy of the key file; counts no tries."""
    keys = keyfile.read(path)
    slot = keys.slot(SlotKind.RECOVERY)
    try:
        if slot and wrapping.open_with_secret(slot, keys.database_id, recovery.read(secret)):
            return True
    except RecoveryKeyMistyped:
        pass  # not written like a recovery key: somebody's passphrase
    people = (slot for slot in keys.slots if slot.kind is SlotKind.PERSON)
    return any(wrapping.open_for_person(slot, keys.database_id, secret) for slot in people)


def purpose_of(path: Path) -> Purpose:
    """Return what the keyed database is for."""
    return keyfile.read(path).purpose


def logins(path: Path) -> tuple[str, ...]:
    """Return who can open the database, in their stored spelling (lower case), sorted."""
    return tuple(sorted(slot.login for slot in keyfile.read(path).slots if slot.kind is SlotKind.PERSON))


def add_user(path: Path, raw_key: bytes, login: str, passphrase: str) -> None:
    """Let one more person open the database; raises Refused for a weak passphrase or a login in use."""
    _refuse_weak(passphrase, login)

    def added(keys: KeyFile) -> KeyFile:
        if keys.person(_plain(login)):
            raise Refused(Problem("login", "Somebody already signs in with this login."))
        slot = wrapping.wrap_for_person(raw_key, keys.database_id, _plain(login), passphrase)
        return replace(keys, slots=(*keys.slots, slot))

    _change(path, raw_key, added)


def remove_user(path: Path, raw_key: bytes, login: str) -> None:
    """Stop one person from opening the database from now on; copies of the key file are not changed.

    Raises Refused for the last person, and for a login nobody has.
    """

    def removed(keys: KeyFile) -> KeyFile:
        slot = keys.person(_plain(login))
        if slot is None:
            raise Refused(Problem("login", "Nobody signs in with this login."))
        if sum(each.kind is SlotKind.PERSON for each in keys.slots) == 1:
            raise Refused(Problem("login", "The last person who can open the database cannot be removed."))
        left = tuple(each for each in keys.slots if each is not slot)
        return replace(keys, slots=left, tries=tuple(t for t in keys.tries if t.login != slot.login))

    _change(path, raw_key, removed)


def change_passphrase(
    path: Path, login: str, old: str, new: str, *, clock: Callable[[], datetime] = utc_now
) -> None:
    """Replace one's own passphrase; raises what `unlock` raises, and Refused for a weak new one."""
    raw_key = unlock(path, login, old, clock=clock)
    reset_passphrase(path, raw_key, login, new)


def reset_passphrase(path: Path, raw_key: bytes, login: str, passphrase: str) -> None:
    """Give a person a new passphrase without the old one, after recovery or by an administrator."""
    if purpose_of(path) is not Purpose.DRAFTS:
        _refuse_weak(passphrase, login)

    def replaced(keys: KeyFile) -> KeyFile:
        old = keys.person(_plain(login))
        if old is None:
            raise Refused(Problem("login", "Nobody signs in with this login."))
        new = wrapping.wrap_for_person(raw_key, keys.database_id, old.login, passphrase)
        return replace(
            keys,
            slots=tuple(new if each is old else each for each in keys.slots),
            tries=tuple(t for t in keys.tries if t.login != old.login),
        )

    _change(path, raw_key, replaced)


def new_recovery_key(path: Path, raw_key: bytes) -> str:
    """Replace the recovery key, for example after a print was lost, and return the new one to print."""
    secret = recovery.new_secret()

    def replaced(keys: KeyFile) -> KeyFile:
        slot = wrapping.wrap_for_secret(raw_key, keys.database_id, SlotKind.RECOVERY, secret)
        return replace(keys, slots=(*(s for s in keys.slots if s.kind is not SlotKind.RECOVERY), slot))

    _change(path, raw_key, replaced)
    return recovery.shown(secret)


def _change(path: Path, raw_key: bytes, how: Callable[[KeyFile], KeyFile]) -> None:
    with alone_with(path):
        keys = keyfile.read(path)
        if keys.fingerprint != wrapping.fingerprint(raw_key, keys.database_id):
            raise KeyFileOfAnother
        keyfile.write(path, how(keys))


def _write_new(path: Path, raw_key: bytes, keys: KeyFile) -> None:
    with alone_with(path):
        if path.exists():
            raise FileRefused("A key file is already there; it")
        keyfile.write(path, replace(keys, fingerprint=wrapping.fingerprint(raw_key, keys.database_id)))


def _plain(login: str) -> str:
    return login.strip().casefold()


def _refuse_weak(passphrase: str, login: str) -> None:
    problems = problems_with(passphrase, login)
    if not _plain(login):
        problems = (Problem("login", "Enter a login."), *problems)
    if problems:
        raise Refused(*problems)


def _opened(slot: Slot | None, keys: KeyFile, passphrase: str) -> bytes | None:
    if slot is None:
        wrapping.spend_the_effort(passphrase)
        return None
    return wrapping.open_for_person(slot, keys.database_id, passphrase)


def _tries_of(keys: KeyFile, login: str) -> Tries:
    found = next((tries for tries in keys.tries if tries.login == login), None)
    return found or Tries(login, 0, datetime.min)  # noqa: DTZ901 — never compared while the count is 0


def _with_tries(keys: KeyFile, tries: Tries) -> KeyFile:
    others = tuple(each for each in keys.tries if each.login != tries.login)
    return replace(keys, tries=(*others, tries) if tries.wrong else others)


def _refuse_while_closed(tries: Tries, now: datetime) -> None:
    if tries.wrong < MOST_TRIES:
        return
    # A clock that was put back must not close the door for longer than five minutes from now.
    left = min(tries.last_at + CLOSED_FOR - now, CLOSED_FOR)
    if left > timedelta(0):
        raise TooManyTries(int(left.total_seconds()))
