"""Lists, questions and readings as files of Arrow and Parquet, loaded by pyarrow, DuckDB, polars and
pandas; each holds what the JSON lines of the same list hold.
usage: test_columns.py SAYSO DATA SOURCE"""

import glob
import json
import os
import subprocess
import sys
import unittest

import duckdb
import pandas
import polars
import pyarrow.ipc
import pyarrow.parquet

from scratch import ScratchCase

SAYSO, DATA, SOURCE = (os.path.abspath(p) for p in sys.argv[1:4])
sys.path.append(os.path.join(SOURCE, "tests/python"))
from same import same

ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")} | {"SAYSO_DATA": DATA}
LISTS = "events attributions claims positions documents stories disputes counts totals".split()
VIEWED = """claim document_date publisher url language date date_via type mode cameo status place country
admin1 contexts numbers source stance cue rule sentence""".split()
# a number a row, texts of which few, a third and all differ, runs of nulls
MANY = """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {})
SELECT i, i % 7 AS few, CASE WHEN i % 1000 > 300 THEN i / 3 END AS third, 'a text ' || i AS every,
CASE WHEN i < 70000 THEN 'ja' END AS runs, NULL AS unknown FROM n"""


def read_arrow(path):
    with pyarrow.ipc.open_file(path) as file:
        return file.read_all()


READ = {"arrow": read_arrow, "parquet": pyarrow.parquet.read_table}


class Columns(ScratchCase):
    def setUp(self):
        super().setUp()
        self.ledger = self.path("l.db")
        self.run_sayso("read", *sorted(glob.glob(f"{SOURCE}/samples/*.txt")))

    def run_sayso(self, command, *args, code=0, **options):
        options = {"stdout": subprocess.PIPE} | options
        p = subprocess.run([SAYSO, command, "--ledger", self.ledger, *args], stderr=subprocess.PIPE,
                           env=ENV, timeout=300, check=False, **options)  # fmt: skip
        self.assertEqual(p.returncode, code, p.stderr)
        return p.stderr if code else p.stdout

    def file(self, format, *args):
        """The path of what was written, which is the same each time."""
        path = self.path(f"{args[0]}.{format}")
        with open(path, "wb") as f:
            f.write(self.run_sayso(*args, "--format", format))
            f.flush()
        with open(path, "rb") as f:
            self.assertEqual(self.run_sayso(*args, "--format", format), f.read())
        return path

    def table(self, format, *args):
        table = READ[format](self.file(format, *args))
        table.validate(full=True)
        return table

    def test_lists(self):
        filled = 0
        for name in LISTS:
            lines = [json.loads(x) for x in self.run_sayso(name, "--format", "jsonl").splitlines()]
            arrow, parquet = (self.table(format, name) for format in READ)
            self.assertEqual(arrow.num_rows, len(lines), name)
            same(self, arrow.to_pylist(), lines, ("?",))  # for a code of a list
            self.assertEqual(parquet.schema, arrow.schema)
            self.assertEqual(parquet.to_pylist(), arrow.to_pylist(), name)
            filled += len(lines) > 0
        self.assertGreater(filled, 6)

    def test_readings(self):
        lines = self.run_sayso("export", "--format", "readings").splitlines()
        lines = [json.loads(x) for x in lines]
        for line in lines:
            del line["text"]
        arrow, parquet = (self.table(format, "export") for format in READ)
        same(self, arrow.to_pylist(), lines)
        self.assertEqual(parquet.schema, arrow.schema)
        self.assertEqual(parquet.to_pylist(), arrow.to_pylist())
        self.assertGreater(sum(len(row["events"]) for row in parquet.to_pylist()), 100)

    def test_views(self):
        """Events are made of the tables as they are stored; the view has SQL make the same of them."""
        rows = {row["id"]: row for row in self.table("arrow", "events").to_pylist()}
        view = self.table("arrow", "sql", "SELECT * FROM list_events").to_pylist()
        self.assertEqual(sorted(rows), sorted(row["id"] for row in view))
        for want in view:
            have = rows[want["id"]]
            for name in "actor", "actor_text", "recipient", "recipient_text":
                texts = "; ".join(text or "" for text in have[name])
                self.assertEqual(texts or None, want[name] or None)
            for name in VIEWED:
                self.assertEqual(have[name], want[name], name)
            for name in "goldstein", "lat", "lon", "confidence":
                self.assertEqual(have[name], want[name] and float(want[name]), name)
            if want["source_text"]:  # else the list has the actor's name
                self.assertEqual(have["source_text"], want["source_text"])
        self.assertGreater(len(view), 150)  # more than a block

    def test_many_rows(self):
        """More than a batch: several of them, and in Parquet pages of every kind."""
        for n in (150_000, 65_535):
            question = MANY.format(n)
            arrow, parquet = (self.table(format, "sql", question) for format in READ)
            self.assertEqual(arrow["i"].to_pylist(), [str(i) for i in range(n + 1)])
            self.assertTrue(parquet.equals(arrow))
            file = pyarrow.parquet.ParquetFile(self.path("sql.parquet"))
            self.assertEqual(file.num_row_groups, n // 65_536 + 1)
        group = file.metadata.row_group(0)
        numbered = [group.column(i).has_dictionary_page for i in range(group.num_columns)]
        self.assertEqual(numbered, [False, True, True, False, True, True])

    def test_taken_by(self):
        lines = self.run_sayso("events", "--format", "jsonl").splitlines()
        ids = [json.loads(x)["id"] for x in lines]
        parquet, arrow = self.file("parquet", "events"), self.file("arrow", "events")
        self.assertEqual([x for x, in duckdb.sql(f"SELECT id FROM '{parquet}'").fetchall()], ids)
        self.assertEqual(polars.read_parquet(parquet)["id"].to_list(), ids)
        self.assertEqual(polars.read_ipc(arrow)["id"].to_list(), ids)
        self.assertEqual(pandas.read_parquet(parquet)["id"].tolist(), ids)
        self.assertEqual(pandas.read_feather(arrow)["id"].tolist(), ids)
        whole = self.file("parquet", "export")
        events = duckdb.sql(f"SELECT count(*) FROM (SELECT unnest(events) FROM '{whole}')")
        self.assertEqual(events.fetchall(), [(len(ids),)])

    def test_nothing_found(self):
        for format in READ:
            for of in ("events", "export"):
                self.assertEqual(self.table(format, of, "--document", "none").num_rows, 0)

    def test_read(self):
        """`sayso read` writes rows of events, also of documents that the ledger has."""
        want = self.table("arrow", "events", "--document", "sample-en-1")
        have = self.table("arrow", "read", f"{SOURCE}/samples/en-1.txt")
        self.assertEqual(have.drop_columns("claim"), want.drop_columns("claim"))

    def test_no_room(self):
        with open("/dev/full", "wb") as full:
            for command in ("events", "export"):
                for format in READ:
                    told = self.run_sayso(command, "--format", format, code=2, stdout=full)
                    self.assertIn(b"No space left", told)

    def test_not_on_a_terminal(self):
        """Bytes for programs are kept off it, and nothing else is."""
        controller, terminal = os.openpty()
        try:
            for command in ("events", "export"):
                told = self.run_sayso(command, "--format", "parquet", code=2, stdout=terminal)
                self.assertIn(b"to a file", told)
            path = self.path("e.parquet")
            self.run_sayso("export", "--format", "parquet", "--out", path, stdout=terminal)
            self.assertGreater(pyarrow.parquet.read_table(path).num_rows, 10)
        finally:
            os.close(controller)
            os.close(terminal)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
