"""The functions of sayso.spark without Spark, as Ray or Dask call them: lists over shares are those
of one ledger, however the shares are dealt out. test_spark.py does the same with a cluster.

usage: test_corpora.py SAMPLES, with sayso and pyarrow importable"""

import os
import pathlib
import sys
import tempfile
import unittest

import pyarrow
import sayso
import sayso.spark
from reports import corpus, plain

SAMPLES = sys.argv[1]
COPIES = 7  # of the samples, under other ids and days: more documents than parts
PARTS = 100


class Corpora(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        rows = [dict(zip(("id", "date", "text"), row)) for row in corpus(SAMPLES, COPIES)]
        cls.parts = [
            list(sayso.spark.readings([pyarrow.RecordBatch.from_pylist(rows[i::PARTS])]))
            for i in range(PARTS)
        ]
        cls.readings = list(sayso.spark.readings([pyarrow.RecordBatch.from_pylist(rows)]))
        cls.path = os.path.join(cls.folder.name, "one.db")
        with sayso.Ledger(cls.path, write=True) as ledger:
            reader = sayso.Reader()
            for row in rows:
                ledger.add(reader.read(**row))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def dealt(self, read):
        """Rows of all shares, of parts that were read each by itself."""
        shares = [
            s for b in sum(read, []) for of in b.column("shares").to_pylist() for s in of or ()
        ]
        of = sayso.spark.components(shares)
        rows = [row for b in read for d in sayso.spark.dealt(b, of) for row in d.to_pylist()]
        return sorted(rows, key=lambda row: row["share"])

    def over_parts(self, name, read, parts):
        rows = self.dealt(read)
        shares = sorted({row["share"] for row in rows})
        for part in range(parts):
            mine = [row for row in rows if shares.index(row["share"]) % parts == part]
            if mine:
                batches = [
                    pyarrow.RecordBatch.from_pylist(mine[i : i + 7]) for i in range(0, len(mine), 7)
                ]
                for batch in sayso.spark.lists(batches, name):
                    yield from batch.to_pylist()

    def test_what_cannot_be_read(self):
        """A row with an error: a path that is not there, a text that is missing, a date that is none."""
        path = os.path.join(SAMPLES, "en-1.txt")
        paths = pyarrow.record_batch({"path": ["/nowhere/a.txt", path]})
        found = sayso.spark.documents([paths])
        rows = [row for batch in sayso.spark.readings(found) for row in batch.to_pylist()]
        self.assertEqual([bool(row["error"]) for row in rows], [True, False])
        self.assertIn("/nowhere/a.txt", rows[0]["error"])
        given = {"text": [None, "They met.", "They met."], "id": [1, 2, 3], "date": [None, "?", None], "other": [1, 1, 1]}
        batches = sayso.spark.readings([pyarrow.record_batch(given)])
        rows = [row for batch in batches for row in batch.to_pylist()]
        self.assertEqual(
            [(row["id"], bool(row["error"])) for row in rows],
            [("1", True), ("2", True), ("3", False)],
        )
        with self.assertRaisesRegex(ValueError, "no column \"text\"; there are body"):
            list(sayso.spark.readings([pyarrow.record_batch({"body": ["They met."]})]))

    def test_same_as_one_ledger(self):
        for name in ("claims", "positions", "events"):
            want = plain(pyarrow.table(sayso.Ledger(self.path).rows(name)).to_pylist())
            self.assertGreater(len(want), 20, name)
            one = [([self.readings], 1)] if name == "claims" else []
            for read, parts in (*one, (self.parts, PARTS)):
                have = plain(self.over_parts(name, read, parts))
                self.assertEqual(have, want, f"{name} in {parts} parts")

    def test_shares_are_several(self):
        """Not one share a type: countries that never meet are apart."""
        shares = {row["share"] for row in self.dealt(self.parts)}
        self.assertGreater(len(shares), len({share.split(" ")[0] for share in shares}))

    def test_errors_are_rows(self):
        [batch] = sayso.spark.readings(
            [
                pyarrow.RecordBatch.from_pylist(
                    [{"id": "a", "text": "x", "date": "?"}, {"id": "b", "text": "y", "date": None}]
                )
            ]
        )
        bad, good = batch.to_pylist()
        self.assertIn("malformed date", bad["error"])
        self.assertEqual((good["error"], good["id"]), (None, "b"))

    def test_files(self):
        paths = [str(p) for p in sorted(pathlib.Path(SAMPLES).glob("*.txt"))]
        [batch] = sayso.spark.documents(
            [pyarrow.RecordBatch.from_pylist([{"path": p} for p in paths])]
        )
        self.assertEqual(batch.column("id").to_pylist(), [d.id for d in sayso.documents(paths)])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
