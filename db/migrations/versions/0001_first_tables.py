"""Make the first tables: people, requests, rota, paperwork and the history of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite numbers its rows by itself only where the key is called INTEGER.
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=63), nullable=False),
        sa.Column("workstation", sa.String(length=120), nullable=False),
        sa.Column("program", sa.String(length=40), nullable=False),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_id", sa.BigInteger(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_at"), "audit_event", ["at"], unique=False)
    op.create_index("ix_audit_event_row", "audit_event", ["table_name", "row_id"], unique=False)
    op.create_index("uq_audit_event_seq", "audit_event", ["seq"], unique=True)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "doctor",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=120), nullable=False),
        sa.Column("given", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=20), nullable=False),
        sa.Column("gmc_number", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("base", sa.String(length=120), nullable=False),
        sa.Column("s12_approved", sa.Boolean(), nullable=False),
        sa.Column("s12_until", sa.Date(), nullable=True),
        sa.Column("is_gp", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doctor")),
    )
    op.create_index(op.f("ix_doctor_operation_id"), "doctor", ["operation_id"], unique=False)
    op.create_table(
        "hospital",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("managers", sa.String(length=120), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hospital")),
    )
    op.create_index(op.f("ix_hospital_operation_id"), "hospital", ["operation_id"], unique=False)
    op.create_table(
        "lssa",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lssa")),
        sa.UniqueConstraint("name", name=op.f("uq_lssa_name")),
    )
    op.create_index(op.f("ix_lssa_operation_id"), "lssa", ["operation_id"], unique=False)
    op.create_table(
        "operation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("login", sa.String(length=63), nullable=False),
        sa.Column("workstation", sa.String(length=120), nullable=False),
        sa.Column("program", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_index(op.f("ix_organisation_operation_id"), "organisation", ["operation_id"], unique=False)
    op.create_table(
        "role_permission",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("permission", sa.String(length=30), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_permission")),
    )
    op.create_index(
        op.f("ix_role_permission_operation_id"), "role_permission", ["operation_id"], unique=False
    )
    op.create_index("uq_role_permission", "role_permission", ["role", "permission"], unique=True)
    op.create_table(
        "setting",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_index(op.f("ix_setting_operation_id"), "setting", ["operation_id"], unique=False)
    op.create_index("uq_setting_key", "setting", ["key"], unique=True)
    op.create_table(
        "counter",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_counter_lssa_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
    )
    op.create_index(op.f("ix_counter_lssa_id"), "counter", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_counter_operation_id"), "counter", ["operation_id"], unique=False)
    op.create_index("uq_counter_name", "counter", ["lssa_id", "name"], unique=True)
    op.create_table(
        "person",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("family", sa.String(length=120), nullable=False),
        sa.Column("given", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=20), nullable=False),
        sa.Column("preferred", sa.String(length=120), nullable=False),
        sa.Column("nhs_number", sa.String(length=10), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("about_age", sa.Integer(), nullable=True),
        sa.Column("gender", sa.String(length=30), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("gp", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=120), nullable=False),
        sa.Column("search_key", sa.String(length=250), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_person_lssa_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_lssa_id"), "person", ["lssa_id"], unique=False)
    op.create_index("ix_person_nhs_number", "person", ["nhs_number"], unique=False)
    op.create_index(op.f("ix_person_operation_id"), "person", ["operation_id"], unique=False)
    op.create_index("ix_person_search_key", "person", ["search_key"], unique=False)
    op.create_table(
        "shift",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("monday", sa.Integer(), nullable=False),
        sa.Column("tuesday", sa.Integer(), nullable=False),
        sa.Column("wednesday", sa.Integer(), nullable=False),
        sa.Column("thursday", sa.Integer(), nullable=False),
        sa.Column("friday", sa.Integer(), nullable=False),
        sa.Column("saturday", sa.Integer(), nullable=False),
        sa.Column("sunday", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_shift_lssa_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    op.create_index(op.f("ix_shift_lssa_id"), "shift", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_shift_operation_id"), "shift", ["operation_id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=120), nullable=False),
        sa.Column("given", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=20), nullable=False),
        sa.Column("position", sa.String(length=30), nullable=False),
        sa.Column("employer_id", ROW_ID, nullable=False),
        sa.Column("home_team", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("work_address", sa.Text(), nullable=False),
        sa.Column("work_postcode", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["organisation.id"], name=op.f("fk_staff_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_index(op.f("ix_staff_employer_id"), "staff", ["employer_id"], unique=False)
    op.create_index(op.f("ix_staff_operation_id"), "staff", ["operation_id"], unique=False)
    op.create_table(
        "ward",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hospital_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["hospital_id"], ["hospital.id"], name=op.f("fk_ward_hospital_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ward")),
    )
    op.create_index(op.f("ix_ward_hospital_id"), "ward", ["hospital_id"], unique=False)
    op.create_index(op.f("ix_ward_operation_id"), "ward", ["operation_id"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=63), nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=True),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("also", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_account_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_operation_id"), "account", ["operation_id"], unique=False)
    op.create_index("uq_account_login", "account", ["login"], unique=True)
    op.create_table(
        "acts_for",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_acts_for_lssa_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_acts_for_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts_for")),
    )
    op.create_index(op.f("ix_acts_for_operation_id"), "acts_for", ["operation_id"], unique=False)
    op.create_index(op.f("ix_acts_for_staff_id"), "acts_for", ["staff_id"], unique=False)
    op.create_table(
        "amhp_approval",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=False),
        sa.Column("approving_lssa_id", ROW_ID, nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("ends_on >= approved_on", name=op.f("ck_amhp_approval_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["approving_lssa_id"], ["lssa.id"], name=op.f("fk_amhp_approval_approving_lssa_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_amhp_approval_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amhp_approval")),
    )
    op.create_index(op.f("ix_amhp_approval_operation_id"), "amhp_approval", ["operation_id"], unique=False)
    op.create_index(op.f("ix_amhp_approval_staff_id"), "amhp_approval", ["staff_id"], unique=False)
    op.create_table(
        "assessment_request",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("type", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("caller", sa.String(length=120), nullable=False),
        sa.Column("caller_role", sa.String(length=30), nullable=False),
        sa.Column("call_back", sa.String(length=120), nullable=False),
        sa.Column("call_back_note", sa.String(length=120), nullable=False),
        sa.Column("where_now", sa.Text(), nullable=False),
        sa.Column("where_detail", sa.String(length=120), nullable=False),
        sa.Column("urgency", sa.String(length=30), nullable=False),
        sa.Column("what_happened", sa.Text(), nullable=False),
        sa.Column("tried", sa.JSON(), nullable=False),
        sa.Column("tried_note", sa.Text(), nullable=False),
        sa.Column("risks", sa.JSON(), nullable=False),
        sa.Column("risk_note", sa.Text(), nullable=False),
        sa.Column("power_began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("priority", sa.String(length=30), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(length=30), nullable=True),
        sa.Column("decision_reasons", sa.Text(), nullable=False),
        sa.Column("triaged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("triaged_by", sa.String(length=63), nullable=True),
        sa.Column("referrer_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_action", sa.String(length=120), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_assessment_request_lssa_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assessment_request_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_request")),
    )
    op.create_index(
        "ix_assessment_request_closed_at", "assessment_request", ["lssa_id", "closed_at"], unique=False
    )
    op.create_index(op.f("ix_assessment_request_lssa_id"), "assessment_request", ["lssa_id"], unique=False)
    op.create_index(
        "ix_assessment_request_open",
        "assessment_request",
        ["lssa_id", "state"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        op.f("ix_assessment_request_operation_id"), "assessment_request", ["operation_id"], unique=False
    )
    op.create_index(
        op.f("ix_assessment_request_person_id"), "assessment_request", ["person_id"], unique=False
    )
    op.create_index(
        "ix_assessment_request_received_at", "assessment_request", ["lssa_id", "received_at"], unique=False
    )
    op.create_index("uq_assessment_request_number", "assessment_request", ["lssa_id", "number"], unique=True)
    op.create_table(
        "duty",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=False),
        sa.Column("shift_id", ROW_ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_duty_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_duty_lssa_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_duty_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_duty_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index(op.f("ix_duty_day"), "duty", ["day"], unique=False)
    op.create_index(op.f("ix_duty_lssa_id"), "duty", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_duty_operation_id"), "duty", ["operation_id"], unique=False)
    op.create_index(op.f("ix_duty_shift_id"), "duty", ["shift_id"], unique=False)
    op.create_index("ix_duty_staff_time", "duty", ["staff_id", "starts_at"], unique=False)
    op.create_index(op.f("ix_duty_starts_at"), "duty", ["starts_at"], unique=False)
    op.create_table(
        "person_alert",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("risk", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_person_alert_lssa_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_alert_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_alert")),
    )
    op.create_index(op.f("ix_person_alert_lssa_id"), "person_alert", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_person_alert_operation_id"), "person_alert", ["operation_id"], unique=False)
    op.create_index(op.f("ix_person_alert_person_id"), "person_alert", ["person_id"], unique=False)
    op.create_table(
        "access_grant",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("login", sa.String(length=63), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=63), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_access_grant_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_access_grant_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
    )
    op.create_index(op.f("ix_access_grant_lssa_id"), "access_grant", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_access_grant_operation_id"), "access_grant", ["operation_id"], unique=False)
    op.create_index(op.f("ix_access_grant_request_id"), "access_grant", ["request_id"], unique=False)
    op.create_table(
        "allocation",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=False),
        sa.Column("allocated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("visit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_allocation_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_allocation_request_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_allocation_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
    )
    op.create_index(op.f("ix_allocation_lssa_id"), "allocation", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_allocation_operation_id"), "allocation", ["operation_id"], unique=False)
    op.create_index(op.f("ix_allocation_request_id"), "allocation", ["request_id"], unique=False)
    op.create_index(op.f("ix_allocation_staff_id"), "allocation", ["staff_id"], unique=False)
    op.create_index(
        "uq_allocation_one_open",
        "allocation",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL AND ended_at IS NULL"),
    )
    op.create_table(
        "assessment",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("last_seen_on", sa.Date(), nullable=True),
        sa.Column("interviewed_suitably", sa.Boolean(), nullable=True),
        sa.Column("interpreter_used", sa.Boolean(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_assessment_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_assessment_request_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_assessment_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index(op.f("ix_assessment_lssa_id"), "assessment", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_assessment_operation_id"), "assessment", ["operation_id"], unique=False)
    op.create_index(op.f("ix_assessment_request_id"), "assessment", ["request_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("doctor_id", ROW_ID, nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["doctor_id"], ["doctor.id"], name=op.f("fk_contact_doctor_id")),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_contact_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_contact_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_lssa_id"), "contact", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_contact_operation_id"), "contact", ["operation_id"], unique=False)
    op.create_index(op.f("ix_contact_request_id"), "contact", ["request_id"], unique=False)
    op.create_table(
        "examination",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("doctor_id", ROW_ID, nullable=False),
        sa.Column("examined_on", sa.Date(), nullable=False),
        sa.Column("acquainted", sa.Boolean(), nullable=True),
        sa.Column("recommendation", sa.String(length=30), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["doctor_id"], ["doctor.id"], name=op.f("fk_examination_doctor_id")),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_examination_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_examination_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examination")),
    )
    op.create_index(op.f("ix_examination_lssa_id"), "examination", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_examination_operation_id"), "examination", ["operation_id"], unique=False)
    op.create_index(op.f("ix_examination_request_id"), "examination", ["request_id"], unique=False)
    op.create_table(
        "legal_clock",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("rule_id", sa.String(length=60), nullable=False),
        sa.Column("rule_version", sa.String(length=60), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_legal_clock_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_legal_clock_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_clock")),
    )
    op.create_index(op.f("ix_legal_clock_lssa_id"), "legal_clock", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_legal_clock_operation_id"), "legal_clock", ["operation_id"], unique=False)
    op.create_index(op.f("ix_legal_clock_request_id"), "legal_clock", ["request_id"], unique=False)
    op.create_table(
        "log_entry",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_log_entry_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_log_entry_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
    )
    op.create_index(op.f("ix_log_entry_lssa_id"), "log_entry", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_log_entry_operation_id"), "log_entry", ["operation_id"], unique=False)
    op.create_index(op.f("ix_log_entry_request_id"), "log_entry", ["request_id"], unique=False)
    op.create_table(
        "nearest_relative",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("knowledge", sa.String(length=30), nullable=False),
        sa.Column("family", sa.String(length=120), nullable=False),
        sa.Column("given", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=20), nullable=False),
        sa.Column("relationship", sa.String(length=120), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("informed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_informed_reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_nearest_relative_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_nearest_relative_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nearest_relative")),
    )
    op.create_index(op.f("ix_nearest_relative_lssa_id"), "nearest_relative", ["lssa_id"], unique=False)
    op.create_index(
        op.f("ix_nearest_relative_operation_id"), "nearest_relative", ["operation_id"], unique=False
    )
    op.create_index(
        "uq_nearest_relative_request",
        "nearest_relative",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "outcome",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=True),
        sa.Column("hospital_id", ROW_ID, nullable=True),
        sa.Column("ward_id", ROW_ID, nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["hospital_id"], ["hospital.id"], name=op.f("fk_outcome_hospital_id")),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_outcome_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_outcome_request_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_outcome_staff_id")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_outcome_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_lssa_id"), "outcome", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_outcome_operation_id"), "outcome", ["operation_id"], unique=False)
    op.create_index(
        "uq_outcome_request",
        "outcome",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "paper",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("form_id", sa.String(length=60), nullable=False),
        sa.Column("edition", sa.String(length=60), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("completed_where", sa.String(length=30), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_paper_lssa_id")),
        sa.ForeignKeyConstraint(["request_id"], ["assessment_request.id"], name=op.f("fk_paper_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    op.create_index(op.f("ix_paper_lssa_id"), "paper", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_paper_operation_id"), "paper", ["operation_id"], unique=False)
    op.create_index(op.f("ix_paper_request_id"), "paper", ["request_id"], unique=False)
    op.create_table(
        "state_change",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("before", sa.String(length=30), nullable=True),
        sa.Column("after", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_state_change_lssa_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_state_change_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
    )
    op.create_index(op.f("ix_state_change_lssa_id"), "state_change", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_state_change_operation_id"), "state_change", ["operation_id"], unique=False)
    op.create_index(op.f("ix_state_change_request_id"), "state_change", ["request_id"], unique=False)
    op.create_table(
        "told",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("who", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_told_lssa_id")),
        sa.ForeignKeyConstraint(["request_id"], ["assessment_request.id"], name=op.f("fk_told_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told")),
    )
    op.create_index(op.f("ix_told_lssa_id"), "told", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_told_operation_id"), "told", ["operation_id"], unique=False)
    op.create_index(
        "uq_told_who",
        "told",
        ["request_id", "who"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "print_log",
        sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lssa_id", ROW_ID, nullable=False),
        sa.Column("paper_id", ROW_ID, nullable=True),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("form_id", sa.String(length=60), nullable=False),
        sa.Column("edition", sa.String(length=60), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("printer", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=63), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=63), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.String(length=63), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lssa_id"], ["lssa.id"], name=op.f("fk_print_log_lssa_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_print_log_paper_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assessment_request.id"], name=op.f("fk_print_log_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_log")),
    )
    op.create_index(op.f("ix_print_log_lssa_id"), "print_log", ["lssa_id"], unique=False)
    op.create_index(op.f("ix_print_log_operation_id"), "print_log", ["operation_id"], unique=False)
    op.create_index(op.f("ix_print_log_paper_id"), "print_log", ["paper_id"], unique=False)
    op.create_index(op.f("ix_print_log_request_id"), "print_log", ["request_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_print_log_request_id"), table_name="print_log")
    op.drop_index(op.f("ix_print_log_paper_id"), table_name="print_log")
    op.drop_index(op.f("ix_print_log_operation_id"), table_name="print_log")
    op.drop_index(op.f("ix_print_log_lssa_id"), table_name="print_log")
    op.drop_table("print_log")
    op.drop_index(
        "uq_told_who",
        table_name="told",
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.drop_index(op.f("ix_told_operation_id"), table_name="told")
    op.drop_index(op.f("ix_told_lssa_id"), table_name="told")
    op.drop_table("told")
    op.drop_index(op.f("ix_state_change_request_id"), table_name="state_change")
    op.drop_index(op.f("ix_state_change_operation_id"), table_name="state_change")
    op.drop_index(op.f("ix_state_change_lssa_id"), table_name="state_change")
    op.drop_table("state_change")
    op.drop_index(op.f("ix_paper_request_id"), table_name="paper")
    op.drop_index(op.f("ix_paper_operation_id"), table_name="paper")
    op.drop_index(op.f("ix_paper_lssa_id"), table_name="paper")
    op.drop_table("paper")
    op.drop_index(
        "uq_outcome_request",
        table_name="outcome",
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.drop_index(op.f("ix_outcome_operation_id"), table_name="outcome")
    op.drop_index(op.f("ix_outcome_lssa_id"), table_name="outcome")
    op.drop_table("outcome")
    op.drop_index(
        "uq_nearest_relative_request",
        table_name="nearest_relative",
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.drop_index(op.f("ix_nearest_relative_operation_id"), table_name="nearest_relative")
    op.drop_index(op.f("ix_nearest_relative_lssa_id"), table_name="nearest_relative")
    op.drop_table("nearest_relative")
    op.drop_index(op.f("ix_log_entry_request_id"), table_name="log_entry")
    op.drop_index(op.f("ix_log_entry_operation_id"), table_name="log_entry")
    op.drop_index(op.f("ix_log_entry_lssa_id"), table_name="log_entry")
    op.drop_table("log_entry")
    op.drop_index(op.f("ix_legal_clock_request_id"), table_name="legal_clock")
    op.drop_index(op.f("ix_legal_clock_operation_id"), table_name="legal_clock")
    op.drop_index(op.f("ix_legal_clock_lssa_id"), table_name="legal_clock")
    op.drop_table("legal_clock")
    op.drop_index(op.f("ix_examination_request_id"), table_name="examination")
    op.drop_index(op.f("ix_examination_operation_id"), table_name="examination")
    op.drop_index(op.f("ix_examination_lssa_id"), table_name="examination")
    op.drop_table("examination")
    op.drop_index(op.f("ix_contact_request_id"), table_name="contact")
    op.drop_index(op.f("ix_contact_operation_id"), table_name="contact")
    op.drop_index(op.f("ix_contact_lssa_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_index(op.f("ix_assessment_request_id"), table_name="assessment")
    op.drop_index(op.f("ix_assessment_operation_id"), table_name="assessment")
    op.drop_index(op.f("ix_assessment_lssa_id"), table_name="assessment")
    op.drop_table("assessment")
    op.drop_index(
        "uq_allocation_one_open",
        table_name="allocation",
        sqlite_where=sa.text("voided_at IS NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL AND ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_allocation_staff_id"), table_name="allocation")
    op.drop_index(op.f("ix_allocation_request_id"), table_name="allocation")
    op.drop_index(op.f("ix_allocation_operation_id"), table_name="allocation")
    op.drop_index(op.f("ix_allocation_lssa_id"), table_name="allocation")
    op.drop_table("allocation")
    op.drop_index(op.f("ix_access_grant_request_id"), table_name="access_grant")
    op.drop_index(op.f("ix_access_grant_operation_id"), table_name="access_grant")
    op.drop_index(op.f("ix_access_grant_lssa_id"), table_name="access_grant")
    op.drop_table("access_grant")
    op.drop_index(op.f("ix_person_alert_person_id"), table_name="person_alert")
    op.drop_index(op.f("ix_person_alert_operation_id"), table_name="person_alert")
    op.drop_index(op.f("ix_person_alert_lssa_id"), table_name="person_alert")
    op.drop_table("person_alert")
    op.drop_index(op.f("ix_duty_starts_at"), table_name="duty")
    op.drop_index("ix_duty_staff_time", table_name="duty")
    op.drop_index(op.f("ix_duty_shift_id"), table_name="duty")
    op.drop_index(op.f("ix_duty_operation_id"), table_name="duty")
    op.drop_index(op.f("ix_duty_lssa_id"), table_name="duty")
    op.drop_index(op.f("ix_duty_day"), table_name="duty")
    op.drop_table("duty")
    op.drop_index("uq_assessment_request_number", table_name="assessment_request")
    op.drop_index(op.f("ix_assessment_request_received_at"), table_name="assessment_request")
    op.drop_index(op.f("ix_assessment_request_person_id"), table_name="assessment_request")
    op.drop_index(op.f("ix_assessment_request_operation_id"), table_name="assessment_request")
    op.drop_index(
        "ix_assessment_request_open",
        table_name="assessment_request",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index(op.f("ix_assessment_request_lssa_id"), table_name="assessment_request")
    op.drop_index("ix_assessment_request_closed_at", table_name="assessment_request")
    op.drop_table("assessment_request")
    op.drop_index(op.f("ix_amhp_approval_staff_id"), table_name="amhp_approval")
    op.drop_index(op.f("ix_amhp_approval_operation_id"), table_name="amhp_approval")
    op.drop_table("amhp_approval")
    op.drop_index(op.f("ix_acts_for_staff_id"), table_name="acts_for")
    op.drop_index(op.f("ix_acts_for_operation_id"), table_name="acts_for")
    op.drop_table("acts_for")
    op.drop_index("uq_account_login", table_name="account")
    op.drop_index(op.f("ix_account_operation_id"), table_name="account")
    op.drop_table("account")
    op.drop_index(op.f("ix_ward_operation_id"), table_name="ward")
    op.drop_index(op.f("ix_ward_hospital_id"), table_name="ward")
    op.drop_table("ward")
    op.drop_index(op.f("ix_staff_operation_id"), table_name="staff")
    op.drop_index(op.f("ix_staff_employer_id"), table_name="staff")
    op.drop_table("staff")
    op.drop_index(op.f("ix_shift_operation_id"), table_name="shift")
    op.drop_index(op.f("ix_shift_lssa_id"), table_name="shift")
    op.drop_table("shift")
    op.drop_index("ix_person_search_key", table_name="person")
    op.drop_index(op.f("ix_person_operation_id"), table_name="person")
    op.drop_index("ix_person_nhs_number", table_name="person")
    op.drop_index(op.f("ix_person_lssa_id"), table_name="person")
    op.drop_table("person")
    op.drop_index("uq_counter_name", table_name="counter")
    op.drop_index(op.f("ix_counter_operation_id"), table_name="counter")
    op.drop_index(op.f("ix_counter_lssa_id"), table_name="counter")
    op.drop_table("counter")
    op.drop_index("uq_setting_key", table_name="setting")
    op.drop_index(op.f("ix_setting_operation_id"), table_name="setting")
    op.drop_table("setting")
    op.drop_index("uq_role_permission", table_name="role_permission")
    op.drop_index(op.f("ix_role_permission_operation_id"), table_name="role_permission")
    op.drop_table("role_permission")
    op.drop_index(op.f("ix_organisation_operation_id"), table_name="organisation")
    op.drop_table("organisation")
    op.drop_table("operation")
    op.drop_index(op.f("ix_lssa_operation_id"), table_name="lssa")
    op.drop_table("lssa")
    op.drop_index(op.f("ix_hospital_operation_id"), table_name="hospital")
    op.drop_table("hospital")
    op.drop_index(op.f("ix_doctor_operation_id"), table_name="doctor")
    op.drop_table("doctor")
    op.drop_table("audit_head")
    op.drop_index("uq_audit_event_seq", table_name="audit_event")
    op.drop_index("ix_audit_event_row", table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_at"), table_name="audit_event")
    op.drop_table("audit_event")
