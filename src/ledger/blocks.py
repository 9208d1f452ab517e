#!/usr/bin/env python3
"""blocks.py ROLES.tsv OUT.h: what knowledge/roles.tsv says of the blocks that actor codes are made
of, as the ledger asks for it: LED_BODIES, which with more blocks behind are one body's own code
(IGOUNO); LED_NO_COUNTRIES, what stands at the head of a code where no country or region does, a
list of SQL by which a ledger that kept codes as one text is brought along."""

import pathlib
import sys

rows = [
    line.split("\t")
    for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]
bodies = "".join(code + " " for code, kind, *_ in rows if kind == "body")
no_countries = ",".join(f"'{code}'" for code, kind, *_ in rows if kind != "region")
pathlib.Path(sys.argv[2]).write_text(
    f'#define LED_BODIES "{bodies}"\n#define LED_NO_COUNTRIES "{no_countries}"\n', encoding="utf-8"
)
