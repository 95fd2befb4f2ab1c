-- Rules that two people could race for. Each statement runs where the table named in front of it exists.

-- table: duty
CREATE TRIGGER amhp_duty_one_place_insert BEFORE INSERT ON duty
WHEN NEW.voided_at IS NULL AND NEW.staff_id IS NOT NULL AND NEW.starts_at < NEW.ends_at
    AND EXISTS (
        SELECT 1 FROM duty AS other
        WHERE other.staff_id = NEW.staff_id AND other.voided_at IS NULL AND other.starts_at < other.ends_at
            AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at)
BEGIN
    SELECT RAISE(ABORT, 'constraint: duty_nobody_in_two_places');
END;

-- table: duty
CREATE TRIGGER amhp_duty_one_place_update BEFORE UPDATE OF staff_id, starts_at, ends_at, voided_at ON duty
WHEN NEW.voided_at IS NULL AND NEW.staff_id IS NOT NULL AND NEW.starts_at < NEW.ends_at
    AND EXISTS (
        SELECT 1 FROM duty AS other
        WHERE other.staff_id = NEW.staff_id AND other.voided_at IS NULL AND other.starts_at < other.ends_at
            AND other.id <> NEW.id AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at)
BEGIN
    SELECT RAISE(ABORT, 'constraint: duty_nobody_in_two_places');
END;
