-- From the tables of a ledger on a server back to those of version 8, which had texts where there are numbers of words now.
CREATE TABLE shown_actors AS SELECT * FROM actors;
CREATE TABLE shown_mentions AS SELECT * FROM mentions;
CREATE TABLE shown_places AS SELECT * FROM places;
CREATE TABLE shown_attributions AS SELECT * FROM attributions;
CREATE TABLE shown_events AS SELECT * FROM events;
CREATE TABLE shown_participants AS SELECT * FROM participants;
CREATE TABLE shown_says AS SELECT * FROM says;
CREATE TABLE shown_claims AS SELECT * FROM claims;
CREATE TABLE shown_positions AS SELECT * FROM positions;
CREATE TABLE shown_stances AS SELECT * FROM stances;
DROP TABLE stored_actors, stored_mentions, stored_places, stored_attributions, stored_events, stored_participants, stored_says, stored_claims,
  stored_positions, stored_stances, trees CASCADE;
DO $$ DECLARE x record; BEGIN
  FOR x IN SELECT oid::regclass AS v FROM pg_class WHERE relkind = 'v' AND relnamespace = current_schema()::regnamespace ORDER BY oid DESC
  LOOP EXECUTE 'DROP VIEW ' || x.v; END LOOP; END $$;

CREATE TABLE actors (document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE, number BIGINT NOT NULL, name TEXT COLLATE "C" NOT NULL,
  country TEXT COLLATE "C" NOT NULL, role TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" GENERATED ALWAYS AS (country || role) STORED, kind TEXT COLLATE "C" NOT NULL, via TEXT COLLATE "C",
  PRIMARY KEY (document, number));
CREATE TABLE mentions (document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE, actor BIGINT NOT NULL, number BIGINT NOT NULL,
  start BIGINT NOT NULL, "end" BIGINT NOT NULL, name_start BIGINT, name_end BIGINT, rule BIGINT, score BIGINT,
  PRIMARY KEY (document, actor, number));
CREATE TABLE places (document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE, number BIGINT NOT NULL, start BIGINT, "end" BIGINT,
  name TEXT COLLATE "C" NOT NULL, country TEXT COLLATE "C", admin1 TEXT COLLATE "C", lat DOUBLE PRECISION, lon DOUBLE PRECISION,
  via TEXT COLLATE "C", PRIMARY KEY (document, number));
CREATE TABLE attributions (attribution BIGINT PRIMARY KEY, document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
  number BIGINT NOT NULL, sentence BIGINT NOT NULL, country TEXT COLLATE "C" NOT NULL, role TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" GENERATED ALWAYS AS (country || role) STORED, text TEXT COLLATE "C", name TEXT COLLATE "C", actor BIGINT,
  start BIGINT, "end" BIGINT, via TEXT COLLATE "C", kind TEXT COLLATE "C" NOT NULL, cue TEXT COLLATE "C", cue_start BIGINT, cue_end BIGINT,
  stance TEXT COLLATE "C" NOT NULL, direct BIGINT NOT NULL, inside BIGINT, date TEXT COLLATE "C", rule TEXT COLLATE "C",
  folded TEXT COLLATE "C" NOT NULL DEFAULT '', UNIQUE (document, number));
CREATE TABLE events (event BIGINT PRIMARY KEY, document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE, number BIGINT NOT NULL,
  sentence BIGINT NOT NULL, type TEXT COLLATE "C" NOT NULL, mode TEXT COLLATE "C", cameo TEXT COLLATE "C", goldstein DOUBLE PRECISION NOT NULL,
  status TEXT COLLATE "C" NOT NULL, cue TEXT COLLATE "C", cue_start BIGINT, cue_end BIGINT, date TEXT COLLATE "C", date_via TEXT COLLATE "C",
  day_from BIGINT, day_to BIGINT, place BIGINT, contexts TEXT COLLATE "C", under BIGINT, rule TEXT COLLATE "C",
  confidence DOUBLE PRECISION NOT NULL, why TEXT COLLATE "C", telling BIGINT NOT NULL, claim BIGINT, UNIQUE (document, number));
CREATE TABLE participants (event BIGINT NOT NULL REFERENCES events ON DELETE CASCADE, side TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL,
  country TEXT COLLATE "C" NOT NULL, role TEXT COLLATE "C" NOT NULL, code TEXT COLLATE "C" GENERATED ALWAYS AS (country || role) STORED,
  text TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C", kind TEXT COLLATE "C", actor BIGINT, start BIGINT, "end" BIGINT,
  via TEXT COLLATE "C", folded TEXT COLLATE "C" NOT NULL DEFAULT '', PRIMARY KEY (event, side, number));
