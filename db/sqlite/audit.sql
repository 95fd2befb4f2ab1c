-- Seals every audit event as it is written, and refuses to change or remove what is written.
-- Writers are serialised by BEGIN IMMEDIATE, so the end of the chain cannot move in between.

CREATE TRIGGER amhp_audit_event_unsealed BEFORE INSERT ON audit_event
WHEN NEW.seq IS NOT NULL OR NEW.previous_hash IS NOT NULL OR NEW.hash IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_is_append_only');
END;

CREATE TRIGGER amhp_audit_event_seal AFTER INSERT ON audit_event
BEGIN
    UPDATE audit_event SET (seq, previous_hash, hash) = (
        SELECT head.seq + 1, head.hash, amhp_sha256(json_array(
            head.seq + 1, head.hash, NEW.id, NEW.at, NEW.actor, NEW.workstation, NEW.program,
            NEW.operation_id, NEW.reason, NEW.action, NEW.table_name, NEW.row_id, NEW.row_version,
            NEW.before, NEW.after))
        FROM audit_head AS head WHERE head.id = 1)
    WHERE id = NEW.id;
    UPDATE audit_head SET (seq, hash) = (SELECT e.seq, e.hash FROM audit_event AS e WHERE e.id = NEW.id)
    WHERE id = 1;
END;

CREATE TRIGGER amhp_audit_event_update BEFORE UPDATE ON audit_event
WHEN OLD.hash IS NOT NULL OR NEW.hash IS NULL
    OR (NEW.id, NEW.at, NEW.actor, NEW.workstation, NEW.program, NEW.reason, NEW.action, NEW.table_name, NEW.row_id)
    IS NOT (OLD.id, OLD.at, OLD.actor, OLD.workstation, OLD.program, OLD.reason, OLD.action, OLD.table_name, OLD.row_id)
    OR (NEW.operation_id, NEW.row_version, NEW.before, NEW.after)
    IS NOT (OLD.operation_id, OLD.row_version, OLD.before, OLD.after)
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_is_append_only');
END;

CREATE TRIGGER amhp_audit_event_delete BEFORE DELETE ON audit_event
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_is_append_only');
END;

CREATE TRIGGER amhp_audit_head_update BEFORE UPDATE ON audit_head
WHEN NEW.id IS NOT OLD.id OR NEW.seq IS NOT OLD.seq + 1
    OR NOT EXISTS (SELECT 1 FROM audit_event WHERE seq = NEW.seq AND hash = NEW.hash)
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_is_append_only');
END;

CREATE TRIGGER amhp_audit_head_insert BEFORE INSERT ON audit_head
WHEN EXISTS (SELECT 1 FROM audit_head)
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_is_append_only');
END;

CREATE TRIGGER amhp_audit_head_delete BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_is_append_only');
END;

CREATE TRIGGER amhp_operation_update BEFORE UPDATE ON operation
BEGIN
    SELECT RAISE(ABORT, 'constraint: operations_stay');
END;

CREATE TRIGGER amhp_operation_delete BEFORE DELETE ON operation
BEGIN
    SELECT RAISE(ABORT, 'constraint: operations_stay');
END;
