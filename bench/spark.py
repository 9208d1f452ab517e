#!/usr/bin/env python3
"""Reading by a cluster of Spark with one worker and with two: spark.py [COPIES]

Each worker has one core. With sayso and pyspark importable and Java there, in the project's folder:
after `make check-spark` PYTHONPATH=build/python SAYSO_DATA=build/data build/venv-spark/bin/python
bench/spark.py. COPIES of the samples are read (40), by the clock, once each process has its models
open. The machine has to have two cores and nothing else to do; the load that is printed beside tells
whether it had."""

import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tests/python"))


def measure(workers, copies):
    from cluster import Cluster, models_pack
    from pyspark.sql import SparkSession
    from reports import corpus

    import sayso.spark

    documents = list(corpus("samples", copies))
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(folder, workers)
        archive = models_pack(folder)
        os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
        spark = (
            SparkSession.builder.master(cluster.url)
            .config("spark.archives", archive + "#models")
            .config("spark.executorEnv.PYTHONPATH", os.path.abspath(os.environ["PYTHONPATH"]))
            .config("spark.executor.memory", "512m")
            .config("spark.driver.memory", "512m")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("ERROR")

        def words(some, parts):
            frame = spark.createDataFrame(some, "id string, date string, text string")
            frame = sayso.spark.read(frame.repartition(parts), "models", trees=False)
            return frame.groupBy().sum("words").collect()[0][0]

        try:
            words(documents[:20], 2 * workers)  # opens the models
            start = time.perf_counter()
            n = words(documents, 8 * workers)
            print(n / (time.perf_counter() - start))
        finally:
            spark.stop()
            cluster.stop()


def main(copies=40):
    speed = []
    for workers in (1, 2):
        command = [sys.executable, "-W", "ignore", __file__, "of", str(workers), str(copies)]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        speed.append(float(run.stdout.split()[-1]))
        load = os.getloadavg()[0]
        print(f"workers: {workers}, words a second: {speed[-1]:,.0f}, load {load:.1f}")
    print(f"two are {speed[1] / speed[0]:.2f} times one")


if __name__ == "__main__":
    if sys.argv[1:2] == ["of"]:
        measure(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
