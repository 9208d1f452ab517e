#!/usr/bin/env python3
"""Checks gold readings: spans off their text, unknown codes, events without participant, references
to nothing.

usage: check_corpus.py [--data DIR] [FILE.jsonl…]     without files: all of corpus/
Real reports are checked against their text only where --data names the folder that holds it.
Prints every mistake as FILE: ID: what, and ends with status 1 if there is one."""

import argparse
import functools
import re
import sys

import corpus
import plover


def rows(name):
    """The rows of a table in knowledge/, as lists of cells."""
    lines = (corpus.ROOT / "knowledge" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


@functools.lru_cache(maxsize=None)
def countries():
    """Alpha-3 codes: those that knowledge/ has a row for, and those of iso-codes where it is
    installed."""
    codes = {c for row in rows("countries.tsv") for c in re.findall(r"\b[A-Z]{3}\b", row[0])}
    iso = corpus.pathlib.Path("/usr/share/iso-codes/json/iso_3166-1.json")
    if iso.exists():
        codes.update(c["alpha_3"] for c in corpus.json.loads(iso.read_text())["3166-1"])
    return codes | {"XKX"}


@functools.lru_cache(maxsize=None)
def bodies():
    """Codes of international bodies: IGO, IGOUNO, IGOUNOHCR, …"""
    return {row[1] for row in rows("organisations.tsv") if row[1].startswith("IGO")} | {"IGO"}


def code_fault(code):
    """What is wrong with an actor code, or None. Country, region or body, then a role; or a role
    alone."""
    if code is None:
        return None
    if not re.fullmatch(r"([A-Z]{3}){1,4}", code):
        return f"“{code}” is not made of blocks of three capitals"
    blocks = [code[i : i + 3] for i in range(0, len(code), 3)]
    if blocks[0] == "IGO":
        known = code in bodies()
        return None if known else f"“{code}” is no body of knowledge/organisations.tsv; others: IGO"
    if blocks[0] in ("NGO", "MNC"):  # a body of its own: NGOHRIAMN
        return None
    if blocks[0] in plover.ROLES and blocks[0] not in countries():
        return None if len(blocks) <= 2 else f"“{code}”: more than a role"
    if blocks[0] not in countries() and blocks[0] not in plover.REGIONS:
        return f"“{blocks[0]}” in “{code}” is no country, region, body or role"
    bad = [b for b in blocks[1:] if b not in plover.ROLES]
    return f"“{bad[0]}” in “{code}” is no role" if bad else None


def check_spans(r, text):
    raw = text.encode() if text is not None else None
    for where, s in corpus.spans(r):
        if s["start"] is None:
            if s["end"] is not None or where.startswith(
                ("mention", "cue", "sentence", "content", "place", "date")
            ):
                yield f"{where} has no start"
            continue
        if not 0 <= s["start"] < s["end"]:
            yield f"{where} [{s['start']}, {s['end']}) is empty or upside down"
        elif raw is not None:
            if s["end"] > len(raw):
                yield f"{where} [{s['start']}, {s['end']}) lies off the text"
                continue
            try:
                words = raw[s["start"] : s["end"]].decode()
            except UnicodeDecodeError:
                yield f"{where} [{s['start']}, {s['end']}) cuts a character"
                continue
            if "text" in s and s["text"] != words:
                yield f"{where}: its words are “{words}”, not “{s['text']}”"
            elif words.strip() != words:
                yield f"{where} “{words}” has blanks at its edges"
    last = 0
    for s in r["sentences"]:
        if s["start"] < last:
            yield f"sentence [{s['start']}, {s['end']}) overlaps the one before"
        last = s["end"]


def check_references(r):
    n_actors, n_att, n_events = len(r["actors"]), len(r["attributions"]), len(r["events"])
    for name in ("actors", "events", "attributions"):
        if [x["id"] for x in r[name]] != list(range(len(r[name]))):
            yield f"ids of {name} are not 0, 1, 2, …"
    for e in r["events"]:
        for key, n in (
            ("attribution", n_att),
            ("place", len(r["places"])),
            ("same", n_events),
            ("sentence", len(r["sentences"])),
        ):
            if e.get(key) is not None and not 0 <= e[key] < n:
                yield f"event {e['id']}: {key} {e[key]} is none"
        if e.get("same") == e["id"]:  # readings of the program have none
            yield f"event {e['id']} is the same as itself"
    for a in r["attributions"]:
        if a["inside"] is not None and not 0 <= a["inside"] < n_att:
            yield f"attribution {a['id']}: inside {a['inside']} is none"
        seen, at = {a["id"]}, a["inside"]
        while at is not None and 0 <= at < n_att:
            if at in seen:
                yield f"attribution {a['id']} lies inside itself"
                break
            seen.add(at)
            at = r["attributions"][at]["inside"]
    people = [x for e in r["events"] for side in ("actor", "recipient") for x in e[side]]
    people += [a["source"] for a in r["attributions"]]
    for x in people:
        if x["actor"] is not None and not 0 <= x["actor"] < n_actors:
            yield f"actor {x['actor']} is none"
        elif x["actor"] is not None and x["code"] != r["actors"][x["actor"]]["code"]:
            own = r["actors"][x["actor"]]["code"]
            yield f"actor {x['actor']} has code {own}, but {x['code']} as a participant"


def check_codes(r):
    for a in r["actors"]:
        fault = code_fault(a["code"])
        if fault:
            yield f"actor {a['id']} ({a['name']}): {fault}"
        if a["kind"] not in plover.ACTOR_KINDS:
            yield f"actor {a['id']}: kind “{a['kind']}”"
        if not a["mentions"]:
            yield f"actor {a['id']} ({a['name']}) is mentioned nowhere"
    for p in r["places"]:
        if p["country"] is not None and p["country"] not in countries():
            yield f"place: “{p['country']}” is no country"
    for e in r["events"]:
        if e["type"] not in plover.MODES or (
            e["mode"] is not None and e["mode"] not in plover.MODES[e["type"]]
        ):
            yield f"event {e['id']}: {e['type']} {e['mode']}"
        if e["status"] not in plover.STATUSES:
            yield f"event {e['id']}: status “{e['status']}”"
        if not e["actor"] and not e["recipient"]:
            yield f"event {e['id']} ({e['type']}) has no participant"
        both = {x["actor"] for x in e["actor"]} & {x["actor"] for x in e["recipient"]}
        if both:
            name = r["actors"][both.pop()]["name"]
            yield f"event {e['id']} ({e['type']}): the same actor on both sides ({name})"
    for a in r["attributions"]:
        if a["stance"] not in plover.STANCES or a["source"]["kind"] not in plover.SOURCE_KINDS:
            yield f"attribution {a['id']}: {a['stance']} {a['source']['kind']}"
        if not a["content"]:
            yield f"attribution {a['id']} has no content"


def check(reading, data=None):
    """Every fault of one gold reading, as a sentence each."""
    text = corpus.text_of(reading, data)
    yield from check_spans(reading, text)
    yield from check_references(reading)
    yield from check_codes(reading)
    if "text" not in reading:
        kept = [w for w, s in corpus.spans(reading) if "text" in s]
        if kept:
            yield f"words of a real report are kept ({kept[0]})"
    if ("origin" in reading) == ("text" in reading) and "sha256" in reading:
        yield "a real report has origin and sha256, an own one its text"


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("files", nargs="*")
    p.add_argument("--data")
    o = p.parse_args()
    bad, seen, sentences = 0, {}, 0
    for f in o.files or corpus.files():
        for r in corpus.load(f):
            sentences += len(r["sentences"])
            faults = list(check(r, o.data))
            if seen.setdefault(r["id"], f) is not f:
                faults.append(f"the id stands in {seen[r['id']]} too")
            for what in faults:
                print(f"{f}: {r['id']}: {what}")
            bad += len(faults)
    print(f"{len(seen)} documents, {sentences} sentences, {bad} mistakes")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
