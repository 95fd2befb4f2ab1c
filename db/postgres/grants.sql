-- Schemas and functions: taken from everybody, then given where needed. Tables follow from grants.toml.

GRANT USAGE, CREATE ON SCHEMA public TO amhp_owner, amhp_audit_owner;
REVOKE ALL ON SCHEMA public, app, audit FROM PUBLIC;
GRANT USAGE ON SCHEMA public, app TO amhp_coordinator, amhp_manager, amhp_amhp, amhp_edt, amhp_printer,
    amhp_partner, amhp_lead, amhp_admin, amhp_auditor;
GRANT USAGE, CREATE ON SCHEMA app TO amhp_audit_owner, amhp_accounts;
GRANT USAGE, CREATE ON SCHEMA audit TO amhp_audit_owner;
GRANT USAGE ON SCHEMA audit TO amhp_accounts, amhp_owner;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.record_read TO amhp_coordinator, amhp_manager, amhp_amhp, amhp_edt, amhp_printer,
    amhp_partner, amhp_lead, amhp_admin, amhp_auditor;
GRANT EXECUTE ON FUNCTION audit.note, audit.said TO amhp_accounts;
GRANT EXECUTE ON FUNCTION app.create_login, app.set_group, app.set_verifier, app.disable_login, app.enable_login
    TO amhp_admin;

-- Owners. Members of both owner roles may do this, which is the setup tool alone.
ALTER FUNCTION app.record_read OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.note OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.record OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.seal OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.said OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.fingerprint OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.stamp OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.stamp_operation OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.refuse OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.guard_event OWNER TO amhp_audit_owner;
ALTER FUNCTION audit.guard_head OWNER TO amhp_audit_owner;
ALTER FUNCTION app.groups OWNER TO amhp_accounts;
ALTER FUNCTION app.check_login OWNER TO amhp_accounts;
ALTER FUNCTION app.check_verifier OWNER TO amhp_accounts;
ALTER FUNCTION app.check_person OWNER TO amhp_accounts;
ALTER FUNCTION app.create_login OWNER TO amhp_accounts;
ALTER FUNCTION app.set_group OWNER TO amhp_accounts;
ALTER FUNCTION app.set_verifier OWNER TO amhp_accounts;
ALTER FUNCTION app.disable_login OWNER TO amhp_accounts;
ALTER FUNCTION app.enable_login OWNER TO amhp_accounts;
