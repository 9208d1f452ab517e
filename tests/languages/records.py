#!/usr/bin/env python3
"""Who does it to whom, who says what: invented sentences, read by the whole program. Models learn
anew with the corpus, so that not every row must be right: four of five.

usage: records.py SAYSO CODE sides.tsv|contents.tsv|statuses.tsv|places.tsv|nevers.tsv

Rows of sides.tsv: sentence, type, actors, recipients, as the countries of their codes, joined by
"+"; "-" is nobody or nobody of whom the country is known, "|" stands between what is right alike.
Rows of contents.tsv: text, word of the cue, source, contents with " … " between them, without the
marks at their edges. Rows of statuses.tsv: sentence, type, status. Rows of places.tsv: sentence,
type, name of the event's place, "-" none. Rows of nevers.tsv: sentence, and
what would be laughed at: a type, the country of an actor or "*", that of a recipient or "*"; or "source"
and words that do not say so."""

import json
import pathlib
import subprocess
import sys

SHARE = 0.8
ROLES = set(
    "GOV LEG JUD MIL COP SPY PTY OPP REB SEP INS UAF CRM BUS MNC LAB MED EDU REL AGR ENV HLH DEV HRI "
    "NGO IGO CVL REF ELI".split()
)


def rows(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def read(sayso, code, texts):
    """The readings of texts, each a document."""
    documents = "".join(
        json.dumps({"id": str(i), "language": code, "date": "2031-03-05", "text": t}) + "\n"
        for i, t in enumerate(texts)
    )
    command = [sayso, "read", "--no-ledger", "--quiet", "--format", "jsonl", "--input", "jsonl"]
    out = subprocess.run(
        command + ["-"], input=documents, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in out.stdout.splitlines()]


def countries(side):
    return {p["code"][:3] for p in side if p["code"]} - ROLES


def wanted(cell, side):
    """Is one of the cell's readings what the side says?"""
    return any(
        countries(side) == (set() if one == "-" else set(one.split("+"))) for one in cell.split("|")
    )


def sides_right(row, reading):
    _, types, actors, recipients = row
    return any(
        e["type"] in types.split("|")
        and wanted(actors, e["actor"])
        and wanted(recipients, e["recipient"])
        for e in reading["events"]
    )


def contents_right(row, reading):
    text, cue, source, contents = row
    data = text.encode()

    def said(a):
        parts = (data[c["start"] : c["end"]].decode().rstrip(".") for c in a["content"])
        return " … ".join(parts)

    return any(
        cue in a["cue"]["text"] and a["source"]["text"] == source and said(a) == contents
        for a in reading["attributions"]
    )


def status_right(row, reading):
    _, event_type, status = row
    return any(e["type"] == event_type and e["status"] == status for e in reading["events"])


def place_right(row, reading):
    _, event_type, place = row
    names = [None if e["place"] is None else reading["places"][e["place"]]["name"]
             for e in reading["events"] if e["type"] in event_type.split("|")]
    return (None if place == "-" else place) in names


def named(country, side):
    return country == "*" or country in countries(side)


def never_right(row, reading):
    _, what, *sides = row
    if what == "source":
        return all(sides[0] not in (a["source"]["text"] or "") for a in reading["attributions"])
    return not any(
        e["type"] in what.split("|")
        and named(sides[0], e["actor"])
        and named(sides[1], e["recipient"])
        for e in reading["events"]
    )


RIGHT = {
    "sides": sides_right,
    "contents": contents_right,
    "statuses": status_right,
    "places": place_right,
    "nevers": never_right,
}


def shown(reading):
    for e in reading["events"]:
        sides = " -> ".join(
            " + ".join(f'{p["text"]} [{p["code"]}]' for p in e[s]) or "-"
            for s in ("actor", "recipient")
        )
        yield f'{e["type"]} {e["status"]} {sides}'
    for a in reading["attributions"]:
        yield f'{a["source"]["text"]}, {a["cue"]["text"]}: {a["content"]}'


def main():
    sayso, code, path = sys.argv[1:]
    table = list(rows(path))
    is_right = RIGHT[pathlib.Path(path).stem]
    readings = read(sayso, code, [row[0] for row in table])
    wrong = 0
    for row, reading in zip(table, readings, strict=True):
        if not is_right(row, reading):
            wrong += 1
            print("wrong:", *row, *shown(reading), sep="\n    ")
    print(f"{len(table) - wrong} of {len(table)} right")
    sys.exit(wrong > len(table) * (1 - SHARE) + 1e-9)


if __name__ == "__main__":
    main()
