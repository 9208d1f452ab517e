-- The ledger of sayso, schema version 1. PRAGMA application_id = 0x53617973 ("Says"), PRAGMA user_version = 1.
-- Offsets are bytes of documents.text, [start, end); both NULL where a thing is not in the text. Days count from 1970-01-01.
-- The id of a record as the program shows it is the document's key, a letter and the record's number: 3fz9a2c1b04e-e7 is
-- event 7, 3fz9a2c1b04e-a2 attribution 2; a claim has the id of its first event with c for e. Integer keys (document,
-- event, attribution, claim) are this file's own and tell nothing outside it.

CREATE TABLE documents (
    document   INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,      -- first 60 bits of hash, base 32: "3fz9a2c1b04e"
    hash       BLOB NOT NULL,             -- SHA-256 of id, a NUL and text: the same document is stored once
    id         TEXT,                      -- as given; else the file's path, with ":LINE" for JSON lines
    date       TEXT,                      -- ISO 8601, of the document; NULL where it did not say and nobody else did
    day        INTEGER,                   -- of date
    title      TEXT,
    publisher  TEXT,
    url        TEXT,
    languages  TEXT NOT NULL,             -- BCP 47, most text first: "uk,fr"
    text       BLOB NOT NULL,             -- the bytes that offsets refer to: CAST(substr(text, start + 1, "end" - start) AS TEXT)
    words      INTEGER NOT NULL,
    version    TEXT NOT NULL,             -- of sayso that read it
    settled    INTEGER NOT NULL DEFAULT 0 -- 1 once claims count it
);
CREATE INDEX documents_unsettled ON documents (document) WHERE settled = 0;

