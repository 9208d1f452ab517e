#!/usr/bin/env python3
"""Sheets: the quick way to write and to correct a corpus document by hand.

usage: sheet.py compile [--data DIR] SHEET…     sheets to gold readings, on standard output
       sheet.py show [--data DIR] FILE.jsonl [ID…]   the numbered sentences of documents, nothing
                                                     else: for coding apart
       sheet.py write [--data DIR] FILE.jsonl [ID…]  gold readings back to sheets

What a sheet looks like is told in docs/corpus.md."""

import argparse
import sys

import check_corpus
import corpus
from read_sheet import compile_sheet
from write_sheet import show, write


def arguments():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("what", choices=("compile", "show", "write"))
    p.add_argument("files", nargs="+")
    p.add_argument("--data", help="folder of the real reports' texts")
    p.add_argument(
        "--listing", help="compile: the documents whose sentences are coded by number (JSON lines)"
    )
    p.add_argument(
        "--out",
        help="compile: write there instead of standard output; nothing is written if there is a "
        "mistake",
    )
    return p.parse_args()


def print_sheets(path, wanted, form, data):
    """The documents of a file, or those whose id is wanted, in a form (show or write)."""
    for r in corpus.load(path):
        if not wanted or r["id"] in wanted:
            print(form(corpus.with_text(r, data)) + "\n")


def compile_all(files, data, listing):
    """The readings of all sheets, and how many mistakes they have, which are printed."""
    readings, bad = [], 0
    for f in files:
        done, mistakes = compile_sheet(f, data, listing)
        readings += done
        for line, what in mistakes:
            print(f"{f}:{line}: {what}", file=sys.stderr)
        bad += len(mistakes)
    for r in readings:
        for what in check_corpus.check(r):
            print(f"{r['id']}: {what}", file=sys.stderr)
            bad += 1
    n = {k: sum(len(r[k]) for r in readings) for k in ("sentences", "events", "attributions")}
    print(
        f"{len(readings)} documents, {n['sentences']} sentences, {n['events']} events, "
        f"{n['attributions']} attributions, {bad} mistakes",
        file=sys.stderr,
    )
    return readings, bad


def main():
    o = arguments()
    if o.what != "compile":
        form = {"show": show, "write": write}[o.what]
        print_sheets(o.files[0], set(o.files[1:]), form, o.data)
        return 0
    readings, bad = compile_all(o.files, o.data, o.listing)
    if bad:
        return 1
    readings = [corpus.without_text(r) if "origin" in r else r for r in readings]
    if o.out:
        corpus.dump(readings, o.out)
    else:
        for r in readings:
            print(corpus.json.dumps(r, ensure_ascii=False, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
