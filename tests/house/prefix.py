#!/usr/bin/env python3
"""Every external name of the library begins with sayso_, so that it disturbs nobody's program:
prefix.py BUILD SOURCE

Looked at are the objects of all rooms but the program's (src/cli); tools are programs too."""

import os
import sys

from objects import objects, symbols


def main():
    build, source = (os.path.realpath(p) for p in sys.argv[1:3])
    names = {
        (name, file)
        for file, path in objects(build, source)
        if file.startswith("src/") and not file.startswith("src/cli/")
        for kind, name in symbols(path)
        if kind != "U"
    }
    bad = sorted((file, name) for name, file in names if not name.startswith("sayso_"))
    for file, name in bad:
        print(f"{file}: {name} does not begin with sayso_; make it static or give it the prefix")
    print(f"{len(names)} external names, {len(bad)} without the prefix")
    return 1 if bad or not names else 0


if __name__ == "__main__":
    sys.exit(main())
