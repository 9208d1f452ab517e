#!/usr/bin/env python3
"""Sheets: the quick way to write and to correct a corpus document by hand.

usage: sheet.py compile [--data DIR] SHEET…     sheets to gold readings, on standard output
       sheet.py show [--data DIR] FILE.jsonl [ID…]   the numbered sentences of documents, nothing else: for coding apart
       sheet.py write [--data DIR] FILE.jsonl [ID…]  gold readings back to sheets

What a sheet looks like is told in docs/corpus.md."""
import argparse
import pathlib
import re
import sys

import corpus
import plover


class Mistake(Exception):
    pass


SAME = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "\u2011": "-"})


def positions(words, text, begin, end):
    """Character offsets at which the words stand in text[begin:end]: whole words before parts of words, as written before
    other quotation marks, dashes and capitals."""
    if not words:
        raise Mistake("no words given")
    hay, needle = text[begin:end], words
    for fold in (lambda s: s, lambda s: s.translate(SAME), lambda s: s.translate(SAME).lower()):
        h, n = fold(hay), fold(needle)
        if len(h) != len(hay):
            continue
        pattern = re.escape(n)
        left = r"(?<!\w)" if n[0].isalnum() else ""
        right = r"(?!\w)" if n[-1].isalnum() else ""
        found = [m.start() for m in re.finditer(left + pattern + right, h)] or [m.start() for m in re.finditer(pattern, h)]
        if found:
            return [begin + f for f in found]
    raise Mistake(f"“{words}” does not stand in “{text[begin:end][:60]}…”")


