"""A corpus read by a cluster of Spark on this machine, a master and two workers of which one is
killed in the middle; claims, positions and events are those of one process, whatever the parts.

usage: test_spark.py SAMPLES, with sayso and pyspark importable and Java there"""

import os
import pathlib
import sys
import tempfile
import threading
import time
import unittest

import pyarrow
import sayso
import sayso.spark
from cluster import Cluster, models_pack
from reports import corpus, plain
from pyspark.sql import SparkSession

SAMPLES = sys.argv[1]
COPIES = 6  # of the samples, under other ids and days


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = cls.temporary.name
        cls.documents = list(corpus(SAMPLES, COPIES))
        cls.cluster = Cluster(cls.folder)
        archive = models_pack(cls.folder)
        os.environ.pop("SAYSO_DATA")  # the models come by the archive
        os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
        cls.spark = (
            SparkSession.builder.master(cls.cluster.url)
            .config("spark.archives", archive + "#models")
            .config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
            .config("spark.executor.memory", "512m")
            .config("spark.driver.memory", "512m")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "8")
            .getOrCreate()
        )
        cls.spark.sparkContext.setLogLevel("ERROR")
        cls.read_all()

    @classmethod
    def read_all(cls):
        """Reads the corpus by the cluster, and kills a worker once a fifth of the parts is done."""
        frame = cls.spark.createDataFrame(cls.documents, "id string, date string, text string")
        frame = sayso.spark.read(frame.repartition(20), "models", trees=False)
        cls.parquet = os.path.join(cls.folder, "readings")
        cls.killed_at = None

        def kill():
            tracker = cls.spark.sparkContext.statusTracker()
            while cls.killed_at is None:
                time.sleep(0.1)
                for stage in tracker.getActiveStageIds():
                    info = tracker.getStageInfo(stage)
                    if info and info.numTasks == 20 and 4 <= info.numCompletedTasks < 20:
                        cls.killed_at = info.numCompletedTasks
            cls.cluster.kill(2)

        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        frame.write.partitionBy("day").parquet(cls.parquet)
        killer.join(5)

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.cluster.stop()
        cls.temporary.cleanup()

    def one_process(self, name):
        """The list as one ledger gives it."""
        path = os.path.join(self.folder, "one.db")
        if not os.path.exists(path):
            data = os.environ.get("SAYSO_TEST_DATA")
            with sayso.Ledger(path, write=True) as ledger:
                reader = sayso.Reader(data_dir=data)
                for id, date, text in self.documents:
                    ledger.add(reader.read(text, id=id, date=date))
        return pyarrow.table(sayso.Ledger(path).rows(name)).to_pylist()

    def test_killed_in_the_middle(self):
        self.assertIsNotNone(self.killed_at)
        frame = self.spark.read.parquet(self.parquet)
        self.assertEqual(frame.count(), len(self.documents))
        self.assertEqual(frame.where("error IS NOT NULL").count(), 0)
        self.assertGreater(len([x for x in os.listdir(self.parquet) if x.startswith("day=")]), 5)

    def test_same_as_one_process(self):
        frame = self.spark.read.parquet(self.parquet)
        for name in ("claims", "positions", "events"):
            want = plain(self.one_process(name))
            self.assertGreater(len(want), 50)
            for parts in (1, 7) if name == "claims" else (7,):
                rows = sayso.spark.ledger(frame, name, parts).toArrow().to_pylist()
                self.assertEqual(plain(rows), want, f"{name} in {parts} parts")

    def test_files(self):
        paths = [str(p) for p in sorted(pathlib.Path(SAMPLES).resolve().glob("en-*.txt"))]
        frame = sayso.spark.read_files(self.spark, paths, 2, "models")
        self.assertEqual(sorted(row.id for row in frame.select("id").collect()),
                         sorted(d.id for d in sayso.documents(paths)))  # fmt: skip


if __name__ == "__main__":
    os.environ["SAYSO_TEST_DATA"] = os.environ["SAYSO_DATA"]
    unittest.main(argv=sys.argv[:1])
