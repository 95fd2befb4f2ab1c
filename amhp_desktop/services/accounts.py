"""Users and roles: who may sign in, as whom, and what happens to their passphrases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from amhp_desktop.domain.access import Identity, Permission, Role
from amhp_desktop.domain.accounts import AccountDraft, account_problems, plain_login, roles_may
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.names import show_name
from amhp_desktop.domain.passphrases import problems_with
from amhp_desktop.services.acting import Acting, Loaded, loaded_from, refuse_if, values_of
from amhp_desktop.services.logins import Logins
from amhp_desktop.storage.database import AlreadyDone, Change, Database
from amhp_desktop.storage.people import AccountRow, StaffRow

_TOPICS = frozenset({Topic.SETTINGS})
_NOBODY_LEFT = "Nobody could manage users any more. First give somebody else the role of administrator."


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in a list; ``lacks_passphrase`` marks an open account that cannot sign in yet."""

    id: int
    login: str
    name: str
    staff_id: int | None
    role: Role
    also: tuple[Role, ...]
    active: bool
    lacks_passphrase: bool
    is_own: bool
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Somebody:
    """A member of staff an account can belong to."""

    id: int
    name: str


class AccountService(Acting):
    """Keeps the accounts and, beside each, the login that goes with it.

    Both change in one go: the login is touched last before the transaction commits, so a login that fails
    leaves the account as it was. Where the commit itself fails, a try with the same `Operation` mends both;
    until then a new login is let in by nobody, and a closed one stays closed.
    """

    def __init__(
        self, database: Database, identity: Identity, clock: Callable[[], datetime], logins: Logins
    ) -> None:
        super().__init__(database, identity, clock)
        self.logins = logins
        self._made: set[UUID] = set()

    # ---- reading

    def lines(self) -> tuple[AccountLine, ...]:
        """Return every account, open ones first, by name."""
        self.identity.require(Permission.MANAGE_USERS)
        known = self.logins.known()
        with self.database.reading() as session:
            rows = session.execute(
                select(AccountRow, StaffRow).outerjoin(StaffRow, StaffRow.id == AccountRow.staff_id)
            ).all()
        found = (self._line(account, staff, known) for account, staff in rows)
        return tuple(sorted(found, key=lambda line: (not line.active, line.name.casefold(), line.login)))

    def _line(self, row: AccountRow, staff: StaffRow | None, known: frozenset[str] | None) -> AccountLine:
        return AccountLine(
            id=row.id, login=row.login,
            name=show_name(staff.family, staff.given, staff.title) if staff else "",
            staff_id=row.staff_id, role=row.role, also=row.also, active=row.active,
            lacks_passphrase=row.active and known is not None and row.login not in known,
            is_own=row.login == self.identity.login,
            changed_by=row.changed_by, changed_at=row.changed_at,
        )  # fmt: skip

    def staff(self) -> tuple[Somebody, ...]:
        """Return the members of staff an account can belong to, by name."""
        with self.database.reading() as session:
            rows = session.scalars(select(StaffRow).order_by(StaffRow.family, StaffRow.given)).all()
        return tuple(Somebody(row.id, show_name(row.family, row.given, row.title)) for row in rows)

    def load(self, account_id: int) -> Loaded[AccountDraft]:
        """Return one account for editing."""
        self.identity.require(Permission.MANAGE_USERS)
        with self.database.reading() as session:
            row = session.get(AccountRow, account_id)
        if row is None:
            raise Refused(Problem("", "This account is no longer in use."))
        return loaded_from(row, AccountDraft)

    # ---- accounts

    def add(self, draft: AccountDraft, passphrase: str, operation: Operation) -> Changed:
        """Add an account with a first passphrase; Refused with every problem at once."""
        draft = replace(draft, login=plain_login(draft.login))
        self._refuse_fixed()
        refuse_if((*self._problems(draft), *problems_with(passphrase, draft.login)))

        def work(change: Change) -> tuple[int, ...]:
            row = change.add(AccountRow(**values_of(draft), active=True))
            if operation.id in self._made:
                self.logins.reset(row.login, passphrase)
            else:
                self.logins.add(row.login, passphrase, row.role)
                self._made.add(operation.id)
            return (row.id,)

        return self._act(operation, work)

    def save(self, loaded: Loaded[AccountDraft], draft: AccountDraft, operation: Operation) -> Changed:
        """Save changed roles or another person; Stale where somebody else saved the account since."""
        refuse_if(self._problems(draft))
        if draft.login != loaded.draft.login:
            raise Refused(Problem("login", "A user name stays as it is. Add a new account instead."))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, AccountRow, loaded.id)
            before = row.role
            self.keep(row, loaded, draft, f"The account {row.login}")
            change.session.flush()
            self._refuse_nobody_left(change.session, "role")
            if row.role is not before and row.active:
                self.logins.set_role(row.login, row.role)
            return (row.id,)

        return self._act(operation, work)

    def close(self, account_id: int, operation: Operation) -> Changed:
        """Close an account, with the operation's reason: the person is out at once, on a shared database."""
        self._refuse_fixed()
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why the account is closed."))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, AccountRow, account_id)
            if row.login == self.identity.login:
                raise Refused(Problem("", "You cannot close your own account."))
            row.active = False
            change.session.flush()
            self._refuse_nobody_left(change.session, "")
            self.logins.close(row.login)
            return (row.id,)

        return self._act(operation, work)

    def reopen(self, account_id: int, passphrase: str, operation: Operation) -> Changed:
        """Open a closed account; the passphrase is needed where logins do not keep the old one."""
        self._refuse_fixed()

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, AccountRow, account_id)
            if not self.logins.keeps_passphrase:
                refuse_if(problems_with(passphrase, row.login))
            row.active = True
            change.session.flush()
            self.logins.reopen(row.login, passphrase, row.role)
            return (row.id,)

        return self._act(operation, work)

    # ---- passphrases

    def reset_passphrase(self, account_id: int, passphrase: str, operation: Operation) -> Changed:
        """Give somebody a new passphrase; that it happened is kept in the trail, the passphrase is not."""
        self._refuse_fixed()
        told = replace(operation, reason=operation.reason.strip() or "New passphrase given")

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, AccountRow, account_id)
            if not row.active:
                raise Refused(Problem("", "This account is closed. Open it again first."))
            refuse_if(problems_with(passphrase, row.login))
            row.changed_at = change.now
            change.session.flush()
            self.logins.reset(row.login, passphrase)
            return (row.id,)

        return self._act(told, work)

    def change_own_passphrase(self, old: str, new: str, operation: Operation) -> Changed:
        """Replace the passphrase of the person signed in, proved by the old one; everybody may."""
        self._refuse_fixed()
        refuse_if(problems_with(new, self.identity.login, field="new"))
        if old == new:
            raise Refused(Problem("new", "This is the passphrase you have now."))
        return self._note(operation, lambda: self.logins.change_own(self.identity.login, old, new))

    def new_recovery_key(self, operation: Operation) -> str:
        """Replace the printed recovery key and return the new one; it is shown once and kept nowhere."""
        self.identity.require(Permission.MANAGE_USERS)
        self._refuse_fixed()
        # Noted first: a key that was replaced and not shown would leave nobody with a key that fits.
        self._note(operation, lambda: None)
        return self.logins.new_recovery_key()

    # ---- inside

    def _act(self, operation: Operation, work: Callable[[Change], tuple[int, ...]]) -> Changed:
        changed = self.act(operation, Permission.MANAGE_USERS, _TOPICS, work)
        self._made.discard(operation.id)
        return changed

    def _note(self, operation: Operation, work: Callable[[], object]) -> Changed:
        """Do something outside the tables and keep that it was done, as an operation without rows."""
        try:
            with self.database.changing(operation):
                work()
        except AlreadyDone:
            return Changed(frozenset())
        return Changed(frozenset())

    def _problems(self, draft: AccountDraft) -> tuple[Problem, ...]:
        found = list(account_problems(draft))
        if draft.also and self.logins.why_one_role:
            found.append(Problem("also", self.logins.why_one_role))
        if draft.role in draft.also:
            found.append(Problem("also", "The main role need not be chosen again."))
        return tuple(found)

    def _refuse_fixed(self) -> None:
        if self.logins.why_fixed:
            raise Refused(Problem("", self.logins.why_fixed))

    @staticmethod
    def _refuse_nobody_left(session: Session, field: str) -> None:
        rows = session.scalars(select(AccountRow).where(AccountRow.active.is_(True))).all()
        if not any(roles_may((row.role, *row.also), Permission.MANAGE_USERS) for row in rows):
            raise Refused(Problem(field, _NOBODY_LEFT))
