"""The tools of the corpus: sheets become readings and readings sheets; every kind of mistake is found and named.
usage: test_corpus.py SOURCE-ROOT"""

import copy
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop(1))
sys.path.insert(0, str(ROOT / "tools" / "corpus"))
import by_sentence  # noqa: E402
import check_corpus  # noqa: E402
import corpus  # noqa: E402
import count  # noqa: E402
import pick  # noqa: E402
import read_sheet  # noqa: E402
import words  # noqa: E402
import write_sheet  # noqa: E402


def example():
    """The sheet that docs/corpus.md shows."""
    page = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    return (
        re.search(r"(    %doc .*?)\n\n    \$ ", page, re.S).group(1).replace("\n    ", "\n").strip()
    )


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return pathlib.Path(self.folder.name) / name

    def compile(self, text):
        self.path("x.sheet").write_text(text, encoding="utf-8")
        return read_sheet.compile_sheet(self.path("x.sheet"))

    def reading(self):
        readings, mistakes = self.compile(example())
        self.assertEqual(mistakes, [])
        return readings[0]


class Sheets(Case):
    def test_example_of_the_documents(self):
        r = self.reading()
        self.assertEqual(list(check_corpus.check(r)), [])
        self.assertEqual(
            [(e["type"], e["mode"], e["date"], e["same"], e["attribution"]) for e in r["events"]],
            [("CONSULT", "visit", None, None, None), ("CONSULT", "visit", "2031-03-03", 0, 0)],
        )
        self.assertEqual(
            [c["text"] for c in r["attributions"][1]["content"]],
            ['"We will never yield,"', '"to threats."'],
        )
        self.assertEqual(r["places"][0]["country"], "MDA")
        self.assertEqual(
            r["dates"],
            [
                {
                    "start": 87,
                    "end": 96,
                    "text": "on Monday",
                    "value": "2031-03-03",
                    "precision": "day",
                }
            ],
        )

    def test_sheet_of_a_reading_gives_the_reading(self):
        r = self.reading()
        again, mistakes = self.compile(write_sheet.write(r))
        self.assertEqual(mistakes, [])
        for k, a in enumerate(again[0]["actors"]):  # names of keys are free
            self.assertEqual(a["mentions"], r["actors"][k]["mentions"])
        self.assertEqual(again[0]["events"], r["events"])
        self.assertEqual(again[0]["attributions"], r["attributions"])
        self.assertEqual(again[0]["text"], r["text"])

    def test_briefs_are_documents_of_one_sentence_whose_codes_are_keys(self):
        readings, mistakes = self.compile(
            "%briefs id=own-en-s1 lang=en date=2031-05-02\n"
            "> Peru and the leaders of Chad and Mali signed a pact.\n"
            "e SUPPORT actual signed | PER=Peru; TCDGOV=the leaders of Chad and Mali;"
            " MLIGOV=the leaders of Chad and Mali | -\n"
            "> The bakery opened at six.\n"
            "> A crowd jeered a crowd.\n"
            "e ASSAULT actual jeered | X=A crowd | CVL_2=a crowd\n"
        )
        self.assertEqual(mistakes, [])
        self.assertEqual([r["id"] for r in readings], [f"own-en-s1-00{n}" for n in (1, 2, 3)])
        self.assertEqual([r["part"] for r in readings], ["brief"] * 3)
        for r in readings:
            self.assertEqual(list(check_corpus.check(r)), [])
        self.assertEqual(
            [(a["kind"], a["code"]) for r in readings for a in r["actors"]],
            [
                ("country", "PER"),
                ("role", "TCDGOV"),
                ("role", "MLIGOV"),
                ("role", None),
                ("role", "CVL"),
            ],
        )
        mistakes = self.compile(example().replace("fm=her", "LVAGOV=her"))[1]
        self.assertIn("there is no actor “LVAGOV”", mistakes[0][1])  # only briefs do without %a

    def test_words_are_found_whole_first_and_by_their_number(self):
        text = "In the theatre he met her; then he left."
        self.assertEqual(words.positions("he", text, 0, len(text)), [15, 32])
        self.assertEqual(words.positions("L'ONU", "selon l’ONU", 0, 11), [6])
        with self.assertRaises(words.Mistake):
            words.positions("she", text, 0, len(text))

    def test_mistakes_are_named_with_their_line(self):
        head = "%doc id=x lang=en\n%a f country FRA France\n> France condemned Mali.\n"
        for line, word in (
            ("e ACUSE actual condemned | f=France | -", "no event type"),
            ("e ACCUSE/flee actual condemned | f | -", "no mode"),
            ("e ACCUSE now condemned | f | -", "no status"),
            ("e ACCUSE actual denied | f | -", "does not stand"),
            ("e ACCUSE actual condemned | g=Mali | -", "no actor"),
            ("a says actor f=France | condemned | >", "no stance"),
            ("e ACCUSE actual condemned | f | - | d=monday:France", "no date"),
            ("e ACCUSE actual condemned | f | - | p=Mali", "no place"),
            ("m f=France#2", "only 1 times"),
            ("x y", "a line begins"),
        ):
            _, mistakes = self.compile(head + line + "\n")
            self.assertEqual([n for n, _ in mistakes], [4], line)
            self.assertIn(word, mistakes[0][1], line)


