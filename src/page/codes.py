"""codes.py KNOWLEDGE OUT.h: CAMEO's codes, countries and roles as JSON, for the forms that
correct a record: sayso_page_codes, {"cameo": [[code, name]…], "countries": [code…], "roles":
[[code, what]…]}."""

import json
import pathlib
import sys


def rows(name):
    text = pathlib.Path(sys.argv[1], name + ".tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


codes = {
    "cameo": [row[:2] for row in rows("cameo")],
    "countries": sorted(row[0] for row in rows("countries")),
    "roles": [[row[0], row[3]] for row in rows("roles")],
}
data = json.dumps(codes, ensure_ascii=False, separators=(",", ":")).encode()
numbers = ",".join(map(str, data))
pathlib.Path(sys.argv[2]).write_text(
    f"/* Made by src/page/codes.py. */\nstatic const char sayso_page_codes[] = {{{numbers}}};\n",
    encoding="utf-8",
)
