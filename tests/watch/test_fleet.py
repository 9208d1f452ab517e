#!/usr/bin/env python3
"""Feeds that are slow, cut, packed into bombs, sent in circles and to private addresses, badly
encoded, overloaded, moved, malformed, edited; hours pass in as long as there is something to do in
them, and the program is killed again and again. In the end each item is in the ledger once, and each
alert was told.
usage: test_fleet.py SAYSO DATA FAST.so [--hours N] [--kills N] [TEST…]"""

import argparse
import collections
import json
import mmap
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree

from fleet import Fleet

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("sayso", type=os.path.abspath)
parser.add_argument("data", type=os.path.abspath)
parser.add_argument("fast", type=os.path.abspath)
parser.add_argument("--hours", type=float, default=4)
parser.add_argument("--kills", type=int, default=10)
parser.add_argument("--seed", type=int, default=2031)
parser.add_argument("tests", nargs="*")
args = parser.parse_args()

BASE = 1_935_000_000  # in April 2031
LONG = 900  # seconds that something may take on a busy machine before it is said to hang


class Clock:
    """The time that the program is shown, in a file; it goes on where the program waits (fast.c)."""

    def __init__(self, path):
        with open(path, "wb") as f:
            f.write(bytes(8))
        with open(path, "r+b") as f:
            self.at = mmap.mmap(f.fileno(), 8)
        self.env = {"FAST_BASE": str(BASE), "FAST_CLOCK": path, "LD_PRELOAD": args.fast}

    def now(self):
        return BASE + struct.unpack("q", self.at)[0] / 1000

    def leap(self, seconds):
        """Between two runs."""
        self.at[:] = struct.pack("q", struct.unpack("q", self.at)[0] + 1000 * seconds)


