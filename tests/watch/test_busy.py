#!/usr/bin/env python3
"""Others write the ledger too. Where one does for longer than was waited for, following goes on, says
so, and loses nothing; what one has withdrawn does not come back.
usage: test_busy.py SAYSO DATA"""

import http.server
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

SAYSO, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
WORDS = "The ministry of Tolm said that the harbour of Brenn was closed on Monday. " * 12
ITEM = (
    "<item><title>Harbour {0}</title><guid>tag:{0}</guid><pubDate>Mon, 02 Jun 2031 10:00:00 GMT"
    "</pubDate><description>{1} Note {0}.</description></item>"
)
FEED = (
    '<rss version="2.0"><channel><title>Tolm</title>'
    + "".join(ITEM.format(n, WORDS) for n in range(5))
    + "</channel></rss>"
).encode()
LIST = b'<opml version="2.0"><body><outline xmlUrl="/feed.xml"/></body></opml>'


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        body = b"" if self.path == "/robots.txt" else LIST if self.path == "/list.opml" else FEED
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class BusyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sayso-busy-")
        self.addCleanup(folder.cleanup)
        self.ledger = os.path.join(folder.name, "busy.db")
        self.log = os.path.join(folder.name, "log")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.url = f"http://127.0.0.1:{server.server_address[1]}/feed.xml"

    def sayso(self, *words, **options):
        env = os.environ | {"SAYSO_DATA": DATA, "SAYSO_LEDGER": self.ledger}
        return subprocess.Popen([SAYSO, *words], env=env, **options)

    def rows(self, *words):
        p = self.sayso(*words, "--format", "jsonl", stdout=subprocess.PIPE)
        out = p.communicate(timeout=250)[0]
        self.assertEqual(p.returncode, 0)
        return [json.loads(line) for line in out.splitlines()]

    def told(self):
        with open(self.log, encoding="utf8") as f:
            return f.read()

    def wait_for(self, words, times):
        end = time.monotonic() + 250
        while self.told().count(words) < times:
            self.assertIsNone(self.watch.poll(), self.told())
            self.assertLess(time.monotonic(), end, self.told())
            time.sleep(0.01)

    def follow(self, *more, wait="1", url=None):
        with open(self.log, "wb") as log:
            self.watch = self.sayso(
                "watch", "--once", "--allow-private", "--wait", wait, *more, url or self.url,
                stderr=log, stdout=subprocess.DEVNULL,
            )  # fmt: skip

    def held(self):
        """Somebody who writes, for as long as it likes."""
        db = sqlite3.connect(self.ledger, isolation_level=None, timeout=250)
        db.execute("BEGIN IMMEDIATE")
        self.addCleanup(db.close)
        return db

    def whole(self):
        self.assertEqual(self.watch.wait(timeout=250), 0, self.told())
        titles = {d["title"] for d in self.rows("documents")}
        self.assertEqual(titles, {f"Harbour {n}" for n in range(5)})
        self.assertEqual([f["waiting"] for f in self.rows("watch", "--feeds") if f["waiting"]], [])
        self.assertEqual(self.sayso("verify", stdout=subprocess.DEVNULL).wait(timeout=250), 0)

    def begin(self):
        p = self.sayso("read", "-q", "-", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        p.communicate(b"A word before.")
        self.assertEqual(p.returncode, 0)

    def test_who_does_not_wait_asks_again_now_and_then(self):
        self.begin()
        db = self.held()
        self.follow("--alert", "print", wait="0")
        self.wait_for("waiting on", 1)
        begun, before = time.monotonic(), self.told().count("waiting on")
        time.sleep(2)
        times = self.told().count("waiting on") - before
        self.assertLessEqual(times, time.monotonic() - begun + 1)  # once a second
        db.execute("ROLLBACK")
        self.assertEqual(self.watch.wait(timeout=250), 0, self.told())

    def test_held_from_the_beginning(self):
        self.begin()
        with open(self.log, "wb") as log:
            done = self.sayso("withdraw", self.rows("documents")[0]["key"], stderr=log, stdout=log)
        self.assertEqual(done.wait(timeout=250), 0, self.told())
        db = self.held()
        self.follow("--alert", "print")
        self.wait_for("waiting on", 3)
        db.execute("ROLLBACK")
        self.whole()
        journal = [j for j in self.rows("watch", "--journal") if j["what"] == "ledger"]
        self.assertGreater(len(journal), 2)
        self.assertIn("locked by another program", journal[0]["problem"])

    def test_held_in_the_middle(self):
        self.follow()
        self.wait_for(": read (", 1)
        db = self.held()
        if self.watch.poll() is None and self.told().count(": read (") < 5:
            self.wait_for("waiting on", 2)
        db.execute("ROLLBACK")
        self.whole()

    def test_what_a_list_names_is_asked_in_the_same_run(self):
        listed = self.url.replace("feed.xml", "list.opml")
        self.follow(url=listed)
        self.whole()
        self.assertIn("opml, 1 feed; next", self.told())

    def test_what_a_list_names_is_followed_though_it_was_named_before(self):
        listed = self.url.replace("feed.xml", "list.opml")
        for url, feeds in ((self.url, {self.url}), (listed, {self.url, listed})):
            self.follow(url=url)
            self.whole()
            self.assertEqual({f["url"] for f in self.rows("watch", "--feeds")}, feeds)

    def test_what_was_withdrawn_stays_so(self):
        self.follow()
        self.whole()
        (key,) = [d["key"] for d in self.rows("documents") if d["title"] == "Harbour 2"]
        done = self.sayso("withdraw", key)
        self.assertEqual(done.wait(timeout=250), 0)
        for name in ("", "-wal", "-shm"):  # as if another feed had it
            if os.path.exists(self.ledger + ".watch" + name):
                os.remove(self.ledger + ".watch" + name)
        self.follow()
        self.assertEqual(self.watch.wait(timeout=250), 0, self.told())
        self.assertEqual(self.told().count("withdrawn from this ledger, not read"), 1)
        self.assertIn(f"`sayso undo {key}` puts it back", self.told())
        self.assertEqual({d["title"] for d in self.rows("documents")},
                         {f"Harbour {n}" for n in (0, 1, 3, 4)})  # fmt: skip


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
