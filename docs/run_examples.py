#!/usr/bin/env python3
"""Runs the examples of the documents: every line "$ command" in a ```console block, in a fresh
folder a document.

usage: run_examples.py [--update] [--python] BUILD-DIR SOURCE-DIR FILE.md…

A command's output must be the lines below it, up to the next "$ " or the end of the block; a line
"…" stands for any lines. --update writes what the commands print now into blocks without "…".
`sayso` is the one of the build folder; `samples/` is there to be read. With --python the lines
">>> …" of ```python blocks are run too, between the commands and in the same folder; what one block
made, the next one has."""

import doctest
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"(```(?:console|python)\n)(.*?)(```)", re.S)


def run(command, folder, build):
    env = dict(os.environ, PATH=f"{build}:{os.environ['PATH']}", NO_COLOR="1", LC_ALL="C.UTF-8")
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def steps(block):
    """(command, expected output) of a block; a line that ends with a backslash goes on."""
    out = []
    for line in block.splitlines(True):
        if line.startswith("$ "):
            out.append([line[2:], ""])
        elif out and not out[-1][1] and out[-1][0].endswith("\\\n"):
            out[-1][0] += line
        elif out:
            out[-1][1] += line
    return out


def matches(want, have):
    pattern = "".join(
        r"(?s:.*)" if line.strip() == "…" else re.escape(line) for line in want.splitlines(True)
    )
    return re.fullmatch(pattern, have) is not None


def run_python(block, folder, names, page):
    """How many of its examples fail."""
    test = doctest.DocTestParser().get_doctest(block, names, page, page, 0)
    test.globs = names
    was = os.getcwd()
    os.chdir(folder)
    try:
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        return runner.run(test, clear_globs=False).failed
    finally:
        os.chdir(was)


def main():
    update, python = "--update" in sys.argv, "--python" in sys.argv
    build, source, *files = [a for a in sys.argv[1:] if not a.startswith("--")]
    failed = 0
    for name in files:
        path = pathlib.Path(name)
        names = {}
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(pathlib.Path(source).resolve() / "samples", pathlib.Path(folder) / "samples")

            def block(match):
                nonlocal failed
                text = ""
                if match.group(1) == "```python\n":
                    failed += run_python(match.group(2), folder, names, name) if python else 0
                    return match.group(0)
                for command, want in steps(match.group(2)):
                    have = run(command, folder, pathlib.Path(build).resolve())
                    if update and "…\n" not in want:
                        want = have
                    elif not matches(want, have):
                        failed += 1
                        print(f"{path}: $ {command}--- expected\n{want}--- got\n{have}", end="")
                    text += "$ " + command + want
                return match.group(1) + text + match.group(3)

            new = BLOCK.sub(block, path.read_text(encoding="utf-8"))
        if update:
            path.write_text(new, encoding="utf-8")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
