#!/usr/bin/env python3
"""Is `confidence` of events what it says? Predicted against right, in ten bins.

usage: confidence.py GOLD.jsonl SYSTEM.jsonl
Both are what tools/corpus/by_sentence.py prints (the system's with --like GOLD). Events are put in
the order of their confidence and cut into ten bins of equally many (events of equal confidence stay
together). An event is right where gold has one of its type in the sentence that no other has taken,
as score_reading.py counts. Prints each bin's mean confidence, its share of right ones and the gap
between them in points; then the largest gap, the mean gap, and how often type and mode are both
right."""

import argparse
import json
from collections import Counter

BINS = 10


def load(path):
    with open(path, encoding="utf-8") as f:
        return {d["id"]: d["events"] for d in map(json.loads, f)}


def judged(gold, system):
    """(confidence, right, mode right) of each event of the system's."""
    for name, events in system.items():
        left = list(gold.get(name, []))
        for e in events:
            mates = [g for g in left if g["type"] == e["type"]]
            # of two of one type the one of the same mode is meant
            mate = next((g for g in mates if g.get("mode") == e.get("mode")), None) or (
                mates[0] if mates else None
            )
            if mate:
                left.remove(mate)
            yield e["confidence"], mate is not None, mate and mate.get("mode") == e.get("mode")


def bins(pairs):
    """Ten runs of equally many; what is equally confident stays together."""
    pairs = sorted(pairs, key=lambda p: p[0])
    out, start = [], 0
    for i in range(1, BINS + 1):
        end = max(start, len(pairs) * i // BINS)
        while 0 < end < len(pairs) and pairs[end][0] == pairs[end - 1][0]:
            end += 1
        if end > start:
            out.append(pairs[start:end])
        start = end
    return out


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("gold")
    p.add_argument("system")
    o = p.parse_args()
    pairs = list(judged(load(o.gold), load(o.system)))
    if not pairs:
        raise SystemExit("confidence.py: no events; read the documents first")
    gaps = []
    print("events  confidence  right   gap")
    for run in bins(pairs):
        said = 100 * sum(c for c, _, _ in run) / len(run)
        right = 100 * sum(r for _, r, _ in run) / len(run)
        gaps.append((abs(said - right), len(run)))
        print(f"{len(run):6}  {said:10.1f}  {right:5.1f}  {said - right:+5.1f}")
    mean = sum(g * n for g, n in gaps) / len(pairs)
    print(f"largest gap {max(gaps)[0]:.1f}, mean gap {mean:.1f} of {len(pairs)} events")
    modes = Counter(m for _, r, m in pairs if r)
    print(f"mode right on matched types {100 * modes[True] / max(1, sum(modes.values())):.1f} %")


if __name__ == "__main__":
    main()
