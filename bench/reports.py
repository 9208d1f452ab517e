#!/usr/bin/env python3
"""reports.py N [--copies SHARE] [--a-day N] [--seed N] [--kinds] [--short]: that many invented reports as
readings, one a line, as `sayso read --input reading -` takes them; so that a ledger can be filled
without models.

A hundred reports a day (--a-day) tell of the day's incidents: who did what to whom, by word of
whom. Of them SHARE (0.3) are reprints of reports of the last days: whole, cut to a half, or with
one word in ten changed. A report's id says so: r17 is one of its own, r18-of-r17 a reprint of it.
--kinds writes how it was made behind it, r18-of-r17-cut, -words, -whole. --short makes them of two to
four sentences, for very many. The same arguments give the same bytes."""

import argparse
import datetime
import json
import random

COUNTRIES = (
    "USA RUS CHN UKR FRA GBR DEU POL TUR IRN ISR IND PAK JPN KOR PRK SYR IRQ EGY SAU BRA MEX COL VEN "
    "NGA ETH KEN SDN LBY DZA MAR ZAF ITA ESP GRC SRB ROU HUN BLR LTU LVA EST FIN SWE NOR GEO ARM AZE "
    "KAZ UZB KGZ TJK AFG BGD MMR THA VNM PHL IDN AUS"
).split()
ROLES = ["", "GOV", "GOV", "MIL", "OPP", "COP", "CVL"]
TYPES = [
    ("ASSAULT", "190", "attacked", -10),
    ("CONSULT", "036", "met", 4),
    ("ACCUSE", "112", "accused", -2),
    ("MOBILIZE", "154", "massed", -7.2),
    ("COERCE", "173", "arrested", -5),
    ("AGREE", "057", "signed", 8),
    ("PROTEST", "141", "protested", -6.5),
    ("SANCTION", "163", "sanctioned", -8),
]
STANCES = [("assert", "said")] * 6 + [("deny", "denied"), ("admit", "admitted"), ("confirm", "confirmed")]
STARTS, ENDS = "b br d dr f g gr k kl l m n p pr r s st t tr v z".split(), "an ek il om ur ash eld ith orn ust".split()


