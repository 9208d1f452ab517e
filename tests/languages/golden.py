#!/usr/bin/env python3
"""Golden readings of the sample reports: one text file a sample, LANGUAGE/golden/NAME.txt beside
this program, written for a linguist to read and edit. A sample's name begins with its language and
a hyphen.

usage: golden.py SAYSO SAMPLES-DIR [--update]

A sentence's text comes first, what is read in it is indented below it:

    > Poland accused Belarus on Tuesday …
      ACCUSE disapprove actual: POLGOV "Poland" -> BLR "Belarus"; 2031-01-14; Warsaw; cue "accused"
      says assert: POLMIL "the Polish defence ministry", cue "said": "Poland deployed …"

--update rewrites the files for review; without it, any difference fails and is shown."""

import difflib
import json
import pathlib
import subprocess
import sys


def side(people):
    return " & ".join(f'{p["code"] or "?"} "{p["text"]}"' for p in people) or "-"


def event_line(event, places):
    where = places[event["place"]]["name"] if event["place"] is not None else "-"
    status = " ".join(x for x in (event["type"], event["mode"], event["status"]) if x)
    who = f'{side(event["actor"])} -> {side(event["recipient"])}'
    return f'  {status}: {who}; {event["date"] or "-"}; {where}; cue "{event["cue"]["text"]}"'


def shorten(text, most=60):
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def attribution_line(attribution, text):
    source = attribution["source"] or {}
    said = " … ".join(
        text[s["start"] : s["end"]].decode("utf-8", "replace") for s in attribution["content"]
    )
    inside = "" if attribution["inside"] is None else " (inside another)"
    who = f'{source.get("code") or "?"} "{source.get("text") or "-"}"'
    cue = f'cue "{attribution["cue"]["text"]}": "{shorten(" ".join(said.split()))}"'
    return f'  says {attribution["stance"]}: {who}, {cue}{inside}'


def render(reading, text):
    lines = []
    for number, sentence in enumerate(reading["sentences"]):
        lines.append(
            "> "
            + " ".join(text[sentence["start"] : sentence["end"]].decode("utf-8", "replace").split())
        )
        lines += [
            event_line(e, reading["places"]) for e in reading["events"] if e["sentence"] == number
        ]
        lines += [attribution_line(a, text) for a in reading["attributions"]
                  if sentence["start"] <= a["cue"]["start"] < sentence["end"]]
    lines += [f'note {n["kind"]}: {n["text"]}' for n in reading["notes"]]
    return "\n".join(lines) + "\n"


def main():
    update = "--update" in sys.argv
    sayso, samples = [a for a in sys.argv[1:] if a != "--update"]
    failed = 0
    for sample in sorted(pathlib.Path(samples).glob("*.txt")):
        out = subprocess.run(
            [sayso, "read", "--no-ledger", "--format", "jsonl", str(sample)],
            capture_output=True,
            check=True,
        ).stdout
        reading = json.loads(out)
        whole = sample.read_bytes()
        text = whole[whole.index(b"\n\n") + 2:]
        have = render(reading, text)
        path = (
            pathlib.Path(__file__).parent / sample.name.rsplit("-", 1)[0] / "golden" / sample.name
        )
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(have, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != have:
            failed += 1
            want = path.read_text(encoding="utf-8") if path.exists() else ""
            sys.stdout.writelines(
                difflib.unified_diff(
                    want.splitlines(True), have.splitlines(True), str(path), "as read now"
                )
            )
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