CREATE TABLE says (event BIGINT NOT NULL REFERENCES events ON DELETE CASCADE,
  attribution BIGINT NOT NULL REFERENCES attributions ON DELETE CASCADE, stance TEXT COLLATE "C" NOT NULL,
  institution TEXT COLLATE "C" NOT NULL, date TEXT COLLATE "C", date_via TEXT COLLATE "C", day BIGINT, PRIMARY KEY (event, attribution));
CREATE TABLE claims (claim BIGINT PRIMARY KEY, first BIGINT NOT NULL, type TEXT COLLATE "C" NOT NULL, mode TEXT COLLATE "C",
  actor TEXT COLLATE "C" NOT NULL, recipient TEXT COLLATE "C" NOT NULL, place TEXT COLLATE "C", country TEXT COLLATE "C",
  date TEXT COLLATE "C", day BIGINT, statuses TEXT COLLATE "C" NOT NULL, events BIGINT NOT NULL, documents BIGINT NOT NULL,
  independent BIGINT NOT NULL DEFAULT 0, sources BIGINT NOT NULL, reversal BIGINT NOT NULL, disputed BIGINT NOT NULL DEFAULT 0,
  digest BIGINT);
CREATE TABLE positions (claim BIGINT NOT NULL REFERENCES claims ON DELETE CASCADE, institution TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL, reversal BIGINT NOT NULL, PRIMARY KEY (claim, institution));
CREATE TABLE stances (claim BIGINT NOT NULL, institution TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL, event BIGINT NOT NULL,
  attribution BIGINT NOT NULL, PRIMARY KEY (claim, institution, number),
  FOREIGN KEY (claim, institution) REFERENCES positions ON DELETE CASCADE);

INSERT INTO actors (document, number, name, country, role, kind, via) SELECT document, number, name, country, role, kind, via FROM shown_actors;
INSERT INTO mentions SELECT document, actor, number, start, "end", name_start, name_end, rule, score FROM shown_mentions;
INSERT INTO places SELECT document, number, start, "end", name, country, admin1, lat, lon, via FROM shown_places;
INSERT INTO attributions (attribution, document, number, sentence, country, role, text, name, actor, start, "end", via, kind, cue, cue_start,
  cue_end, stance, direct, inside, date, rule) SELECT attribution, document, number, sentence, country, role, text, name, actor, start, "end",
  via, kind, cue, cue_start, cue_end, stance, direct, inside, date, rule FROM shown_attributions;
INSERT INTO events SELECT event, document, number, sentence, type, mode, cameo, goldstein, status, cue, cue_start, cue_end, date, date_via,
  day_from, day_to, place, contexts, under, rule, confidence, why, telling, claim FROM shown_events;
INSERT INTO participants (event, side, number, country, role, text, name, kind, actor, start, "end", via) SELECT event, side, number, country,
  role, text, name, kind, actor, start, "end", via FROM shown_participants;
INSERT INTO says SELECT event, attribution, stance, institution, date, date_via, day FROM shown_says;
INSERT INTO claims SELECT claim, first, type, mode, actor, recipient, place, country, date, day, statuses, events, documents, independent,
  sources, reversal, disputed, digest FROM shown_claims;
INSERT INTO positions SELECT claim, institution, source, reversal FROM shown_positions;
INSERT INTO stances SELECT claim, institution, number, event, attribution FROM shown_stances;
DROP TABLE shown_actors, shown_mentions, shown_places, shown_attributions, shown_events, shown_participants, shown_says, shown_claims,
  shown_positions, shown_stances;

ALTER TABLE contents ADD FOREIGN KEY (attribution) REFERENCES attributions ON DELETE CASCADE;
ALTER TABLE numbers ADD FOREIGN KEY (event) REFERENCES events ON DELETE CASCADE;
ALTER TABLE tellings ADD FOREIGN KEY (telling) REFERENCES events ON DELETE CASCADE;
DO $$ DECLARE x record; BEGIN
  FOR x IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
  LOOP EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', x.t, x.conname); END LOOP; END $$;
CREATE INDEX events_claim ON events (claim);
CREATE INDEX events_type ON events (type, day_from);
CREATE INDEX participants_code ON participants (code);
CREATE INDEX claims_type ON claims (type);
CREATE INDEX claims_reversal ON claims (claim) WHERE reversal = 1;
CREATE INDEX claims_order ON claims (ifnull(day, 2147483647));
CREATE INDEX positions_reversal ON positions (claim) WHERE reversal = 1;

ALTER TABLE sentences ADD COLUMN tree BYTEA;
UPDATE sentences SET tree = '\x00' || convert_to('# a tree', 'UTF8');
UPDATE bands SET band = band << 16;
UPDATE named SET key = key + 1;
UPDATE sayso_ledger SET version = 8;
