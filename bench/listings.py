#!/usr/bin/env python3
"""How long a page of each list takes: listings.py SAYSO LEDGER [LIST…]

Asks the ledger for the first page of 50 rows and for a later one, without a filter and with each of
some, among them what hardly any row fits. Prints a row a question as a table of Markdown: processor
time of the fastest of three runs in milliseconds, starting the program included; behind them the
slowest of all."""

import os
import re
import subprocess
import sys

LISTS = (
    "claims positions events attributions documents counts dyads places totals disputes reversals numbers "
    "stories search"
).split()
FILTERS = {
    "": [],
    "type": ["--type", "PROTEST"],
    "actor": ["--actor", "UKR"],
    "role": ["--actor", "OPP"],
    "name": ["--actor", "lby side"],
    "pair": ["--actor", "THA", "--recipient", "AUS"],
    "since": ["--since", "LATE"],
    "month": ["--since", "FROM", "--until", "TO"],
    "until": ["--until", "TO"],
    "place": ["--place", "THA"],
    "town": ["--place", "Ausville3"],
    "source": ["--source", "KAZCOP"],
    "status": ["--status", "denied"],
    "reversals": ["--reversals"],
    "none": ["--actor", "NOBODY KNOWN"],
}
# Those that the list has besides.
MORE = {
    "counts": [["--by", by] for by in ("day,type", "month,actor,recipient", "month,source", "year,publisher",
                                       "country,quad", "status,mode")],
    "search": [["mans"], ["mans", "gromed"], ["gus*"]],
}  # fmt: skip
# What the list does not filter by.
WITHOUT = {
    "documents": set(FILTERS) - {"", "since", "month", "until"},
    "search": set(FILTERS) - {"", "since", "month", "until"},
}


def ask(sayso, ledger, words):
    """Milliseconds of processor time, and the token of the next page."""
    best, token = None, None
    for _ in range(3):
        child = subprocess.Popen(
            [sayso, words[0], "--ledger", ledger, *words[1:], "--limit", "50", "--format", "jsonl"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        told = child.stderr.read()
        _, how, used = os.wait4(child.pid, 0)
        child.stderr.close()
        if how:
            sys.exit(f"{' '.join(words)}: {told}")
        ms = 1000 * (used.ru_utime + used.ru_stime)
        best = ms if best is None else min(best, ms)
        found = re.search(r"--after (\S+)", told)
        token = found and found.group(1)
    return best, token


def days(sayso, ledger):
    """A late day, and the first and last day of a month in the middle."""
    of = "date({} * 86400, 'unixepoch')"
    sql = f"SELECT {of.format('(max(day) - 5)')}, {of.format('avg(day)')} FROM documents"
    ask_sql = [sayso, "sql", "--ledger", ledger, "--format", "csv", sql]
    out = subprocess.run(ask_sql, check=True, capture_output=True, text=True)
    late, middle = out.stdout.splitlines()[1].split(",")
    return {"LATE": late, "FROM": middle[:8] + "01", "TO": middle[:8] + "28"}


def questions(name, at):
    words = [[]] if name != "search" else []
    words += MORE.get(name, [])
    for called, filter_ in FILTERS.items():
        if called and called not in WITHOUT.get(name, ()):
            base = ["mans"] if name == "search" else []
            words.append(base + [at.get(w, w) for w in filter_])
    return words


def main():
    sayso, ledger, lists = sys.argv[1], sys.argv[2], sys.argv[3:] or LISTS
    at, worst = days(sayso, ledger), []
    print("| question | first page, ms | later page, ms |\n|---|---|---|")
    for name in lists:
        for words in questions(name, at):
            first, token = ask(sayso, ledger, [name, *words])
            later = ask(sayso, ledger, [name, *words, "--after", token])[0] if token else None
            worst.append((max(first, later or 0), " ".join([name, *words])))
            shown = "" if later is None else f"{later:.0f}"
            print(f"| `{' '.join([name, *words])}` | {first:.0f} | {shown} |", flush=True)
    print(f"\nslowest: {max(worst)[0]:.0f} ms, {max(worst)[1]}")


if __name__ == "__main__":
    main()