class Checker(Case):
    def faults(self, change):
        r = copy.deepcopy(self.reading())
        change(r)
        return " / ".join(check_corpus.check(r))

    def test_each_kind_of_mistake(self):
        def put(path, value):
            def change(r):
                x = r
                for p in path[:-1]:
                    x = x[p]
                x[path[-1]] = value

            return change

        for path, value, word in (
            (("events", 0, "cue", "end"), 9999, "off the text"),
            (("events", 0, "cue", "end"), 1, "upside down"),
            (("events", 0, "cue", "text"), "meets", "its words are"),
            (("places", 0, "end"), 28, "cuts a character"),
            (("actors", 0, "code"), "LVAXYZ", "no role"),
            (("actors", 0, "code"), "ZZZGOV", "no country"),
            (("actors", 0, "code"), "lva", "three capitals"),
            (("actors", 0, "code"), "IGOWHO", "no body of"),
            (("actors", 0, "mentions"), [], "mentioned nowhere"),
            (("events", 0, "actor"), [], "no participant"),
            (("events", 0, "type"), "FIGHT", "FIGHT"),
            (("events", 1, "attribution"), 7, "attribution 7 is none"),
            (("events", 1, "same"), 1, "same as itself"),
            (("events", 0, "place"), 5, "place 5 is none"),
            (("events", 0, "actor", 0, "actor"), 12, "actor 12 is none"),
            (("attributions", 0, "inside"), 0, "lies inside itself"),
            (("attributions", 0, "content"), [], "no content"),
            (("attributions", 0, "stance"), "say", "say"),
            (("sentences", 1, "start"), 3, "overlaps"),
            (("places", 0, "country"), "QQQ", "no country"),
        ):
            self.assertIn(word, self.faults(put(path, value)), path)

    def test_codes_of_international_bodies_are_those_of_knowledge(self):
        for code in ("IGO", "IGOUNO", "IGOUNOWHO", "IGOASN"):
            self.assertIsNone(check_corpus.code_fault(code))
        for code in ("IGOWHO", "IGOSEA", "IGOUNOABC", "IGOEURGOV"):
            self.assertIn("IGO", check_corpus.code_fault(code))

    def test_real_reports_keep_no_words(self):
        r = self.reading()
        whole = corpus.json.dumps(r["text"])
        self.path("data.jsonl").write_text('{"id":"7","text":%s}\n' % whole, encoding="utf-8")
        r["origin"] = {"file": "data.jsonl", "id": "7"}
        bare = corpus.without_text(r)
        self.assertNotIn(
            "Latvian foreign minister",
            corpus.json.dumps([bare["events"], bare["attributions"], bare["sentences"]]),
        )
        self.assertEqual(list(check_corpus.check(bare, self.folder.name)), [])
        self.assertEqual(corpus.with_text(bare, self.folder.name)["events"], r["events"])
        self.path("other").mkdir()
        self.path("other/data.jsonl").write_text(
            '{"id":"7","text":"Other words."}\n', encoding="utf-8"
        )
        with self.assertRaises(ValueError):
            corpus.text_of(bare, self.path("other"))

    def test_records_by_sentence(self):
        r = self.reading()
        lines = by_sentence.cut(r, r["sentences"])
        self.assertEqual(
            [(len(x["events"]), len(x["attributions"])) for x in lines], [(1, 0), (1, 1), (0, 1)]
        )

    def test_counts_of_a_page(self):
        corpus.dump([self.reading()], self.path("x.jsonl"))
        lines = list(count.tables([self.path("x.jsonl")]))
        for row in (
            "| CONSULT visit | 2 | 2 |",
            "| assert | 2 | 2 |",
            "| sentences, own | 3 | 3 |",
        ):
            self.assertIn(row, lines)
        page = "Before\n" + count.BEGIN + "stale\n" + count.END + "After\n"
        new = count.renewed(page, lines)
        self.assertTrue(new.startswith("Before\n") and new.endswith("After\n"))
        self.assertNotIn("stale", new)
        self.assertEqual(count.renewed(new, lines), new)
        with self.assertRaises(SystemExit):
            count.renewed("no markers", lines)


