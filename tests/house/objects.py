"""The objects of a build: which source file each is made from, and what nm says of it."""
import json
import os
import re
import subprocess
import sys


def objects(build, source):
    """Pairs of source file, relative to the repository, and object; of src, tools and python."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as f:
        for entry in json.load(f):
            file = os.path.relpath(os.path.join(entry["directory"], entry["file"]), source)
            if re.match(r"(src|tools|python)/.*\.c$", file):
                yield file, os.path.join(entry["directory"], entry["output"])


def symbols(path):
    """Kind and name of each external symbol of an object; kind U: it is wanted, not defined."""
    if not os.path.exists(path):
        sys.exit(f"{path} is missing; build first")
    lines = subprocess.run(
        ["nm", "--extern-only", path], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return [line.split()[-2:] for line in lines]
