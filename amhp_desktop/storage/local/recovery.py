"""The printed recovery key: random, readable aloud, and able to notice its own typing mistakes."""

import hashlib
import re
import secrets

from amhp_desktop.storage.local.troubles import RecoveryKeyMistyped

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: without I, L, O and U
_LOOKALIKES = str.maketrans("OIL", "011")
_GROUP = 5
_GROUPS = 7
_RANDOM_BITS = _GROUP * _GROUPS * 5  # 175
_BYTES = -(-_RANDOM_BITS // 8)


def new_secret() -> bytes:
    """Return 175 random bits, in 22 bytes."""
    return secrets.randbits(_RANDOM_BITS).to_bytes(_BYTES, "big")


def shown(secret: bytes) -> str:
    """Return the secret as seven groups of five signs and an eighth that checks them."""
    body = _written(int.from_bytes(secret, "big"), _GROUP * _GROUPS)
    whole = body + _check_group(body)
    return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def read(typed: str) -> bytes:
    """Return the secret of a typed key, whatever its case, spaces and dashes, O for 0, I or L for 1.

    Raises RecoveryKeyMistyped.
    """
    plain = re.sub(r"[\s\-‐‑‒–—.,_]+", "", typed).upper().translate(_LOOKALIKES)
    body, check = plain[: _GROUP * _GROUPS], plain[_GROUP * _GROUPS :]
    if any(sign not in _SIGNS for sign in plain) or check != _check_group(body):
        raise RecoveryKeyMistyped
    number = 0
    for sign in body:
        number = number * 32 + _SIGNS.index(sign)
    return number.to_bytes(_BYTES, "big")


def _check_group(body: str) -> str:
    digest = hashlib.sha256(b"amhp recovery key check " + body.encode("ascii")).digest()
    return _written(int.from_bytes(digest[:4], "big") % 32**_GROUP, _GROUP)


def _written(number: int, length: int) -> str:
    signs = []
    for _ in range(length):
        number, last = divmod(number, 32)
        signs.append(_SIGNS[last])
    return "".join(reversed(signs))
