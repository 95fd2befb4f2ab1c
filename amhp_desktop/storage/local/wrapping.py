"""The raw key of a database, wrapped once for each person and each other way in."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from enum import Enum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16


class SlotKind(Enum):
    """Say by what a slot opens."""

    PERSON = "person"
    RECOVERY = "recovery"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Effort:
    """What a guess of a passphrase costs (Argon2id)."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        # A forged key file must neither take all memory nor make guessing cheap.
        if not (8_192 <= self.memory_kib <= 1_048_576 and 1 <= self.passes <= 20 and 1 <= self.lanes <= 16):
            raise ValueError("Argon2id parameters out of bounds")


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of the raw key; ``login`` is empty for slots that belong to nobody."""

    kind: SlotKind
    login: str
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)
    effort: Effort | None = None


def new_raw_key() -> bytes:
    """Return 32 bytes nobody can guess."""
    return secrets.token_bytes(KEY_BYTES)


def fingerprint(raw_key: bytes, database_id: str) -> str:
    """Return what tells whether a raw key fits a key file; it says nothing about the key."""
    return _stretched(raw_key, b"", f"amhp fingerprint|{database_id}").hex()[:32]


def wrap_for_person(raw_key: bytes, database_id: str, login: str, passphrase: str) -> Slot:
    """Return a slot that the passphrase opens. The effort is stored with it, so it may grow later."""
    salt, effort = secrets.token_bytes(_SALT_BYTES), Effort()
    nonce, wrapped = _wrapped(
        raw_key, _from_passphrase(passphrase, salt, effort), _bound_to(database_id, SlotKind.PERSON, login)
    )
    return Slot(SlotKind.PERSON, login, salt, nonce, wrapped, effort)


def wrap_for_secret(raw_key: bytes, database_id: str, kind: SlotKind, secret: bytes) -> Slot:
    """Return a slot that a long random secret opens (or, for training, anybody who has the file)."""
    salt = secrets.token_bytes(_SALT_BYTES)
    nonce, wrapped = _wrapped(raw_key, _stretched(secret, salt, kind.value), _bound_to(database_id, kind, ""))
    return Slot(kind, "", salt, nonce, wrapped)


def open_for_person(slot: Slot, database_id: str, passphrase: str) -> bytes | None:
    """Return the raw key, or None for a wrong passphrase or a slot that was moved here from elsewhere."""
    if slot.effort is None:
        return None
    return _unwrap(slot, database_id, _from_passphrase(passphrase, slot.salt, slot.effort))


def open_with_secret(slot: Slot, database_id: str, secret: bytes) -> bytes | None:
    """Return the raw key, or None for a wrong secret."""
    return _unwrap(slot, database_id, _stretched(secret, slot.salt, slot.kind.value))


def spend_the_effort(passphrase: str) -> None:
    """Take as long as a real try, so that the time does not tell which logins exist."""
    _from_passphrase(passphrase, bytes(_SALT_BYTES), Effort())


def _wrapped(raw_key: bytes, key: bytes, bound_to: bytes) -> tuple[bytes, bytes]:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, raw_key, bound_to)


def _unwrap(slot: Slot, database_id: str, key: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.wrapped, _bound_to(database_id, slot.kind, slot.login))
    except InvalidTag:
        return None


def _bound_to(database_id: str, kind: SlotKind, login: str) -> bytes:
    # Hashing the login keeps the three parts apart whatever characters it holds.
    return f"amhp key slot|{database_id}|{kind.value}|{hashlib.sha256(login.encode()).hexdigest()}".encode()


def _from_passphrase(passphrase: str, salt: bytes, effort: Effort) -> bytes:
    # Loaded here: training has no passphrase.
    from argon2.low_level import Type, hash_secret_raw

    # The same passphrase must open on keyboards that compose accents differently.
    text = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(text, salt, effort.passes, effort.memory_kib, effort.lanes, KEY_BYTES, Type.ID)


def _stretched(secret: bytes, salt: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, f"amhp|{purpose}".encode()).derive(secret)
