"""What can go wrong on the way to the shared database, in sentences for the person at the desk."""

import re

import psycopg

from amhp_desktop.domain.errors import Trouble

_ASK_IT = "Ask the people who run the database server."


class NotReachable(Trouble):
    """The server does not answer: switched off, another address, or the network is down."""


class WrongPassword(Trouble):
    """The server does not know this login with this password, or the login was closed."""


class CertificateRefused(Trouble):
    """The server could not prove that it is the right one, or offers no encryption."""


class NoSuchDatabase(Trouble):
    """The server has no database of this name."""


class NoRights(Trouble):
    """This login may not open the database."""


class TooManyConnections(Trouble):
    """The server, or this login, has no connection left."""


class ServerTooOld(Trouble):
    """The server's version is below the oldest this program works with."""


_NOTHING = "Nothing was sent."
_WRONG_SERVER = "The database server could not prove that it is the right one: "

# The first pattern found in the message decides. Server messages are in English where the cluster was made
# with C or English messages; another language ends in the plain "cannot be reached".
_KINDS: tuple[tuple[str, type[Trouble], str, str], ...] = (
    (
        r"does not match host name|host name mismatch",
        CertificateRefused,
        _WRONG_SERVER + "its certificate is made out to another computer.",
        "Check the server's name in the settings. " + _ASK_IT,
    ),
    (
        r"certificate verify failed|self.signed certificate|unable to get local issuer|unknown ca",
        CertificateRefused,
        _WRONG_SERVER + "its certificate was not issued by the authority this program trusts.",
        _ASK_IT,
    ),
    (
        r"root certificate file .* does not exist|could not read root certificate",
        CertificateRefused,
        "The file with the certificate authority of the service is missing or cannot be read.",
        "Choose the file again in the settings.",
    ),
    (
        r"server does not support SSL|channel binding|server requested|authentication method requirement",
        CertificateRefused,
        "The database server offers no protected connection of the kind this program asks for.",
        _ASK_IT,
    ),
    (
        r"password authentication failed|role \".*\" does not exist|no password supplied|not permitted to log in",
        WrongPassword,
        "The user name or the password is not right.",
        "Type both again. If that does not help, ask an administrator of the service.",
    ),
    (
        r"database \".*\" does not exist",
        NoSuchDatabase,
        "The server has no database of this name.",
        "Check the name of the database in the settings.",
    ),
    (
        r"permission denied for database|no pg_hba\.conf entry|pg_hba\.conf rejects",
        NoRights,
        "This login may not open this database from this workstation.",
        "Ask an administrator of the service.",
    ),
    (
        r"too many (?:clients|connections)|connection slots are reserved",
        TooManyConnections,
        "The database server has no connection left.",
        "Close the program where it is open twice, and try again in a minute.",
    ),
)


def trouble_connecting(error: psycopg.Error) -> Trouble:
    """Return the trouble that a failed attempt to connect means; the driver's own text stays out of it."""
    text = str(error)
    for pattern, kind, happened, to_do in _KINDS:
        if re.search(pattern, text, re.IGNORECASE):
            return kind(happened, kept=_NOTHING, to_do=to_do)
    return NotReachable(
        "The database server cannot be reached.",
        kept="What you typed is kept.",
        to_do="Check the network connection, then try again.",
    )


def certificate_out_of_date() -> CertificateRefused:
    """Return the trouble for a certificate that has run out or is not valid yet."""
    return CertificateRefused(
        _WRONG_SERVER + "its certificate has run out, or this computer's clock is wrong.",
        kept=_NOTHING,
        to_do="Check the date of this computer. " + _ASK_IT,
    )


def server_too_old(version: int, oldest: int) -> ServerTooOld:
    """Return the trouble for a server of this major version."""
    return ServerTooOld(
        f"The database server runs PostgreSQL {version}; this program needs {oldest} or later.",
        to_do=_ASK_IT,
    )


def trouble_working(error: psycopg.Error) -> Trouble:
    """Return the trouble that an error means while the setup tool or an administrator works on the server."""
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return NoRights("This login may not do this on the database server.", to_do=_ASK_IT)
    if isinstance(error, (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled)):
        return Trouble("The database server is busy with something else.", to_do="Try again in a minute.")
    return NotReachable(
        "The database server could not do this.",
        to_do="Check the connection. If it happens again, ask for help.",
    )
