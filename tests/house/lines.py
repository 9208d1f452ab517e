#!/usr/bin/env python3
"""Lines of at most 100 columns: lines.py SOURCE FOLDER…

Of all lines of C in the folders one in a hundred may be longer, of Python the same; rows of data (a
table's row, a string) do not count. Columns are characters."""

import glob
import os
import re
import sys

MOST, SHARE = 100, 0.01
ENDINGS = {"C": ("c", "h", "def"), "Python": ("py",)}
DATA = re.compile(
    r'\s*(\{ ?|\[\w+\] = \{? ?)?"'  # "text", { "text", … }, [NAME] = "text"
    r"|\s*\[\w+\] = \{"  # [NAME] = { … }
    r"|\s*\{ (SAYSO_\w+),"  # { SAYSO_NAME, … }
    r'|static const char \w+\[\] = "'
)


def lines_of(source, folders, kind):
    """The place and text of each line."""
    for folder in folders:
        for ending in ENDINGS[kind]:
            for path in sorted(glob.glob(f"{source}/{folder}/**/*.{ending}", recursive=True)):
                with open(path, encoding="utf-8") as f:
                    for number, line in enumerate(f, 1):
                        yield f"{os.path.relpath(path, source)}:{number}", line.rstrip("\n")


def main():
    failed = False
    for kind in ENDINGS:
        lines = list(lines_of(sys.argv[1], sys.argv[2:], kind))
        too_long = [at for at, line in lines if len(line) > MOST and not DATA.match(line)]
        print(f"{len(too_long)} of {len(lines)} lines of {kind} have more than {MOST} columns")
        if len(too_long) > SHARE * len(lines):
            print(*too_long, sep="\n")
            failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main())
