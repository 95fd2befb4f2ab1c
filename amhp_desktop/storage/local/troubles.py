"""What can go wrong with the local files, in sentences a coordinator understands."""

from sqlalchemy.exc import DBAPIError

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.when import show_duration

_RESTORE = "On the sign-in page choose Use another database, then Restore from a backup."
_ASK = "Ask the person who looks after this program."


class WrongPassphrase(Trouble):
    """The login or passphrase does not open the key file; which of the two is not said."""

    def __init__(self) -> None:
        super().__init__(
            "That user name and passphrase do not match.",
            to_do="Check that Caps Lock is off and try again, or use the printed recovery key.",
        )


class NoSuchUser(WrongPassphrase):
    """Nobody with this login has a slot; on screen the same sentence as a wrong passphrase."""


class TooManyTries(Trouble):
    """Too many wrong passphrases; ``wait_seconds`` says how long this login stays closed."""

    def __init__(self, wait_seconds: int) -> None:
        from datetime import timedelta

        wait = show_duration(timedelta(seconds=wait_seconds + 59))
        super().__init__(
            f"Too many wrong tries. Signing in with this user name is closed for {wait}.",
            to_do="Wait, then try again, or use the printed recovery key.",
        )
        self.wait_seconds = wait_seconds


class RecoveryKeyMistyped(Trouble):
    """The typed recovery key contradicts its own check group, so it was mistyped."""

    def __init__(self) -> None:
        super().__init__(
            "The recovery key is not complete or has a typing mistake.",
            to_do="Compare it with the printed key: eight groups of five letters and digits.",
        )


class WrongRecoveryKey(Trouble):
    """The recovery key is a real one, but not the newest one of this database."""

    def __init__(self) -> None:
        super().__init__(
            "This recovery key belongs to another database or was replaced by a newer one.",
            to_do="Look for the recovery key that was printed last for this database.",
        )


class KeyFileMissing(Trouble):
    """No key file lies beside the database."""

    def __init__(self) -> None:
        super().__init__(
            "The key file of the database is missing. Without it nobody can open the database.",
            to_do="Put back the file whose name ends in .keys; each backup holds a copy.",
        )


class KeyFileDamaged(Trouble):
    """The key file cannot be read as one of ours."""

    def __init__(self) -> None:
        super().__init__(
            "The key file of the database is damaged or is not one of this program.",
            to_do="Put back the file whose name ends in .keys from the newest backup.",
        )


class KeyFileTooNew(Trouble):
    """The key file has a format this version does not know."""

    def __init__(self) -> None:
        super().__init__(
            "The key file was written by a newer version of AMHP Desktop.",
            to_do="Start the newer version, or update this one.",
        )


class KeyFileOfAnother(Trouble):
    """The key at hand is not the one this key file keeps."""

    def __init__(self) -> None:
        super().__init__("The key file belongs to another database.", to_do=_ASK)


class NotForTraining(Trouble):
    """Somebody asked to open without a passphrase what is not a training database."""

    def __init__(self) -> None:
        super().__init__("Only a training database opens without a passphrase.", to_do="Sign in.")


class UnsafePlace(Trouble):
    """The file lies where SQLite cannot keep it whole: on another machine or in a synchronised folder."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The database cannot be kept {where}. It would be damaged there sooner or later.",
            to_do="Choose a folder on this computer's own disk. Backups may go to a network drive.",
        )


class SQLiteTooOld(Trouble):
    """The SQLite library has the WAL-reset defect (fixed in 3.51.3)."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The database library, SQLite {found}, has a defect that can damage data. "
            "Version 3.51.3 or later is needed.",
            to_do="Install AMHP Desktop again, with all its parts.",
        )


class DatabaseMissing(Trouble):
    """There is no file of that name."""

    def __init__(self) -> None:
        super().__init__(
            "The database file is not where it was.",
            to_do="If it was moved, open it from its new place; otherwise restore the newest good backup.",
        )


class NotOurFile(Trouble):
    """The file is something else: empty, text, a picture, a database of another program."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This is not a database of AMHP Desktop: {what}.", to_do=f"Choose another file. {_RESTORE}"
        )


class KeyDoesNotFit(Trouble):
    """No page of the file answers to the key: it belongs to another file, or the beginning is destroyed."""

    def __init__(self) -> None:
        super().__init__(
            "The database does not open with its key. Either the database and the key file do not belong "
            "together, or the beginning of the database is damaged.",
            to_do=f"Check that both files come from the same place. If they do, this helps. {_RESTORE}",
        )


class DatabaseDamaged(Trouble):
    """The file is ours, but part of it is not what was written; ``finding`` is for the log, without data."""

    def __init__(self, finding: str) -> None:
        super().__init__(
            "The database file is damaged, so it was not opened for work.",
            kept="The damaged file is kept as it is.",
            to_do=_RESTORE,
        )
        self.finding = finding


class DiskFull(Trouble):
    """The disk has no room left for what was to be written."""

    def __init__(self) -> None:
        super().__init__(
            "The disk is full, so this was not saved.",
            kept="Everything saved before is kept.",
            to_do="Make room on this computer's disk, then save again.",
        )


class TooLittleSpace(Trouble):
    """There is still room, but too little to work safely (``wanted`` and ``free`` in bytes)."""

    def __init__(self, *, wanted: int, free: int) -> None:
        super().__init__(
            f"The disk has only {free // 1_000_000} MB left; "
            f"{-(-wanted // 1_000_000)} MB are needed to work safely.",
            to_do="Make room on this computer's disk, then open the database again.",
        )
        self.wanted = wanted
        self.free = free


class FileRefused(Trouble):
    """The operating system did not let us read or write a file."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} could not be read or written.",
            to_do="Check that the folder is there and that you may write in it, then try again.",
        )


class DatabaseBusy(Trouble):
    """Another window or program held the database for too long."""

    def __init__(self) -> None:
        super().__init__(
            "The database was busy for too long, so this was not saved.",
            to_do="Try again. If it happens often, close other windows of AMHP Desktop on this computer.",
        )


class BackupFailed(Trouble):
    """A backup was made but is not as good as the original; it does not count."""

    def __init__(self, finding: str) -> None:
        super().__init__(
            "The backup could not be verified, so it does not count.",
            kept="The database itself was not touched, and earlier backups are kept.",
            to_do="Make another backup, to another folder if need be.",
        )
        self.finding = finding


def trouble_from(error: Exception) -> Trouble | None:
    """Return the trouble behind an error of the driver (bare or wrapped by SQLAlchemy), None for a bug."""
    original = error.orig if isinstance(error, DBAPIError) else error
    text = str(original)
    if "disk is full" in text:
        return DiskFull()
    if "database is locked" in text or "database table is locked" in text:
        return DatabaseBusy()
    if "file is not a database" in text:
        return KeyDoesNotFit()
    if "malformed" in text:
        return DatabaseDamaged(text)
    if "disk I/O error" in text or "unable to open database" in text or "readonly database" in text:
        return FileRefused("The database")
    return None
