#!/usr/bin/env python3
"""docs/house.md names what there is: page.py BUILD SOURCE

Files and folders in back quotes exist (CODE, NAME and ROOM stand for any), functions in back quotes
are defined in the file that the same row of a table names."""

import glob
import os
import re
import sys

from objects import objects, symbols


def mistakes(page, source, home):
    for line in page.splitlines():
        names = re.findall(r"`([^` ]+)`", line)
        paths = [n for n in names if re.match(r"(src|tools|tests|include|languages|knowledge|python)/", n)]
        for path in paths:
            any_path = re.sub(r"CODE|NAME|ROOM", "*", path)
            if not glob.glob(os.path.join(source, any_path)):
                yield f"there is no {path}"
        for name in names:
            if re.fullmatch(r"(sayso|cli)_\w+", name) and home.get(name) not in paths:
                yield f"{name} is not in {' or '.join(paths)}, but in {home.get(name, 'no file')}"


def main():
    build, source = (os.path.realpath(p) for p in sys.argv[1:3])
    home = {
        n: file for file, path in objects(build, source) for kind, n in symbols(path) if kind == "T"
    }
    with open(os.path.join(source, "docs/house.md"), encoding="utf-8") as f:
        found = list(mistakes(f.read(), source, home))
    print("\n".join(found) or "all is there")
    return 1 if found or not home else 0


if __name__ == "__main__":
    sys.exit(main())