class World:
    def __init__(self, args):
        self.args = args
        self.rng = random.Random(args.seed)
        self.words = sorted({a + b + c for a in STARTS for b in ENDS for c in ["", "er", "ing", "ed", "s", "al"]})
        self.rng.shuffle(self.words)
        self.incidents, self.reports, self.day = [], [], None

    def often_first(self, items):
        """An item; the first ones come most."""
        return items[min(int(self.rng.expovariate(4.0 / len(items))), len(items) - 1)]

    def word(self):
        return self.often_first(self.words)

    def who(self):
        country = self.often_first(COUNTRIES)
        role = self.rng.choice(ROLES)
        return country + role, f"{country.capitalize()} {role.lower() or 'side'}"

    def incident(self):
        kind = self.rng.choice(TYPES)
        country = self.often_first(COUNTRIES)
        place = f"{country.capitalize()}ville{self.rng.randrange(4)}"
        return kind, self.who(), self.who(), (place, country), self.day

    def new_day(self, day):
        self.day = day
        old = [i for i in self.incidents if (day - i[4]).days < 3]
        self.incidents = old + [self.incident() for _ in range(max(1, self.args.a_day * 2 // 3))]
        self.reports = [r for r in self.reports if (day - r["day"]).days < 3]

    def filler(self):
        n = self.rng.randrange(12, 24)
        return [(self.word(), None) for _ in range(n)]

    def telling(self):
        """A sentence that tells of an incident, by word of somebody or not."""
        kind, actor, recipient, place, day = self.rng.choice(self.incidents)
        source = self.who() if self.rng.random() < 0.6 else None
        said = self.rng.choice(STANCES)
        words = [(w, "actor") for w in actor[1].split()] + [(kind[2], "cue")]
        words += [(w, "recipient") for w in recipient[1].split()] + [("near", None), (place[0], "place")]
        words += [(self.word(), None) for _ in range(6)]
        if source:
            words += [(w, "source") for w in source[1].split()] + [(said[1], "saying")]
        dated = day if self.rng.random() < 0.4 else None
        return words, (kind, actor, recipient, place, source, said, dated)

    def report(self, number):
        fillers, tellings = ((1, 3), (1, 3)) if self.args.short else ((6, 12), (2, 5))
        sentences = [(self.filler(), None) for _ in range(self.rng.randrange(*fillers))]
        for _ in range(self.rng.randrange(*tellings)):
            sentences.insert(self.rng.randrange(len(sentences) + 1), self.telling())
        return {"id": f"r{number}", "root": f"r{number}", "sentences": sentences, "day": self.day}

    def copy(self, number, of):
        how = self.rng.choice(["whole", "cut", "words"])
        sentences = of["sentences"]
        if how == "cut":
            sentences = sentences[: (len(sentences) + 1) // 2]
        if how == "words":
            sentences = [
                ([(self.word() if not t and self.rng.random() < 0.1 else w, t) for w, t in words], told)
                for words, told in sentences
            ]
        name = f"r{number}-of-{of['root']}" + (f"-{how}" if self.args.kinds else "")
        return {"id": name, "root": of["root"], "sentences": sentences, "day": self.day}

    def next(self, number):
        if self.reports and self.rng.random() < self.args.copies:
            return self.copy(number, self.rng.choice(self.reports))
        report = self.report(number)
        self.reports.append(report)
        return report


class Reading:
    """A report as the reading that is written."""

    def __init__(self, report, number):
        self.text, self.events, self.said, self.places, self.actors, self.of = "", [], [], [], [], {}
        self.out = {
            "id": report["id"],
            "date": report["day"].isoformat(),
            "publisher": f"Agency {number % 40}",
            "title": " ".join(w for w, _ in report["sentences"][0][0][:6]),
            "languages": ["en"],
            "sentences": [],
        }
        for words, told in report["sentences"]:
            self.sentence(words, told)
        self.out |= {"actors": self.actors, "places": self.places, "dates": []}
        self.out |= {"events": self.events, "attributions": self.said, "notes": []}
        self.out |= {"words": self.text.count(" ") + 1, "text": self.text}

    def sentence(self, words, told):
        if self.text:
            self.text += " "
        start, spans = len(self.text), {}
        for i, (word, tag) in enumerate(words):
            self.text += " " * (i > 0)
            at = len(self.text)
            self.text += word
            if tag:
                spans[tag] = (spans[tag][0] if tag in spans else at, len(self.text))
        self.text += "."
        self.out["sentences"].append({"start": start, "end": len(self.text), "language": "en"})
        if told:
            self.tell(told, spans, start)

    def span(self, at):
        return {"start": at[0], "end": at[1], "text": self.text[at[0] : at[1]]}

    def party(self, who, at):
        if who[0] not in self.of:
            self.of[who[0]] = len(self.actors)
            actor = {"id": len(self.actors), "name": who[1], "code": who[0], "kind": "group"}
            self.actors.append(actor | {"via": "role:en/invented", "mentions": []})
        mention = {"start": at[0], "end": at[1], "rule": "exact", "score": 1}
        self.actors[self.of[who[0]]]["mentions"].append(mention)
        return self.span(at) | {"code": who[0], "actor": self.of[who[0]], "via": "subj"}

    def tell(self, told, spans, start):
        (kind, cameo, _, goldstein), actor, recipient, place, source, said, dated = told
        sentence = len(self.out["sentences"]) - 1
        at = self.span(spans["place"])
        place = {"start": at["start"], "end": at["end"], "name": place[0], "country": place[1]}
        self.places.append(place | {"admin1": None, "lat": 1.5, "lon": 2.5, "via": "invented"})
        event = {"id": len(self.events), "sentence": sentence, "type": kind, "mode": None, "cameo": cameo}
        event |= {"goldstein": goldstein, "status": "actual", "cue": self.span(spans["cue"])}
        event |= {"actor": [self.party(actor, spans["actor"])], "recipient": [self.party(recipient, spans["recipient"])]}
        event |= {"date": dated.isoformat() if dated else self.out["date"], "date_via": "text" if dated else "document"}
        event |= {"place": len(self.places) - 1, "context": [], "attribution": len(self.said) if source else None}
        self.events.append(event | {"rule": "en/invented.VERB", "confidence": 0.8})
        if not source:
            return
        who = self.party(source, spans["source"])
        attribution = {"id": len(self.said), "sentence": sentence, "source": who | {"kind": "institution"}}
        attribution |= {"cue": self.span(spans["saying"]), "content": [{"start": start, "end": spans["source"][0] - 1}]}
        attribution |= {"stance": said[0], "direct": False, "inside": None, "date": None}
        self.said.append(attribution | {"rule": "en/say.VERB"})


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("n", type=int)
    parser.add_argument("--copies", type=float, default=0.3)
    parser.add_argument("--a-day", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2031)
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--short", action="store_true")
    args = parser.parse_args()
    world = World(args)
    for number in range(args.n):
        if number % args.a_day == 0:
            world.new_day(datetime.date(2001, 1, 1) + datetime.timedelta(days=number // args.a_day))
        print(json.dumps(Reading(world.next(number), number).out))


if __name__ == "__main__":
    main()
