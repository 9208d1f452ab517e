"""The package of Python as its users have it: reading, ledger, errors. Needs no other package.

usage: test_sayso.py PROGRAM SAMPLES, with sayso importable"""

import datetime
import html.parser
import json
import os
import pathlib
import pickle
import re
import subprocess
import sys
import tempfile
import threading
import unittest
import warnings

import sayso

PROGRAM, SAMPLES = map(os.path.realpath, sys.argv[1:3])


def program(*arguments):
    run = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def samples():
    return sorted(pathlib.Path(SAMPLES).glob("*.txt"))


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reader = sayso.Reader()
        cls.readings = list(cls.reader.pipe(sayso.documents(samples())))

    def test_same_as_program(self):
        want = program("read", "--no-ledger", "--format", "jsonl", *samples())
        self.assertEqual([r.to_dict() for r in self.readings], want)
        self.assertGreater(sum(len(r.events) for r in self.readings), 100)

    def test_fields(self):
        """Objects hold what JSON holds, offsets in both units."""
        spans = 0
        for reading in self.readings:
            for name in (
                "events",
                "attributions",
                "actors",
                "places",
                "dates",
                "sentences",
                "notes",
            ):
                spans += self.same(reading, getattr(reading, name), reading.to_dict()[name])
        self.assertGreater(spans, 1000)

    def same(self, reading, have, want):
        if isinstance(want, list):
            self.assertEqual(len(have), len(want))
            return sum(self.same(reading, h, w) for h, w in zip(have, want))
        if not isinstance(want, dict):
            if isinstance(have, float):
                self.assertAlmostEqual(have, want, delta=0.051)
            else:
                self.assertEqual(have, want if want != "" else None)
            return 0
        spans = 0
        for key, value in want.items():
            if hasattr(have, key + "_byte"):
                self.assertEqual(getattr(have, key + "_byte"), value)
            else:
                spans += self.same(reading, getattr(have, key), value)
        if want.get("start") is not None:
            by_bytes = reading.text_bytes[have.start_byte : have.end_byte].decode()
            self.assertEqual(reading.text[have.start : have.end], by_bytes)
            spans += 1
        return spans

    def test_threads_give_the_same(self):
        many = list(sayso.documents(samples())) * 5
        want = [r.to_json() for r in self.readings] * 5
        for threads in (1, 3):
            self.assertEqual([r.to_json() for r in self.reader.pipe(many, threads)], want)

    def test_pipe_takes(self):
        text = "Norway accused Chad of spying on Monday."
        given = [text, text.encode(), {"text": text, "date": datetime.date(2031, 5, 7)}]
        plain, encoded, dated = self.reader.pipe(given, threads=2)
        self.assertEqual(plain.events, encoded.events)
        self.assertEqual(dated.date, "2031-05-07")
        self.assertEqual(dated.dates[0].value, "2031-05-05")

    def test_missing_values(self):
        """What data frames have for nothing; ids that are numbers; days at midnight."""
        class NotAvailable:  # pandas.NA
            def __eq__(self, other):
                return self

            def __bool__(self):
                raise TypeError("neither")

        nan, day = float("nan"), datetime.datetime(2031, 5, 7)
        reading = self.reader.read("They met.", id=7, date=day, title=nan, url=NotAvailable())
        self.assertEqual(
            (reading.id, reading.date, reading.title, reading.url), ("7", "2031-05-07", None, None)
        )
        told = []
        given = [{"text": nan, "id": 8}, None, "They met."]
        read = self.reader.pipe(given, on_error=lambda e, d: told.append(e))
        self.assertEqual(len(list(read)), 1)
        self.assertEqual(
            [(e.document, e.message) for e in told], [("8", "no text"), (None, "no text")]
        )
        self.assertIn("en, fr", repr(self.reader))

    def test_pipe_is_lazy_and_can_be_left(self):
        taken = []

        def endless():
            while True:
                taken.append(1)
                yield "Norway accused Chad."

        pipe = self.reader.pipe(endless(), threads=2)
        next(pipe)
        pipe.close()
        self.assertLess(len(taken), 20)

    def test_gil_is_released(self):
        """While one thread reads, another one runs."""
        text = " ".join(["Norway accused Chad of spying, the minister said."] * 400)
        done, ticks = threading.Event(), 0
        thread = threading.Thread(target=lambda: (self.reader.read(text), done.set()))
        thread.start()
        while not done.is_set():
            ticks += 1
            done.wait(0.001)
        thread.join()
        self.assertGreater(ticks, 5)

    def test_hostile_bytes(self):
        text = b"\xff\xe2\x82 Norway accused \xc3\xa9\xf0\x9f Chad of spying. \xed\xa0\x80\xff"
        reading = self.reader.read(text)
        self.assertEqual(reading.text, text.decode("utf-8", "replace"))
        self.assertEqual(reading.text_bytes, text)
        event = reading.events[0]
        self.assertEqual(reading.text[event.cue.start : event.cue.end], "accused")
        self.assertIn("invalid-utf8", {note.kind for note in reading.notes})
        self.assertEqual(self.reader.read("").events, ())
        half = self.reader.read("Norway accused Chad \ud800.")
        self.assertIn("invalid-utf8", {note.kind for note in half.notes})

    def test_languages(self):
        self.assertEqual([x.code for x in self.reader.languages], ["en", "fr", "ru", "uk"])
        one = sayso.Reader(["fr"], os.environ.get("SAYSO_DATA") or None)
        self.assertEqual([x.code for x in one.languages], ["fr"])
        with self.assertRaisesRegex(sayso.ArgumentError, "sayso-model-xx"):
            sayso.Reader(["xx"], os.environ.get("SAYSO_DATA") or sayso.data_dirs()[0])

    def test_reader_travels(self):
        there = pickle.loads(pickle.dumps(sayso.Reader()))
        self.assertEqual(len(there.read("Norway accused Chad.").events), 1)

    def test_records_travel(self):
        event = self.readings[0].events[0]
        self.assertEqual(pickle.loads(pickle.dumps(event)), event)

    def test_errors(self):
        with self.assertRaises(sayso.ArgumentError) as caught:
            self.reader.read("Norway accused Chad.", id="d1", date="yesterday")
        self.assertEqual((caught.exception.document, caught.exception.status), ("d1", 2))
        self.assertIsInstance(caught.exception, ValueError)
        with self.assertRaises(sayso.DocumentError):
            sayso.Reader(max_document_bytes=10).read("Norway accused Chad.")
        with self.assertRaises(sayso.NotFoundError):
            sayso.Reader(data_dir="/nowhere")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "lexicon.sayso").write_bytes(b"SAYSO" + b"\0" * 100)
            with self.assertRaises(sayso.ModelError):
                sayso.Reader(data_dir=folder)

    def test_errors_of_a_pipe(self):
        given = ["Norway accused Chad.", {"text": "x", "id": "bad", "date": "?"}, "Chad denied it."]
        with self.assertRaises(sayso.ArgumentError):
            list(self.reader.pipe(given))
        told = []
        readings = list(self.reader.pipe(given, 2, on_error=lambda e, d: told.append((e, d))))
        self.assertEqual(len(readings), 2)
        self.assertEqual((told[0][0].document, told[0][1]), ("bad", given[1]))

    def test_documents(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.jsonl"
            path.write_text(
                '{"id":"1","text":"They met."}\n{"id":\n{"id":"3","text":"They left."}\n'
            )
            (pathlib.Path(folder) / "photo.png").write_bytes(b"\x89PNG")
            with self.assertRaises(sayso.DocumentError) as caught:
                list(sayso.documents(path))
            self.assertEqual(caught.exception.at, 2)
            errors = []
            found = list(sayso.documents(path, on_error=errors.append, publisher="P"))
            self.assertEqual([(d.id, d.publisher) for d in found], [("1", "P"), ("3", "P")])
            self.assertEqual(len(errors), 1)
            path.unlink()
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                self.assertEqual(list(sayso.documents(folder)), [])
            self.assertIn("photo.png", str(seen[0].message))

    def test_html(self):
        reading = self.reader.read("<script>alert(1)</script> Norway accused Chad & \"Mali\".")
        seen = []

        class Parser(html.parser.HTMLParser):
            def handle_starttag(self, tag, attrs):
                seen.append(tag)

        page = reading._repr_html_()
        Parser().feed(page)
        self.assertEqual(set(seen), {"div", "span"})
        self.assertRegex(page, 'title="ACCUSE [a-z]+; actor NOR[^"]*">accused</span>')
        for reading in self.readings:
            self.assertEqual(
                reading._repr_html_().count("<span"), reading._repr_html_().count("</span>")
            )


class Ledger(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "a.db")
        cls.program_path = os.path.join(cls.folder.name, "b.db")
        cls.readings = list(sayso.Reader(trees=True).pipe(sayso.documents(samples())))
        with sayso.Ledger(cls.path, write=True) as ledger:
            for reading in cls.readings:
                ledger.add(reading)
        program("read", "--ledger", cls.program_path, "--format", "jsonl", *samples())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_lists_as_the_program(self):
        ledger, filled = sayso.Ledger(self.path), 0
        for name, *_, words in sayso._sayso.queries():
            more = {"words": "soldiers"} if words else {}
            want = program(name, "--ledger", self.program_path, "--format", "jsonl", *more.values())
            rows = list(getattr(ledger, name)(**more))
            self.assertEqual(len(rows), len(want), name)
            filled += len(rows) > 0
            for row, line in zip(rows, want):
                self.same(row, line)
        self.assertGreater(filled, 6)

    def same(self, row, line):
        for key, value in line.items():
            have = getattr(row, key + "_byte" if key in ("start", "end") else key)
            if isinstance(value, list) and value and isinstance(value[0], dict):
                for one, inner in zip(have, value):
                    self.same(one, inner)
            elif isinstance(value, list):
                self.assertEqual([x or "?" for x in have], value)
            elif isinstance(have, float):
                self.assertAlmostEqual(have, value, delta=0.051)
            else:
                self.assertEqual(have, value)

    def test_filters(self):
        ledger = sayso.Ledger(self.path)
        day = datetime.date(2031, 2, 1)
        both = list(ledger.events(type=["ASSAULT", "COERCE"], since=day, status="actual"))
        self.assertTrue(both)
        for row in both:
            self.assertIn(row.type, ("ASSAULT", "COERCE"))
        want = program("events", "--ledger", self.program_path, "--format", "jsonl",
                       "--type", "ASSAULT,COERCE", "--since", "2031-02-01", "--status", "actual")  # fmt: skip
        self.assertEqual([row.id for row in both], [line["id"] for line in want])
        self.assertTrue(all(row.reversal for row in ledger.claims(reversals=True)))
        with self.assertRaises(sayso.ArgumentError):
            ledger.events(since="x")
        with self.assertRaises(sayso.ArgumentError):
            ledger.rows("rumours")
        with self.assertRaisesRegex(TypeError, "it has actor, recipient"):
            ledger.events(colour="red")
        with self.assertRaisesRegex(TypeError, "no filter 'by'"):
            ledger.dyads(by="month")
        with self.assertRaisesRegex(TypeError, "one str"):
            ledger.events(source=["POL"])

    def test_filters_are_the_program_s(self):
        """Each list has the filters of its command, and no other."""
        not_filters = {"format", "ledger", "wait", "exit-status", "help", "version"}
        for name, *_, words in sayso._sayso.queries():
            text = subprocess.run([PROGRAM, name, "--help"], capture_output=True, check=True).stdout
            options = set(re.findall(r"^ +(?:-\w, +)?--([a-z-]+)", text.decode(), re.M)) - not_filters
            have = {filter.replace("_", "-") for filter, _ in sayso._sayso.filters(name)}
            self.assertEqual(have - {"words"}, options, name)
            self.assertEqual("words" in have, words, name)

    def test_one_claim(self):
        ledger = sayso.Ledger(self.path)
        claim = next(iter(ledger.claims(reversals=True))).id
        said = list(ledger.positions(claim=claim))
        self.assertEqual({row.claim for row in said}, {claim})
        asked = ["positions", "--ledger", self.program_path, "--format", "jsonl", "--claim", claim]
        want = program(*asked)
        self.assertEqual(len(said), len(want))
        self.assertTrue(list(ledger.search("soldiers")))

    def test_pages(self):
        ledger = sayso.Ledger(self.path)
        pages, after = [], None
        while not pages or after:
            page = iter(ledger.events(limit=100, after=after))
            pages += [[row.id for row in page]]
            after = page.after
        self.assertEqual(sum(pages, []), [row.id for row in ledger.events()])
        self.assertGreater(len(pages), 2)

    def test_counts_and_sql(self):
        ledger = sayso.Ledger(self.path)
        counts = {row.type: row.events for row in ledger.counts(by=["type"])}
        self.assertIsNone(next(iter(ledger.counts(by="type"))).month)
        rows = ledger.sql("SELECT type, count(*) AS n FROM list_events GROUP BY type")
        self.assertEqual({row["type"]: row["n"] for row in rows}, counts)
        with self.assertRaises(sayso.ArgumentError):
            ledger.sql("DELETE FROM events")

    def test_explain(self):
        ledger = sayso.Ledger(self.path)
        event = next(iter(ledger.events(type="ACCUSE")))
        why = ledger.explain(event.id)
        self.assertEqual((why.kind, why.id), ("event", event.id))
        self.assertIn("type", {line.what for line in why.lines})
        self.assertIn("\t", why.tree)
        with self.assertRaises(sayso.NotFoundError):
            ledger.explain("nothing")

    def test_readings_from_a_file(self):
        path = os.path.join(self.folder.name, "r.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for reading in self.readings:
                out.write(reading.to_json(with_text=True) + "\n")
        with sayso.Ledger(os.path.join(self.folder.name, "c.db"), write=True) as ledger:
            self.assertEqual(ledger.add_file(path), len(self.readings))
            self.assertEqual(list(ledger.claims()), list(sayso.Ledger(self.path).claims()))

    def test_unsettled_is_settled(self):
        path = os.path.join(self.folder.name, "d.db")
        writer = sayso.Ledger(path, write=True)
        key = writer.add(self.readings[0])
        self.assertEqual(writer.add(self.readings[0]), key)
        self.assertTrue(all(row.claim for row in sayso.Ledger(path).events()))

    def test_put_right(self):
        path = os.path.join(self.folder.name, "e.db")
        sayso.Ledger(self.path).backup(path)
        with sayso.Ledger(path, write=True) as ledger:
            claim = max(ledger.claims(), key=lambda row: row.events)
            events = [row.id for row in ledger.events() if row.claim == claim.id]
            ledger.split(claim.id, [events[-2]], note="another day")
            ledger.correct(events[0], "mode", "weapons", note="read again")
            ledger.withdraw(events[-1])
            self.assertNotIn(events[-1], [row.id for row in ledger.events()])
            self.assertEqual({row.id: row.mode for row in ledger.events()}[events[0]], "weapons")
            ledger.correct(events[0], "mode", "troops")
            ledger.undo(events[0], "mode", note="it was right")
            self.assertEqual({row.id: row.mode for row in ledger.events()}[events[0]], "weapons")
            self.assertRaises(sayso.NotFoundError, ledger.undo, events[0], "date")
            claims = {row.id: row.claim for row in ledger.events()}
            self.assertNotEqual(claims[events[-2]], claims[events[0]])
            ledger.merge(claims[events[-2]], claims[events[0]])
            claims = {row.id: row.claim for row in ledger.events()}
            self.assertEqual(claims[events[-2]], claims[events[0]])
            self.assertEqual(ledger.verify(), [])
        sure = list(sayso.Ledger(path).events(min_confidence=0.9))
        self.assertTrue(sure)
        self.assertGreaterEqual(min(row.confidence for row in sure), 0.9)

    def test_errors(self):
        with self.assertRaises(sayso.NotFoundError):
            sayso.Ledger(os.path.join(self.folder.name, "none.db"))
        path = os.path.join(self.folder.name, "not.db")
        pathlib.Path(path).write_text("this is no ledger at all, whatever its name is")
        with self.assertRaises(sayso.LedgerError):
            sayso.Ledger(path)
        with self.assertRaises(sayso.LedgerError):
            sayso.Ledger(self.path).add(self.readings[0], again=True)
        with self.assertRaises(TypeError):
            sayso.Ledger(self.path).add("no reading")


class Import(unittest.TestCase):
    def test_time(self):
        """Of the processor, best of five: under 50 ms."""
        code = "import time; t = time.process_time(); import sayso; print(time.process_time() - t)"
        times = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(5)]
        self.assertLess(min(times), 0.05)

    def test_limited_api(self):
        self.assertIn(".abi3.", sayso._sayso.__file__)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
