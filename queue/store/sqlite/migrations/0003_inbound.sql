-- Messages that came to our SIMs, and what an operator said about a modem. What is not to be kept
-- (digits, where only masked texts are) has gone before it comes here.

CREATE TABLE inbound (
    id            INTEGER PRIMARY KEY,  -- in the order of arrival
    uuid          TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    modem         TEXT    NOT NULL,
    iccid         TEXT    NOT NULL,     -- '' where it could not be read
    sim           TEXT    NOT NULL AS (iif(iccid = '', 'modem:' || modem, iccid)),
    sender        TEXT    NOT NULL,
    encoding      TEXT    NOT NULL CHECK (encoding IN ('gsm7', '8bit', 'ucs2')),
    parts         INTEGER NOT NULL CHECK (parts BETWEEN 1 AND 255),
    parts_missing INTEGER NOT NULL DEFAULT 0 CHECK (parts_missing BETWEEN 0 AND parts - 1),
    body          TEXT    NOT NULL,
    sent_at       INTEGER,              -- by the service centre's clock
    received_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX inbound_of_modem    ON inbound (modem, id);
CREATE INDEX inbound_by_time     ON inbound (received_at);
-- The network repeats what it believes to be lost.
CREATE INDEX inbound_from_sender ON inbound (sim, sender, sent_at);

-- Parts of longer messages: open ones wait for the others, the rest are there to know a repeated
-- part by, without their text.
CREATE TABLE inbound_part (
    id          INTEGER PRIMARY KEY,
    uuid        TEXT    NOT NULL CHECK (length(uuid) = 36),  -- may become the message's
    modem       TEXT    NOT NULL,
    iccid       TEXT    NOT NULL,
    sim         TEXT    NOT NULL AS (iif(iccid = '', 'modem:' || modem, iccid)),
    sender      TEXT    NOT NULL,
    reference   INTEGER NOT NULL,
    width       INTEGER NOT NULL CHECK (width IN (8, 16)),
    total       INTEGER NOT NULL CHECK (total BETWEEN 1 AND 255),
    sequence    INTEGER NOT NULL CHECK (sequence BETWEEN 1 AND total),
    alphabet    TEXT    NOT NULL CHECK (alphabet IN ('gsm7', '8bit', 'ucs2')),
    payload     TEXT    NOT NULL,  -- hex: septets one an octet, or octets
    sent_at     INTEGER,
    received_at INTEGER NOT NULL,
    open        INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
    CHECK (open = 1 OR payload = '')
) STRICT;

CREATE INDEX inbound_part_of_message
    ON inbound_part (sim, sender, reference, width, total, sequence);
CREATE INDEX inbound_part_open   ON inbound_part (received_at) WHERE open = 1;
CREATE INDEX inbound_part_closed ON inbound_part (received_at) WHERE open = 0;

-- A modem that an operator paused stays so after a restart.
CREATE TABLE paused_modem (
    modem     TEXT    PRIMARY KEY,
    paused_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
