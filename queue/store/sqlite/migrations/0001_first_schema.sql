-- The first schema. States, events and their rules are those of queue/transition.hpp; the checks
-- and the trigger below repeat them, and a test walks the table to prove that both agree.
-- Times are Unix milliseconds, UTC. Numbers inside (`id`) never leave the store.

-- What a client asked for. The text is not here but in `secret`.
CREATE TABLE message (
    id           INTEGER PRIMARY KEY,  -- in the order of acceptance
    uuid         TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    client       TEXT    NOT NULL,
    destination  TEXT    NOT NULL CHECK (destination GLOB '[1-9]*'
                                         AND destination NOT GLOB '*[^0-9]*'
                                         AND length(destination) <= 15),
    kind         TEXT    NOT NULL CHECK (kind IN ('code', 'text')),
    template     TEXT    NOT NULL,     -- '' for a whole text
    reference    TEXT,
    encoding     TEXT    NOT NULL CHECK (encoding IN ('gsm7', 'ucs2')),
    parts        INTEGER NOT NULL CHECK (parts BETWEEN 1 AND 255),
    status       TEXT    NOT NULL DEFAULT 'queued' CHECK (status IN
                     ('queued', 'sending', 'sent', 'unconfirmed', 'delivered', 'undelivered',
                      'failed', 'expired', 'canceled', 'superseded')),
    outcome_lost INTEGER NOT NULL DEFAULT 0 CHECK (outcome_lost IN (0, 1)),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL CHECK (expires_at >= created_at),
    finished_at  INTEGER,
    error_family TEXT    CHECK (error_family IN ('cms', 'cme', 'tp_st', 'modem', 'queue')),
    error_code   INTEGER,
    CHECK ((error_family IS NULL) = (error_code IS NULL)),
    -- `unconfirmed` has ended only once no try is left.
    CHECK (CASE WHEN status IN ('queued', 'sending') THEN finished_at IS NULL
                WHEN status = 'unconfirmed' THEN 1
                ELSE finished_at IS NOT NULL END),
    -- What may be on the air is never said to be unsent.
    CHECK (outcome_lost = 0
           OR status NOT IN ('queued', 'failed', 'expired', 'canceled', 'superseded'))
) STRICT;

CREATE INDEX message_by_status            ON message (status, id);
CREATE INDEX message_by_client            ON message (client, id);
CREATE INDEX message_by_client_and_status ON message (client, status, id);
CREATE INDEX message_by_reference         ON message (reference, id) WHERE reference IS NOT NULL;
-- What a newer code replaces.
CREATE INDEX message_replaceable  ON message (client, destination, template, kind)
    WHERE status = 'queued';

-- One short message.
CREATE TABLE part (
    id           INTEGER PRIMARY KEY,
    message      INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL CHECK (number BETWEEN 1 AND 255),
    state        TEXT    NOT NULL DEFAULT 'queued' CHECK (state IN
                     ('queued', 'sending', 'sent', 'unconfirmed', 'delivered', 'undelivered',
                      'failed', 'expired', 'canceled', 'superseded')),
    -- Where a queued part stands: it may be claimed, its next try is later, or it waits for the
    -- part before it. Only `ready` parts are looked at by a claim.
    place        TEXT    CHECK (place IN ('ready', 'later', 'behind')),
    -- Who may claim it: '' anybody, a modem's or a group's name, or '=' and the name of the modem
    -- that carries the parts before it.
    lane         TEXT    NOT NULL,
    class        INTEGER NOT NULL CHECK (class IN (0, 1)),  -- codes before texts
    due_at       INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    tries        INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    avoid_modem  TEXT    NOT NULL DEFAULT '',  -- others may have it first, for a moment
    outcome_lost INTEGER NOT NULL DEFAULT 0 CHECK (outcome_lost IN (0, 1)),
    UNIQUE (message, number),
    -- An unconfirmed part may have a place, too: that of its second try.
    CHECK (CASE state WHEN 'queued' THEN place IS NOT NULL
                      WHEN 'unconfirmed' THEN 1
                      ELSE place IS NULL END),
    CHECK (state = 'queued' OR tries > 0 OR state IN ('failed', 'expired', 'canceled', 'superseded')),
    CHECK (state <> 'unconfirmed' OR outcome_lost = 1),
    CHECK (outcome_lost = 0
           OR state NOT IN ('queued', 'failed', 'expired', 'canceled', 'superseded'))
) STRICT;

CREATE INDEX part_ready    ON part (lane, class, expires_at)
    WHERE state = 'queued' AND place = 'ready';