class FleetTest(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="sayso-watch-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.clock = Clock(os.path.join(self.folder, "clock"))
        self.fleet = Fleet(self.clock.now, args.hours * 3600)
        self.begun = time.time()
        self.addCleanup(self.fleet.server.shutdown)
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.addCleanup(self.log.close)

    def sayso(self, *command, **options):
        env = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")}
        env |= {"SAYSO_DATA": args.data, "SAYSO_LEDGER": "fleet.db"} | self.clock.env
        return subprocess.Popen([args.sayso, *command], env=env, cwd=self.folder, **options)

    def watch(self, *more):
        port = self.fleet.port
        with open(os.path.join(self.folder, "printed"), "ab") as printed:
            return self.sayso(
                "watch",
                *("--timeout", "9", "--max-bytes", "2000000"),
                *("--alert", f"webhook:http://127.0.0.1:{port}/hook", "--alert", "feed:alerts.xml"),
                *("--alert", "command:cat >>commanded.jsonl", "--alert", "print"),
                *more,
                stderr=self.log,
                stdout=printed,
            )

    def lines(self, *command):
        p = self.sayso(*command, "--format", "jsonl", stdout=subprocess.PIPE)
        out = p.communicate(timeout=LONG)[0]
        self.assertEqual(p.returncode, 0)
        return [json.loads(line) for line in out.splitlines()]

    def end_calmly(self):
        """What had failed is tried again on each of the next days."""
        self.fleet.calm = True
        for _ in range(4):
            self.clock.leap(86400)
            p = self.watch("--once")
            self.assertIn(p.wait(timeout=LONG), (0, 4), self.told())

    def told(self):
        with open(os.path.join(self.folder, "log"), encoding="utf8") as f:
            return f.read()[-6000:]

    def check(self, kills):
        """Each version of each item once, with the text that could be had."""
        have = collections.Counter((d["title"], d["text_via"]) for d in self.lines("documents"))
        want = set(self.fleet.published.items())
        lost, double = want - set(have), [d for d, n in have.items() if n > 1]
        print(
            f"{args.hours:g} hours, {len(self.fleet.requests)} requests, {len(want)} items, {kills} kills: "
            f"{len(lost)} lost, {len(double)} doubled, {time.time() - self.begun:.0f} s",
            flush=True,
        )
        self.assertEqual((sorted(lost), sorted(set(have) - want), double), ([], [], []))
        self.assertGreater(len(have), 15 * args.hours)
        self.assertEqual(self.fleet.wrong, [])
        self.assertEqual([f["waiting"] for f in self.lines("watch", "--feeds") if f["waiting"]], [])
        self.sound()

    def sound(self):
        p = self.sayso("verify", stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        self.assertEqual((p.communicate(timeout=LONG)[1], p.returncode), (b"", 0))

    def alerts_check(self, most):
        """All channels tell of the same alerts; `most`: how often of one."""
        feed = xml.etree.ElementTree.parse(os.path.join(self.folder, "alerts.xml")).getroot()
        entries = [e.text for e in feed.iter("{http://www.w3.org/2005/Atom}id")][1:]
        with open(os.path.join(self.folder, "commanded.jsonl"), "rb") as f:
            commanded = [json.loads(line)["alert"] for line in f]
        with open(os.path.join(self.folder, "printed"), encoding="utf8") as f:
            printed = f.read().splitlines()
        posted = [key for key, _ in self.fleet.alerts]
        self.assertEqual({json.loads(body)["alert"] for _, body in self.fleet.alerts}, set(posted))
        for told in (entries, commanded, posted):
            self.assertEqual(
                {e.rpartition(":")[2] for e in entries}, {t.rpartition(":")[2] for t in told}
            )
            self.assertLessEqual(max(collections.Counter(told).values()), most, told)
        self.assertEqual(len(set(printed)), len(entries))
        self.assertLessEqual(max(collections.Counter(printed).values()), most, printed)
        self.assertTrue(
            any(line.startswith("reversal: BLRMIL denied") for line in printed), printed
        )
        self.assertTrue(any(line.startswith("dispute: BLRMIL denies") for line in printed), printed)

    def test_hours_without_a_kill(self):
        p = self.watch("--for", f"{int(args.hours * 60)}m", *self.fleet.addresses())
        self.assertIn(p.wait(timeout=LONG * (1 + args.hours / 4)), (0, 4), self.told())
        self.end_calmly()
        self.check(0)
        self.alerts_check(1)
        journal = self.lines("watch", "--journal")
        self.assertGreater(len(journal), 20)
        for words in ("no public address", "more bytes", "sent on too often", "429", "forbids"):
            self.assertTrue([j for j in journal if words in j["problem"]], words)
        old = [path for host, path, _ in self.fleet.requests if (host, path) == ("h6", "/feed.xml")]
        self.assertEqual(len(old), 1, "what has moved for good is asked at its new place")

    def run_until(self, p, moment, begun):
        """Waits until the time that the program is shown is that; now and then until soon after it has begun."""
        end = time.time() + LONG
        while self.clock.now() < moment and time.time() < begun:
            self.assertIsNone(p.poll(), self.told())
            self.assertLess(time.time(), end, "the clock stands still")
            time.sleep(0.001)

    def test_hours_with_kills(self):
        rng = random.Random(args.seed)
        self.fleet.seen["killed"] = True
        feeds = self.fleet.addresses()
        for i in range(args.kills):
            p = self.watch(*(feeds if i % 3 == 0 else []))
            soon = time.time() + (0.4 * rng.random() if i % 4 == 3 else LONG)
            self.run_until(p, BASE + args.hours * 3600 * (i + rng.random()) / args.kills, soon)
            time.sleep(0.05 * rng.random())  # while it reads the clock stands still
            self.assertIsNone(p.poll(), self.told())
            p.send_signal(
                rng.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
            )
            p.wait(timeout=LONG)
        self.end_calmly()
        self.check(args.kills)
        self.alerts_check(2)  # one that was killed between telling and noting it tells again


if __name__ == "__main__":
    # a shell that has begun it in the background lets it, and what it runs, ignore SIGINT
    signal.signal(signal.SIGINT, signal.default_int_handler)
    unittest.main(argv=sys.argv[:1] + args.tests)
