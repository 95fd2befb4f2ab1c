"""Where passphrases live: in the key file beside a local database, or on the server of a shared one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from amhp_desktop.domain.access import Role
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.storage.local import keys
from amhp_desktop.storage.local.drafts import PersonalDraftKey
from amhp_desktop.storage.local.troubles import WrongPassphrase

_TRAINING = "The training database asks for no passphrase; its people are invented and cannot be changed."
_WRONG_OLD = Problem("old", "This is not your present passphrase.")


class Logins(Protocol):
    """How people get in; every call is safe to repeat after a failure half-way.

    Passphrases are judged before they come here. Raises Refused, and Trouble of either storage.
    """

    @property
    def why_fixed(self) -> str:
        """Return why logins cannot be changed here, or ''."""

    @property
    def why_one_role(self) -> str:
        """Return why a person cannot have further roles, or ''."""

    @property
    def has_recovery_key(self) -> bool:
        """Tell whether a printed key opens the database."""

    @property
    def keeps_passphrase(self) -> bool:
        """Tell whether a closed login opens again with the passphrase it had."""

    def known(self) -> frozenset[str] | None:
        """Return the logins with a passphrase, or None where only the server knows."""

    def add(self, login: str, passphrase: str, role: Role, /) -> None:
        """Let one more person in."""

    def set_role(self, login: str, role: Role, /) -> None:
        """Give a login the rights of another role, where the database itself knows roles."""

    def close(self, login: str, /) -> None:
        """Let a person in no longer."""

    def reopen(self, login: str, passphrase: str, role: Role, /) -> None:
        """Let a person in again; the passphrase counts where the old one was not kept."""

    def reset(self, login: str, passphrase: str, /) -> None:
        """Give a person a new passphrase without the old one."""

    def change_own(self, login: str, old: str, new: str, /) -> None:
        """Replace the passphrase of the person signed in; a wrong old one is Refused."""

    def new_recovery_key(self) -> str:
        """Replace the recovery key and return the new one, to be printed."""


@dataclass
class Secret:
    """The passphrase of the person signed in, for connections made later."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LocalLogins:
    """Slots in the key file of a local database; its roles are kept by the program alone."""

    path: Path
    raw_key: bytes = field(repr=False)
    drafts: Path
    why_fixed: str = ""
    why_one_role: str = ""
    has_recovery_key: bool = True
    keeps_passphrase: bool = False

    def known(self) -> frozenset[str]:
        """Return the logins that have a slot."""
        return frozenset(keys.logins(self._file))

    def add(self, login: str, passphrase: str, _role: Role) -> None:
        """Add a slot; one left over from a save that failed is made anew."""
        if login in self.known():
            keys.reset_passphrase(self._file, self.raw_key, login, passphrase)
        else:
            keys.add_user(self._file, self.raw_key, login, passphrase)

    def set_role(self, _login: str, _role: Role) -> None:
        """Do nothing: a file knows no roles."""

    def close(self, login: str) -> None:
        """Remove the slot, so that the passphrase opens the file no longer."""
        if login in self.known():
            keys.remove_user(self._file, self.raw_key, login)

    def reopen(self, login: str, passphrase: str, role: Role) -> None:
        """Add a slot with a new passphrase: the old slot is gone."""
        self.add(login, passphrase, role)

    def reset(self, login: str, passphrase: str) -> None:
        """Replace the slot, or add it where there is none yet."""
        self.add(login, passphrase, Role.AMHP)

    def change_own(self, login: str, old: str, new: str) -> None:
        """Replace one's own slot and that of one's drafts."""
        try:
            keys.change_passphrase(self._file, login, old, new)
        except WrongPassphrase as error:
            raise Refused(_WRONG_OLD) from error
        move_drafts(self.drafts, login, old, new)

    def new_recovery_key(self) -> str:
        """Replace the recovery slot."""
        return keys.new_recovery_key(self._file, self.raw_key)

    @property
    def _file(self) -> Path:
        return keys.beside(self.path)


