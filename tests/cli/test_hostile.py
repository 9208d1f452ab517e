"""Hostile input and bad days: any bytes, damaged models, a full disk, little memory, deep nesting, very long lines.
usage: test_hostile.py SAYSO DATA SANITIZERS"""

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import threading
import unittest

from scratch import ScratchCase

SAYSO, DATA = (os.path.abspath(p) for p in sys.argv[1:3])
PLAIN = sys.argv[3] == "none"  # a sanitizer's own memory defies limits
ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")} | {"SAYSO_DATA": DATA}
SENTENCE = "Poland accused Belarus of espionage on Monday, the foreign ministry said. "


def megabytes(n):
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (n << 20, n << 20))


class Case(ScratchCase):
    def run_sayso(self, *args, **options):
        options = {"env": ENV, "cwd": self.folder, "capture_output": True, "timeout": 300} | options
        p = subprocess.run([SAYSO, *args], **options)
        self.assertIn(
            p.returncode,
            (0, 1, 2, 3, 4),
            (args, p.returncode, p.stderr.decode(errors="replace")[-2000:]),
        )
        return p

    def fails(self, code, *args, **options):
        """Ends with that status and says what is wrong and what to do."""
        p = self.run_sayso(*args, **options)
        text = p.stderr.decode(errors="replace")
        self.assertEqual(p.returncode, code, text)
        for line in text.splitlines():
            self.assertRegex(line, r"\Asayso: .+; .+\Z")
        self.assertTrue(text)
        return text

    def reading(self, name, *args, **options):
        p = self.run_sayso("read", "--no-ledger", "--format", "jsonl", *args, name, **options)
        self.assertEqual(p.returncode, 0, p.stderr)
        return json.loads(p.stdout)


