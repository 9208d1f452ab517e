"""docs/inputs.md shows each name of a field and each format that there is. usage: check_docs.py INPUTS.md ALIASES.c FORMATS-FOLDER"""
import pathlib
import re
import sys

page, aliases, folder = (pathlib.Path(p) for p in sys.argv[1:])
text = page.read_text(encoding="utf-8")
source = re.sub(r"/\*.*?\*/", "", aliases.read_text(encoding="utf-8"), flags=re.S)
wrong = []
for what, names in re.findall(r"\[SAYSO_SAID_(\w+)\] = \{(.*?)\}", source, re.S):
    listed = ', '.join(re.findall('"([^"]*)"', names))
    row = f'| {what.lower()} | {listed} |'
    if row not in text:
        wrong.append(row)
for path in folder.glob("*.c"):
    for name, endings in re.findall(r'\.name = "(\w+)",\s*\.endings = "([^"]*)"', path.read_text(encoding="utf-8")):
        if f"| `{name}` | `{endings}` |" not in text:
            wrong.append(f"| `{name}` | `{endings}` |")
if wrong:
    sys.exit("docs/inputs.md lacks:\n" + "\n".join(wrong))