CREATE TABLE sentences (
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number     INTEGER NOT NULL,          -- from 0, in the order of the text
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    language   TEXT NOT NULL,             -- BCP 47; "und" where it could not be told
    tree       TEXT,                      -- CoNLL-U, of sentences that hold an event or attribution
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE actors (                     -- who the document speaks of; one row a person, body or group
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    name       TEXT NOT NULL,             -- canonical, or as first written
    code       TEXT NOT NULL,             -- country and role, "RUSGOV"; "" where unknown
    kind       TEXT NOT NULL,             -- person, organisation, medium, country, group, unnamed
    via        TEXT,                      -- how it was resolved: "knowledge:…", "role:…", "description"
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE mentions (                   -- where each actor is named
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    actor      INTEGER NOT NULL,          -- actors.number
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL
);
CREATE INDEX mentions_document ON mentions (document, actor);

CREATE TABLE places (
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    start      INTEGER,
    "end"      INTEGER,
    name       TEXT NOT NULL,             -- canonical: "Pyongyang"
    country    TEXT,                      -- ISO 3166-1 alpha-3, not alpha-2: "PRK"
    admin1     TEXT,                      -- ISO 3166-2: "KP-01"
    lat        REAL,                      -- degrees, WGS 84
    lon        REAL,
    via        TEXT,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE dates (                      -- dates that the text names
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    start      INTEGER,
    "end"      INTEGER,
    value      TEXT NOT NULL,             -- "2024-06-19", "2025-04", "2024", "2031-03-02/2031-03-08"
    precision  TEXT NOT NULL,             -- day, month, year, interval
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE attributions (               -- who says it
    attribution INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    sentence   INTEGER NOT NULL,
    code       TEXT NOT NULL,             -- of the source; "" where unknown
    text       TEXT,                      -- the source as written; NULL where it is not in the text
    name       TEXT,                      -- canonical name, where the source is one of actors
    actor      INTEGER,                   -- actors.number
    start      INTEGER,                   -- of the source
    "end"      INTEGER,
    via        TEXT,
    kind       TEXT NOT NULL,             -- actor, institution, medium, unnamed, document
    cue        TEXT,                      -- the words that report: "a reconnu"
    cue_start  INTEGER,
    cue_end    INTEGER,
    stance     TEXT NOT NULL,             -- towards the content: assert, confirm, admit, deny, doubt
    direct     INTEGER NOT NULL,          -- 1: quoted words
    inside     INTEGER,                   -- number of the attribution that this one is reported in
    date       TEXT,                      -- of the speaking, where the text tells
    rule       TEXT,
    folded     TEXT NOT NULL,             -- text and name as filters match them
    UNIQUE (document, number)
);

CREATE TABLE contents (                   -- what is reported: one row a span
    attribution INTEGER NOT NULL REFERENCES attributions ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL
);
CREATE INDEX contents_attribution ON contents (attribution);

CREATE TABLE events (                     -- one report of an event; the same event in two documents is two rows, one claim
    event      INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    sentence   INTEGER NOT NULL,
    type       TEXT NOT NULL,             -- PLOVER's 16: "ASSAULT"
    mode       TEXT,
    cameo      TEXT,                      -- CAMEO 1.1b3, not an older numbering
    goldstein  REAL NOT NULL,
    status     TEXT NOT NULL,             -- actual, future, possible, hypothetical, denied
    cue        TEXT,
    cue_start  INTEGER,
    cue_end    INTEGER,
    date       TEXT,
    date_via   TEXT,                      -- "text", "document"; NULL where there is no date
    day_from   INTEGER,                   -- first and last day of date; of the document's date where there is none
    day_to     INTEGER,
    place      INTEGER,                   -- places.number
    contexts   TEXT,                      -- "military,legal"
    under      INTEGER,                   -- attributions.number (not attributions.attribution) of the one it stands under
    rule       TEXT,                      -- language and list entry that found it: "fr/soutien.NOUN"
    confidence REAL NOT NULL,             -- 0 to 1
    telling    INTEGER NOT NULL,          -- number of the first event of this document that tells the same
    claim      INTEGER,                   -- claims.claim; NULL until settled
    UNIQUE (document, number)
);
CREATE INDEX events_claim ON events (claim);
CREATE INDEX events_type ON events (type, day_from);

CREATE TABLE participants (               -- actors and recipients of events
    event      INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    side       TEXT NOT NULL,             -- actor, recipient
    number     INTEGER NOT NULL,          -- from 0, on its side
    code       TEXT NOT NULL,
    text       TEXT NOT NULL,             -- as written; the canonical name where it is inferred
    name       TEXT,                      -- canonical name, where it is one of actors
    kind       TEXT,                      -- of the actor
    actor      INTEGER,                   -- actors.number
    start      INTEGER,
    "end"      INTEGER,
    via        TEXT,                      -- the slot or rule that put it here: "subj", "coreference"
    folded     TEXT NOT NULL,             -- text and name as filters match them
    PRIMARY KEY (event, side, number)
) WITHOUT ROWID;
CREATE INDEX participants_code ON participants (code);

CREATE TABLE notes (                      -- what a careful reader should know: conflicts, what could not be read
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    kind       TEXT NOT NULL,             -- "place-conflict", "invalid-utf8", …
    start      INTEGER,
    "end"      INTEGER,
    text       TEXT,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE says (                       -- which attribution takes which stance towards which event
    event      INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    attribution INTEGER NOT NULL REFERENCES attributions ON DELETE CASCADE,
    stance     TEXT NOT NULL,             -- towards the event: "said that no troops were there" is deny
    institution TEXT NOT NULL,            -- who is one source: country and role; else "=name", or "~key:name" in one document
    date       TEXT,                      -- of the stance
    date_via   TEXT,                      -- "text": of the speaking; "document"; "order": undated, told before what is dated
    day        INTEGER,                   -- what positions are ordered by
    PRIMARY KEY (event, attribution)
) WITHOUT ROWID;

CREATE TABLE claims (                     -- one event, or all reports of one event; derived from the tables above
    claim      INTEGER PRIMARY KEY,
    first      INTEGER NOT NULL,          -- events.event of its first report, by date, document and place in the text
    type       TEXT NOT NULL,
    mode       TEXT,
    actor      TEXT NOT NULL,             -- codes: "PRKMIL,RUS"
    recipient  TEXT NOT NULL,
    place      TEXT,
    country    TEXT,
    date       TEXT,                      -- first day that its reports give
    day        INTEGER,                   -- of date; of the first document where no report gives one
    statuses   TEXT NOT NULL,             -- of its reports: "actual,denied"
    events     INTEGER NOT NULL,
    documents  INTEGER NOT NULL,
    sources    INTEGER NOT NULL,
    reversal   INTEGER NOT NULL           -- 1 where a position on it has one
);
CREATE INDEX claims_type ON claims (type);

CREATE TABLE positions (                  -- what one source has said of one claim; derived
    claim      INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
    institution TEXT NOT NULL,            -- as in says
    source     TEXT NOT NULL,             -- code, or name where there is none
    reversal   INTEGER NOT NULL,          -- 1: denied, and later admitted or confirmed
    PRIMARY KEY (claim, institution)
) WITHOUT ROWID;

CREATE TABLE stances (                    -- the stances of a position, in order of time; derived
    claim      INTEGER NOT NULL,
    institution TEXT NOT NULL,
    number     INTEGER NOT NULL,          -- from 0
    event      INTEGER NOT NULL,
    attribution INTEGER NOT NULL,         -- with event: the row of says
    PRIMARY KEY (claim, institution, number),
    FOREIGN KEY (claim, institution) REFERENCES positions ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE unsettled (                  -- event types whose claims are behind the events
    type       TEXT PRIMARY KEY
) WITHOUT ROWID;
