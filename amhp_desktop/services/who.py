"""Who stands behind a login: screens show people by family name, never by user name."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from amhp_desktop.storage.people import AccountRow, StaffRow


@dataclass(frozen=True, slots=True)
class Who:
    """The family names of those who sign in."""

    names: dict[str, str] = field(default_factory=dict)

    def __call__(self, login: str | None) -> str:
        """Return ``RAMAN`` for ``priya.raman``; a login nobody holds any more stands for itself."""
        return self.names.get(login or "", login or "")


def who(session: Session) -> Who:
    """Read, in one statement, who stands behind each login, leavers included."""
    rows = session.execute(
        select(AccountRow.login, StaffRow.family)
        .join(StaffRow, StaffRow.id == AccountRow.staff_id)
        .execution_options(include_voided=True)
    )
    return Who({login: family.upper() for login, family in rows})
