"""Stored people and places of the service: authorities, employers, staff, approvals, doctors, hospitals, users."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from amhp_desktop.domain.access import Permission, Role
from amhp_desktop.domain.people import ApprovalStatus, OrganisationKind, Position
from amhp_desktop.storage.columns import Codes, Login, Name, Phone, Postcode, Word, code
from amhp_desktop.storage.records import Record


class LssaRow(Record):
    """A local social services authority (s.145), on whose behalf AMHPs act."""

    __tablename__ = "lssa"

    name: Mapped[str] = mapped_column(Name, unique=True)
    own: Mapped[bool] = mapped_column(Boolean)


class OrganisationRow(Record):
    """A body that employs staff or runs hospitals."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(Name, unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(code(OrganisationKind))


class StaffRow(Record):
    """A member of staff of any employer."""

    __tablename__ = "staff"

    family: Mapped[str] = mapped_column(Name)
    given: Mapped[str] = mapped_column(Name)
    title: Mapped[str] = mapped_column(String(20))
    position: Mapped[Position] = mapped_column(code(Position))
    employer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    home_team: Mapped[str] = mapped_column(Name)
    phone: Mapped[str] = mapped_column(Phone)
    email: Mapped[str] = mapped_column(Name)
    work_address: Mapped[str] = mapped_column(Text)
    work_postcode: Mapped[str] = mapped_column(Postcode)
    note: Mapped[str] = mapped_column(Text)


class ApprovalRow(Record):
    """One approval of a member of staff as an AMHP (s.114)."""

    __tablename__ = "amhp_approval"
    __table_args__ = (CheckConstraint("ends_on >= approved_on", name="ends_after_it_begins"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    approving_lssa_id: Mapped[int] = mapped_column(ForeignKey("lssa.id"))
    approved_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    status: Mapped[ApprovalStatus] = mapped_column(code(ApprovalStatus))
    status_reason: Mapped[str] = mapped_column(Text)


class ActsForRow(Record):
    """An authority for which a member of staff has agreed to act (SI 2008/1206 reg. 5(b))."""

    __tablename__ = "acts_for"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    lssa_id: Mapped[int] = mapped_column(ForeignKey("lssa.id"))


class DoctorRow(Record):
    """A doctor who may be asked for a medical recommendation."""

    __tablename__ = "doctor"

    family: Mapped[str] = mapped_column(Name)
    given: Mapped[str] = mapped_column(Name)
    title: Mapped[str] = mapped_column(String(20))
    gmc_number: Mapped[str] = mapped_column(String(20))
    phone: Mapped[str] = mapped_column(Phone)
    base: Mapped[str] = mapped_column(Name)
    s12_approved: Mapped[bool] = mapped_column(Boolean)
    s12_until: Mapped[date | None] = mapped_column(Date)
    is_gp: Mapped[bool] = mapped_column(Boolean)
    languages: Mapped[str] = mapped_column(Name)
    note: Mapped[str] = mapped_column(Text)


class HospitalRow(Record):
    """A hospital with the managers to whom applications are addressed."""

    __tablename__ = "hospital"

    name: Mapped[str] = mapped_column(Name)
    managers: Mapped[str] = mapped_column(Name)
    address: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Postcode)
    phone: Mapped[str] = mapped_column(Phone)


class WardRow(Record):
    """A ward of a hospital."""

    __tablename__ = "ward"

    hospital_id: Mapped[int] = mapped_column(ForeignKey("hospital.id"), index=True)
    name: Mapped[str] = mapped_column(Name)
    phone: Mapped[str] = mapped_column(Phone)


class AccountRow(Record):
    """Somebody who signs in; on a shared database the server's role decides and this row explains."""

    __tablename__ = "account"
    __table_args__ = (Index("uq_account_login", "login", unique=True),)

    login: Mapped[str] = mapped_column(Login)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[Role] = mapped_column(code(Role))
    also: Mapped[tuple[Role, ...]] = mapped_column(Codes(Role))
    active: Mapped[bool] = mapped_column(Boolean)


class RolePermissionRow(Record):
    """One line of the table of permissions, kept in the database for the rules that live there."""

    __tablename__ = "role_permission"
    __table_args__ = (Index("uq_role_permission", "role", "permission", unique=True),)

    role: Mapped[Role] = mapped_column(code(Role))
    permission: Mapped[Permission] = mapped_column(code(Permission))


class SettingRow(Record):
    """One setting of the service, by its key."""

    __tablename__ = "setting"
    __table_args__ = (Index("uq_setting_key", "key", unique=True),)

    key: Mapped[str] = mapped_column(Word)
    value: Mapped[str] = mapped_column(Text)
