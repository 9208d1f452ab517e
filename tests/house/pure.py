#!/usr/bin/env python3
"""What claims and positions are made with knows no store; and of the store each library of SQL is
known to its driver alone: pure.py BUILD SOURCE"""

import os
import sys

from objects import objects, symbols

PURE = {
    f"src/ledger/{name}.c"
    for name in ("same", "regroup", "summary", "copies", "pack", "trees", "derive", "positions")
}
STORE = ("src/ledger/statements.c", "src/ledger/sqlite/", "src/ledger/postgres/")
LIBRARIES = {  # what follows feeds has a small file of its own
    "sqlite3_": ("src/ledger/sqlite/", "src/watch/"),
    "PQ": ("src/ledger/postgres/",),
}


def main():
    build, source = (os.path.realpath(p) for p in sys.argv[1:3])
    found = {file: symbols(path) for file, path in objects(build, source) if file.startswith("src/")}
    store = {name for file, all_of in found.items() if file.startswith(STORE) for kind, name in all_of if kind != "U"}
    bad = set()
    for file, all_of in found.items():
        for _, name in all_of:
            if file in PURE and name in store:
                bad.add(f"{file}: uses {name}; leave that to the files that load and keep")
            for begins, folders in LIBRARIES.items():
                if name.startswith(begins) and not file.startswith(folders):
                    bad.add(f"{file}: uses {name}; leave that to {folders[0]}")
    print(*sorted(bad), sep="\n")
    print(f"{len(PURE & set(found))} files without a store")
    return 1 if bad or not PURE <= set(found) else 0


if __name__ == "__main__":
    sys.exit(main())
