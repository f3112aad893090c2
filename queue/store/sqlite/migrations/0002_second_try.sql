-- The one second try of a code whose outcome is unknown. An unconfirmed part that has a place waits
-- for it, and is found as a queued one is: by its place.
DROP INDEX part_ready;
DROP INDEX part_later;
DROP INDEX part_avoiding;
DROP INDEX part_expiring;

CREATE INDEX part_ready    ON part (lane, class, expires_at) WHERE place = 'ready';
CREATE INDEX part_later    ON part (due_at) WHERE place = 'later';
CREATE INDEX part_avoiding ON part (due_at) WHERE place = 'ready' AND avoid_modem <> '';
CREATE INDEX part_expiring ON part (expires_at) WHERE place IS NOT NULL;

-- What is counted for good, whatever becomes of the messages.
CREATE TABLE counter (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL DEFAULT 0 CHECK (value >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO counter (name) VALUES
    ('second_tries'),  -- parts sent again though they may have been sent
    ('doubled');       -- copies that were accepted beside another of the same part