class Sheet:
    """One document in the making: text, sentences (character offsets), and the lines that code them."""

    def __init__(self, head):
        self.head, self.text, self.sentences, self.lines = head, "", [], []
        self.actors, self.order, self.mentions = {}, [], {}
        self.language = head.get("lang")
        self.attributions, self.events, self.places, self.dates = [], [], [], []
        self.labels = {}

    # ---- where words stand

    def sentence(self, now, where):
        n = now + int(where) if where[:1] in "+-" else int(where) - 1
        if not 0 <= n < len(self.sentences):
            raise Mistake(f"there is no sentence @{where}")
        return n

    def find(self, spec, now):
        """`words`, `words#2` (second time), `words@-1` (in the sentence before), `words@12` (in sentence 12)."""
        m = re.fullmatch(r"(.*?)(?:#(\d+))?(?:@([+-]?\d+))?", spec.strip(), re.S)
        words, nth, where = m.group(1).strip(), int(m.group(2) or 1), m.group(3)
        b, e, _ = self.sentences[self.sentence(now, where) if where else now]
        found = positions(words, self.text, b, e)
        if nth > len(found):
            raise Mistake(f"“{words}” stands there only {len(found)} times")
        return found[nth - 1], found[nth - 1] + len(words)

    def mention(self, key, span):
        if key not in self.actors:
            raise Mistake(f"there is no actor “{key}”: declare it with %a")
        if span not in self.mentions[key]:
            self.mentions[key].append(span)

    def participant(self, spec, now, near):
        """`key=words`, or `key` alone: the nearest place before at which it is named, else after."""
        key, eq, words = spec.strip().partition("=")
        key = key.strip()
        if eq:
            span = self.find(words, now)
            self.mention(key, span)
            return key, span
        if key not in self.actors:
            raise Mistake(f"there is no actor “{key}”: declare it with %a, or write key=words")
        return key, ("nearest", near)

    def resolve(self, key, span):
        if span and span[0] == "nearest":
            known = sorted(self.mentions[key])
            before = [s for s in known if s[0] <= span[1]]
            return before[-1] if before else known[0] if known else None
        return span

    # ---- lines

    def code_mentions(self, rest, now):
        for spec in rest.split(";"):
            if "=" not in spec:
                raise Mistake(f"“{spec.strip()}”: a mention is key=words")
            self.participant(spec, now, 0)

    def options(self, text, now):
        """d=VALUE:words  p=words:ISO3  <N (lies in attribution N)  same=eN"""
        out = {"within": None, "same": None, "date": None, "place": None}
        for m in re.finditer(r"(?:(d|p)=(.*?)|same=(e\d+)|<(\d+))(?=\s+(?:d=|p=|same=|<\d)|\s*$)", text.strip()):
            if m.group(1) == "d":
                value, colon, words = m.group(2).partition(":")
                if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?", value.strip()):
                    raise Mistake(f"“{value}” is no date: YYYY, YYYY-MM, YYYY-MM-DD, or two with / between")
                out["date"] = (value.strip(), self.find(words, now) if colon else None)
            elif m.group(1) == "p":
                words, colon, country = m.group(2).rpartition(":")
                if not colon or not re.fullmatch(r"[A-Z]{3}|-", country.strip()):
                    raise Mistake(f"“{m.group(2)}” is no place: words:ISO3, or words:- where the country is unknown")
                out["place"] = (self.find(words, now), None if country.strip() == "-" else country.strip())
            elif m.group(3):
                out["same"] = m.group(3)
            else:
                out["within"] = "a" + m.group(4)
        left = re.sub(r"(?:d|p)=.*?(?=\s+(?:d=|p=|same=|<\d)|\s*$)|same=e\d+|<\d+", "", text).strip()
        if left:
            raise Mistake(f"“{left}” is none of d=, p=, same=, <N")
        return out

    def code_event(self, label, rest, now):
        part = [p.strip() for p in rest.split("|")]
        if not 2 <= len(part) <= 4:
            raise Mistake("an event is: TYPE/mode status cue | actors | recipients | options")
        part += [""] * (4 - len(part))
        try:
            kind, status, cue = part[0].split(None, 2)
        except ValueError:
            raise Mistake("an event begins with TYPE/mode status cue")
        kind, _, mode = kind.partition("/")
        if kind not in plover.MODES:
            raise Mistake(f"“{kind}” is no event type")
        if mode and mode not in plover.MODES[kind]:
            raise Mistake(f"“{mode}” is no mode of {kind}; there are: {' '.join(sorted(plover.MODES[kind]))}")
        if status not in plover.STATUSES:
            raise Mistake(f"“{status}” is no status")
        span = self.find(cue, now)
        sides = [[self.participant(s, now, span[0]) for s in p.split(";") if s.strip() not in ("", "-")] for p in part[1:3]]
        self.events.append({"label": label, "sentence": now, "type": kind, "mode": mode or None, "status": status, "cue": span,
                            "actor": sides[0], "recipient": sides[1], **self.options(part[3], now)})

    def content(self, spec, now, cue, source):
        """Pieces apart by `;`: `first words … last words`, words, `>` all behind the cue, `<` all before it and the source,
        `*` both, `@+1` the whole sentence."""
        b, e, _ = self.sentences[now]
        edge = [x for x in (cue, source) if x and b <= x[0] < e]
        spans = []
        for piece in spec.split(";"):
            piece = piece.strip()
            if piece in (">", "<", "*"):
                if piece in "<*":
                    spans.append((b, min(x[0] for x in edge)))
                if piece in ">*":
                    spans.append((max(x[1] for x in edge), e))
            elif re.fullmatch(r"@[+-]?\d+", piece):
                spans.append(self.sentences[self.sentence(now, piece[1:])][:2])
            elif "…" in piece or "..." in piece:
                first, last = re.split(r"…|\.\.\.", piece, maxsplit=1)
                begin = self.find(first, now)[0]
                where = re.search(r"@([+-]?\d+)$", last.strip())
                home = self.sentence(now, where.group(1)) if where else now
                ends = [s + len(re.sub(r"(#\d+)?(@[+-]?\d+)?$", "", last.strip())) for s in positions(re.sub(r"(#\d+)?(@[+-]?\d+)?$", "", last.strip()), self.text, *self.sentences[home][:2])]
                ends = [x for x in ends if x > begin]
                if not ends:
                    raise Mistake(f"“{last.strip()}” does not stand behind “{first.strip()}”")
                spans.append((begin, ends[0] if "#" not in last else self.find(last, now)[1]))
            elif piece:
                spans.append(self.find(piece, now))
        out = []
        for x, y in spans: # no white space or loose marks at the edges
            while x < y and (self.text[x].isspace() or self.text[x] in ",:;–—-"):
                x += 1
            while y > x and (self.text[y - 1].isspace() or self.text[y - 1] in ",:;–—-"):
                y -= 1
            if y > x and self.text[y - 1] in ".!?…" and "\"»”“".find(self.text[y - 2:y - 1] or "x") < 0 and piece in (">", "*"):
                y -= 1
            if y > x:
                out.append((x, y))
        return out

    def code_attribution(self, label, rest, now):
        part = [p.strip() for p in rest.split("|")]
        if not 3 <= len(part) <= 4:
            raise Mistake("an attribution is: stance kind key=source | cue | content | options")
        part += [""] * (4 - len(part))
        try:
            stance, kind, source = (part[0].split(None, 2) + ["-"])[:3]
        except ValueError:
            raise Mistake("an attribution begins with stance kind key=source")
        if stance not in plover.STANCES:
            raise Mistake(f"“{stance}” is no stance")
        if kind not in plover.SOURCE_KINDS:
            raise Mistake(f"“{kind}” is no kind of source: {' '.join(plover.SOURCE_KINDS)}")
        cue = self.find(part[1], now)
        sources = [self.participant(s, now, cue[0]) if s.strip() in self.actors or re.match(r"\s*[\w-]+\s*=", s) else (None, self.find(s, now))
                   for s in source.split(";") if s.strip() != "-"]
        self.attributions.append({"label": label, "sentence": now, "stance": stance, "kind": kind, "sources": sources, "cue": cue,
                                  "spec": part[2], **self.options(part[3], now)})

    # ---- the reading

    def reading(self):
        for a in self.attributions: # once all mentions are known
            a["source"] = [(k, self.resolve(k, s)) for k, s in a["sources"]]
            first = a["source"][0][1] if a["source"] else None
            a["spans"] = self.content(a["spec"], a["sentence"], a["cue"], first)
        offset = [0]
        for ch in self.text:
            offset.append(offset[-1] + len(ch.encode()))

        def span(s, **more):
            if s is None:
                return {"start": None, "end": None, **more}
            return {"start": offset[s[0]], "end": offset[s[1]], "text": self.text[s[0]:s[1]], **more}

        number = {k: i for i, k in enumerate(self.order)}

        def side(xs):
            return [span(self.resolve(k, s), code=self.actors[k]["code"], actor=number[k]) for k, s in xs]

        self.attributions.sort(key=lambda a: (a["sentence"], a["cue"]))
        self.events.sort(key=lambda e: (e["sentence"], e["cue"]))
        label = {x["label"]: i for xs in (self.attributions, self.events) for i, x in enumerate(xs) if x["label"]}

        def refer(name):
            if name is None:
                return None
            if name not in label:
                raise Mistake(f"{self.head['id']}: there is no {name}")
            return label[name]

        dates, places = {}, {}
        for x in self.attributions + self.events:
            if x["date"] and x["date"][1]:
                dates[x["date"][1]] = x["date"][0]
            if x["place"]:
                places[x["place"][0]] = x["place"][1]
        place_order = sorted(places)

        def precision(v):
            return "interval" if "/" in v else {4: "year", 7: "month"}.get(len(v), "day")

        r = {"id": self.head["id"], "date": self.head.get("date"), "publisher": self.head.get("publisher"), "title": self.head.get("title"),
             "part": self.head.get("part"), "genre": self.head.get("genre")}
        if "origin" in self.head:
            r["origin"] = self.head["origin"]
        r["text"] = self.text
        r["languages"] = list(dict.fromkeys(l for _, _, l in self.sentences))
        r["sentences"] = [{"start": offset[b], "end": offset[e], "language": l} for b, e, l in self.sentences]
        r["actors"] = [{"id": number[k], "name": self.actors[k]["name"], "code": self.actors[k]["code"], "kind": self.actors[k]["kind"],
                        "mentions": [span(s) for s in sorted(self.mentions[k])]} for k in self.order]
        r["places"] = [span(s, name=self.text[s[0]:s[1]] if "origin" not in self.head else None, country=places[s]) for s in place_order]
        r["dates"] = [span(s, value=dates[s], precision=precision(dates[s])) for s in sorted(dates)]
        r["events"] = [{"id": i, "sentence": e["sentence"], "type": e["type"], "mode": e["mode"], "status": e["status"], "cue": span(e["cue"]),
                        "actor": side(e["actor"]), "recipient": side(e["recipient"]), "date": e["date"][0] if e["date"] else None,
                        "place": place_order.index(e["place"][0]) if e["place"] else None, "attribution": refer(e["within"]),
                        "same": refer(e["same"])} for i, e in enumerate(self.events)]
        r["attributions"] = []
        for i, a in enumerate(self.attributions):
            key, s = a["source"][0] if a["source"] else (None, None)
            source = span(s, code=self.actors[key]["code"] if key else None, kind=a["kind"], actor=number[key] if key else None)
            if len(a["source"]) > 1: # *A and B said*: the first is the source, the others stand beside it
                source["others"] = [span(s, code=self.actors[k]["code"] if k else None, actor=number[k] if k else None) for k, s in a["source"][1:]]
            quoted = any(self.text[max(0, x - 1):x + 1].strip()[:1] in tuple("«“„\"‹") or self.text[x - 1:x] in tuple("«“„\"") for x, _ in a["spans"])
            r["attributions"].append({"id": i, "sentence": a["sentence"], "source": source, "cue": span(a["cue"]), "content": [span(c) for c in a["spans"]],
                                      "stance": a["stance"], "direct": quoted, "inside": refer(a["within"]), "date": a["date"][0] if a["date"] else None})
        return r


