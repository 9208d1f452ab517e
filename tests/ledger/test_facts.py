#!/usr/bin/env python3
"""test_facts.py SAYSO REPORTS.py: counts and pages come from packed facts, whole lists from the
tables. Both say the same: of invented reports, some read again, corrected, withdrawn, merged, every
count is what SQL over the tables gives, every page what the whole list has there."""

import json
import random
import sqlite3
import subprocess
import sys
import tempfile

SAYSO, REPORTS = sys.argv[1:]
SEED = 7
LISTS = "events attributions claims positions documents disputes reversals numbers stories".split()
BYS = "year month day type quad mode status actor recipient country source publisher".split()
QUAD = {}  # by type, as the program has it

# What is counted by: SQL, and the rows beside those of events.
SQL_OF = {
    "year": "ifnull(strftime('%Y', e.day_from * 86400, 'unixepoch'), '')",
    "month": "ifnull(strftime('%Y-%m', e.day_from * 86400, 'unixepoch'), '')",
    "day": "ifnull(strftime('%Y-%m-%d', e.day_from * 86400, 'unixepoch'), '')",
    "type": "e.type",
    "quad": "quad(e.type)",
    "mode": "ifnull(e.mode, '')",
    "status": "e.status",
    "actor": "ifnull(pa.country, '')",
    "recipient": "ifnull(pr.country, '')",
    "country": "ifnull(p.country, '')",
    "source": "ifnull(a.code, '')",
    "publisher": "ifnull(d.publisher, '')",
}
JOINED = """ FROM events e JOIN documents d USING (document)
 LEFT JOIN participants pa ON pa.event = e.event AND pa.side = 'actor' AND {actor}
 LEFT JOIN participants pr ON pr.event = e.event AND pr.side = 'recipient' AND {recipient}
 LEFT JOIN places p ON p.document = e.document AND p.number = e.place
 LEFT JOIN attributions a ON a.document = e.document AND a.number = e.under WHERE {where}"""
SUMS = """count(*), count(DISTINCT claim), count(DISTINCT document), round(avg(goldstein) * 1000)"""

# Filters as the program takes them, and as conditions on an event.
FILTERS = [
    ([], "1"),
    (["--type", "PROTEST,AGREE"], "e.type IN ('PROTEST', 'AGREE')"),
    (["--actor", "UKR"],
     "EXISTS (SELECT 1 FROM participants x WHERE x.event = e.event AND x.side = 'actor' "
     "AND x.code LIKE 'UKR%')"),
    (["--recipient", "OPP"],
     "EXISTS (SELECT 1 FROM participants x WHERE x.event = e.event AND x.side = "
     "'recipient' AND x.code LIKE '%OPP')"),
    (["--actor", "a gov"],
     "EXISTS (SELECT 1 FROM participants x WHERE x.event = e.event AND x.side = 'actor' "
     "AND instr(lower(x.text || ' ' || ifnull(x.name, '')), 'a gov'))"),
    (["--since", "2001-01-03", "--until", "2001-01-04"], "e.day_to >= 11325 AND e.day_from <= 11326"),
    (["--place", "FRA"], "p.country = 'FRA'"),
    (["--place", "ville2"], "instr(lower(p.name), 'ville2')"),
    (["--source", "CHN"],
     "EXISTS (SELECT 1 FROM says s JOIN attributions y USING (attribution) WHERE s.event = "
     "e.event AND y.code LIKE 'CHN%')"),
    (["--reversals"], "e.claim IN (SELECT claim FROM claims WHERE reversal = 1)"),
    (["--document", "r7"], "d.id = 'r7'"),
    (["--actor", "nobody at all"], "0"),
]  # fmt: skip


