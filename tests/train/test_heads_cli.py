#!/usr/bin/env python3
"""`sayso-train heads`: the same gold readings give the same file, which the program reads with;
what is no gold reading is named with its line.

    test_heads_cli.py SAYSO-TRAIN SAYSO DATA SOURCE-ROOT
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

TRAIN, SAYSO, DATA, ROOT = (os.path.abspath(p) for p in sys.argv[1:5])
TOOLS = os.path.join(ROOT, "tools", "corpus")

SHEETS = (
    """%doc id=own-en-ferry date=2031-03-04 lang=en part=news genre=agency publisher="Inland Wire"
%a lv country LVA Latvia
%a md country MDA Moldova
%a fm person LVAGOV Foreign minister of Latvia
>> Latvia accused Moldova of espionage on Monday.
e ACCUSE/allege actual accused | lv=Latvia | md=Moldova | d=2031-03-03:on Monday
> Moldova accused Latvia of sabotage.
e ACCUSE/allege actual accused | md=Moldova | lv=Latvia |
>> The foreign minister said Latvia would visit Moldova.
a1 assert actor fm=The foreign minister | said | Latvia would visit Moldova
e CONSULT/visit future visit | lv=Latvia | md=Moldova | <1
""",
    """%doc id=own-en-harbour date=2031-04-01 lang=en part=news genre=agency publisher="Inland Wire"
%a ee country EST Estonia
%a gr country GRC Greece
%a pm person ESTGOV Prime minister of Estonia
>> Estonia accused Greece of fraud.
e ACCUSE/allege actual accused | ee=Estonia | gr=Greece |
>> The prime minister said Estonia would visit Greece.
a1 assert actor pm=The prime minister | said | Estonia would visit Greece
e CONSULT/visit future visit | ee=Estonia | gr=Greece | <1
""",
)


def run(*args, **options):
    options = {"capture_output": True, "encoding": "utf8", "check": False} | options
    return subprocess.run(args, **options)


class Heads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = scratch.name
        cls.gold = [cls.compile(cls, i, sheet) for i, sheet in enumerate(SHEETS)]

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, lines):
        with open(self.path(name), "w", encoding="utf8") as f:
            f.write("".join(line + "\n" for line in lines))
        return self.path(name)

    def compile(self, number, sheet):
        """A sheet's gold reading with its text, a line of JSON."""
        names = [os.path.join(self.folder, f"{number}.{end}") for end in ("sheet", "jsonl")]
        with open(names[0], "w", encoding="utf8") as f:
            f.write(sheet)
        tool = lambda name: os.path.join(TOOLS, name)
        done = run(sys.executable, tool("sheet.py"), "compile", names[0], "--out", names[1])
        assert done.returncode == 0, done.stderr
        done = run(sys.executable, tool("texts.py"), "--gold", names[1])
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def train(self, out, *args):
        return run(TRAIN, "heads", "--out", self.path(out), "--data", DATA, *args)

    def test_same_readings_same_file(self):
        files = [self.put(f"gold{i}.jsonl", [line]) for i, line in enumerate(self.gold)]
        for out in ("a.sayso", "b.sayso"):
            done = self.train(out, "--dev", files[1], *files)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("heads: 5 events, 0 of which", done.stderr)
        with open(self.path("a.sayso"), "rb") as a, open(self.path("b.sayso"), "rb") as b:
            self.assertEqual(a.read(), b.read(), "the same readings gave other heads")
        self.reads_with("a.sayso")

    def reads_with(self, heads):
        data = self.path("data")
        os.mkdir(data)
        for name in os.listdir(DATA):
            if name.endswith(".sayso") and name != "heads.sayso":
                os.symlink(os.path.join(DATA, name), os.path.join(data, name))
        os.symlink(self.path(heads), os.path.join(data, "heads.sayso"))
        env = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")}
        done = run(
            *(SAYSO, "read", "--no-ledger", "--format", "jsonl", "--language", "en", "-"),
            input="Estonia accused Latvia of espionage.\n",
            env=env | {"SAYSO_DATA": data},
            cwd=self.folder,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([e["type"] for e in json.loads(done.stdout)["events"]], ["ACCUSE"])

    def test_no_gold_reading(self):
        no_text = json.loads(self.gold[1])
        del no_text["text"]
        for bad in ("Latvia accused Moldova.", json.dumps(no_text), "[]", '{"text": 7}', "{", ""):
            name = self.put("bad.jsonl", [self.gold[0], bad])
            for args in ((name,), ("--dev", name, self.put("good.jsonl", [self.gold[0]]))):
                with self.subTest(bad=bad, args=args):
                    done = self.train("c.sayso", *args)
                    self.assertEqual(done.returncode, 3, done.stderr)
                    self.assertRegex(done.stderr, r"bad\.jsonl:2: no gold reading.*; see ")
                    self.assertFalse(os.path.exists(self.path("c.sayso")))

    def test_no_file(self):
        done = self.train("c.sayso", self.path("none.jsonl"))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, r"none\.jsonl: cannot be opened; ")

    def test_wild_records_teach_nothing(self):
        """Spans beyond the text, of no number, records of no type: left out, whatever they hold."""
        wild = json.loads(self.gold[0])
        e = wild["events"][0]
        for cue in (None, 7, {}, {"start": -9, "end": 1 << 40}, {"start": "a", "end": []}):
            wild["events"].append(e | {"cue": cue})
        wild["events"] += [e | {"type": "DANCE"}, e | {"status": None}, 7, None, {}]
        wild["events"] += [e | {"actor": 7}, e | {"place": 99}, e | {"recipient": [None, {}]}]
        wild["attributions"] += [None, {}, wild["attributions"][0] | {"source": {"start": 9**9}}]
        name = self.put("wild.jsonl", [json.dumps(wild)])
        done = self.train("d.sayso", name)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]] + sys.argv[5:])
