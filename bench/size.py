#!/usr/bin/env python3
"""size.py LEDGER: how many times its texts a ledger of a file takes, all of it and each table and
index of one per cent and more."""

import os
import sqlite3
import sys
import zlib


def main():
    path = sys.argv[1]
    db = sqlite3.connect(path)
    packed = db.execute("SELECT packed FROM documents")
    texts = sum(len(zlib.decompress(row[0])) for row in packed)
    print(f"{texts} bytes of text")
    print(f"{os.path.getsize(path) / texts:6.2f} the ledger")
    tables = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC"
    for name, size in db.execute(tables):
        if size >= texts / 100:
            print(f"{size / texts:6.2f} {name}")


if __name__ == "__main__":
    main()
