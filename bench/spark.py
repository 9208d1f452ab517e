#!/usr/bin/env python3
"""Reading by a cluster of Spark with one worker and with two: spark.py [COPIES [TIMES]]

Each worker, with its JVMs and processes of Python, has one core to itself and stays on it. The
driver may use either, and has little to do: files are read by workers, and only the number of
their words comes back. COPIES of the samples (100) are read by the clock after a quarter of them:
then JVMs have compiled what they run and each process has its models open. One worker and two
take turns, TIMES (3) each, and the best of each counts. Beside it stands how the program itself
does on one core and, in two processes, on two.

With sayso and pyspark importable and Java there, in the project's folder: after `make
check-spark` PYTHONPATH=build/python SAYSO_DATA=build/data build/venv-spark/bin/python
bench/spark.py. The machine has to have two cores and nothing else to do, or this has to come
first (as root, in a session of its own: `echo -8 > /proc/self/autogroup`, then `nice -n -10`).
The load that is printed tells, and so do words a second of the processor time that workers have
had, which depends less on others, and which share of their cores that was."""

import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tests/python"))

FILES = 32  # of documents, a task each: enough that the last ones hardly wait for each other


def files_write(folder, copies):
    """Documents as JSON lines, dealt out in turn so that files are alike."""
    from reports import corpus

    paths = [os.path.join(folder, f"{i:02}.jsonl") for i in range(FILES)]
    files = [open(path, "w", encoding="utf-8") for path in paths]
    for i, (id, date, text) in enumerate(corpus("samples", copies)):
        line = json.dumps({"id": id, "date": date, "text": text}, ensure_ascii=False)
        files[i % FILES].write(line + "\n")
    for file in files:
        file.close()
    return paths


def seconds_of(sessions):
    """Processor time of all processes of these sessions, and of those that they have seen end."""
    ticks = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8") as f:
                fields = f.read().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        if int(fields[3]) in sessions:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(workers, folder):
    """Words a second of a cluster, and of its workers' processor time; seconds of both."""
    from cluster import Cluster, models_pack
    from pyspark.sql import SparkSession

    import sayso.spark

    paths = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    with tempfile.TemporaryDirectory() as work:
        cluster = Cluster(work, workers, sorted(os.sched_getaffinity(0)))
        archive = models_pack(work)
        os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
        spark = (
            SparkSession.builder.master(cluster.url)
            .config("spark.archives", archive + "#models")
            .config("spark.executorEnv.PYTHONPATH", os.path.abspath(os.environ["PYTHONPATH"]))
            .config("spark.executor.memory", "512m")
            .config("spark.driver.memory", "512m")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("ERROR")
        try:
            while len(spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) <= workers:
                time.sleep(0.1)  # the driver is one of them
            sessions = {process.pid for process in cluster.processes[1:]}
            for some in (paths[: FILES // 4], paths):
                start, before = time.perf_counter(), seconds_of(sessions)
                frame = sayso.spark.read_files(spark, some, data_dir="models", trees=False)
                words = frame.groupBy().sum("words").collect()[0][0]
                elapsed, spent = time.perf_counter() - start, seconds_of(sessions) - before
            print(json.dumps([words / elapsed, words / spent, spent / elapsed / workers]))
        finally:
            spark.stop()
            cluster.stop()


def program(processes, folder):
    """How often a second the program reads all documents, each process on a core of its own."""
    cores = sorted(os.sched_getaffinity(0))
    command = ["build/sayso", "read", "--no-ledger", "--jobs", "1", folder]
    start = time.perf_counter()
    running = [
        subprocess.Popen(["taskset", "-c", str(core), *command],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for core in cores[:processes]
    ]  # fmt: skip
    for process in running:
        process.wait()
    return processes / (time.perf_counter() - start)


def cluster_of(workers, folder):
    command = [sys.executable, "-W", "ignore", __file__, "of", str(workers), folder]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout.splitlines()[-1])


def main(copies=100, times=3):
    best = {}

    def add(what, number, speed):
        best[what, number] = max(speed, best.get((what, number), 0))

    with tempfile.TemporaryDirectory() as folder:
        files_write(folder, copies)
        for _ in range(times):
            for number in (1, 2):
                speed, of_time, share = cluster_of(number, folder)
                add("workers", number, speed)
                add("workers, by their processor time,", number, of_time * number)
                add("processes of the program", number, program(number, folder))
                load = os.getloadavg()[0]
                print(f"workers: {number}, words a second: {speed:,.0f}, of processor time "
                      f"{of_time:,.0f}, of their cores {share:.0%}, load {load:.1f}",
                      flush=True)  # fmt: skip
    for what in dict.fromkeys(what for what, _ in best):
        print(f"two {what} are {best[what, 2] / best[what, 1]:.2f} times one")


if __name__ == "__main__":
    if sys.argv[1:2] == ["of"]:
        measure(int(sys.argv[2]), sys.argv[3])
    else:
        main(*map(int, sys.argv[1:]))
