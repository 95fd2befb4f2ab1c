-- People's logins, made and closed by administrators of the service without any right on the server itself.
-- A password arrives as a verifier that was computed on the workstation; its text never reaches the server.

CREATE OR REPLACE FUNCTION app.groups() RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT ARRAY['amhp_coordinator', 'amhp_manager', 'amhp_amhp', 'amhp_edt', 'amhp_printer', 'amhp_partner',
        'amhp_lead', 'amhp_admin', 'amhp_auditor']
$body$;

-- Refuses the roles of the cluster and of the program, so that only people's logins are ever touched.
CREATE OR REPLACE FUNCTION app.check_login(login text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF login !~ '^[a-z][a-z0-9._-]{1,62}$' OR login ~ '^(amhp_|pg_)' THEN
        RAISE EXCEPTION 'not a login' USING ERRCODE = 'check_violation', CONSTRAINT = 'login_is_well_formed';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = login
        AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)) THEN
        RAISE EXCEPTION 'not a person' USING ERRCODE = 'check_violation', CONSTRAINT = 'login_is_a_person';
    END IF;
END
$body$;

CREATE OR REPLACE FUNCTION app.check_verifier(verifier text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        RAISE EXCEPTION 'not a verifier'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'password_is_a_verifier';
    END IF;
END
$body$;

CREATE OR REPLACE FUNCTION app.check_person(login text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM app.check_login(login);
    IF NOT EXISTS (
        SELECT 1 FROM pg_auth_members AS m JOIN pg_roles AS held ON held.oid = m.roleid
            JOIN pg_roles AS person ON person.oid = m.member
        WHERE person.rolname = login AND held.rolname = ANY(app.groups()))
        AND NOT coalesce(shobj_description(to_regrole(quote_ident(login)), 'pg_authid') = 'AMHP Desktop', false)
    THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'check_violation', CONSTRAINT = 'login_is_known';
    END IF;
END
$body$;

CREATE OR REPLACE FUNCTION app.create_login(login text, verifier text, group_role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM app.check_login(login);
    PERFORM app.check_verifier(verifier);
    IF NOT group_role = ANY(app.groups()) THEN
        RAISE EXCEPTION 'no such group' USING ERRCODE = 'check_violation', CONSTRAINT = 'group_is_known';
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT 6 PASSWORD %L', login, verifier);
    EXECUTE format('COMMENT ON ROLE %I IS %L', login, 'AMHP Desktop');
    EXECUTE format('GRANT %I TO %I', group_role, login);
    PERFORM audit.note('LOGIN', 'login', 0, NULL, NULL,
        json_build_object('login', login, 'group', group_role)::text);
END
$body$;

-- Puts a person into one group and takes every other away.
CREATE OR REPLACE FUNCTION app.set_group(login text, group_role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    held text;
BEGIN
    PERFORM app.check_person(login);
    IF NOT group_role = ANY(app.groups()) THEN
        RAISE EXCEPTION 'no such group' USING ERRCODE = 'check_violation', CONSTRAINT = 'group_is_known';
    END IF;
    EXECUTE format('GRANT %I TO %I', group_role, login);
    FOREACH held IN ARRAY array_remove(app.groups(), group_role) LOOP
        IF EXISTS (SELECT 1 FROM pg_auth_members AS m
            WHERE m.roleid = to_regrole(quote_ident(held)) AND m.member = to_regrole(quote_ident(login))) THEN
            EXECUTE format('REVOKE %I FROM %I', held, login);
        END IF;
    END LOOP;
    PERFORM audit.note('LOGIN', 'login', 0, NULL, NULL,
        json_build_object('login', login, 'group', group_role)::text);
END
$body$;

CREATE OR REPLACE FUNCTION app.set_verifier(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM app.check_person(login);
    PERFORM app.check_verifier(verifier);
    EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
    PERFORM audit.note('LOGIN', 'login', 0, NULL, NULL,
        json_build_object('login', login, 'password', 'set anew')::text);
END
$body$;

-- Closes a login and throws its sessions out; the right to do so lasts for this call only.
CREATE OR REPLACE FUNCTION app.disable_login(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM app.check_person(login);
    EXECUTE format('ALTER ROLE %I NOLOGIN', login);
    EXECUTE format('GRANT %I TO %I', login, current_user);
    PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity AS a
    WHERE a.usename = login AND a.pid <> pg_backend_pid();
    EXECUTE format('REVOKE %I FROM %I', login, current_user);
    PERFORM audit.note('LOGIN', 'login', 0, NULL, NULL,
        json_build_object('login', login, 'closed', true)::text);
END
$body$;

CREATE OR REPLACE FUNCTION app.enable_login(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM app.check_person(login);
    EXECUTE format('ALTER ROLE %I LOGIN', login);
    PERFORM audit.note('LOGIN', 'login', 0, NULL, NULL,
        json_build_object('login', login, 'closed', false)::text);
END
$body$;
