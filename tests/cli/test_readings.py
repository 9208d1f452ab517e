"""Readings as JSON: the program's out and in again, gold ones, and whatever may be wrong with one.
usage: test_readings.py SAYSO DATA SOURCE"""
import copy
import glob
import json
import os
import random
import subprocess
import sys
import unittest

from scratch import ScratchCase

SAYSO, DATA, SOURCE = (os.path.abspath(p) for p in sys.argv[1:4])
ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")} | {"SAYSO_DATA": DATA}
LISTS = ("events", "attributions", "claims", "positions", "documents")

TEXT = ("Borland's guns struck Tolm on 3 May, the mayor of Tolm said. “Не ми,” the Borland "
        "ministry denied the strike. In June the ministry admitted the attack.")


def span(words, nth=0):
    """Bytes of the words in TEXT."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    start = len(TEXT[:at].encode())
    return {"start": start, "end": start + len(words.encode()), "text": words}


def party(words, code, actor, nth=0):
    return span(words, nth) | {"code": code, "actor": actor}


def event(number, sentence, cue, status, said, same):
    return {"id": number, "sentence": sentence, "type": "ASSAULT", "mode": "heavy-weapons",
            "status": status, "cue": span(cue), "actor": [party("Borland", "BLR", 0)],
            "recipient": [party("Tolm", "UKRCVL", 1)], "date": None, "place": None,
            "attribution": said, "same": same}


def said(number, sentence, source, cue, content, stance):
    return {"id": number, "sentence": sentence, "source": source, "cue": cue, "stance": stance,
            "content": [content], "direct": False, "inside": None, "date": None}


def gold():
    """A reading by hand, as tools/corpus/texts.py --gold writes it: no rule, no confidence …"""
    cuts = [span("Borland's guns struck Tolm on 3 May, the mayor of Tolm said."),
            span("“Не ми,” the Borland ministry denied the strike."),
            span("In June the ministry admitted the attack.")]
    ministry = {"kind": "institution"}
    events = [event(0, 0, "struck", "actual", 0, None), event(1, 1, "strike", "denied", 1, 0),
              event(2, 2, "attack", "actual", 2, 1)]
    events[0] |= {"date": "2031-05-03", "place": 0}
    return {
        "id": "tolm", "date": "2031-06-20", "publisher": "Tolm Post", "title": None, "part": "news",
        "text": TEXT, "languages": ["en"],
        "sentences": [{"start": s["start"], "end": s["end"], "language": "en"} for s in cuts],
        "actors": [
            {"id": 0, "name": "Borland", "code": "BLR", "kind": "country",
             "mentions": [span("Borland's"), span("Borland", 1)]},
            {"id": 1, "name": "Tolm", "code": "UKRCVL", "kind": "group",
             "mentions": [span("Tolm")]},
            {"id": 2, "name": "Borland ministry", "code": "BLRGOV", "kind": "organisation",
             "mentions": [span("the Borland ministry")]},
            {"id": 3, "name": "mayor", "code": None, "kind": "role", "mentions": []}],
        "places": [span("Tolm") | {"name": "Tolm", "country": "UKR"}],
        "dates": [span("on 3 May") | {"value": "2031-05-03", "precision": "day"},
                  span("In June") | {"value": "2031-06", "precision": "month"}],
        "events": events,
        "attributions": [
            said(0, 0, span("the mayor of Tolm") | {"code": None, "kind": "actor", "actor": 3},
                 span("said"), span("Borland's guns struck Tolm on 3 May"), "assert"),
            said(1, 1, party("the Borland ministry", "BLRGOV", 2) | ministry, span("denied"),
                 span("the strike"), "deny"),
            said(2, 2, party("the ministry", "BLRGOV", 2) | ministry, span("admitted"),
                 span("the attack"), "admit") | {"date": "2031-06"}]}


def changed(*path, to):
    """A gold reading with one value changed; `to` ... takes it out."""
    r = gold()
    at = r
    for k in path[:-1]:
        at = at[k]
    if to is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = to
    return r


class Case(ScratchCase):
    def sayso(self, *args, code=0):
        p = subprocess.run([SAYSO, *args], env=ENV, cwd=self.folder, capture_output=True,
                           timeout=300)
        err = p.stderr.decode(errors="replace")
        self.assertEqual(p.returncode, code, (args, err[-2000:]))
        return p.stdout.decode(), err

    def rows(self, what, ledger="sayso.db"):
        out, _ = self.sayso(what, "--ledger", ledger, "--format", "jsonl")
        return [json.loads(line) for line in out.splitlines()]

    def put_readings(self, name, *readings):
        return self.put(name, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in readings))


class RoundTrip(Case):
    def written(self, *files):
        out, _ = self.sayso("read", "-q", "--ledger", "a.db", "--format", "jsonl", "--with-text",
                            *files)
        self.put("r.jsonl", out)
        return out

    def test_out_and_in_again(self):
        first = self.written(*sorted(glob.glob(f"{SOURCE}/samples/*.txt")))
        for how in (("--input", "reading"), ()):
            with self.subTest(how=how):
                out, err = self.sayso("read", "-q", "--ledger", f"b{len(how)}.db", *how, "--format",
                                      "jsonl", "--with-text", "r.jsonl")
                self.assertEqual((out, err), (first, ""))
                for what in LISTS:
                    rows = self.rows(what, "a.db")
                    self.assertTrue(rows, what)
                    self.assertEqual(rows, self.rows(what, f"b{len(how)}.db"), what)

    def test_bytes_that_are_not_utf8_keep_offsets(self):
        self.put("a.txt", b"Id: a\n\nPoland \xff\xe2\x82 accused Belarus of espionage on Monday.")
        self.written("a.txt")
        self.sayso("read", "-q", "--ledger", "b.db", "--input", "reading", "r.jsonl")
        (a,), (b,) = self.rows("events", "a.db"), self.rows("events", "b.db")
        for same in ("type", "start", "end", "cue", "actor", "actor_text", "recipient_text"):
            self.assertEqual(a[same], b[same])

    def test_only_with_whole_readings(self):
        self.assertIn("--format jsonl", self.sayso("read", "--with-text", "x.txt", code=2)[1])


class Gold(Case):
    def read(self, *args):
        return self.sayso("read", "--format", "csv", *args, self.put_readings("gold.jsonl", gold()))

    def test_the_ledger_has_it_as_it_is(self):
        self.read()
        events = self.rows("events")
        self.assertEqual([(e["type"], e["status"], e["cue"]) for e in events], [
            ("ASSAULT", "actual", "struck"), ("ASSAULT", "denied", "strike"),
            ("ASSAULT", "actual", "attack")])
        self.assertEqual((events[0]["date"], events[0]["date_via"], events[0]["place"]),
                         ("2031-05-03", "text", "Tolm"))
        for plain, value in (("cameo", None), ("rule", None), ("goldstein", 0), ("confidence", 1)):
            self.assertEqual(events[0][plain], value)
        stances = [a["stance"] for a in self.rows("attributions")]
        self.assertEqual(stances, ["assert", "deny", "admit"])
        (d,) = self.rows("documents")
        self.assertEqual((d["id"], d["publisher"]), ("tolm", "Tolm Post"))
        self.assertEqual(d["words"], len(TEXT.split()))

    def test_same_is_one_claim(self):
        self.read()
        (claim,) = self.rows("claims")
        self.assertEqual((claim["events"], claim["actor"], claim["reversal"]), (3, "BLR", True))
        stances = {p["source"]: [s["stance"] for s in p["stances"]] for p in self.rows("positions")}
        self.assertEqual(stances["BLRGOV"], ["deny", "admit"])
        apart = gold()
        for e in apart["events"]:  # in two more places: the ledger does not join them
            e["same"] = None
        apart["places"] += [{"start": None, "end": None, "name": n, "country": c}
                            for n, c in (("Zarn", "POL"), ("Hodt", "DEU"))]
        apart["events"][1]["place"], apart["events"][2]["place"] = 1, 2
        self.sayso("read", "--ledger", "apart.db", self.put_readings("apart.jsonl", apart))
        self.assertEqual(len(self.rows("claims", "apart.db")), 3)
        apart["events"][1]["same"], apart["events"][0]["same"] = 2, 2  # a later one, too
        self.sayso("read", "--ledger", "joined.db", self.put_readings("joined.jsonl", apart))
        self.assertEqual(len(self.rows("claims", "joined.db")), 1)

    def test_explain(self):
        self.read()
        shown = self.sayso("explain", self.rows("events")[0]["id"])[0]
        for words in ("struck", "Borland", "the mayor of Tolm", "2031-05-03"):
            self.assertIn(words, shown)
        shown = self.sayso("explain", self.rows("attributions")[1]["id"])[0]
        self.assertIn("“Не ми,” the Borland ministry denied the strike.", shown)

    def test_recognised_or_read_anew(self):
        path = self.put_readings("gold.jsonl", gold())
        for how, kind in (((), "reading"), (("--input", "reading"), "reading"),
                          (("--input", "jsonl"), "jsonl")):
            out, _ = self.sayso("read", "--dry-run", "--format", "jsonl", *how, path)
            self.assertEqual(json.loads(out)["format"], kind)
        out, _ = self.sayso("read", "--no-ledger", "--input", "jsonl", "--format", "jsonl", path)
        self.assertTrue(all(e["rule"] for e in json.loads(out)["events"]))
        self.put("pretty.json", json.dumps([gold(), gold() | {"id": "two"}], indent=1))
        self.sayso("read", "--ledger", "p.db", "pretty.json")
        self.assertEqual([d["id"] for d in self.rows("documents", "p.db")], ["tolm", "two"])

    def test_what_options_and_files_add(self):
        bare = gold()
        del bare["id"], bare["date"], bare["publisher"]
        self.put_readings("bare.jsonl", bare)
        self.sayso("read", "--date", "2031-06-20", "--publisher", "Post", "bare.jsonl")
        (d,) = self.rows("documents")
        self.assertEqual((d["id"], d["date"], d["publisher"]),
                         ("bare.jsonl:1", "2031-06-20", "Post"))
        self.assertEqual(self.rows("events")[0]["document"], "bare.jsonl:1")

    def test_what_is_left_out_is_worked_out(self):
        r = gold()
        for e in r["events"] + r["attributions"]:
            del e["sentence"], e["cue"]["text"]
        r["events"][0]["actor"] = [{"code": "BLR", "actor": 0}]
        self.sayso("read", self.put_readings("a.jsonl", r))
        self.assertEqual([e["cue"] for e in self.rows("events")], ["struck", "strike", "attack"])
        self.assertEqual(self.rows("events")[0]["actor_text"], ["Borland"])
        self.assertIn("denied the strike", self.rows("attributions")[1]["sentence"])

    def test_the_corpus(self):
        """Every own report of the corpus goes in; what is the same is one claim."""
        files = sorted(glob.glob(f"{SOURCE}/corpus/*/own-*.jsonl"))
        self.assertTrue(files)
        self.sayso("read", "-q", *files)
        claims = {}
        for e in self.rows("events"):
            claims[e["document"], int(e["id"].rsplit("-e", 1)[1])] = e["claim"]
        for path in files:
            with open(path, encoding="utf-8") as f:
                for r in map(json.loads, f):
                    for e in r["events"]:
                        other = e["id"] if e["same"] is None else e["same"]
                        self.assertEqual(claims[r["id"], e["id"]], claims[r["id"], other], r["id"])


def inside(*chain):
    r = gold()
    for a, i in zip(r["attributions"], chain):
        a["inside"] = i
    return r


BAD = [
    (changed("text", to=...), r"without its text; .*--with-text"),
    (changed("text", to=7), "without its text"),
    (changed("date", to="soon"), 'the date "soon"'),
    (changed("sentences", 0, "end", to=9999), r"sentences\[0\]: no number from 0 to"),
    (changed("sentences", 1, "start", to=0), r"sentences\[1\]: .*order"),
    (changed("sentences", 1, "start", to=None), r"sentences\[1\]: .*no span"),
    (changed("sentences", 0, to=[]), r"sentences\[0\]: no object"),
    (changed("actors", 0, "id", to=4), r"actors\[0\]\.id: not 0"),
    (changed("actors", 0, "name", to=None), r"actors\[0\]: no name"),
    (changed("actors", 0, "name", to="a\0b"), r"actors\[0\]\.name: a NUL"),
    (changed("actors", 0, "kind", to="alien"), r'actors\[0\]: the kind "alien"'),
    (changed("actors", 0, "code", to="Belarus"), r'actors\[0\]\.code: "Belarus" is no code'),
    (changed("actors", 0, "mentions", 0, "start", to=-1), r"actors\[0\]\.mentions\[0\]: no number"),
    (changed("actors", 0, "mentions", to={}), r"actors\[0\]\.mentions: no list"),
    (changed("places", 0, "country", to="Utopia"), r'places\[0\]: "Utopia" is no country'),
    (changed("places", 0, "lat", to=91), r"places\[0\]: lat"),
    (changed("dates", 0, "value", to="2031-02-30"), r'dates\[0\]\.value: "2031-02-30" is no date'),
    (changed("dates", 0, "value", to="2031-05-03/2031-05-01"), "is no date"),
    (changed("dates", 0, "precision", to="year"), r"dates\[0\]: the precision"),
    (changed("events", 1, "type", to="WAR"), r'events\[1\]\.type: "WAR"'),
    (changed("events", 1, "type", to=...), r"events\[1\]\.type: "),
    (changed("events", 1, "status", to="maybe"), r'events\[1\]\.status: "maybe"'),
    (changed("events", 1, "sentence", to=3), r"events\[1\]: no sentence of that number"),
    (changed("events", 1, "cue", to=[1]), r"events\[1\]\.cue: no object"),
    (changed("events", 1, "cue", "start", to=1.5), r"events\[1\]\.cue: no number"),
    (changed("events", 1, "cue", to=span("Не") | {"start": span("Не")["start"] + 1}),
     r"events\[1\]\.cue: .*cuts a character"),
    (changed("events", 1, "actor", 0, "actor", to=9),
     r"events\[1\]\.actor\[0\]: actor 9 is not there"),
    (changed("events", 1, "actor", to=[{}]), r"events\[1\]\.actor\[0\]: neither text"),
    (changed("events", 1, "place", to=1), r"events\[1\]: place 1 is not there; there are 1"),
    (changed("events", 1, "attribution", to=3), r"events\[1\]: attribution 3"),
    (changed("events", 1, "same", to=3), r"events\[1\]: same: event 3"),
    (changed("events", 0, "type", to="COERCE"), r"events\[1\]: same: event 0 is of another type"),
    (changed("events", 1, "confidence", to=2), r"events\[1\]: confidence"),
    (changed("events", 1, "context", to=["legal", None]), r"events\[1\]\.context: null"),
    (changed("events", 0, "date_via", to="guess"), r'events\[0\]: date_via "guess"'),
    (changed("attributions", 0, "stance", to=None), r"attributions\[0\]\.stance: "),
    (changed("attributions", 0, "direct", to="yes"), r"attributions\[0\]\.direct: neither true"),
    (changed("attributions", 0, "source", "kind", to="rumour"),
     r"attributions\[0\]: the source's kind"),
    (changed("attributions", 0, "content", to=[{}]), r"attributions\[0\]: content 0 has no place"),
    (changed("attributions", 0, "content", to=[span("struck")] * 300), "more than 256 pieces"),
    (changed("attributions", 0, "inside", to=5), r"attributions\[0\]: inside: attribution 5"),
    (changed("attributions", 0, "sentence", to=2), r"attributions\[1\]: stands before"),
    (inside(1, 2, 0), "in a circle"), (inside(0), "in a circle"),
]


class Bad(Case):
    def test_each_is_told_with_its_line(self):
        good = gold() | {"id": "good"}
        lines = [r for pair in BAD for r in (pair[0], good)]
        self.put_readings("bad.jsonl", *lines)
        for how in (("--input", "reading"), ()):
            out, err = self.sayso("read", "--dry-run", "--format", "jsonl", *how, "bad.jsonl",
                                  code=4)
            self.assertEqual(len(out.splitlines()), len(BAD))
            told = err.splitlines()[:-1]  # and how many they were
            self.assertEqual(len(told), len(BAD), err)
            for n, (line, (_, what)) in enumerate(zip(told, BAD)):
                self.assertRegex(line, rf"\Asayso: bad\.jsonl:{2 * n + 1}: .*{what}")
                self.assertIn(";", line)

    def test_lines_that_are_none(self):
        self.put("bad.jsonl", "{\n\n[]\n7\n{\"text\":\"x\"}\n")
        _, err = self.sayso("read", "--dry-run", "--input", "reading", "bad.jsonl", code=4)
        self.assertEqual([line.split(":")[2] for line in err.splitlines()[:-1]], ["1", "3", "4", "5"])

    def test_mutations(self):
        """Values exchanged for others at random: taken, or told; never a crash."""
        rng = random.Random(8)
        values = [None, -1, 0, 1, 2, 7, 60, 1 << 40, 0.5, "", "x", "deny", "2031", [], {}, [0],
                  [None], True, [{}], {"start": 1}, "\0"]
        readings = []
        for n in range(2000):
            r = gold() | {"id": f"m{n}"}
            for _ in range(rng.randrange(1, 4)):
                at, key = r, "events"
                while True:
                    keys = list(at) if isinstance(at, dict) else range(len(at))
                    if not keys:
                        break
                    key = rng.choice(list(keys))
                    if isinstance(at[key], (dict, list)) and rng.random() < 0.9:
                        at = at[key]
                        continue
                    at[key] = copy.deepcopy(rng.choice(values))
                    break
            readings.append(r)
        self.put_readings("m.jsonl", *readings)
        _, err = self.sayso("read", "-q", "--input", "reading", "m.jsonl", code=4)
        for line in err.splitlines():
            self.assertRegex(line, r"\Asayso: m\.jsonl:\d+: .+; .+\Z")
        kept = self.rows("documents")
        self.assertGreater(len(kept), 100)
        for what in LISTS:
            self.rows(what)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
