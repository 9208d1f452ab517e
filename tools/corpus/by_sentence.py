#!/usr/bin/env python3
"""Cuts readings into their sentences: records are compared sentence by sentence, whoever made them.

usage: by_sentence.py [--like GOLD.jsonl] READINGS.jsonl… > lines.jsonl

One line a sentence: `{"id": "DOCUMENT#N", "events": […], "attributions": […]}`, what
score_reading.py takes for gold and for system alike. With --like a record belongs to the gold
sentence in which its cue begins (the program may cut sentences otherwise), and documents that GOLD
lacks are left out. An event that repeats another (`same`) counts where it stands.

Agreement of two coders:
    score_reading.py <(by_sentence.py A.jsonl) <(by_sentence.py --like A.jsonl B.jsonl)
The program on the corpus:
    score_reading.py <(by_sentence.py GOLD.jsonl) <(by_sentence.py --like GOLD.jsonl READINGS.jsonl)
"""

import argparse
import bisect
import json

import corpus


def cut(reading, sentences):
    starts = [s["start"] for s in sentences]
    lines = [
        {"id": f"{reading['id']}#{i + 1}", "events": [], "attributions": []}
        for i in range(len(sentences))
    ]

    def home(span):
        return lines[max(0, bisect.bisect_right(starts, span["start"]) - 1)]

    for kind in ("events", "attributions"):
        for x in reading[kind]:
            home(x["cue"])[kind].append(x)
    for x in reading["attributions"]:
        x["source"]["code"] = x["source"].get("code") or ""
    return lines


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--like", action="append", default=[])
    p.add_argument("files", nargs="+")
    o = p.parse_args()
    like = {r["id"]: r["sentences"] for f in o.like for r in corpus.load(f)}
    for f in o.files:
        for r in corpus.load(f):
            if not o.like or r["id"] in like:
                for line in cut(r, like.get(r["id"], r["sentences"])):
                    print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
