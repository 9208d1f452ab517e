#!/usr/bin/env python3
"""codes.py CODES.tsv OUT.h: knowledge/codes.tsv as rows of C."""

import pathlib
import sys

rows = [
    line.split("\t")
    for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]
pathlib.Path(sys.argv[2]).write_text(
    "".join(
        '{ "%s", "%s", "%s" },\n' % tuple("" if cell == "-" else cell for cell in row)
        for row in rows
    ),
    encoding="utf-8",
)
