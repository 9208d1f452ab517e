#!/usr/bin/env python3
"""Bad days of a ledger: killed at any moment, the disk full, several writers at once, a clock that
jumps. Whatever happens, what was told as read is there, `verify` finds nothing, and in the end the
lists are those of a quiet day.
usage: torture.py SAYSO DATA REPORTS.py CLOCK.so [--kills N] [--jobs N] [--reports N] [--only TEST];
CLOCK.so may be "none"
"""

import argparse
import concurrent.futures
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("sayso", type=os.path.abspath)
parser.add_argument("data", type=os.path.abspath)
parser.add_argument("reports", type=os.path.abspath)
parser.add_argument("clock")
parser.add_argument("--kills", type=int, default=15)
parser.add_argument("--reports", dest="n", type=int, default=200)
parser.add_argument("--seed", type=int, default=2031)
parser.add_argument("--jobs", type=int, default=1, help="ledgers killed at once")
parser.add_argument("--only", help="a test's name")
args = parser.parse_args()

LISTS = ["events", "claims", "positions", "documents", "stories"]
folder = tempfile.mkdtemp(prefix="sayso-torture-")


def path(name):
    return os.path.join(folder, name)


# One language: readings need none, and opening all models takes longer than many a reader lives.
os.mkdir(path("data"))
for name in ("en", "gazetteer", "heads", "ident", "lexicon"):
    os.symlink(os.path.join(args.data, f"{name}.sayso"), path(f"data/{name}.sayso"))
ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")}
ENV["SAYSO_DATA"] = path("data")


def made(name, n, *more):
    with open(path(name), "wb") as f:
        subprocess.run([sys.executable, args.reports, str(n), *more], stdout=f, check=True)
    with open(path(name), "rb") as f:
        return f.read().splitlines(keepends=True)


LINES = made("all.jsonl", args.n, "--a-day", "60")


def command(ledger, *more):
    return [args.sayso, *more, "--ledger", path(ledger)]


def read(ledger, name, **options):
    options = {"env": ENV, "capture_output": True, "timeout": 600} | options
    return subprocess.run(command(ledger, "read", "-q", "--input", "reading", path(name)), **options)


def lists(ledger):
    """What the ledger lists, the lines of each list in order of themselves where it is by chance."""
    out = {}
    for name in LISTS:
        p = subprocess.run(command(ledger, name, "--format", "jsonl"), env=ENV, capture_output=True)
        assert p.returncode == 0, p.stderr
        out[name] = p.stdout
    return out