def run(*words, given=None):
    done = subprocess.run([SAYSO, *words], input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done


def rows(ledger, *words):
    out = run(*words, "--ledger", ledger, "--format", "jsonl").stdout
    return [json.loads(line) for line in out.splitlines()]


def counted(db, by, where):
    """As SQL counts; of a side that nobody counts by no row is joined."""
    sides = {side: "1" if side in by else "0" for side in ("actor", "recipient")}
    keys = [f"{SQL_OF[b]} AS {b}" for b in by]
    inner = ", ".join(["e.event", "e.claim", "e.document", "e.goldstein", *keys])
    events = f"SELECT DISTINCT {inner}{JOINED.format(where=where, **sides)}"
    sql = f"SELECT {', '.join([*by, SUMS])} FROM ({events}) GROUP BY "
    return sorted(db.execute(sql + ", ".join(by)).fetchall())


def counts_agree(ledger, db, rng):
    for words, where in FILTERS:
        by = sorted(rng.sample(BYS, rng.randint(1, 3)), key=BYS.index)
        found = rows(ledger, "counts", "--by", ",".join(by), *words)
        got = [
            tuple("" if r[b] is None else int(r[b]) if b == "quad" else r[b] for b in by)
            + (r["events"], r["claims"], r["documents"])
            for r in found
        ]
        want = counted(db, by, where)
        assert got == [w[:-1] for w in want], (words, by, got[:3], want[:3])
        for r, w in zip(found, want):
            assert abs(r["goldstein"] * 1000 - w[-1]) <= 10, (words, by, r, w)
        total = rows(ledger, "totals", *words)[0]
        assert (
            total["events"]
            == db.execute(
                "SELECT count(*)" + JOINED.format(where=where, actor="0", recipient="0")
            ).fetchone()[0]
        )


def sides_agree(ledger, db):
    """Dyads and places, all of them."""
    want = db.execute(
        """SELECT actor, recipient, count(*), count(DISTINCT claim) FROM (SELECT DISTINCT
        e.event, e.claim, one.country AS actor, other.country AS recipient FROM events e
        JOIN participants one ON one.event = e.event AND one.side = 'actor' AND one.country
        <> '' JOIN participants other ON other.event = e.event AND other.country <> '' AND
        (other.side = 'recipient' OR (other.country <> one.country AND NOT EXISTS (SELECT 1
        FROM participants r WHERE r.event = e.event AND r.side = 'recipient')))) GROUP BY 1,
        2 ORDER BY 1, 2"""
    ).fetchall()
    got = [(r["actor"], r["recipient"], r["events"], r["claims"]) for r in rows(ledger, "dyads")]
    assert got == want and want, (got[:3], want[:3])
    want = db.execute(
        """SELECT p.country, p.name, max(p.lat), count(*), count(DISTINCT e.claim),
        count(DISTINCT d.document), count(DISTINCT ifnull(d.origin, d.document)),
        sum(quad(e.type) = 4) FROM events e JOIN documents d USING (document) JOIN places p
        ON p.document = e.document AND p.number = e.place GROUP BY 1, 2 ORDER BY 1, 2"""
    ).fetchall()
    got = [
        (
            r["country"],
            r["place"],
            r["lat"],
            r["events"],
            r["claims"],
            r["documents"],
            r["independent"],
            r["quad4"],
        )
        for r in rows(ledger, "places")
    ]
    assert got == want and want, (got[:3], want[:3])


def pages_agree(ledger, rng, lists=(*LISTS, "counts", "dyads", "places")):
    for name in lists:
        for words, _ in rng.sample(FILTERS, 4) + [FILTERS[0]]:
            whole = run(name, *words, "--ledger", ledger, "--format", "jsonl").stdout.splitlines()
            paged, after, size = [], [], max(3, len(whole) // 3)
            for _ in range(6):
                page = run(
                    name,
                    *words,
                    "--ledger",
                    ledger,
                    "--format",
                    "jsonl",
                    "--limit",
                    str(size),
                    *after,
                )
                paged += page.stdout.splitlines()
                if "--after " not in page.stderr:
                    break
                after = ["--after", page.stderr.split("--after ")[1].split()[0]]
            assert paged == whole, (name, words, len(paged), len(whole))


def all_agree(ledger, rng):
    db = sqlite3.connect(ledger)
    if not QUAD:
        QUAD.update((r["type"], r["quad"]) for r in rows(ledger, "events"))
    db.create_function("quad", 1, QUAD.get)
    counts_agree(ledger, db, rng)
    sides_agree(ledger, db)
    pages_agree(ledger, rng)
    db.close()
    assert "as it was written" in run("verify", "--ledger", ledger).stdout


def many_agree(folder, rng):
    """More than one thread looks at by itself (src/ledger/crew.c)."""
    ledger = f"{folder}/many.db"
    made = run_python(REPORTS, "2400", "--a-day", "50")
    run("read", "-q", "--ledger", ledger, "--input", "reading", "-", given="\n".join(made) + "\n")
    db = sqlite3.connect(ledger)
    db.create_function("quad", 1, QUAD.get)
    assert db.execute("SELECT count(*) FROM facts").fetchone()[0] > 32
    counts_agree(ledger, db, rng)
    sides_agree(ledger, db)
    pages_agree(ledger, rng, ("claims", "attributions", "places"))
    db.execute("UPDATE facts SET rows = x'ffff' WHERE chunk = (SELECT max(chunk) FROM facts)")
    db.commit()
    db.close()
    for words in (["totals"], ["claims", "--actor", "nobody at all", "--limit", "5"]):
        told = subprocess.run(
            [SAYSO, *words, "--ledger", ledger], capture_output=True, text=True, check=False
        )
        assert told.returncode == 2 and "damaged" in told.stderr, (words, told)


def turned(reading):
    """A source that denies, and at the end admits: the generator has none."""
    for said in reading["attributions"]:
        said["stance"] = "deny" if reading["date"] < "2001-01-03" else "admit"
    return reading


def main():
    rng = random.Random(SEED)
    made = run_python(REPORTS, "260", "--a-day", "50")
    made = [json.loads(x) for x in made]
    lines = [json.dumps(turned(x) if i % 3 == 0 else x) for i, x in enumerate(made)]
    rng.shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        ledger = f"{folder}/facts.db"
        read = ["read", "-q", "--ledger", ledger, "--input", "reading"]
        run(*read, "-", given="\n".join(lines[:200]) + "\n")
        run(*read, "-", given="\n".join(lines[200:]) + "\n")
        all_agree(ledger, rng)
        many_agree(folder, rng)
        assert rows(ledger, "reversals") and rows(ledger, "disputes") and rows(ledger, "stories")
        events = [r["id"] for r in rows(ledger, "events")]
        for event in rng.sample(events, 5):
            run(
                "correct",
                "--ledger",
                ledger,
                event,
                rng.choice(["actor=UKROPP", "type=AGREE", "status=denied", "date=2001-01-04"]),
            )
        gone = sorted({e.split("-")[0] for e in rng.sample(events, 5)})
        run("withdraw", "--ledger", ledger, *gone)
        run(*read, "--again", "-", given="\n".join(rng.sample(lines, 20)) + "\n")
        all_agree(ledger, rng)
        db = sqlite3.connect(ledger)
        db.execute(
            "UPDATE stored_events SET status = (SELECT status FROM stored_events JOIN words ON "
            "word = status WHERE text <> 'actual' LIMIT 1) WHERE event = (SELECT max(event) FROM "
            "events WHERE status = 'actual')"
        )
        db.commit()
        told = subprocess.run(
            [SAYSO, "verify", "--ledger", ledger], capture_output=True, text=True, check=False
        )
        assert told.returncode == 3 and "count by what is not theirs" in told.stderr, told


def run_python(*words):
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=True
    ).stdout.splitlines()


if __name__ == "__main__":
    main()
