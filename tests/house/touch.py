#!/usr/bin/env python3
"""How many files an addition touches: a field, an output format and a list of the ledger, each
named xx, are added to a copy of the sources, which is then built and asked for them.

    touch.py SOURCE DATA

What is written by hand is what ADDITIONS does, a file a line, and docs/house.md must name each of
them. A language: language.py."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

MOST = 2
SOURCE, DATA = (os.path.abspath(p) for p in sys.argv[1:3])
LEFT_OUT = shutil.ignore_patterns("build", "build-*", ".git", "*.sayso", "__pycache__")


def behind(pattern, line):
    """An edit that writes a line behind what the pattern finds."""
    return lambda text: re.sub(pattern, lambda m: m.group() + line, text, count=1)


def named_anew(old):
    """An edit that makes of a copy of a file one of another name."""
    return lambda text: re.sub(rf'(_|"){old}\b', r"\1xx", text)


FIELDS = (
    (
        r"\nEVENT\(double goldstein.*\)",
        '\nEVENT(uint32_t xx, xx, COUNT, "xx", "made up", .width = 0)',
    ),
    (
        r"\nEVENT_ROW\(double goldstein.*\n.*\)",
        '\nEVENT_ROW(uint32_t xx, xx, COUNT, "xx", "made up", "e.xx", e->xx, .width = 0)',
    ),
    (r"\nTABLE_EVENTS\(goldstein.*\)", '\nTABLE_EVENTS(xx, "INTEGER NOT NULL", int, x->xx, "")'),
)


def fields_added(text):
    for pattern, line in FIELDS:
        text = behind(pattern, line)(text)
    return text


# what is added: [(file, where it begins as a copy of another that one, the edit)]
ADDITIONS = {
    "field": [
        ("src/base/fields.def", None, fields_added),
        ("src/events/events.c", None, behind(r"\.goldstein = [^,]*,", " .xx = 7,")),
    ],
    "output format": [
        ("src/formats/out/xx.c", "src/formats/out/csv.c", named_anew("csv")),
        ("src/formats/out/meson.build", None, behind(r"out_formats = \['table'", ", 'xx'")),
    ],
    "ledger query": [
        ("src/ledger/queries/xx.c", "src/ledger/queries/documents.c", named_anew("documents")),
    ],
}


def run(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def add(copy, file, model, edit):
    with open(os.path.join(copy, model or file), encoding="utf-8") as f:
        old = f.read()
    new = edit(old)
    if new == old:
        sys.exit(f"touch.py: {model or file} is not as it was; mend ADDITIONS")
    with open(os.path.join(copy, file), "w", encoding="utf-8") as f:
        f.write(new)


def said(house, what, files):
    """Does the table of docs/house.md have a row for it that names its files, or their folders?"""
    row = re.search(rf"^\| {what} \|(.*)$", house, re.M)
    if not row:
        return f"docs/house.md has no row for: {what}"
    missing = [
        f for f in files if f not in row.group(1) and f"{os.path.dirname(f)}/" not in row.group(1)
    ]
    return f"docs/house.md, {what}: {', '.join(missing)} not named" if missing else None


def build(copy):
    run(sys.executable, os.path.join(copy, "src/base/fields.py"), "--update")
    folder = os.path.join(copy, "build-touch")
    run("meson", "setup", "--buildtype=plain", "-Dpage=disabled", folder, copy)
    run("ninja", "-C", folder, "sayso")
    return os.path.join(folder, "sayso")


def ask(sayso, folder):
    ledger = os.path.join(folder, "xx.db")
    report = os.path.join(SOURCE, "samples/en-1.txt")
    read = run(sayso, "read", "--ledger", ledger, "--data", DATA, "--format", "jsonl", report)
    events = json.loads(read)["events"]
    assert events and all(e["xx"] == 7 for e in events), read
    head, first, *_ = run(sayso, "events", "--ledger", ledger, "--format", "xx").splitlines()
    assert first.split(",")[head.split(",").index("xx")] == "7", (head, first)
    listed = run(sayso, "xx", "--ledger", ledger, "--format", "jsonl").splitlines()
    assert len(listed) == 1 and json.loads(listed[0])["events"] == len(events), listed


def main():
    with open(os.path.join(SOURCE, "docs/house.md"), encoding="utf-8") as f:
        house = f.read()
    mistakes = []
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(SOURCE, os.path.join(folder, "copy"), ignore=LEFT_OUT)
        for what, edits in ADDITIONS.items():
            files = [file for file, _, _ in edits]
            for edit in edits:
                add(copy, *edit)
            print(f"to add a new {what} touch {len(files)}: {', '.join(files)}")
            if len(files) > MOST:
                mistakes.append(f"a {what} touches {len(files)} files, {MOST} at most are wanted")
            mistakes += filter(None, [said(house, what, files)])
        ask(build(copy), folder)
    print("\n".join(mistakes))
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
