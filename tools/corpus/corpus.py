"""Corpus documents: gold readings as JSON lines, and where the texts of real reports come from.

An own report carries its text. A real report carries `origin` (file under the data folder, and the
document's id there) and `sha256` of its text instead; `text_of` finds the text again and refuses
one that has changed. All offsets are bytes of the text in UTF-8, as in the program's readings."""

import functools
import hashlib
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "corpus"


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def dump(readings, path):
    with open(path, "w", encoding="utf-8") as f:
        for r in readings:
            f.write(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n")


def files(folder=FOLDER):
    return sorted(pathlib.Path(folder).glob("*/*.jsonl"))


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def split(reading):
    """Where a document belongs, by its id alone: a tenth is dev, a twentieth is kept for the last
    measurement."""
    n = int(digest(reading["id"])[:8], 16) % 20
    return "dev" if n < 2 else "held" if n == 2 else "train"


@functools.lru_cache(maxsize=None)
def originals(path):
    """Documents of a data file by their id: JSON lines as they are; running text by number, apart
    by blank lines."""
    path = pathlib.Path(path)
    if path.suffix == ".jsonl":
        return {d["id"]: d for d in load(path)}
    documents = path.read_text(encoding="utf-8").split("\n\n")
    return {
        str(i): {"id": str(i), "date": None, "text": d.strip("\n")} for i, d in enumerate(documents)
    }


def text_of(reading, data=None):
    """The text of a reading; of a real report from the data folder. None if there is no folder."""
    if "text" in reading:
        return reading["text"]
    if data is None:
        return None
    origin = reading["origin"]
    text = originals(pathlib.Path(data) / origin["file"])[origin["id"]]["text"]
    if digest(text) != reading["sha256"]:
        raise ValueError(
            f"{reading['id']}: the text in {origin['file']} is not the one that was read "
            "(SHA-256 differs)"
        )
    return text


def spans(reading):
    """Every (where, span) of a reading; a span is an object with start and end, both maybe null."""
    for s in reading["sentences"]:
        yield "sentence", s
    for a in reading["actors"]:
        for m in a["mentions"]:
            yield f"mention of actor {a['id']}", m
    for p in reading["places"]:
        yield "place", p
    for d in reading["dates"]:
        yield "date", d
    for e in reading["events"]:
        yield f"cue of event {e['id']}", e["cue"]
        for side in ("actor", "recipient"):
            for x in e[side]:
                yield f"{side} of event {e['id']}", x
    for a in reading["attributions"]:
        yield f"source of attribution {a['id']}", a["source"]
        yield f"cue of attribution {a['id']}", a["cue"]
        for c in a["content"]:
            yield f"content of attribution {a['id']}", c


def without_text(reading):
    """A real report as it is kept: no words of its text, only where they stand."""
    r = json.loads(json.dumps(reading))
    r["sha256"] = digest(r.pop("text"))
    for _, s in spans(r):
        s.pop("text", None)
    return r


def with_text(reading, data=None):
    """The reading with its text and the words of every span, as the program writes them."""
    r = json.loads(json.dumps(reading))
    r["text"] = text_of(reading, data)
    raw = r["text"].encode()
    for where, s in spans(r):
        if not where.startswith("sentence") and s.get("start") is not None:
            s["text"] = raw[s["start"] : s["end"]].decode()
    return r
