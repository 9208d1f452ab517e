-- The tables stored_… with texts for numbers of words, and with what other columns and tables make.
CREATE VIEW actors AS SELECT
@actors@
FROM stored_actors t;

CREATE VIEW mentions AS SELECT
@mentions@
FROM stored_mentions t;

CREATE VIEW places AS SELECT
@places@
FROM stored_places t;

CREATE VIEW events AS SELECT
@events@
FROM stored_events t;

CREATE VIEW attributions AS SELECT
@attributions@
FROM stored_attributions t;

CREATE VIEW participants AS SELECT
@participants@
FROM stored_participants t;

CREATE VIEW says AS SELECT
@says@
FROM stored_says t;

CREATE VIEW claims AS SELECT
@claims@
FROM stored_claims t;

CREATE VIEW positions AS SELECT
@positions@
FROM stored_positions t;

CREATE VIEW stances AS SELECT
@stances@
FROM stored_stances t;

-- The views, for `sayso sql` and any other program: ids as the program shows them, sentences cut out of the texts, lists as "a; b".
-- Nothing is stored in them; they are made anew whenever a ledger is brought to a newer version.
CREATE VIEW list_documents AS             -- a row a document
SELECT d.key, d.id, d.date, d.publisher, d.title, d.url, d.languages, d.words, d.version,
    CAST(d.text AS TEXT) AS text
FROM documents d;

CREATE VIEW list_events AS                -- a row a report of an event
SELECT d.key || '-e' || e.number AS id, fd.key || '-c' || fe.number AS claim,
    d.key AS document, d.date AS document_date, d.publisher, d.url, s.language, e.date, e.date_via,
    date(e.day_from * 86400, 'unixepoch') AS first_day, date(e.day_to * 86400, 'unixepoch') AS last_day,
    e.type, e.mode, e.cameo, e.goldstein, e.status,
    (SELECT group_concat(x.code, '; ') FROM (SELECT y.code FROM participants y WHERE y.event = e.event AND y.side = 'actor' ORDER BY y.number) x) AS actor,
    (SELECT group_concat(x.text, '; ') FROM (SELECT y.text FROM participants y WHERE y.event = e.event AND y.side = 'actor' ORDER BY y.number) x) AS actor_text,
    (SELECT group_concat(x.code, '; ') FROM (SELECT y.code FROM participants y WHERE y.event = e.event AND y.side = 'recipient' ORDER BY y.number) x) AS recipient,
    (SELECT group_concat(x.text, '; ') FROM (SELECT y.text FROM participants y WHERE y.event = e.event AND y.side = 'recipient' ORDER BY y.number) x) AS recipient_text,
    p.name AS place, p.country, p.admin1, p.lat, p.lon, e.contexts,
    (SELECT group_concat(x.shown, '; ') FROM (SELECT n.kind || ' ' || n.value AS shown FROM numbers n WHERE n.event = e.event ORDER BY n.number) x) AS numbers,
    a.code AS source, a.text AS source_text, a.stance, e.cue, e.rule, e.confidence,
    CAST(substr(d.text, s.start + 1, s."end" - s.start) AS TEXT) AS sentence
FROM events e JOIN documents d USING (document)
JOIN sentences s ON s.document = e.document AND s.number = e.sentence
LEFT JOIN places p ON p.document = e.document AND p.number = e.place
LEFT JOIN attributions a ON a.document = e.document AND a.number = e.under
LEFT JOIN claims c ON c.claim = e.claim LEFT JOIN events fe ON fe.event = c.first
LEFT JOIN documents fd ON fd.document = fe.document;

CREATE VIEW list_participants AS          -- a row an actor or recipient of an event
SELECT d.key || '-e' || e.number AS event, p.side, p.number, p.country, p.role, p.code, p.text, p.name, p.kind,
    y.via AS resolved_by
FROM participants p JOIN events e USING (event) JOIN documents d USING (document)
LEFT JOIN actors y ON y.document = e.document AND y.number = p.actor;

CREATE VIEW list_numbers AS               -- a row a number: how many were killed, arrested and so on
SELECT d.key || '-e' || e.number AS event, n.kind, n.value, n.low, n.high, n.exact, n.who, a.code AS source,
    ifnull(a.text, a.name) AS source_text, n.text
FROM numbers n JOIN events e USING (event) JOIN documents d USING (document)
LEFT JOIN attributions a ON a.document = e.document AND a.number = n.attribution;

CREATE VIEW list_attributions AS          -- a row an attribution: who says what
SELECT d.key || '-a' || a.number AS id, d.key AS document, d.date AS document_date, d.publisher, a.date, a.code AS source,
    a.text AS source_text, a.name, a.kind, a.stance, a.direct, a.cue, a.rule,
    (SELECT group_concat(x.part, ' … ') FROM (SELECT CAST(substr(d.text, c.start + 1, c."end" - c.start) AS TEXT) AS part
     FROM contents c WHERE c.attribution = a.attribution ORDER BY c.start) x) AS content,
    CAST(substr(d.text, s.start + 1, s."end" - s.start) AS TEXT) AS sentence
FROM attributions a JOIN documents d USING (document)
JOIN sentences s ON s.document = a.document AND s.number = a.sentence;

CREATE VIEW list_claims AS                -- a row a claim: one event, or all reports of one
SELECT d.key || '-c' || e.number AS id, c.date, c.type, c.mode, c.actor, c.recipient, c.place, c.country, c.statuses,
    c.events, c.documents, c.sources, c.reversal
FROM claims c JOIN events e ON e.event = c.first JOIN documents d ON d.document = e.document;

CREATE VIEW list_stances AS               -- a row a stance of a source towards a claim, in order of time within a position
SELECT d.key || '-c' || e.number AS claim, c.type, p.source, p.reversal, t.number, y.stance, y.date, y.date_via, a.code,
    a.name, a.text, a.cue, ad.key || '-a' || a.number AS attribution, ad.publisher
FROM positions p JOIN claims c USING (claim) JOIN events e ON e.event = c.first JOIN documents d ON d.document = e.document
JOIN stances t ON t.claim = p.claim AND t.institution = p.institution
JOIN says y ON y.event = t.event AND y.attribution = t.attribution
JOIN attributions a ON a.attribution = t.attribution JOIN documents ad ON ad.document = a.document;
