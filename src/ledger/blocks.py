#!/usr/bin/env python3
"""blocks.py ROLES.tsv CAMEO.tsv OUT.h: what knowledge/ says of codes, as the ledger asks for it.

Of the blocks that actor codes are made of: LED_BODIES, which with more blocks behind are one body's
own code (IGOUNO); LED_NO_COUNTRIES, what stands at the head of a code where no country or region
does, a list of SQL by which a ledger that kept codes as one text is brought along. Of events:
LED_CAMEO, { code, Goldstein value }, …"""

import pathlib
import sys


def rows_of(path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


rows = rows_of(sys.argv[1])
bodies = "".join(code + " " for code, kind, *_ in rows if kind == "body")
no_countries = ",".join(f"'{code}'" for code, kind, *_ in rows if kind != "region")
cameo = ", ".join(f'{{ "{code}", {value} }}' for code, _, value in rows_of(sys.argv[2]))
pathlib.Path(sys.argv[3]).write_text(
    f'#define LED_BODIES "{bodies}"\n#define LED_NO_COUNTRIES "{no_countries}"\n'
    f"#define LED_CAMEO {cameo}\n",
    encoding="utf-8",
)
