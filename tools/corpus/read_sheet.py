"""Reads sheets: lines that quote words become gold readings, or mistakes with their line.

What a sheet looks like is told in docs/corpus.md."""

import pathlib
import re

import corpus
import gold
import plover
from words import Mistake, positions

TAIL = re.compile(r"(#\d+)?(@[+-]?\d+)?$")  # behind words: which time they stand there, and where


class Sheet:
    """One document in the making: text, sentences (character offsets), and what its lines code."""

    def __init__(self, head):
        self.head, self.text, self.sentences = head, "", []
        self.actors, self.order, self.mentions = {}, [], {}
        self.language = head.get("lang")
        self.attributions, self.events = [], []
        self.brief = head.get("part") == "brief"

    # ---- lines that are text, and its actors

    def declare(self, rest):
        """%a key kind CODE name"""
        try:
            key, kind, code, name = rest.split(None, 3)
        except ValueError:
            raise Mistake("an actor is: %a key kind CODE name")
        if kind not in plover.ACTOR_KINDS:
            raise Mistake(f"“{kind}” is no kind of actor: {' '.join(plover.ACTOR_KINDS)}")
        if key in self.actors:
            raise Mistake(f"actor “{key}” is declared twice")
        self.actors[key] = {"kind": kind, "code": None if code == "-" else code, "name": name}
        self.order.append(key)
        self.mentions[key] = []

    def begin(self, line):
        """`>> text`, `> text`, or `>12`, a sentence of a known text. Gives its number, from 0."""
        m = re.fullmatch(r">(\d+)(?:\s.*)?", line)
        if m:
            now = int(m.group(1)) - 1
            if not 0 <= now < len(self.sentences):
                raise Mistake(f"there is no sentence {m.group(1)}")
            return now
        if not self.language:
            raise Mistake("%doc has no lang=")
        if self.text:
            self.text += "\n\n" if line.startswith(">>") else " "
        begin = len(self.text)
        self.text += line.lstrip(">").strip()
        self.sentences.append((begin, len(self.text), self.language))
        return len(self.sentences) - 1

    # ---- where words stand

    def sentence(self, now, where):
        n = now + int(where) if where[:1] in "+-" else int(where) - 1
        if not 0 <= n < len(self.sentences):
            raise Mistake(f"there is no sentence @{where}")
        return n

    def find(self, spec, now):
        """`words`, `words#2` (second time), `words@-1` (in the sentence before), `words@12` (in
        sentence 12)."""
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

    def declare_code(self, key, words):
        """In a brief, which has no room for %a, a code is its own key: `POLGOV=ministers`; of
        several with one code `POLGOV_2`; `X` where it is unknown."""
        code = key.partition("_")[0]
        if self.brief and key not in self.actors and re.fullmatch(r"X|([A-Z]{3})+", code):
            kind = "country" if len(code) == 3 and code not in plover.ROLES else "role"
            self.declare(f"{key} {kind} {'-' if code == 'X' else code} {TAIL.sub('', words)}")

    def participant(self, spec, now, near):
        """`key=words`, or `key` alone: the nearest place before where it is named, else after."""
        key, eq, words = spec.strip().partition("=")
        key = key.strip()
        if eq:
            self.declare_code(key, words.strip())
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

    def date(self, spec, now):
        """VALUE:words, or VALUE alone"""
        value, colon, words = spec.partition(":")
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?", value.strip()):
            raise Mistake(f"“{value}” is no date: YYYY, YYYY-MM, YYYY-MM-DD, or two with / between")
        return value.strip(), self.find(words, now) if colon else None

    def place(self, spec, now):
        """words:ISO3"""
        words, colon, country = spec.rpartition(":")
        country = country.strip()
        if not colon or not re.fullmatch(r"[A-Z]{3}|-", country):
            raise Mistake(f"“{spec}” is no place: words:ISO3, or words:- for an unknown country")
        return self.find(words, now), None if country == "-" else country

    def options(self, text, now):
        """d=VALUE:words  p=words:ISO3  <N (lies in attribution N)  same=eN"""
        out = {"within": None, "same": None, "date": None, "place": None}
        end = r"(?=\s+(?:d=|p=|same=|<\d)|\s*$)"
        for m in re.finditer(r"(?:(d|p)=(.*?)|same=(e\d+)|<(\d+))" + end, text.strip()):
            if m.group(1) == "d":
                out["date"] = self.date(m.group(2), now)
            elif m.group(1) == "p":
                out["place"] = self.place(m.group(2), now)
            elif m.group(3):
                out["same"] = m.group(3)
            else:
                out["within"] = "a" + m.group(4)
        left = re.sub(rf"(?:d|p)=.*?{end}|same=e\d+|<\d+", "", text).strip()
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
            modes = " ".join(sorted(plover.MODES[kind]))
            raise Mistake(f"“{mode}” is no mode of {kind}; there are: {modes}")
        if status not in plover.STATUSES:
            raise Mistake(f"“{status}” is no status")
        span = self.find(cue, now)
        sides = [
            [self.participant(s, now, span[0]) for s in p.split(";") if s.strip() not in ("", "-")]
            for p in part[1:3]
        ]
        self.events.append(
            {
                "label": label,
                "sentence": now,
                "type": kind,
                "mode": mode or None,
                "status": status,
                "cue": span,
                "actor": sides[0],
                "recipient": sides[1],
                **self.options(part[3], now),
            }
        )

    def from_to(self, piece, now):
        """`first words … last words`; either may stand in another sentence (`@+1`)."""
        first, last = re.split(r"…|\.\.\.", piece, maxsplit=1)
        begin, last = self.find(first, now)[0], last.strip()
        where = re.search(r"@([+-]?\d+)$", last)
        home = self.sentence(now, where.group(1)) if where else now
        words = TAIL.sub("", last)
        ends = [
            x + len(words)
            for x in positions(words, self.text, *self.sentences[home][:2])
            if x + len(words) > begin
        ]
        if not ends:
            raise Mistake(f"“{last}” does not stand behind “{first.strip()}”")
        return begin, ends[0] if "#" not in last else self.find(last, now)[1]

    def trimmed(self, x, y, stop):
        """Without white space and loose marks at the edges; with `stop` without a full stop."""
        text, loose = self.text, ",:;–—-"
        while x < y and (text[x].isspace() or text[x] in loose):
            x += 1
        while y > x and (text[y - 1].isspace() or text[y - 1] in loose):
            y -= 1
        if y > x and stop and text[y - 1] in ".!?…" and (text[y - 2 : y - 1] or "x") not in '"»”“':
            y -= 1
        return x, y

    def content(self, spec, now, cue, source):
        """Pieces apart by `;`: `first words … last words`, words, `>` all behind the cue, `<` all
        before it and the source, `*` both, `@+1` the whole sentence."""
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
                spans.append(self.from_to(piece, now))
            elif piece:
                spans.append(self.find(piece, now))
        spans = [self.trimmed(x, y, piece in (">", "*")) for x, y in spans]
        return [(x, y) for x, y in spans if x < y]

    def sources(self, spec, now, near):
        """`key=words` or a key, plain words where it is no actor, `-` for nobody; apart by `;`."""
        return [
            (
                self.participant(s, now, near)
                if s.strip() in self.actors or re.match(r"\s*[\w-]+\s*=", s)
                else (None, self.find(s, now))
            )
            for s in spec.split(";")
            if s.strip() != "-"
        ]

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
        self.attributions.append(
            {
                "label": label,
                "sentence": now,
                "stance": stance,
                "kind": kind,
                "sources": self.sources(source, now, cue[0]),
                "cue": cue,
                "spec": part[2],
                **self.options(part[3], now),
            }
        )

    def code(self, kind, label, rest, now):
        if kind == "m":
            self.code_mentions(rest, now)
        elif kind == "e":
            self.code_event(label, rest, now)
        else:
            self.code_attribution(label, rest, now)

    def reading(self):
        for a in self.attributions:  # once all mentions are known
            a["source"] = [(k, self.resolve(k, s)) for k, s in a["sources"]]
            first = a["source"][0][1] if a["source"] else None
            a["spans"] = self.content(a["spec"], a["sentence"], a["cue"], first)
        return gold.Gold(self).reading()