class AnyBytes(Case):
    def test_random_bytes(self):
        for seed in range(40):
            rng = random.Random(seed)
            kind = seed % 4
            n = rng.randrange(1, 8000)
            if kind == 0:
                data = rng.randbytes(n)
            elif kind == 1:
                data = bytes(
                    rng.choice(b"<>/=\"' &;{}[]:,\n\tabcdeABC\xc3\xa9\xd0\xbf") for _ in range(n)
                )
            elif kind == 2:  # a report with bytes changed
                data = bytearray((SENTENCE * 20).encode())
                for _ in range(len(data) // 20):
                    data[rng.randrange(len(data))] = rng.randrange(256)
            else:  # any characters of Unicode
                data = "".join(
                    chr(
                        rng.choice(
                            (
                                rng.randrange(32, 127),
                                rng.randrange(0x300, 0x600),
                                rng.randrange(0xE000, 0x10FFFF),
                            )
                        )
                    )
                    for _ in range(n // 4)
                ).encode()
            for form in ("text", "html", "jsonl"):
                self.run_sayso("read", "--no-ledger", "--input", form, "-", input=bytes(data))

    def test_broken_bytes_within_a_name(self):
        text = (
            "Президент Молдови зустрівся з Міх".encode()
            + b"\xd0"
            + "аєм у Кишиневі. ".encode()
            + b"Cho\xc3gou accused Poland. \xff\xfe".replace(b"\xff\xfe", b"")
            + SENTENCE.encode() * 5
        )
        d = self.reading(self.put("a.txt", text), "--date", "2031-03-05")
        broken = [(n["start"], n["end"]) for n in d["notes"] if n["kind"] == "invalid-utf8"]
        self.assertEqual(
            broken, [(i, i + 1) for i in (text.index(b"\xd0\xd0"), text.index(b"\xc3g"))]
        )
        self.assertTrue(any(e["type"] == "ACCUSE" for e in d["events"]))

    def test_empty_and_blank(self):
        for name, data in (("empty.txt", b""), ("empty.html", b"<html></html>")):
            self.fails(4, "read", "--no-ledger", self.put(name, data))
        self.assertEqual(
            self.run_sayso(
                "read", "--no-ledger", "--format", "jsonl", self.put("empty.jsonl", b"")
            ).stdout,
            b"",
        )
        for data in (b"\n", b" \t\r\n" * 1000, b"\0" * 1000, "\u200b\u00ad\ufeff".encode() * 100):
            p = self.run_sayso(
                "read", "--no-ledger", "--input", "text", self.put("blank.txt", data)
            )
            self.assertIn(p.returncode, (0, 4))

    def test_nesting(self):
        quotes = "“" * 10000 + "Poland accused Belarus" + "”" * 10000 + ", he said.\n\n"
        said = "He said that " * 10000 + "Poland accused Belarus of espionage.\n\n"
        brackets = "(" * 10000 + SENTENCE + ")" * 10000 + "\n\n"
        for text in (quotes, said, brackets, "«" * 10000, "“‘" * 5000 + SENTENCE):
            d = self.reading(self.put("a.txt", text + SENTENCE * 3), "--language", "en")
            self.assertTrue(d["sentences"])
        html = "<div>" * 50000 + SENTENCE + "</div>" * 50000
        self.run_sayso("read", "--no-ledger", "--input", "html", "-", input=html.encode())
        for deep in ("[" * 100000, '{"text":' * 50000, '{"a":[' * 20000 + "]}" * 20000):
            self.fails(4, "read", "--no-ledger", "--input", "jsonl", "-", input=deep.encode())

    def test_one_bad_document_among_good_ones(self):
        good = SENTENCE * 2
        names = [
            self.put("a.txt", good),
            self.put("b.txt", b""),
            self.put("c.pdf", b"%PDF-1.7"),
            self.path("none.txt"),
            self.put("d.txt", good),
            self.put(
                "e.jsonl",
                json.dumps({"id": "x", "text": good})
                + "\n{broken\n"
                + json.dumps({"id": "y", "text": good, "date": "soon"})
                + "\n",
            ),
        ]
        p = self.run_sayso("read", "--format", "jsonl", *names)
        self.assertEqual(p.returncode, 4)
        self.assertEqual(
            [json.loads(line)["id"] for line in p.stdout.splitlines()],
            [names[0], names[4], "x", "y"],
        )
        self.assertEqual(len(p.stderr.splitlines()), 6, p.stderr)  # and their count
        rows = self.run_sayso("documents", "--format", "jsonl").stdout.splitlines()
        self.assertEqual(len(rows), 4)


class Long(Case):
    def test_a_line_of_two_megabytes_is_read(self):
        n = 2_000_000 // len(SENTENCE)
        d = self.reading(self.put("a.txt", SENTENCE * n), "--language", "en")
        self.assertGreater(len(d["events"]), n * 0.9)

    def test_words_without_end(self):
        for text in (
            "a" * 3_000_000,
            "word " * 100_000,
            "." * 1_000_000,
            "-" * 300_000 + " x",
            "é" * 500_000,
            "1," * 200_000,
            "(" * 200_000,
            "http://" + "a." * 200_000,
            "’" * 200_000,
            "а́" * 200_000,
        ):
            self.reading(self.put("a.txt", text), "--language", "fr")

    def test_a_line_of_50_megabytes(self):
        self.assertIn(
            "limit", self.fails(4, "read", "--no-ledger", self.put("a.txt", b"word " * 10_000_000))
        )

    def pour(self, total, *args, memory=None):
        """Feeds `total` bytes in one line and returns exit status and complaint."""
        p = subprocess.Popen(
            [SAYSO, "read", "--no-ledger", *args, "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=ENV,
            cwd=self.folder,
            preexec_fn=megabytes(memory) if memory and PLAIN else None,
        )

        def feed():
            piece, left = b"word " * 200_000, total
            try:
                while left > 0:
                    left -= p.stdin.write(piece)
                p.stdin.close()
            except BrokenPipeError:
                pass

        thread = threading.Thread(target=feed)
        thread.start()
        err = p.stderr.read().decode()
        code = p.wait(300)
        p.stderr.close()
        thread.join()
        try:
            p.stdin.close()
        except BrokenPipeError:
            pass
        return code, err

    def test_a_line_of_a_gigabyte_in_little_memory(self):
        for form in ("text", "jsonl", "html"):
            code, err = self.pour(1 << 30, "--input", form, memory=1024)
            self.assertEqual(code, 4, err)
            self.assertRegex(err, r"\Asayso: .+; .+\n\Z")

    def test_no_memory_is_told(self):
        if not PLAIN:
            return
        self.put("a.txt", SENTENCE * 20000)
        said = 0
        for limit in (20, 40, 60, 80, 100, 140):
            p = subprocess.run(
                [SAYSO, "read", "--no-ledger", "a.txt"],
                capture_output=True,
                env=ENV,
                cwd=self.folder,
                timeout=300,
                preexec_fn=megabytes(limit),
            )
            if p.returncode == 127 and b"shared libraries" in p.stderr:
                continue  # not even loaded
            if p.returncode:
                self.assertIn(p.returncode, (2, 3, 4))
                said += 1
                self.assertRegex(p.stderr.decode(), r"\Asayso: .+; .+\n\Z")
        self.assertTrue(said)


class Damaged(Case):
    """SAYSO_DATA points to a copy with one file spoilt."""

    def setUp(self):
        super().setUp()
        self.data = self.path("data")
        os.mkdir(self.data)
        for name in os.listdir(DATA):
            if name.endswith(".sayso"):
                os.symlink(os.path.join(DATA, name), os.path.join(self.data, name))
        self.env = ENV | {"SAYSO_DATA": self.data}
        self.put("a.txt", SENTENCE)

    def spoil(self, name, content):
        path = os.path.join(self.data, name)
        os.remove(path)
        with open(path, "wb") as f:
            f.write(content)

    def original(self, name):
        with open(os.path.join(DATA, name), "rb") as f:
            return f.read()

    def test_every_file(self):
        for name in (
            "en.sayso",
            "lexicon.sayso",
            "ident.sayso",
            "gazetteer.sayso",
            "heads.sayso",
        ):
            whole = self.original(name)
            rng = random.Random(name)
            cuts = [whole[:n] for n in (0, 1, 7, 47, 48, 200, len(whole) // 3, len(whole) - 1)]
            flips = []
            for at in [8, 16, 33, 50, 90] + [rng.randrange(len(whole)) for _ in range(8)]:
                flipped = bytearray(whole)
                flipped[at] ^= 1 << rng.randrange(8)
                flips.append(bytes(flipped))
            for bad in cuts + flips + [whole + b"x", b"not a model at all\n" * 100]:
                self.spoil(name, bad)
                with self.subTest(name=name, size=len(bad)):
                    self.assertIn(name, self.fails(3, "read", "--no-ledger", "a.txt", env=self.env))
            self.spoil(name, whole)
        self.assertEqual(self.run_sayso("read", "--no-ledger", "a.txt", env=self.env).returncode, 0)

    def test_a_file_of_another_kind(self):
        other = self.original("ident.sayso")
        for name in ("heads.sayso", "en.sayso"):
            self.spoil(name, other)
            self.assertIn(name, self.fails(3, "read", "--no-ledger", "a.txt", env=self.env))
            self.spoil(name, self.original(name))

    def test_missing_files(self):
        os.remove(os.path.join(self.data, "lexicon.sayso"))
        self.fails(2, "read", "--no-ledger", "a.txt", env=self.env)

    def test_without_heads_the_word_lists_read(self):
        os.remove(os.path.join(self.data, "heads.sayso"))
        d = self.reading("a.txt", env=self.env)
        self.assertIn("ACCUSE", [e["type"] for e in d["events"]])
        self.assertTrue(d["attributions"])


class FullDisk(Case):
    def whole(self):
        db = sqlite3.connect(self.path("sayso.db"))
        self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        n = db.execute("SELECT count(*) FROM documents").fetchone()[0]
        db.close()
        return n

    def test_no_room_for_the_ledger(self):
        """A limit on the size of files stands for a disk that fills up: what is in the ledger stays, the rest is read later."""
        lines = [
            json.dumps(
                {
                    "id": f"d{n}",
                    "date": "2031-03-05",
                    "language": "en",
                    "text": f"{n}. " + SENTENCE * 30,
                }
            )
            for n in range(60)
        ]
        self.put("a.jsonl", "\n".join(lines) + "\n")

        def limit():
            import signal

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

        p = self.run_sayso("read", "--format", "csv", "a.jsonl", preexec_fn=limit)
        self.assertEqual(p.returncode, 2, p.stderr)
        self.assertRegex(p.stderr.decode().splitlines()[-1], r"\Asayso: .+; .+\Z")
        kept = self.whole()
        self.assertLess(kept, 60)
        self.assertEqual(self.run_sayso("read", "a.jsonl").returncode, 0)
        self.assertEqual(self.whole(), 60)
        self.run_sayso("read", "--ledger", "clean.db", "a.jsonl")
        for command in ("events", "claims", "positions", "documents"):
            self.assertEqual(
                self.run_sayso(command, "--format", "csv").stdout,
                self.run_sayso(command, "--format", "csv", "--ledger", "clean.db").stdout,
            )

    def test_no_room_for_the_output(self):
        if not os.path.exists("/dev/full"):
            return
        self.put("a.txt", SENTENCE * 100)
        with open("/dev/full", "wb") as full:
            self.fails(
                2,
                "parse",
                "--language",
                "en",
                "a.txt",
                stdout=full,
                stderr=subprocess.PIPE,
                capture_output=False,
            )


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]] + sys.argv[4:])
