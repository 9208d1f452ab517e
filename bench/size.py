#!/usr/bin/env python3
"""size.py LEDGER: how many times its texts a ledger of a file takes, all of it and each table and index of one per cent and more."""

import os
import sqlite3
import sys
import zlib


def main():
    path = sys.argv[1]
    db = sqlite3.connect(path)
    texts = sum(len(zlib.decompress(packed)) for (packed,) in db.execute("SELECT packed FROM documents"))
    print(f"{texts} bytes of text")
    print(f"{os.path.getsize(path) / texts:6.2f} the ledger")
    for name, size in db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC"):
        if size >= texts / 100:
            print(f"{size / texts:6.2f} {name}")


if __name__ == "__main__":
    main()