def parse_head(rest):
    head = {
        k: (q if q is not None and q != "" else v)
        for k, q, v in re.findall(r'(\w+)=(?:"([^"]*)"|(\S+))', rest)
    }
    if "id" not in head:
        raise Mistake("%doc has no id=")
    if head.get("date") in ("-", "null"):
        head["date"] = None
    return head


def begin_real(sheet, data, listing):
    """A document whose text lies elsewhere: its sentences come from the listing beside the sheet
    (pick.py)."""
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
        sheet.sentences.append(
            (len(raw[: s["start"]].decode()), len(raw[: s["end"]].decode()), s["language"])
        )


class Reader:
    """One file of sheets: its readings, and its mistakes as (line, what)."""

    def __init__(self, data, listing):
        self.data, self.listing = data, listing
        self.readings, self.mistakes = [], []
        self.sheet, self.now, self.pending = None, None, []
        self.briefs = None  # the head of a file of briefs, and how many there were

    def begin(self, head):
        if self.sheet:
            self.finish()
        self.sheet, self.now, self.pending = Sheet(head), None, []
        if self.listing:
            begin_real(self.sheet, self.data, self.listing)

    def begin_brief(self):
        """Each sentence of %briefs is a document."""
        head, n = self.briefs
        self.briefs = head, n + 1
        self.begin({**head, "id": f"{head['id']}-{n + 1:03d}", "part": "brief"})

    def finish(self):
        """Lines are coded once the whole text is known, so that they may point ahead; mentions
        first."""
        for kinds in ("m", "ae"):
            for number, now, kind, label, rest in self.pending:
                if kind in kinds:
                    try:
                        self.sheet.code(kind, label, rest, now)
                    except Mistake as m:
                        self.mistakes.append((number, str(m)))
        try:
            self.readings.append(self.sheet.reading())
        except Mistake as m:
            self.mistakes.append((0, str(m)))

    def line(self, number, line):
        if not line or line.startswith("//"):
            return
        if line.startswith("%doc "):
            self.briefs = None
            self.begin(parse_head(line[5:]))
            return
        if line.startswith("%briefs "):
            self.briefs = parse_head(line[8:]), 0
            return
        if self.briefs and line.startswith(">"):
            self.begin_brief()
        if self.sheet is None:
            raise Mistake("a sheet begins with %doc or %briefs")
        if line.startswith("%lang "):
            self.sheet.language = line[6:].strip()
        elif line.startswith("%a "):
            self.sheet.declare(line[3:])
        elif line.startswith(">"):
            self.now = self.sheet.begin(line)
        else:
            m = re.fullmatch(r"([aem])(\d*) (.*)", line)
            if not m:
                raise Mistake("a line begins with %doc, %briefs, %a, %lang, >, >>, m, e or a")
            if self.now is None:
                raise Mistake("no sentence has begun")
            kind, n, rest = m.groups()
            self.pending.append((number, self.now, kind, kind + n if n else None, rest))


def compile_sheet(path, data=None, listing=None):
    """Gold readings of one sheet; mistakes as (line, what)."""
    r = Reader(data, listing)
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines(), 1):
        try:
            r.line(number, line.rstrip())
        except Mistake as m:
            r.mistakes.append((number, str(m)))
    if r.sheet:
        r.finish()
    return r.readings, r.mistakes
