-- The functions behind the audit trail. They belong to an owner nobody can sign in as, and take the person
-- from session_user and the time from the server, so that a client cannot say otherwise.

CREATE SCHEMA IF NOT EXISTS audit;

CREATE OR REPLACE FUNCTION audit.said(what text) RETURNS text
LANGUAGE sql STABLE
AS $body$ SELECT coalesce(current_setting('amhp.' || what, true), '') $body$;

-- Writes one event. The workstation is the name it gives itself and the address the server saw.
CREATE OR REPLACE FUNCTION audit.note(
    what text, about text, row_id bigint, row_version integer, was text, became text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $body$
BEGIN
    INSERT INTO public.audit_event (
        at, actor, workstation, program, operation_id, reason, action, table_name, row_id, row_version,
        before, after)
    VALUES (
        clock_timestamp(), session_user,
        left(audit.said('workstation'), 75) || coalesce(' (' || host(inet_client_addr()) || ')', ''),
        left(audit.said('program'), 40), nullif(left(audit.said('operation'), 36), ''), audit.said('reason'),
        what, about, row_id, row_version, was, became);
END
$body$;

-- One event for each row changed, with the changed columns only; arguments name the columns of bytes, of
-- which the fingerprint is kept. Then tells the listening workstations which row it was, and nothing more.
CREATE OR REPLACE FUNCTION audit.record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' SET bytea_output = 'hex'
AS $body$
DECLARE
    was jsonb := '{}';
    became jsonb := to_jsonb(NEW) - '{id,version}'::text[];
    was_changed jsonb;
    became_changed jsonb;
    bytes_column text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        was := to_jsonb(OLD) - '{id,version}'::text[];
    END IF;
    IF TG_NARGS > 0 THEN
        FOREACH bytes_column IN ARRAY TG_ARGV LOOP
            was := was || audit.fingerprint(was, bytes_column);
            became := became || audit.fingerprint(became, bytes_column);
        END LOOP;
    END IF;
    SELECT jsonb_object_agg(key, coalesce(o.value, 'null')), jsonb_object_agg(key, n.value)
    INTO was_changed, became_changed
    FROM jsonb_each(became) AS n LEFT JOIN jsonb_each(was) AS o USING (key)
    WHERE n.value IS DISTINCT FROM coalesce(o.value, 'null');
    PERFORM audit.note(TG_OP, TG_TABLE_NAME, NEW.id, NEW.version,
        CASE WHEN TG_OP = 'UPDATE' THEN coalesce(was_changed, '{}')::text END,
        coalesce(became_changed, '{}')::text);
    PERFORM pg_notify('amhp_changed',
        json_build_object('table', TG_TABLE_NAME, 'id', NEW.id, 'version', NEW.version)::text);
    RETURN NULL;
END
$body$;

CREATE OR REPLACE FUNCTION audit.fingerprint(fields jsonb, named text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT CASE WHEN fields ->> named IS NULL THEN '{}'::jsonb ELSE jsonb_build_object(named,
        'sha256:' || encode(sha256(convert_to(upper(substr(fields ->> named, 3)), 'UTF8')), 'hex')) END
$body$;

-- Who made and changed a row is the person signed in, whatever the client sent.
CREATE OR REPLACE FUNCTION audit.stamp() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    NEW.changed_by := session_user;
    IF TG_OP = 'INSERT' THEN
        NEW.created_by := session_user;
        IF NEW.voided_at IS NOT NULL THEN
            NEW.voided_by := session_user;
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.id <> OLD.id OR NEW.version IS DISTINCT FROM OLD.version + 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'version_counts_up',
            MESSAGE = 'constraint: version_counts_up';
    END IF;
    NEW.created_by := OLD.created_by;
    NEW.created_at := OLD.created_at;
    NEW.voided_by := CASE
        WHEN NEW.voided_at IS NULL THEN NULL
        WHEN NEW.voided_at IS NOT DISTINCT FROM OLD.voided_at THEN OLD.voided_by
        ELSE session_user END;
    RETURN NEW;
END
$body$;

CREATE OR REPLACE FUNCTION audit.stamp_operation() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    NEW.login := session_user;
    RETURN NEW;
END
$body$;

CREATE OR REPLACE FUNCTION audit.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0],
        MESSAGE = 'constraint: ' || TG_ARGV[0];
END
$body$;

-- Runs at commit: one open transaction keeps nobody waiting, since the end of the chain is locked only then.
-- It is called once for each event; the first call seals all of this transaction, so that the end of the chain
-- is written once however many rows were saved. Events of others, or from behind the trail, are left alone.
CREATE OR REPLACE FUNCTION audit.seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $body$
DECLARE
    head public.audit_head;
    event public.audit_event;
    sealed text;
BEGIN
    IF EXISTS (SELECT 1 FROM public.audit_event AS e WHERE e.id = NEW.id AND e.hash IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    SELECT * INTO head FROM public.audit_head WHERE id = 1 FOR UPDATE;
    FOR event IN
        SELECT e.* FROM public.audit_event AS e
        WHERE e.seq IS NULL AND (e.id = NEW.id OR e.xmin = pg_current_xact_id()::xid) ORDER BY e.id
    LOOP
        sealed := encode(sha256(convert_to(json_build_array(
            head.seq + 1, head.hash, event.id, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
            event.actor, event.workstation, event.program, event.operation_id, event.reason, event.action,
            event.table_name, event.row_id, event.row_version, event.before, event.after)::text,
            'UTF8')), 'hex');
        UPDATE public.audit_event SET seq = head.seq + 1, previous_hash = head.hash, hash = sealed
        WHERE id = event.id;
        head.seq := head.seq + 1;
        head.hash := sealed;
    END LOOP;
    UPDATE public.audit_head SET seq = head.seq, hash = head.hash WHERE id = 1;
    RETURN NULL;
END
$body$;

CREATE OR REPLACE FUNCTION audit.guard_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.seq := NULL;
        NEW.previous_hash := NULL;
        NEW.hash := NULL;
        RETURN NEW;
    END IF;
    IF OLD.hash IS NULL AND NEW.hash IS NOT NULL
        AND (NEW.id, NEW.at, NEW.actor, NEW.workstation, NEW.program, NEW.operation_id, NEW.reason, NEW.action,
            NEW.table_name, NEW.row_id, NEW.row_version, NEW.before, NEW.after)
        IS NOT DISTINCT FROM
            (OLD.id, OLD.at, OLD.actor, OLD.workstation, OLD.program, OLD.operation_id, OLD.reason, OLD.action,
            OLD.table_name, OLD.row_id, OLD.row_version, OLD.before, OLD.after)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_is_append_only',
        MESSAGE = 'constraint: audit_is_append_only';
END
$body$;

CREATE OR REPLACE FUNCTION audit.guard_head() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $body$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.seq > OLD.seq AND EXISTS (
        SELECT 1 FROM public.audit_event AS e WHERE e.seq = NEW.seq AND e.hash = NEW.hash)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_is_append_only',
        MESSAGE = 'constraint: audit_is_append_only';
END
$body$;

-- Reading a person's record is an act too.
CREATE SCHEMA IF NOT EXISTS app;

CREATE OR REPLACE FUNCTION app.record_read(about text, row_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $body$
BEGIN
    IF to_regclass('public.' || quote_ident(about)) IS NULL THEN
        RAISE EXCEPTION 'no such table';
    END IF;
    PERFORM audit.note('READ', about, row_id, NULL, NULL, NULL);
END
$body$;

CREATE OR REPLACE TRIGGER amhp_guard BEFORE INSERT OR UPDATE ON public.audit_event
    FOR EACH ROW EXECUTE FUNCTION audit.guard_event();
CREATE CONSTRAINT TRIGGER amhp_seal AFTER INSERT ON public.audit_event
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.seal();
CREATE OR REPLACE TRIGGER amhp_refuse BEFORE DELETE OR TRUNCATE ON public.audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse('audit_is_append_only');
CREATE OR REPLACE TRIGGER amhp_guard BEFORE INSERT OR UPDATE ON public.audit_head
    FOR EACH ROW EXECUTE FUNCTION audit.guard_head();
CREATE OR REPLACE TRIGGER amhp_refuse BEFORE DELETE OR TRUNCATE ON public.audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse('audit_is_append_only');
CREATE OR REPLACE TRIGGER amhp_stamp BEFORE INSERT ON public.operation
    FOR EACH ROW EXECUTE FUNCTION audit.stamp_operation();
CREATE OR REPLACE TRIGGER amhp_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON public.operation
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse('operations_stay');