# A program that finds an event at every capital A, and with the heads' data one at every B too.
PROGRAM = """#!/usr/bin/env python3
import json, os, sys
for d in map(json.loads, sys.stdin):
    t, sentences, n = d["text"], [], 0
    for part in t.split("."):
        if part:
            sentences.append({"start": n, "end": n + len(part) + 1, "language": "en"})
        n += len(part) + 1
    found = "A" if os.path.exists(os.environ["SAYSO_DATA"] + "/plain") else "AB"
    at = [i for i, c in enumerate(t) if c in found]
    events = [{"cue": {"start": i, "end": i + 1, "text": t[i]}, "type": "AID"} for i in at]
    print(json.dumps({"id": d["id"], "sentences": sentences, "events": events, "attributions": []}))
"""


class Pick(Case):
    def documents(self, sizes):
        return [{"id": str(i), "sentences": [{}] * n} for i, n in enumerate(sizes)]

    def test_portions_are_whole_and_hold_what_they_should(self):
        sizes = (30, 50, 2, 61, 30, 10, 20, 20, 8)
        portions = pick.pack(self.documents(sizes), 60)
        names = [[d["id"] for d in p] for p in portions]
        self.assertEqual(names, [["1"], ["0", "4"], ["5", "6", "7"], ["8"]])

    def test_disagreement_counts_what_only_one_has(self):
        def reading(*cues):
            return {
                "sentences": [{}, {}],
                "events": [{"cue": {"start": s, "end": s + 3}, "type": t} for s, t in cues],
                "attributions": [{"cue": {"start": 90, "end": 94}, "stance": "assert"}],
            }

        one = reading((0, "AID"), (9, "AGREE"))
        self.assertEqual(pick.disagreement(one, one), 0)
        self.assertEqual(pick.disagreement(one, reading((0, "AID"))), 0.5)
        self.assertEqual(pick.disagreement(one, reading((0, "AID"), (9, "REQUEST"))), 1)

    def draw(self, *options):
        """Ids of the first portion of three documents, as pick.py draws them."""
        self.path("sayso").write_text(PROGRAM, encoding="utf-8")
        self.path("sayso").chmod(0o755)
        for folder in ("heads", "lists", "out"):
            self.path(folder).mkdir(exist_ok=True)
        self.path("lists/plain").write_text("")
        texts = {"few": "A. A. B.", "none": "A. A. A.", "many": "B. B. BB."}
        corpus.dump([{"id": k, "text": t} for k, t in texts.items()], self.path("x.jsonl"))
        folder = self.folder.name
        line = [sys.executable, ROOT / "tools/corpus/pick.py", "--sayso", f"{folder}/sayso"]
        line += ["--data", folder, "--language", "en", "--out", f"{folder}/out", *options]
        run = subprocess.run(
            [*line, "x.jsonl"],
            env={**os.environ, "SAYSO_DATA": f"{folder}/heads"},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertTrue(self.path("out/en-01.txt").read_text("utf-8").startswith("%doc id="))
        return [d["id"] for d in corpus.load(self.path("out/en-01.jsonl"))]

    def test_dense_documents_come_first_and_candidates_are_marked(self):
        self.draw("--dense", "--mark")
        shown = self.path("out/en-01.txt").read_text(encoding="utf-8")
        self.assertLess(shown.index("real-x-many"), shown.index("real-x-none"))
        self.assertIn(">1 [A].", shown)
        self.assertNotIn("cues", self.path("out/en-01.jsonl").read_text(encoding="utf-8"))

    def test_documents_of_the_training_part_alone(self):
        ids = {f"real-x-{k}" for k in ("few", "none", "many")}
        train = {i for i in ids if corpus.split({"id": i}) == "train"}
        self.assertEqual(set(self.draw("--train")), train)

    def test_documents_of_most_disagreement_come_first(self):
        most = self.draw("--disagree", f"{self.folder.name}/lists")
        self.assertEqual(most, ["real-x-many", "real-x-few", "real-x-none"])
        self.assertEqual(sorted(self.draw()), sorted(most))
        one = self.draw("--disagree", f"{self.folder.name}/lists", "--sentences", "4")
        self.assertEqual(one, most[:1])


if __name__ == "__main__":
    unittest.main()
