"""How many were killed, arrested and so on: tests/languages/CODE/numbers.tsv, a text a row. Events
and trees are learned, so four rows in five have to be right.
usage: numbers.py SAYSO DATA CODE NUMBERS.tsv"""

import json
import os
import subprocess
import sys

SAYSO, DATA, CODE, TABLE = sys.argv[1:5]
SHARE = 0.8


def shown(n):
    low, high = n["low"], n["high"]
    if low == high:
        value = f"{'' if n['exact'] else '~'}{low}"
    else:
        value = f"{'' if low is None else low}..{'' if high is None else high}"
    return f"{n['kind']} {value}" + (f" [{n['who']}]" if n["who"] else "")


def main():
    with open(TABLE, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line[0] not in "#\n"]
    texts = "".join(
        json.dumps({"id": str(i), "date": "2031-05-06", "language": CODE, "text": row[0]})
        + "\n"
        for i, row in enumerate(rows)
    )
    done = subprocess.run(
        [SAYSO, "read", "--no-ledger", "--format", "jsonl", "--input", "jsonl", "-"],
        input=texts,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"SAYSO_DATA": DATA},
    )
    wrong = 0
    for row, line in zip(rows, done.stdout.splitlines(), strict=True):
        reading = json.loads(line)
        text = row[0].encode()
        numbers = [n for e in reading["events"] for n in e.get("numbers", [])]
        numbers.sort(key=lambda n: n["start"])
        have = "; ".join(map(shown, numbers)) or "-"
        for n in numbers:
            assert text[n["start"] : n["end"]].decode() == n["text"], n
        if have != row[1]:
            wrong += 1
            print(f"{row[0]}\n  want {row[1]}\n  have {have}")
    print(f"{len(rows) - wrong} of {len(rows)} as the table says")
    return not rows or len(rows) - wrong < SHARE * len(rows)


if __name__ == "__main__":
    sys.exit(main())
