#!/usr/bin/env python3
"""test_copies.py SAYSO REPORTS.py: of invented reports the reprints are known; how many of them the
ledger finds, and how many of what it finds are some: pairs of documents in one family."""

import collections
import itertools
import re
import sqlite3
import subprocess
import sys
import tempfile

sayso, reports = sys.argv[1:]
LEAST = 0.97


def pairs(groups):
    return {p for g in groups for p in itertools.combinations(sorted(g), 2)}


def families(rows):
    by = collections.defaultdict(list)
    for name, family in rows:
        by[family].append(name)
    return by.values()


def root(name):
    return re.fullmatch(r"r\d+(?:-of-(r\d+).*)?", name)[1] or name


with tempfile.TemporaryDirectory() as folder:
    ledger = f"{folder}/copies.db"
    made = subprocess.run(
        [sys.executable, reports, "1200", "--copies", "0.4", "--kinds"], stdout=subprocess.PIPE, check=True
    )
    read = [sayso, "read", "-q", "--ledger", ledger, "--input", "reading", "-"]
    subprocess.run(read, input=made.stdout, stdout=subprocess.DEVNULL, check=True)
    rows = sqlite3.connect(ledger).execute("SELECT id, origin FROM documents").fetchall()
    claims = sqlite3.connect(ledger).execute(
        "SELECT count(*), sum(independent < documents), sum(independent > documents OR independent < 1) FROM claims"
    ).fetchone()

truth = pairs(families((name, root(name)) for name, _ in rows))
found = pairs(families(rows))
print(f"{len(truth)} pairs of copies, {len(found)} found, {len(truth & found)} of them right")
for kind in ("whole", "cut", "words"):
    want = {p for p in truth if any(n.endswith(kind) for n in p) and all(n.endswith(kind) or "-of-" not in n for n in p)}
    print(f"{kind}: {len(want & found)} of {len(want)}")
    assert want and len(want & found) >= LEAST * len(want), kind
assert len(truth & found) >= LEAST * len(truth), "recall"
assert len(truth & found) >= LEAST * len(found), "precision"
assert claims[1] > 0 and claims[2] == 0, claims
