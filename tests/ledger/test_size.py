#!/usr/bin/env python3
"""test_size.py SAYSO REPORTS.py: a ledger of invented reports is at most three times its text, which
any program that has zlib finds in it."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import zlib

sayso, reports = sys.argv[1:]
MOST = 3

with tempfile.TemporaryDirectory() as folder:
    ledger = f"{folder}/size.db"
    writer = [sys.executable, reports, "2000"]
    made = subprocess.run(writer, stdout=subprocess.PIPE, check=True).stdout
    read = [sayso, "read", "-q", "--ledger", ledger, "--input", "reading", "-"]
    subprocess.run(read, input=made, stdout=subprocess.DEVNULL, check=True)
    kept = dict(sqlite3.connect(ledger).execute("SELECT id, packed FROM documents"))
    texts = {r["id"]: r["text"] for r in map(json.loads, made.splitlines())}
    assert {name: zlib.decompress(packed).decode() for name, packed in kept.items()} == texts
    times = os.path.getsize(ledger) / sum(len(text.encode()) for text in texts.values())
    print(f"{times:.2f} times the text")
    assert times <= MOST, times
