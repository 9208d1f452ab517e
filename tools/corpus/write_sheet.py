"""Writes sheets: the sentences of a document, or a gold reading as lines that quote its words."""

from words import positions


def sentence_text(reading, s, marked=()):
    """A sentence on one line, the marked spans within it in [brackets]."""
    raw, out, at = reading["text"].encode(), "", s["start"]
    for begin, end in sorted({(m["start"], m["end"]) for m in marked}):
        if at <= begin and end <= s["end"]:
            out += raw[at:begin].decode() + "[" + raw[begin:end].decode() + "]"
            at = end
    return " ".join((out + raw[at : s["end"]].decode()).split())


def begins_paragraph(reading, i):
    """Does a line end between sentence i and the one before?"""
    sentences = reading["sentences"]
    last = sentences[i - 1]["end"] if i else 0
    return b"\n" in reading["text"].encode()[last : sentences[i]["start"]]


def show(reading, marked=()):
    """Numbered sentences, a blank line before each paragraph; marked spans in [brackets]."""
    out = [f"%doc id={reading['id']} date={reading.get('date') or '-'}"]
    for i, s in enumerate(reading["sentences"]):
        if begins_paragraph(reading, i):
            out.append("")
        out.append(f">{i + 1} {sentence_text(reading, s, marked)}")
    return "\n".join(out)


class Writer:
    """The records of one reading as lines. Words are given with their number where they stand more
    than once."""

    def __init__(self, reading):
        self.reading, self.text = reading, reading["text"]
        self.at, b = {}, 0  # the character that begins at a byte
        for i, ch in enumerate(self.text):
            self.at[b] = i
            b += len(ch.encode())
        self.at[b] = len(self.text)
        self.sentences = [(self.at[s["start"]], self.at[s["end"]]) for s in reading["sentences"]]

    def home(self, span):
        """The sentence in which a span begins."""
        c = self.at[span["start"]]
        return max((i for i, s in enumerate(self.sentences) if s[0] <= c), default=0)

    def words(self, span, now):
        x, y = self.at[span["start"]], self.at[span["end"]]
        h = self.home(span)
        w = self.text[x:y]
        found = positions(w, self.text, *self.sentences[h])
        if found[0] != x:
            w += f"#{found.index(x) + 1}"
        return w + (f"@{h + 1}" if h != now else "")

    def head(self):
        r = self.reading
        names = dict(id=r["id"], date=r["date"] or "-", lang=r["languages"][0])
        head = "%doc " + " ".join(f"{k}={v}" for k, v in names.items())
        for k in ("part", "genre", "publisher", "title"):
            if r.get(k):
                head += f' {k}="{r[k]}"'
        return head

    def people(self, xs, now):
        named = [
            f"k{x['actor']}" + (f"={self.words(x, now)}" if x["start"] is not None else "")
            for x in xs
        ]
        return "; ".join(named) or "-"

    def options(self, x, now):
        o = ""
        if x.get("date"):
            d = next((d for d in self.reading["dates"] if d["value"] == x["date"]), None)
            o += f" d={x['date']}" + (f":{self.words(d, now)}" if d else "")
        if x.get("place") is not None:
            p = self.reading["places"][x["place"]]
            o += f" p={self.words(p, now)}:{p['country'] or '-'}"
        within = x.get("attribution", x.get("inside"))
        if within is not None:
            o += f" <{within + 1}"
        return o + (f" same=e{x['same'] + 1}" if x.get("same") is not None else "")

    def content(self, c, now):
        last = {"start": c["end"] - 1}  # inside a character it begins nowhere
        h = self.home(c)
        g = self.home(last) if last["start"] in self.at else h
        if h == g:
            return self.words(c, now)
        x, y = self.at[c["start"]], self.at[c["end"]]
        first, rest = self.text[x : self.sentences[h][1]], self.text[self.sentences[g][0] : y]
        return f"{first}@{h + 1} … {rest}@{g + 1}"

    def attribution(self, a):
        n, s = a["sentence"], a["source"]
        every = ([s] if s["start"] is not None else []) + s.get("others", [])
        who = "; ".join(
            (f"k{x['actor']}=" if x["actor"] is not None else "") + self.words(x, n) for x in every
        )
        content = "; ".join(self.content(c, n) for c in a["content"])
        return (
            f"a{a['id'] + 1} {a['stance']} {s['kind']} {who or '-'} | {self.words(a['cue'], n)}"
            f" | {content} |{self.options(a, n)}"
        )

    def event(self, e):
        n = e["sentence"]
        kind = e["type"] + (f"/{e['mode']}" if e["mode"] else "")
        return (
            f"e{e['id'] + 1} {kind} {e['status']} {self.words(e['cue'], n)}"
            f" | {self.people(e['actor'], n)} | {self.people(e['recipient'], n)}"
            f" |{self.options(e, n)}"
        )

    def records(self):
        """(sentence, line) of each record."""
        for a in self.reading["attributions"]:
            yield a["sentence"], self.attribution(a)
        for e in self.reading["events"]:
            yield e["sentence"], self.event(e)
        for a in self.reading["actors"]:
            for m in a["mentions"]:
                h = self.home(m)
                yield h, f"m k{a['id']}={self.words(m, h)}"


def write(reading):
    """The sheet of a reading."""
    w = Writer(reading)
    out = [w.head()]
    out += [f"%a k{a['id']} {a['kind']} {a['code'] or '-'} {a['name']}" for a in reading["actors"]]
    lines = {}
    for n, line in w.records():
        lines.setdefault(n, []).append(line)
    for i, s in enumerate(reading["sentences"]):
        if "origin" in reading:
            out.append(f">{i + 1}")
        else:
            mark = ">> " if begins_paragraph(reading, i) else "> "
            out.append(mark + sentence_text(reading, s))
        out += lines.get(i, [])
    return "\n".join(out)
