-- The ledger of sayso, schema version 11. PRAGMA application_id = 0x53617973 ("Says"), PRAGMA user_version = 11.
-- Offsets are bytes of documents.text, [start, end); both NULL where a thing is not in the text. Days count from 1970-01-01.
-- The id of a record as the program shows it is the document's key, a letter and the record's number: 3fz9a2c1b04e-e7 is
-- event 7, 3fz9a2c1b04e-a2 attribution 2; a claim has the id of its first event with c for e. Integer keys (document,
-- event, attribution, claim) are this file's own and tell nothing outside it. What many rows say again and again is kept once, in
-- words: columns of the tables stored_… that say so hold numbers of that table. The views of the same names without stored_ have the
-- texts in them and are what is to be asked.

CREATE TABLE documents (
@documents@
);
CREATE INDEX documents_unsettled ON documents (document) WHERE settled = 0;
CREATE INDEX documents_origin ON documents (origin);
CREATE INDEX documents_order ON documents (ifnull(day, 2147483647), key); -- as lists are in order

CREATE TABLE sentences (
@sentences@
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE trees (
@trees@
);

CREATE TABLE words (                      -- texts that many records share; it only grows
@words@
);

CREATE TABLE stored_actors (              -- who the document speaks of; one row a person, body or group
@actors@
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE stored_mentions (            -- where each actor is named
@mentions@
    PRIMARY KEY (document, actor, number)
) WITHOUT ROWID;

CREATE TABLE stored_places (
@places@
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE dates (                      -- dates that the text names
@dates@
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE stored_attributions (        -- who says it
@attributions@
    UNIQUE (document, number)
);

CREATE TABLE contents (                   -- what is reported: one row a span
@contents@
    PRIMARY KEY (attribution, number)
) WITHOUT ROWID;

CREATE TABLE stored_events (              -- one report of an event; the same event in two documents is two rows, one claim
@events@
    UNIQUE (document, number)
);
CREATE INDEX events_claim ON stored_events (claim);

CREATE TABLE stored_participants (        -- actors and recipients of events
@participants@
    PRIMARY KEY (event, side, number)
) WITHOUT ROWID;

CREATE TABLE numbers (                    -- how many were killed, arrested and so on in an event
@numbers@
    PRIMARY KEY (event, number)
) WITHOUT ROWID;

CREATE TABLE notes (                      -- what a careful reader should know: conflicts, what could not be read
@notes@
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE stored_says (                -- which attribution takes which stance towards which event
@says@
    PRIMARY KEY (event, attribution)
) WITHOUT ROWID;

CREATE TABLE stored_claims (              -- one event, or all reports of one event; derived from the tables above
@claims@
);
CREATE INDEX claims_reversal ON stored_claims (claim) WHERE reversal = 1;
CREATE INDEX claims_order ON stored_claims (ifnull(day, 2147483647));

CREATE TABLE stored_positions (           -- what one source has said of one claim; derived
@positions@
    PRIMARY KEY (claim, institution)
) WITHOUT ROWID;
CREATE INDEX positions_reversal ON stored_positions (claim) WHERE reversal = 1;

CREATE TABLE stored_stances (             -- the stances of a position, in order of time; derived
@stances@
    PRIMARY KEY (claim, institution, number),
    FOREIGN KEY (claim, institution) REFERENCES stored_positions ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE facts (                      -- what lists filter and count by, of 64 documents a row, packed; derived
@facts@
);

CREATE TABLE shown (                      -- what a table of all events shows, of 256 documents a row; derived
@shown@
);
CREATE INDEX shown_waiting ON shown (chunk) WHERE rows IS NULL;

CREATE TABLE tellings (                   -- what claims are made of: the events of one document that tell of the same; derived
@tellings@
);

CREATE TABLE decisions (                  -- what people have put right; it stands when the document is read again
@decisions@
);
CREATE INDEX decisions_key ON decisions (key);

CREATE TABLE pins (                       -- tellings that a person has put into one claim
@pins@
    PRIMARY KEY (key, number)
) WITHOUT ROWID;
CREATE INDEX pins_pin ON pins (pin);

CREATE TABLE digests (                    -- of the ledger itself; those of rows stand in their tables
@digests@
) WITHOUT ROWID;

CREATE TABLE bands (                      -- by what documents are found that may be reprints of each other; derived
@bands@
    PRIMARY KEY (band, document)
) WITHOUT ROWID;

CREATE TABLE named (                      -- by whom tellings are found that may tell of the same; derived
@named@
    PRIMARY KEY (key, at, telling)
) WITHOUT ROWID;

CREATE TABLE pending (                    -- tellings whose claim is still to be found
@pending@
    PRIMARY KEY (lane, loose, at, key, number)
) WITHOUT ROWID;

-- Words of title and text, as they are searched for: folded (small letters, no accents over Cyrillic, е for ё) and cut, by sayso_cut(text);
-- the text itself not kept a second time, nor where in it a word stands. rowid is documents.document. sayso keeps it as documents is; another
-- program that changes documents does not.
CREATE VIRTUAL TABLE search USING fts5(title, text, content='', columnsize=0, detail=none, tokenize='ascii');
