#!/usr/bin/env python3
"""Feeds that are slow, cut, packed into bombs, sent in circles and to private addresses, badly
encoded, overloaded, moved, malformed, edited; hours pass in seconds, and the program is killed again
and again. In the end each item is in the ledger once, and each alert was told.
usage: test_fleet.py SAYSO DATA FAST.so [--hours N] [--seconds N] [--kills N] [TEST…]"""

import argparse
import collections
import json
import os
import random
import shutil
import signal
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
parser.add_argument("--seconds", type=float, default=8)
parser.add_argument("--kills", type=int, default=10)
parser.add_argument("--seed", type=int, default=2031)
parser.add_argument("tests", nargs="*")
args = parser.parse_args()

BASE = 1_935_000_000  # in April 2031


class Clock:
    """The time that the program is shown."""

    def __init__(self):
        self.factor = args.hours * 3600 / args.seconds
        self.begun, self.base = time.time(), BASE

    def now(self):
        return self.base + (time.time() - self.begun) * self.factor

    def env(self):
        return {
            "FAST_BASE": repr(self.base),
            "FAST_BEGUN": repr(self.begun),
            "FAST_FACTOR": repr(self.factor),
            "LD_PRELOAD": args.fast,
        }


class FleetTest(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="sayso-watch-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.clock = Clock()
        self.fleet = Fleet(self.clock.now)
        self.addCleanup(self.fleet.server.shutdown)
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.addCleanup(self.log.close)

    def sayso(self, *command, **options):
        env = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")}
        env |= {"SAYSO_DATA": args.data, "SAYSO_LEDGER": "fleet.db"} | self.clock.env()
        return subprocess.Popen([args.sayso, *command], env=env, cwd=self.folder, **options)

    def watch(self, *more):
        port = self.fleet.port
        with open(os.path.join(self.folder, "printed"), "ab") as printed:
            return self.sayso(
                "watch",
                *("--timeout", "1", "--max-bytes", "2000000"),
                *("--alert", f"webhook:http://127.0.0.1:{port}/hook", "--alert", "feed:alerts.xml"),
                *("--alert", "command:cat >>commanded.jsonl", "--alert", "print"),
                *more,
                stderr=self.log,
                stdout=printed,
            )

    def lines(self, *command):
        p = self.sayso(*command, "--format", "jsonl", stdout=subprocess.PIPE)
        out = p.communicate(timeout=60)[0]
        self.assertEqual(p.returncode, 0)
        return [json.loads(line) for line in out.splitlines()]

    def end_calmly(self):
        """What had failed is tried again on each of the next days."""
        self.fleet.calm = True
        for _ in range(4):
            self.clock.base += 86400
            p = self.watch("--once")
            self.assertIn(p.wait(timeout=60), (0, 4), self.told())

    def told(self):
        with open(os.path.join(self.folder, "log"), encoding="utf8") as f:
            return f.read()[-6000:]

    def check(self):
        """Each version of each item once, with the text that could be had."""
        have = collections.Counter((d["title"], d["text_via"]) for d in self.lines("documents"))
        self.assertEqual(sorted(have), sorted(self.fleet.published.items()))
        self.assertEqual([d for d, n in have.items() if n > 1], [])
        self.assertGreater(len(have), 60)
        self.assertEqual(self.fleet.wrong, [])
        self.assertEqual([f["waiting"] for f in self.lines("watch", "--feeds") if f["waiting"]], [])
        self.sound()

    def sound(self):
        p = self.sayso("verify", stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        self.assertEqual((p.communicate(timeout=60)[1], p.returncode), (b"", 0))

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
            self.assertEqual({e.rpartition(":")[2] for e in entries}, {t.rpartition(":")[2] for t in told})
            self.assertLessEqual(max(collections.Counter(told).values()), most, told)
        self.assertEqual(len(set(printed)), len(entries))
        self.assertLessEqual(max(collections.Counter(printed).values()), most, printed)
        self.assertTrue(any(line.startswith("reversal: BLRMIL denied") for line in printed), printed)
        self.assertTrue(any(line.startswith("dispute: BLRMIL denies") for line in printed), printed)

    def test_hours_without_a_kill(self):
        p = self.watch("--for", f"{int(args.hours * 60)}m", *self.fleet.addresses())
        self.assertIn(p.wait(timeout=args.seconds * 4 + 100), (0, 4), self.told())
        self.end_calmly()
        self.check()
        self.alerts_check(1)
        journal = self.lines("watch", "--journal")
        self.assertGreater(len(journal), 20)
        for words in ("no public address", "more bytes", "sent on too often", "429", "forbids"):
            self.assertTrue([j for j in journal if words in j["problem"]], words)
        old = [path for host, path, _ in self.fleet.requests if (host, path) == ("h6", "/feed.xml")]
        self.assertEqual(len(old), 1, "what has moved for good is asked at its new place")

    def test_hours_with_kills(self):
        rng = random.Random(args.seed)
        self.fleet.seen["killed"] = True
        feeds = self.fleet.addresses()
        for i in range(args.kills):
            p = self.watch(*(feeds if i % 3 == 0 else []))
            time.sleep(args.seconds / args.kills * 2 * rng.random() + 0.15)
            self.assertIsNone(p.poll(), self.told())
            p.send_signal(rng.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
            p.wait(timeout=30)
        self.end_calmly()
        self.check()
        self.alerts_check(2)  # one that was killed between telling and noting it tells again


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + args.tests)