def parse_head(rest):
    head = {k: (q if q is not None and q != "" else v) for k, q, v in re.findall(r'(\w+)=(?:"([^"]*)"|(\S+))', rest)}
    if "id" not in head:
        raise Mistake("%doc has no id=")
    if head.get("date") in ("-", "null"):
        head["date"] = None
    return head


def begin_real(sheet, data, listing):
    """A document whose text lies elsewhere: its sentences come from the listing beside the sheet (pick.py)."""
    prepared = {d["id"]: d for d in corpus.load(listing)}
    if sheet.head["id"] not in prepared:
        raise Mistake(f"{listing} has no document “{sheet.head['id']}”")
    d = prepared[sheet.head["id"]]
    raw = d["text"].encode() if "text" in d else corpus.text_of(d, data).encode()
    for k in ("origin", "date", "title", "publisher", "part", "genre"):
        if d.get(k) is not None and k not in sheet.head:
            sheet.head[k] = d[k]
    sheet.text = raw.decode()
    for s in d["sentences"]:
        sheet.sentences.append((len(raw[:s["start"]].decode()), len(raw[:s["end"]].decode()), s["language"]))


def compile_sheet(path, data=None, listing=None):
    """Gold readings of one sheet; mistakes as (line, what)."""
    readings, mistakes, sheet, now, pending, paragraph = [], [], None, None, [], False
    handlers = {"m": lambda s, label, rest, n: s.code_mentions(rest, n), "e": lambda s, label, rest, n: s.code_event(label, rest, n),
                "a": lambda s, label, rest, n: s.code_attribution(label, rest, n)}

    def finish():
        # lines are coded once the whole text is known, so that they may point ahead; mentions first
        for kinds in ("m", "ae"):
            for number, n, kind, label, rest in pending:
                if kind in kinds:
                    try:
                        handlers[kind](sheet, label, rest, n)
                    except Mistake as m:
                        mistakes.append((number, str(m)))
        try:
            readings.append(sheet.reading())
        except Mistake as m:
            mistakes.append((0, str(m)))

    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines(), 1):
        line = line.rstrip()
        try:
            if not line or line.startswith("//"):
                continue
            if line.startswith("%doc "):
                if sheet:
                    finish()
                sheet, now, pending = Sheet(parse_head(line[5:])), None, []
                if listing:
                    begin_real(sheet, data, listing)
                continue
            if sheet is None:
                raise Mistake("a sheet begins with %doc")
            if line.startswith("%lang "):
                sheet.language = line[6:].strip()
            elif line.startswith("%a "):
                try:
                    key, kind, code, name = line[3:].split(None, 3)
                except ValueError:
                    raise Mistake("an actor is: %a key kind CODE name")
                if kind not in plover.ACTOR_KINDS:
                    raise Mistake(f"“{kind}” is no kind of actor: {' '.join(plover.ACTOR_KINDS)}")
                if key in sheet.actors:
                    raise Mistake(f"actor “{key}” is declared twice")
                sheet.actors[key] = {"kind": kind, "code": None if code == "-" else code, "name": name}
                sheet.order.append(key)
                sheet.mentions[key] = []
            elif line.startswith(">"):
                m = re.fullmatch(r">(\d+)(?:\s.*)?", line)
                if m: # a sentence of a known text
                    now = int(m.group(1)) - 1
                    if not 0 <= now < len(sheet.sentences):
                        raise Mistake(f"there is no sentence {m.group(1)}")
                    continue
                fresh = line.startswith(">>")
                words = line.lstrip(">").strip()
                if not sheet.language:
                    raise Mistake("%doc has no lang=")
                if sheet.text:
                    sheet.text += "\n\n" if fresh else " "
                begin = len(sheet.text)
                sheet.text += words
                sheet.sentences.append((begin, len(sheet.text), sheet.language))
                now = len(sheet.sentences) - 1
            else:
                m = re.fullmatch(r"([aem])(\d*) (.*)", line)
                if not m:
                    raise Mistake("a line begins with %doc, %a, %lang, >, >>, m, e or a")
                if now is None:
                    raise Mistake("no sentence has begun")
                pending.append((number, now, m.group(1), m.group(1) + m.group(2) if m.group(2) else None, m.group(3)))
        except Mistake as m:
            mistakes.append((number, str(m)))
    if sheet:
        finish()
    return readings, mistakes


