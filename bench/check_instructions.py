#!/usr/bin/env python3
"""check_instructions.py SAYSO DATA BOUNDS SAMPLE… [--update]: instructions that starting up and
reading the samples take, counted by valgrind, against the bounds of instructions.txt plus ten in a
hundred. Unlike time, they are the same on a busy machine.

--update writes what is counted now as the bounds. The counts hold for processors with AVX2, which
valgrind knows; on others the plain C kernels run and only the counting is tried."""

import os
import re
import subprocess
import sys

TOLERANCE = 1.10
update = "--update" in sys.argv
sayso, data, bounds, *samples = [a for a in sys.argv[1:] if a != "--update"]


def count(*args):
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sayso, *args],
        capture_output=True,
        text=True,
        env=dict(os.environ, SAYSO_DATA=data),
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"{args}: exit status {done.returncode}\n{done.stderr[-3000:]}")
    return int(found.group(1))


start = count("languages")
whole = count("read", "--no-ledger", "--format", "jsonl", *samples)
words = sum(len(open(s, encoding="utf-8").read().split()) for s in samples)
have = {"start-up": start, "word": (whole - start) // words}

if update:
    with open(bounds, "w", encoding="utf-8") as f:
        f.write(
            "# Instructions by valgrind: of starting up (`sayso languages`), and a word of the samples "
            "from bytes to JSON.\n# Written by bench/check_instructions.py --update; a change of more "
            "than a tenth upwards fails the tests.\n"
        )
        for name, n in have.items():
            f.write(f"{name} {n}\n")
with open(bounds, encoding="utf-8") as f:
    want = {line.split()[0]: int(line.split()[1]) for line in f if line.strip() and line[0] != "#"}
with open("/proc/cpuinfo", encoding="utf-8") as f:
    comparable = "avx2" in f.read()

failed = False
for name, n in have.items():
    over = comparable and n > want[name] * TOLERANCE
    failed |= over
    remark = ": too many" if over else "" if comparable else " (not compared: no AVX2)"
    print(f"{name}: {n} instructions, bound {want[name]}{remark}")
sys.exit(failed)
