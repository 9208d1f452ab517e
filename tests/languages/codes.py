"""Of what country and role those are who take part in events or speak, read by the real models.

    python3 codes.py SAYSO LANGUAGE codes.tsv

A row is a text (\\n begins a line) and what is asked of it: phrase=CODE with "; " between. The phrase
is the first one so written, or the n-th (Police#2); whoever takes part or speaks under words that
overlap it has the code, or each of the codes with + between. SHARE of all that is asked must be right. """

import json
import re
import subprocess
import sys

SHARE = 0.8


def codes(reading, text, phrase):
    phrase, _, nth = phrase.partition("#")
    starts = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(phrase) + r"(?!\w)", text)]
    if len(starts) < int(nth or 1):
        sys.exit(f'"{phrase}" is not in: {text}')
    start = len(text[: starts[int(nth or 1) - 1]].encode())
    end = start + len(phrase.encode())
    found = [x for e in reading["events"] for x in e["actor"] + e["recipient"]]
    found += [a["source"] for a in reading["attributions"]]
    spoken = [x for x in found if x["start"] is not None]
    return {x["code"] for x in spoken if x["start"] < end and x["end"] > start}


def main():
    sayso, language, path = sys.argv[1:4]
    with open(path, encoding="utf8") as f:
        lines = [line.rstrip("\n") for line in f if line.strip() and line[0] != "#"]
    rows = [line.replace("\\n", "\n").split("\t") for line in lines]
    documents = "".join(
        json.dumps({"id": str(i), "language": language, "text": row[0]}) + "\n"
        for i, row in enumerate(rows)
    )
    options = ["--no-ledger", "--quiet", "--input", "jsonl", "--format", "jsonl", "-"]
    command = [sayso, "read", *options]
    done = subprocess.run(
        command, input=documents, capture_output=True, encoding="utf8", check=True
    )
    asked = right = 0
    for (text, questions), line in zip(rows, done.stdout.splitlines(), strict=True):
        for question in questions.split("; "):
            phrase, _, code = question.partition("=")
            told = codes(json.loads(line), text, phrase)
            asked += 1
            right += told == set(code.split("+"))
            if told != set(code.split("+")):
                print(f"{phrase}: {sorted(told)}, not {code}\n    {text}")
    print(f"{right} of {asked}")
    sys.exit(right < SHARE * asked)


if __name__ == "__main__":
    main()