def show(reading):
    """Numbered sentences, a blank line before each paragraph."""
    raw = reading["text"].encode()
    out = [f"%doc id={reading['id']} date={reading.get('date') or '-'}"]
    last = 0
    for i, s in enumerate(reading["sentences"], 1):
        if b"\n" in raw[last:s["start"]]:
            out.append("")
        out.append(f">{i} " + " ".join(raw[s["start"]:s["end"]].decode().split()))
        last = s["end"]
    return "\n".join(out)


def write(reading):
    """The sheet of a reading. Words are given with their number where they stand more than once."""
    raw = reading["text"].encode()
    text = reading["text"]
    at = {}
    b = 0
    for i, ch in enumerate(text):
        at[b] = i
        b += len(ch.encode())
    at[b] = len(text)
    sentences = [(at[s["start"]], at[s["end"]]) for s in reading["sentences"]]

    def home(span):
        c = at[span["start"]]
        return max((i for i, s in enumerate(sentences) if s[0] <= c), default=0)

    def words(span, now):
        x, y = at[span["start"]], at[span["end"]]
        h = home(span)
        w = text[x:y]
        found = positions(w, text, *sentences[h])
        return w + (f"#{found.index(x) + 1}" if found[0] != x else "") + (f"@{h + 1}" if h != now else "")

    actors = reading["actors"]
    names = dict(id=reading["id"], date=reading["date"] or "-", lang=reading["languages"][0])
    head = "%doc " + " ".join(f"{k}={v}" for k, v in names.items())
    for k in ("part", "genre", "publisher", "title"):
        if reading.get(k):
            head += f' {k}="{reading[k]}"'
    out = [head] + [f"%a k{a['id']} {a['kind']} {a['code'] or '-'} {a['name']}" for a in actors]
    lines = {}

    def put(n, line):
        lines.setdefault(n, []).append(line)

    def people(xs, now):
        return "; ".join(f"k{x['actor']}={words(x, now)}" if x["start"] is not None else f"k{x['actor']}" for x in xs) or "-"

    def options(x, now):
        o = ""
        if x.get("date"):
            d = next((d for d in reading["dates"] if d["value"] == x["date"]), None)
            o += f" d={x['date']}" + (f":{words(d, now)}" if d else "")
        if x.get("place") is not None:
            p = reading["places"][x["place"]]
            o += f" p={words(p, now)}:{p['country'] or '-'}"
        within = x.get("attribution", x.get("inside"))
        return o + (f" <{within + 1}" if within is not None else "") + (f" same=e{x['same'] + 1}" if x.get("same") is not None else "")

    for a in reading["attributions"]:
        n, s = a["sentence"], a["source"]
        every = ([s] if s["start"] is not None else []) + s.get("others", [])
        who = "; ".join((f"k{x['actor']}=" if x["actor"] is not None else "") + words(x, n) for x in every) or "-"
        inner = []
        for c in a["content"]:
            h, g = home(c), home({"start": c["end"] - 1} if c["end"] - 1 in at else c)
            x, y = at[c["start"]], at[c["end"]]
            inner.append(words(c, n) if h == g else f"{text[x:sentences[h][1]]}@{h + 1} … {text[sentences[g][0]:y]}@{g + 1}")
        put(n, f"a{a['id'] + 1} {a['stance']} {s['kind']} {who} | {words(a['cue'], n)} | {'; '.join(inner)} |{options(a, n)}")
    for e in reading["events"]:
        n = e["sentence"]
        put(n, f"e{e['id'] + 1} {e['type']}{'/' + e['mode'] if e['mode'] else ''} {e['status']} {words(e['cue'], n)} | {people(e['actor'], n)} | "
               f"{people(e['recipient'], n)} |{options(e, n)}")
    for a in actors:
        for m in a["mentions"]:
            put(home(m), f"m k{a['id']}={words(m, home(m))}")
    last = 0
    for i, s in enumerate(reading["sentences"]):
        w = " ".join(raw[s["start"]:s["end"]].decode().split())
        out.append((">> " if b"\n" in raw[last:s["start"]] else "> ") + w if "origin" not in reading else f">{i + 1}")
        last = s["end"]
        out += lines.get(i, [])
    return "\n".join(out)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", choices=("compile", "show", "write"))
    p.add_argument("files", nargs="+")
    p.add_argument("--data", help="folder of the real reports' texts")
    p.add_argument("--listing", help="compile: the documents whose sentences are coded by number (JSON lines)")
    p.add_argument("--out", help="compile: write there instead of standard output; nothing is written if there is a mistake")
    o = p.parse_args()
    if o.what != "compile":
        wanted = set(o.files[1:])
        for r in corpus.load(o.files[0]):
            if not wanted or r["id"] in wanted:
                print({"show": show, "write": write}[o.what](corpus.with_text(r, o.data)) + "\n")
        return 0
    import check_corpus
    readings, bad = [], 0
    for f in o.files:
        done, mistakes = compile_sheet(f, o.data, o.listing)
        readings += done
        for line, what in mistakes:
            print(f"{f}:{line}: {what}", file=sys.stderr)
        bad += len(mistakes)
    for r in readings:
        for what in check_corpus.check(r):
            print(f"{r['id']}: {what}", file=sys.stderr)
            bad += 1
    n = sum(len(r["sentences"]) for r in readings)
    print(f"{len(readings)} documents, {n} sentences, {sum(len(r['events']) for r in readings)} events, "
          f"{sum(len(r['attributions']) for r in readings)} attributions, {bad} mistakes", file=sys.stderr)
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