CREATE INDEX part_later    ON part (due_at) WHERE state = 'queued' AND place = 'later';
CREATE INDEX part_avoiding ON part (due_at)
    WHERE state = 'queued' AND place = 'ready' AND avoid_modem <> '';
CREATE INDEX part_expiring ON part (expires_at) WHERE state = 'queued';

-- The state table, once more: a part moves along its rules or not at all.
CREATE TRIGGER part_follows_the_table BEFORE UPDATE OF state ON part
    WHEN old.state <> new.state AND old.state || '>' || new.state NOT IN (
        'queued>sending', 'queued>expired', 'queued>failed', 'queued>canceled',
        'queued>superseded',
        'sending>sent', 'sending>queued', 'sending>failed', 'sending>expired',
        'sending>unconfirmed',
        'unconfirmed>sending', 'unconfirmed>sent', 'unconfirmed>delivered',
        'unconfirmed>undelivered',
        'sent>delivered', 'sent>undelivered')
BEGIN
    SELECT RAISE(ABORT, 'the state table has no such move');
END;

-- The text, code and all, for as long as a try may follow.
CREATE TABLE secret (
    message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    text    TEXT    NOT NULL
) STRICT;

-- One try of one part, written before its first octet reaches a modem. Never numbered again.
CREATE TABLE attempt (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    message           INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    part              INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
    modem             TEXT    NOT NULL,
    iccid             TEXT    NOT NULL,  -- '' where it could not be read
    -- What reports are matched by: the SIM, or the modem where the SIM is not known.
    sim               TEXT    NOT NULL AS (iif(iccid = '', 'modem:' || modem, iccid)),
    started_at        INTEGER NOT NULL,
    finished_at       INTEGER,
    outcome           TEXT    CHECK (outcome IN ('accepted', 'not_sent', 'rejected', 'unknown')),
    message_reference INTEGER CHECK (message_reference BETWEEN 0 AND 255),
    error_family      TEXT    CHECK (error_family IN ('cms', 'cme', 'tp_st', 'modem', 'queue')),
    error_code        INTEGER,
    tp_status         INTEGER CHECK (tp_status BETWEEN 0 AND 255),
    CHECK ((outcome IS NULL) = (finished_at IS NULL)),
    CHECK ((error_family IS NULL) = (error_code IS NULL)),
    CHECK (message_reference IS NULL OR outcome IS 'accepted')
) STRICT;

CREATE INDEX attempt_of_message ON attempt (message, id);
CREATE INDEX attempt_of_part    ON attempt (part);
CREATE INDEX attempt_running    ON attempt (id) WHERE outcome IS NULL;
-- Which a status report may speak of.
CREATE INDEX attempt_reported   ON attempt (sim, message_reference, id)
    WHERE outcome IS NULL OR outcome IN ('accepted', 'unknown');

CREATE TABLE idempotency (
    client      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    message     INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    PRIMARY KEY (client, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_of_message ON idempotency (message);

-- Parts accepted from each SIM on each Japanese calendar day (days since 1970-01-01).
CREATE TABLE ledger (
    iccid TEXT    NOT NULL,
    day   INTEGER NOT NULL,
    parts INTEGER NOT NULL CHECK (parts > 0),
    PRIMARY KEY (iccid, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE modem_total (
    modem        TEXT    PRIMARY KEY,
    sent         INTEGER NOT NULL DEFAULT 0 CHECK (sent >= 0),
    failed       INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
    last_success INTEGER
) STRICT, WITHOUT ROWID;

-- A PIN is tried once on a SIM: a third wrong one locks it.
CREATE TABLE pin_try (
    sim         TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    tried_at    INTEGER NOT NULL,
    PRIMARY KEY (sim, fingerprint)
) STRICT, WITHOUT ROWID;

-- How many messages have each status, so that nobody counts rows.
CREATE TABLE tally (
    status   TEXT    PRIMARY KEY,
    messages INTEGER NOT NULL DEFAULT 0 CHECK (messages >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO tally (status) VALUES
    ('queued'), ('sending'), ('sent'), ('unconfirmed'), ('delivered'), ('undelivered'),
    ('failed'), ('expired'), ('canceled'), ('superseded');

CREATE TRIGGER message_came AFTER INSERT ON message
BEGIN
    UPDATE tally SET messages = messages + 1 WHERE status = new.status;
END;
CREATE TRIGGER message_changed AFTER UPDATE OF status ON message WHEN old.status <> new.status
BEGIN
    UPDATE tally SET messages = messages - 1 WHERE status = old.status;
    UPDATE tally SET messages = messages + 1 WHERE status = new.status;
END;
CREATE TRIGGER message_went AFTER DELETE ON message
BEGIN
    UPDATE tally SET messages = messages - 1 WHERE status = old.status;
END;
