"""The gold reading of a coded sheet: bytes for characters, numbers for keys and labels."""

from words import Mistake


def precision(value):
    return "interval" if "/" in value else {4: "year", 7: "month"}.get(len(value), "day")


class Gold:
    """One sheet on its way to a reading. Its attributions have `source` and `spans` by now."""

    def __init__(self, sheet):
        self.sheet, self.head, self.text = sheet, sheet.head, sheet.text
        self.offset = [0]  # bytes before each character
        for ch in self.text:
            self.offset.append(self.offset[-1] + len(ch.encode()))
        self.number = {k: i for i, k in enumerate(sheet.order)}
        self.attributions = sorted(sheet.attributions, key=lambda a: (a["sentence"], a["cue"]))
        self.events = sorted(sheet.events, key=lambda e: (e["sentence"], e["cue"]))
        self.label = {
            x["label"]: i
            for xs in (self.attributions, self.events)
            for i, x in enumerate(xs)
            if x["label"]
        }
        self.dates, self.places = {}, {}
        for x in self.attributions + self.events:
            if x["date"] and x["date"][1]:
                self.dates[x["date"][1]] = x["date"][0]
            if x["place"]:
                self.places[x["place"][0]] = x["place"][1]
        self.place_order = sorted(self.places)

    def span(self, s, **more):
        if s is None:
            return {"start": None, "end": None, **more}
        start, end = self.offset[s[0]], self.offset[s[1]]
        return {"start": start, "end": end, "text": self.text[s[0] : s[1]], **more}

    def code(self, key):
        return self.sheet.actors[key]["code"] if key else None

    def side(self, people):
        return [
            self.span(self.sheet.resolve(k, s), code=self.code(k), actor=self.number[k])
            for k, s in people
        ]

    def refer(self, name):
        if name is None:
            return None
        if name not in self.label:
            raise Mistake(f"{self.head['id']}: there is no {name}")
        return self.label[name]

    def actor(self, key):
        a = self.sheet.actors[key]
        return {
            "id": self.number[key],
            "name": a["name"],
            "code": a["code"],
            "kind": a["kind"],
            "mentions": [self.span(s) for s in sorted(self.sheet.mentions[key])],
        }

    def place(self, s):
        name = self.text[s[0] : s[1]] if "origin" not in self.head else None
        return self.span(s, name=name, country=self.places[s])

    def event(self, i, e):
        return {
            "id": i,
            "sentence": e["sentence"],
            "type": e["type"],
            "mode": e["mode"],
            "status": e["status"],
            "cue": self.span(e["cue"]),
            "actor": self.side(e["actor"]),
            "recipient": self.side(e["recipient"]),
            "date": e["date"][0] if e["date"] else None,
            "place": self.place_order.index(e["place"][0]) if e["place"] else None,
            "attribution": self.refer(e["within"]),
            "same": self.refer(e["same"]),
        }

    def source(self, a):
        """In *A and B said* the first is the source, the others stand beside it."""
        every = a["source"] or [(None, None)]
        number = [self.number[k] if k else None for k, _ in every]
        key, s = every[0]
        source = self.span(s, code=self.code(key), kind=a["kind"], actor=number[0])
        if len(every) > 1:
            source["others"] = [
                self.span(s, code=self.code(k), actor=n) for (k, s), n in zip(every[1:], number[1:])
            ]
        return source

    def quoted(self, spans):
        """Does one of them begin with, or behind, a quotation mark?"""
        return any(
            self.text[max(0, x - 1) : x + 1].strip()[:1] in tuple('«“„"‹')
            or self.text[x - 1 : x] in tuple('«“„"')
            for x, _ in spans
        )

    def attribution(self, i, a):
        return {
            "id": i,
            "sentence": a["sentence"],
            "source": self.source(a),
            "cue": self.span(a["cue"]),
            "content": [self.span(c) for c in a["spans"]],
            "stance": a["stance"],
            "direct": self.quoted(a["spans"]),
            "inside": self.refer(a["within"]),
            "date": a["date"][0] if a["date"] else None,
        }

    def reading(self):
        r = {"id": self.head["id"]}
        for k in ("date", "publisher", "title", "part", "genre"):
            r[k] = self.head.get(k)
        if "origin" in self.head:
            r["origin"] = self.head["origin"]
        r["text"] = self.text
        sentences = self.sheet.sentences
        r["languages"] = list(dict.fromkeys(l for _, _, l in sentences))
        r["sentences"] = [
            {"start": self.offset[b], "end": self.offset[e], "language": l} for b, e, l in sentences
        ]
        r["actors"] = [self.actor(k) for k in self.sheet.order]
        r["places"] = [self.place(s) for s in self.place_order]
        r["dates"] = [
            self.span(s, value=v, precision=precision(v)) for s, v in sorted(self.dates.items())
        ]
        r["events"] = [self.event(i, e) for i, e in enumerate(self.events)]
        r["attributions"] = [self.attribution(i, a) for i, a in enumerate(self.attributions)]
        return r
