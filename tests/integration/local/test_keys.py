"""The key file: who can open the database, and how it withstands guessing, damage and newer versions."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amhp_desktop.domain.errors import Refused
from amhp_desktop.storage.local import keyfile, keys, recovery
from amhp_desktop.storage.local.keyfile import Purpose
from amhp_desktop.storage.local.troubles import (
    FileRefused,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileOfAnother,
    KeyFileTooNew,
    NoSuchUser,
    NotForTraining,
    RecoveryKeyMistyped,
    TooManyTries,
    WrongPassphrase,
    WrongRecoveryKey,
)
from tests.integration.local.conftest import LOGIN, PASSPHRASE
from tests.support.clock import MovableClock

OTHER = "nine lanterns by the canal"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return keys.beside(tmp_path / "amhp.db")


@pytest.fixture
def created(path: Path) -> keys.Created:
    return keys.create(path, LOGIN, PASSPHRASE)


def test_the_passphrase_opens_and_the_login_may_be_typed_in_any_case(
    path: Path, created: keys.Created
) -> None:
    assert keys.unlock(path, LOGIN, PASSPHRASE) == created.raw_key
    assert keys.unlock(path, f" {LOGIN.upper()} ", PASSPHRASE) == created.raw_key
    assert len(created.raw_key) == 32


def test_accents_open_however_the_keyboard_composes_them(path: Path) -> None:
    created = keys.create(path, LOGIN, "cafe\u0301 au lait, please")
    assert keys.unlock(path, LOGIN, "caf\u00e9 au lait, please") == created.raw_key


def test_a_wrong_passphrase_and_an_unknown_login_look_the_same(path: Path, created: keys.Created) -> None:
    with pytest.raises(WrongPassphrase) as wrong:
        keys.unlock(path, LOGIN, OTHER)
    with pytest.raises(NoSuchUser) as unknown:
        keys.unlock(path, "nobody", OTHER)
    assert not isinstance(wrong.value, NoSuchUser)
    assert [wrong.value.happened, wrong.value.to_do] == [unknown.value.happened, unknown.value.to_do]


def test_the_key_file_holds_no_secret_and_is_private(path: Path, created: keys.Created) -> None:
    content = path.read_text()
    secrets = (PASSPHRASE, created.raw_key.hex(), created.recovery_key, created.recovery_key.replace("-", ""))
    assert not [secret for secret in secrets if secret in content]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.logins(path) == (LOGIN,)
    assert json.loads(content)["slots"][0]["argon2id"] == {"memory_kib": 65536, "passes": 3, "lanes": 4}


def test_no_repr_shows_a_secret(path: Path, created: keys.Created) -> None:
    shown = repr(created) + repr(keyfile.read(path))
    slot = keyfile.read(path).slots[0]
    assert not [s for s in (created.recovery_key, repr(created.raw_key), repr(slot.wrapped)) if s in shown]


def test_a_weak_passphrase_makes_no_file(path: Path) -> None:
    with pytest.raises(Refused) as refused:
        keys.create(path, LOGIN, "jo.bloggs 1")
    assert len(refused.value.problems) == 2
    with pytest.raises(Refused, match="Enter a login"):
        keys.create(path, " ", PASSPHRASE)
    assert not path.exists()


def test_a_key_file_is_never_written_over(path: Path, created: keys.Created) -> None:
    before = path.read_bytes()
    with pytest.raises(FileRefused):
        keys.create(path, "someone", PASSPHRASE)
    with pytest.raises(FileRefused):
        keys.create_for_training(path)
    assert path.read_bytes() == before


def test_more_people_can_be_let_in_and_out_again(path: Path, created: keys.Created) -> None:
    keys.add_user(path, created.raw_key, "Sam", OTHER)
    assert keys.logins(path) == (LOGIN, "sam")
    assert keys.unlock(path, "sam", OTHER) == created.raw_key
    with pytest.raises(Refused, match="already"):
        keys.add_user(path, created.raw_key, "SAM", OTHER)
    keys.remove_user(path, created.raw_key, LOGIN)
    with pytest.raises(NoSuchUser):
        keys.unlock(path, LOGIN, PASSPHRASE)
    with pytest.raises(Refused, match="last person"):
        keys.remove_user(path, created.raw_key, "sam")
    with pytest.raises(Refused, match="Nobody"):
        keys.remove_user(path, created.raw_key, LOGIN)
    with pytest.raises(Refused, match="Nobody"):
        keys.reset_passphrase(path, created.raw_key, LOGIN, OTHER)


def test_only_who_has_the_key_can_let_people_in(path: Path, created: keys.Created) -> None:
    with pytest.raises(KeyFileOfAnother):
        keys.add_user(path, bytes(32), "sam", OTHER)
    assert keys.logins(path) == (LOGIN,)
    assert keys.fits(path, created.raw_key)
    assert not keys.fits(path, bytes(32))


def test_a_changed_passphrase_replaces_the_old_one(path: Path, created: keys.Created) -> None:
    keys.change_passphrase(path, LOGIN, PASSPHRASE, OTHER)
    assert keys.unlock(path, LOGIN, OTHER) == created.raw_key
    with pytest.raises(WrongPassphrase):
        keys.unlock(path, LOGIN, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        keys.change_passphrase(path, LOGIN, PASSPHRASE, OTHER)
    with pytest.raises(Refused):
        keys.change_passphrase(path, LOGIN, OTHER, "short")


def test_the_printed_key_opens_and_a_new_one_retires_it(path: Path, created: keys.Created) -> None:
    assert keys.unlock_with_recovery(path, created.recovery_key.lower()) == created.raw_key
    keys.reset_passphrase(path, created.raw_key, LOGIN, OTHER)
    assert keys.unlock(path, LOGIN, OTHER) == created.raw_key
    newer = keys.new_recovery_key(path, created.raw_key)
    assert keys.unlock_with_recovery(path, newer) == created.raw_key
    with pytest.raises(WrongRecoveryKey):
        keys.unlock_with_recovery(path, created.recovery_key)
    with pytest.raises(RecoveryKeyMistyped):
        keys.unlock_with_recovery(path, newer[:-1])


def test_seven_wrong_tries_close_the_door_for_five_minutes(
    path: Path, created: keys.Created, clock: MovableClock
) -> None:
    for _ in range(7):
        with pytest.raises(WrongPassphrase):
            keys.unlock(path, LOGIN, OTHER, clock=clock)
    with pytest.raises(TooManyTries) as closed:
        keys.unlock(path, LOGIN, PASSPHRASE, clock=clock)
    assert closed.value.wait_seconds == 300
    assert "5min" in closed.value.happened
    clock.move(timedelta(minutes=-30))  # setting the clock back does not open it, nor close it for longer
    with pytest.raises(TooManyTries) as closed:
        keys.unlock(path, LOGIN, PASSPHRASE, clock=clock)
    assert closed.value.wait_seconds == 300
    clock.move(timedelta(minutes=35))
    assert keys.unlock(path, LOGIN, PASSPHRASE, clock=clock) == created.raw_key
    assert not keyfile.read(path).tries


def test_wrong_tries_of_one_person_do_not_shut_out_another(
    path: Path, created: keys.Created, clock: MovableClock
) -> None:
    keys.add_user(path, created.raw_key, "sam", OTHER)
    for login in ("one", "two", "three", "four", "five", "six", "seven"):
        with pytest.raises(NoSuchUser):
            keys.unlock(path, login, OTHER, clock=clock)
    with pytest.raises(TooManyTries):
        keys.unlock(path, "eight", OTHER, clock=clock)
    assert keys.unlock(path, "sam", OTHER, clock=clock) == created.raw_key
    assert not [login for login in ("one", "seven") if f'"{login}"' in path.read_text()]


def test_after_the_wait_there_are_seven_tries_again(
    path: Path, created: keys.Created, clock: MovableClock
) -> None:
    for _ in range(7):
        with pytest.raises(WrongPassphrase):
            keys.unlock(path, LOGIN, OTHER, clock=clock)
    clock.move(timedelta(minutes=5))
    with pytest.raises(WrongPassphrase):
        keys.unlock(path, LOGIN, OTHER, clock=clock)
    assert keys.unlock(path, LOGIN, PASSPHRASE, clock=clock) == created.raw_key


def test_training_opens_without_a_passphrase_and_nothing_else_does(
    tmp_path: Path, path: Path, created: keys.Created
) -> None:
    training = tmp_path / "training.keys"
    raw_key = keys.create_for_training(training)
    assert keys.unlock_for_training(training) == raw_key
    assert keys.purpose_of(training) is Purpose.TRAINING
    with pytest.raises(NotForTraining):
        keys.unlock_for_training(path)
    forged = json.loads(path.read_text())
    forged["purpose"] = "training"
    forged["slots"].extend(json.loads(training.read_text())["slots"])
    path.write_text(json.dumps(forged))
    with pytest.raises(NotForTraining):
        keys.unlock_for_training(path)


def test_a_slot_does_not_open_under_another_login_or_in_another_file(
    tmp_path: Path, created: keys.Created
) -> None:
    path = keys.beside(tmp_path / "amhp.db")
    data = json.loads(path.read_text())
    data["slots"][0]["login"] = "mallory"
    path.write_text(json.dumps(data))
    with pytest.raises(WrongPassphrase):
        keys.unlock(path, "mallory", PASSPHRASE)
    data["slots"][0]["login"], data["database"] = LOGIN, "0" * 32
    path.write_text(json.dumps(data))
    with pytest.raises(WrongPassphrase):
        keys.unlock(path, LOGIN, PASSPHRASE)


def test_a_newer_format_says_so_and_is_left_alone(path: Path, created: keys.Created) -> None:
    newer = json.dumps(json.loads(path.read_text()) | {"format": 2, "slots": "of another shape"})
    path.write_text(newer)
    for attempt in (
        lambda: keys.unlock(path, LOGIN, PASSPHRASE),
        lambda: keys.add_user(path, created.raw_key, "sam", OTHER),
        lambda: keys.unlock_with_recovery(path, created.recovery_key),
    ):
        with pytest.raises(KeyFileTooNew):
            attempt()
    assert path.read_text() == newer


def test_a_missing_key_file_says_so(path: Path) -> None:
    with pytest.raises(KeyFileMissing):
        keys.unlock(path, LOGIN, PASSPHRASE)


@pytest.mark.parametrize("change", [
    {"kind": "something else"}, {"format": "1"}, {"purpose": "fun"}, {"slots": [{}]}, {"slots": None},
    {"tries": [{"login": "x", "wrong": 1, "last_at": "2026-11-24"}]}, {"database": None, "format": None},
])  # fmt: skip
def test_a_key_file_of_another_shape_is_called_damaged(
    path: Path, created: keys.Created, change: dict[str, object]
) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(KeyFileDamaged):
        keys.unlock(path, LOGIN, PASSPHRASE)


@pytest.mark.parametrize("effort", [
    {"memory_kib": 2**40, "passes": 3, "lanes": 4}, {"memory_kib": 8, "passes": 1, "lanes": 1},
    {"memory_kib": 65536, "passes": 10**9, "lanes": 4}, {"memory_kib": 65536, "passes": 3}, "much",
])  # fmt: skip
def test_a_forged_effort_neither_hangs_nor_weakens(path: Path, created: keys.Created, effort: object) -> None:
    data = json.loads(path.read_text())
    data["slots"][0]["argon2id"] = effort
    path.write_text(json.dumps(data))
    with pytest.raises(KeyFileDamaged):
        keys.unlock(path, LOGIN, PASSPHRASE)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_called_damaged(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.keys"
    path.write_bytes(content)
    with pytest.raises(KeyFileDamaged):
        keyfile.read(path)


def test_an_endless_or_deep_key_file_is_called_damaged(path: Path) -> None:
    for content in (b" " * 1_000_001, b"[" * 100_000):
        path.write_bytes(content)
        with pytest.raises(KeyFileDamaged):
            keyfile.read(path)


def test_a_key_file_that_cannot_be_read_says_so(path: Path) -> None:
    path.mkdir()
    with pytest.raises(FileRefused):
        keyfile.read(path)


NOISE = st.sampled_from(["", " ", "  ", "-", " - ", "–", "\t", ".", "\n", "\u00a0"])


@given(secret=st.binary(min_size=21, max_size=21), data=st.data())
def test_a_recovery_key_is_read_however_it_is_typed(secret: bytes, data: st.DataObject) -> None:
    secret = b"\x00" + secret
    typed = ""
    for sign in recovery.shown(secret).replace("-", ""):
        alike = {"0": "0Oo", "1": "1IiLl"}.get(sign, sign + sign.lower())
        typed += data.draw(st.sampled_from(alike)) + data.draw(NOISE)
    assert recovery.read(typed) == secret


@given(secret=st.builds(lambda _: recovery.new_secret(), st.integers()), data=st.data())
def test_one_wrong_or_two_swapped_signs_are_noticed(secret: bytes, data: st.DataObject) -> None:
    signs = list(recovery.shown(secret).replace("-", ""))
    at = data.draw(st.integers(0, len(signs) - 1))
    if data.draw(st.booleans()):
        signs[at] = data.draw(
            st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZU?").filter(lambda s: s != signs[at])
        )
    else:
        other = data.draw(st.integers(0, len(signs) - 1).filter(lambda i: signs[i] != signs[at]))
        signs[at], signs[other] = signs[other], signs[at]
    with pytest.raises(RecoveryKeyMistyped):
        recovery.read("".join(signs))


def test_a_recovery_key_has_eight_groups_and_more_than_160_random_bits() -> None:
    shown = {recovery.shown(recovery.new_secret()) for _ in range(50)}
    assert len(shown) == 50
    assert all([len(group) for group in key.split("-")] == [5] * 8 for key in shown)
    with pytest.raises(RecoveryKeyMistyped):
        recovery.read("")


def test_a_slot_with_parts_missing_never_opens(path: Path, created: keys.Created) -> None:
    data = json.loads(path.read_text())
    effort = data["slots"][0].pop("argon2id")
    path.write_text(json.dumps(data))
    with pytest.raises(WrongPassphrase):
        keys.unlock(path, LOGIN, PASSPHRASE)
    data["slots"][0] |= {"argon2id": effort, "nonce": "00"}
    path.write_text(json.dumps(data))
    with pytest.raises(KeyFileDamaged):
        keys.unlock(path, LOGIN, PASSPHRASE)
