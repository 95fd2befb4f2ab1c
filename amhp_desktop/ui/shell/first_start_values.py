"""What somebody decides on the first start, as values the program acts on."""

from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class CreateLocal:
    """Make an encrypted file on this computer; ``authority`` is the LSSA the service acts for."""

    service: str
    authority: str
    file: Path
    person: str
    login: str
    passphrase: str

    @override
    def __repr__(self) -> str:
        """Leave names and passphrase out of logs and tracebacks."""
        return "CreateLocal()"


@dataclass(frozen=True, slots=True)
class OpenLocal:
    """Use a file that exists on this computer."""

    file: Path


@dataclass(frozen=True, slots=True)
class JoinShared:
    """Use a shared database; ``certificate`` is the file with the authority that signed the server's."""

    server: str
    port: int
    database: str
    login: str
    password: str
    certificate: Path

    @override
    def __repr__(self) -> str:
        """Leave login and password out of logs and tracebacks."""
        return f"JoinShared({self.server!r}, {self.port}, {self.database!r})"


@dataclass(frozen=True, slots=True)
class RestoreBackup:
    """Make a file on this computer from a backup and its passphrase or recovery key."""

    backup: Path
    file: Path
    secret: str

    @override
    def __repr__(self) -> str:
        """Leave the secret out of logs and tracebacks."""
        return "RestoreBackup()"


@dataclass(frozen=True, slots=True)
class OpenDemonstration:
    """Use the service with invented people."""


Decision = CreateLocal | OpenLocal | JoinShared | RestoreBackup | OpenDemonstration
