"""The program from outside: options, exit codes, messages, threads, signals, a killed process, a full disk.
usage: test_cli.py SAYSO DATA MANUAL"""

import json
import os
import pty
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

from scratch import ScratchCase

SAYSO, DATA, MANUAL = (os.path.abspath(p) for p in sys.argv[1:4])
ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_") and k != "NO_COLOR"} | {
    "SAYSO_DATA": DATA
}
COMMANDS = (
    "read parse events attributions claims positions disputes reversals numbers documents search "
    "counts dyads places totals sql export explain serve watch languages"
).split() + [
    "knowledge import",
    "knowledge lookup",
]

SENTENCES = [
    "The president of Poland visited Kyiv on {} and met the Ukrainian foreign minister.",
    "Russian forces shelled the Ukrainian town on {}, local officials said.",
    "The French government condemned the attack of {} and promised aid to Ukraine.",
    "Belarus denied that its soldiers had crossed the Polish border on {}.",
    "Germany imposed sanctions on Iran on {}, the foreign ministry said.",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def report(n):
    return " ".join(SENTENCES[(n + k) % 5].format(DAYS[(n * 7 + k) % 5]) for k in range(1 + n % 5))


def jsonl(count, bad=()):
    lines = []
    for n in range(count):
        if n in bad:
            lines.append('{"id": "broken",')
        else:
            lines.append(
                json.dumps(
                    {
                        "id": f"d{n}",
                        "date": f"2031-05-{1 + n % 28:02}",
                        "language": "en",
                        "text": report(n),
                    }
                )
            )
    return "\n".join(lines) + "\n"


class Case(ScratchCase):
    def run_sayso(self, *args, code=0, **options):
        options.setdefault("env", ENV)
        p = subprocess.run(
            [SAYSO, *args],
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            cwd=self.folder,
            timeout=120,
            **options,
        )
        self.assertEqual(p.returncode, code, (args, p.stderr.decode(errors="replace")[-500:]))
        return p

    def out(self, *args, **options):
        return self.run_sayso(*args, **options).stdout.decode()

    def complaint(self, *args, code=2, **options):
        """One line "sayso: what; what to do" on standard error, nothing on standard output."""
        p = self.run_sayso(*args, code=code, **options)
        self.assertEqual(p.stdout or b"", b"")
        text = p.stderr.decode()
        self.assertRegex(text, r"\Asayso: .+; .+\n\Z")
        return text


class Usage(Case):
    def test_help_and_version(self):
        version = self.out("--version")
        self.assertRegex(version, r"\Asayso \d+\.\d+\.\d+\n\Z")
        page = self.out("--help")
        for command in COMMANDS:
            self.assertIn(f"  {command} ", page)
            text = self.out(*command.split(), "--help")
            self.assertTrue(text.startswith(f"usage: sayso {command} "))
            self.assertIn(f"example: sayso {command}", text)
            self.assertLessEqual(max(map(len, text.splitlines())), 100)
            self.assertEqual(self.out(*command.split(), "--version"), version)
            self.assertEqual(self.out(*command.split(), "-h"), text)

    def test_the_first_word_of_a_command(self):
        page = self.out("knowledge", "--help")
        for word in ("import", "lookup"):
            self.assertIn(self.out("knowledge", word, "--help"), page)
            self.assertIn(f"knowledge {word}", self.run_sayso("knowledge", code=2).stderr.decode())

    def test_mistakes(self):
        for args in (
            [],
            ["reed"],
            ["read", "--fromat=csv"],
            ["read", "--format", "xml"],
            ["read", "--format"],
            ["events", "--date", "2031-01-01"],
            ["events", "file"],
            ["explain"],
            ["read", "--jobs=0"],
            ["read", "--jobs=many"],
            ["read", "--max-bytes=-1"],
            ["read", "--min-confidence=1.5"],
            ["read", "--min-confidence=half"],
            ["events", "--min-confidence", "0."],
            ["events", "--min-confidence", ""],
            ["documents", "--min-confidence", "-1"],
            ["read", "--date", "tomorrow"],
            ["events", "--since", "soon"],
            ["read", "--again", "--no-ledger"],
            ["read", "--no-ledger=yes"],
            ["read", "-x"],
            ["parse", "--format", "csv"],
            ["read", "--input", "pdf"],
            ["events", "--ledger", "none.db"],
            ["read", "--data", "/none", "-"],
            ["read", "--no-ledger", "--data", "/none"],
        ):
            with self.subTest(args=args):
                self.complaint(*args, stdin=subprocess.DEVNULL)
        self.assertIn("it writes gdelt-events|", self.complaint("export"))

    def test_filters_that_make_no_sense(self):
        self.put("a.txt", report(1))
        self.run_sayso("read", "a.txt")
        for args in (["--type", "WAR"], ["--status", "real"], ["--actor", ""]):
            self.complaint("events", *args)
        self.assertIn("a dyad", self.complaint("counts", "--by", "month,dyad"))

    def test_options_are_found_by_all_their_spellings(self):
        self.put("a.txt", "Language: en\n\n" + report(1))
        want = self.out("read", "--no-ledger", "--format=csv", "--date=2031-05-06", "a.txt")
        for args in (
            ["-n", "-f", "csv", "-d2031-05-06", "a.txt"],
            ["a.txt", "-nfcsv", "--date", "2031-05-06"],
            ["--no-led", "--form", "csv", "--date", "2031-05-06", "--", "a.txt"],
        ):
            self.assertEqual(self.out("read", *args), want)
        self.complaint(
            "read", "--no", "--pub", "x", "--d", "2031-05-06"
        )  # --d may be --date or --data

    def test_every_option_is_told_once(self):
        """Walks the table through help: no letter twice in a command, every option in the manual."""
        manual = self.out("--manual")
        for command in COMMANDS:
            text = self.out(*command.split(), "--help")
            letters = re.findall(r"^  -(\w),", text, re.M)
            self.assertEqual(len(letters), len(set(letters)), command)
            for name in re.findall(r"--([a-z-]+)", text.split("\nexample")[0]):
                self.assertIn("\\-\\-" + name.replace("-", "\\-"), manual, (command, name))

    def test_manual_is_the_programs(self):
        with open(MANUAL, encoding="utf8") as f:
            self.assertEqual(
                f.read(), self.out("--manual"), "write it anew: sayso --manual >docs/sayso.1"
            )

    def test_examples_work_when_pasted(self):
        os.symlink(os.path.join(os.path.dirname(MANUAL), "../samples"), self.path("samples"))
        self.run_sayso("read", "samples")
        for command in COMMANDS:
            example = self.out(*command.split(), "--help").rsplit("\nexample: ", 1)[1]
            if command == "serve":
                self.serves(example)
                continue
            if command == "watch":
                self.watches(example)
                continue
            p = subprocess.run(
                ["sh", "-c", f'sayso() {{ "{SAYSO}" "$@"; }}\n' + example],
                capture_output=True,
                cwd=self.folder,
                env=ENV,
                timeout=60,
            )
            self.assertEqual((p.returncode, p.stderr), (0, b""), example)
            self.assertTrue(p.stdout, example)

    def watches(self, example):
        """The example of feeds: there is no such host, which is told and written down."""
        p = subprocess.run(
            ["sh", "-c", f'sayso() {{ "{SAYSO}" "$@"; }}\n' + example],
            capture_output=True,
            cwd=self.folder,
            env=ENV,
            timeout=60,
        )
        if b"built without libcurl" in p.stderr:
            return
        self.assertEqual((p.returncode, p.stdout), (4, b""), p.stderr)
        self.assertRegex(p.stderr, rb"(?m)^sayso: https://news.example/\S+: .*; again in \d+ min$")
        self.assertIn("news.example", self.out("watch", "--journal"))

    def serves(self, example):
        """The example of a server: at a port that is free, until it is interrupted."""
        free = re.sub(r"--port \d+", "--port 0", example)
        self.assertIn("--port 0", free)
        p = subprocess.Popen(
            ["sh", "-c", f'sayso() {{ exec "{SAYSO}" "$@"; }}\n' + free],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=ENV,
        )
        try:
            self.assertRegex(p.stdout.readline(), rb"\Ahttp://127\.0\.0\.1:\d+/\n\Z")
            p.send_signal(signal.SIGINT)
            _, err = p.communicate(timeout=20)
        finally:
            p.kill()
        self.assertEqual((p.returncode, err), (-signal.SIGINT, b""), example)

    def test_completion_of_other_shells(self):
        """Each command and each of its options is there; the shells are asked where they are."""
        for shell in ("zsh", "fish"):
            script = self.out("--completion-" + shell)
            for name in ("read", "claims", "import"):
                self.assertIn(name, script)
            self.assertIn("ledger", script)
            if shutil.which(shell):
                subprocess.run([shell, "-n"], input=script.encode(), check=True)

    def test_completion_is_a_script(self):
        script = self.out("--completion")
        if shutil.which("bash"):
            p = subprocess.run(
                [
                    "bash",
                    "-c",
                    script + "\nCOMP_WORDS=(sayso rea); COMP_CWORD=1; _sayso; echo ${COMPREPLY[@]}",
                ],
                capture_output=True,
                timeout=20,
            )
            self.assertEqual((p.stdout, p.stderr), (b"read\n", b""))


class Reading(Case):
    def test_bad_lines_among_good_ones(self):
        self.put("a.jsonl", jsonl(10, bad=(3, 7)))
        p = self.run_sayso("read", "--no-ledger", "--format", "jsonl", "a.jsonl", code=4)
        ids = [json.loads(line)["id"] for line in p.stdout.decode().splitlines()]
        self.assertEqual(ids, [f"d{n}" for n in range(10) if n not in (3, 7)])
        lines = p.stderr.decode().splitlines()
        self.assertEqual(len(lines), 3)
        self.assertRegex(lines.pop(), r"\Asayso: 8 documents read \(\d+ words\), 0 skipped, 2 failed\Z")
        for line, at in zip(lines, (4, 8)):
            self.assertRegex(line, rf"\Asayso: a\.jsonl:{at}: .+; .+\Z")

    def test_all_kinds_of_input(self):
        self.put(
            "d/a.txt".replace("d/", ""), "Title: x\nDate: 2031-05-06\nId: text\n\n" + report(1)
        )
        self.put(
            "b.html",
            "<html><head><meta property='article:published_time' content='2031-05-07'></head><body><h1>Talks</h1><p>"
            + report(2)
            + "</p></body></html>",
        )
        self.put("c.jsonl", jsonl(2))
        docs = [
            json.loads(x)
            for x in self.out("read", "--no-ledger", "--format", "jsonl", self.folder).splitlines()
        ]
        self.assertEqual([d["id"] for d in docs], ["text", self.path("b.html"), "d0", "d1"])
        self.assertEqual([d["date"] for d in docs][:2], ["2031-05-06", "2031-05-07"])
        self.assertEqual(docs[1]["title"], "Talks")
        p = self.run_sayso(
            "read",
            "--no-ledger",
            "--format",
            "jsonl",
            "--publisher",
            "Post",
            input=report(1).encode(),
        )
        d = json.loads(p.stdout)
        self.assertEqual((d["id"], d["publisher"], d["date"]), ("stdin", "Post", None))

    def test_json_offsets_lie_in_the_text(self):
        text = (
            "Le président polonais a visité Kyiv. "
            + report(3)
            + " Президент України зустрівся з міністром."
        )
        data = text.encode() + b" Cho\xc3.gou \xff said so."
        self.put("a.txt", data)
        d = json.loads(
            self.out("read", "--no-ledger", "--format", "jsonl", "--date", "2031-05-06", "a.txt")
        )

        def walk(x):
            if isinstance(x, dict):
                if x.get("start") is not None:
                    self.assertTrue(0 <= x["start"] <= x["end"] <= len(data), x)
                    if "text" in x and "code" not in x and "kind" not in x and x["text"]:
                        self.assertEqual(
                            " ".join(data[x["start"] : x["end"]].decode(errors="replace").split()),
                            x["text"],
                        )
                for v in x.values():
                    walk(v)
            elif isinstance(x, list):
                for v in x:
                    walk(v)

        walk(d)
        for e in d["events"]:
            self.assertLess(e["sentence"], len(d["sentences"]))
            for key, table in (("attribution", "attributions"), ("place", "places")):
                self.assertTrue(e[key] is None or 0 <= e[key] < len(d[table]))

    def test_a_grown_on_genitive_is_no_part_of_a_name(self):
        text = "Police met in Cairo's centre. Iran’s president left Norway's capital."
        self.put("a.txt", text)
        d = json.loads(
            self.out("read", "--no-ledger", "--format", "jsonl", "--language", "en", "a.txt")
        )
        letters = text.encode()
        spans = [letters[p["start"] : p["end"]].decode() for p in d["places"]]
        self.assertEqual(spans, ["Cairo", "Iran", "Norway"])

    def test_hostile_files(self):
        rng = random.Random(2031)
        self.put("empty.txt", b"")
        self.complaint("read", "empty.txt", code=4)
        self.put("random", bytes(rng.randrange(256) for _ in range(20000)))
        p = subprocess.run(
            [SAYSO, "read", "--no-ledger", "random"],
            capture_output=True,
            cwd=self.folder,
            env=ENV,
            timeout=60,
        )
        self.assertIn(p.returncode, (0, 4))
        self.put("nul.txt", b"A\0B. " * 2000)
        self.run_sayso("read", "--no-ledger", "nul.txt")
        self.complaint("read", "none.txt", code=4)
        self.put("x.pdf", b"%PDF-1.7 ...")
        self.assertIn("pdftotext", self.complaint("read", "x.pdf", code=4))

    def test_a_line_of_50_megabytes(self):
        with open(self.path("long.txt"), "wb") as f:
            for _ in range(50):
                f.write(b"word " * 200000)
        self.assertIn("limit", self.complaint("read", "--no-ledger", "long.txt", code=4))
        os.rename(self.path("long.txt"), self.path("long.jsonl"))
        self.complaint("read", "--no-ledger", "long.jsonl", code=4)

    def test_any_number_of_threads_gives_the_same_bytes(self):
        self.put("a.jsonl", jsonl(60, bad=(5, 31)))
        self.put("b.txt", report(4))
        self.put("empty.txt", "")
        for form in ("jsonl", "csv", "table"):
            seen = set()
            for jobs in (1, 2, 4):
                ledger = f"{form}{jobs}.db"
                p = self.run_sayso(
                    "read",
                    "--ledger",
                    ledger,
                    "--format",
                    form,
                    "--jobs",
                    str(jobs),
                    "a.jsonl",
                    "empty.txt",
                    "b.txt",
                    code=4,
                )
                lists = [
                    self.out(c, "--ledger", ledger, "--format", "jsonl")
                    for c in ("documents", "events", "claims", "positions")
                ]
                seen.add((p.stdout, p.stderr, *lists))
            self.assertEqual(len(seen), 1, form)

    def test_parse_writes_conllu(self):
        self.put("a.txt", report(2))
        text = self.out("parse", "--language", "en", "a.txt")
        words = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
        self.assertTrue(words and all(len(w) == 10 for w in words))

    def test_languages(self):
        for form in ("table", "csv", "jsonl"):
            self.assertIn("uk", self.out("languages", "--format", form))


class Ledger(Case):
    def setUp(self):
        super().setUp()
        self.put("a.jsonl", jsonl(12))

    def test_twice_read_is_once_stored(self):
        self.run_sayso("read", "a.jsonl")
        first = [
            self.out(c, "--format", "jsonl") for c in ("documents", "events", "claims", "positions")
        ]
        self.run_sayso("read", "./a.jsonl")
        self.assertEqual(
            first,
            [
                self.out(c, "--format", "jsonl")
                for c in ("documents", "events", "claims", "positions")
            ],
        )
        self.run_sayso("read", "--again", "a.jsonl")
        self.assertEqual(
            first,
            [
                self.out(c, "--format", "jsonl")
                for c in ("documents", "events", "claims", "positions")
            ],
        )
        self.assertEqual(len(first[0].splitlines()), 12)
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.jsonl", "sayso.db"])

    def test_what_is_withdrawn_is_told_when_read_again(self):
        self.run_sayso("read", "a.jsonl")
        shown = self.out("read", "a.jsonl", "--format", "csv")
        key = json.loads(self.out("documents", "--format", "jsonl").splitlines()[3])["key"]
        self.run_sayso("withdraw", key)
        for more in ([], ["--again"], ["--format", "jsonl"], ["--jobs", "1"]):
            p = self.run_sayso("read", *more, "a.jsonl")
            self.assertEqual(p.stderr.decode().count("withdrawn"), 1)
            self.assertIn(f"withdrawn from this ledger; `sayso undo {key}` puts it back", p.stderr.decode())
            self.assertNotIn(key, p.stdout.decode())
            self.assertEqual(len(self.out("documents", "--format", "jsonl").splitlines()), 11)
        self.run_sayso("undo", key)
        self.assertEqual(self.out("read", "a.jsonl", "--format", "csv"), shown)

    def test_ledger_by_environment(self):
        self.run_sayso("read", "a.jsonl", env=ENV | {"SAYSO_LEDGER": "other.db"})
        self.assertTrue(os.path.exists(self.path("other.db")))
        self.assertFalse(os.path.exists(self.path("sayso.db")))

    def test_explain(self):
        self.run_sayso("read", "a.jsonl")
        events = [json.loads(x) for x in self.out("events", "--format", "jsonl").splitlines()]
        self.assertTrue(events)
        for e in events[:3]:
            text = self.out("explain", e["id"])
            for part in (e["id"], e["document"], e["sentence"], e["rule"], "\ntree\n"):
                self.assertIn(part, text)
        claim = json.loads(self.out("claims", "--format", "jsonl").splitlines()[0])
        self.assertIn("report", self.out("explain", claim["id"], "d3"))
        self.complaint("explain", "nothing-e1", code=1)
        self.assertEqual(
            self.run_sayso("explain", events[0]["id"], "nothing", code=1).stdout.decode(),
            self.out("explain", events[0]["id"]),
        )

    def test_exit_status_where_asked_to_care(self):
        self.run_sayso("read", "a.jsonl")
        self.run_sayso("events", "--type", "ABDUCT,AID".split(",")[1], "--since", "2040", code=0)
        self.run_sayso("events", "--since", "2040", "--exit-status", code=1)
        self.assertEqual(self.run_sayso("events", "--since", "2040").stderr, b"sayso: nothing fits\n")
        self.assertEqual(self.run_sayso("events", "--since", "2040", "--format", "csv").stderr, b"")
        self.put("plain.txt", "The weather was fine.")
        self.run_sayso("read", "--no-ledger", "-e", "plain.txt", code=1)

    def test_csv_is_read_by_others(self):
        import csv

        self.run_sayso("read", "a.jsonl")
        for command in ("events", "claims", "positions", "documents"):
            raw = self.run_sayso(command, "--format", "csv").stdout.decode()
            rows = list(csv.DictReader(raw.splitlines(keepends=True), strict=True))
            objects = [json.loads(x) for x in self.out(command, "--format", "jsonl").splitlines()]
            if command != "positions":
                self.assertEqual(len(rows), len(objects))
            else:
                self.assertEqual(len(rows), sum(len(x["stances"]) for x in objects))
            self.assertTrue(all(None not in r.values() and None not in r for r in rows))

    def test_read_only_ledger(self):
        self.run_sayso("read", "a.jsonl")
        want = self.out("events", "--format", "jsonl")
        os.chmod(self.path("sayso.db"), 0o444)
        os.chmod(self.folder, 0o555)
        options = {}
        if os.getuid() == 0:
            options["preexec_fn"] = lambda: os.setuid(65534)
        try:
            try:
                subprocess.run([SAYSO, "--version"], check=True, capture_output=True, **options)
            except (OSError, subprocess.SubprocessError):
                self.skipTest("the program cannot be run as another user here")
            self.assertEqual(self.out("events", "--format", "jsonl", **options), want)
            p = subprocess.run(
                [SAYSO, "read", "a.jsonl"], capture_output=True, cwd=self.folder, env=ENV, **options
            )
            self.assertEqual(p.returncode, 2)
            self.assertIn(b"read-only; get write access", p.stderr)
        finally:
            os.chmod(self.folder, 0o755)

    def test_locked_ledger(self):
        self.run_sayso("read", "a.jsonl")
        self.put("b.txt", report(3))
        holder = sqlite3.connect(self.path("sayso.db"), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        self.assertIn("locked", self.complaint("read", "--wait", "0", "b.txt"))
        p = subprocess.run(
            [SAYSO, "read", "--wait", "2", "b.txt"], capture_output=True, cwd=self.folder, env=ENV
        )
        self.assertEqual(p.returncode, 2)
        self.assertIn(b"another program writes it; waiting\n", p.stderr)
        self.out("events")  # readers do not mind
        holder.close()
        self.run_sayso("read", "b.txt")

    def test_not_a_ledger(self):
        self.put("n.db", "This is a report, not a ledger at all. " * 50)
        self.complaint("events", "--ledger", "n.db")
        self.complaint("read", "--ledger", "n.db", "a.jsonl")
        self.complaint("read", "--ledger", ".", "a.jsonl")


class System(Case):
    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        self.put("a.jsonl", jsonl(5))
        self.run_sayso("read", "a.jsonl")
        for args in (
            ["read", "--no-ledger", "a.jsonl"],
            ["events"],
            ["--help"],
            ["documents", "--format", "csv"],
            ["languages"],
        ):
            with open("/dev/full", "wb") as full, self.subTest(args=args):
                p = self.run_sayso(*args, stdout=full, code=2)
                self.assertRegex(
                    p.stderr.decode(), r"\Asayso: cannot write to standard output: .+; .+\n\Z"
                )

    def test_a_ledger_that_outgrows_the_disk(self):
        import resource

        def little_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (400000, 400000))

        self.put("a.jsonl", jsonl(400))
        p = self.run_sayso("read", "--jobs", "2", "a.jsonl", code=2, preexec_fn=little_room)
        self.assertRegex(p.stderr.decode(), r"\Asayso: sayso\.db: .*disk.*\n\Z")
        stored = self.whole(self.path("sayso.db"))
        self.assertTrue(0 < stored < 400)
        self.run_sayso("read", "a.jsonl")
        self.assertEqual(self.whole(self.path("sayso.db")), 400)

    def test_a_reader_that_has_enough(self):
        self.put("a.jsonl", jsonl(400))
        p = subprocess.Popen(
            [SAYSO, "read", "--no-ledger", "--format", "jsonl", "a.jsonl"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=ENV,
        )
        p.stdout.readline()
        p.stdout.close()
        self.assertEqual(p.wait(60), -signal.SIGPIPE)
        p.stderr.close()

    def whole(self, ledger):
        db = sqlite3.connect(ledger)
        self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        self.assertEqual(db.execute("PRAGMA foreign_key_check").fetchall(), [])
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
            db.close()  # killed before the tables were there
            return 0
        n = db.execute("SELECT count(*) FROM documents").fetchone()[0]
        cut = db.execute(
            "SELECT count(*) FROM documents d WHERE words > 0 AND NOT EXISTS (SELECT 1 FROM sentences s WHERE s.document = d.document)"
        ).fetchone()[0]
        db.close()
        self.assertEqual(cut, 0)
        return n

    def feed(self, *args):
        return subprocess.Popen(
            [SAYSO, "read", "--format", "jsonl", *args, "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=ENV,
        )

    def test_killed_in_the_middle(self):
        lines = jsonl(40).encode().splitlines(keepends=True)
        self.put("all.jsonl", b"".join(lines))
        for stop in (3, 11, 25):
            p = self.feed()
            p.stdin.write(b"".join(lines[: stop + 5]))
            p.stdin.flush()
            time.sleep(0.05 + stop / 100)
            p.kill()
            p.communicate()
            if os.path.exists(self.path("sayso.db")):
                self.whole(self.path("sayso.db"))
        self.run_sayso("read", "all.jsonl")
        self.assertEqual(self.whole(self.path("sayso.db")), 40)
        self.run_sayso("read", "--ledger", "clean.db", "all.jsonl")
        for command in ("documents", "events", "claims", "positions"):
            self.assertEqual(
                self.out(command, "--format", "csv"),
                self.out(command, "--format", "csv", "--ledger", "clean.db"),
            )

    def test_claims_after_a_kill_are_worked_out_by_the_next_listing(self):
        p = self.feed()
        p.stdin.write(jsonl(5).encode())
        p.stdin.flush()
        deadline = time.time() + 30
        while time.time() < deadline:
            time.sleep(0.05)
            if os.path.exists(self.path("sayso.db")):
                try:
                    db = sqlite3.connect(self.path("sayso.db"))
                    done = db.execute("SELECT count(*) FROM documents").fetchone()[0]
                    db.close()
                except sqlite3.OperationalError:
                    continue
                if done == 5:
                    break
        p.kill()
        p.communicate()
        self.put("five.jsonl", jsonl(5))
        self.run_sayso("read", "--ledger", "clean.db", "five.jsonl")
        self.assertEqual(
            self.out("claims", "--format", "csv"),
            self.out("claims", "--format", "csv", "--ledger", "clean.db"),
        )

    def test_first_interrupt_finishes_and_commits(self):
        p = self.feed()
        p.stdin.write(jsonl(3).encode())
        p.stdin.flush()
        deadline = time.time() + 30
        while time.time() < deadline and not (
            os.path.exists(self.path("sayso.db")) and self.count() >= 1
        ):
            time.sleep(0.05)
        p.send_signal(signal.SIGINT)
        out, err = p.communicate(timeout=60)
        self.assertEqual(p.returncode, -signal.SIGINT, err)
        self.assertEqual(len(out.splitlines()), self.whole(self.path("sayso.db")))

    def count(self):
        try:
            db = sqlite3.connect(self.path("sayso.db"))
            n = db.execute("SELECT count(*) FROM documents").fetchone()[0]
            db.close()
            return n
        except sqlite3.OperationalError:
            return 0

    def terminal(self, *args, **env):
        """What a command writes where its output is a terminal."""
        try:
            pid, fd = pty.fork()
        except OSError:
            self.skipTest("no pseudo-terminal here")
        if pid == 0:
            os.chdir(self.folder)
            os.execve(SAYSO, ["sayso", *args], ENV | {"TERM": "xterm"} | env)
        data = b""
        while True:
            try:
                piece = os.read(fd, 65536)
            except OSError:
                break
            if not piece:
                break
            data += piece
        os.close(fd)
        self.assertEqual(os.waitpid(pid, 0)[1], 0)
        return data

    def test_colour_only_on_a_terminal(self):
        self.put("a.jsonl", jsonl(3))
        self.run_sayso("read", "a.jsonl")
        self.assertIn(b"\x1b[1m", self.terminal("documents"))
        self.assertNotIn(b"\x1b[", self.terminal("documents", NO_COLOR="1"))
        self.assertNotIn(b"\x1b[", self.terminal("documents", TERM="dumb"))
        self.assertNotIn("\x1b[", self.out("documents"))

    def test_a_bad_model_is_told_from_a_missing_one(self):
        data = self.path("data")
        shutil.copytree(
            DATA, data, ignore=lambda d, names: [n for n in names if not n.endswith(".sayso")]
        )
        name = os.path.join(data, "en.sayso")
        with open(name, "rb") as f:
            content = f.read()
        self.put("a.txt", report(1))
        for bad in (
            content[: len(content) // 2],
            content[:7000] + bytes([content[7000] ^ 1]) + content[7001:],
            b"",
        ):
            with open(name, "wb") as f:
                f.write(bad)
            self.assertIn(
                "en.sayso", self.complaint("read", "--no-ledger", "--data", data, "a.txt", code=3)
            )


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]] + sys.argv[4:])