SIZES = [args.n * (k + 1) // 4 for k in range(4)]  # of ledgers: that many of the first reports
PACE, QUIET = {"busy": 1.0}, {}  # seconds, times how busy the machine is; lists
for size in SIZES:
    with open(path(f"first-{size}.jsonl"), "wb") as f:
        f.writelines(LINES[:size])
    begun = time.monotonic()
    read(f"quiet-{size}.db", f"first-{size}.jsonl", check=True)
    PACE["whole"] = time.monotonic() - begun
    QUIET[size] = lists(f"quiet-{size}.db")
begun = time.monotonic()
read(f"quiet-{args.n}.db", "all.jsonl", check=True)  # nothing is left to do
PACE["begin"] = time.monotonic() - begun


class Torture(unittest.TestCase):
    maxDiff = 2000

    def sound(self, ledger):
        p = subprocess.run(command(ledger, "verify"), env=ENV, capture_output=True, text=True)
        self.assertEqual((p.returncode, p.stderr), (0, ""))

    def quiet(self, ledger, size=args.n):
        """The lists are those of a ledger of the first reports that nothing has happened to."""
        self.sound(ledger)
        have = lists(ledger)
        for name in LISTS:
            self.assertTrue(have[name] == QUIET[size][name], name)

    def test_killed_at_any_moment(self):
        """Ledgers of several sizes, some at once; what is killed too late is not counted."""
        kills = late = series = 0
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            running = set()
            while kills < args.kills or running:
                while kills < args.kills and len(running) < args.jobs:
                    running.add(pool.submit(self.kill_again_and_again, series))
                    series += 1
                done, running = concurrent.futures.wait(running, return_when="FIRST_COMPLETED")
                for one in done:
                    kills += one.result()[0]
                    late += one.result()[1]
        print(f"{kills} kills of {series} ledgers, {late} more came too late", file=sys.stderr)
        self.assertLess(late, kills)

    def kill_again_and_again(self, number):
        """One ledger, five times: how many kills met a reader, and how many none. A run is taken to
        last as long as what it has to do has lasted so far, so that few come too late."""
        rng = random.Random(args.seed * 1_000_003 + number)
        ledger, size, kept, kills = f"killed-{number}.db", SIZES[number % len(SIZES)], 0, 0
        for _ in range(5):
            left = PACE["begin"] + PACE["whole"] * (size - kept) / args.n
            told = self.killed(ledger, size, rng.random() * left * PACE["busy"])
            PACE["busy"] *= 0.9 if told is None else 1.02
            kills += told is not None
            kept = self.told_is_kept(ledger, told or set())
        read(ledger, f"first-{size}.jsonl", check=True)
        self.quiet(ledger, size)
        for end in ("", "-wal", "-shm"):
            if os.path.exists(path(ledger + end)):
                os.remove(path(ledger + end))
        return kills, 5 - kills

    def killed(self, ledger, size, after):
        """Events that it told before it was killed; None where it had ended."""
        reports = path(f"first-{size}.jsonl")
        with tempfile.TemporaryFile(dir=folder) as told:
            p = subprocess.Popen(
                command(ledger, "read", "-q", "--format", "csv", "--input", "reading", reports),
                env=ENV,
                stdout=told,
                stderr=subprocess.PIPE,
            )
            time.sleep(after)
            p.kill()
            err = p.communicate()[1]
            self.assertIn(p.returncode, (0, -signal.SIGKILL), err)
            told.seek(0)
            lines = told.read().splitlines()[1:-1]
        return {line.split(b",")[0] for line in lines} if p.returncode else None

    def told_is_kept(self, ledger, told):
        """How many documents are kept."""
        p = subprocess.run(command(ledger, "verify"), env=ENV, capture_output=True, text=True)
        if "read some documents into it first" in p.stderr or "no such ledger" in p.stderr:
            self.assertEqual(told, set())  # killed while the file was being made
            return 0
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        events = command(ledger, "events", "--format", "csv")
        listed = subprocess.run(events, env=ENV, capture_output=True)
        kept = {line.split(b",")[0] for line in listed.stdout.splitlines()[1:]}
        self.assertEqual(told - kept, set())
        return len({event.split(b"-")[0] for event in kept})

    def test_the_disk_is_full(self):
        """A limit on the size of files stands in for a full disk; each time a little more room."""
        told = 0
        for room in range(100_000, 100_000_000, 400_000):
            p = read(
                "full.db",
                "all.jsonl",
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
                restore_signals=False,  # SIGXFSZ stays ignored: writing fails
            )
            if p.returncode == 0:
                break
            self.assertEqual(p.returncode, 2, p.stderr)
            self.assertRegex(p.stderr.decode(), r"\Asayso: [^\n]*(disk|write)[^\n]*; [^\n]+\n\Z")
            told += 1
            if os.path.exists(path("full.db")) and os.path.getsize(path("full.db")):
                q = subprocess.run(command("full.db", "verify"), env=ENV, capture_output=True, text=True)
                self.assertTrue(q.returncode == 0 or "into it first" in q.stderr, q.stderr)
        self.assertGreater(told, 1)
        self.quiet("full.db")

    def test_writers_at_once(self):
        writers = []
        for i in range(3):
            with open(path(f"part{i}.jsonl"), "wb") as f:
                f.writelines(LINES[i::3])
            writers.append(
                subprocess.Popen(
                    command("shared.db", "read", "-q", "--input", "reading", path(f"part{i}.jsonl")),
                    env=ENV,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                )
            )
        for w in writers:
            err = w.communicate()[1].decode()
            self.assertEqual(w.returncode, 0, err)
        subprocess.run(command("shared.db", "claims"), env=ENV, stdout=subprocess.DEVNULL, check=True)
        self.quiet("shared.db")

    def test_a_writer_while_another_settles(self):
        """Settling is done in pieces: who comes while it lasts need not wait for its end."""
        many = made("many.jsonl", 800, "--seed", "7")
        with open(path("most.jsonl"), "wb") as f:
            f.writelines(many[:-1])
        with open(path("last.jsonl"), "wb") as f:
            f.write(many[-1])
        first = subprocess.Popen(
            command("settling.db", "read", "-q", "--input", "reading", path("most.jsonl")),
            env=ENV,
            stdout=subprocess.PIPE,
        )
        first.stdout.read()  # all is told, and settling begins
        second = read("settling.db", "last.jsonl")
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertEqual(first.wait(), 0)
        first.stdout.close()
        subprocess.run(command("settling.db", "claims"), env=ENV, stdout=subprocess.DEVNULL, check=True)
        self.sound("settling.db")
        read("settled.db", "many.jsonl", check=True)
        self.assertEqual(lists("settling.db")["claims"], lists("settled.db")["claims"])

    @unittest.skipIf(args.clock == "none", "a sanitizer has to come first")
    def test_the_clock_jumps(self):
        env = ENV | {"LD_PRELOAD": os.path.abspath(args.clock), "TZ": "Pacific/Kiritimati"}
        for name in ("a", "b"):
            with open(path(f"{name}.jsonl"), "wb") as f:
                f.writelines(LINES[: len(LINES) // 2] if name == "a" else LINES)
            read("clock.db", f"{name}.jsonl", env=env, check=True)
            os.utime(path("clock.db"), (0, 0) if name == "a" else (4e9, 4e9))
        self.quiet("clock.db")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        unittest.main(argv=sys.argv[:1] + ([f"Torture.{args.only}"] if args.only else []))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
