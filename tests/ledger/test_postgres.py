#!/usr/bin/env python3
"""test_postgres.py SAYSO BUILD SOURCE [TEST…]: a ledger on a server of PostgreSQL gives the answers of
one that is a file, byte by byte; it stands what a file stands: two writers, a killed one, readers
without a right to write. The programs TEST are run on it, too, a schema for each ledger they open.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from server import Server

sayso, build, source, *programs = sys.argv[1:]
ENV = {k: v for k, v in os.environ.items() if not k.startswith(("SAYSO_", "PG"))}
ENV["SAYSO_DATA"] = os.path.join(build, "data")
folder = tempfile.mkdtemp(prefix="sayso-stores-")
REPORTS = os.path.join(folder, "reports.jsonl")
LISTS = (
    "events attributions claims positions disputes reversals numbers documents counts dyads places "
    "totals stories"
).split()
FILTERS = [
    ["--actor", "BLR"], ["--actor", "Belarus"], ["--recipient", "POL"], ["--source", "GOV"],
    ["--type", "ASSAULT,AID"], ["--since", "2031-03-01", "--until", "2031-05-31"], ["--place", "Мінськ"],
    ["--place", "KP-01"], ["--status", "denied"], ["--reversals"], ["--document", "sample-ru-3"],
]  # fmt: skip
WORDS = ["Polish border*", "министерств*", '"foreign troops"', '"foreign troo"*', "ЗЕЛЁН*", "état*", "l'est",
         "minsk -- -polish", "границ* -- -опроверг*", '"of the" -- -"foreign troops"', "2031*", "—", "x —"]  # fmt: skip
BY = "year month day type quad mode status actor recipient country source publisher".split()


def run(ledger, command, *more, **options):
    return subprocess.run(
        [sayso, command, "--ledger", ledger, *more],
        env=ENV,
        capture_output=True,
        timeout=120,
        **options,
    )


def answer(ledger, *command):
    """Exit status, what is written, and what is said, in which the ledger's name is left out."""
    p = run(ledger, *command)
    said = p.stderr.decode().replace(ledger, "LEDGER")
    return p.returncode, p.stdout.decode().replace(ledger, "LEDGER"), said


def read(ledger, *more, **options):
    return run(ledger, "read", "-q", *more, **options)


def samples():
    d = os.path.join(source, "samples")
    return sorted(os.path.join(d, n) for n in os.listdir(d) if n.endswith(".txt"))


