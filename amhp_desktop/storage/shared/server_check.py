"""Read back how the server is set up, since what the setup tool wrote may have been changed."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

OLDEST_SERVER = 15

# What the setup tool writes for the database; a value of 0 means "for ever" in all three.
LIMITS_MS = {
    "statement_timeout": 20_000,
    "lock_timeout": 5_000,
    "idle_in_transaction_session_timeout": 15_000,
}
_NO_VALUES_IN_LOG = ("log_parameter_max_length", "log_parameter_max_length_on_error")


@dataclass(frozen=True, slots=True)
class Weakness:
    """One setting of the server that is not as it should be; a grave one keeps the program from working."""

    setting: str
    sentence: str
    grave: bool = False


def weaknesses(connection: Connection, *, loopback: bool) -> tuple[Weakness, ...]:
    """Return everything about this server and session that differs from what the setup tool writes."""
    found = connection.execute(
        text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)"),
        {
            "names": [
                *LIMITS_MS,
                *_NO_VALUES_IN_LOG,
                "data_checksums",
                "password_encryption",
                "default_transaction_isolation",
                "server_encoding",
                "log_error_verbosity",
            ]
        },
    )
    settings = {name: setting for name, setting in found}  # noqa: C416
    encrypted = connection.execute(
        text("SELECT coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)")
    ).scalar_one()
    return (
        *_limits(settings),
        *_safety(settings),
        *(() if encrypted or loopback else (_NOT_ENCRYPTED,)),
    )


_NOT_ENCRYPTED = Weakness("ssl", "The connection to the database server is not encrypted.", grave=True)


def _limits(settings: dict[str, str]) -> tuple[Weakness, ...]:
    found = [
        Weakness(
            name,
            f"The server lets work wait without end ({name}); it should give up after {limit // 1000} s.",
        )
        for name, limit in LIMITS_MS.items()
        if not 0 < int(settings[name]) <= limit
    ]
    found += [
        Weakness(name, f"The server may write people's details into its log ({name} should be 0).")
        for name in _NO_VALUES_IN_LOG
        if settings[name] != "0"
    ]
    return tuple(found)


def _safety(settings: dict[str, str]) -> tuple[Weakness, ...]:
    wanted = {
        "data_checksums": (
            "on",
            "The server does not notice damage on its disks (data checksums are off).",
            False,
        ),
        "password_encryption": ("scram-sha-256", "The server keeps passwords in an outdated way.", True),
        "default_transaction_isolation": (
            "read committed",
            "The server isolates saves in an unexpected way.",
            True,
        ),
        "log_error_verbosity": (
            "terse",
            "The server may write people's details into its log with errors.",
            False,
        ),
        "server_encoding": ("UTF8", "The database cannot keep every name (its encoding is not UTF-8).", True),
    }
    return tuple(
        Weakness(name, sentence, grave)
        for name, (value, sentence, grave) in wanted.items()
        if settings[name] != value
    )
