#!/usr/bin/env python3
"""What claims are made with knows no SQL library, so that another store can use it: pure.py BUILD SOURCE"""

import os
import sys

from objects import objects, symbols

PURE = {f"src/ledger/{name}.c" for name in ("same", "regroup", "summary", "copies", "pack", "trees", "derive")}


def main():
    build, source = (os.path.realpath(p) for p in sys.argv[1:3])
    seen = {file: path for file, path in objects(build, source) if file in PURE}
    bad = [
        (file, name) for file, path in seen.items() for _, name in symbols(path) if "sqlite3" in name
    ]
    for file, name in sorted(bad):
        print(f"{file}: uses {name}; leave that to the store")
    print(f"{len(seen)} files without SQL")
    return 1 if bad or set(seen) != PURE else 0


if __name__ == "__main__":
    sys.exit(main())
