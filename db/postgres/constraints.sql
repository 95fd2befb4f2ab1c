-- Rules that two people could race for. Safe to run again; a table that is not there yet is passed over.
-- A duty nobody fills yet has no staff_id: an empty range bound would make such duties exclude one another.

DO $body$
BEGIN
    IF to_regclass('public.duty') IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conname = 'duty_nobody_in_two_places' AND conrelid = 'public.duty'::regclass)
    THEN
        ALTER TABLE public.duty ADD CONSTRAINT duty_nobody_in_two_places
            EXCLUDE USING gist (int8range(staff_id, staff_id, '[]') WITH =, tstzrange(starts_at, ends_at) WITH &&)
            WHERE (voided_at IS NULL AND staff_id IS NOT NULL);
    END IF;
END
$body$;
