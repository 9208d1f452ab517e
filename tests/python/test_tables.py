"""Rows and readings as Arrow, taken by pyarrow, polars, pandas, DuckDB and nanoarrow as they are.

usage: test_tables.py SAMPLES, with sayso importable"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import duckdb
import nanoarrow
import pandas
import polars
import pyarrow
import pyarrow.parquet
import sayso

from same import same

SAMPLES = sys.argv[1]


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "a.db")
        reader = sayso.Reader()
        samples = sorted(pathlib.Path(SAMPLES).glob("*.txt"))
        cls.readings = list(reader.pipe(sayso.documents(samples)))
        with sayso.Ledger(cls.path, write=True) as ledger:
            for reading in cls.readings:
                ledger.add(reading)
        cls.ledger = sayso.Ledger(cls.path)
        cls.ids = [row.id for row in cls.ledger.events()]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_frames_are_read(self):
        """A data frame is a pipe's documents: its columns by name, others left out, nothing for NaT."""
        columns = {"text": ["Norway accused Chad of spying on Monday.", "Chad denied it."], "id": [1, 2],
                   "date": [datetime.datetime(2031, 5, 7), None], "section": ["world", "world"]}  # fmt: skip
        for frame in (pandas.DataFrame(columns), polars.DataFrame(columns), pyarrow.table(columns)):
            readings = list(sayso.Reader().pipe(frame))
            self.assertEqual([(r.id, r.date) for r in readings], [("1", "2031-05-07"), ("2", None)])
            self.assertEqual(readings[0].events[0].date, "2031-05-05")
        with self.assertRaisesRegex(sayso.ArgumentError, "no column \"text\"; there are body"):
            list(sayso.Reader().pipe(pandas.DataFrame({"body": ["They met."]})))

    def test_pyarrow(self):
        filled = 0
        for name, *_, words in sayso._sayso.queries():
            rows = self.ledger.rows(name, **({"words": "soldiers"} if words else {}))
            table = pyarrow.table(rows)
            table.validate(full=True)
            self.assertEqual(table.schema, pyarrow.schema(rows))
            have = [self.plain(x) for x in table.to_pylist()]
            want = [self.row(x) for x in rows]
            if name == "counts":  # columns are those that it counts by
                want = [{key: row[key] for key in table.column_names} for row in want]
            self.assertEqual(have, want)
            filled += len(want) > 0
        self.assertGreater(filled, 6)

    def plain(self, value):
        """Offsets of rows are named _byte in objects."""
        if isinstance(value, dict):
            names = {"start": "start_byte", "end": "end_byte"}
            return {names.get(k, k): self.plain(v) for k, v in value.items()}
        return [self.plain(v) for v in value] if isinstance(value, list) else value

    def row(self, value):
        if hasattr(value, "__match_args__") and isinstance(value, tuple):
            return {k: self.row(getattr(value, k)) for k in value.__match_args__}
        return [self.row(v) for v in value] if isinstance(value, tuple) else value

    def test_readings(self):
        table = pyarrow.table(sayso.Stream(self.readings))
        table.validate(full=True)
        for have, reading in zip(table.to_pylist(), self.readings):
            same(self, have, json.loads(reading.to_json()))
        self.assertEqual(table.num_rows, len(self.readings))

    def test_many_batches(self):
        """More rows than a batch holds; each batch is sound by itself."""
        many = (reading for _ in range(9000) for reading in self.readings)
        stream = pyarrow.RecordBatchReader.from_stream(sayso.Stream(many))
        rows, batches = 0, 0
        for batch in stream:
            batch.validate(full=batches % 10 == 0)
            rows, batches = rows + batch.num_rows, batches + 1
            if batches == 3:
                break
        self.assertGreater(rows, 1000)
        self.assertEqual(batches, 3)

    def test_error_in_a_stream(self):
        def broken():
            yield self.readings[0]
            raise ValueError("the disk is on fire")

        with self.assertRaisesRegex((pyarrow.ArrowException, OSError), "the disk is on fire"):
            pyarrow.table(sayso.Stream(broken()))
        with self.assertRaisesRegex((pyarrow.ArrowException, OSError), "sayso.Reading"):
            pyarrow.table(sayso.Stream([1]))

    def test_nothing_is_leaked(self):
        """A stream that nobody takes, and one that is left in the middle."""
        for _ in range(50):
            self.ledger.events().__arrow_c_stream__()
            next(iter(pyarrow.RecordBatchReader.from_stream(sayso.Stream(self.readings))))

    def test_empty(self):
        none = self.ledger.events(document="none")
        self.assertEqual(pyarrow.table(none).num_rows, 0)
        self.assertEqual(polars.DataFrame(none).shape[0], 0)
        pyarrow.table(sayso.Stream([])).validate(full=True)

    def test_polars(self):
        frame = polars.DataFrame(self.ledger.events())
        self.assertEqual(frame["id"].to_list(), self.ids)
        self.assertEqual(
            polars.DataFrame(self.ledger.positions()).schema["reversal"], polars.Boolean
        )

    def test_pandas(self):
        frame = pandas.DataFrame.from_arrow(self.ledger.events())
        self.assertEqual(frame["id"].tolist(), self.ids)

    def test_duckdb(self):
        events = self.ledger.events()
        self.assertEqual([x for x, in duckdb.sql("SELECT id FROM events").fetchall()], self.ids)
        n = duckdb.sql("SELECT count(*) FROM events WHERE list_contains(actor, 'POL')").fetchall()[
            0
        ][0]
        self.assertEqual(n, sum("POL" in row.actor for row in events))

    def test_nanoarrow(self):
        rows = nanoarrow.ArrayStream(self.ledger.events()).read_all()
        self.assertEqual([row["id"] for row in rows.to_pylist()], self.ids)
        for source in (self.ledger.positions(), sayso.Stream(self.readings)):
            for array in nanoarrow.c_array_stream(source):
                self.assertGreater(self.checked(array).length, 5)

    def checked(self, array):
        """Looked through whole by nanoarrow, which can do so with arrays that have no children; of
        the others it looks at the buffers' sizes when it views them."""
        if array.n_children:
            self.assertEqual(array.view().n_children, array.n_children)
            for child in array.children:
                self.checked(child)
        else:
            nanoarrow.c_array_from_buffers(
                array.schema,
                array.length,
                list(array.view().buffers),
                null_count=array.null_count,
                validation_level="full",
            )
        return array

    def test_export(self):
        for format, read in (("parquet", pyarrow.parquet.read_table), ("arrow", self.read_ipc)):
            path = os.path.join(self.folder.name, "events." + format)
            self.assertEqual(sayso.export(self.ledger.events(), path), len(self.ids))
            self.assertEqual(read(path)["id"].to_pylist(), self.ids)
        with self.assertRaises(ValueError):
            sayso.export(self.ledger.events(), path, "xls")

    def read_ipc(self, path):
        with pyarrow.ipc.open_file(path) as file:
            return file.read_all()

    def test_export_command(self):
        path = os.path.join(self.folder.name, "c.parquet")
        command = [sys.executable, "-m", "sayso", "export"]
        subprocess.run(
            [*command, "events", path, "--ledger", self.path, "--type", "ACCUSE"], check=True
        )
        self.assertEqual(set(pyarrow.parquet.read_table(path)["type"].to_pylist()), {"ACCUSE"})
        run = subprocess.run(
            [*command, "events", path, "--ledger", "/none.db"], capture_output=True
        )
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"/none.db", run.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
