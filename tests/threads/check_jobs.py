#!/usr/bin/env python3
"""check_jobs.py SAYSO DATA SAMPLE…: `sayso read` with 1, 2 and 4 threads prints the same bytes and
keeps the same ledger."""

import os
import subprocess
import sys
import tempfile

sayso, data, *samples = sys.argv[1:]
env = dict(os.environ, SAYSO_DATA=data)


def run(*args):
    done = subprocess.run([sayso, *args], capture_output=True, env=env)
    if done.returncode:
        sys.exit(
            f"{args}: exit status {done.returncode}\n{done.stderr.decode(errors='replace')[-4000:]}"
        )
    return done.stdout


def everything(jobs, folder):
    ledger = os.path.join(folder, f"{jobs}.db")
    printed = [
        run(
            "read", "--jobs", str(jobs), "--ledger", ledger, "--format", "jsonl", *samples, *samples
        )
    ]
    return printed + [
        run(command, "--ledger", ledger, "--format", "csv")
        for command in ("documents", "events", "claims", "positions")
    ]


with tempfile.TemporaryDirectory() as folder:
    one = everything(1, folder)
    if not all(one):
        sys.exit("something is empty")
    for jobs in (2, 4):
        if everything(jobs, folder) != one:
            sys.exit(f"--jobs {jobs} and --jobs 1 differ")
