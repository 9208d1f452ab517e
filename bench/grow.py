#!/usr/bin/env python3
"""grow.py LEDGER TIMES: makes a ledger TIMES as large, by copies of all its reports at later days,
each with its claims; for measuring lists of very many reports (bench/reports.py) in minutes instead
of hours.

Copies have other keys and ids, the same text, and claims of their own. Facts are left out:
`facts-bench LEDGER` makes them. `sayso verify` finds much, for digests are not made anew."""

import re
import sqlite3
import sys
import zlib

MINUS = "CASE WHEN {0} IS NOT NULL THEN {0} + :{1} END"
# What is another in a copy: by the name of a column, in any table.
ADDED = {
    "document": "document", "origin": "document", "event": "event", "telling": "event",
    "claim": "event", "first": "event", "attribution": "attribution", "day": "day",
    "day_from": "day", "day_to": "day",
}  # fmt: skip
TABLES = (
    "documents sentences trees stored_actors stored_mentions stored_places dates "
    "stored_attributions contents stored_events stored_participants numbers notes stored_says "
    "stored_claims stored_positions stored_stances tellings"
).split()
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def column(table, name):
    if table == "documents" and name == "key":
        return "sayso_key(key, :copy)"
    if table == "documents" and name == "id":
        return "id || '-' || :copy"
    if table == "documents" and name == "date":
        return "date(day * 86400 + :day * 86400, 'unixepoch')"
    if table == "numbers" and name == "attribution":
        return name
    return MINUS.format(f'"{name}"', ADDED[name]) if name in ADDED else f'"{name}"'


def columns(db, table):
    return [row[1] for row in db.execute(f"PRAGMA table_xinfo({table})") if row[6] == 0]


def search_copy(db, most, added):
    rows = db.execute("SELECT document, title, packed FROM documents WHERE document <= ?", (most,))

    def cut(text):
        return " ".join(re.findall(r"[a-z0-9]+", text.lower()))

    rows = ((d + added, cut(title or ""), cut(zlib.decompress(p).decode())) for d, title, p in rows)
    db.executemany("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", rows)


def key_of(key, copy):
    """Another key for each copy: a number of 60 bits moved on by a share of them."""
    number = 0
    for digit in key:
        number = number * 32 + DIGITS.index(digit)
    number = (number + copy * 0x1357913579135) % (1 << 60)
    return "".join(DIGITS[number >> (5 * (11 - i)) & 31] for i in range(12))


def main():
    path, times = sys.argv[1], int(sys.argv[2])
    db = sqlite3.connect(path, isolation_level=None)
    db.create_function("sayso_key", 2, key_of, deterministic=True)
    db.create_function("sayso_unpack", 1, zlib.decompress, deterministic=True)
    db.executescript("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF")
    db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -500000")
    most = {
        "document": db.execute("SELECT max(document) / 64 * 64 + 64 FROM documents").fetchone()[0],
        "event": db.execute("SELECT max(event) FROM stored_events").fetchone()[0],
        "attribution": db.execute("SELECT max(attribution) FROM stored_attributions").fetchone()[0],
        "day": db.execute("SELECT max(day) - min(day) + 1 FROM documents").fetchone()[0],
    }
    keys = {n: ADDED[n] for n in ("document", "event", "claim", "telling", "attribution")}
    for copy in range(1, times):
        added = {name: n * copy for name, n in most.items()} | {"copy": copy}
        db.execute("BEGIN")
        for table in TABLES:
            named = columns(db, table)
            key = next(name for name in named if name in keys)
            sql = f"INSERT INTO {table} ({', '.join(chr(34) + n + chr(34) for n in named)}) SELECT "
            sql += ", ".join(column(table, n) for n in named)
            sql += f" FROM {table} WHERE {key} <= :most"
            db.execute(sql, added | {"most": most[keys[key]]})
        search_copy(db, most["document"], added["document"])
        db.execute("COMMIT")
        print(copy, flush=True)


if __name__ == "__main__":
    main()
