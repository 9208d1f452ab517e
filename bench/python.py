#!/usr/bin/env python3
"""Speed of the package of Python: python.py pipe | ledger | rows [N], python.py arrow LEDGER

With sayso and, but for pipe, pyarrow importable; in the project's folder, after `make`. Times are the
processor's: the best of three."""

import os
import resource
import subprocess
import sys
import tempfile
import time

import sayso

TIMES = 3


def best(work):
    times = []
    for _ in range(TIMES):
        start = time.process_time()
        n = work()
        times.append(time.process_time() - start)
    return n, min(times)


def samples():
    return list(sayso.documents("samples", on_error=lambda error: None))


def pipe(n=100):
    """Words a second of Reader.pipe and of the program, on one thread."""
    documents = samples() * n
    reader = sayso.Reader()
    words, seconds = best(lambda: sum(r.words for r in reader.pipe(documents, threads=1)))
    with tempfile.TemporaryDirectory() as folder:
        for i, document in enumerate(documents):
            with open(os.path.join(folder, f"{i:06}.txt"), "wb") as out:
                out.write(document.text)
        command = ["build/sayso", "read", "--no-ledger", "--jobs", "1", folder]
        times = []
        for _ in range(TIMES):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"pipe {words / seconds:,.0f} words/s, program {words / min(times):,.0f} words/s")


def ledger(n=100_000):
    """Events of a ledger to a table of pyarrow."""
    import pyarrow

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.db")
        lines = [reading.to_json(with_text=True) for reading in sayso.Reader().pipe(samples())]
        events = 0
        with open(os.path.join(folder, "r.jsonl"), "w", encoding="utf-8") as out:
            while events < n:
                for line in lines:
                    out.write(line.replace('"id":"', f'"id":"{events}-', 1) + "\n")
                    events += line.count('"cameo":')
        writer = sayso._sayso._Ledger(path, True)
        writer.add_file(out.name, False)
        rows = writer.rows("events")
        n, seconds = best(lambda: pyarrow.table(rows).num_rows)
    print(f"{n:,} events of a ledger to Arrow: {seconds / n * 1e6:.1f} s a million")


def arrow(path):
    """Events of a large ledger as batches of Arrow: time of all processors, and by the clock."""
    import pyarrow

    for _ in range(TIMES):
        spent, clock = time.process_time(), time.perf_counter()
        stream = pyarrow.RecordBatchReader.from_stream(sayso.Ledger(path).events())
        million = sum(batch.num_rows for batch in stream) / 1e6
        spent, clock = time.process_time() - spent, time.perf_counter() - clock
        print(f"{million * 1e6:,.0f} events, seconds a million: {spent / million:.2f} of processors, "
              f"{clock / million:.2f} by the clock, load {os.getloadavg()[0]:.1f}")  # fmt: skip


def rows(n=100_000):
    """Events in readings to a table of pyarrow: whole readings, with actors, mentions, sentences."""
    import pyarrow

    readings = list(sayso.Reader().pipe(samples()))
    events = sum(len(reading.events) for reading in readings)
    many = readings * (n // events)
    _, seconds = best(lambda: pyarrow.table(sayso.Stream(many)).num_rows)
    print(f"readings with {events * (n // events):,} events to Arrow: "
          f"{seconds / (events * (n // events)) * 1e6:.1f} s a million")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1] == "arrow":
        arrow(sys.argv[2])
    else:
        {"pipe": pipe, "ledger": ledger, "rows": rows}[sys.argv[1]](*map(int, sys.argv[2:]))
