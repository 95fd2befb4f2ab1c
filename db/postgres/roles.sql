-- The roles of the cluster; safe to run again. Owners and groups cannot sign in.

DO $body$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'amhp_owner', 'amhp_audit_owner', 'amhp_coordinator', 'amhp_manager', 'amhp_amhp', 'amhp_edt',
        'amhp_printer', 'amhp_partner', 'amhp_lead', 'amhp_admin', 'amhp_auditor']
    LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'amhp_accounts') THEN
        CREATE ROLE amhp_accounts NOLOGIN CREATEROLE;
    END IF;
END
$body$;

-- Whoever sets up becomes a member of the owners, and nobody else does. From PostgreSQL 16 on the maker of a
-- role may grant it but has no share in it until it takes one.
GRANT amhp_owner, amhp_audit_owner, amhp_accounts TO CURRENT_USER;

-- The owner of the account functions hands out exactly these groups.
GRANT amhp_coordinator, amhp_manager, amhp_amhp, amhp_edt, amhp_printer, amhp_partner, amhp_lead, amhp_admin,
    amhp_auditor TO amhp_accounts WITH ADMIN OPTION;