@dataclass(frozen=True, slots=True)
class SharedLogins:
    """Login roles of PostgreSQL: the server gives each person the rights of one group."""

    engine: Engine
    secret: Secret = field(repr=False)
    sign_in: Callable[[str], object]
    drafts: Path
    why_fixed: str = ""
    why_one_role: str = "On the shared database everybody works in one role."
    has_recovery_key: bool = False
    keeps_passphrase: bool = True

    def known(self) -> None:
        """Return None: only the server knows, and it tells nobody."""
        return

    def add(self, login: str, passphrase: str, role: Role) -> None:
        """Make a login in one group; Refused where the server has one of this name."""
        from amhp_desktop.storage.shared import accounts

        accounts.create_login(self.engine, login, passphrase, role)

    def set_role(self, login: str, role: Role) -> None:
        """Move a login to another group."""
        from amhp_desktop.storage.shared import accounts

        accounts.set_role(self.engine, login, role)

    def close(self, login: str) -> None:
        """Close a login and throw its sessions out."""
        from amhp_desktop.storage.shared import accounts

        accounts.disable_login(self.engine, login)

    def reopen(self, login: str, _passphrase: str, role: Role) -> None:
        """Open a closed login with the password it had."""
        from amhp_desktop.storage.shared import accounts

        accounts.set_role(self.engine, login, role)
        accounts.enable_login(self.engine, login)

    def reset(self, login: str, passphrase: str) -> None:
        """Give a login a new password, as an administrator."""
        from amhp_desktop.storage.shared import accounts

        accounts.set_password(self.engine, login, passphrase)

    def change_own(self, login: str, old: str, new: str) -> None:
        """Prove the old password, replace it, and use the new one for connections from now on."""
        from amhp_desktop.storage.shared import accounts
        from amhp_desktop.storage.shared.troubles import WrongPassword

        try:
            self.sign_in(old)
        except WrongPassword as error:
            raise Refused(_WRONG_OLD) from error
        accounts.change_own_password(self.engine, login, new)
        self.secret.value = new
        move_drafts(self.drafts, login, old, new)

    def new_recovery_key(self) -> str:
        """Refuse: a shared database has no file to be opened by a key."""
        raise Refused(Problem("", "A shared database has no recovery key; its administrators open it."))


@dataclass(frozen=True, slots=True)
class TrainingLogins:
    """The demonstration opens without a _passphrase: nothing can be changed, and a sentence says so."""

    why_fixed: str = _TRAINING
    why_one_role: str = ""
    has_recovery_key: bool = False
    keeps_passphrase: bool = True

    def known(self) -> None:
        """Return None: everybody gets in."""
        return

    def add(self, _login: str, _passphrase: str, _role: Role) -> None:
        """Refuse."""
        raise Refused(Problem("", self.why_fixed))

    def set_role(self, _login: str, _role: Role) -> None:
        """Do nothing: a file knows no roles."""

    def close(self, _login: str) -> None:
        """Refuse."""
        raise Refused(Problem("", self.why_fixed))

    def reopen(self, _login: str, _passphrase: str, _role: Role) -> None:
        """Refuse."""
        raise Refused(Problem("", self.why_fixed))

    def reset(self, _login: str, _passphrase: str) -> None:
        """Refuse."""
        raise Refused(Problem("", self.why_fixed))

    def change_own(self, _login: str, _old: str, _new: str) -> None:
        """Refuse."""
        raise Refused(Problem("", self.why_fixed))

    def new_recovery_key(self) -> str:
        """Refuse."""
        raise Refused(Problem("", self.why_fixed))


def move_drafts(drafts: Path, login: str, old: str, new: str) -> None:
    """Let a person's unsaved typing open with the new passphrase; Trouble says where that failed."""
    if not keys.beside(drafts).exists():
        return
    try:
        PersonalDraftKey(drafts, login, new).change_passphrase(old)
    except Trouble as error:
        raise Trouble(
            "Your passphrase was changed, but the file with your unsaved typing still has the old one.",
            kept="Everything saved is kept.",
            to_do="Save what you have open. At the next sign-in the old file is put aside.",
        ) from error