class Stores(unittest.TestCase):
    maxDiff = 3000

    def same(self, a, b, *command):
        x, y = answer(a, *command), answer(b, *command)
        self.assertEqual(x, y, " ".join(command))
        return x[1]

    def same_lists(self, a, b):
        for name in LISTS:
            for how in ("table", "jsonl", "csv"):
                self.same(a, b, name, "--format", how)

    def ledgers(self, name):
        server.sql(f"CREATE DATABASE {name}")
        return os.path.join(folder, f"{name}.db"), server.address(name)

    def test_the_same_answers(self):
        a, b = self.ledgers("samples")
        x, y = read(a, *samples()), read(b, *samples())
        self.assertEqual((x.returncode, x.stdout, y.stderr), (y.returncode, y.stdout, b""))
        self.same_lists(a, b)
        for name in LISTS:
            for i, more in enumerate(FILTERS):
                page = ["--limit", "2"] if i % 2 else []  # found in facts, read from the tables
                self.same(a, b, name, *more, *page)
            page = self.same(a, b, name, "--limit", "3", "--format", "csv")
            said = answer(a, name, "--limit", "3")[2]
            if "--after" in said:
                token = said.split("--after ")[1].split()[0]
                self.assertNotEqual(
                    page, self.same(a, b, name, "--limit", "3", "--format", "csv", "--after", token)
                )
        for by in [*BY, "month,type,actor"]:
            self.same(a, b, "counts", "--by", by)
        self.same(a, b, "counts", "--by", "month,actor", "--top", "2", "--type", "ASSAULT,AID")
        self.same(a, b, "places", "--format", "geojson")
        found = [self.same(a, b, "search", *words.split(" ")) for words in WORDS]
        self.assertGreater(sum(map(bool, found)), 6)

    def test_explained_and_asked_alike(self):
        a, b = self.ledgers("asked")
        for ledger in (a, b):
            read(ledger, *samples()[:6], check=True)
        for name in ("events", "claims", "attributions"):
            for line in answer(a, name, "--format", "csv")[1].splitlines()[1:9]:
                self.same(a, b, "explain", line.split(",")[0])
        for view in "events participants numbers attributions claims documents".split():
            self.same(a, b, "sql", f"SELECT * FROM list_{view} ORDER BY 1, 2, 3")
        self.same(a, b, "sql", "SELECT * FROM list_stances ORDER BY claim, source, number")
        folds = "SELECT sayso_fold(text) AS fold, sayso_words(text) AS words FROM attributions ORDER BY attribution"
        self.same(a, b, "sql", folds)
        for wrong in (
            "DELETE FROM events",
            "WITH x AS (SELECT 1) INSERT INTO digests VALUES ('x', 1)",
        ):
            self.assertIn("only reading is allowed", self.refused(b, "sql", wrong))
        for wrong in ("SELECT 1; DELETE FROM events", "SELEC", "SELECT nothing FROM events"):
            self.assertIn("no SQL that the ledger understands", self.refused(b, "sql", wrong))
        self.same(a, b, "totals")

    def test_put_right_alike(self):
        a, b = self.ledgers("mended")
        for ledger in (a, b):
            read(ledger, "--input", "reading", REPORTS, check=True)
        self.same_lists(a, b)
        rows = [
            line.split(",") for line in answer(a, "claims", "--format", "csv")[1].splitlines()[1:]
        ]
        one, two = next(
            (x[0], y[0])
            for x in rows
            for y in rows
            if x[0] < y[0] and x[2:4] == y[2:4] and x[1] and y[1]
        )
        events = answer(a, "events", "--format", "csv")[1].splitlines()
        wide = next(r[0] for r in rows if r[0] not in (one, two) and self.reports_of(a, r[0]) > 1)
        event = (
            answer(a, "events", "--claim", wide, "--format", "csv")[1].splitlines()[1].split(",")[0]
        )
        last, before = events[-1].split(",")[0], events[-4].split(",")[0]
        said = answer(a, "attributions", "--format", "csv")[1].splitlines()[3].split(",")[0]
        for command in (
            ["claims", "merge", one, two],
            ["claims", "split", wide, event],
            ["withdraw", last],
            ["correct", before, "type=AID"],
            ["correct", before, "cameo=190"],
            ["correct", before, "mode="],
            ["explain", before],
            ["correct", before, "date=2031-01-02"],
            ["correct", said, "stance=deny"],
            *(["correct", event, f"actor={code}"] for code in ("RUSGOV", "IGOUNO")),
            *(["correct", event, x] for x in ("cameo=190", "date=2031-01-02", "status=denied")),
            ["explain", event],
            *(["undo", event, field] for field in ("actor", "actor", "cameo", "date", "status")),
            ["explain", event],
            ["undo", event, "date"],
            ["undo", said, "stance"],
            ["withdraw", said],
            ["undo", last],
            ["undo", said],
            ["explain", last],
            ["explain", said],
            ["undo", said],
            ["withdraw", said],
            *([x, before.split("-")[0]] for x in ("withdraw", "explain", "undo", "undo", "explain")),
            ["withdraw", before.split("-")[0]],
            ["correct", before, "type=NONE"],
            ["withdraw", "nothing"],
            ["claims", "merge", one, one],
        ):
            x, y = self.put_right(a, command), self.put_right(b, command)
            self.assertEqual(x, y, command)
        for ledger in (a, b):
            read(ledger, "--again", "--input", "reading", REPORTS, check=True)
        self.same_lists(a, b)
        self.same(a, b, "verify")

    def put_right(self, ledger, command):
        p = subprocess.run(
            [sayso, *command, "--ledger", ledger], env=ENV, capture_output=True, text=True
        )
        return p.returncode, p.stdout, p.stderr.replace(ledger, "LEDGER")

    def reports_of(self, ledger, claim):
        return (
            len(answer(ledger, "events", "--claim", claim, "--format", "csv")[1].splitlines()) - 1
        )

    def refused(self, ledger, *command):
        status, out, said = answer(ledger, *command)
        self.assertEqual((status, out), (2, ""), said)
        return said

    def test_programs(self):
        for number, program in enumerate(programs):
            name = f"programs{number}"
            server.sql(f"CREATE DATABASE {name}")
            server.sql("".join(f"CREATE SCHEMA t{i};" for i in range(20)), name)
            env = ENV | {"SAYSO_TEST_SERVER": server.address(name, schema="t")}
            p = subprocess.run([program], env=env, capture_output=True, text=True)
            self.assertEqual(p.returncode, 0, p.stderr)
            ledgers = server.sql(
                "SELECT count(*) FROM pg_tables WHERE tablename = 'sayso_ledger'", name
            )
            self.assertNotEqual(ledgers, "0", program)

    def test_moved_to_a_server_and_back(self):
        a, b = self.ledgers("moved")
        read(a, *samples(), check=True)
        read(a, "--input", "reading", REPORTS, check=True)
        events = answer(a, "events", "--format", "csv")[1].splitlines()
        event, gone = (events[i].split(",")[0] for i in (2, 9))
        for command in (["correct", event, "type=AID"], ["withdraw", gone, "--note", "heard twice"]):
            self.assertEqual(self.put_right(a, command)[0], 0)
        self.assertEqual(answer(a, "backup", b), (0, "", ""))
        back, (_, c) = os.path.join(folder, "back.db"), self.ledgers("moved_on")
        self.assertEqual(answer(b, "backup", back), (0, "", ""))
        self.assertEqual(answer(b, "backup", c), (0, "", ""))
        for other in (b, back, c):
            self.same_lists(a, other)
            self.same(a, other, "search", *WORDS[0].split(" "))
            self.same(a, other, "explain", event)
            self.same(a, other, "verify")
        self.assertIn("there is a ledger with documents", self.refused(a, "backup", b))
        self.assertIn("there is such a file", self.refused(b, "backup", back))
        for ledger in (a, b, back):  # what people have put right stands there, too
            read(ledger, "--again", *samples(), check=True)
        for other in (b, back):
            self.same_lists(a, other)
            self.same(a, other, "verify")

    def test_older_ledgers_are_brought_along(self):
        with open(os.path.join(source, "tests", "ledger", "version_8.sql"), encoding="utf-8") as f:
            to_8 = f.read()
        to_6 = (
            "DROP TABLE facts; DROP INDEX positions_reversal;"
            "ALTER TABLE claims DROP COLUMN disputed; ALTER TABLE documents DROP COLUMN text_via;"
            "UPDATE sayso_ledger SET version = 6"
        )
        to_10 = "DROP TABLE shown; UPDATE sayso_ledger SET version = 10"
        to_9 = "ALTER TABLE facts DROP COLUMN more; UPDATE sayso_ledger SET version = 9"
        ages = (
            ("events", [to_10, to_9, to_8, to_6]),
            ("read", [to_10, to_9, to_8]),
            ("events", [to_10, to_9]),
            ("events", [to_10]),
        )
        for number, (command, age) in enumerate(ages):
            database = f"older{number}"
            a, b = self.ledgers(database)
            for ledger in (a, b):
                read(ledger, "--input", "reading", REPORTS, check=True)
            for sql in age:
                server.sql(sql, database)
            if not number:
                may = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO old"
                server.sql(f"CREATE ROLE old LOGIN; {may}", database)
                reader = server.address(database, "old")
                self.assertIn("older version", self.refused(reader, "events"))
            more = [samples()[0]] if command == "read" else []
            self.same(a, b, command, *more)
            read(b, *samples()[:1], check=True)  # and claims are worked out
            read(a, *samples()[:1], check=True)
            for name in (*LISTS, "verify"):
                self.same(a, b, name)
            self.same(a, b, "search", *WORDS[0].split(" "))
            trees = "SELECT count(*) FROM documents LEFT JOIN trees USING (document) WHERE bytes IS NULL"
            if to_8 in age:  # which had some; readings have none
                self.assertEqual(server.sql(trees, database), "0")

    # ---- writers ----

    def test_two_writers(self):
        a, b = self.ledgers("writers")
        with open(REPORTS, "rb") as f:
            lines = f.readlines()
        read(a, "--input", "reading", REPORTS, check=True)
        both = [
            subprocess.Popen(
                [sayso, "read", "-q", "--ledger", b, "--input", "reading", "-"],
                env=ENV,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
            )
            for _ in range(2)
        ]
        for i, p in enumerate(both):
            p.stdin.write(b"".join(lines[i::2]))
            p.stdin.close()
        self.assertEqual([p.wait(120) for p in both], [0, 0])
        self.same_lists(a, b)
        self.same(a, b, "verify")

    def test_a_writer_that_waits_says_so(self):
        _, b = self.ledgers("waits")
        read(b, "--input", "reading", REPORTS, check=True)
        lock = (
            "BEGIN; SELECT pg_advisory_xact_lock(1398896499, ('sayso_ledger'::regclass::oid::bigint & 2147483647)"
            "::integer); SELECT pg_sleep(3);"
        )
        other = subprocess.Popen(
            ["psql", "-X", "-q", "-h", server.socket, "-U", "sayso", "-d", "waits", "-c", lock],
            stdout=subprocess.DEVNULL,
        )
        try:
            self.until(
                lambda: server.sql(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "waits"
                )
                != "0"
            )
            p = read(b, "--wait", "0", samples()[0])
            self.assertEqual(p.returncode, 2)
            self.assertIn("locked by another program", p.stderr.decode())
            p = read(b, "--wait", "60", samples()[0])
            self.assertEqual((p.returncode, b"wait" in p.stderr), (0, True), p.stderr)
        finally:
            other.wait(60)

    def until(self, holds):
        for _ in range(600):
            if holds():
                return
            time.sleep(0.05)
        self.fail("it did not come to pass")

    def test_killed_writers_lose_nothing(self):
        a, b = self.ledgers("killed")
        read(a, "--input", "reading", REPORTS, check=True)
        told = set()
        for n in range(6):
            p = subprocess.Popen(
                [sayso, "read", "--ledger", b, "--input", "reading", REPORTS],
                env=ENV,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            self.until(lambda: p.poll() is not None or self.documents("killed") > 12 * n)
            p.send_signal(signal.SIGKILL)
            p.wait()
            now = self.documents("killed")
            self.assertGreaterEqual(now, len(told))
            told = set(server.sql("SELECT id FROM documents", "killed").split())
            self.assertEqual(answer(b, "verify")[0], 0)
        self.assertGreater(len(told), 12)
        read(b, "--input", "reading", REPORTS, check=True)
        self.same_lists(a, b)

    def documents(self, database):
        if server.sql("SELECT to_regclass('documents') IS NOT NULL", database) != "t":
            return 0
        return int(server.sql("SELECT count(*) FROM documents", database))

    # ---- what a server has of its own ----

    def test_rights(self):
        _, b = self.ledgers("rights")
        read(b, "--input", "reading", REPORTS, check=True)
        server.sql(
            "CREATE ROLE guest LOGIN; CREATE ROLE desk LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest;"
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO desk;"
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO desk",
            "rights",
        )
        guest, desk = server.address("rights", "guest"), server.address("rights", "desk")
        self.same(b, guest, "events")
        p = read(guest, samples()[0])
        self.assertEqual(p.returncode, 2)
        self.assertIn("ask who keeps the server for the right", p.stderr.decode())
        self.assertEqual(read(desk, samples()[0]).returncode, 0)
        self.same(guest, desk, "documents")

    def test_what_is_no_ledger(self):
        server.sql(
            "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0; CREATE DATABASE empty;"
            "CREATE DATABASE other; CREATE DATABASE newer"
        )
        server.sql("CREATE TABLE accounts (x integer)", "other")
        self.assertIn("not in UTF-8", read(server.address("latin"), samples()[0]).stderr.decode())
        self.assertIn("no ledger there", self.refused(server.address("empty"), "events"))
        self.assertIn("other tables", read(server.address("other"), samples()[0]).stderr.decode())
        self.assertIn(
            "no schema of that name",
            read(server.address("other", schema="news"), samples()[0]).stderr.decode(),
        )
        server.sql("CREATE SCHEMA news", "other")
        read(server.address("other", schema="news"), samples()[0], check=True)
        read(server.address("newer"), samples()[0], check=True)
        server.sql("UPDATE sayso_ledger SET version = 99", "newer")
        self.assertIn("version 99", self.refused(server.address("newer"), "events"))

    def test_addresses(self):
        said = self.refused(
            "postgresql://anna:secret@/none?host=/nowhere&password=secret", "events"
        )
        self.assertIn("no connection to the server", said)
        self.assertNotIn("secret", said)

    def test_verified_and_copied(self):
        _, b = self.ledgers("care")
        read(b, "--input", "reading", REPORTS, check=True)
        for change, found in (("UPDATE stored_events SET confidence = confidence / 2 WHERE event = 2", "its rows are not those"),
                              ("UPDATE stored_events SET confidence = confidence * 2 WHERE event = 2", "as it was written"),
                              ("UPDATE documents SET text = text || ' ' WHERE document = 3", "do not belong together"),
                              ("DROP INDEX events_claim", "the tables are not as they were made")):  # fmt: skip
            server.sql(change, "care")
            status, out, said = answer(b, "verify")
            self.assertEqual(status, 0 if "as it was" in found else 3, said)
            self.assertIn(found, out + said)


if __name__ == "__main__":
    with open(REPORTS, "wb") as out:
        subprocess.run(
            [sys.executable, os.path.join(source, "bench", "reports.py"), "80", "--a-day", "40"],
            stdout=out,
            check=True,
        )
    with Server(build) as server:
        unittest.main(argv=[sys.argv[0], *os.environ.get("TESTS", "").split()])
