"""Read the locks, the table of licences and what installed packages declare."""

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

WHY_LOCK = "Only a pinned version with the hashes of its files is the one that was tested and looked at."
WHY_LICENCE = (
    "Everything in the product must let a council and an NHS trust run it together: no GPL or AGPL at run "
    "time, and no licence that nobody has read. Read it, then add it to the table in THIRD-PARTY-NOTICES.md."
)
ALLOWED = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "PSF-2.0",
        "Zlib",
    }
)

_ENTRY = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>.+))?")
_HASH = re.compile(r"=sha256:[0-9a-f]{64}")
_ROW = re.compile(r"^\| (?P<name>[a-z0-9-]+) \| (?P<version>[0-9.]+) \| (?P<licence>[^|]+?) \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Locked:
    """One entry of a lock; `marker` is empty when every system needs it."""

    name: str
    version: str
    marker: str


def read_lock(text: str) -> tuple[Locked, ...]:
    """Read a lock; ValueError names an entry that is not pinned by version and hash."""
    found = []
    for line in text.replace(" \\\n", " ").splitlines():
        if not line or line.startswith("#"):
            continue
        head, *hashes = (part.strip() for part in line.split("--hash"))
        entry = _ENTRY.fullmatch(head)
        if entry is None or not hashes or not all(map(_HASH.fullmatch, hashes)):
            raise ValueError(f"Not pinned by version and hash: {line[:80]}")
        found.append(Locked(entry["name"], entry["version"], entry["marker"] or ""))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the table of licences that somebody has read."""

    name: str
    version: str
    licence: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Give the single licences that apply together."""
        return tuple(self.licence.split(" AND "))


def read_notices(file: Path) -> tuple[Notice, ...]:
    """Read the table of run-time packages."""
    rows = _ROW.finditer(file.read_text(encoding="utf-8"))
    return tuple(Notice(row["name"], row["version"], row["licence"]) for row in rows)


def declared_licence(package: str) -> str:
    """Give the SPDX expression that an installed package declares; empty when it declares none."""
    return str(metadata.metadata(package).json.get("license_expression", ""))
